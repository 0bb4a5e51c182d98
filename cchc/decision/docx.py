"""The lines of a Word document: paragraphs with the numbers that Word shows, rows of tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from cchc.decision.lines import tidied
from cchc.decision.model import Line
from cchc.decision.words import roman
from cchc.diagnostics import diagnostic
from cchc.errors import CchcError, InputError, UsageError
from cchc.extras import not_installed

MAX_SIZE: Final = 48 * 1024 * 1024
"""Bytes that all parts may have when unpacked, pictures included."""
MAX_TAGS: Final = 600_000
"""Tags of all parts; a decision of fifty pages has some fifty thousand."""
_HOLE: Final = re.compile(r"%([1-9])")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def lines_of_document(content: bytes) -> list[Line]:
    """The paragraphs and the rows of tables that aren't empty, numbered as they stand.

    Raises:
        UsageError: what reads Word documents isn't installed.
        InputError: it is no Word document, or damaged.
    """
    try:
        return tidied(_texts(_opened(content)))
    except CchcError:
        raise
    except Exception as error:  # python-docx lets through whatever its XML and ZIP parsers raise
        reason = f"{type(error).__name__}: {error}"
        raise InputError(diagnostic("document-damaged", reason=reason)) from None


def _opened(content: bytes) -> Any:
    try:
        from docx import Document
    except ImportError:
        raise UsageError(not_installed("docx")) from None
    _screen(content)
    try:
        return Document(io.BytesIO(content))
    except ValueError:  # another kind of document in the same packing
        raise InputError(diagnostic("not-a-decision", kind="ZIP (.xlsx, .pptx, …)")) from None


def _screen(content: bytes) -> None:
    """Lets a packed document pass if it has no more than a decision may have."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        too_large = sum(part.file_size for part in parts) > MAX_SIZE
        if too_large or sum(archive.read(part).count(b"<") for part in parts) > MAX_TAGS:
            raise InputError(diagnostic("document-too-large", limit=MAX_SIZE // (1024 * 1024)))


def _texts(document: Any) -> Iterator[str]:
    reader = _Reader(_Numbering(document))
    for block in _blocks(document.element.body):
        if block.tag.endswith("}tbl"):
            yield from reader.rows(block)
        else:
            yield from (text.replace("|", "/") for text in reader.paragraph(block).split("\n"))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also those in content controls."""
    from docx.oxml.ns import qn

    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


class _Reader:
    """Texts as Word shows them, with tracked changes taken as they would be accepted."""

    def __init__(self, numbering: _Numbering) -> None:
        self._numbering = numbering
        self._cells: dict[Any, str] = {}
        """Those read so far: one that spans rows stands in each, and its numbers count once."""

    def paragraph(self, element: Any) -> str:
        """A paragraph's text behind its number; insertions count, deletions don't."""
        return self._numbering.prefix(element) + _plain(element)

    def rows(self, element: Any) -> Iterator[str]:
        """The rows of a table, their cells separated by bars."""
        # The library's own way goes up all rows above for each cell that is merged with them.
        above: dict[int, Any] = {}
        for row in element.tr_lst:
            here: dict[int, Any] = {}
            column = 0
            for cell in row.tc_lst:
                goes_on = cell.vMerge == "continue"
                here[column] = above.get(column, cell) if goes_on else cell
                column += cell.grid_span
            yield "| " + " | ".join(self._texts(here.values())) + " |"
            above = here

    def _texts(self, cells: Iterable[Any]) -> Iterator[str]:
        """A row's cells, each once however many columns it spans."""
        before = None
        for cell in cells:
            if cell is not before:
                yield self._cell(cell)
            before = cell

    def _cell(self, element: Any) -> str:
        if element not in self._cells:
            texts = (text.strip() for text in self._lines(element))
            self._cells[element] = "; ".join(filter(None, texts)).replace("|", "/")
        return self._cells[element]

    def _lines(self, element: Any) -> Iterator[str]:
        for block in _blocks(element):
            if block.tag.endswith("}tbl"):
                yield from (row.strip("| ").replace(" | ", "; ") for row in self.rows(block))
            else:
                yield from self.paragraph(block).split("\n")


def _plain(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    shown = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    skipped = {qn("w:moveFrom"), qn("w:del"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}

    def texts(element: Any) -> Iterator[str]:
        for child in element:
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in shown:
                yield shown[child.tag]
            elif child.tag not in skipped:
                yield from texts(child)

    return "".join(texts(paragraph))


class _Numbering:
    """The numbers and bullets that Word shows before a paragraph and keeps elsewhere."""

    def __init__(self, document: Any) -> None:
        self._styles = document.styles
        self._levels = _levels(document)
        self._counts: dict[str, dict[int, int]] = {}

    def prefix(self, paragraph: Any) -> str:
        """What stands before the paragraph's text, with a space behind it."""
        from docx.enum.style import WD_STYLE_TYPE

        properties = paragraph.pPr
        style = self._styles.get_by_id(paragraph.style, WD_STYLE_TYPE.PARAGRAPH)
        inherited = getattr(style.element, "pPr", None)
        found = next(
            (
                one.numPr
                for one in (properties, inherited)
                if one is not None and one.numPr is not None
            ),
            None,
        )
        if found is None or found.numId is None:
            return ""
        level = found.ilvl.val if found.ilvl is not None else 0
        return self._next(str(found.numId.val), level)

    def _next(self, list_id: str, level: int) -> str:
        one = self._levels.get((list_id, level), _NO_LEVEL)
        if one.kind == "bullet":
            return "- "
        counts = self._counts.setdefault(list_id, {})
        counts[level] = counts.get(level, one.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = self._levels.get((list_id, at), _NO_LEVEL)
            return _numeral(counts.get(at, shown.start), shown.kind)

        return _HOLE.sub(numeral, one.pattern) + " " if one.pattern else ""


class _Level(NamedTuple):
    """How a level of a list is numbered."""

    kind: str
    pattern: str
    start: int


_NO_LEVEL: Final = _Level("decimal", "", 1)


def _levels(document: Any) -> dict[tuple[str, int], _Level]:
    """Each list's levels."""
    from docx.oxml.ns import qn

    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}
    abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    found = {}
    for one in root.findall(qn("w:num")):
        reference = one.find(qn("w:abstractNumId"))
        levels = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
        for level in levels.findall(qn("w:lvl")) if levels is not None else ():
            kind, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
            start = level.find(qn("w:start"))
            if kind is not None and text is not None:
                key = one.get(qn("w:numId")), int(level.get(qn("w:ilvl")))
                first = int(start.get(qn("w:val"))) if start is not None else 1
                found[key] = _Level(kind.get(qn("w:val")), text.get(qn("w:val")) or "", first)
    return found


def _numeral(number: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(number)
    if kind == "lowerRoman":
        return roman(number).lower()
    if kind in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(number - 1) % len(_LETTERS)]
        return letter.upper() if kind == "upperLetter" else letter
    return str(number)
