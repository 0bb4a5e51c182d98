"""Figures as people here write them, read exactly or refused."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.text import fold, squeeze

MAX_DIGITS: Final = 18
"""Digits of a figure; more can only be a slip, and would cost time to compare."""

_LOOK_ALIKES: Final = str.maketrans(
    "０１２３４５６７８９％，．／−\u00a0\u2007\u2009\u202f", "0123456789%,./-    "
)
_NUMBER: Final = re.compile(r"([+-]?)(0|[1-9][0-9]*)(?:([.,])([0-9]+))?")
_GROUPED: Final = (
    # 1 234 567 and 1 234,5: a space can only group.
    re.compile(r"([+-]?)([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:([.,])([0-9]+))?"),
    # 1.234,5 and 1,234.5: two kinds of sign, of which the last is the decimal one.
    re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(,)([0-9]+)"),
    re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+)(\.)([0-9]+)"),
    # 1.234.567 and 1,234,567: a sign that stands twice can only group.
    re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})()()"),
    re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()()"),
)
_GROUP_SIGNS: Final = str.maketrans("", "", " .,")
_YES: Final = frozenset(("yes", "true", "có", "đã", "đúng", "co", "da", "dung"))
_NO: Final = frozenset(("no", "false", "không", "chưa", "sai", "khong", "chua"))
_SWITCHES: Final = frozenset(("on", "off"))
_NONE_ARISING: Final = frozenset(("none arising", "khong phat sinh"))
_NOT_FINITE: Final = re.compile(r"[+-]?\.?(nan|inf|infinity|vô cùng|∞)")


class NumberError(ValueError):
    """A text that is no figure; `code` says in which way, as a diagnostic does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Number(NamedTuple):
    """A figure as it was written."""

    value: Fraction
    digits: int
    """Decimals written."""
    percent: bool
    """Whether a percent sign followed."""


def parse_number(text: str, *, grouping: bool) -> Number:
    """The figure that `text` writes, with a decimal comma or point.

    Args:
        text: what was written.
        grouping: whether thousands could be meant, so that ``1.234`` is ambiguous; they can't
            where a figure is a percentage.

    Raises:
        NumberError: `text` is no figure, or can be read as two.
    """
    text = text.translate(_LOOK_ALIKES).strip()
    percent = text.endswith("%")
    body = text.removesuffix("%").rstrip()
    match = _NUMBER.fullmatch(body)
    if not match:
        matches = (pattern.fullmatch(body) for pattern in _GROUPED)
        match = next(filter(None, matches), None)
        if not match:
            raise NumberError(_what_else(body))
    sign, whole, mark, decimals = match.groups(default="")
    if grouping and mark and len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        raise NumberError("ambiguous-number")
    whole = whole.translate(_GROUP_SIGNS)
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise NumberError("too-many-digits")
    value = Fraction(int(sign + whole + decimals), 10 ** len(decimals))
    return Number(value, len(decimals), percent)


def parse_fraction(text: str) -> tuple[str, str] | None:
    """Both sides of ``31/75``, or None where `text` doesn't have two."""
    sides = text.translate(_LOOK_ALIKES).split("/")
    return (sides[0], sides[1]) if len(sides) == 2 else None


def parse_answer(text: str) -> bool | None:
    """What a confirmation answers: yes/no, có/không, đã/chưa; None for anything else."""
    # Not folded: without its accents, "đừng" (don't) would be "đúng" (right).
    word = squeeze(text)
    return True if word in _YES else False if word in _NO else None


def is_none_arising(text: str) -> bool:
    """Whether `text` says that nothing arose."""
    return fold(text) in _NONE_ARISING


def _what_else(text: str) -> str:
    """The code for a text that is no figure."""
    word = squeeze(text)
    if word in _YES | _NO | _SWITCHES:
        return "boolean-for-number"
    if _NOT_FINITE.fullmatch(word):
        return "not-finite"
    if len(word) > MAX_DIGITS and word.isdigit():
        return "too-many-digits"
    return "not-a-number"
