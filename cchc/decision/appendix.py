"""The rows of the appendix from tables that extraction may have taken apart.

A table's cells are what stands between bars, be a row one line or each cell a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from cchc.decision.model import Line, Row
from cchc.decision.words import ROMAN, arabic, roman
from cchc.text import fold

_Column = Literal["number", "title", "product", "lead", "coordinating", "time", "note"]
_HEADINGS: Final[Mapping[_Column, re.Pattern[str]]] = {
    "lead": re.compile(r"chu tri|phu trach|thuc hien chinh"),
    "coordinating": re.compile(r"phoi hop"),
    "time": re.compile(r"thoi gian|thoi han|tien do|hoan thanh"),
    "product": re.compile(r"san pham|ket qua"),
    "note": re.compile(r"ghi chu"),
    "number": re.compile(r"(so )?tt|stt"),
    "title": re.compile(r"noi dung|nhiem vu|danh muc|hoat dong|cong viec|muc tieu"),
}
"""Words that a column's heading has, the most telling first."""
_USUAL: Final[tuple[_Column, ...]] = (
    "number", "title", "product", "lead", "coordinating", "time", "note",
)  # fmt: skip
_NUMBER: Final = re.compile(r"([1-9][0-9]{0,2})\.?")
_PART: Final = re.compile(rf"({ROMAN})[.)]?(?:\s+(\D.*))?")
_BEGINS: Final = re.compile(r"(phu luc|danh muc (cac )?(hoat dong|nhiem vu))\b")


class _Cell(NamedTuple):
    text: str
    line: int
    leads: bool
    """Whether it is the first of several in its line, or stands between the rows of a table."""


def begins_at(lines: Sequence[Line]) -> int:
    """The index of the appendix's first line; the number of lines if there is none."""
    table = next((at for at, line in enumerate(lines) if _is_lead(line.text)), len(lines))
    titles = (at for at in range(table) if "|" not in lines[at].text and _titles(lines, at))
    return next(titles, table)


def _is_lead(text: str) -> bool:
    """Whether a line has the heading of the column that says who leads."""
    return "|" in text and any(
        len(cell) < 40 and _HEADINGS["lead"].search(fold(cell)) for cell in text.split("|")
    )


def _titles(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is the appendix's title, in capitals as titles are."""
    text = lines[at].text
    return text.upper() == text and bool(_BEGINS.match(fold(text)))


def rows(lines: Sequence[Line]) -> tuple[tuple[Row, ...], tuple[tuple[str, str], ...]]:
    """The numbered rows, and the parts with the titles that aren't lost."""
    found: list[Row] = []
    parts: dict[str, str] = {}
    part, columns = "", _USUAL
    for group in _groups(_cells(lines)):
        head = group[0]
        if heading := _heading(group):
            columns = heading
        elif match := _PART.fullmatch(head.text):
            part = match[1]
            title = match[2] or next((cell.text for cell in group[1:] if cell.text), "")
            parts[part] = title
        elif match := _NUMBER.fullmatch(head.text):
            number = int(match[1])
            same = found and (found[-1].part, found[-1].number) == (part, number)
            if not part or (number == 1 and found and found[-1].part == part and not same):
                part = roman(arabic(part) + 1) if part else "I"
                parts.setdefault(part, "")
            made = _row(part, number, group, columns)
            if same and found[-1].title == made.title:  # cells that were merged
                found[-1] = _joined(found[-1], made)
            else:
                found.append(made)
    return tuple(found), tuple(parts.items())


def _cells(lines: Sequence[Line]) -> Iterator[_Cell]:
    """What stands before a bar, be it the only one of its line; a part's heading without any."""
    before: list[str] = []
    blank = True
    for line in lines:
        if "|" not in line.text:
            if _PART.fullmatch(line.text) and line.text.upper() == line.text:
                yield _Cell(line.text, line.number, leads=True)
            before.append(line.text)  # a cell of several lines, if a bar follows
            continue
        *pieces, after = line.text.split("|")
        if len(pieces) > 1 and not pieces[0].strip():
            pieces = pieces[1:]
        if after.strip():
            pieces.append(after)
        if before and len(pieces) == 1 and pieces[0].strip():
            pieces[0] = " ".join([*before, pieces[0]])
        for place, piece in enumerate(pieces):
            text = piece.strip()
            yield _Cell(text, line.number, leads=not place and (len(pieces) > 1 or blank))
            blank = not text
        before = []


def _groups(cells: Iterator[_Cell]) -> Iterator[list[_Cell]]:
    """Cells from each one that begins a row, a part or a heading up to the next."""
    group: list[_Cell] = []
    for cell in cells:
        if cell.leads and _begins(cell.text):
            if group:
                yield group
            group = [cell]
        elif group:
            group.append(cell)
    if group:
        yield group


def _begins(text: str) -> bool:
    patterns = _NUMBER.fullmatch(text), _PART.fullmatch(text)
    return any(patterns) or bool(_HEADINGS["number"].fullmatch(fold(text)))


def _heading(group: Sequence[_Cell]) -> tuple[_Column, ...] | None:
    """The columns that a heading row names, in their order."""
    if not _HEADINGS["number"].fullmatch(fold(group[0].text)):
        return None
    names: list[_Column] = []
    for cell in group:
        folded = fold(cell.text)
        matching = (
            name
            for name, pattern in _HEADINGS.items()
            if name not in names and pattern.search(folded)
        )
        if folded and (name := next(matching, None)):
            names.append(name)
    return tuple(names) if "lead" in names and "time" in names else None


def _row(part: str, number: int, group: Sequence[_Cell], columns: Sequence[_Column]) -> Row:
    texts = dict(zip(columns, (cell.text for cell in group), strict=False))
    rest = [cell.text for cell in group[len(columns) :] if cell.text]
    # What follows the row's last cell without a number is more products, each with its time.
    pairs = list(zip(rest[::2], rest[1::2], strict=False))
    return Row(
        part,
        number,
        texts.get("title", ""),
        (texts.get("product", ""), *(product for product, _ in pairs)),
        texts.get("lead", ""),
        texts.get("coordinating", ""),
        (texts.get("time", ""), *(time for _, time in pairs)),
        group[0].line,
    )


def _joined(row: Row, more: Row) -> Row:
    return row._replace(products=row.products + more.products, times=row.times + more.times)
