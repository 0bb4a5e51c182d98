"""The short way through everyday figures leads where the careful one does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN

from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.submission import everyday
from cchc.submission.figures import is_blank, looks_like_ratio, read_figure
from cchc.submission.model import Answer, Figure, Measured, NoneArising, measured

SHARE = PLAN.metric["dung_han"]
METRICS = [
    *PLAN.metrics,
    replace(SHARE, always_arises=True),
    replace(SHARE, whole=False),
]
AT = Place(3, 5)
PART = measured(Fraction(124, 3), 0, Fraction(31), Fraction(75))


def written_out(*sides: str, keys: tuple[str, ...] = ("numerator", "denominator")) -> Mapping:
    return Mapping(
        {key: (Scalar(key, AT), Scalar(side, AT)) for key, side in zip(keys, sides, strict=True)},
        AT,
    )


def reduced(content: object) -> object:
    """`content` with its value in lowest terms."""
    if not isinstance(content, Measured):
        return content
    return measured(
        content.value,
        content.digits,
        content.numerator,
        content.denominator,
        content.stated,
        percent=content.percent,
    )


NUMBERS = st.integers(0, 10**19).map(str) | st.from_regex(r"-?0?[0-9]{1,3}[.,]?[0-9]{0,3}[ %]?\Z")
TEXTS = (
    st.builds("{}/{}".format, NUMBERS, NUMBERS)
    | NUMBERS
    | st.text("0123456789/,.% ", max_size=8)
    | st.sampled_from(["có", "Có", "không", "chưa", "no", "không phát sinh", "KPS", "31/75 hồ sơ"])
)
NODES = (
    st.builds(Scalar, TEXTS, st.just(AT), st.booleans(), st.booleans())
    | st.builds(written_out, TEXTS, TEXTS)
    | st.builds(written_out, TEXTS, TEXTS, keys=st.just(("denominator", "numerator")))
    | st.builds(written_out, TEXTS, keys=st.sampled_from([("numerator",), ("value",)]))
    | st.builds(written_out, TEXTS, TEXTS, TEXTS, keys=st.just(("numerator", "denominator", "x")))
)


@given(st.sampled_from(METRICS), NODES)
def test_what_goes_the_short_way_means_the_same_on_the_careful_one(
    metric: object, node: Node
) -> None:
    assert isinstance(metric, type(SHARE))
    content = everyday.read(metric, node)
    if content is not None:
        figure = read_figure(metric, node)
        assert figure._replace(content=Answer(True)) == Figure(Answer(True), node.place)
        assert type(figure.content) is type(content)
        assert reduced(figure.content) == reduced(content)
        assert not looks_like_ratio(metric, figure)
        assert not is_blank(node)


@pytest.mark.parametrize(
    ("metric", "node", "content"),
    [
        ("dung_han", Scalar("31/75", AT), PART),
        ("dung_han", Scalar("0/75", AT), measured(Fraction(0), 0, Fraction(0), Fraction(75))),
        ("dung_han", written_out("31", "75"), PART),
        ("dung_han", Scalar("92,50%", AT), measured(Fraction(185, 2), 2, percent=True)),
        ("dung_han", Scalar("100", AT), measured(Fraction(100))),
        ("dung_han", Scalar("0,5%", AT), measured(Fraction(1, 2), 1, percent=True)),
        ("dung_han", Scalar("không phát sinh", AT), NoneArising()),
        ("cong_khai", Scalar("có", AT), Answer(True)),
        ("cong_khai", Scalar("chưa", AT), Answer(False)),
    ],
)  # fmt: skip
def test_what_forms_ask_for_goes_the_short_way(metric: str, node: Node, content: object) -> None:
    assert reduced(everyday.read(PLAN.metric[metric], node)) == content


@pytest.mark.parametrize("text", ["0,925", "1", "0", "0/0", "76/75", "031/75", "101%", "92.345%"])
def test_what_may_be_a_slip_does_not(text: str) -> None:
    assert everyday.read(SHARE, Scalar(text, AT)) is None
