"""What the one who decides sees first: how far the province is, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from cchc.exact import plain_text
from cchc.messages import Messages
from cchc.plan.model import Field, Threshold
from cchc.render.rollup import words
from cchc.results import Result
from cchc.rollup.model import FAILING, Rollup, Standing, Total

Stand = Literal["met", "unmet", "open"]
STANDS: Final[tuple[Stand, ...]] = ("met", "unmet", "open")
_WORST: Final = 5
"""Targets, and agencies, that are named."""


class FieldStand(NamedTuple):
    """How many of a field's targets the province meets, fails and has open."""

    field: Field
    counts: dict[Stand, int]


class HeldBack(NamedTuple):
    """A target that holds the province back."""

    total: Total
    agencies: int
    """How many agencies fail it."""
    missing: str
    """What they lack together, in cases; empty where that isn't known."""


class Holding(NamedTuple):
    """An agency that holds the province back."""

    standing: Standing
    missing: str
    """What it lacks, in cases of each unit; empty where that isn't known."""


def by_field(rollup: Rollup) -> Iterator[FieldStand]:
    """How the province stands, field by field; what has no verdict yet is open."""
    for field in words.fields_with_targets(rollup.plan):
        stands = [_stand(one) for one in rollup.now.totals if one.target.field == field.id]
        yield FieldStand(field, {stand: stands.count(stand) for stand in STANDS})


def held_back(rollup: Rollup, messages: Messages) -> list[HeldBack]:
    """The targets that the province fails or has open and most agencies fail."""
    found = []
    for number, total in enumerate(rollup.now.totals):
        if total.status == "pass":
            continue
        results = [
            one.checked.results[number]
            for one in rollup.now.standings
            if one.submitted and one.checked.results[number].status in ("fail", "invalid")
        ]
        if results:
            found.append(HeldBack(total, len(results), missing(results, messages)))
    return sorted(found, key=lambda one: -one.agencies)[:_WORST]


def holding(rollup: Rollup, messages: Messages) -> list[Holding]:
    """The agencies with most targets to mend."""
    return [
        Holding(one, missing(one.checked.results, messages))
        for one in words.behind(rollup)[:_WORST]
    ]


def silent(rollup: Rollup) -> list[Standing]:
    """The agencies that there is no report of."""
    return [one for one in rollup.now.standings if not one.submitted]


def missing(results: Iterable[Result], messages: Messages) -> str:
    """What failing results lack in cases, added up by what is counted."""
    sums: dict[str, Fraction] = {}
    for result in results:
        threshold = result.target.threshold
        cases = result.gap.cases if result.status in FAILING and result.gap else None
        if cases and isinstance(threshold, Threshold) and threshold.op in (">=", ">"):
            unit = result.metric.unit[messages.lang] if result.metric.unit else ""
            sums[unit] = sums.get(unit, Fraction(0)) + cases
    parts = (f"{messages.number(_whole(cases))} {unit}".strip() for unit, cases in sums.items())
    return "; ".join(parts)


def _whole(cases: Fraction) -> str:
    """Cases as a decimal text: of money, hundredths are enough, rounded up to what suffices."""
    return plain_text(Fraction(-(-cases * 100 // 1), 100))


def _stand(total: Total) -> Stand:
    if total.status == "pass":
        return "met"
    return "unmet" if total.status == "fail" else "open"
