"""The lines of a Word document: paragraphs with the numbers that Word shows, rows of tables."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from cchc.decision.lines import tidied
from cchc.decision.model import Line
from cchc.decision.words import roman
from cchc.diagnostics import diagnostic
from cchc.errors import InputError, UsageError

_HOLE: Final = re.compile(r"%([1-9])")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def lines_of_document(content: bytes) -> list[Line]:
    """The paragraphs and the rows of tables that aren't empty, numbered as they stand.

    Raises:
        UsageError: what reads Word documents isn't installed.
        InputError: it is no Word document, or damaged.
    """
    try:
        from docx import Document
    except ImportError:
        raise UsageError(diagnostic("docx-not-installed")) from None
    try:
        document = Document(io.BytesIO(content))
        return tidied(_texts(document))
    except Exception as error:  # python-docx lets through whatever its XML and ZIP parsers raise
        reason = f"{type(error).__name__}: {error}"
        raise InputError(diagnostic("document-damaged", reason=reason)) from None


def _texts(document: Any) -> Iterator[str]:
    from docx.table import Table

    numbering = _Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(_cells(row)) + " |"
        else:
            for text in (numbering.prefix(block) + block.text).split("\n"):
                yield text.replace("|", "/")


def _cells(row: Any) -> Iterator[str]:
    """A row's cells, each once however many columns it spans."""
    before = None
    for cell in row.cells:
        if cell._tc is not before:
            yield "; ".join(cell.text.split("\n")).replace("|", "/")
        before = cell._tc


class _Numbering:
    """The numbers and bullets that Word shows before a paragraph and keeps elsewhere."""

    def __init__(self, document: Any) -> None:
        self._levels = _levels(document)
        self._counts: dict[str, Counter[int]] = {}

    def prefix(self, paragraph: Any) -> str:
        """What stands before the paragraph's text, with a space behind it."""
        properties = paragraph._p.pPr
        inherited = getattr(paragraph.style.element, "pPr", None)
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
        kind, pattern = self._levels.get((list_id, level), ("", ""))
        if kind == "bullet":
            return "- "
        counts = self._counts.setdefault(list_id, Counter())
        counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = self._levels.get((list_id, at), ("decimal", ""))[0]
            return _numeral(counts[at] or 1, shown)

        return _HOLE.sub(numeral, pattern) + " " if pattern else ""


def _levels(document: Any) -> dict[tuple[str, int], tuple[str, str]]:
    """Kind and pattern of each list's levels."""
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
            if kind is not None and text is not None:
                key = one.get(qn("w:numId")), int(level.get(qn("w:ilvl")))
                found[key] = kind.get(qn("w:val")), text.get(qn("w:val")) or ""
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
