"""Paragraphs and tables in their order, each row of a table as cells separated by bars."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from cchc.decision.word.numbering import Numbering, WordStyles, is_on
from cchc.decision.word.package import W, WordPackage
from cchc.decision.word.text import Paragraphs, unread

_AROUND: Final = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
"""What may stand around a block, a row or a cell and shows nothing itself."""
_OF_ITS_OWN: Final = 3
"""Columns from which on a table within a cell is no list, but rows of its own."""


class _Cell(NamedTuple):
    start: int
    """The column of the grid that it begins at."""
    end: int
    element: Any
    goes_on: bool
    """Whether it is the one above it that spans this row, too."""


class TableReader:
    """The document's texts, line by line."""

    def __init__(self, package: WordPackage) -> None:
        styles = WordStyles(package.part("styles"))
        self._styles = styles
        self._numbering = Numbering(package, styles)
        self._paragraphs = Paragraphs(package, styles)

    def lines(self, parent: Any) -> Iterator[str]:
        """Paragraphs, each with the boxes that hang on it, and rows of tables."""
        kept: list[str] = []
        for block in _inside(parent, ("p", "tbl", "altChunk")):
            if block.tag == f"{W}tbl":
                yield from self._rows(block)
            elif block.tag == f"{W}altChunk":
                yield unread("object", "altChunk")
            else:
                text, boxes = self._paragraph(block, goes_on=bool(kept))
                if _mark_is(block, "del"):  # the next paragraph goes on with this one
                    kept.append(text)
                    continue
                text = "".join((*kept, text))
                kept.clear()
                yield from text.replace("|", "/").split("\n")
                for box in boxes:
                    yield from self.lines(box)
        if kept:
            yield from "".join(kept).replace("|", "/").split("\n")

    def _paragraph(self, element: Any, *, goes_on: bool) -> tuple[str, list[Any]]:
        """A paragraph's text behind its number; one of which nothing is shown has none."""
        text, boxes = self._paragraphs.read(element)
        properties = element.find(f"{W}pPr")
        gone = not text and (_mark_is(element, "del") or _mark_is(element, "vanish"))
        prefix = "" if gone or goes_on else self._numbering.prefix(properties)
        style = self._styles.of(properties, "pStyle")
        shown = "" if style.hidden else text.upper() if style.capitals else text
        return prefix + shown, boxes

    def _rows(self, table: Any) -> Iterator[str]:
        rows = [list(_cells(row)) for row in _inside(table, ("tr",)) if not _is_gone(row)]
        usual = _usual(rows)
        above: dict[int, str] = {}
        for row in rows:
            texts: list[str] = []
            below: list[str] = []
            for cell in row:
                if cell.goes_on and cell.start in above:
                    text = above[cell.start]
                else:
                    text, more = self._cell(cell.element)
                    below += more
                above[cell.start] = text
                spanned = bisect_left(usual, cell.end) - bisect_left(usual, cell.start)
                fill = max(spanned, 1) - 1 if len(row) != len(usual) else 0
                texts += [text, *[""] * fill]
            yield "| " + " | ".join(texts) + " |"
            yield from below

    def _cell(self, element: Any) -> tuple[str, list[str]]:
        """A cell's text, and the rows of tables in it that are rows of their own."""
        texts: list[str] = []
        below: list[str] = []
        for block in _inside(element, ("p", "tbl")):
            if block.tag == f"{W}p":
                text, boxes = self._paragraph(block, goes_on=False)
                texts += text.split("\n")
                texts += (line for box in boxes for line in self.lines(box))
                continue
            rows = list(self._rows(block))
            if any(row.count("|") > _OF_ITS_OWN for row in rows):
                below += rows
            else:
                texts += (row.strip("| ").replace(" | ", "; ") for row in rows)
        shown = "; ".join(filter(None, (text.strip() for text in texts)))
        return shown.replace("|", "/"), below


def _inside(parent: Any, names: Sequence[str]) -> Iterator[Any]:
    """The blocks, rows or cells of `parent`, also those in content controls."""
    tags = {f"{W}{name}" for name in names}
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, names)


def _cells(row: Any) -> Iterator[_Cell]:
    properties = row.find(f"{W}trPr")
    at = _int(properties, "gridBefore", 0)
    for element in _inside(row, ("tc",)):
        own = element.find(f"{W}tcPr")
        if own is not None and own.find(f"{W}cellDel") is not None:
            continue
        merged = own.find(f"{W}vMerge") if own is not None else None
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        end = at + max(_int(own, "gridSpan", 1), 1)
        yield _Cell(at, end, element, goes_on)
        at = end


def _usual(rows: Sequence[Sequence[_Cell]]) -> list[int]:
    """Where the cells begin of a row that has as many as most; the widest of those."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    most = max(counts, key=lambda count: (counts[count], count), default=0)
    return next(([cell.start for cell in row] for row in rows if len(row) == most), [])


def _is_gone(row: Any) -> bool:
    """Whether a row was deleted, or is hidden."""
    properties = row.find(f"{W}trPr")
    deleted = properties is not None and properties.find(f"{W}del") is not None
    return deleted or is_on(properties, "hidden")


def _mark_is(paragraph: Any, name: str) -> bool:
    """Whether the sign at a paragraph's end is deleted (``del``) or hidden (``vanish``)."""
    properties = paragraph.find(f"{W}pPr")
    look = properties.find(f"{W}rPr") if properties is not None else None
    return is_on(look, name)


def _int(parent: Any, name: str, default: int) -> int:
    found = parent.find(f"{W}{name}") if parent is not None else None
    text = found.get(f"{W}val", "") if found is not None else ""
    return min(int(text), 1000) if text.isdigit() else default
