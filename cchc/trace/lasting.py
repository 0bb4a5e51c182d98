"""How long targets have, by their own words and by the plan's `until`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from cchc.plan.model import Plan, Target

_YEAR: Final = re.compile(r"\bđến (?:hết|cuối) năm (\d{4})\b", re.IGNORECASE)
_DAY: Final = re.compile(
    r"\bđến (?:hết )?(?:ngày )?(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})\b", re.IGNORECASE
)


def last_day(text: str) -> date | None:
    """The last day that an item of a list gives its targets; None where it gives none."""
    if found := _YEAR.search(text):
        return date(int(found[1]), 12, 31)
    if found := _DAY.search(text):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return None
    return None


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
