"""Merged ranges: which cells they leave empty, or make to stand for several rows."""

from __future__ import annotations

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Cell
from cchc.document.workbook.limits import Budget

Corner = tuple[int, int]
"""Row and column, from 1."""


def cover(
    rows: dict[int, dict[int, Cell]], areas: list[tuple[Corner, Corner]], sheet: str, budget: Budget
) -> None:
    """Marks the cells of merged ranges in `rows`, as far as the sheet has something in it.

    Beyond its last row and column, a range hides nothing.

    Args:
        rows: cells by row and column, which are changed.
        areas: first and last corner of each range.
        sheet: the sheet's name.
        budget: what the cells of ranges count against.

    Raises:
        InputError: the ranges cover too many cells.
    """
    last_row = max(rows, default=0)
    last_column = max((max(cells) for cells in rows.values()), default=0)
    for first, last in areas:
        height, width = min(last[0], last_row), min(last[1], last_column)
        if first[0] > height or first[1] > width:
            continue
        budget.spend((height - first[0] + 1) * (width - first[1] + 1))
        area = f"{Place(*first).cell}:{Place(*last).cell}"
        problem = diagnostic("merged-cells", Place(*first, sheet), area=area)
        for row in range(first[0], height + 1):
            for column in range(first[1], width + 1):
                if (row, column) != first or last[0] > first[0]:
                    _mark(rows.setdefault(row, {}), Place(row, column, sheet), problem)


def _mark(cells: dict[int, Cell], place: Place, problem: Diagnostic) -> None:
    cell = cells.get(place.column) or Cell(Scalar("", place))
    cells[place.column] = cell._replace(problem=problem)
