"""Bytes from a path or standard input, and text from bytes."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from functools import lru_cache
from typing import BinaryIO, Final

from cchc.diagnostics import Diagnostic, Place, diagnostic, place_at
from cchc.errors import InputError

LIMIT: Final = 8 * 1024 * 1024
"""Bytes that a file may have; a submission of every metric has some ten thousand."""

STDIN: Final = "-"

_PIECE: Final = 4096
"""Bytes to ask for at the least, for what has no size, and over what has one."""

_NONBLOCK: Final = getattr(os, "O_NONBLOCK", 0)
_AT_ONCE: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NONBLOCK
"""Opens without waiting: a named pipe that nobody writes to would be waited for for ever."""

_REASONS: Final = {
    errno.ENOENT: "not-found",
    errno.ENOTDIR: "not-found",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.ELOOP: "symlink-loop",
    errno.EISDIR: "is-directory",
}


def read_bytes(path: str) -> bytes:
    """The content of the file at `path`, or of standard input for ``-``.

    Raises:
        InputError: nothing there, a directory, not a regular file, not permitted, too large, or
            written to while it was read.
    """
    if path == STDIN and sys.stdin is None:
        raise InputError(diagnostic("not-found"), file=path)
    if path == STDIN:
        return _within_limit(path, _all_of(sys.stdin.buffer))
    try:
        # Looking before opening: opening a device can set it in motion.
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            closed = not os.access(path, os.R_OK)
            raise InputError(diagnostic("not-permitted" if closed else "is-directory"), file=path)
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise InputError(diagnostic("not-a-file"), file=path)
        before, content, after = _read(path, pipe=stat.S_ISFIFO(mode))
    except (OSError, ValueError) as error:
        raise InputError(_why_unreadable(error), file=path) from None
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed and stat.S_ISREG(mode):  # a pipe grows as it is written to
        raise InputError(diagnostic("changed-while-read"), file=path)
    return _within_limit(path, content)


@lru_cache(maxsize=1)
def _all_of(stream: BinaryIO) -> bytes:
    """What a stream holds, as far as the limit; it can be read once only, and is asked twice."""
    return stream.read(LIMIT + 1)


def _read(path: str, *, pipe: bool) -> tuple[os.stat_result, bytes, os.stat_result]:
    """What is in the file, up to a byte over the limit, and its state before and after reading.

    Straight from the system: Python's streams ask it twice as much, which shows in ten thousand
    files.
    """
    descriptor = os.open(path, _AT_ONCE)
    try:
        if pipe and _NONBLOCK:
            os.set_blocking(descriptor, True)
        before = os.fstat(descriptor)
        parts: list[bytes] = []
        left = LIMIT + 1
        asked = before.st_size + _PIECE
        while left and (part := os.read(descriptor, min(left, asked))):
            parts.append(part)
            left -= len(part)
            if len(part) < asked and not pipe:  # all there is; a pipe gives what it has so far
                break
        return before, b"".join(parts), os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _why_unreadable(error: OSError | ValueError) -> Diagnostic:
    code = _REASONS.get(getattr(error, "errno", None) or 0)
    if code:
        return diagnostic(code)
    return diagnostic("unreadable", reason=getattr(error, "strerror", None) or str(error))


def _within_limit(path: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise InputError(diagnostic("too-large", limit=LIMIT // (1024 * 1024)), file=path)
    return content


def decode(content: bytes) -> str:
    """Text from UTF-8, or from UTF-16 that says so with a byte order mark.

    Raises:
        InputError: another encoding, by its name where it can be told; or a character that
            controls a terminal.
    """
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16") if utf16 else content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise InputError(_other_encoding(content, error)) from None
    if not utf16 and _has_wide_letters(content):
        raise InputError(diagnostic("utf-16-without-mark", Place(1, 1)))
    refuse_control_characters(text)
    return text


def refuse_control_characters(text: str) -> None:
    """Lets `text` pass only if it is printable.

    Raises:
        InputError: it has a control character, at the place given.
    """
    if is_printable(text):
        return
    # Letter by letter of those that occur: a pattern of all that may would cost more to compile.
    if acting := [letter for letter in set(text) if _acts(letter)]:
        at = min(map(text.index, acting))
        problem = diagnostic("control-character", place_at(text, at), character=text[at])
        raise InputError(problem)


@lru_cache(maxsize=1)  # several ask it of the same text
def is_printable(text: str) -> bool:
    """Whether `text` has only what Python calls printable, and ends of lines.

    Most texts have; the others may still be free of control characters, but have a tab, a space
    that doesn't break or some such.
    """
    return text.replace("\n", "").replace("\r", "").isprintable()


def _acts(letter: str) -> bool:
    """Whether YAML takes a letter for not printable, or it is a byte order mark that is none."""
    return (
        (letter < " " and letter not in "\t\n\r")
        or ("\x7f" <= letter < "\xa0" and letter != "\x85")
        or "\ud800" <= letter <= "\udfff"
        or letter in "\ufeff\ufffe\uffff"
    )


def _other_encoding(content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    from cchc.document.legacy import name_encoding  # only for a mistake

    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return diagnostic("not-utf8", Place(1, 1), byte=f"0x{content[-1]:02X}")
    if _has_wide_letters(content):
        return diagnostic("utf-16-without-mark", Place(1, 1))
    content = content.removeprefix(codecs.BOM_UTF8)
    place = place_at(content[: error.start].decode("utf-8", errors="replace") + "?", -1)
    if not _is_mostly_utf8(content) and (encoding := name_encoding(content)):
        return diagnostic("legacy-encoding", place, encoding=encoding)
    return diagnostic("not-utf8", place, byte=f"0x{content[error.start]:02X}")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether only a letter here and there isn't UTF-8."""
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) > 2 * lost


def _has_wide_letters(content: bytes) -> bool:
    """Whether every other byte or so is zero, as UTF-16 writes what ASCII has."""
    start = content[:200]
    return start.count(0) * 4 > len(start)
