"""How long targets have, by their own words and by the plan's `until`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cchc.decision.lasting import last_day
from cchc.plan.model import Plan, Target


def wrongly_lasting(
    plan: Plan, text: str, targets: Sequence[Target]
) -> Iterator[tuple[Target, date | None]]:
    """The targets of an item whose `until` its words don't bear out, with what the words say.

    What the data of the year's report take in anyway needs no `until`; one that the words don't
    give has to be the reading's, which names the day.
    """
    said = last_day(text)
    closing = max((period.data_to for period in plan.reporting), default=date.max)
    for target in targets:
        if said and closing < said <= date(plan.plan.year + 1, 12, 31):
            if target.until != said:
                yield target, said
        elif target.until and not _is_read(target, target.until):
            yield target, said


def _is_read(target: Target, until: date) -> bool:
    """Whether the target's reading names the day."""
    return target.reading is not None and f"{until:%d/%m/%Y}" in target.reading.decided.vi
