"""Schemas of a plan's entries as they are written in JSON, from the types themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from cchc.plan import model
from cchc.plan.model import Entry, Text
from cchc.schema.parts import Schema, reference

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
ANSWER: Final[Schema] = {"type": "boolean"}
NUMBER: Final[Schema] = {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}
"""A decimal that is written as a text, so that no program rounds it."""
DAY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_SIMPLE: Final[dict[Any, Schema]] = {
    str: TEXT,
    Text: TEXT,
    int: WHOLE,
    bool: ANSWER,
    Decimal: NUMBER,
    date: DAY,
    NoneType: {"type": "null"},
}


def listed(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def maybe(value: Schema) -> Schema:
    """A value, or null."""
    return {"anyOf": [value, {"type": "null"}]}


def record(**properties: Schema) -> Schema:
    """An object that has all of these, and may have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def one_of(values: Iterable[str | int]) -> Schema:
    """One of these."""
    return {"enum": list(values)}


PLACE: Final[dict[str, Schema]] = {
    "line": maybe(WHOLE),
    "column": maybe(WHOLE),
    "sheet": maybe(TEXT),
    "cell": maybe(TEXT),
}
"""Fields of what has a place in a file."""
PROBLEM: Final[dict[str, Schema]] = {
    "code": TEXT,
    "severity": one_of(("error", "warning")),
    "message": TEXT,
}
"""Fields of what is said of a file."""


class Entries:
    """The definitions of the entries that are referred to, by their types' names."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """What a value of this type becomes in JSON."""
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inside)}
        if origin is tuple:
            return listed(self.of(inside[0]))
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inside]}
        return self._entry(kind)

    def _entry(self, kind: type[Entry]) -> Schema:
        name = kind.__name__.lower()
        if name not in self.definitions:
            self.definitions[name] = {}  # so that what refers to itself comes to an end
            hints = get_type_hints(kind, vars(model))
            names = [name for name in hints if name in kind.__annotations__]
            self.definitions[name] = record(**{one: self.of(hints[one]) for one in names})
        return reference(name)
