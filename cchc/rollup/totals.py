"""What the province reaches for each target: from its lead, from sums, from how many have done it.

What isn't known bounds the figure from both sides; `cchc.rollup.weighing` says what each weighs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.plan.model import Agency, Metric, Plan, Target, Threshold
from cchc.results import Result
from cchc.rollup.model import Reached, Standing, Total
from cchc.rollup.sums import added_up
from cchc.rollup.weighing import Weights
from cchc.submission.model import Answer, Content, Measured, NoneArising


class Part(NamedTuple):
    """One agency's part in a total."""

    agency: Agency
    result: Result
    closing: date | None
    """The last day that its data count."""

    @property
    def content(self) -> Content | None:
        """What it reported; nothing where that can't be used, though it may have been read."""
        return None if self.result.status == "invalid" else self.result.content


_NO_WEIGHTS: Final[Mapping[str, Weights]] = {}


def totals(
    plan: Plan,
    standings: Sequence[Standing],
    *,
    final: bool,
    weights: Mapping[str, Weights] = _NO_WEIGHTS,
) -> tuple[Total, ...]:
    """The total of each target that any agency has, in the plan's order.

    Args:
        plan: the plan.
        standings: every agency's standing.
        final: whether the period closes the year, so that year-end targets are due.
        weights: denominators of earlier periods, by metric and agency.
    """
    found = []
    for number, target in enumerate(plan.targets):
        parts = [
            Part(one.agency, one.checked.results[number], one.checked.closing)
            for one in standings
            if target.applies(one.agency)
        ]
        if parts:
            due = target.due == "always" or final
            total = _total(target, plan.metric[target.metric], parts, weights)
            found.append(_in_time(total, parts, due=due))
    return tuple(found)


def _total(
    target: Target, metric: Metric, parts: list[Part], weights: Mapping[str, Weights]
) -> Total:
    counts = Counter(part.result.status for part in parts)
    holders = [part for part in parts if target.held_by in (part.agency.id, None)]
    if len(holders) == 1:
        return _of_lead(target, metric, holders[0])._replace(counts=counts)
    contents = [part.content for part in parts]
    if all(isinstance(content, NoneArising) for content in contents):
        return Total(target, metric, "sum", "none_arising", counts)
    if metric.is_percent and isinstance(target.threshold, Threshold):
        reports = [(part.agency, part.content) for part in parts]
        own = weights.get(metric.id, {})
        total = added_up(target, target.threshold, metric, reports, own)
    else:
        total = _of_agencies(target, metric, parts)
    return total._replace(counts=counts)


def _in_time(total: Total, parts: list[Part], *, due: bool) -> Total:
    """`total` as far as it is due: final only once all its parts are."""
    if total.basis == "lead" or total.status == "none_arising":
        return total
    reported = any(isinstance(one.content, Answer | Measured | NoneArising) for one in parts)
    if due and not reported:
        return total._replace(status="invalid" if total.counts.get("invalid") else "missing")
    until = total.target.until
    over = all(one.closing and one.closing >= until for one in parts) if until else due
    if not over and total.status != "pass":
        return total._replace(status="not_due")
    return total


def _of_lead(target: Target, metric: Metric, part: Part) -> Total:
    result, content = part.result, part.content
    status: Reached = "missing" if result.status == "not_applicable" else result.status
    total = Total(target, metric, "lead", status, {}, lead=part.agency)
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
