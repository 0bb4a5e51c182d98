"""The everyday form of a YAML file, read by its lines, with libyaml to vouch for it.

Most files have nothing but lines of ``name: value``, some of them set in.  libyaml still parses
such a file from end to end, but makes no object of what it finds; it only counts, and what is
read here is used only if it counts the same.  Making an object of each event took half of the
time of a run over ten thousand files.  Whatever is not of this form is left to the other reader.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

import yaml

from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar

LONGEST: Final = 16_000
"""Characters of a text that is surely not too large in any way; longer ones are read with care."""

_LINE: Final = re.compile(
    r" *(?:#.*)?"  # nothing, or a comment
    r"|( *)([A-Za-z_][\w.]*):"  # a name, set in or not
    r"(?:( +)([^\W_](?:[\w.,%/()+ -]*[\w.,%/()+-])?))?"  # a value in which no sign has a meaning
    r"(?: +#.*)? *"
)
_ENVELOPE: Final = 6
"""Events that begin and end the stream, the document and its mapping."""


class _Line(NamedTuple):
    """One line."""

    margin: int
    """Spaces that it is set in by."""
    name: str
    """Empty for a line with nothing but a comment."""
    pair: tuple[Scalar, Node]
    """Name and value in their places; twice the name where there is no value."""
    is_heading: bool
    """Whether it has a name without a value."""


_NOTHING: Final = _Line(0, "", (Scalar("", Place(0, 0)),) * 2, False)


@lru_cache(maxsize=16_384)  # files of one form have most of their lines in common
def _line(text: str, number: int) -> _Line | None:
    """The line of this number; None for one of another form."""
    found = _LINE.fullmatch(text.removesuffix("\r"))
    if not found:
        return None
    indent, name, gap, value = found.groups(default="")
    if not name:
        return _NOTHING
    key = Scalar(name, Place(number, len(indent) + 1))
    if not value:
        return _Line(len(indent), name, (key, key), True)
    place = Place(number, len(indent) + len(name) + len(gap) + 2)
    return _Line(len(indent), name, (key, Scalar(value, place)), False)


def read(text: str) -> Mapping | None:
    """What `text` holds, if it is of the everyday form.

    It has to be printable and in normal form NFC, so that only line feeds and carriage returns
    end its lines.
    """
    if len(text) > LONGEST or text.count("\r") != text.count("\r\n"):
        return None
    root = _mapping(text.split("\n"))
    if root is None:
        return None
    try:
        return root if yaml.CSafeLoader(text).raw_parse() == _events(root) else None
    except (AttributeError, yaml.YAMLError):  # without libyaml; not YAML
        return None


def _mapping(lines: list[str]) -> Mapping | None:
    """What the lines hold; None for another form."""
    root: dict[str, tuple[Scalar, Node]] = {}
    into, inner = root, 0
    heading: Scalar | None = None
    """The name without a value just read, whose mapping the next line begins."""
    for line in map(_line, lines, count(1)):
        if line is None:
            return None
        margin, name, pair, is_heading = line
        if not name:
            continue
        if heading:
            if not margin:
                return None
            into, inner = {}, margin
            root[heading.text] = heading, Mapping(into, pair[0].place)
            heading = None
        elif not margin:
            into, inner = root, 0
        if margin != inner or name in into:
            return None
        into[name] = pair
        if is_heading:
            if margin:
                return None
            heading = pair[0]
    if heading or not root:
        return None
    return Mapping(root, next(iter(root.values()))[0].place)


def _events(root: Mapping) -> int:
    """How many events libyaml has to find: each name and value is one, each mapping two."""
    inside = [value.pairs for _, value in root.entries() if type(value) is Mapping]
    return _ENVELOPE + 2 * len(root.pairs) + len(inside) + 2 * sum(map(len, inside))
