"""Examples of figures stand on both sides of whatever threshold a plan may have."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cchc.evaluate.targets import meets
from cchc.explain.samples import samples
from cchc.plan.model import Counting, Metric, MetricKind, Op, Text, Threshold
from cchc.plan.model import complete as complete_model
from cchc.submission.model import Measured

complete_model()
TEXT = Text("x", "x")
OPS = st.sampled_from((">=", ">", "<=", "<"))
TENTHS = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


def measured(metric: Metric, threshold: Threshold) -> list[tuple[str, Measured]]:
    return [
        (sample.status, sample.content)
        for sample in samples(metric, threshold)
        if isinstance(sample.content, Measured)
    ]


def made(kind: MetricKind, counting: Counting | None = None) -> Metric:
    base = TEXT if kind in ("share", "growth") else None
    return Metric("x", kind, TEXT, base, TEXT, counts_agencies=counting)


@given(OPS, TENTHS, st.sampled_from(("share", "growth", "count")))
def test_each_is_what_it_is_said_to_be(op: Op, value: Decimal, kind: MetricKind) -> None:
    threshold = Threshold(op, value, "%")
    for status, figure in measured(made(kind), threshold):
        assert (status == "pass") == meets(figure.value, threshold)
        assert figure.value >= 0 or kind == "growth"


@given(OPS, TENTHS)
def test_fractions_are_one_case_apart(op: Op, value: Decimal) -> None:
    found = [
        one for one in measured(made("share"), Threshold(op, value, "%")) if not one[1].percent
    ]
    assert found
    for _, figure in found:
        assert figure.numerator is not None
        assert 0 <= figure.numerator <= 1000
        assert figure.value == Fraction(figure.numerator) / 10
    if len(found) == 2:
        (_, first), (_, second) = found
        assert abs(first.value - second.value) == Fraction(1, 10)
    else:  # nothing lies beyond 0 or 100%
        assert found[0][1].value in (0, 100)


@given(st.sampled_from((">=", ">")), st.integers(1, 99).map(Decimal))
def test_an_agency_counts_as_one(op: Op, value: Decimal) -> None:
    found = measured(made("share", "one"), Threshold(op, value, "%"))
    (passes, one), (fails, none) = found[:2]
    assert (passes, fails) == ("pass", "fail")
    assert (one.numerator, one.denominator) == (Fraction(1), Fraction(1))
    assert (none.numerator, none.denominator) == (Fraction(0), Fraction(1))


@given(OPS, st.integers(0, 10**6))
def test_counts_are_one_apart(op: Op, value: int) -> None:
    found = measured(made("count"), Threshold(op, Decimal(value), "x"))
    assert 1 <= len(found) <= 2
    if len(found) == 2:
        assert abs(found[0][1].value - found[1][1].value) == 1
