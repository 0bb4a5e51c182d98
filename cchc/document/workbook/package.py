r"""A packed file as parts with names, streamed through an XML parser that refuses what is hostile.

Programs differ in how they spell the names of parts: ``xl/sharedStrings.xml``,
``xl\SharedStrings.xml`` and ``/xl/./sharedStrings.xml`` are one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol
from urllib.parse import unquote
from xml.parsers import expat

from cchc.diagnostics import Place, Term, diagnostic
from cchc.document.workbook.limits import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_NAMES,
    MAX_PACKED,
    MAX_PARTS,
    MAX_SIZE,
    MAX_TAGS,
    MAX_TOKEN,
    too_many,
)
from cchc.errors import InputError

_CHUNK: Final = 64 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,  # another way of packing
    OSError,
    RuntimeError,  # a password
    ValueError,
)
"""What unpacking raises for a damaged archive; lzma's and struct's errors are among the bases."""


class Reader(Protocol):
    """What takes in the XML of one part; names are ``namespace}name``, or the name alone."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


def damaged(part: str, how: str, place: Place | None = None) -> InputError:
    """What is raised for a part that can't be used.

    Args:
        part: its name; empty for the whole file.
        how: the end of a ``damage.`` word of the catalogue.
        place: the cell that needs it, if it is one.
    """
    named, reason = part or Term("damage.file"), Term(f"damage.{how}")
    return InputError(diagnostic("workbook-damaged", place, part=named, reason=reason))


def _too_large() -> InputError:
    return InputError(diagnostic("workbook-too-large", limit=MAX_SIZE // (1024 * 1024)))


def part_name(*names: str) -> str:
    """A part's name without what spellings differ in, but for the case of its letters.

    Args:
        names: a folder and a name that goes from it, or begins with a slash and doesn't.
    """
    parts: list[str] = []
    for written in names:
        name = unquote(written).replace("\\", "/")
        if name.startswith("/"):
            parts = []
        for part in name.split("/"):
            if part == "..":
                del parts[-1:]
            elif part not in ("", "."):
                parts.append(part)
    return "/".join(parts)


class Package:
    """The parts of a packed file by their names (see :func:`part_name`), whatever their case.

    Raises:
        InputError: not an archive, damaged, or it would unpack into more than any submission has.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise damaged("", "archive") from None
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        self._size = MAX_SIZE
        self._unpack(info for info in infos if info.file_size > MAX_PACKED * info.compress_size)
        if len(infos) > MAX_PARTS:
            raise _too_large()
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for info in infos:
            name = part_name(info.filename).lower()
            if name in self._infos:
                self._twice.add(name)
            self._infos[name] = info
        self._tags, self._attributes = MAX_TAGS, MAX_ATTRIBUTES

    def _unpack(self, infos: Iterable[zipfile.ZipInfo]) -> None:
        self._size -= sum(info.file_size for info in infos)
        if self._size < 0:
            raise _too_large()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._infos)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def content_of(self, name: str, size: int = -1) -> bytes:
        """A part, or its first bytes; nothing where it isn't there.

        Raises:
            InputError: it can't be unpacked.
        """
        info = self._infos.get(name.lower())
        if info is None:
            return b""
        try:
            with self._archive.open(info) as stream:
                return stream.read(size)
        except _BROKEN:
            raise damaged(info.filename, "packed") from None

    def read(self, name: str, reader: Reader) -> None:
        """Streams the XML of a part through `reader`.

        Raises:
            InputError: it is missing, damaged, has a DTD, or too much of anything.
        """
        info = self._infos.get(name.lower())
        if info is None:
            raise damaged(name, "missing")
        if name.lower() in self._twice:
            raise damaged(info.filename, "twice")
        self._unpack([info])
        try:
            self._parse(info, reader)
        except expat.ExpatError:
            raise damaged(info.filename, "xml") from None
        except _BROKEN:
            raise damaged(info.filename, "packed") from None

    def _parse(self, info: zipfile.ZipInfo, reader: Reader) -> None:
        known: dict[str, str] = {}
        parser = _parser(reader, known, lambda: damaged(info.filename, "dtd"))
        fed = depth = 0
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                self._tags -= chunk.count(b"<")
                self._attributes -= chunk.count(b"=")
                if self._tags < 0 or self._attributes < 0:
                    raise too_many(MAX_TAGS)
                depth += chunk.count(b"<") - 2 * chunk.count(b"</") - chunk.count(b"/>")
                if depth > MAX_DEPTH:
                    raise too_many(MAX_DEPTH)
                if not fed:
                    chunk = chunk.lstrip(b" \t\r\n")  # before <?xml, where no parser allows it
                parser.Parse(chunk, False)
                fed += len(chunk)
                if len(known) > MAX_NAMES:
                    raise too_many(MAX_NAMES)
                if fed - parser.CurrentByteIndex > MAX_TOKEN + _CHUNK:
                    raise too_many(MAX_TOKEN)
        parser.Parse(b"", True)


def _parser(reader: Reader, known: dict[str, str], refuse: Callable[[], InputError]) -> Any:
    """An XML parser that declares no entity, hence expands none, and opens no other file."""

    def doctype(*_: object) -> None:
        raise refuse()

    parser = expat.ParserCreate(None, "}", known)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    return parser
