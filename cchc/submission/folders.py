"""Which files the arguments of a command mean: files, folders, patterns.

``**`` goes through no link to a folder, nor does a folder given: a link that leads back up would
give every file forty names.  Files that can't be reports by their names are noted where a folder or
a pattern such as ``*`` meant them, and read where they, or their suffix, were named.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN, is_address
from cchc.errors import UsageError
from cchc.submission import ignored
from cchc.submission.documents import TABLES, WORKBOOKS
from cchc.submission.ignored import ALL, Excluded
from cchc.submission.model import Submission

SUFFIXES: Final = TABLES | WORKBOOKS | {".yaml", ".yml", ".xls", ".xlsb", ".ods"}
"""Names of files that somebody sends as figures; those that can't be read are told how to be."""
_LOCK: Final = "~$"
"""How the names begin of the files that Office keeps beside those it has open."""
_SEPARATOR: Final = f"[{re.escape(os.sep + (os.altsep or ''))}]"
_ANY_FOLDERS: Final = re.compile(rf"(?:^|(?<={_SEPARATOR}))\*\*(?:{_SEPARATOR}+|$)")


class Found(NamedTuple):
    """The files to read, in a stable order."""

    files: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    """What lies in the folders beside them and can't be figures by its name."""


def find_files(arguments: Sequence[str], exclude: Excluded = ALL) -> Found:
    """The files that `arguments` mean, each once: in the order given, within a folder by name.

    A folder stands for all files of figures below it; hidden ones and links to folders are left
    out, and so is what `exclude` or a file of Git's says (see `cchc.submission.ignored`).  What
    looks like a pattern and is no file's name is one (``**`` means any folders).

    Raises:
        UsageError: a folder without a file of figures, or a pattern that matches none.
    """
    if len(arguments) == 1:
        return _meant(arguments[0], exclude)
    files: dict[str, str] = {}
    skipped: dict[str, str] = {}
    for argument in arguments:
        found = _meant(argument, exclude)
        for file in found.files:
            files.setdefault(identity(file), file)
        for file in found.skipped:
            skipped.setdefault(identity(file), file)
    left = [file for identity, file in skipped.items() if identity not in files]
    return Found(tuple(files.values()), tuple(left))


def identity(file: str) -> str:
    """What is equal for two names of one file; on Windows, capitals make no difference."""
    return file if file == STDIN or "\0" in file else os.path.normcase(os.path.abspath(file))


def _meant(argument: str, exclude: Excluded) -> Found:
    """What one argument means."""
    if argument == STDIN or "\0" in argument:
        return Found((argument,))
    if os.path.isdir(argument):
        found = figures_below(argument, exclude)
        if not found.files:
            raise UsageError(diagnostic("usage-empty-folder", folder=argument))
        return found
    if os.path.lexists(argument) or not glob.has_magic(argument) or is_address(argument):
        return Found((argument,))  # where there is nothing, reading it will say so
    found = _matching(argument, exclude)
    if not found.files:
        raise UsageError(diagnostic("usage-no-match", pattern=argument))
    return found


def _matching(pattern: str, exclude: Excluded) -> Found:
    """The files that `pattern` matches, and those of figures in the folders that it matches.

    Where it doesn't say how the names end, those are skipped that can't be figures.
    """
    suffix = os.path.splitext(pattern)[1]
    asked_for = bool(suffix) and not glob.has_magic(suffix)
    files: list[str] = []
    skipped: list[str] = []
    for path in _by_name(_matches(pattern)):
        if os.path.isdir(path) and not os.path.islink(path):
            below = figures_below(path, exclude)
            files += below.files
            skipped += below.skipped
        elif asked_for or is_figures(path):
            files.append(path)
        elif not os.path.isdir(path):
            skipped.append(path)
    return Found(tuple(files), tuple(skipped))


def _matches(pattern: str) -> set[str]:
    """The paths that `pattern` matches.

    As `glob` would have it, but for ``**``, which here goes through no link to a folder: one that
    leads back up would give every file forty names.
    """
    stars = _ANY_FOLDERS.search(pattern)
    if not stars:
        found = glob.glob(pattern)
        return {path for path in found if not os.path.basename(path).startswith(_LOCK)}
    before, after = pattern[: stars.start()], pattern[stars.end() :]
    paths: set[str] = set()
    for top in glob.glob(before) if glob.has_magic(before) else [before]:
        if not os.path.isdir(top or os.curdir):
            continue
        if not after:
            paths.add(top or os.curdir)
            continue
        walked = _walk(top)
        paths.update(walked.closed)
        for folder in walked.folders:
            paths |= _matches(os.path.join(glob.escape(folder), after))
    return paths


def figures_below(folder: str, exclude: Excluded = ALL) -> Found:
    """The files below `folder`: those of figures, and the others.

    A folder that can't be opened is among the files, so that reading it says so.
    """
    walked = _walk(folder, exclude)
    files = list(walked.closed)
    others: list[str] = []
    for file in walked.files:
        (files if is_figures(file) else others).append(file)
    return Found(tuple(_by_name(files)), tuple(_by_name(others)))


def would_find(arguments: Sequence[str], file: str) -> bool:
    """Whether `file`, once it is there, is found as figures in a folder of the `arguments`."""
    if not is_figures(file):
        return False
    path = os.path.normcase(os.path.realpath(file))
    for folder in filter(os.path.isdir, arguments):
        top = os.path.join(os.path.normcase(os.path.realpath(folder)), "")
        below = path.removeprefix(top)
        if below != path and not any(part.startswith(".") for part in below.split(os.sep)):
            return True
    return False


def is_passed_over(submission: Submission, arguments: Iterable[str]) -> bool:
    """Whether it is something else that a folder holds; what was named is always read."""
    if not submission.is_foreign:
        return False
    return identity(submission.file) not in map(identity, arguments)


def is_figures(name: str) -> bool:
    """Whether a file may hold figures by its name."""
    return os.path.splitext(name)[1].lower() in SUFFIXES


def _by_name(paths: Iterable[str]) -> list[str]:
    """`paths` in the order of their names, folder by folder."""
    return sorted(paths, key=lambda path: path.split(os.sep))


class _Walked(NamedTuple):
    """What is below a folder, itself included."""

    folders: list[str]
    files: list[str]
    closed: list[str]
    """Folders that can't be opened."""


def _walk(top: str, exclude: Excluded = ALL) -> _Walked:
    """All below `top` but what is hidden or excluded, and what links to folders lead to."""
    walked = _Walked([], [], [])
    waiting = [(top, ignored.above(top, exclude))]
    while waiting:
        folder, rules = waiting.pop()
        try:
            with os.scandir(folder or os.curdir) as listed:
                entries = list(listed)
        except OSError:
            walked.closed.append(folder)
            continue
        walked.folders.append(folder)
        names = {entry.name for entry in entries}
        if ignored.IGNORE in names:
            rules = rules.within(folder)
        for entry in entries:
            path = os.path.join(folder, entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith((".", _LOCK)) or rules.leave_out(path, is_folder=is_folder):
                continue
            if is_folder:
                if not _is_tools_own(entry.name, path):
                    waiting.append((path, rules))
            elif not (entry.is_symlink() and os.path.isdir(path)):
                walked.files.append(path)
    return walked


def _is_tools_own(name: str, folder: str) -> bool:
    """Whether a folder holds what tools have installed: packages, a virtual environment."""
    return name == "node_modules" or os.path.exists(os.path.join(folder, "pyvenv.cfg"))
