"""What an .ods file holds, once its repeated rows and cells are counted out."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from cchc.diagnostics import Place, diagnostic
from cchc.document.workbook.limits import Room, Screened
from cchc.document.workbook.names import number_of
from cchc.document.workbook.package import Package, damaged
from cchc.errors import InputError

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_EXTENDED: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MANIFEST: Final = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def screen(content: bytes) -> Screened:
    """Lets an .ods file pass if it has no more than a submission may have.

    What passes is packed anew: the parts that bear figures, by their usual names.

    Raises:
        InputError: it is damaged, has a password, or too much.
    """
    package = Package(content)
    if "meta-inf/manifest.xml" in package:
        package.read("meta-inf/manifest.xml", _Manifest())
    reader = _Content()
    package.read("content.xml", reader)
    if not reader.errors:
        raise damaged("content.xml", "no-sheets")
    return Screened(_packed(package.content_of("content.xml")), reader.errors)


def _packed(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return stream.getvalue()


class _Manifest:
    """Refuses parts that are encrypted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition("}")[2] == "encryption-data":
            raise InputError(diagnostic("workbook-encrypted"))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Content:
    """Counts the cells that have something in them, each as often as it stands for."""

    def __init__(self) -> None:
        self.errors: list[dict[tuple[int, int], str]] = []
        self._room = Room()
        self._row, self._rows, self._column, self._columns = 0, 1, 0, 1
        self._is_filled = self._is_error = False
        self._shown: list[str] = []
        self._depth = 0
        """Of what stands within the cell, such as its text."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._begin_cell(attributes)
        elif name == f"{_TABLE}table-row":
            self._rows = number_of(attributes.get(f"{_TABLE}number-rows-repeated")) or 1
            self._column = 0
        elif name == f"{_TABLE}table":
            self._room.begin_sheet()
            self._row = 0
            self.errors.append({})
        elif name.startswith(_TEXT):
            self._depth += 1

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == f"{_TABLE}table-row":
            self._row += self._rows
        elif name.startswith(_TEXT):
            self._depth -= 1

    def text(self, text: str) -> None:
        if self._depth and text.strip():
            self._is_filled = True
            if self._is_error:
                self._shown.append(text)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._columns = number_of(attributes.get(f"{_TABLE}number-columns-repeated")) or 1
        self._is_filled = f"{_OFFICE}value-type" in attributes
        self._is_error = attributes.get(f"{_EXTENDED}value-type") == "error"
        self._shown = []

    def _end_cell(self) -> None:
        first = Place(self._row + 1, self._column + 1)
        self._column += self._columns
        if self._is_filled:
            self._room.take(Place(self._row + self._rows, self._column), self._rows * self._columns)
            if self._is_error and self.errors:
                error = "".join(self._shown) or "#?"
                for row in range(first.line, first.line + self._rows):
                    for column in range(first.column, self._column + 1):
                        self.errors[-1][row, column] = error
        self._is_filled = self._is_error = False
