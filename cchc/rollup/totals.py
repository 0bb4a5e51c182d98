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
from cchc.submission.model import Answer, Content, Measured, NoneArising


class Part(NamedTuple):
    """One agency's part in a total."""

    agency: Agency
    result: Result

    @property
    def content(self) -> Content | None:
        """What it reported; nothing where that can't be used, though it may have been read."""
        return None if self.result.status == "invalid" else self.result.content


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
    contents = [part.content for part in parts]
    if all(isinstance(content, NoneArising) for content in contents):
        return Total(target, metric, "sum", "none_arising", counts)
    if metric.is_percent and isinstance(target.threshold, Threshold):
        total = _of_fractions(target, target.threshold, metric, parts)
    else:
        total = _of_agencies(target, metric, parts)
    total = total._replace(counts=counts)
    if not due and total.status != "pass":
        return total._replace(status="not_due")
    if not any(isinstance(content, Answer | Measured | NoneArising) for content in contents):
        return total._replace(status="invalid" if counts["invalid"] else "missing")
    return total


def _of_lead(target: Target, metric: Metric, part: Part) -> Total:
    result, content = part.result, part.content
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
    concerned = [part for part in parts if not isinstance(part.content, NoneArising)]
    unknown = tuple(
        part.agency for part in concerned if not isinstance(part.content, Answer | Measured)
    )
    met = sum(part.result.status == "pass" for part in concerned)
    whole = Fraction(len(concerned))
    low, high = met * 100 / whole, (met + len(unknown)) * 100 / whole
    status: Reached = "pass" if low == 100 else "undecided" if high == 100 else "fail"
    return Total(
        target, metric, "agencies", status, {}, unknown, Fraction(met), whole, low, low, high
    )


class _Reported(NamedTuple):
    """What agencies reported for a share or growth, as far as it can be added up."""

    fractions: list[tuple[Agency, Fraction, Fraction]]
    shares: list[tuple[Agency, Fraction]]
    """Percentages whose weight isn't known."""
    silent: list[Agency]
    """Those of whom nothing is known."""
    one_each: bool
    """Whether agencies are what is counted, and each is one: not so where they report units
    under them as well."""


class _Interval(NamedTuple):
    """Where a part of the province's figure lies, ends included."""

    low: Fraction
    high: Fraction


def _of_fractions(target: Target, threshold: Threshold, metric: Metric, parts: list[Part]) -> Total:
    """The agencies' fractions, added up."""
    reported = _reported(metric, parts)
    numerator = sum((above for _, above, _ in reported.fractions), Fraction(0))
    denominator = sum((below for _, _, below in reported.fractions), Fraction(0))
    intervals = _intervals(metric, reported, numerator, denominator)
    if reported.one_each:
        denominator += len(reported.silent)
    status = _reached(intervals, threshold)
    assumed = bool(reported.silent and intervals) and not reported.one_each
    value = _percent(metric, numerator, denominator) if denominator else None
    if value is not None and status == ("fail" if meets(value, threshold) else "pass"):
        value = None  # what can't be added up is why
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
        min((one.low for one in intervals), default=None),
        max((one.high for one in intervals), default=None),
        assumed=assumed,
        estimated=assumed and status != _reached(_certain(metric, reported, intervals), threshold),
    )


def _reported(metric: Metric, parts: list[Part]) -> _Reported:
    """What each agency reported, by what can be made of it."""
    fractions, shares, silent = [], [], []
    for part in parts:
        content = part.content
        if isinstance(content, NoneArising):
            continue
        if not isinstance(content, Measured):
            silent.append(part.agency)
        elif content.numerator is not None and content.denominator is not None:
            fractions.append((part.agency, content.numerator, content.denominator))
        else:
            shares.append((part.agency, content.value))
    one_each = _is_one_each(metric, fractions, shares)
    if one_each:  # one that has done it in part hasn't done it, and is one all the same
        every = [*((one, above * 100 / below) for one, above, below in fractions), *shares]
        fractions = [(one, Fraction(share == 100), Fraction(1)) for one, share in every]
        shares = []
    return _Reported(fractions, shares, silent, one_each)


def _is_one_each(
    metric: Metric,
    fractions: list[tuple[Agency, Fraction, Fraction]],
    shares: list[tuple[Agency, Fraction]],
) -> bool:
    """Whether each agency counts as one: by the plan, or as none reports units under it."""
    if metric.counts_agencies != "units":
        return metric.counts_agencies == "one"
    alone = all(below == 1 for _, _, below in fractions)
    return alone and all(share in (0, 100) for _, share in shares)


def _assumed_weight(reported: _Reported) -> Fraction | None:
    """What the silent agencies' denominators may add up to; None where nothing is known."""
    if reported.one_each:
        return Fraction(len(reported.silent))
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


def _intervals(
    metric: Metric, reported: _Reported, numerator: Fraction, denominator: Fraction
) -> list[_Interval]:
    """Where the parts of the figure lie: fractions and the silent together, each share alone.

    None at all where nothing bounds the figure.
    """
    shares = [_Interval(share, share) for _, share in reported.shares]
    if metric.kind == "growth" and reported.silent:
        return []
    silent = _assumed_weight(reported)
    if silent is None:
        return [_Interval(Fraction(0), Fraction(100)), *shares]
    whole = denominator + silent
    if not whole:
        return shares
    failed, succeeded = (
        _percent(metric, above, whole) for above in (numerator, numerator + silent)
    )
    return [_Interval(failed, succeeded), *shares]


def _certain(metric: Metric, reported: _Reported, intervals: list[_Interval]) -> list[_Interval]:
    """Where the parts lie without an assumption: the silent, whatever they weigh, anywhere."""
    numerator = sum((above for _, above, _ in reported.fractions), Fraction(0))
    denominator = sum((below for _, _, below in reported.fractions), Fraction(0))
    anywhere = [_Interval(Fraction(0), Fraction(100)), *intervals[1:]]
    if not denominator:
        return anywhere
    known = _percent(metric, numerator, denominator)
    return [_Interval(known, known), *anywhere]


def _percent(metric: Metric, numerator: Fraction, denominator: Fraction) -> Fraction:
    return numerator * 100 / denominator - metric.base


def _reached(intervals: list[_Interval], threshold: Threshold) -> Reached:
    """Whether the threshold is met whatever the weights of the parts and wherever each lies.

    The figure can be its lowest only if every part can; else it stays above, however little.
    """
    if not intervals:
        return "undecided"
    lows, highs = ([one[end] for one in intervals] for end in (0, 1))
    low, high = min(lows), max(highs)
    inside = (low + high) / 2
    at_worst = meets(low if max(lows) == low or low != threshold.value else inside, threshold)
    at_best = meets(high if min(highs) == high or high != threshold.value else inside, threshold)
    if at_worst and at_best:
        return "pass"
    return "undecided" if at_worst or at_best else "fail"
