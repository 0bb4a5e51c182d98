"""Bytes from a path or standard input, and text from bytes."""

from __future__ import annotations

import codecs
import os
import stat
import sys

from cchc.diagnostics import Place, diagnostic
from cchc.errors import InputError

LIMIT = 8 * 1024 * 1024
"""Bytes that a file may have; a submission of every metric has some ten thousand."""

STDIN = "-"


def read_bytes(path: str) -> bytes:
    """The content of the file at `path`, or of standard input for ``-``.

    Raises:
        InputError: nothing there, a directory, not a regular file, not permitted, or too large.
    """
    if path == STDIN and sys.stdin is None:
        raise InputError(diagnostic("not-found"), file=path)
    if path == STDIN:
        return _within_limit(path, sys.stdin.buffer.read(LIMIT + 1))
    try:
        # Looking before opening: opening a pipe or a device could wait for ever.
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise InputError(diagnostic("is-directory"), file=path)
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise InputError(diagnostic("not-a-file"), file=path)
        with open(path, "rb") as stream:
            return _within_limit(path, stream.read(LIMIT + 1))
    except FileNotFoundError:
        raise InputError(diagnostic("not-found"), file=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(diagnostic("unreadable", reason=reason), file=path) from None


def _within_limit(path: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise InputError(diagnostic("too-large", limit=LIMIT // (1024 * 1024)), file=path)
    return content


def decode(content: bytes) -> str:
    """Text from UTF-8, or from UTF-16 that says so with a byte order mark.

    Raises:
        InputError: another encoding, with the place of the first byte that is not UTF-8.
    """
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf16 else "utf-8"
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        place = Place(
            before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
        )
        byte = f"0x{content[error.start]:02X}"
        raise InputError(diagnostic("not-utf8", place, byte=byte)) from None
