"""What of a rollup is asked for: some of its targets, or what concerns one agency."""

from __future__ import annotations

from typing import Final

from cchc.results import Result
from cchc.rollup.model import Reached, Rollup, Standing, Total

_OPEN_FIRST: Final[tuple[Reached, ...]] = (
    "fail",
    "missing",
    "invalid",
    "undecided",
    "not_due",
    "none_arising",
    "pass",
)
"""How totals are ordered for those who have to act on them."""


def totals(rollup: Rollup) -> tuple[Total, ...]:
    """The totals asked for: failing ones first, those met last, else in the plan's order."""
    found = (one for one in rollup.now.totals if _is_asked_for(one, rollup))
    return tuple(sorted(found, key=lambda one: _OPEN_FIRST.index(one.status)))


def standing(rollup: Rollup) -> Standing | None:
    """How the agency stands that is asked for; None where none is."""
    agency = rollup.choice.agency
    return rollup.now.standing(agency) if agency else None


def result(total: Total, standing: Standing) -> Result | None:
    """What a total's target came to for an agency; None where it isn't the agency's."""
    return next(
        (
            one
            for one in standing.checked.results
            if one.target.id == total.target.id and one.status != "not_applicable"
        ),
        None,
    )


def _is_asked_for(total: Total, rollup: Rollup) -> bool:
    only, field, _ = rollup.choice
    if only is not None and total.status not in only:
        return False
    if field and total.target.field != field.id:
        return False
    whose = standing(rollup)
    return whose is None or result(total, whose) is not None
