"""The rows of the appendix from tables that extraction may have taken apart.

A table's cells are what stands between bars, be a row one line or each cell a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple

from cchc.decision.cells import (
    GROUP,
    NUMBER,
    PART,
    WHOLE,
    TextCell,
    cells,
    groups,
    pieces,
    whole_cells,
)
from cchc.decision.figures import figures
from cchc.decision.model import AppendixRow, Line, Unread
from cchc.decision.words import arabic, names_organisation, roman
from cchc.text import fold

_Column = Literal["number", "title", "product", "coordinating", "lead", "time", "other"]
_HEADINGS: Final[Mapping[_Column, re.Pattern[str]]] = {
    "coordinating": re.compile(r"phoi hop|tham gia"),
    "lead": re.compile(
        r"chu tri|phu trach|dau moi|(don vi|co quan) (thuc hien|tham muu)|thuc hien chinh"
        r"|phan cong( thuc hien)?|tham muu"
    ),
    "other": re.compile(r"ghi chu|kinh phi|bat dau"),
    "time": re.compile(r"thoi (gian|han|diem)|tien do|lo trinh|hoan thanh|\bhan\b"),
    "product": re.compile(r"san pham|ket qua"),
    "number": re.compile(r"(so )?tt|stt"),
    "title": re.compile(r"noi dung|nhiem vu|danh muc|hoat dong|cong viec|muc tieu"),
}
"""Words that a column's heading has, the most telling first."""
_USUAL: Final[tuple[_Column, ...]] = (
    "number", "title", "product", "lead", "coordinating", "time", "other",
)  # fmt: skip
_BEGINS: Final = re.compile(r"(phu luc|danh muc (cac )?(hoat dong|nhiem vu))\b")
_SAME: Final = re.compile(r"nhu tren|-?nt-?|(nt){2}|\"|''|//")
"""Cells that say "as above"."""
_BOTH: Final = re.compile(
    r"(?:chủ trì:\s*)?(.+?)(?:\s+\(?chủ trì\)?)?"
    r"[,;.]?\s*(?:và\s+)?\(?phối hợp(?: với)?:?\s+(.+?)\)?",
    re.IGNORECASE,
)
""""Sở Nội vụ chủ trì, phối hợp với Sở Tài chính"."""
_ALONE: Final = re.compile(r"phu luc( so)?( [ivx]+| [0-9]+)?[.:]?")
_SHORT: Final = 60
"""Characters of a column's heading."""
_ROW: Final = 3
"""Different texts that a row of the appendix has at least."""


def begins_at(lines: Sequence[Line]) -> int:
    """The index of the appendix's first line; the number of lines if there is none."""
    titles = (at for at in range(len(lines)) if _titles(lines[at].text))
    tables = (at for at, line in enumerate(lines) if _is_lead(line.text))
    return next(titles, next(tables, len(lines)))


def ends_at(lines: Sequence[Line], begin: int) -> int:
    """The index of the line with which the text goes on, where the table stands within it."""
    if begin == len(lines) or _titles(lines[begin].text):
        return len(lines)
    after = range(begin, len(lines))
    return next((at for at in after if _is_organisation(lines[at].text)), len(lines))


def _is_organisation(text: str) -> bool:
    """Whether a line is the heading of the part on organisation."""
    part = PART.fullmatch(text)
    return bool(part and part[2] and names_organisation(part[2], of_part=True))


def _is_lead(text: str) -> bool:
    """Whether a line has the heading of the column that says who leads."""
    return "|" in text and any(
        len(cell) < _SHORT and _HEADINGS["lead"].search(fold(cell)) for cell in text.split("|")
    )


def _titles(text: str) -> bool:
    """Whether a line is the appendix's title: in capitals, or nothing but its number besides."""
    folded = fold(text)
    capitals = text.upper() == text and bool(_BEGINS.match(folded))
    return "|" not in text and (capitals or bool(_ALONE.fullmatch(folded)))


class Table(NamedTuple):
    """What the appendix's tables hold."""

    rows: tuple[AppendixRow, ...]
    parts: tuple[tuple[str, str], ...]
    """The parts with the titles that aren't lost."""
    unread: tuple[Unread, ...]
    """Lines that look like rows and can't be read as one."""


