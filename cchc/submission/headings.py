"""The row that a table begins with: which column holds what, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Row
from cchc.submission.columns import ACTIVITIES, FIGURES, HEAD, METRICS, Column, almost, named, names
from cchc.submission.numbers import NumberError, parse_number
from cchc.text import Suggestions

_ALIKE: Final = 0.75
"""Likeness, of 1, from which a heading is taken for a misspelt one."""


class Table(NamedTuple):
    """A table by its heading; columns by their number, counted from 1."""

    columns: tuple[Column, ...]
    """`METRICS` or `ACTIVITIES`."""
    at: dict[int, Column]
    heads: dict[int, Column]
    """Columns of a long table that repeat the agency or the period in every row."""
    others: dict[int, Scalar]
    """Headings that mean nothing here."""
    place: Place
    width: int

    @property
    def key(self) -> Column:
        """The column that says what a row is for."""
        return self.columns[0]

    def place_in(self, row: Row) -> Place:
        """Where a row's figure belongs: its first figure cell, or its start in a CSV file."""
        first = next(iter(row.cells.values())).scalar.place
        column = next((n for n, column in self.at.items() if column.key in FIGURES), None)
        return first._replace(column=column) if first.sheet and column else first

    @property
    def missing(self) -> Diagnostic | None:
        """The column without which no row can be used, or only half of each."""
        if self.columns is ACTIVITIES:
            return None
        keys = {column.key for column in self.at.values()}
        fraction = {"numerator", "denominator"} - keys
        if len(fraction) == 1:
            return self._missing(fraction.pop())
        return self._missing("value") if fraction and "value" not in keys else None

    def problems(self) -> Iterator[Diagnostic]:
        """Columns that are missing or have nearly the name of another."""
        if self.key.key not in {column.key for column in self.at.values()}:
            yield self._missing(self.key.key)
        if missing := self.missing:
            yield missing
        suggest = Suggestions()
        for heading in self.others.values():
            known = names(self.columns)
            near = almost(heading.text) or suggest.nearest(heading.text, known, cutoff=_ALIKE)
            code = "renamed-column" if near else "unknown-column"
            yield diagnostic(code, heading.place, name=heading.text, nearest=near)

    def _missing(self, key: str) -> Diagnostic:
        name = next(column.vi for column in self.columns if column.key == key)
        return diagnostic("missing-column", self.place, name=name)

    def unread(self, row: Row, *, is_filled: bool) -> Iterator[tuple[Place, str]]:
        """Cells of the row that hold a number which nobody reads, with the column's name.

        Where the row has its figure, a column of another name may be the agency's own; one
        without a name, among the others, is part of something.
        """
        last = max({*self.at, *self.others})
        for number, cell in row.cells.items():
            column = self.at.get(number)
            if number > last or number in self.heads or not _is_number(cell.scalar):
                continue
            if column is None and number not in self.others:
                yield cell.scalar.place, ""
            elif not is_filled and (column is None or column.key in ("result", "counts")):
                yield cell.scalar.place, column.vi if column else self.others[number].text

    def torn(self, row: Row) -> Diagnostic | None:
        """A number of the row that a comma may have cut in two.

        In a row as wide as its heading, two figures side by side are what they seem; a figure
        before a column for something else isn't.
        """
        for column, value in row.torn.items():
            here, following = self.at.get(column), self.at.get(column + 1)
            alone = here and here.key in FIGURES and not (following and following.key in FIGURES)
            if row.width != self.width or alone:
                return diagnostic("comma-splits", row.cells[column].scalar.place, value=value)
        return None


def _is_number(scalar: Scalar) -> bool:
    try:
        parse_number(scalar.text, grouping=False)
    except NumberError:
        return False
    return True


def find_heading(row: Row) -> Table | None:
    """The table that begins with this row, if it is a heading."""
    for columns in (METRICS, ACTIVITIES):
        at = {
            number: column
            for number, cell in row.cells.items()
            if (column := named(columns, cell.scalar.text))
        }
        keys = {column.key for column in at.values() if column.is_read}
        if len(keys) >= 3 or (columns[0].key in keys and len(keys) == 2):
            rest = {
                number: cell.scalar
                for number, cell in row.cells.items()
                if number not in at and not cell.is_blank
            }
            heads = {
                number: head for number, cell in rest.items() if (head := named(HEAD, cell.text))
            }
            others = {number: cell for number, cell in rest.items() if number not in heads}
            place = next(iter(row.cells.values())).scalar.place
            return Table(columns, at, heads, others, place, row.width)
    return None


def second_row(table: Table, row: Row) -> Diagnostic | None:
    """The second row of a heading, if it is one: its columns can't be told from the first alone."""
    keys = (number for number, column in table.at.items() if column is table.key)
    if any(number in row.cells and not row.cells[number].is_blank for number in keys):
        return None
    for cell in row.cells.values():
        column = named(METRICS, cell.scalar.text)
        if column and column.key in FIGURES:
            return diagnostic("heading-in-two-rows", cell.scalar.place, name=cell.scalar.text)
    return None


def duplicate_columns(table: Table, row: Row) -> Iterator[Diagnostic]:
    """Columns of the same name, of which nobody can say which one counts."""
    keys = [column.key for column in table.at.values() if column.is_read]
    for number, column in table.at.items():
        if keys.count(column.key) > 1:
            heading = row.cells[number].scalar
            yield diagnostic("duplicate-column", heading.place, name=heading.text)
