"""What to pass over in folders: by patterns, and by the files in which Git keeps such patterns."""

from __future__ import annotations

import os
from typing import Any, Final, NamedTuple

IGNORE: Final = ".gitignore"
_REPOSITORY: Final = ".git"


class Excluded(NamedTuple):
    """Patterns as in ``.gitignore``."""

    patterns: tuple[str, ...] = ()
    folder: str = ""
    """Where they count from; empty for the working folder."""


ALL: Final = Excluded()
"""Nothing is excluded."""


class _Patterns(NamedTuple):
    folder: str
    """Absolute, with a separator at its end."""
    spec: Any
    """A `pathspec.GitIgnoreSpec`."""

    def verdict(self, path: str) -> bool | None:
        """Whether they leave `path` out; None where they don't speak of it."""
        if not path.startswith(self.folder):
            return None
        found: bool | None = self.spec.check_file(path[len(self.folder) :]).include
        return found


class Rules(NamedTuple):
    """All patterns that hold for a folder, the innermost last."""

    found: tuple[_Patterns, ...] = ()
    excluded: _Patterns | None = None

    def within(self, folder: str) -> Rules:
        """These, and what the folder's own file adds."""
        try:
            with open(os.path.join(folder, IGNORE), "rb") as stream:
                lines = stream.read().decode(errors="replace").splitlines()
        except OSError:  # nobody may read it, so nobody meant us to
            return self
        return self._replace(found=(*self.found, _patterns(folder, lines)))

    def leave_out(self, path: str, *, is_folder: bool) -> bool:
        """Whether `path` is to be passed over; of several patterns the innermost decides."""
        if not self.found and self.excluded is None:
            return False
        path = os.path.abspath(path) + (os.sep if is_folder else "")
        if self.excluded and self.excluded.verdict(path):
            return True
        verdicts = (patterns.verdict(path) for patterns in reversed(self.found))
        return next((verdict for verdict in verdicts if verdict is not None), False)


def above(folder: str, exclude: Excluded) -> Rules:
    """What holds for `folder` before its own file is read: of the repository around it."""
    rules = Rules(
        excluded=_patterns(exclude.folder, exclude.patterns) if exclude.patterns else None
    )
    outer: list[str] = []
    here = os.path.abspath(folder)
    while not os.path.exists(os.path.join(here, _REPOSITORY)):
        up = os.path.dirname(here)
        if up == here:
            return rules  # no repository, whose files would be none of ours
        outer.append(up)
        here = up
    for one in reversed(outer):
        if os.path.isfile(os.path.join(one, IGNORE)):
            rules = rules.within(one)
    return rules


def _patterns(folder: str, lines: list[str] | tuple[str, ...]) -> _Patterns:
    from pathspec import GitIgnoreSpec  # what few folders need

    return _Patterns(os.path.join(os.path.abspath(folder), ""), GitIgnoreSpec.from_lines(lines))
