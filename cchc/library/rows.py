"""Rows of results that libraries of tables take as they are, and the types of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

Row: TypeAlias = dict[str, Any]

_FIGURES: Final = ("value", "numerator", "denominator")


def figures(found: Mapping[str, Any]) -> Row:
    """The figures of a result in JSON, numbers apart from answers."""
    is_answer = found["value"] in ("yes", "no")
    return {
        "value": None if is_answer else _number(found["value"]),
        "answer": found["value"] if is_answer else "",
        "numerator": _number(found["numerator"]),
        "denominator": _number(found["denominator"]),
    }


def threshold(found: Mapping[str, Any]) -> Row:
    """A threshold in JSON; its number is None where an answer is asked for."""
    is_number = found["value"] not in ("yes", "no")
    value = _number(found["value"]) if is_number else None
    return {"op": found["op"], "threshold": value, "unit": found.get("unit", "")}


def even(rows: Sequence[Row]) -> list[Row]:
    """`rows` with as many decimals for each number of a column.

    Libraries take a column's decimals from the first rows, and would round what has more.
    """
    most: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, Decimal):
                most[name] = max(most.get(name, 0), -int(value.as_tuple().exponent))
    return [
        {
            name: Decimal(f"{value:.{most[name]}f}") if isinstance(value, Decimal) else value
            for name, value in row.items()
        }
        for row in rows
    ]


def blanks(row: Row) -> int:
    """How many of its figures a row lacks."""
    return sum(row[name] is None for name in _FIGURES)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
