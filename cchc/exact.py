"""Exact figures as decimal texts, rounded only for display and never across a threshold.

A value that isn't equal to its threshold gets as many decimals as it takes not to look so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

_MOST_DIGITS: Final = 40
"""More decimals than two figures of 18 digits need to show apart."""
_AMOUNT_DIGITS: Final = 18
"""Decimals that a figure may be reported with."""


def decimal_text(value: Fraction, least: int = 0, apart_from: Fraction | None = None) -> str:
    """`value` as a decimal with a point, rounded half up.

    Args:
        value: the exact figure.
        least: decimals at the least.
        apart_from: a figure that the text may neither equal nor pass unless `value` does; more
            decimals are shown until it doesn't.
    """
    digits = least
    text = _rounded(value, digits)
    while apart_from is not None and digits < _MOST_DIGITS:
        if _sign(Fraction(text) - apart_from) == _sign(value - apart_from):
            break
        digits += 1
        text = _rounded(value, digits)
    return text


def plain_text(value: Fraction) -> str:
    """`value` with as many decimals as it has, if it ends; a numerator or denominator does."""
    digits = 0
    while digits < _MOST_DIGITS and (value * 10**digits).denominator != 1:
        digits += 1
    return _rounded(value, digits)


def amount_text(value: Fraction) -> str:
    """A numerator or denominator; one that was averaged has two decimals where it doesn't end."""
    ends = (value * 10**_AMOUNT_DIGITS).denominator == 1
    return plain_text(value) if ends else decimal_text(value, 2)


def _rounded(value: Fraction, digits: int) -> str:
    scaled = abs(value) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = str(units).rjust(digits + 1, "0")
    if digits:
        text = f"{text[:-digits]}.{text[-digits:]}"
    return f"-{text}" if value < 0 and units else text


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
