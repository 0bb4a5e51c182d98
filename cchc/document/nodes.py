"""The tree that every reader yields: texts, lists and mappings, each with its place.

Scalars stay texts.  Whether ``92,5`` is a share, ``010`` a number or ``yes`` an answer is for
the one who knows what the place is for; no reader guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from cchc.diagnostics import Diagnostic, Place


class Scalar(NamedTuple):
    """A single value as it was written."""

    text: str
    place: Place
    plain: bool = True
    """False where it stood in quotes or as a block, so that it can only be a text."""
    exact: bool = False
    """Whether it is a number of a workbook, in which no sign can group thousands."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written (or YAML's null)."""
        return self.plain and (not self.text.strip() or self.text in ("~", "null", "Null", "NULL"))


scalar: Final = partial(tuple.__new__, Scalar)
"""A scalar from the tuple of its parts, for readers: calling the class takes twice as long."""


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    place: Place


class Mapping(NamedTuple):
    """Keys with values, in the order of the file; no key stands twice."""

    pairs: dict[str, tuple[Scalar, Node]]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of `key`."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None

    def entries(self) -> Iterator[tuple[Scalar, Node]]:
        """Keys, with their places, and values."""
        return iter(self.pairs.values())


Node: TypeAlias = Scalar | Sequence | Mapping


class Document(NamedTuple):
    """A whole file."""

    root: Mapping
    diagnostics: list[Diagnostic]
    """Problems that leave the rest of the file usable, such as a key that stands twice."""
    spoiled: dict[Place, Diagnostic]
    """Keys, by their place, whose value can't be trusted, and the problem that says why."""
    text: str = ""
    """The text it was read from; empty for a workbook."""
    tabular: bool = False
    """Whether it comes from a spreadsheet, where 92,5% may stand as 0.925."""
