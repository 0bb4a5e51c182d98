"""Patterns of numbers, by what they are the number of; around them, other words may stand."""

from __future__ import annotations

from typing import Final

from cchc.schema.patterns import alike, any_of, signs
from cchc.submission.amounts import LARGEST_GROWTH
from cchc.submission.numbers import MAX_DIGITS

_WHOLE: Final = "(?:[0]|[1-9][0-9]*)"
_DECIMALS: Final = "(?:[.,][0-9]+)?"
NIL: Final = "[0](?:[.,][0]+)?"
"""Zero without a sign, its look-alikes left to :func:`~cchc.schema.patterns.signs`."""
_NO_DIGIT: Final = alike("0123456789/(=").replace("[", "[^", 1)
DIGITS: Final = f"(?!(?:{_NO_DIGIT}*{signs('[0-9]')}){{{MAX_DIGITS + 1}}})"
"""Not too many digits, on either side of a slash or a bracket."""


def _grouped(decimal: str) -> str:
    """A number whose thousands are grouped, its decimals such as `decimal`."""
    return "[1-9][0-9]{0,2}" + any_of(
        (
            f"(?:[ ][0-9]{{3}})+(?:[.,]{decimal}+)?",
            f"(?:[.][0-9]{{3}})+[,]{decimal}+",
            f"(?:[,][0-9]{{3}})+[.]{decimal}+",
            "(?:[.][0-9]{3}){2,}",
            "(?:[,][0-9]{3}){2,}",
        )
    )


def counted(decimal: str) -> str:
    """A number of things, in which ``1.234`` could be meant in two ways."""
    return any_of(
        (
            f"[0](?:[.,]{decimal}+)?",
            f"[1-9][0-9]{{0,2}}(?:[.,](?:{decimal}{{1,2}}|{decimal}{{4,}}))?",
            f"[1-9][0-9]{{3,}}(?:[.,]{decimal}+)?",
            _grouped(decimal),
        )
    )


ZERO: Final = signs(f"[+-]?{NIL}")
"""Zero, with a sign or without."""
SHARE: Final = DIGITS + any_of(
    (
        signs(f"[+]?(?:[1][0]{{2}}(?:[.,][0]+)?|[1-9]?[0-9]{_DECIMALS})"),
        signs(f"[-]{NIL}"),
    )
)
"""0 to 100."""
ALL_OR_NOTHING: Final = DIGITS + any_of(
    (signs("[+]?(?:[1][0]{2}|[0])(?:[.,][0]+)?"), signs(f"[-]{NIL}"))
)
"""0 or 100."""
_NUMBER: Final = any_of((_WHOLE + _DECIMALS, _grouped("[0-9]")))
GROWTH: Final = DIGITS + signs(f"[+-]?{_NUMBER}")
"""A growth in per cent."""
GROWTH_ALONE: Final = DIGITS + signs(
    f"(?:[+]?[1-{LARGEST_GROWTH // 10 - 1}]?[0-9]{_DECIMALS}|[-]{_NUMBER})"
)
"""The same where no figures stand beside: below :data:`LARGEST_GROWTH`."""
