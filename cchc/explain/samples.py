"""How the figure of a metric may be written: on the threshold, and just beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from cchc.evaluate.targets import meets
from cchc.plan.model import Confirmed, Metric, Threshold
from cchc.submission.amounts import LARGEST_GROWTH
from cchc.submission.model import Answer, Measured, NoneArising, measured

_CASES: Final = 1000
"""The denominator of a sample: large enough to show a tenth of a percent."""


class Sample(NamedTuple):
    """A figure, and what comes of it."""

    status: Literal["pass", "fail", "none_arising"]
    """Its verdict once the target is due."""
    content: Measured | Answer | NoneArising


def samples(metric: Metric, threshold: Threshold | Confirmed) -> Iterator[Sample]:
    """Figures of `metric` that just meet `threshold`, that just don't, and none arising."""
    if isinstance(threshold, Confirmed):
        yield Sample("pass", Answer(True))
        yield Sample("fail", Answer(False))
    elif metric.kind == "count":
        yield from _around(threshold, [measured(Fraction(n)) for n in _near(threshold.value)])
    else:
        yield from _around(threshold, _fractions(metric, threshold))
        yield from _percentage(metric, threshold)
    if metric.may_not_arise:
        yield Sample("none_arising", NoneArising())


def _near(value: Decimal) -> range:
    """The whole numbers about `value`, none below 0."""
    return range(max(0, int(value) - 2), int(value) + 3)


def _fractions(metric: Metric, threshold: Threshold) -> list[Measured]:
    """Fractions in steps of a tenth of a percent; of agencies, an agency by itself."""
    cases = 1 if metric.counts_agencies else _CASES
    most = cases if metric.kind == "share" else None
    at = int((Fraction(threshold.value) + metric.base) * cases / 100)
    numerators = range(max(0, at - 2), at + 3 if most is None else min(most, at + 2) + 1)
    return [
        measured(
            Fraction(100 * numerator, cases) - metric.base,
            numerator=Fraction(numerator),
            denominator=Fraction(cases),
        )
        for numerator in numerators
    ]


def _around(threshold: Threshold, rising: list[Measured]) -> Iterator[Sample]:
    """Of figures that rise, the two between which the verdict turns."""
    grows = threshold.op in (">=", ">")
    turn = bisect_left(rising, True, key=lambda figure: meets(figure.value, threshold) == grows)
    below, above = rising[:turn][-1:], rising[turn:][:1]
    for figure in above if grows else below:
        yield Sample("pass", figure)
    for figure in below if grows else above:
        yield Sample("fail", figure)


def _percentage(metric: Metric, threshold: Threshold) -> Iterator[Sample]:
    """The threshold itself as a percentage, where it may be written by itself."""
    value = Fraction(threshold.value)
    if metric.kind == "share" or value < LARGEST_GROWTH:
        met = meets(value, threshold)
        yield Sample("pass" if met else "fail", measured(value, percent=True))
