"""A sheet cut into what it consists of: labels with their values, and tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc.diagnostics import Diagnostic, Place
from cchc.document.table import Row, Sheet
from cchc.submission.columns import ENTRIES, is_key
from cchc.submission.tables.headings import Heading, find_heading, second_row
from cchc.submission.tables.labels import Label, labels


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
    keyed: Place | None
    """A row with a column of ids and none that is known for figures, which is no heading yet."""

    @property
    def period(self) -> str:
        """The report's period as it is written, above the tables or in a row of a long one."""
        for label in self.labels:
            if label.column.key == "period" and not (label.value.is_blank or label.is_bare):
                return label.value.scalar.text
        for table in self.tables:
            for number, head in table.heading.heads.items():
                if head.key == "period" and table.rows and number in table.rows[0].cells:
                    return table.rows[0].cells[number].scalar.text
        return ""


def divide(sheets: Iterable[Sheet]) -> Regions:
    """The labels and tables of all `sheets`."""
    regions = Regions([], [], None, None)
    for sheet in sheets:
        if sheet.rows and regions.start is None:
            first = next(iter(sheet.rows[0].cells.values()))
            regions = regions._replace(start=first.scalar.place)
        if regions.keyed is None:
            regions = regions._replace(keyed=next(filter(None, map(_keyed, sheet.rows)), None))
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
        elif found := list(labels(row, in_table=table is not None)):
            regions.labels.extend(found)
        elif table and (problem := second_row(table.heading, row)):
            table.problems.append(problem)
            table = None
        elif table:
            table.rows.append(row)


def _keyed(row: Row) -> Place | None:
    """Where a row names the column of ids, beside others."""
    named_so = (cell for cell in row.cells.values() if is_key(cell.scalar.text))
    found = next(named_so, None)
    return found.scalar.place if found and len(row.cells) > 1 and not find_heading(row) else None


def _has_figure(heading: Heading, row: Row) -> bool:
    """Whether a row has a key and a figure."""
    keys = {
        heading.at[number].column.key
        for number, cell in row.cells.items()
        if number in heading.at and not cell.is_blank
    }
    named_by = {heading.key.key, "title"}
    return bool(keys & named_by) and bool(keys & {*ENTRIES, "result"})
