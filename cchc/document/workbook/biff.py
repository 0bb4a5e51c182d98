"""What an .xls file holds, record by record, before a library makes room for it."""

from __future__ import annotations

import struct
from typing import Final

from cchc.diagnostics import Place, diagnostic
from cchc.document.workbook.compound import pack, stream_of
from cchc.document.workbook.limits import Room, Screened
from cchc.document.workbook.package import damaged
from cchc.errors import InputError

_BEGIN, _SHEET, _ENCRYPTED, _STRINGS, _SIZE = 0x0809, 0x0085, 0x002F, 0x00FC, 0x0200
_FORMULA, _ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_MOST_STRINGS: Final = 3_000_000
_CELLS: Final = frozenset((_FORMULA, 0x0203, 0x027E, 0x00FD, 0x0204, _ERROR, 0x00D6))
"""Records of one cell with something in it, which begin with its row and column, from 0."""
_NAMES: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip


def screen(content: bytes) -> Screened:
    """Lets an .xls file pass if it has no more than a submission may have.

    What passes is packed anew: a library might follow a tangled chain of sectors for ever.

    Raises:
        InputError: it is damaged, has a password, or too much.
    """
    try:
        records = _Records(stream_of(content, "workbook", "book"))
        return Screened(pack("Workbook", bytes(records.stream)), records.errors)
    except (ValueError, struct.error, IndexError):
        raise damaged("", "unreadable") from None


class _Records:
    """Goes through the records of the workbook's stream.

    Raises:
        ValueError: there is no such stream, or a sheet begins where no record does.
    """

    def __init__(self, stream: bytes) -> None:
        self.stream = bytearray(stream)
        """The stream without what a library would make room by."""
        self._room = Room()
        self._sheets: dict[int, int] = {}
        """Numbers of sheets by where their records begin."""
        self.errors: list[dict[tuple[int, int], str]] = []
        self._here: dict[tuple[int, int], str] = {}
        at, begun = 0, set()
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, at)
            data = stream[at + 4 : at + 4 + length]
            if kind == _SIZE:
                self.stream[at + 4 : at + 4 + length] = bytes(len(data))
            elif kind == _BEGIN:
                begun.add(at)
            self._record(kind, at, data)
            at += 4 + length
        if not self._sheets or not self._sheets.keys() <= begun:
            raise ValueError("sheets that are not there")

    def _record(self, kind: int, at: int, data: bytes) -> None:
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            self._cell(row + 1, column + 1)
            if error := _error(kind, data):
                self._here[row + 1, column + 1] = error
        elif kind == _SEVERAL:
            row, first = struct.unpack_from("<HH", data)
            (last,) = struct.unpack_from("<H", data, len(data) - 2)
            self._cell(row + 1, max(first, last) + 1, max(1, last - first + 1))
        elif kind == _BEGIN:
            self._room.begin_sheet()
            number = self._sheets.get(at)
            self._here = {} if number is None else self.errors[number]
        elif kind == _SHEET:
            self._sheets[struct.unpack_from("<I", data)[0]] = len(self.errors)
            self.errors.append({})
        elif kind == _ENCRYPTED:
            raise InputError(diagnostic("workbook-encrypted"))
        elif kind == _STRINGS and struct.unpack_from("<I", data, 4)[0] > _MOST_STRINGS:
            raise ValueError("more texts than bytes")

    def _cell(self, row: int, column: int, cells: int = 1) -> None:
        self._room.take(Place(row, column), cells)


def _error(kind: int, data: bytes) -> str:
    """The error that a cell shows, typed or computed; empty for none."""
    if kind == _ERROR and len(data) >= 8 and data[7]:
        return _NAMES.get(data[6], "#?")
    if kind == _FORMULA and len(data) >= 14 and data[6] == 2 and data[12:14] == b"\xff\xff":
        return _NAMES.get(data[8], "#?")
    return ""
