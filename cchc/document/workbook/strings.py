"""The texts that cells share, and how texts are written in XML."""

from __future__ import annotations

import re
from typing import Final

from cchc.diagnostics import Place
from cchc.document.normal import normal
from cchc.document.workbook.names import locals_of
from cchc.document.workbook.package import Package

_NAMES: Final = locals_of("si", "t", "rPh")
_ESCAPE: Final = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_CODE: Final = re.compile(r"_x(.{4})_")
_BREAK: Final = re.compile(r"\r\n?")


def read_strings(package: Package, part: str) -> list[str] | None:
    """The shared texts as they are stored (see :func:`plain`); None where the part is missing.

    Raises:
        InputError: the part is damaged.
    """
    if part not in package:
        return None
    reader = _Strings()
    package.read(part, reader)
    return reader.found


def plain(text: str, place: Place) -> str:
    """A text stored at `place` as people see it: escapes such as ``_x000D_`` undone, NFC, trimmed.

    Raises:
        InputError: a letter bears more marks than any script has.
    """
    if "_x" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if "\r" in text:
        text = _BREAK.sub("\n", text)
    return normal(text, place).strip()


def _unescaped(match: re.Match[str]) -> str:
    """The characters that a run of escapes stands for; two may make one beyond U+FFFF.

    What controls a terminal, or is half a character, stays as it was written.
    """
    codes = [int(code, 16) for code in _CODE.findall(match[0])]
    try:
        text = b"".join(code.to_bytes(2, "little") for code in codes).decode("utf-16-le")
    except UnicodeDecodeError:
        return match[0]
    return match[0] if any(letter < " " and letter not in "\t\n\r" for letter in text) else text


class _Strings:
    """Takes in shared texts: pieces of one are joined, how they are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._within = False
        self._spoken = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._within = not self._spoken
        elif kind == "si":
            self._pieces = []
        elif kind == "rPh":
            self._spoken += 1

    def end(self, name: str) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._within = False
        elif kind == "si":
            self.found.append("".join(self._pieces))
        elif kind == "rPh":
            self._spoken -= 1

    def text(self, text: str) -> None:
        if self._within:
            self._pieces.append(text)
