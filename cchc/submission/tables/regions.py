"""A sheet cut into what it consists of: labels with their values, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc.diagnostics import Diagnostic, Place
from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row, Sheet
from cchc.submission.columns import ENTRIES, HEAD, Column, named
from cchc.submission.tables.headings import Heading, find_heading, second_row


class Label(NamedTuple):
    """A label, such as ``Cơ quan``, and the cell that has its value."""

    column: Column
    key: Scalar
    value: Cell


class Table(NamedTuple):
    """A heading and the rows below it, up to the next heading."""

    heading: Heading
    rows: list[Row]
    problems: list[Diagnostic]


class Regions(NamedTuple):
    """What a sheet, or all of them, consist of, in the order of the file."""

    labels: list[Label]
    tables: list[Table]
    start: Place | None
    """The first cell."""

    @property
    def period(self) -> str:
        """The report's period as it is written, above the tables or in a row of a long one."""
        for label in self.labels:
            if label.column.key == "period" and not label.value.is_blank:
                return label.value.scalar.text
        for table in self.tables:
            for number, head in table.heading.heads.items():
                if head.key == "period" and table.rows and number in table.rows[0].cells:
                    return table.rows[0].cells[number].scalar.text
        return ""


def divide(sheets: Iterable[Sheet]) -> Regions:
    """The labels and tables of all `sheets`."""
    regions = Regions([], [], None)
    for sheet in sheets:
        if sheet.rows and regions.start is None:
            first = next(iter(sheet.rows[0].cells.values()))
            regions = regions._replace(start=first.scalar.place)
        _divide(sheet, regions)
    return regions


def _divide(sheet: Sheet, regions: Regions) -> None:
    table: Table | None = None
    for row in sheet.rows:
        if heading := find_heading(row):
            table = Table(heading, [], [])
            regions.tables.append(table)
        elif table and _has_figure(table.heading, row):  # a label before it is none
            table.rows.append(row)
        elif labels := list(_labels(row)):
            regions.labels.extend(labels)
        elif table and (problem := second_row(table.heading, row)):
            table.problems.append(problem)
            table = None
        elif table:
            table.rows.append(row)


def _labels(row: Row) -> Iterator[Label]:
    """The labels of a row that begins with one, with the values beside them."""
    cells = [(number, cell) for number, cell in row.cells.items() if not cell.is_blank]
    if cells and named(HEAD, cells[0][1].scalar.text):
        for number, cell in cells:
            if label := named(HEAD, cell.scalar.text):
                yield Label(label, cell.scalar, _beside(row, number))


def _beside(row: Row, number: int) -> Cell:
    """The cell to the right of a label, which may be merged with the cells that follow it."""
    label = row.cells[number].scalar.place
    nothing = Cell(Scalar("", label._replace(column=number + 1) if label.sheet else label))
    number += 1
    while (cell := row.cells.get(number, nothing)).is_blank and _is_covered(cell):
        number += 1
    return nothing if named(HEAD, cell.scalar.text) else cell


def _is_covered(cell: Cell) -> bool:
    """Whether the cell is hidden by others that are merged."""
    return cell.problem is not None and cell.problem.code == "merged-cells"


def _has_figure(heading: Heading, row: Row) -> bool:
    """Whether a row has a key and a figure."""
    keys = {
        heading.at[number].column.key
        for number, cell in row.cells.items()
        if number in heading.at and not cell.is_blank
    }
    named_by = {heading.key.key, "title"}
    return bool(keys & named_by) and bool(keys & {*ENTRIES, "result"})
