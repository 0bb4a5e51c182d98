"""What a spreadsheet or a CSV file holds, before anyone says what the columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cchc.diagnostics import Diagnostic
from cchc.document.nodes import Scalar


class Cell(NamedTuple):
    """One cell with something in it."""

    scalar: Scalar
    problem: Diagnostic | None = None
    """Why what it holds can't be used, should anyone need it."""
    remarks: tuple[Diagnostic, ...] = ()
    """What to mind, should anyone use it."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be read in it."""
        return not self.scalar.text.strip()


class Row(NamedTuple):
    """The cells of a row, by their column counted from 1."""

    number: int
    cells: dict[int, Cell]
    width: int = 0
    """Cells that were written, empty ones included; 0 where that means nothing."""
    torn: Mapping[int, str] = {}
    """Columns whose number may go on in the next cell, and the number that both make.

    ``92,5`` without quotation marks becomes two cells where commas separate cells.
    """


class Sheet(NamedTuple):
    """The rows of a sheet, or of a whole CSV file, that have anything in them."""

    name: str
    rows: list[Row]
    is_hidden: bool = False
    remarks: tuple[Diagnostic, ...] = ()
    """What to mind about the file as a whole; the first of its sheets has them."""
