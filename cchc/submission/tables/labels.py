"""Labels, such as ``Cơ quan``, with their values: beside them, or in the same cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row
from cchc.submission.columns import HEAD, Column, named
from cchc.text import fold

_FILLER: Final = re.compile(r"[\s.…_:：=–—-]*")
"""What forms put where something is to be written."""
_LEADING: Final = re.compile(r"[:：=]\s*")
_COLON: Final = re.compile(r"\s*[:：=]\s*|\s+[–—-]\s+")
_PART: Final = re.compile(r"[;,|\n\t]\s*|\s[–—-]\s|\s{2,}")
"""What may stand between two labels of one cell."""
_NUMBER: Final = re.compile(r"\s*(?:(?:[0-9]{1,2}|[ivxIVX]{1,4}|[a-zA-Z])[.)]|[-*+•–])\s*")
"""What may number a label: ``1.``, ``a)``, a dash."""
_LONGEST: Final = 60
"""Characters of a label."""
_NEEDED: Final = ("agency", "period")
"""Labels without which there is no report, so that a gap before their values is a merged cell's."""
_WIDEST_GAP: Final = 3
_AGENCY: Final = HEAD[0]
_UNIT: Final = "don vi"
"""Whose report it is, above the tables; in their columns, the unit of a figure."""
_BARE: Final = tuple(
    (fold(name), column)
    for column in HEAD
    for name in (column.vi, *column.others)
    if column.key in _NEEDED and " " in name
)


class Label(NamedTuple):
    """A label and the cell that has its value."""

    column: Column
    key: Scalar
    value: Cell
    is_bare: bool = False
    """Whether its value follows in the same cell without a sign between them."""


def labels(row: Row, *, in_table: bool) -> Iterator[Label]:
    """The labels of a row; within a table, only of a row that begins with one."""
    is_first = True
    for number, cell in row.cells.items():
        if cell.is_blank:
            continue
        found = list(_of_cell(row, number, cell, in_table=in_table))
        if in_table and is_first and (not found or found[0].is_bare):
            return
        is_first = False
        yield from found


def _of_cell(row: Row, number: int, cell: Cell, *, in_table: bool) -> Iterator[Label]:
    if column := _named(cell.scalar.text, in_table=in_table):
        yield Label(column, cell.scalar, _beside(row, number, column))
        return
    within = list(_within(cell, in_table=in_table))
    yield from within
    if not within and not in_table:
        folded = fold(_unnumbered(cell.scalar.text[:_LONGEST]))
        for name, column in _BARE:
            if folded.startswith(f"{name} "):
                yield Label(column, cell.scalar, cell, is_bare=True)
                return


def _named(text: str, *, in_table: bool) -> Column | None:
    """The label that a text is."""
    if len(text) > _LONGEST:
        return None
    text = _unnumbered(text)
    if not in_table and fold(text).strip(" :.") == _UNIT:
        return _AGENCY
    return named(HEAD, text)


def _unnumbered(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def _beside(row: Row, number: int, label: Column) -> Cell:
    """The cell to the right of a label, which may be merged with the cells that follow it."""
    place = row.cells[number].scalar.place
    nothing = Cell(Scalar("", place._replace(column=number + 1) if place.sheet else place))
    gap = _WIDEST_GAP if label.key in _NEEDED else 0
    while True:
        number += 1
        cell = row.cells.get(number, nothing)
        if _is_covered(cell) or (not cell.is_blank and _FILLER.fullmatch(cell.scalar.text)):
            continue
        if not cell.is_blank or cell.problem or gap == 0:
            break
        gap -= 1
    if cell.is_blank and not cell.problem:
        return nothing
    is_label = named(HEAD, cell.scalar.text) or next(_within(cell, in_table=False), None)
    return nothing if is_label else _without_sign(cell)


def _without_sign(cell: Cell) -> Cell:
    """A value without the colon that belongs to its label."""
    sign = _LEADING.match(cell.scalar.text)
    return _cut(cell, sign.end(), len(cell.scalar.text)) if sign else cell


def _is_covered(cell: Cell) -> bool:
    """Whether the cell is hidden by others that are merged."""
    return cell.is_blank and cell.problem is not None and cell.problem.code == "merged-cells"


def _within(cell: Cell, *, in_table: bool) -> Iterator[Label]:
    """Labels that stand in one cell with their values: ``Cơ quan: Sở Một; Kỳ: Quý I/2026``."""
    text = cell.scalar.text
    starts = [0, *(match.end() for match in _PART.finditer(text))]
    found: list[tuple[int, Column, int]] = []
    for start in starts:
        sign = _COLON.search(text, start, start + _LONGEST)
        column = _named(text[start : sign.start()], in_table=in_table) if sign else None
        if sign and column:
            found.append((start, column, sign.end()))
        elif not found:  # what begins with something else is a sentence
            return
    ends = [*(start for start, _, _ in found[1:]), len(text)]
    for (start, column, value), end in zip(found, ends, strict=True):
        yield Label(column, _cut(cell, start, value).scalar, _cut(cell, value, end))


def _cut(cell: Cell, start: int, end: int) -> Cell:
    """A part of a cell's text, at its own place in a text file."""
    text, place = cell.scalar.text[start:end].rstrip(" ;,|\n\t–—-"), cell.scalar.place
    if not place.sheet:
        place = place._replace(column=place.column + start + (not cell.scalar.plain))
    if _FILLER.fullmatch(text):
        text = ""
    return cell._replace(scalar=cell.scalar._replace(text=text, place=place))
