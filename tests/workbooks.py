"""Excel workbooks for tests, from a description that a person can read and a diff can show."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import yaml


def build(description: str) -> bytes:
    """The workbook that a YAML text describes.

    ``sheets`` maps names to: ``cells`` (a value by its cell; a text that begins with ``=`` is a
    formula, whose result is not stored), ``formats`` (a number format by its cell), ``merged``
    (ranges), ``hidden_rows``, ``hidden_columns`` (letters) and ``state`` (``hidden``).
    """
    sheets: dict[str, dict[str, Any]] = yaml.safe_load(description)["sheets"]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.calculation.fullCalcOnLoad = False  # as Excel saves
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(made: Any, sheet: dict[str, Any]) -> None:
    for cell, value in sheet.get("cells", {}).items():
        made[cell] = value
    for cell, number_format in sheet.get("formats", {}).items():
        made[cell].number_format = number_format
    for area in sheet.get("merged", []):
        made.merge_cells(area)
    for row in sheet.get("hidden_rows", []):
        made.row_dimensions[row].hidden = True
    for column in sheet.get("hidden_columns", []):
        made.column_dimensions[column].hidden = True
    made.sheet_state = sheet.get("state", "visible")
