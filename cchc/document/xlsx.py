"""Excel workbooks as rows of cells.

openpyxl reads them, and never runs what they hold: formulas give the value that Excel stored
with them, macros and links to other files are left alone.  Before it may, `cchc.document.screen`
has a look.

Numbers count to the 15 significant digits that Excel keeps: 0,1+0,2 is 30%, not
30,000000000000004%.
"""

from __future__ import annotations

import io
import re
import warnings
from datetime import date, time, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final
from unicodedata import normalize

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.screen import MAX_COLUMNS, screen
from cchc.document.table import Cell, Row, Sheet
from cchc.errors import InputError

SIGNIFICANT: Final = 15
"""Digits that Excel keeps of a number; what a binary fraction has beyond them, nobody wrote."""

_QUOTED: Final = re.compile(r'"[^"]*"')
_OTHER_FILE: Final = re.compile(r"\[[0-9]+\][^\[\]]*!|\[[^\[\]]*\.xl")
"""A reference to another file in a formula, as Excel stores it or as people type it."""
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
"""What a number format shows as it stands: quoted text, escaped signs, colours."""


def parse(content: bytes) -> list[Sheet]:
    """The sheets of the workbook.

    Raises:
        InputError: not a workbook, damaged, too large, or openpyxl isn't installed.
    """
    try:
        import openpyxl

        screen(content)
        return _sheets(content, openpyxl)
    except ImportError:
        raise InputError(diagnostic("xlsx-not-installed")) from None
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        reason = f"{type(error).__name__}: {error}"
        raise InputError(diagnostic("workbook-damaged", reason=reason)) from None


def _sheets(content: bytes, openpyxl: Any) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it can't keep; nothing is written back
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet))
        values = book
        if formulas:
            values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    return [_sheet(sheet, values[sheet.title]) for sheet in book.worksheets]


def _cells(sheet: Any) -> list[Any]:
    """The cells that the sheet has, row by row.

    Its own iterators would make a cell for every place up to the last one.
    """
    return [cell for _, cell in sorted(sheet._cells.items(), key=itemgetter(0))]


def _sheet(sheet: Any, values: Any) -> Sheet:
    """One sheet; `values` is the same with the values that formulas had when it was saved."""
    merged = _merged(sheet)
    hidden_columns = _hidden_columns(sheet)
    rows: dict[int, dict[int, Cell]] = {}
    for cell in _cells(sheet):
        place = Place(cell.row, cell.column, sheet.title)
        problem = merged.get((cell.row, cell.column))
        if cell.value is None and problem is None:
            continue
        made = _cell(cell, values.cell(cell.row, cell.column), place)
        if problem:
            made = made._replace(problem=problem)
        if sheet.row_dimensions[cell.row].hidden or cell.column in hidden_columns:
            hidden = diagnostic("hidden-cell", place)
            made = made._replace(remarks=(*made.remarks, hidden))
        rows.setdefault(cell.row, {})[cell.column] = made
    return Sheet(
        sheet.title,
        [Row(number, cells) for number, cells in rows.items()],
        is_hidden=sheet.sheet_state != "visible",
    )


def _merged(sheet: Any) -> dict[tuple[int, int], Diagnostic]:
    """The cells that a merged range leaves empty or makes to stand for several rows."""
    merged = {}
    for area in sheet.merged_cells.ranges:
        place = Place(area.min_row, area.min_col, sheet.title)
        problem = diagnostic("merged-cells", place, area=area.coord)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                is_first = (row, column) == (area.min_row, area.min_col)
                if not is_first or area.max_row > area.min_row:
                    merged[row, column] = problem
    return merged


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
    return hidden


def _cell(cell: Any, stored: Any, place: Place) -> Cell:
    """One cell; `stored` holds the value of its formula, if it has one."""
    nothing = Scalar("", place)
    remarks: tuple[Diagnostic, ...] = ()
    if cell.data_type == "f":
        formula = getattr(cell.value, "text", cell.value)
        if stored.value is None and stored.data_type != "str":
            return Cell(nothing, diagnostic("formula-without-value", place))
        if isinstance(formula, str) and _OTHER_FILE.search(_QUOTED.sub("", formula)):
            remarks = (diagnostic("external-link", place),)
    if stored.data_type == "e":
        return Cell(nothing, diagnostic("cell-error", place, value=stored.value))
    text, exact = _text(stored.value, stored.number_format)
    return Cell(Scalar(text, place, not isinstance(stored.value, str), exact), None, remarks)


def _text(value: Any, number_format: str) -> tuple[str, bool]:
    """A value as people would write it, and whether it is an exact number."""
    if isinstance(value, bool):
        return str(value).lower(), False
    if isinstance(value, date):  # or a date with a time
        return value.strftime("%d/%m/%Y"), False
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", False
    if isinstance(value, time):
        return str(value), False
    if isinstance(value, int | float):
        return _number(value, number_format), True
    text = str(value or "").replace("_x005F_", "_").replace("_x000D_", "")
    return normalize("NFC", text).strip(), False


def _number(value: float, number_format: str) -> str:
    """A number as its cell shows it here, but with all the digits that Excel keeps."""
    number = Decimal(format(value, f".{SIGNIFICANT}g"))
    if not number.is_finite():
        return str(value)
    percent = "%" in _LITERAL.sub("", number_format)
    text = f"{(number.scaleb(2) if percent else number).normalize():f}".replace(".", ",")
    return f"{text}%" if percent else text
