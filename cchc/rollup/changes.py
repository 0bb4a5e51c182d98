"""A period beside the one before: what rose, fell, fails newly, and what can't be.

A change that can't be is a question, not an error: the earlier report may be the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from cchc.plan.model import Metric, Plan, ReportingPeriod
from cchc.results import Result
from cchc.rollup.model import FigureChange, Impossible, Snapshot, Standing
from cchc.submission.model import Measured, NoneArising, measured

_NOTHING: Final = measured(Fraction(0), 0, Fraction(0), Fraction(0))
"""What "none arising" says of a count that can only grow."""


def changes(before: Snapshot, after: Snapshot) -> tuple[FigureChange, ...]:
    """Every target of every agency that reported in both periods, where anything changed."""
    found = (
        FigureChange(now.agency, *pair)
        for was, now in _both(before, after)
        for pair in _pairs(was.checked.results, now.checked.results)
    )
    return tuple(one for one in found if one.newly or one.direction != "same")


def _pairs(before: Sequence[Result], after: Sequence[Result]) -> Iterator[tuple[Result, Result]]:
    """The results of the targets that both periods' plans have."""
    were = {one.target.id: one for one in before}
    return ((were[now.target.id], now) for now in after if now.target.id in were)


def impossible(plan: Plan, earlier: Sequence[Snapshot], now: Snapshot) -> tuple[Impossible, ...]:
    """The counts that can only grow and are smaller than in an earlier report.

    Each stands beside the latest earlier report that has more.
    """
    found: dict[tuple[str, str, str], Impossible] = {}
    for before in earlier:
        for was, is_now in _both(before, now):
            for metric in plan.metrics:
                for fall in _falls(metric, before.period, was, now.period, is_now):
                    found[fall.agency.id, metric.id, fall.part] = fall
    return tuple(found.values())


def _both(before: Snapshot, after: Snapshot) -> Iterator[tuple[Standing, Standing]]:
    """The standings of those that reported in both periods."""
    were = {one.agency.id: one for one in before.standings if one.submitted}
    for now in after.standings:
        if now.submitted and now.agency.id in were:
            yield were[now.agency.id], now


def _falls(
    metric: Metric, first: ReportingPeriod, was: Standing, last: ReportingPeriod, now: Standing
) -> Iterator[Impossible]:
    """The parts of one figure that fell although they can only grow from `first` to `last`."""
    if not _grows(metric, first, last):
        return
    earlier, later = (one.checked.submission.figures.get(metric.id) for one in (was, now))
    if not (earlier and later and isinstance(earlier.content, Measured)):
        return
    after = _NOTHING if isinstance(later.content, NoneArising) else later.content
    if not isinstance(after, Measured):
        return
    for part in ("numerator", "denominator", "value"):
        had: Fraction | None = getattr(earlier.content, part)
        has: Fraction | None = getattr(after, part)
        counted = part == "numerator" or (part == "denominator" and metric.accrues == "period")
        if metric.kind == "count":
            counted = part == "value"
        if counted and had is not None and has is not None and has < had:
            yield Impossible(
                now.agency,
                metric,
                part,
                had,
                has,
                was.checked.submission.file,
                now.checked.submission.file,
                earlier.place,
                later.place,
            )


def _grows(metric: Metric, first: ReportingPeriod, last: ReportingPeriod) -> bool:
    """Whether what is counted in `first` is counted in `last` as well."""
    if metric.accrues == "period":
        return last.data_from <= first.data_from and first.data_to <= last.data_to
    return metric.accrues == "year" and first.data_to <= last.data_to
