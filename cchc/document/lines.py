"""YAML of nothing but lines of ``name: value``, as nearly all files are, read by its lines.

Whatever is not surely of this form is left to `cchc.document.yaml`, which takes it from libyaml's
events and finds the same in what is; properties hold one against the other.  This way takes half as
long, and leaves libyaml out of most runs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import is_normalized

from cchc.diagnostics import Place
from cchc.document.encoding import is_printable
from cchc.document.nodes import Document, Mapping, Node, Scalar, scalar

LONGEST: Final = 16_000
"""Characters of a text that is surely not too large in any way."""

_NAME: Final = r"[A-Za-z_][\w.]{0,99}"
_TEXT: Final = r"[^\W_](?:[\w.%/()+ -]*[\w.%/()+-])?"
"""A value in which no sign has a meaning, wherever it stands."""
_QUOTED: Final = r'"[\w.,:;%/()+ -]*"'
_BRACED: Final = rf"{_NAME}: (?:{_TEXT}|{_QUOTED})"
_LINE: Final = re.compile(
    rf"^(?:( *)({_NAME}):"  # a name, set in or not
    r"(?:( +)(?:"  # a value: bare, in quotes, or in braces
    r"([^\W_](?:[\w.,%/()+ -]*[\w.,%/()+-])?)"
    rf"|({_QUOTED})"
    rf"|(\{{{_BRACED}(?:, {_BRACED})*\}})"
    r"))?(?: +#.*)? *"
    r"| *(?:#.*)?"  # nothing, or a comment
    r"|(.+))\r?$",  # anything else
    re.MULTILINE,
)
_PAIR: Final = re.compile(rf"({_NAME}): (?:({_TEXT})|({_QUOTED}))")

_Pairs = dict[str, tuple[Scalar, Node]]
_place = lru_cache(maxsize=4096)(Place)
"""A place; files of one form have most of theirs in common."""


def read(text: str) -> Document | None:
    """The document that `text` holds, if it is of this form."""
    if len(text) > LONGEST or not is_printable(text) or not is_normalized("NFC", text):
        return None
    if text.count("\r") != text.count("\r\n"):
        return None
    root = _mapping(_LINE.findall(text))
    if not root:
        return None
    first, _ = next(iter(root.values()))
    return Document(Mapping(root, first.place), [], {}, text)


def _mapping(lines: list[tuple[str, ...]]) -> _Pairs | None:
    """What the lines hold, each as what `_LINE` finds in it; None for another form."""
    root: _Pairs = {}
    into, inner = root, 0
    heading: Scalar | None = None
    """The name without a value just read, whose mapping the next line begins."""
    for number, (indent, name, gap, bare, quoted, braced, other) in enumerate(lines, 1):
        if other:
            return None
        if not name:
            continue
        margin = len(indent)
        key = scalar((name, _place(number, margin + 1), True, False))
        if heading and margin:
            into, inner = {}, margin
            root[heading.text], heading = (heading, Mapping(into, key.place)), None
        elif not margin:
            into, inner = root, 0
        if heading or margin != inner or name in into:
            return None
        place = _place(number, margin + len(name) + len(gap) + 2)
        value: Node | None = scalar((bare, place, True, False)) if bare else None
        if not bare:
            value = _quoted(quoted, place) if quoted else _braced(braced, place)
        if value:
            into[name] = key, value
        elif margin or braced:
            return None
        else:
            heading = key
            into[name] = key, key  # until its mapping is there
    return None if heading else root


def _quoted(text: str, place: Place) -> Scalar:
    return Scalar(text[1:-1], place, plain=False)


def _braced(text: str, place: Place) -> Mapping | None:
    """The pairs that stand in braces at `place`; None for none, and where a name stands twice."""
    pairs: _Pairs = {}
    line, start, _ = place
    for match in _PAIR.finditer(text):
        name, bare, quoted = match.groups()
        if name in pairs:
            return None
        at = _place(line, start + match.end(1) + 2)
        key = scalar((name, _place(line, start + match.start()), True, False))
        pairs[name] = key, scalar((bare, at, True, False)) if bare else _quoted(quoted, at)
    return Mapping(pairs, place) if pairs else None
