"""The agencies that report, from a table: CSV with the columns id, name, kind, perhaps gso_code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic, in_order, quoting
from cchc.document import csv
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.kinds import refusal
from cchc.document.table import Row, Sheet
from cchc.errors import CchcError, InputError
from cchc.plan.checks import ID_PATTERNS, KINDS
from cchc.plan.model import Agency, complete
from cchc.text import fold

_NEEDED: Final = ("id", "name", "kind")
_CODE: Final = "gso_code"


def read_agencies(file: str) -> tuple[Agency, ...]:
    """The agencies in `file`, in its order.

    Raises:
        InputError: the file can't be read or is no table; a column is missing, a cell empty, a
            kind unknown, an id not well formed or there twice.
    """
    content = read_bytes(file)
    try:
        if problem := refusal(content):
            raise InputError(problem)
        text = decode(content)
        sheet = csv.parse(text, csv.likely_delimiter(text.partition("\n")[0]))
        columns = _columns(sheet)
        problems = in_order(_problems(sheet, columns))
        if problems:
            raise InputError(*quoting(problems, text))
    except CchcError as error:
        raise InputError(*error.diagnostics, file=file) from None
    complete()
    return tuple(_agency(row, columns) for row in sheet.rows[1:])


def _columns(sheet: Sheet) -> dict[str, int]:
    """The number of each column that is read, by its heading."""
    heading = sheet.rows[0]
    found = {fold(cell.scalar.text): number for number, cell in heading.cells.items()}
    missing = [
        diagnostic("missing-column", Place(heading.number, 1), name=name)
        for name in _NEEDED
        if name not in found
    ]
    if missing:
        raise InputError(*missing)
    return {name: found[name] for name in (*_NEEDED, _CODE) if name in found}


def _problems(sheet: Sheet, columns: dict[str, int]) -> Iterator[Diagnostic]:
    """What the rows below the heading have wrong."""
    if len(sheet.rows) == 1:
        yield diagnostic("registry-empty", Place(sheet.rows[0].number, 1))
    seen = set(KINDS)
    for row in sheet.rows[1:]:
        for name in _NEEDED:
            if columns[name] not in row.cells:
                yield diagnostic("registry-cell", Place(row.number, 1), name=name)
        id, kind = row.cells.get(columns["id"]), row.cells.get(columns["kind"])
        if id and not re.fullmatch(ID_PATTERNS["agencies"], id.scalar.text):
            yield diagnostic("plan-bad-id", id.scalar.place, id=id.scalar.text)
        elif id and id.scalar.text in seen:
            yield diagnostic("plan-duplicate-id", id.scalar.place, id=id.scalar.text)
        if id:
            seen.add(id.scalar.text)
        if kind and kind.scalar.text not in KINDS:
            yield diagnostic("registry-kind", kind.scalar.place, value=kind.scalar.text)


def _agency(row: Row, columns: dict[str, int]) -> Agency:
    code = row.cells.get(columns.get(_CODE, 0))
    return Agency(
        row.cells[columns["id"]].scalar.text,
        row.cells[columns["name"]].scalar.text,
        "commune" if row.cells[columns["kind"]].scalar.text == "commune" else "department",
        code.scalar.text if code else None,
    )
