"""Numbers of a table that stand where nobody reads them, so that none is lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.diagnostics import Diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Row
from cchc.submission.columns import ENTRIES
from cchc.submission.numbers import NumberError, parse_number
from cchc.submission.tables.entries import Cells
from cchc.submission.tables.settle import Columns


class UnreadColumns:
    """The numbers beside the columns for figures of one table: once for each column."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._last = max(columns.names, default=0)
        self._reported: set[tuple[str, str]] = set()

    def problems(self, row: Row, key: Scalar, cells: Cells) -> Iterator[Diagnostic]:
        """What a row has beside the columns for figures.

        Where the row has its figure, a column of another name may be the agency's own; one
        without a name, among the others, is part of something, and one for results is reported.
        """
        columns = self._columns
        counted = next((n for n in ENTRIES if n in cells and not cells[n].is_blank), "")
        for number, cell in row.cells.items():
            if number > self._last or not self._is_beside(number, cell.scalar.text):
                continue
            name = columns.names.get(number, "")
            if not counted or not name:
                code = "unread-figures"
            elif number in columns.at and columns.at[number].key == "result":
                code = "figures-passed-over"
            else:
                continue
            known = name or str(number)
            if not self._reported & {(code, known), ("unread-figures", known)}:
                self._reported.add((code, known))
                taken = (columns.names[n] for n, c in columns.at.items() if c.key == counted)
                params = {"key": key.text, "name": name or "–", "taken": next(taken, "")}
                yield Diagnostic(code, cell.scalar.place, params)

    def _is_beside(self, number: int, text: str) -> bool:
        """Whether a cell holds a number, in a column that isn't read or was reported already.

        Among results, a verdict is none, whatever its words.
        """
        columns = self._columns
        if number in columns.heading.heads or number in columns.foreign:
            return False
        column = columns.at.get(number)
        if column is None or column.key == "counts":
            return is_number(text)
        return column.key == "result" and has_digit(text)


def is_number(text: str) -> bool:
    """Whether `text` is a figure, or two that make a fraction."""
    try:
        for side in text.split("/", 1):
            parse_number(side, grouping=False)
    except NumberError:
        return False
    return True


def has_digit(text: str) -> bool:
    """Whether there is any digit in `text`, without which it is no figure."""
    return any(letter.isdigit() for letter in text)
