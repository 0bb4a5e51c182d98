"""What is written for a metric, read as the metric's kind asks; each refusal with its place."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN, at, marked

from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.document.yaml import parse
from cchc.submission.figures import read_figure
from cchc.submission.model import (
    Answer,
    Content,
    Figure,
    Measured,
    NoneArising,
    Unreadable,
)
from cchc.submission.model import measured as exactly

SHARE, COUNT, GROWTH, CONFIRMATION = "dung_han", "thanh_lap", "thu_ngan_sach", "cong_khai"


def node(text: str) -> Node:
    """The YAML value `text`, as it would stand after ``x: ``."""
    value = parse(f"x: {text}\n").root.get("x")
    assert value is not None
    return value


def read(metric: str, text: str) -> Figure:
    return read_figure(PLAN.metric[metric], node(text))


def measured(
    value: Fraction | int,
    digits: int = 0,
    sides: tuple[int, int] | None = None,
    percent: bool = False,
) -> Measured:
    above, below = map(Fraction, sides) if sides else (None, None)
    return exactly(Fraction(value), digits, above, below, percent=percent)


@pytest.mark.parametrize(
    ("metric", "text", "content"),
    [
        (SHARE, "92,5%", measured(Fraction(185, 2), 1, percent=True)),
        (SHARE, "92.5", measured(Fraction(185, 2), 1)),
        (SHARE, '"92.5%"', measured(Fraction(185, 2), 1, percent=True)),
        (SHARE, '"92,50 %"', measured(Fraction(185, 2), 2, percent=True)),
        (SHARE, "1.234", measured(Fraction(1234, 1000), 3)),
        (SHARE, "0", measured(0)),
        (SHARE, "100", measured(100)),
        (SHARE, "100,00%", measured(100, 2, percent=True)),
        (SHARE, "31/75", measured(Fraction(3100, 75), 0, (31, 75))),
        (SHARE, "31 / 75", measured(Fraction(3100, 75), 0, (31, 75))),
        (SHARE, "０/７", measured(0, 0, (0, 7))),
        (SHARE, "1 234/2 468", measured(50, 0, (1234, 2468))),
        (SHARE, "{numerator: 812, denominator: 1000}", measured(Fraction(406, 5), 0, (812, 1000))),
        (SHARE, "{numerator: 75, denominator: 75}", measured(100, 0, (75, 75))),
        (SHARE, "{numerator: 75,0, denominator: 75}", Unreadable()),
        (SHARE, "{value: 91, note: khảo sát 1.204 phiếu}", measured(91)),
        (SHARE, '{value: "31/75"}', measured(Fraction(3100, 75), 0, (31, 75))),
        (SHARE, "none arising", NoneArising()),
        (SHARE, "không phát sinh", NoneArising()),
        (SHARE, "Khong phat sinh", NoneArising()),
        (SHARE, "0/0", NoneArising()),
        (SHARE, "{numerator: 0, denominator: 0}", NoneArising()),
        (SHARE, "{numerator: 0, denominator: 0, value: không phát sinh}", NoneArising()),
        (COUNT, "340", measured(340)),
        (COUNT, "1 234", measured(1234)),
        (COUNT, "1.234.567", measured(1234567)),
        (COUNT, "340,0", measured(340, 1)),
        (COUNT, "0", measured(0)),
        (GROWTH, "5%", measured(5, percent=True)),
        (GROWTH, "-3,2%", measured(Fraction(-16, 5), 1, percent=True)),
        (GROWTH, "105/100", measured(5, 0, (105, 100))),
        (GROWTH, "{numerator: 95, denominator: 100}", measured(-5, 0, (95, 100))),
        (GROWTH, "49,9%", measured(Fraction(499, 10), 1, percent=True)),
        (CONFIRMATION, "yes", Answer(True)),
        (CONFIRMATION, "có", Answer(True)),
        (CONFIRMATION, "đã", Answer(True)),
        (CONFIRMATION, "no", Answer(False)),
        (CONFIRMATION, "không", Answer(False)),
        (CONFIRMATION, "chưa", Answer(False)),
        (CONFIRMATION, "{value: yes, note: trang web}", Answer(True)),
        (CONFIRMATION, "không phát sinh", NoneArising()),
    ],
)
def test_read(metric: str, text: str, content: Content) -> None:
    figure = read(metric, text)
    assert figure.content == content
    assert type(figure.content) is type(content)
    assert (figure.problem is None) == (not isinstance(content, Unreadable))


def test_the_exact_value_is_the_fractions_and_the_stated_one_is_kept() -> None:
    figure = read(SHARE, '{numerator: 31, denominator: 75, value: "41,33"}')
    assert figure.content == exactly(
        Fraction(3100, 75), 2, Fraction(31), Fraction(75), Fraction(4133, 100)
    )


def test_a_note_is_kept() -> None:
    assert read(SHARE, "{value: 91, note: khảo sát 1.204 phiếu}").note == "khảo sát 1.204 phiếu"
    assert read(SHARE, "{value: tốt, note: x}").note == "x"


@pytest.mark.parametrize("stated", ["41,33", "41.33%", "41,3", "41", "41,333", "41,3333333"])
def test_a_stated_share_agrees_to_the_digits_it_states(stated: str) -> None:
    assert read(SHARE, f'{{numerator: 31, denominator: 75, value: "{stated}"}}').problem is None


@pytest.mark.parametrize("stated", ["41,34", "41,32", "41,4", "42", "41,334", "41,330", "0,4134"])
def test_a_stated_share_disagrees(stated: str) -> None:
    figure = read(SHARE, f'{{numerator: 31, denominator: 75, value: "{stated}"}}')
    assert figure.problem is not None
    assert figure.problem.code == "share-disagrees"
    # x: {numerator: 31, denominator: 75, value: "…"} has its quotation mark in column 44
    assert figure.problem.place == Place(1, 44)


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [("0,4133", True), ("0.413", True), ("0,41", True), ("0,4", False), ("0,4133%", False)],
)
def test_a_ratio_beside_its_fraction_is_what_a_spreadsheet_has(stated: str, agrees: bool) -> None:
    figure = read(SHARE, f'{{numerator: 31, denominator: 75, value: "{stated}"}}')
    assert (figure.problem is None) == agrees
    if isinstance(figure.content, Measured):
        assert figure.content.value == Fraction(3100, 75)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 8))
def test_a_share_agrees_with_itself_rounded_and_with_nothing_a_unit_away(
    above: int, below: int, digits: int
) -> None:
    above = min(above, below)
    rounded = round(Fraction(100 * above, below) * 10**digits)
    for units, agrees in ((rounded, True), (rounded - 1, False), (rounded + 1, False)):
        stated = Fraction(units, 10**digits)
        distance = abs(stated - Fraction(100 * above, below)) * 2 * 10**digits
        if not 0 <= stated <= 100 or (not agrees and distance == 1):  # a tie rounds either way
            continue
        whole, decimals = divmod(units, 10**digits)
        text = f"{whole},{decimals:0{digits}}" if digits else f"{whole}"
        pairs = {"numerator": str(above), "denominator": str(below), "value": text}
        place = Place(1, 1)
        written = Mapping(
            {key: (Scalar(key, place), Scalar(value, place)) for key, value in pairs.items()}, place
        )
        problem = read_figure(PLAN.metric[SHARE], written).problem
        assert (problem.code if problem else None) == (None if agrees else "share-disagrees")


@pytest.mark.parametrize(
    ("metric", "text", "code"),
    [
        (SHARE, "‸-1", "negative"),
        (SHARE, "‸−0,5%", "negative"),
        (SHARE, "‸100,01", "share-over-100"),
        (SHARE, "‸101%", "share-over-100"),
        (SHARE, "‸1 234", "share-over-100"),
        (SHARE, "‸khoảng 80%", "not-one-number"),
        (SHARE, "‸'>= 80'", "not-one-number"),
        (SHARE, "‸80-90", "not-one-number"),
        (SHARE, "‸12:30", "time-for-number"),
        (SHARE, "‸010", "leading-zero"),
        (SHARE, "‸1/2/3", "not-a-number"),
        (SHARE, "‸nan", "not-finite"),
        (SHARE, "‸.inf", "not-finite"),
        (SHARE, "‸yes", "boolean-for-number"),
        (SHARE, "‸off", "boolean-for-number"),
        (SHARE, f"‸{'9' * 5000}", "too-many-digits"),
        (SHARE, "‸76/75", "numerator-over-denominator"),
        (SHARE, "‸-1/75", "negative"),
        (SHARE, "‸1/-75", "negative"),
        (SHARE, "‸1,5/75", "not-whole"),
        (SHARE, "‸31%/75", "percent-in-count"),
        (SHARE, "‸1,204/2000", "ambiguous-number"),
        (SHARE, "‸5/0", "numerator-over-denominator"),
        (SHARE, "{numerator: ‸76, denominator: 75}", "numerator-over-denominator"),
        (SHARE, "{numerator: 31, denominator: ‸-75}", "negative"),
        (SHARE, "{numerator: ‸31%, denominator: 75}", "percent-in-count"),
        (SHARE, "{numerator: 1, denominator: ‸'1,204'}", "ambiguous-number"),
        (GROWTH, "{numerator: 1, denominator: ‸1.204}", "ambiguous-number"),
        (SHARE, "{numerator: ‸true, denominator: 75}", "boolean-for-number"),
        (SHARE, "‸{numerator: 31}", "half-a-fraction"),
        (SHARE, "‸{denominator: 75, value: 41}", "half-a-fraction"),
        (SHARE, "{numerator: 0, denominator: 0, value: ‸100}", "share-of-nothing"),
        (SHARE, "{numerator: 31, denominator: 75, value: ‸141}", "share-over-100"),
        (SHARE, "{value: 92,‸5}", "unknown-figure-key"),
        (SHARE, "{numerator: 31, denominator: 75, value: 41,‸33}", "unknown-figure-key"),
        (SHARE, "{‸valu: 92}", "unknown-figure-key"),
        (SHARE, "{value: ‸[92]}", "not-a-single-value"),
        (SHARE, "‸{note: chưa có}", "no-figure"),
        (SHARE, "‸{}", "no-figure"),
        (SHARE, "‸[92,5]", "figure-is-list"),
        (COUNT, "‸80%", "percent-in-count"),
        (COUNT, "‸1,234", "ambiguous-number"),
        (COUNT, "‸5.83", "not-whole"),
        (COUNT, "‸5.830,5", "not-whole"),
        (COUNT, "‸-1.234", "negative"),
        (COUNT, "‸1_000", "computer-notation"),
        (COUNT, "‸1e2", "computer-notation"),
        (COUNT, "‸0o17", "computer-notation"),
        (COUNT, "‸0x1F", "computer-notation"),
        (COUNT, "‸-3", "negative"),
        (COUNT, "‸3,5", "not-whole"),
        (COUNT, "‸31/75", "not-a-number"),
        (COUNT, "‸{numerator: 3, denominator: 4}", "fraction-not-expected"),
        (COUNT, "‸none arising", "always-arises"),
        (GROWTH, "‸none arising", "always-arises"),
        (GROWTH, "{numerator: 5, denominator: ‸0}", "zero-base"),
        (GROWTH, "‸tăng 5%", "not-a-number"),
        (CONFIRMATION, "‸92", "not-an-answer"),
        (CONFIRMATION, "‸on", "not-an-answer"),
        (CONFIRMATION, "‸có lẽ", "not-an-answer"),
        (CONFIRMATION, "‸{numerator: 1, denominator: 1}", "fraction-not-expected"),
    ],
)
def test_refused(metric: str, text: str, code: str) -> None:
    text, ((line, column, _),) = marked(text)
    figure = read(metric, text)
    assert figure.content == Unreadable()
    assert figure.problem is not None
    assert figure.problem.code == code
    assert at(figure.problem) == (line, column + len("x: "))


def test_what_always_arises_can_not_be_none() -> None:
    metric = replace(PLAN.metric[SHARE], always_arises=True)
    for text in ("none arising", "0/0", "{numerator: 0, denominator: 0}"):
        problem = read_figure(metric, node(text)).problem
        assert problem is not None
        assert problem.code == "always-arises"


def test_money_need_not_be_whole() -> None:
    assert read(GROWTH, '{numerator: "105,5", denominator: 100}').content == exactly(
        Fraction(11, 2), 0, Fraction(211, 2), Fraction(100)
    )


@given(st.text())
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    for metric in PLAN.metrics:
        figure = read_figure(metric, Scalar(text, Place(3, 5)))
        assert figure.place == Place(3, 5)
        if isinstance(figure.content, Unreadable):
            assert figure.problem is not None
            assert figure.problem.place == Place(3, 5)
            assert figure.problem.severity == "error"
        else:
            assert figure.problem is None
