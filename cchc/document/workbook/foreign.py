"""Workbooks of Excel before 2007 (.xls) and of LibreOffice (.ods), by python-calamine.

It gives values and days, and nothing of how they are shown: no number formats, no hidden cells, no
merged ranges, no word on whether results are old; a warning says so.  It makes room for the whole
rectangle that a sheet's cells span, hence the files are screened first.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any, Final

from cchc.diagnostics import Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row, Sheet
from cchc.document.workbook import biff, opendocument
from cchc.document.workbook.limits import Budget
from cchc.document.workbook.package import damaged
from cchc.document.workbook.strings import plain
from cchc.document.workbook.values import shown_number, stored_number
from cchc.errors import InputError
from cchc.extras import not_installed

_SCREENS: Final = {".xls": biff.screen, ".ods": opendocument.screen}


def sheets_of(content: bytes, kind: str) -> list[Sheet]:
    """The sheets of a workbook of `kind`, ``.xls`` or ``.ods``; the first has the warning.

    Raises:
        InputError: it is damaged, has too much, or python-calamine isn't installed.
    """
    try:
        import python_calamine
    except ImportError:
        raise InputError(not_installed("xlsx")) from None
    content, errors = _SCREENS[kind](content)
    try:
        with _silence():
            return _sheets(python_calamine, content, kind, errors)
    except (InputError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the library is no Exception
        raise damaged("", "unreadable") from None


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps from the screen what the library says there when it panics."""
    try:
        kept = os.dup(2)
    except OSError:  # closed
        yield
        return
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _sheets(
    python_calamine: Any, content: bytes, kind: str, errors: list[dict[tuple[int, int], str]]
) -> list[Sheet]:
    sheets: list[Sheet] = []
    budget = Budget()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number, listed in enumerate(book.sheets_metadata):
        if listed.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        values = book.get_sheet_by_name(listed.name).to_python(skip_empty_area=False)
        rows = _rows(values, listed.name, errors[number] if number < len(errors) else {})
        budget.spend(sum(len(row.cells) for row in rows))
        hidden = listed.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(listed.name, rows, is_hidden=hidden))
    if sheets:
        sheets[0] = sheets[0]._replace(remarks=(diagnostic("values-only", kind=kind),))
    return sheets


def _rows(values: list[list[Any]], sheet: str, errors: dict[tuple[int, int], str]) -> list[Row]:
    rows: dict[int, dict[int, Cell]] = {}
    for line, row in enumerate(values, 1):
        for column, value in enumerate(row, 1):
            place = Place(line, column, sheet)
            if (text := _text(value, place)) and (line, column) not in errors:
                scalar = Scalar(text, place, not isinstance(value, str), _is_number(value))
                rows.setdefault(line, {})[column] = Cell(scalar)
    for (line, column), error in errors.items():
        place = Place(line, column, sheet)
        problem = diagnostic("cell-error", place, value=error)
        rows.setdefault(line, {})[column] = Cell(Scalar("", place), problem)
    return [Row(number, dict(sorted(rows[number].items()))) for number in sorted(rows)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object, place: Place) -> str:
    """A value as people would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        number = stored_number(repr(value))
        if number is None:
            return str(value)
        return shown_number(number, "General", since_1904=False).text
    if isinstance(value, date):  # or a date with a time
        return value.strftime("%d/%m/%Y")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    return plain(str(value), place)
