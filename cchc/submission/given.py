"""A submission given as a mapping of Python's, as other programs have it."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import count
from numbers import Integral, Real
from typing import Any, Final

from cchc.diagnostics import Place
from cchc.document.nodes import Document, Mapping, Node, Scalar, Sequence
from cchc.document.normal import normal

_DEEPEST: Final = 20
"""Mappings and lists within each other; a submission has four."""


def document_of(given: AnyMapping[str, Any]) -> Document:
    """The document that the YAML form of `given` would be; places count its entries as lines.

    Figures are texts as people write them, or whole numbers, floats and decimals; answers are
    texts or booleans, days texts or dates.

    Raises:
        TypeError: a key is no text, or a value is of another type; the message names its key.
        InputError: a text has a letter with more marks than any script has.
    """
    return Document(_Given().mapping(given, "", 1), [], {})


class _Given:
    """Counts lines on the way down."""

    def __init__(self) -> None:
        self._lines = count(1)

    def mapping(self, given: AnyMapping[str, Any], name: str, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        start = None
        for key, value in given.items():
            if not isinstance(key, str):
                raise TypeError(f"{name or 'the mapping'}: keys have to be texts, not {_kind(key)}")
            place = Place(next(self._lines), depth * 2 - 1)
            start = start or place
            written = Scalar(normal(key, place), place)
            pairs[written.text] = written, self.node(value, f"{name}.{key}".lstrip("."), place)
        return Mapping(pairs, start or Place(1, 1))

    def node(self, value: Any, name: str, place: Place) -> Node:
        depth = place.column // 2 + 2
        if depth > _DEEPEST:
            raise TypeError(f"{name}: mappings and lists stand too deep within each other")
        if isinstance(value, AnyMapping):
            return self.mapping(value, name, depth)
        if isinstance(value, list | tuple):
            below = [(one, Place(next(self._lines), depth * 2 - 1)) for one in value]
            return Sequence([self.node(one, name, at) for one, at in below], place)
        is_number = isinstance(value, Real | Decimal) and not isinstance(value, bool)
        return Scalar(normal(_text(value, name), place), place, exact=is_number)


def _text(value: Any, name: str) -> str:
    """A value as people would write it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Real) and not isinstance(value, Fraction):
        return repr(float(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(
        f"{name}: a text, a number, a boolean, a date or None is needed, not {_kind(value)}; "
        "a fraction is a text such as '31/75', or a numerator and a denominator"
    )


def _kind(value: object) -> str:
    return type(value).__name__
