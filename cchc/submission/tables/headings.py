"""The row that a table begins with: the columns that it names, whosever figures they hold."""

from __future__ import annotations

from itertools import islice
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Row
from cchc.submission.columns import (
    ACTIVITIES,
    FIGURES,
    HEAD,
    METRICS,
    Column,
    column_of_figures,
    named,
)
from cchc.submission.tables.qualifiers import split_name

MOST_COLUMNS: Final = 200
"""Columns that a heading may name, as many as a sheet may have; our own forms have some ten."""
_ANYONES: Final = frozenset(("title", "status", "result", "value", "target"))
"""Names of columns that say nothing about what a table is."""


class Candidate(NamedTuple):
    """A column by its name, before it is known whose figures it holds."""

    column: Column
    said: tuple[str, ...]
    """What its heading says beside the name."""
    name: Scalar


class Heading(NamedTuple):
    """What the columns of a table hold, by their number, counted from 1."""

    columns: tuple[Column, ...]
    """`METRICS` or `ACTIVITIES`."""
    at: dict[int, Candidate]
    """Columns by what their names mean."""
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


def find_heading(row: Row) -> Heading | None:
    """The heading that this row is, if it is one, as far as its columns may go."""
    cells = dict(islice(row.cells.items(), MOST_COLUMNS + 1))
    for columns in (METRICS, ACTIVITIES):
        at = {
            number: candidate
            for number, cell in cells.items()
            if cell.scalar.text and (candidate := _candidate(columns, cell.scalar))
        }
        if _is_enough(columns, at):
            rest = {
                number: cell.scalar
                for number, cell in cells.items()
                if number not in at and not cell.is_blank
            }
            heads = {
                number: head for number, cell in rest.items() if (head := named(HEAD, cell.text))
            }
            others = {number: cell for number, cell in rest.items() if number not in heads}
            place = next(iter(row.cells.values())).scalar.place
            return Heading(columns, at, heads, others, place, row.width)
    return None


def _candidate(columns: tuple[Column, ...], name: Scalar) -> Candidate | None:
    column = named(columns, name.text)
    if column and column.key not in (*FIGURES, "result"):
        return Candidate(column, (), name)
    plain, said = split_name(name.text)
    found = column_of_figures(columns, plain)
    return Candidate(found, said, name) if found else None


def _is_enough(columns: tuple[Column, ...], at: dict[int, Candidate]) -> bool:
    """Whether the columns make a table: three that are read, or a key with one more.

    Results may stand for the value, and titles for the key, unless they have the names that
    columns of any export may have.
    """
    read = {found.column.key for found in at.values() if found.column.is_read}
    if len(read) >= 3:
        return True
    if columns is ACTIVITIES:
        return columns[0].key in read and len(read) == 2
    ours = {
        found.column.key for found in at.values() if found.name.text.strip().lower() not in _ANYONES
    }
    if columns[0].key in read:
        return len(read) == 2 or "result" in ours
    return "title" in ours and not ours.isdisjoint((*FIGURES, "result"))


def second_row(heading: Heading, row: Row) -> Diagnostic | None:
    """The second row of a heading, if it is one: its columns can't be told from the first alone."""
    for number, cell in row.cells.items():
        if number in heading.at and heading.at[number].column is heading.key and not cell.is_blank:
            return None
    for cell in row.cells.values():
        column = named(METRICS, cell.scalar.text)
        if column and column.key in FIGURES:
            return diagnostic("heading-in-two-rows", cell.scalar.place, name=cell.scalar.text)
    return None
