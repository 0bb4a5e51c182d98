"""Filling in forms as an agency would: in an editor, in a CSV file, in a workbook."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, NamedTuple

import openpyxl

from cchc.submission.columns import METRICS, named


class Entry(NamedTuple):
    """What is filled in for one metric; blank texts are left out."""

    numerator: str = ""
    denominator: str = ""
    value: str = ""
    none_arising: bool = False

    def as_yaml(self) -> str:
        """The entry as it stands behind a key."""
        if self.none_arising:
            return "không phát sinh"
        if not self.numerator:
            return self.value
        value = f', value: "{self.value}"' if self.value else ""
        return f"{{numerator: {self.numerator}, denominator: {self.denominator}{value}}}"


def fill_yaml(form: bytes, entries: dict[str, Entry]) -> bytes:
    text = form.decode()
    for metric, entry in entries.items():
        text, count = re.subn(
            rf"^(  {metric}:) *(?=#)", rf"\1 {entry.as_yaml()}  ", text, flags=re.MULTILINE
        )
        assert count == 1, metric
    return text.encode()


def fill_csv(form: bytes, entries: dict[str, Entry], delimiter: str = ";") -> bytes:
    rows = list(csv.reader(io.StringIO(form.decode("utf-8-sig")), delimiter=";"))
    at: dict[str, int] = {}
    filled = 0
    for row in rows:
        if row and row[0] == METRICS[0].vi:
            at = {column.key: n for n, cell in enumerate(row) if (column := named(METRICS, cell))}
        elif at and row and row[0] in entries:
            entry = entries[row[0]]
            for key in ("numerator", "denominator", "value"):
                row[at[key]] = getattr(entry, key)
            row[at["none_arising"]] = "không phát sinh" if entry.none_arising else ""
            filled += 1
    assert filled == len(entries)
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def fill_xlsx(form: bytes, entries: dict[str, dict[str, Any]]) -> bytes:
    """Fills in numbers as Excel holds them: a share in a cell for percentages is a ratio."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    columns, rows = figures(book)
    for metric, entry in entries.items():
        for key, value in entry.items():
            book.worksheets[0].cell(rows[metric], columns[key]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def figures(book: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Where the sheet of figures has its columns, by key, and its rows, by metric."""
    columns: dict[str, int] = {}
    rows: dict[str, int] = {}
    for row in book.worksheets[0].iter_rows():
        found = {
            column.key: cell.column for cell in row if (column := named(METRICS, str(cell.value)))
        }
        if "metric" in found:
            columns = found
        elif columns and (metric := row[columns["metric"] - 1].value):
            rows[metric.replace("_x005F_", "_")] = row[0].row
    return columns, rows
