"""What the province reaches for each target: fractions added up, never percentages averaged.

What isn't known bounds the figure from both sides.  An agency that gives a percentage alone
shifts the sum no further than to that percentage, whatever its weight; one that is silent could
have anything, so that its weight has to be assumed (see `Total.assumed`), unless agencies are
what is counted: then each weighs one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cchc.evaluate.targets import meets
from cchc.plan.model import Agency, Metric, Plan, Target, Threshold
from cchc.results import Result
from cchc.rollup.model import Reached, Standing, Total
from cchc.submission.model import Answer, Measured, NoneArising


class Part(NamedTuple):
    """One agency's part in a total."""

    agency: Agency
    result: Result


def totals(plan: Plan, standings: Sequence[Standing], *, final: bool) -> tuple[Total, ...]:
    """The total of each target that any agency has, in the plan's order.

    Args:
        plan: the plan.
        standings: every agency's standing.
        final: whether the period closes the year, so that year-end targets are due.
    """
    found = []
    for number, target in enumerate(plan.targets):
        parts = [
            Part(one.agency, one.checked.results[number])
            for one in standings
            if target.applies(one.agency)
        ]
        if parts:
            due = target.due == "always" or final
            found.append(_total(target, plan.metric[target.metric], parts, due=due))
    return tuple(found)


def _total(target: Target, metric: Metric, parts: list[Part], *, due: bool) -> Total:
    if len(parts) == 1:
        return _of_lead(target, metric, parts[0])
    counts = Counter(part.result.status for part in parts)
    contents = [part.result.content for part in parts]
    if all(isinstance(content, NoneArising) for content in contents):
        return Total(target, metric, "sum", "none_arising", counts)
    if metric.kind in ("share", "growth") and isinstance(target.threshold, Threshold):
        total = _of_fractions(target, target.threshold, metric, parts)
    else:
        total = _of_agencies(target, metric, parts)
    total = total._replace(counts=counts)
    if not due and total.status != "pass":
        return total._replace(status="not_due")
    if not any(isinstance(content, Answer | Measured | NoneArising) for content in contents):
        return total._replace(status="missing")
    return total


def _of_lead(target: Target, metric: Metric, part: Part) -> Total:
    result = part.result
    content = result.content
    status: Reached = "missing" if result.status == "not_applicable" else result.status
    total = Total(target, metric, "lead", status, {result.status: 1})
    if isinstance(content, Answer):
        return total._replace(value=Fraction(content.yes))
    if not isinstance(content, Measured):
        unknown = () if isinstance(content, NoneArising) else (part.agency,)
        return total._replace(unknown=unknown)
    return total._replace(
        value=content.value, numerator=content.numerator, denominator=content.denominator
    )


def _of_agencies(target: Target, metric: Metric, parts: list[Part]) -> Total:
    """How many of the agencies have met the target, of all to whom it applies."""
    concerned = [part for part in parts if not isinstance(part.result.content, NoneArising)]
    unknown = tuple(
        part.agency for part in concerned if not isinstance(part.result.content, Answer | Measured)
    )
    met = sum(_meets(part.result) for part in concerned)
    whole = Fraction(len(concerned))
    low, high = met * 100 / whole, (met + len(unknown)) * 100 / whole
    status: Reached = "pass" if low == 100 else "undecided" if high == 100 else "fail"
    return Total(
        target, metric, "agencies", status, {}, unknown, Fraction(met), whole, low, low, high
    )


def _meets(result: Result) -> bool:
    content, threshold = result.content, result.target.threshold
    if isinstance(content, Answer):
        return content.yes
    return (
        isinstance(content, Measured)
        and isinstance(threshold, Threshold)
        and meets(content.value, threshold)
    )


class _Reported(NamedTuple):
    """What agencies reported for a share or growth, as far as it can be added up."""

    fractions: list[tuple[Agency, Fraction, Fraction]]
    shares: list[tuple[Agency, Fraction]]
    """Percentages whose weight isn't known."""
    silent: list[Agency]
    """Those of whom nothing is known."""


