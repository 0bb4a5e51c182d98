"""TOML as the standard library reads it, with the places of the keys, which it doesn't tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from cchc.diagnostics import Place, diagnostic, lines_of, place_at
from cchc.errors import InputError

_WHERE: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_NAME: Final = r"""(?<![\w-])["']?{}["']?(?![\w-])"""


class Toml(NamedTuple):
    """What a text holds, and the text itself, to find places in."""

    values: Mapping[str, Any]
    text: str

    def table(self, *path: str) -> Mapping[str, Any] | None:
        """The table of this path; None where there is none."""
        return _inside(self.values, path)

    def place(self, *path: str) -> Place:
        """Where the key of this path stands: the first line without which it isn't there."""
        lines = lines_of(self.text)
        name = re.compile(_NAME.format(re.escape(path[-1])))
        for number, line in enumerate(lines, 1):
            # Within a text of several lines, what looks like the key is none.
            if (found := name.search(line)) and not self._has(path, lines[: number - 1]):
                end = next(
                    (n for n in range(number, len(lines) + 1) if _parsed(lines[:n]) is not None),
                    number,
                )
                if self._has(path, lines[:end]):
                    return Place(number, found.start() + 1)
        return Place(1, 1)

    @staticmethod
    def _has(path: tuple[str, ...], lines: list[str]) -> bool:
        values = _parsed(lines)
        return values is not None and path[-1] in (_inside(values, path[:-1]) or {})


def parse(text: str) -> Toml:
    """What `text` holds.

    Raises:
        InputError: not TOML; with the place where it ceases to be.
    """
    try:
        return Toml(tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        place = Place(int(where[1]), int(where[2])) if where else place_at(text, len(text))
        raise InputError(diagnostic("toml-syntax", place)) from None


def _parsed(lines: list[str]) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _inside(values: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any] | None:
    for name in path:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return None
        values = inner
    return values