def table(lines: Sequence[Line]) -> Table:
    """The numbered rows below the lines' headings."""
    reader = _Reader()
    for chunk in _appendices(lines):
        reader.begin_appendix()
        for group in groups(cells(list(whole_cells(chunk)))):
            reader.take(group)
    reader.close()
    return Table(tuple(reader.rows), tuple(reader.parts.items()), tuple(reader.unread))


def _appendices(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each appendix, from one title to the next."""
    found: list[Line] = []
    for line in lines:
        if _titles(line.text) and found:
            yield found
            found = []
        found.append(line)
    yield found


def rows_outside(lines: Sequence[Line]) -> Iterator[Unread]:
    """The lines that are rows of a table, which nothing reads outside the appendix.

    Of rows of two cells, such as letterheads, those that have figures.
    """
    for line in lines:
        texts = [piece for piece in pieces(line.text) if piece]
        if len(texts) >= _ROW or (texts and figures(line.text)):
            yield Unread(line.number, "row", line.text)


class _Reader:
    """Takes rows, headings and parts in the order of the text."""

    def __init__(self) -> None:
        self.rows: list[AppendixRow] = []
        self.parts: dict[str, str] = {}
        self.unread: list[Unread] = []
        self._appendix = 0
        self._ahead = ""
        self._part = ""
        self._filled: set[str] = set()
        """Parts that have rows."""
        self._open: list[AppendixRow] = []
        """The last row, and what goes on with it."""
        self._columns: tuple[_Column, ...] = _USUAL

    def begin_appendix(self) -> None:
        """Begins another appendix, whose parts keep apart from those of the ones with rows."""
        self.close()
        if self.rows or not self._appendix:
            self._appendix += 1
            self._ahead = f"{roman(self._appendix)}." if self._appendix > 1 else ""
            self._part = ""
        self._columns = _USUAL

    def take(self, group: Sequence[TextCell]) -> None:
        """Takes the cells from one that begins a row, a part or a heading up to the next."""
        texts = [cell.text for cell in group if cell.text]
        if not texts:
            return
        columns = _heading(group)
        if columns is not None:
            self._columns = self._repeated(columns) or columns
        elif self._is_group(group, texts):
            self._group(texts[0][0])
        elif match := PART.fullmatch(group[0].text):
            self._begin(match[1], match[2] or next(iter(texts[1:]), ""))
        elif "lead" in self._columns and (number := self._number(group)):
            if "." not in group[0].text.rstrip(".") or len(texts) >= _ROW:
                self._add(number, group)  # else "5.1 | Thương mại", which 5.1.1 stands below
        elif not self._goes_on(group):
            self._leave(group, texts)

    def _repeated(self, columns: tuple[_Column, ...]) -> tuple[_Column, ...]:
        """The columns so far, where a heading within the table names them again without a number.

        Such a heading leaves out the number's cell, which the rows below it have.
        """
        before = self._columns
        again = tuple(name for name in columns if name != "other")
        named = tuple(name for name in before if name not in ("number", "other"))
        return before if self._open and "number" not in columns and again == named else ()

    @staticmethod
    def _is_group(group: Sequence[TextCell], texts: Sequence[str]) -> bool:
        """Whether a row has nothing but a letter and the title of the parts that follow."""
        return bool(GROUP.fullmatch(group[0].text)) and len(set(texts)) <= _ROW - 1

    def _group(self, letter: str) -> None:
        appendix = f"{roman(self._appendix)}." if self._appendix > 1 else ""
        self._ahead, self._part = f"{appendix}{letter}.", ""

    def _number(self, group: Sequence[TextCell]) -> int:
        """The row's number, or the next one where the table has no column for it; 0 for none."""
        if "number" in self._columns:
            match = NUMBER.fullmatch(group[0].text)
            return self._counted(group[0].text, int(match[1])) if match else 0
        full = group[0].whole and sum(bool(cell.text) for cell in group) >= WHOLE - 1
        same = self._open and self._open[0].part == self._part
        return (self._open[0].number if same else 0) + 1 if full else 0

    def _counted(self, text: str, number: int) -> int:
        """A row's number in its part: of "5.2.1" behind "5.1.8" the next one, 9."""
        before = self._open[0] if self._open and self._open[0].part == self._part else None
        dotted = "." in text.rstrip(".")
        return before.number + 1 if before and dotted and number <= before.number else number

    def _begin(self, part: str, title: str) -> None:
        if self._ahead + part == self._part or self._ahead + part in self._filled:
            part = self._next_part()  # a numeral that stands twice
        self._part = self._ahead + part
        self.parts[self._part] = title

    def _next_part(self) -> str:
        numeral = self._part.rpartition(".")[2] if self._part.startswith(self._ahead) else ""
        return roman(arabic(numeral) + 1) if numeral else "I"

    def _add(self, number: int, group: Sequence[TextCell]) -> None:
        before = self._open[0] if self._open else None
        same = before and (before.part, before.number) == (self._part, number)
        if not self._part or (number == 1 and before and before.part == self._part and not same):
            self._part = self._ahead + self._next_part()
            self.parts.setdefault(self._part, "")
        made = _row(self._part, number, group, self._columns)
        if before and same and before.title == made.title:  # cells that were merged
            above = self._open[-1]
            self._open.append(_repeated(made, above._replace(times=above.times[-1:])))
            return
        self.close()
        self._open.append(_repeated(made, self.rows[-1]) if self.rows else made)
        self._filled.add(self._part)

    def close(self) -> None:
        """Takes the last row for whole."""
        if self._open:
            products = chain.from_iterable(row.products for row in self._open)
            times = chain.from_iterable(row.times for row in self._open)
            self.rows.append(self._open[0]._replace(products=tuple(products), times=tuple(times)))
            self._open.clear()

    def _goes_on(self, group: Sequence[TextCell]) -> bool:
        """Takes a row without number and title as more products of the one before it."""
        texts = dict(zip(self._columns, (cell.text for cell in group), strict=False))
        if not (group[0].whole and self._open) or texts.get("number") or texts.get("title"):
            return False
        self._open.append(_row(self._part, 0, group, self._columns))
        return True

    def _leave(self, group: Sequence[TextCell], texts: Sequence[str]) -> None:
        """Leaves a row that has no number; a title or a sum has fewer texts than a row."""
        if group[0].whole and len(set(texts)) >= _ROW:
            self.unread.append(Unread(group[0].line, "row", " | ".join(texts)))


def _heading(group: Sequence[TextCell]) -> tuple[_Column, ...] | None:
    """The columns that a heading row names, in their order; none at all where it isn't clear.

    None where it is no heading.
    """
    whole = group[0].whole
    told = [cell for cell in group if cell.text or whole]
    names: list[_Column] = []
    for cell in told:
        folded = fold(cell.text)
        matching = (name for name, words in _HEADINGS.items() if words.search(folded))
        free: Iterator[_Column] = (name for name in matching if name not in names)
        names.append(next(free, "other"))
    known = "lead" in names and not {"time", "title"}.isdisjoint(names)
    if _HEADINGS["number"].fullmatch(fold(group[0].text)):
        return tuple(names) if known else ()
    short = all(len(cell.text) < _SHORT for cell in told)
    wanted = {"lead", "time", "title"} <= set(names)
    return tuple(names) if whole and short and wanted else None


def _separated(lead: str, coordinating: str) -> tuple[str, str]:
    """Who leads and who takes part, where the column for the lead says both."""
    match = _BOTH.fullmatch(lead)
    if not match:
        return lead, coordinating
    return match[1], "; ".join(filter(None, (match[2], coordinating)))


def _row(
    part: str, number: int, group: Sequence[TextCell], columns: Sequence[_Column]
) -> AppendixRow:
    texts: dict[str, str] = {}
    for name, cell in zip(columns, group, strict=False):
        texts.setdefault(name, cell.text)
    rest = [cell.text for cell in group[len(columns) :] if cell.text]
    # What follows the row's last cell without a number is more products, each with its time.
    pairs = list(zip(rest[::2], rest[1::2], strict=False))
    lead, coordinating = _separated(texts.get("lead", ""), texts.get("coordinating", ""))
    return AppendixRow(
        part,
        number,
        texts.get("title", ""),
        (texts.get("product", ""), *(product for product, _ in pairs)),
        lead,
        coordinating,
        (texts.get("time", ""), *(time for _, time in pairs)),
        group[0].line,
    )


def _repeated(row: AppendixRow, before: AppendixRow) -> AppendixRow:
    """`row` with what it says to be as in the one before it."""
    return row._replace(
        lead=before.lead if _is_same(row.lead) else row.lead,
        coordinating=before.coordinating if _is_same(row.coordinating) else row.coordinating,
        times=before.times if _is_same(" ".join(row.times)) else row.times,
    )


def _is_same(cell: str) -> bool:
    return bool(_SAME.fullmatch(fold(cell).strip()))
