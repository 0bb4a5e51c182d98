"""Words and signs by which the drafting of decisions can be recognised."""

from __future__ import annotations

import re
from typing import Final

from cchc.text import fold

_TARGETS: Final = re.compile(r"\b(chi tieu|muc tieu cu the)\b")
_TASKS: Final = re.compile(r"\bnhiem vu\b")
_ORGANISATION: Final = re.compile(r"\bto chuc thuc hien\b")
ROMAN: Final = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
"""A Roman numeral from 1 to 39."""


def names_targets(title: str) -> bool:
    """Whether a heading announces targets, and not tasks besides."""
    folded = fold(title)
    return bool(_TARGETS.search(folded)) and not _TASKS.search(folded)


def names_organisation(title: str) -> bool:
    """Whether a heading is that of the part on organisation."""
    return bool(_ORGANISATION.search(fold(title)))


def roman(number: int) -> str:
    """A numeral from 1 to 39."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def arabic(numeral: str) -> int:
    """The number of a Roman numeral from 1 to 39."""
    return next(number for number in range(1, 40) if roman(number) == numeral)
