"""Each target's figure against its threshold, as exact fractions."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.plan.model import Agency, Confirmed, Metric, Op, Plan, ReportingPeriod, Target, Threshold
from cchc.results import Gap, Result, Status
from cchc.submission.model import Answer, Figure, Measured, NoneArising, Submission

_COMPARE: Final[dict[Op, Callable[[Fraction, Fraction], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def evaluate_targets(
    submission: Submission, plan: Plan, agency: Agency, period: ReportingPeriod
) -> tuple[tuple[Result, ...], list[Diagnostic]]:
    """The verdict of every target of the plan, and what only comparing could find."""
    found: list[Diagnostic] = []
    results = []
    concerned: set[str] = set()
    for target in plan.targets:
        figure = submission.figures.get(target.metric)
        metric = plan.metric[target.metric]
        if target.applies(agency):
            concerned.add(target.metric)
            due = target.due == "always" or period.final
            result = _result(target, metric, figure, due=due)
            if figure is None:
                result = result._replace(place=submission.blank.get(target.metric))
            if result.status == "invalid" and figure and not figure.problem and result.problem:
                found.append(result.problem)
        else:
            result = Result(target, metric, "not_applicable")
        results.append(result)
    for key, figure in submission.figures.items():
        if key not in concerned:
            found.append(
                diagnostic("metric-not-applicable", figure.place, metric=key, agency=agency.name)
            )
    return tuple(results), found


def meets(value: Fraction, threshold: Threshold) -> bool:
    """Whether `value` meets `threshold`, exactly."""
    return _COMPARE[threshold.op](value, Fraction(threshold.value))


def _result(target: Target, metric: Metric, figure: Figure | None, *, due: bool) -> Result:
    if figure is None:
        return Result(target, metric, "missing" if due else "not_due")
    content, place, note, problem = figure
    if isinstance(content, NoneArising):
        return Result(target, metric, "none_arising", content, place, note)
    if isinstance(content, Answer):
        return Result(target, metric, _status(content.yes, due), content, place, note)
    if not isinstance(content, Measured) or isinstance(target.threshold, Confirmed):
        return Result(target, metric, "invalid", content, place, note, problem=problem)
    met = meets(content.value, target.threshold)
    if content.stated is not None and met != meets(content.stated, target.threshold):
        # "80" beside 799/1000 agrees to the digits it states, yet would turn the verdict.
        problem = diagnostic(
            "share-rounds-across",
            place,
            stated=content.stated,
            share=content.value,
            numerator=content.numerator,
            denominator=content.denominator,
        )
        return Result(target, metric, "invalid", content, place, note, problem=problem)
    gap = _gap(content, metric, target.threshold, met=met)
    return Result(target, metric, _status(met, due), content, place, note, gap)


def _status(met: bool, due: bool) -> Status:
    return "pass" if met else "fail" if due else "not_due"


def _gap(content: Measured, metric: Metric, threshold: Threshold, *, met: bool) -> Gap:
    limit = Fraction(threshold.value)
    difference = content.value - limit
    if met:
        return Gap(difference, None)
    if metric.kind == "count":
        return Gap(difference, _missing(content.value, limit, threshold.op, metric))
    if content.numerator is None or content.denominator is None:
        return Gap(difference, None)
    whole = limit + 100 if metric.kind == "growth" else limit
    needed = whole * content.denominator / 100
    return Gap(difference, _missing(content.numerator, needed, threshold.op, metric))


def _missing(have: Fraction, needed: Fraction, op: Op, metric: Metric) -> Fraction:
    """How much more (or less) than `have` would meet the threshold, at the least."""
    if not metric.whole:
        return abs(needed - have)
    if op in (">=", ">"):
        least = ceil(needed) if op == ">=" else floor(needed) + 1
        return least - have
    most = floor(needed) if op == "<=" else ceil(needed) - 1
    return have - most