def _of_fractions(target: Target, threshold: Threshold, metric: Metric, parts: list[Part]) -> Total:
    """The agencies' fractions, added up."""
    reported = _reported(metric, parts)
    numerator = sum((above for _, above, _ in reported.fractions), Fraction(0))
    denominator = sum((below for _, _, below in reported.fractions), Fraction(0))
    if metric.counts_agencies:
        silent = Fraction(len(reported.silent))
        denominator += silent
        bounds = _bounds(metric, numerator, denominator - silent, silent)
    else:
        bounds = _bounds(metric, numerator, denominator, _assumed_weight(reported))
    shares = [share for _, share in reported.shares]
    low, high = _widened(bounds, shares)
    status = _reached(low, high, threshold, open=bool(shares))
    value = _percent(metric, numerator, denominator) if denominator else None
    if status == "fail" and value is not None and meets(value, threshold):
        value = None  # what can't be added up is why it fails
    return Total(
        target,
        metric,
        "agencies" if metric.counts_agencies else "sum",
        status,
        {},
        (*reported.silent, *(agency for agency, _ in reported.shares)),
        numerator if denominator else None,
        denominator or None,
        value,
        low,
        high,
        assumed=bool(reported.silent) and not metric.counts_agencies,
    )


def _reported(metric: Metric, parts: list[Part]) -> _Reported:
    reported = _Reported([], [], [])
    for agency, result in parts:
        content = result.content
        if isinstance(content, NoneArising):
            continue
        if not isinstance(content, Measured):
            reported.silent.append(agency)
        elif content.numerator is not None and content.denominator is not None:
            reported.fractions.append((agency, content.numerator, content.denominator))
        elif metric.counts_agencies and content.value in (0, 100):  # all or none, itself included
            reported.fractions.append((agency, content.value / 100, Fraction(1)))
        else:
            reported.shares.append((agency, content.value))
    return reported


def _assumed_weight(reported: _Reported) -> Fraction | None:
    """What the silent agencies' denominators may add up to; None where nothing tells."""
    if not reported.silent:
        return Fraction(0)
    if not reported.fractions:
        return None
    return sum((_mean(reported, agency) for agency in reported.silent), Fraction(0))


def _mean(reported: _Reported, agency: Agency) -> Fraction:
    """The mean denominator of an agency's kind; of all kinds where none of its own is known."""
    every = [below for _, _, below in reported.fractions]
    alike = [below for one, _, below in reported.fractions if one.kind == agency.kind]
    return sum(alike or every, Fraction(0)) / len(alike or every)


def _bounds(
    metric: Metric, numerator: Fraction, denominator: Fraction, silent: Fraction | None
) -> tuple[Fraction, Fraction] | None:
    """The figure if all of `silent` failed, and if it succeeded; None where nothing bounds it."""
    if metric.kind == "growth" and silent != 0:
        return None
    if silent is None:
        return Fraction(0), Fraction(100)
    whole = denominator + silent
    if not whole:
        return None
    return _percent(metric, numerator, whole), _percent(metric, numerator + silent, whole)


def _percent(metric: Metric, numerator: Fraction, denominator: Fraction) -> Fraction:
    return numerator * 100 / denominator - (100 if metric.kind == "growth" else 0)


def _widened(
    bounds: tuple[Fraction, Fraction] | None, shares: Sequence[Fraction]
) -> tuple[Fraction | None, Fraction | None]:
    """Bounds that hold whatever the weights of `shares`."""
    every = [*(bounds or ()), *shares]
    return (min(every), max(every)) if every else (None, None)


def _reached(
    low: Fraction | None, high: Fraction | None, threshold: Threshold, *, open: bool
) -> Reached:
    """Whether the threshold is met wherever the figure lies.

    Args:
        low: the lower bound; None where there is none.
        high: the upper bound.
        threshold: what is to be met.
        open: whether bounds that differ are only approached: parts of unknown weight, whose
            percentages differ, never add up to the lowest or highest of these.
    """
    if low is None or high is None:
        return "undecided"
    middle, limit = (low + high) / 2, Fraction(threshold.value)
    at_worst, at_best = (
        meets(middle if open and bound == limit else bound, threshold) for bound in (low, high)
    )
    if at_worst and at_best:
        return "pass"
    return "undecided" if at_worst or at_best else "fail"
