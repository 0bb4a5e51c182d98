"""Tables of targets as lists of targets: "Chỉ tiêu | Đơn vị tính | Năm 2026 | Chủ trì"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from cchc.decision.model import Line
from cchc.text import fold

_Column = Literal["number", "title", "unit", "past", "value", "other"]
_HEADINGS: Final[tuple[tuple[_Column, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"(so )?tt|stt")),
    ("other", re.compile(
        r"chu tri|phoi hop|phu trach|thuc hien$|theo doi|ghi chu|thoi (gian|han)|\bky\b"
    )),
    ("unit", re.compile(r"\bdvt\b|don vi tinh|^don vi$|\(%\)$")),
    ("past", re.compile(r"(uoc )?thuc hien (nam )?20\d\d|hien (trang|tai)|ky goc|nam truoc")),
    ("value", re.compile(
        r"ket qua|gia tri|ke hoach|\bmuc\b|phan dau|\b20\d\d\b|can dat|chi tieu (giao|nam|den)"
        r"|muc tieu (nam|den|giai doan)|so luong|ty le"
    )),
    ("title", re.compile(r"chi tieu|muc tieu|chi so|noi dung|ten")),
)  # fmt: skip
_ANNOUNCED: Final = re.compile(r"chi tieu|muc tieu|chi so")
_OF_TASKS: Final = re.compile(r"nhiem vu|hoat dong|cong viec|giai phap")
HEADING: Final = "Chỉ tiêu:"
"""What the heading row of a table of targets becomes."""
_SHORT: Final = 60
"""Characters of a column's heading."""
_MOST: Final = 30
"""Columns of a table of targets."""
_FEWEST: Final = 2
"""Cells of a row of such a table."""
_AGENCY: Final = re.compile(r"(cac|so|ubnd|van phong|ban|cong an|thanh tra)\b|.{21}")
"""What a column "Đơn vị" may hold that is no unit."""
_BARE: Final = re.compile(
    r"(?:[≥≤<>]=?|trên|dưới|từ|tối thiểu|ít nhất|đạt|khoảng|\s)*[\d.,]+", re.IGNORECASE
)
_ENTRY: Final = re.compile(r"(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)]?")


class _Table(NamedTuple):
    columns: tuple[_Column, ...]
    headings: tuple[str, ...]


def as_lists(lines: Sequence[Line]) -> list[Line]:
    """`lines`, with the rows of each table of targets as entries of a list below a heading."""
    found: list[Line] = []
    table: _Table | None = None
    for line in lines:
        cells = _cells(line.text)
        if cells is None:
            table = None
        elif made := _heading(cells):
            table = made
            found.append(Line(line.number, HEADING))
            continue
        elif table and (entry := _entry(table, cells)):
            found.append(Line(line.number, f"- {entry}"))
            continue
        found.append(line)
    return found


def _cells(text: str) -> list[str] | None:
    """The cells of a whole row; None for any other line."""
    if text.count("|") < _FEWEST - 1 or text.startswith(("- ", "+ ", "* ")):
        return None
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    return cells if len(cells) >= _FEWEST else None


def _heading(cells: Sequence[str]) -> _Table | None:
    """The table that a heading row begins: with targets and their figures, and no tasks."""
    if len(cells) > _MOST or any(len(cell) > _SHORT for cell in cells):
        return None
    folded = [fold(cell) for cell in cells]
    columns: list[_Column] = []
    for cell in folded:
        matching = (name for name, words in _HEADINGS if words.search(cell))
        columns.append(
            next(
                (one for one in matching if one not in ("title",) or "title" not in columns),
                "other",
            )
        )
    announced = any(
        _ANNOUNCED.search(cell) and not _OF_TASKS.search(cell)
        for cell, name in zip(folded, columns, strict=True)
        if name == "title"
    )
    if not announced or "value" not in columns:
        return None
    return _Table(tuple(columns), tuple(cells))


def _entry(table: _Table, cells: Sequence[str]) -> str:
    """A row as a sentence; empty for the heading of a group, and for what has no title."""
    row = [(name, heading, cell) for (name, heading), cell in _paired(table, cells)]
    title = next((cell for name, _, cell in row if name == "title"), "")
    unit = next((cell for name, _, cell in row if name == "unit"), "")
    values = [
        (heading, _with_unit(cell, unit, heading))
        for name, heading, cell in row
        if name == "value" and cell
    ]
    if not title or not values or _ENTRY.fullmatch(title):
        return ""
    said = "; ".join(_said(heading, value) for heading, value in values)
    return f"{title.rstrip(' :;.')}: {said}"


def _paired(table: _Table, cells: Sequence[str]) -> Iterator[tuple[tuple[_Column, str], str]]:
    yield from zip(zip(table.columns, table.headings, strict=True), cells, strict=False)


def _said(heading: str, value: str) -> str:
    """The figure, with its year where the column is one of several years."""
    year = re.search(r"20\d\d", heading)
    ahead = re.match(r"\s*(?:Đến|đến)\b", heading)
    return f"{'đến ' if ahead else ''}năm {year[0]} đạt {value}" if year else value


def _with_unit(cell: str, unit: str, heading: str) -> str:
    """The cell's figure with the unit that its own column or its heading gives."""
    unit = unit or ("%" if "%" in heading else "")
    if (
        not unit
        or _AGENCY.match(fold(unit))
        or unit.lower() in cell.lower()
        or not _BARE.fullmatch(cell)
    ):
        return cell
    return (
        f"{cell}%"
        if unit.strip("() ") in ("%", "Tỷ lệ %", "Tỷ lệ (%)")
        else f"{cell} {unit.lower()}"
    )
