"""What a workbook would unpack into, found out while its parts stream past.

openpyxl makes an object for every cell, and for every cell of a merged range, before anyone can
ask how many there are; so a small file could take all the memory there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import IO, Any, Final

from cchc.diagnostics import Place, diagnostic
from cchc.errors import InputError

MAX_PARTS: Final = 1_000
MAX_SIZE: Final = 48 * 1024 * 1024
"""Bytes that all parts may have when unpacked."""
MAX_ELEMENTS: Final = 1_000_000
"""XML elements of all parts."""
MAX_CELLS: Final = 50_000
"""Cells, and cells covered by merged ranges; a submission has a thousand."""
MAX_FORMULA: Final = 8_192
"""Characters of a formula, which is Excel's own limit."""
MAX_FORMULAS: Final = 8_000_000
"""Characters of all formulas, were each as long as the longest."""
MAX_FORMAT: Final = 255
"""Characters of a number format."""
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 200
"""Where the last cell with something in it may stand."""

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_XML_BEGINS: Final = (b"<", b"\xff", b"\xfe")
"""First bytes of XML, in UTF-8 or UTF-16."""


class _Counter:
    """What the parts seen so far hold."""

    def __init__(self) -> None:
        self._cells = self._elements = self._formulas = self._longest = 0

    def count(self, element: Any) -> None:
        """Takes in one XML element.

        Raises:
            InputError: there are too many by now, or it is a cell too far out.
        """
        name = element.tag.rpartition("}")[2]
        self._elements += 1
        if name == "c":
            self._cells += 1
            if len(element):  # else only a format
                self._check_place(element.get("r", ""))
        elif name == "f":
            self._formula(element.text or "")
        elif name == "numFmt" and len(element.get("formatCode", "")) > MAX_FORMAT:
            raise InputError(diagnostic("too-many-values", limit=MAX_FORMAT))
        elif name in ("mergeCell", "hyperlink"):
            first, _, last = element.get("ref", "").partition(":")
            if (start := _corner(first)) and (end := _corner(last)):
                self._cells += (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)
        if self._cells > MAX_CELLS or self._elements > MAX_ELEMENTS:
            raise InputError(diagnostic("too-many-values", limit=MAX_CELLS))

    def _formula(self, text: str) -> None:
        # One that stands for others has no text; openpyxl writes it out for each of them.
        self._longest = max(self._longest, len(text))
        self._formulas += 1
        if self._longest > MAX_FORMULA or self._longest * self._formulas > MAX_FORMULAS:
            raise InputError(diagnostic("too-many-values", limit=MAX_FORMULA))

    @staticmethod
    def _check_place(reference: str) -> None:
        # A cell may leave out where it stands, and is then beside the one before.
        row, column = _corner(reference) or (1, 1)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            last = Place(MAX_ROWS, MAX_COLUMNS).cell
            cell = Place(row, column).cell
            raise InputError(diagnostic("sheet-too-large", cell=cell, last=last))


def screen(content: bytes) -> None:
    """Lets a packed workbook pass if it has no more than a submission may have.

    Raises:
        InputError: it would unpack into more than any submission has.
        ImportError: defusedxml, which refuses entities and DTDs, isn't installed.
        Exception: whatever zipfile and the XML parser find wrong.
    """
    from defusedxml.ElementTree import iterparse

    counter = _Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_SIZE:
            raise InputError(diagnostic("workbook-too-large", limit=MAX_SIZE // (1024 * 1024)))
        for part in parts:
            with archive.open(part) as stream:
                start = _start(stream)
            if start.startswith(_XML_BEGINS):  # not a picture, say
                with archive.open(part) as stream:
                    _count(counter, iterparse(stream, forbid_dtd=True))


def _start(stream: IO[bytes]) -> bytes:
    """What a part begins with, once blanks are left out."""
    while chunk := stream.read(4096):
        if start := chunk.lstrip(b"\xef\xbb\xbf \t\r\n"):
            return start
    return b""


def _count(counter: _Counter, events: Iterable[tuple[str, Any]]) -> None:
    for _, element in events:
        counter.count(element)
        element.clear()


def _corner(reference: str) -> tuple[int, int] | None:
    """Row and column of ``C7``, ``$C$7`` included; None for anything else."""
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
