"""Fractions that a spreadsheet turned into dates: ``6/5`` shows as ``06-May`` or ``06-Thg5``."""

from __future__ import annotations

import re
from typing import Final

from cchc.text import fold

_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT: Final = tuple(name[:3] for name in _NAMES)
_NAME: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES)
_MONTH: Final = rf"(?:({_NAME})|th(?:g|ang)?\.? ?(0?[1-9]|1[0-2]))"
_BETWEEN: Final = "[-/. ]"
_TIME: Final = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?z?)?"
# Compiled when needed, which is for mistakes.
_DAY_MONTH: Final = rf"([0-9]{{1,2}}){_BETWEEN}{_MONTH}(?:{_BETWEEN}([0-9]{{4}}|[0-9]{{2}}))?"
_MONTH_YEAR: Final = rf"{_MONTH}{_BETWEEN}(?:(?:19|20)(?=[0-9]{{2}}$))?([0-9]{{1,2}})"
_DAY_FIRST: Final = rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})(?:\2([0-9]{{4}})|/([0-9]{{2}})){_TIME}"
_ISO: Final = rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}"
_TWO_DIGIT_YEARS: Final = range(1930, 2000)
"""Years that spreadsheets take for 30 to 99: nobody reports of them."""


def fraction_of_date(text: str) -> str:
    """The fraction that `text`, a short one, probably was before it became a date.

    The day comes first: ``06-May`` was ``6/5``.  A first of the month may have been month and
    year: ``01/05/1975`` was ``5/75``, and ``01/05/2026`` either ``1/5`` or ``5/26``.

    Returns:
        The fraction, or two with a comma between; empty where `text` is no date.
    """
    word = fold(text)
    if match := re.fullmatch(_DAY_MONTH, word):
        return _fraction(match[1], _number_of(match[2], match[3]), match[4] or "")
    if match := re.fullmatch(_MONTH_YEAR, word):
        return f"{_number_of(match[1], match[2])}/{int(match[3])}"
    if match := re.fullmatch(_DAY_FIRST, word):
        return _fraction(match[1], int(match[3]), match[4] or match[5])
    if match := re.fullmatch(_ISO, word):
        return _fraction(match[3], int(match[2]), match[1])
    return ""


def _number_of(name: str | None, number: str | None) -> int:
    return _SHORT.index(name[:3]) + 1 if name else int(number or 0)


def _fraction(day: str, month: int, year: str) -> str:
    by_day, by_year = f"{int(day)}/{month}", f"{month}/{int(year[-2:] or 0)}"
    if int(day) != 1 or len(year) < 4 or int(year[-2:]) == 0:
        return by_day
    return by_year if int(year) in _TWO_DIGIT_YEARS else f"{by_day}, {by_year}"
