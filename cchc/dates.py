"""Days, months, quarters and reporting periods as people here write them; the day comes first."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from cchc.memo import remembered
from cchc.text import LONGEST_NAME, fold, squeeze

_DAY_FIRST: Final = re.compile(
    r"(?:ng[àa]y )?"
    r"(?:([0-9]{1,2})([/.-])([0-9]{1,2})\2|([0-9]{1,2}) th[áa]ng ([0-9]{1,2}) n[ăa]m )([0-9]{4})"
)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH: Final = re.compile(r"(?:thang )?([0-9]{1,2})/([1-9][0-9]{3})")
_QUARTER: Final = re.compile(
    r"(?:(?:q|quy|qui|quarter)[ .]?(iv|i{1,3}|[1-4])|(iv|i{1,3}))/([1-9][0-9]{3})"
)
_BARE_QUARTER: Final = re.compile(r"([1-4])/([1-9][0-9]{3})")
_ISO_QUARTER: Final = re.compile(r"([1-9][0-9]{3})-?q([1-4])")
_HALF: Final = re.compile(r"(?:(?:6|06|sau) ?thang(?: dau(?: nam)?)?|h1)/([1-9][0-9]{3})")
_MONTHS: Final = re.compile(
    r"(?:(0?[1-9]|1[0-2]) ?thang(?: dau(?: nam)?)?|m0?([1-9]|1[0-2]))/([1-9][0-9]{3})"
)
_YEAR: Final = re.compile(r"(?:nam|year|y)[/ ]?([1-9][0-9]{3})")
_BEFORE_YEAR: Final = re.compile(r"[ /.,-]+(?:nam)?[ /.,-]*(?=[0-9]{4}$)")
"""What people put between a period and its year: "/", "-", "năm", a comma or only a space."""
_LONGEST: Final = 60
"""Characters of a day or of a period's name; more would only take long to look through."""
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class DateError(ValueError):
    """A text that is no date; `code` says in which way, as a diagnostic does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_day_off(day: date) -> bool:
    """Whether `day` is a Saturday or a Sunday; public holidays no calendar here knows."""
    return day.isoweekday() > 5


@remembered
def parse_date(text: str) -> date:
    """A day written ``dd/mm/yyyy``, with dots, hyphens or in words, or ISO ``yyyy-mm-dd``.

    ``10.3.2026``, ``10-03-2026`` and ``ngày 10 tháng 3 năm 2026`` are the tenth of March.

    Raises:
        DateError: ``not-a-date`` for another form (two-digit years included),
            ``no-such-date`` for a day that the calendar doesn't have.
    """
    text = squeeze(text) if len(text) <= _LONGEST else ""
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1] or match[4]), int(match[3] or match[5]), int(match[6])
    elif match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        raise DateError("not-a-date")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("no-such-date") from None


def parse_month(text: str) -> tuple[int, int]:
    """Year and month from ``mm/yyyy``, with or without "tháng" before it.

    Raises:
        DateError: ``not-a-month``.
    """
    match = _MONTH.fullmatch(fold(text))
    if not match or not 1 <= int(match[1]) <= 12:
        raise DateError("not-a-month")
    return int(match[2]), int(match[1])


def parse_quarter(text: str) -> tuple[int, int]:
    """Year and quarter from ``I/2026``, ``1/2026``, ``Q1/2026``, ``Quý I năm 2026``, ``2026-Q1``.

    Raises:
        DateError: ``not-a-quarter``.
    """
    if match := _BARE_QUARTER.fullmatch(_tidy(text)):
        return int(match[2]), int(match[1])
    found = _named_quarter(text)
    if found is None:
        raise DateError("not-a-quarter")
    return found


@remembered
def period_id(text: str) -> str:
    """The id that a reporting period's name stands for: ``Quý I/2026`` gives ``2026-Q1``.

    The first six months are ``2026-H1``, the first nine ``2026-M9``, the year ``2026-Y``.
    ``3/2026`` is no such name: it could be a month.  What is none comes back in capitals, so
    that ids pass through; whether the plan has the period is for the caller to say.
    """
    if len(text) > LONGEST_NAME:
        return text.upper()
    if match := _HALF.fullmatch(_tidy(text)):
        return f"{match[1]}-H1"
    if match := _MONTHS.fullmatch(_tidy(text)):
        return f"{match[3]}-M{int(match[1] or match[2])}"
    if match := _YEAR.fullmatch(fold(text)):
        return f"{match[1]}-Y"
    if quarter := _named_quarter(text):
        return f"{quarter[0]}-Q{quarter[1]}"
    return fold(text).upper()


def _named_quarter(text: str) -> tuple[int, int] | None:
    """Year and quarter, if `text` says that it is a quarter."""
    if match := _QUARTER.fullmatch(_tidy(text)):
        number = match[1] or match[2]
        return int(match[3]), _ROMAN.get(number) or int(number)
    if match := _ISO_QUARTER.fullmatch(fold(text)):
        return int(match[1]), int(match[2])
    return None


def _tidy(text: str) -> str:
    text = fold(text)
    return _BEFORE_YEAR.sub("/", text) if len(text) <= _LONGEST else text
