"""Words and signs by which the drafting of decisions can be recognised."""

from __future__ import annotations

import re
from typing import Final

from cchc.text import fold

_TARGETS: Final = re.compile(
    r"\b(chi tieu|muc tieu (cu the|phan dau|chu yeu)|ket qua (can|phai) dat)\b"
)
_AIM: Final = re.compile(r"muc tieu\W*")
"""What a section's own list of targets may be called, though not a part of the decision."""
_TASKS: Final = re.compile(r"\bnhiem vu\b")
_ORGANISATION: Final = re.compile(r"\bto chuc thuc hien\b")
_DUTIES: Final = re.compile(r"(phan cong )?(trach nhiem|nhiem vu cua cac (co quan|so))\b")
"""What a part on organisation may be called otherwise."""
_REPORTS: Final = re.compile(r"\b(che do|thong tin,?|dinh ky) bao cao\b|\bbao cao dinh ky\b")
_HEADING: Final = 120
"""Characters of the longest heading; what is longer is a paragraph with a number."""
ROMAN: Final = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
"""A Roman numeral from 1 to 39."""


def names_targets(title: str) -> bool:
    """Whether a heading announces targets, and not tasks besides."""
    headline = title if len(title) <= _HEADING else title.partition(":")[0]
    announced = len(headline) <= _HEADING and bool(_TARGETS.search(fold(headline)))
    return announced and not names_tasks(headline)


def names_aims(title: str) -> bool:
    """Whether the heading of a section is "Mục tiêu" and no more."""
    return bool(_AIM.fullmatch(fold(title)))


def names_tasks(title: str) -> bool:
    """Whether a heading announces tasks."""
    return bool(_TASKS.search(fold(title)))


def names_reports(title: str) -> bool:
    """Whether a heading announces when reports are due."""
    return len(title) <= _HEADING and bool(_REPORTS.search(fold(title)))


def names_organisation(title: str, *, of_part: bool) -> bool:
    """Whether a heading is that of the part on organisation, or of a section in it."""
    folded = fold(title)
    return bool(_ORGANISATION.search(folded) or (of_part and _DUTIES.match(folded)))


def roman(number: int) -> str:
    """A numeral from 1 to 39."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def arabic(numeral: str) -> int:
    """The number of a Roman numeral from 1 to 39."""
    return next(number for number in range(1, 40) if roman(number) == numeral)
