"""The cells of a row as YAML would write out their metric or activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.document.table import Cell
from cchc.submission.columns import FIGURES
from cchc.submission.numbers import parse_answer

Cells = dict[str, Cell]
"""The cells of a row by the keys of their columns."""
BESIDE: Final = ("note", "estimate")
"""Columns of what may stand beside a figure and never decides anything."""
_DAYS: Final = re.compile(r"[;,\n]+")
_NONE_ARISING: Final = "none arising"
_Pairs = dict[str, tuple[Scalar, Node]]


def figure(cells: Cells) -> Mapping:
    """A row of figures as YAML would write it out."""
    pairs: _Pairs = {}
    given: Cells = {key: cells[key] for key in FIGURES if key in cells and not cells[key].is_blank}
    if list(given) == ["numerator"] and is_whole_fraction(given["numerator"]):
        given = {"value": given["numerator"]}
    none = cells.get("none_arising")
    if none and not none.is_blank and parse_answer(none.scalar.text) is not False:
        given.setdefault("value", Cell(none.scalar._replace(text=_NONE_ARISING)))
    for name in BESIDE:
        if name in cells and not cells[name].is_blank:
            given[name] = cells[name]
    for key, cell in given.items():
        pairs[key] = Scalar(key, cell.scalar.place), cell.scalar
    return Mapping(pairs, _first(pairs))


def activity(cells: Cells) -> Node:
    """A row of an activity as YAML would write it out."""
    pairs: _Pairs = {}
    for key, cell in cells.items():
        if not cell.is_blank:
            value: Node = cell.scalar
            if key == "completed_on":
                value = Sequence(list(_days(cell.scalar)), cell.scalar.place)
            pairs[key] = Scalar(key, cell.scalar.place), value
    return Mapping(pairs, _first(pairs))


def _first(pairs: _Pairs) -> Place:
    return next((key.place for key, _ in pairs.values()), Place(1, 1))


def _days(scalar: Scalar) -> Iterator[Scalar]:
    """The days that a cell lists, one after the other."""
    for day in _DAYS.split(scalar.text):
        if day.strip():
            yield scalar._replace(text=day.strip())


def is_whole_fraction(cell: Cell) -> bool:
    """Whether both sides of a fraction stand in one cell: ``31/75``."""
    return "/" in cell.scalar.text
