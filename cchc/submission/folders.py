"""Which files the arguments of a command mean: files, folders, patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import UsageError
from cchc.submission.documents import TABLES, WORKBOOKS

SUFFIXES: Final = TABLES | WORKBOOKS | {".yaml", ".yml", ".xls", ".xlsb", ".ods"}
"""Names of files that somebody sends as figures; those that can't be read are told how to be."""
_LOCK: Final = "~$"
"""How the names begin of the files that Office keeps beside those it has open."""


class Found(NamedTuple):
    """The files to read, in a stable order."""

    files: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    """What lies in the folders beside them and can't be figures by its name."""


def find_files(arguments: Sequence[str]) -> Found:
    """The files that `arguments` mean, each once: in the order given, within a folder by name.

    A folder stands for all files of figures below it; hidden ones and links to folders are left
    out.  What looks like a pattern and is no file's name is one (``**`` means any folders).

    Raises:
        UsageError: a folder without a file of figures, or a pattern that matches nothing.
    """
    files: dict[str, str] = {}
    skipped: list[str] = []
    for argument in arguments:
        for named in _matches(argument):
            found = _folder(named) if _is_folder(named) else Found((named,))
            for file in found.files:
                files.setdefault(file if file == STDIN else os.path.abspath(file), file)
            skipped += found.skipped
    return Found(tuple(files.values()), tuple(dict.fromkeys(skipped)))


def _is_folder(path: str) -> bool:
    return path != STDIN and "\0" not in path and os.path.isdir(path)


def _matches(argument: str) -> list[str]:
    if argument == STDIN or "\0" in argument or os.path.lexists(argument):
        return [argument]
    if not glob.has_magic(argument):
        return [argument]  # nothing there, which reading it will say
    found = [
        path
        for path in sorted(glob.glob(argument, recursive=True))
        if not os.path.basename(path).startswith(_LOCK)
    ]
    if not found:
        raise UsageError(diagnostic("usage-no-match", pattern=argument))
    return found


def _folder(path: str) -> Found:
    """The files of figures below the folder at `path`; at least one."""
    below = sorted(_below(path), key=lambda file: file.split(os.sep))
    files = [file for file in below if _is_readable(file)]
    if not files:
        raise UsageError(diagnostic("usage-empty-folder", folder=path))
    return Found(tuple(files), tuple(file for file in below if not _is_readable(file)))


def _is_readable(file: str) -> bool:
    # A folder that can't be opened is among the files, so that reading it says so.
    return is_figures(file) or os.path.isdir(file)


def is_figures(name: str) -> bool:
    """Whether a file may hold figures by its name."""
    return os.path.splitext(name)[1].lower() in SUFFIXES


def _below(path: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(path))
    except OSError:
        yield path
        return
    for entry in entries:
        if entry.name.startswith((".", _LOCK)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            yield entry.path
