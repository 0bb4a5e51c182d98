"""Each target's figure against its threshold, as exact fractions.

A year-end target without a figure is ``not_due`` before the year's report, not ``missing``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.memo import once
from cchc.plan.model import Agency, Metric, Op, Plan, ReportingPeriod, Target, Threshold
from cchc.results import Result, Status
from cchc.submission.model import Answer, Figure, Measured, NoneArising, Submission

_COMPARE: Final[dict[Op, Callable[[int, int], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


class _Limit(NamedTuple):
    """A threshold in whole numbers, as figures are."""

    compare: Callable[[int, int], bool]
    above: int
    below: int

    def admits(self, over: int, under: int) -> bool:
        """Whether `over` / `under` meets the threshold, exactly."""
        return self.compare(over * self.below, self.above * under)


class _Asked(NamedTuple):
    """One target that applies."""

    position: int
    """Its position among all targets of the plan."""
    target: Target
    metric: Metric
    missed: Status
    """What it comes to not to meet it: ``not_due`` before the year's report, for some, and in data
    that close before the last day that the decision gives it."""
    limit: _Limit | None
    """None where an answer is asked for."""


class _Load(NamedTuple):
    """What the plan asks of agencies of one standing."""

    unreported: tuple[Result, ...]
    """The verdict of every target of the plan where nothing is reported."""
    asked: tuple[_Asked, ...]
    """The targets that apply."""
    metrics: tuple[str, ...]
    """What each of them asks for."""
    concerned: frozenset[str]
    """The same, each once."""


@once
def _loads(plan: Plan) -> dict[tuple[object, ...], _Load]:
    """By standing, whether the period closes the year, and which last days the data come up to.

    Filled when needed.
    """
    return {}


def evaluate_targets(
    submission: Submission,
    plan: Plan,
    agency: Agency,
    period: ReportingPeriod,
    closing: date | None = None,
) -> tuple[tuple[Result, ...], list[Diagnostic]]:
    """The verdict of every target of the plan, and what only comparing could find.

    `closing` is the last day that the data count, where it isn't that of the period's data.
    """
    closing = closing or period.data_to
    reached = tuple(until for until in _last_days(plan) if until <= closing)
    loads, key = _loads(plan), (plan.standing(agency), period.final, reached)
    load = loads.get(key) or loads.setdefault(key, _load(plan, agency, period, closing))
    found: list[Diagnostic] = []
    results = list(load.unreported)
    figures, blank = submission.figures, submission.blank
    for asked, figure in zip(load.asked, map(figures.get, load.metrics), strict=True):
        if figure is None:
            if asked.metric.id in blank:
                unreported = results[asked.position]
                results[asked.position] = unreported._replace(place=blank[asked.metric.id])
            continue
        result = _result(asked, figure)
        if figure.estimate:
            result = result._replace(estimate=figure.estimate)
        results[asked.position] = result
        if result.problem and not figure.problem:
            found.append(result.problem)
    if not figures.keys() <= load.concerned:
        for name, figure in figures.items():
            if name not in load.concerned:
                found.append(
                    diagnostic(
                        "metric-not-applicable", figure.place, metric=name, agency=agency.name
                    )
                )
    return tuple(results), found


@once
def _last_days(plan: Plan) -> tuple[date, ...]:
    """The last days that the decision gives some targets past the close of the year's data."""
    return tuple(sorted({target.until for target in plan.targets if target.until}))


def _load(plan: Plan, agency: Agency, period: ReportingPeriod, closing: date) -> _Load:
    results = []
    applying = []
    for position, target in enumerate(plan.targets):
        metric, threshold = plan.metric[target.metric], target.threshold
        status: Status = "not_applicable"
        if target.applies(agency):
            due = target.due == "always" or period.final
            over = closing >= target.until if target.until else due
            limit = _limit(threshold) if isinstance(threshold, Threshold) else None
            missed: Status = "fail" if over else "not_due"
            applying.append(_Asked(position, target, metric, missed, limit))
            status = "missing" if due else "not_due"
        results.append(Result(target, metric, status))
    metrics = tuple(asked.target.metric for asked in applying)
    return _Load(tuple(results), tuple(applying), metrics, frozenset(metrics))


def meets(value: Fraction, threshold: Threshold) -> bool:
    """Whether `value` meets `threshold`, exactly."""
    return _limit(threshold).admits(*value.as_integer_ratio())


def _limit(threshold: Threshold) -> _Limit:
    return _Limit(_COMPARE[threshold.op], *threshold.value.as_integer_ratio())


def _result(asked: _Asked, figure: Figure) -> Result:
    _, target, metric, missed, limit = asked
    content, place, note, problem = figure[:4]
    if isinstance(content, Measured) and limit:
        met, stated = limit.admits(content.over, content.under), content.stated
        if stated is None or met == limit.admits(*stated.as_integer_ratio()):
            return Result(target, metric, "pass" if met else missed, content, place, note)
        # "80" beside 799/1000 agrees to the digits it states, yet would turn the verdict.
        problem = diagnostic(
            "share-rounds-across",
            place,
            stated=stated,
            share=content.value,
            numerator=content.numerator,
            denominator=content.denominator,
        )
        return Result(target, metric, "invalid", content, place, note, problem)
    if isinstance(content, NoneArising):
        return Result(target, metric, "none_arising", content, place, note)
    if isinstance(content, Answer):
        return Result(target, metric, "pass" if content.yes else missed, content, place, note)
    return Result(target, metric, "invalid", content, place, note, problem)
