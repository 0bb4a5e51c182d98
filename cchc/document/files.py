"""Bytes from a path or standard input."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import BinaryIO, Final

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.errors import InputError
from cchc.text import SURE, nearest

LIMIT: Final = 8 * 1024 * 1024
"""Bytes that a file may have; a submission of every metric has some ten thousand."""

STDIN: Final = "-"

_PIECE: Final = 4096
"""Bytes to ask for at the least, for what has no size, and over what has one."""

_NONBLOCK: Final = getattr(os, "O_NONBLOCK", 0)
_AT_ONCE: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NONBLOCK
"""Opens without waiting: a named pipe that nobody writes to would be waited for for ever."""

MISSING: Final = "not-found"
"""The code of a file that isn't there."""
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_LOOKED_AT: Final = 500
"""Files of a folder among which one of a like name is looked for."""

_REASONS: Final = {
    errno.ENOENT: MISSING,
    errno.ENOTDIR: MISSING,
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
        raise InputError(diagnostic(MISSING), file=path)
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
        raise InputError(_why_unreadable(path, error), file=path) from None
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


def is_address(path: str) -> bool:
    """Whether what was given as a file's name is an address: of a page, a share, a store."""
    return bool(_ADDRESS.match(path))


def _why_unreadable(path: str, error: OSError | ValueError) -> Diagnostic:
    if is_address(path):
        return diagnostic("address-given")
    code = _REASONS.get(getattr(error, "errno", None) or 0)
    if code == MISSING:
        return diagnostic(code, nearest=_nearest(path))
    if code:
        return diagnostic(code)
    return diagnostic("unreadable", reason=getattr(error, "strerror", None) or str(error))


def _nearest(path: str) -> str:
    """A name like that of a missing file, in the folder where it isn't; empty for none."""
    folder, name = os.path.split(path)
    with suppress(OSError), os.scandir(folder or os.curdir) as entries:
        names = [entry.name for entry in islice(entries, _LOOKED_AT)]
        found = nearest(name, names, cutoff=SURE)
        return os.path.join(folder, found) if found else ""
    return ""


def _within_limit(path: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise InputError(diagnostic("too-large", limit=LIMIT // (1024 * 1024)), file=path)
    return content
