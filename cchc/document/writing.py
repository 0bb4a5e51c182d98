"""Bytes to a new file, which is there whole or not at all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import BinaryIO, Final

from cchc.diagnostics import diagnostic
from cchc.errors import UsageError

_BEGIN: Final = ".cchc-"
_END: Final = ".part"
_NEIGHBOUR: Final = re.compile(rf"{re.escape(_BEGIN)}[a-z0-9_]{{8}}{re.escape(_END)}")
"""Names of files that are being written."""
_BINARY: Final = getattr(os, "O_BINARY", 0)


def write_bytes(path: str, content: bytes, *, force: bool) -> None:
    """Writes a whole file or nothing; as :func:`new_file`, which see.

    Args:
        path: the file to write.
        content: what to write.
        force: whether a file that is there already may be replaced.
    """
    with new_file(path, force=force) as stream:
        stream.write(content)


@contextmanager
def new_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write: it goes to a neighbour, which takes the name once all of it is there.

    What earlier runs that were killed have left in the folder is swept away.

    Args:
        path: the file to write.
        force: whether a file that is there already may be replaced.

    Raises:
        UsageError: there is no such folder; what has the name is no file; or it is there already
            and `force` is not set.
        OSError: it can't be written; nothing is left behind.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        raise UsageError(diagnostic("usage-no-folder", folder=os.path.dirname(path)))
    if not force and os.path.lexists(path):
        raise UsageError(diagnostic("usage-file-exists", file=path))
    if os.path.lexists(target) and not os.path.isfile(target):  # a folder, a device, a pipe
        raise UsageError(diagnostic("usage-output-not-file", file=path))
    _sweep(folder)
    with _neighbour(folder) as (stream, neighbour):
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        os.chmod(neighbour, 0o666 & ~_umask())
        if sys.platform == "win32":  # where a file that is open can't be renamed
            stream.close()
        _take_name(neighbour, target, force=force)


@contextmanager
def _neighbour(folder: str) -> Iterator[tuple[BinaryIO, str]]:
    """A new file in `folder` that no other run sweeps away, and its path; gone in the end."""
    while True:
        path = os.path.join(folder, f"{_BEGIN}{os.urandom(4).hex()}{_END}")
        try:
            # A signal may end the run at any moment, so the file is made where it is removed.
            descriptor = _create(path)
            if descriptor is None:
                path = ""  # another run's
                continue
            with open(descriptor, "wb") as stream:
                _lock(descriptor)
                if os.path.lexists(path):  # else another run swept before it was locked
                    yield stream, path
                    return
        finally:
            with suppress(FileNotFoundError):
                os.unlink(path)


def _create(path: str) -> int | None:
    """A new file's descriptor; None where there is one of this name."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    except FileExistsError:
        return None


@lru_cache(maxsize=64)  # once a run
def _sweep(folder: str) -> None:
    """Removes from `folder` what runs have left that were killed while they wrote."""
    with suppress(OSError), os.scandir(folder) as listed:
        for entry in listed:
            if _NEIGHBOUR.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):  # a run is writing it, or it isn't ours to remove
                    _remove_left(entry.path)


if sys.platform == "win32":
    # A file that is open can't be removed there, nor renamed; so it is closed for a moment.
    _MOMENT: Final = 60
    """Seconds."""

    def _lock(descriptor: int) -> None:
        pass

    def _remove_left(neighbour: str) -> None:
        from tempfile import TemporaryFile

        with TemporaryFile(dir=os.path.dirname(neighbour)) as fresh:  # has the time of the disk
            now = os.fstat(fresh.fileno()).st_mtime
        if now - os.stat(neighbour).st_mtime > _MOMENT:
            os.unlink(neighbour)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Locks a file for as long as a process has it open: this one, or one forked from it."""
        with suppress(OSError):  # where nothing can be locked, nothing is swept either
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _remove_left(neighbour: str) -> None:
        descriptor = os.open(neighbour, os.O_RDWR | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(neighbour)
        finally:
            os.close(descriptor)


def _take_name(neighbour: str, target: str, *, force: bool) -> None:
    """Gives `neighbour` the name `target`; without `force`, only if nobody has it by now."""
    if force:
        os.replace(neighbour, target)
        return
    try:
        os.link(neighbour, target)
    except FileExistsError:
        raise UsageError(diagnostic("usage-file-exists", file=target)) from None
    except OSError:  # a file system without links
        os.replace(neighbour, target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
