"""Sheets and CSV files to the tree that a YAML submission gives, by their headings and labels.

A sheet may begin with anything; ``Cơ quan`` has the agency in the next cell, a row with ``Mã chỉ
số`` begins the figures, one with ``Mã hoạt động`` the activities.  Columns are found by their
headings, so that they may be moved and others put between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.csv import DELIMITERS, hinted_delimiter
from cchc.document.nodes import Document, Mapping, Node, Scalar, Sequence
from cchc.document.table import Cell, Row, Sheet
from cchc.submission.columns import (
    ACTIVITIES,
    FIGURES,
    HEAD,
    METRICS,
    Column,
    is_word,
    named,
    names,
)
from cchc.submission.numbers import is_none_arising, parse_answer
from cchc.text import fold, nearest, squeeze

_LOOKED_AT: Final = 60
"""Lines of a text that tell whether it is a table."""
_ALIKE: Final = 0.75
"""Likeness, of 1, from which a heading is taken for a misspelt one."""
_DAYS: Final = re.compile(r"[;,\n]+")
_NONE_ARISING: Final = "none arising"

Pairs = dict[str, tuple[Scalar, Node]]


def delimiter_of(text: str) -> str:
    """What parts the cells of `text`, by the words of a table of figures; empty if it is none."""
    if hint := hinted_delimiter(text):
        return hint
    lines = text[:50_000].splitlines()[:_LOOKED_AT]
    counts = {delimiter: sum(_words(line, delimiter) for line in lines) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else ""


def _words(line: str, delimiter: str) -> int:
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    return sum(map(is_word, cells)) if len(cells) > 1 else 0


def layout(sheets: Iterable[Sheet], text: str = "") -> Document:
    """The document that the tables of `sheets` lay out; `text` is what they were read from."""
    reader = _Layout()
    for sheet in sheets:
        reader.read(sheet)
    return reader.document(text)


class _Table(NamedTuple):
    """The heading of a table: which column holds what."""

    columns: tuple[Column, ...]
    at: dict[int, Column]
    heads: dict[int, Column]
    """Columns of a long table that repeat the agency or the period in every row."""
    width: int


class _Layout:
    """Collects what the rows say."""

    def __init__(self) -> None:
        self.root: Pairs = {}
        self.metrics: Pairs = {}
        self.activities: Pairs = {}
        self.agency_plan: Pairs = {}
        self.problems: list[Diagnostic] = []
        self.spoiled: dict[Place, Diagnostic] = {}
        self.start: Place | None = None
        self.has_metrics = False

    def read(self, sheet: Sheet) -> None:
        """Takes in one sheet; of a hidden one, only that it might have been meant."""
        table: _Table | None = None
        if sheet.is_hidden:
            if any(map(_heading, sheet.rows)):
                place = Place(1, 1, sheet.name)
                self.problems.append(diagnostic("hidden-sheet", place, name=sheet.name))
            return
        for row in sheet.rows:
            self.start = self.start or next(iter(row.cells.values())).scalar.place
            if heading := _heading(row):
                table = heading
                self._check_heading(table, row)
            elif not self._head(row) and table:
                self._table_row(table, row)

    def document(self, text: str) -> Document:
        """What was collected, as the YAML form would give it."""
        start = self.start or Place(1, 1)
        if not self.has_metrics:
            heading = f"“{METRICS[0].vi}”"
            self.problems.append(diagnostic("no-table", start, heading=heading))
        for key, pairs in (
            ("metrics", self.metrics),
            ("activities", self.activities),
            ("agency_plan", self.agency_plan),
        ):
            if pairs or key == "metrics":
                place = next((first.place for first, _ in pairs.values()), start)
                self.root[key] = Scalar(key, place), Mapping(pairs, place)
        return Document(Mapping(self.root, start), self.problems, self.spoiled, text, tabular=True)

    def _check_heading(self, table: _Table, row: Row) -> None:
        """Columns that are missing, stand twice or have another name."""
        keys = [column.key for column in table.at.values()]
        first = next(iter(row.cells.values())).scalar.place
        if table.columns is METRICS:
            self.has_metrics = True
            if "value" not in keys and not {"numerator", "denominator"} <= set(keys):
                self._missing_column(first, "Giá trị")
        if table.columns[0].key not in keys:
            self._missing_column(first, table.columns[0].vi)
        for number, cell in row.cells.items():
            name, place = cell.scalar.text, cell.scalar.place
            column = table.at.get(number)
            if column and column.is_read and keys.count(column.key) > 1:
                self.problems.append(diagnostic("duplicate-column", place, name=name))
            elif not column and number not in table.heads and not cell.is_blank:
                near = nearest(name, names(table.columns), cutoff=_ALIKE)
                code = "renamed-column" if near else "unknown-column"
                self.problems.append(diagnostic(code, place, name=name, nearest=near))

    def _missing_column(self, place: Place, name: str) -> None:
        self.problems.append(diagnostic("missing-column", place, name=name))

    def _head(self, row: Row) -> bool:
        """Takes labels with the values beside them; False where the row begins with none."""
        cells = [(number, cell) for number, cell in row.cells.items() if not cell.is_blank]
        if not cells or named(HEAD, cells[0][1].scalar.text) is None:
            return False
        for number, cell in cells:
            if label := named(HEAD, cell.scalar.text):
                self._head_value(label, cell.scalar, _beside(row, number))
        return True

    def _head_value(self, label: Column, key: Scalar, value: Cell) -> None:
        pairs, name = self.root, label.key
        if name in ("issued_on", "plan_document"):
            pairs, name = self.agency_plan, name.removeprefix("plan_")
        if value.is_blank and not value.problem and label is not HEAD[0] and label is not HEAD[1]:
            return
        if name in pairs:
            _, earlier = pairs[name]
            if isinstance(earlier, Scalar) and squeeze(earlier.text) != squeeze(value.scalar.text):
                self.problems.append(
                    diagnostic(
                        "two-values",
                        value.scalar.place,
                        key=label.vi,
                        value=value.scalar.text,
                        earlier=earlier.text,
                        first=earlier.place,
                    )
                )
            return
        if value.remark:
            self.problems.append(value.remark)
        if value.problem:
            self.problems.append(value.problem)
            self.spoiled[key.place] = value.problem
        pairs[name] = key._replace(text=name), value.scalar

    def _table_row(self, table: _Table, row: Row) -> None:
        for number, column in table.heads.items():
            if (cell := row.cells.get(number)) and not cell.is_blank:
                self._head_value(column, cell.scalar, cell)
        cells = {
            column.key: row.cells[number]
            for number, column in table.at.items()
            if column.is_read and number in row.cells
        }
        key = cells.pop(table.columns[0].key, None)
        filled = [cell for cell in cells.values() if not cell.is_blank]
        if key is None or key.is_blank:
            if filled and self._is_figure(table, cells):
                place = filled[0].scalar.place
                problem = key.problem if key and key.problem else None
                name = table.columns[0].vi
                self.problems.append(problem or diagnostic("row-without-key", place, name=name))
            return
        problem = self._problem(table, row, cells)
        if not filled and not problem:
            return
        remarks = {cell.remark.code: cell.remark for cell in reversed(filled) if cell.remark}
        self.problems += remarks.values()  # one of each kind for a row
        if problem:
            self.spoiled[key.scalar.place] = problem
            self.problems.append(problem)
        if table.columns is METRICS:
            self._add(self.metrics, key.scalar, _figure(cells))
        else:
            self._add(self.activities, key.scalar, _activity(cells))

    @staticmethod
    def _is_figure(table: _Table, cells: dict[str, Cell]) -> bool:
        """Whether a row without a key holds what needs one; a note alone may be anything."""
        wanted = FIGURES if table.columns is METRICS else ("status", "completed_on")
        return any(key in wanted and not cell.is_blank for key, cell in cells.items())

    def _problem(self, table: _Table, row: Row, cells: dict[str, Cell]) -> Diagnostic | None:
        """Why the row can't be used, if it can't."""
        for name, cell in cells.items():
            if cell.problem and name != "note":  # a merged note spoils no figure
                return cell.problem
        if torn := _torn(table, row):
            column, value = torn
            return diagnostic("comma-splits", row.cells[column].scalar.place, value=value)
        none = cells.get("none_arising")
        if none is None or none.is_blank or parse_answer(none.scalar.text) is False:
            return None
        if not (is_none_arising(none.scalar.text) or _is_tick(none.scalar.text)):
            return diagnostic("not-an-answer", none.scalar.place, value=none.scalar.text)
        if any(key in FIGURES and not cell.is_blank for key, cell in cells.items()):
            return diagnostic("figure-and-none-arising", none.scalar.place)
        return None

    def _add(self, pairs: Pairs, key: Scalar, value: Node) -> None:
        if key.text not in pairs:
            pairs[key.text] = key, value
            return
        first = pairs[key.text][0].place
        problem = diagnostic("duplicate-key", key.place, key=key.text, first=first)
        self.problems.append(problem)
        self.spoiled[first] = problem


def _beside(row: Row, number: int) -> Cell:
    """The cell to the right of a label, which may be merged with the cells that follow it."""
    nothing = Cell(Scalar("", row.cells[number].scalar.place))
    number += 1
    while (cell := row.cells.get(number, nothing)).is_blank and cell.problem:
        number += 1
    return nothing if named(HEAD, cell.scalar.text) else cell


def _heading(row: Row) -> _Table | None:
    """The table that begins with this row, if it is a heading."""
    for columns in (METRICS, ACTIVITIES):
        at = {
            number: column
            for number, cell in row.cells.items()
            if (column := named(columns, cell.scalar.text))
        }
        keys = {column.key for column in at.values() if column.is_read}
        if len(keys) >= 3 or (columns[0].key in keys and len(keys) == 2):
            heads = {
                number: head
                for number, cell in row.cells.items()
                if number not in at and (head := named(HEAD, cell.scalar.text))
            }
            return _Table(columns, at, heads, row.width)
    return None


def _torn(table: _Table, row: Row) -> tuple[int, str] | None:
    """A number that a comma may have torn in two: its column, and both parts together.

    In a row as wide as its heading, two figures side by side are what they seem; a figure
    before a column for something else isn't.
    """
    for column, value in row.torn.items():
        here, following = table.at.get(column), table.at.get(column + 1)
        if row.width != table.width:
            return column, value
        if here and here.key in FIGURES and not (following and following.key in FIGURES):
            return column, value
    return None


def _is_tick(text: str) -> bool:
    return fold(text) in ("x", "v", "✓") or parse_answer(text) is True


def _figure(cells: dict[str, Cell]) -> Node:
    """A row of figures as YAML would write it out."""
    pairs: Pairs = {}
    for key in (*FIGURES, "note"):
        if key in cells and not cells[key].is_blank:
            scalar = cells[key].scalar
            pairs[key] = Scalar(key, scalar.place), scalar
    none = cells.get("none_arising")
    if none and not none.is_blank and parse_answer(none.scalar.text) is not False:
        scalar = none.scalar._replace(text=_NONE_ARISING)
        pairs.setdefault("value", (Scalar("value", scalar.place), scalar))
    place = next((key.place for key, _ in pairs.values()), Place(1, 1))
    return Mapping(pairs, place)


def _activity(cells: dict[str, Cell]) -> Node:
    """A row of an activity as YAML would write it out."""
    pairs: Pairs = {}
    for key, cell in cells.items():
        if not cell.is_blank:
            value: Node = cell.scalar
            if key == "completed_on":
                value = Sequence(list(_days(cell.scalar)), cell.scalar.place)
            pairs[key] = Scalar(key, cell.scalar.place), value
    place = next((key.place for key, _ in pairs.values()), Place(1, 1))
    return Mapping(pairs, place)


def _days(scalar: Scalar) -> Iterator[Scalar]:
    """The days that a cell lists, one after the other."""
    for day in _DAYS.split(scalar.text):
        if day.strip():
            yield scalar._replace(text=day.strip())
