"""Stored values as their cells show them, with all the digits that were stored."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from cchc.document.workbook.formats import Section, section_for, sections
from cchc.document.workbook.limits import MAX_FORMAT

SIGNIFICANT: Final = 15
"""Digits that Excel keeps of a number; what a binary fraction has beyond them, nobody wrote."""

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_OVER: Final = re.compile(r"[^/0-9]*/ ?[0-9]{1,15}(?: ?[^0-9/]*)")
"""A denominator that a format puts behind a number: ``0"/75"``."""
_UNDER: Final = re.compile(r"[^/0-9]*[0-9]{1,15} ?/ ?")
"""A numerator that a format puts before one."""
_PER_MILLE: Final = ("‰", "‱")
_NIL: Final = ("-", "–", "—")
"""What amounts of money show for nothing."""
_MIDNIGHT: Final = date(1899, 12, 30)
_MIDNIGHT_1904: Final = date(1904, 1, 1)
_LEAP_DAY: Final = 60
"""The day that Excel counts and that never was: 29 February 1900."""
_LAST_DAY: Final = 2_958_465
"""31 December 9999."""


class Shown(NamedTuple):
    """What a cell shows."""

    text: str
    is_number: bool = False
    """Whether it is a number that was stored as one, so that no sign in it groups thousands."""
    fault: str = ""
    """``number-format`` where what is shown isn't what is stored, ``format-hides`` where nothing
    is shown; codes of diagnostics."""


def stored_number(text: str) -> Decimal | None:
    """A number as workbooks store it, to 15 significant digits; None for anything else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(format(float(text), f".{SIGNIFICANT}g"))
    return number if number.is_finite() else None


def shown_number(value: Decimal, code: str, *, since_1904: bool) -> Shown:
    """A number as the format with this code shows it, but with all its digits."""
    if code in ("", "General"):
        return Shown(_written(value), True)
    section = section_for(value, code)
    if section is None or section.kind == "unclear":
        return Shown(_written(value), True, "number-format")
    if section.kind in ("date", "time"):
        return _moment(value, section, since_1904)
    if section.kind == "literal":
        return _literal(value, section)
    number = _written(value.scaleb(2) if section.percent else value)
    return _framed(number, value, section)


def shown_text(text: str, code: str) -> Shown:
    """A text as the format with this code shows it."""
    may_change = len(code) <= MAX_FORMAT and (";" in code or "@" in code)
    section = sections(code)[1] if may_change else None
    if section is None or not text:
        return Shown(text)
    if section.kind == "text":
        return Shown(f"{section.before}{text}{section.after}".strip())
    if section.kind == "literal" and not section.before.strip():
        return Shown(text, fault="format-hides")
    return Shown(text, fault="number-format")


def shown_day(text: str) -> str:
    """A day or a time that is stored in letters (ISO 8601) as other cells show one."""
    match = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])", text)
    return f"{match[3]}/{match[2]}/{match[1]}" if match else text.removeprefix("T")


def _written(value: Decimal) -> str:
    if not value:
        return "0"
    return f"{value.normalize():f}".replace(".", ",")


def _framed(number: str, value: Decimal, section: Section) -> Shown:
    """A number with what its format puts around it."""
    before, after = " ".join(section.before.split()), " ".join(section.after.split())
    if before.endswith("(") and after.startswith(")") and value < 0:
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if (value <= 0 and before.endswith(("-", "−"))) or (value > 0 and before.endswith("+")):
        before = before[:-1].rstrip()
    if section.percent and "%" not in after:
        before, after = before.replace("%", "").rstrip(), f"%{after}"
    if not before and after in ("", "%"):
        return Shown(number + after, True)
    return _with_words(before, number, after, section)


def _with_words(before: str, number: str, after: str, section: Section) -> Shown:
    """A number with words or signs of its format, which people read with it."""
    near = "" if section.before[-1:].isspace() or not before[-1:].isalnum() else " "
    if section.before[-1:].isspace() and before:
        near = " "
    gap = " " if section.after[:1].isspace() and not after.startswith("%") else ""
    text = f"{before}{near}{number}{gap}{after}".strip()
    around = before + after
    is_fraction = (not before and _OVER.fullmatch(after)) or (
        not after and _UNDER.fullmatch(before)
    )
    has_digits = any(letter.isdigit() for letter in around) and not is_fraction
    if has_digits or any(sign in around for sign in _PER_MILLE):
        return Shown(number, True, "number-format")
    return Shown(text, True)


def _literal(value: Decimal, section: Section) -> Shown:
    """What a format shows that has no place for digits."""
    text = " ".join(section.before.split())
    if not text:
        return Shown(_written(value), True, "format-hides")
    if text in _NIL and not value:
        return Shown("0", True)
    if any(letter.isdigit() or letter in "%‰" for letter in text):
        return Shown(_written(value), True, "number-format")
    return Shown(text)


def _moment(value: Decimal, section: Section, since_1904: bool) -> Shown:
    """A day, or a time of day, or hours beyond a day."""
    if not 0 <= value <= _LAST_DAY:
        return Shown(_written(value), True, "number-format")
    days = int(value)
    if section.kind == "time" and (section.elapsed or not days):
        minutes, seconds = divmod(round(value * 86_400), 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours:02}" if not section.elapsed else str(hours)
        return Shown(f"{text}:{minutes:02}:{seconds:02}")
    if since_1904:
        day = _MIDNIGHT_1904 + timedelta(min(days, _LAST_DAY - 1462))
    elif days == _LEAP_DAY:
        return Shown("29/02/1900")
    else:
        day = _MIDNIGHT + timedelta(days + (days < _LEAP_DAY))
    return Shown(f"{day.day:02}/{day.month:02}/{day.year:04}")
