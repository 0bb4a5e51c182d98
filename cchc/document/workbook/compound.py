"""Microsoft's container of before 2007 (OLE): a small file system of sectors.

Chains of sectors end where the file does, however they are tangled.
"""

from __future__ import annotations

import struct
from itertools import chain
from typing import Final, NamedTuple

_LAST: Final = 0xFFFFFFFA
"""From here on, a number of a sector says that there is none."""
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
"""What stands for a sector that is free, the end of a chain, a sector of the table itself."""
_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR: Final = 4096
"""Bytes of a sector of ours."""
_SMALL: Final = 4096
"""Bytes below which a stream stands in sectors of sectors."""


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class _Compound:
    """The container's tables.

    Raises:
        ValueError: it is damaged.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            shift, small_shift = struct.unpack_from("<HH", content, 30)
            directory, _, _, small, _, more, count = struct.unpack_from("<7I", content, 48)
            self._size = 1 << shift
            if shift not in (9, 12) or small_shift > shift:
                raise ValueError
            sectors = list(struct.unpack_from("<109I", content, 76))
            for _ in range(min(count, len(content) // self._size)):
                numbers = struct.unpack(f"<{self._size // 4}I", self._sector(more))
                sectors += numbers[:-1]
                more = numbers[-1]
            most = len(content) // self._size * 4 // self._size + 2  # four bytes for each sector
            used = [sector for sector in sectors if sector < _LAST][:most]
            table = b"".join(map(self._sector, used))
            self._next = struct.unpack_from(f"<{len(table) // 4}I", table)
            self.entries = list(map(_entry, _cut(self._chain(directory), 128)))
            self._small_next = struct.unpack_from(
                f"<{len(self._chain(small)) // 4}I", self._chain(small)
            )
            self._small_size = 1 << small_shift
        except (struct.error, IndexError, UnicodeDecodeError):
            raise ValueError("damaged") from None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise ValueError("cut short")
        return self._content[start : start + self._size]

    def _chain(self, number: int) -> bytes:
        """The sectors that follow one another from this one; none of them twice."""
        found: list[bytes] = []
        while number < _LAST and len(found) <= len(self._content) // self._size:
            found.append(self._sector(number))
            number = self._next[number]
        return b"".join(found)

    def stream(self, entry: _Entry) -> bytes:
        """What a stream holds, all of it."""
        if entry.size >= _SMALL:
            return _whole(self._chain(entry.start), entry.size)
        within = self._chain(self.entries[0].start)
        number, found = entry.start, bytearray()
        while number < len(self._small_next) and len(found) < entry.size:
            found += within[number * self._small_size :][: self._small_size]
            number = self._small_next[number]
        return _whole(bytes(found), entry.size)

    def of_root(self) -> dict[str, _Entry]:
        """What stands in the container itself, not in a folder of it, by names in lower case."""
        found: dict[str, _Entry] = {}
        waiting, seen = [self.entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number < len(self.entries) and number not in seen:
                seen.add(number)
                entry = self.entries[number]
                found[entry.name.lower()] = entry
                waiting += (entry.left, entry.right)
        return found


def _whole(content: bytes, size: int) -> bytes:
    if len(content) < size:
        raise ValueError("cut short")
    return content[:size]


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content) - size + 1, size)]


def _entry(raw: bytes) -> _Entry:
    length = min(max(struct.unpack_from("<H", raw, 64)[0] - 2, 0), 64)
    left, right, child = struct.unpack_from("<3I", raw, 68)
    start, size = struct.unpack_from("<2I", raw, 116)
    name = raw[:length].decode("utf-16-le", errors="replace")
    return _Entry(name, left, right, child, start, size)


def names_of(content: bytes) -> frozenset[str]:
    """The names in a container, in lower case; none where it is damaged."""
    try:
        return frozenset(_Compound(content).of_root())
    except (ValueError, IndexError):
        return frozenset()


def pack(name: str, stream: bytes) -> bytes:
    """A container of one stream, in which no chain can be tangled."""
    count = max(-(-len(stream) // _SECTOR), 1)
    tables = -(-(count + 1) // (_SECTOR // 4 - 1))
    first = tables + 1  # behind the tables and the directory
    table = [_TABLE] * tables + [_END, *range(first + 1, first + count), _END]
    table += [_FREE] * (tables * _SECTOR // 4 - len(table))
    places = [*range(tables), *[_FREE] * 109][:109]
    head = (0x3E, 4, 0xFFFE, 12, 6), (1, tables, tables, 0, _SMALL, _END, 0, _END, 0), places
    header = struct.pack("<8s16x5H6x9I109I", _MAGIC, *chain.from_iterable(head))
    # calamine wants the root to begin somewhere, though it is empty: at the directory's end.
    directory = _packed_entry("Root Entry", 5, 1, tables, 0)
    directory += _packed_entry(name, 2, _FREE, first, count * _SECTOR)
    parts = header, struct.pack(f"<{len(table)}I", *table), directory, stream
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _packed_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = struct.pack("<64sH2B3I", letters, len(letters) + 2, kind, 1, _FREE, _FREE, child)
    return head + struct.pack("<36xIQ", start, size)


def stream_of(content: bytes, *names: str) -> bytes:
    """What the first stream that has one of the names holds; empty where none has.

    Raises:
        ValueError: the container is damaged.
    """
    try:
        compound = _Compound(content)
        found = compound.of_root()
        entry = next((found[name] for name in names if name in found), None)
        return compound.stream(entry) if entry else b""
    except IndexError:
        raise ValueError("damaged") from None
