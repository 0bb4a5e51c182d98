"""How long the words of a list give its targets."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

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
