"""Months, quarters and days in a decision's words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

_MONTH: Final = re.compile(
    r"\btháng\s*(0?[1-9]|1[0-2])\b(?!/[0-9]{1,2}/|\s*lần)(?:\s*(?:/|năm)\s*([12][0-9]{3}))?",
    re.IGNORECASE,
)
_QUARTER: Final = re.compile(
    r"\bqu[ýí]\s*(IV|I{1,3}|[1-4])\b(?:\s*(?:/|năm)\s*([12][0-9]{3}))?", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b(?:trong |cả |hết )?năm\s*([12][0-9]{3})\b", re.IGNORECASE)
_NUMERALS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}

_DAY: Final = re.compile(
    r"(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})\s*/\s*(?P<y>\d{4})"
    r"|ngày\s+(?P<d2>\d{1,2})\s*/\s*(?P<m2>\d{1,2})(?![\d/])"
    r"|ngày\s+(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s+năm\s+(?P<y3>\d{4}))?"
    r"|ngày\s+(?P<d4>\d{1,2})\s+(?:của\s+|hằng\s+|hàng\s+)?(?:mỗi\s+)?tháng\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"\btrước\s+(?:ngày\s+)?$", re.IGNORECASE)
_LAST_YEAR: Final = re.compile(r"\s*(?:của\s+)?năm\s+trước", re.IGNORECASE)
_CITED: Final = re.compile(
    r"(?:\d[\w.]*\s*[/-]\s*[\w/Đđ-]+|\bLuật\b[^.;]{0,80}|\bHiến pháp\b[^.;]{0,20})"
    r"\s*,?\s*(?:ngày\s+)?$"
)
"""What stands before a day that only dates another document."""


def months(text: str, year: int) -> frozenset[str]:
    """The months that `text` names, as ``YYYY-MM``; without a year, of `year`."""
    return frozenset(
        f"{match[2] or year}-{int(match[1]):02}"
        for match in _MONTH.finditer(text)
        if not text[: match.start()].rstrip().lower().endswith(("ngày", *"0123456789"))
    )


def quarters(text: str, year: int) -> frozenset[str]:
    """The quarters that `text` names, as ``YYYY-Qn``; without a year, of `year`."""
    return frozenset(
        f"{match[2] or year}-Q{_NUMERALS.get(match[1].upper()) or int(match[1])}"
        for match in _QUARTER.finditer(text)
    )


def years(text: str) -> frozenset[int]:
    """The years that `text` names as times of their own."""
    return frozenset(int(match[1]) for match in _YEAR.finditer(text))


class Day(NamedTuple):
    """A day as it is written, perhaps without its month or year."""

    day: int
    month: int | None
    year: int | None
    last_year: bool
    """Whether the words say "of the year before"."""
    before: bool
    """Whether the words say "before", so that the day itself is too late."""
    start: int
    text: str

    def fits(self, on: date, year: int) -> bool:
        """Whether `on` is this day, in a plan of `year`."""
        named = self.year or (year - 1 if self.last_year else None)
        return (
            on.day == self.day
            and self.month in (None, on.month)
            and (on.year == named if named else self.month is None or on.year == year)
        )

    def bounds(self, on: date, year: int) -> bool:
        """Whether `on` is the last day that is in time by these words."""
        return self.fits(on + timedelta(days=1) if self.before else on, year)


def days(text: str) -> tuple[Day, ...]:
    """The days in `text`, but for those of cited documents."""
    return tuple(
        Day(
            int(match["d"] or match["d2"] or match["d3"] or match["d4"]),
            _number(match["m"] or match["m2"] or match["m3"]),
            _number(match["y"] or match["y3"]),
            bool(_LAST_YEAR.match(text, match.end())),
            bool(_BEFORE.search(text[: match.start()])),
            match.start(),
            match[0],
        )
        for match in _DAY.finditer(text)
        if not _CITED.search(text[max(0, match.start() - 120) : match.start()])
    )


def _number(text: str | None) -> int | None:
    return int(text) if text else None
