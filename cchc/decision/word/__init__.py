"""The lines of a Word document: paragraphs with the numbers that Word shows, rows of tables.

They are read from the XML, since python-docx knows neither fields, symbols nor boxes and took half
a minute over long tables.  What isn't text is marked within its line, for the trace to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.decision.lines import tidied
from cchc.decision.model import Line
from cchc.decision.word.package import MAX_SIZE, WordPackage, opened
from cchc.decision.word.tables import TableReader
from cchc.decision.word.text import unread
from cchc.diagnostics import diagnostic
from cchc.errors import CchcError, InputError

MAX_LENGTH: Final = 8 * 1024 * 1024
"""Characters of all lines, bars between cells included."""


def lines_of_document(content: bytes) -> list[Line]:
    """The paragraphs and the rows of tables that aren't empty, numbered as they stand.

    What Word shows and isn't text stands in them as :func:`~cchc.decision.word.text.unread`
    marks it.

    Raises:
        UsageError: what reads Word documents isn't installed.
        InputError: it is no Word document, or damaged.
    """
    try:
        package = opened(content)
        return tidied(_bounded(_texts(package)))
    except CchcError:
        raise
    except Exception:  # whatever is amiss inside; no library's words reach a person
        raise InputError(diagnostic("document-damaged", part="word/document.xml")) from None


def _bounded(texts: Iterator[str]) -> Iterator[str]:
    """`texts`, unless merged cells and notes that are told again and again make them endless."""
    length = 0
    for text in texts:
        length += len(text)
        if length > MAX_LENGTH:
            raise InputError(diagnostic("document-too-large", limit=MAX_SIZE // (1024 * 1024)))
        yield text


def _texts(package: WordPackage) -> Iterator[str]:
    reader = TableReader(package)
    yield from reader.lines(package.body)
    for root in package.margins:
        words = " ".join(" ".join(reader.lines(root)).split())
        if any(map(str.isalnum, words)) and not package.has_page_number(root):
            yield unread("margin", words)
