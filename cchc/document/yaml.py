"""YAML to a document, straight from libyaml's parse events.

Only the events are used, not PyYAML's constructors: those would resolve ``yes``, ``010`` and
``12:30`` to things nobody meant, drop positions and duplicate keys, and take two
thirds more time.  Anchors, aliases, tags and further documents have no use in a file of figures
and are refused, which also makes alias bombs harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import yaml

from cchc.diagnostics import Diagnostic, Place, diagnostic, lines_of
from cchc.document.encoding import refuse_control_characters
from cchc.document.look_alikes import Repaired, repair
from cchc.document.nodes import Document, Mapping, Node, Scalar, Sequence, scalar
from cchc.document.normal import normal
from cchc.errors import InputError

MAX_DEPTH: Final = 40
"""Levels of nesting; a plan uses six."""
MAX_NODES: Final = 50_000
"""Texts, lists and mappings of a file; a plan has some five thousand."""

_TOO_DEEP: Final = "nesting depth"
"""Words of libyaml that tell of its own limit."""

_ScalarEvent: Any = yaml.ScalarEvent
_AliasEvent: Any = yaml.AliasEvent
_MappingEndEvent: Any = yaml.MappingEndEvent
# libyaml where the wheel has it (all common platforms); the pure parser gives the same events.
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def parse(text: str) -> Document:
    """The document that `text` holds.

    Raises:
        InputError: not YAML, empty, more than one document, or larger than any file of figures.
    """
    refuse_control_characters(text)
    return _read(repair(text), text)


def _read(repaired: Repaired, text: str, end: int | None = None) -> Document:
    """The document that `text` holds, which is read `repaired`, and up to `end` only."""
    builder = _Builder(repaired, end)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if end is None and mark and _TOO_DEEP in (getattr(error, "problem", None) or ""):
            # libyaml scans a line further than its events have come, and since 0.2.6 counts levels
            # there to a limit of its own. Ours is lower: what is in front of that place exceeds it.
            return _read(repaired, text, mark.index)
        raise InputError(*builder.diagnostics, _syntax_error(error, builder, text)) from None
    return Document(root, builder.diagnostics, builder.spoiled, text)


_place = lru_cache(maxsize=4096)(Place)
"""A place; files of one form have most of theirs in common."""


class _Builder:
    """Builds nodes from events by recursive descent."""

    def __init__(self, repaired: Repaired, end: int | None) -> None:
        self._at = repaired.place if repaired.shifts else _place
        self.diagnostics = [*repaired.diagnostics]
        self.spoiled: dict[Place, Diagnostic] = {}
        self._nodes = 0
        self._next = _Parser(repaired.text[:end]).get_event

    def place(self, mark: Any) -> Place:
        """Where a mark of the parser is in the text as it was written."""
        return self._at(mark.line + 1, mark.column + 1)

    def document(self) -> Mapping:
        self._next()  # start of stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise InputError(diagnostic("empty"))
        root = self._node(self._next(), MAX_DEPTH)
        if isinstance(root, Scalar) and root.is_empty:
            raise InputError(*self.diagnostics, diagnostic("empty"))
        if not isinstance(root, Mapping):
            raise InputError(*self.diagnostics, diagnostic("not-a-mapping", root.place))
        self._next()  # end of document
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise InputError(
                *self.diagnostics, diagnostic("several-documents", self.place(event.start_mark))
            )
        return root

    def _node(self, event: Any, depth: int) -> Node:
        mark = event.start_mark
        place = self._at(mark.line + 1, mark.column + 1)
        if event.anchor or event.tag:
            for problem in _misuse(event, place):
                self._spoil(place, problem)
        kind = type(event)
        if kind is _ScalarEvent:
            text = event.value
            text = text if text.isascii() else normal(text, place)
            return scalar((text, place, not event.style, False))
        if kind is _AliasEvent:
            return Scalar("", place)
        if not depth:
            raise InputError(diagnostic("too-deep", place, limit=MAX_DEPTH))
        if kind is yaml.SequenceStartEvent:
            return self._sequence(place, depth - 1)
        return self._mapping(place, depth - 1)

    def _spoil(self, place: Place, problem: Diagnostic) -> None:
        self.diagnostics.append(problem)
        self.spoiled[place] = problem

    def _sequence(self, place: Place, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
            self._nodes += 1
            if self._nodes > MAX_NODES:
                raise InputError(diagnostic("too-many-values", place, limit=MAX_NODES))
        return Sequence(items, place)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        following, node = self._next, self._node
        while type(event := following()) is not _MappingEndEvent:
            key = node(event, depth)
            event = following()
            value = node(event, depth)
            self._nodes += 2
            if self._nodes > MAX_NODES:
                raise InputError(diagnostic("too-many-values", value.place, limit=MAX_NODES))
            if isinstance(key, Scalar) and key.text not in pairs:
                pairs[key.text] = key, value
                if event.anchor or event.tag:
                    for problem in _misuse(event, self.place(event.start_mark)):
                        self.spoiled[key.place] = problem
            else:
                self._refuse(key, pairs)
        return Mapping(pairs, place)

    def _refuse(self, key: Node, pairs: dict[str, tuple[Scalar, Node]]) -> None:
        """Reports a key that is none, or that `pairs` has already."""
        if isinstance(key, Scalar):
            first = pairs[key.text][0].place
            problem = diagnostic("duplicate-key", key.place, key=key.text, first=first)
            self._spoil(first, problem)
        else:
            self._spoil(key.place, diagnostic("yaml-key", key.place))


def _misuse(event: Any, place: Place) -> Iterator[Diagnostic]:
    """What a figure has no use for: an alias, an anchor or a tag."""
    if event.anchor:
        yield diagnostic("yaml-anchor", place, name=event.anchor)
    elif event.tag != "!":
        yield diagnostic("yaml-tag", place, tag=event.tag)


_SYNTAX: Final = (
    # A part of libyaml's words, the code, whether the mistake began where its context began.
    ("tab", "yaml-tab", False),
    ("found unexpected end of stream", "yaml-unclosed-quote", True),
    ("could not find expected ':'", "yaml-colon", True),
    ("mapping values are not allowed", "yaml-second-colon", False),
    ("did not find expected ',' or", "yaml-unclosed-bracket", True),
    ("expected ',' or", "yaml-unclosed-bracket", True),
    ("escape", "yaml-escape", False),
    ("did not find expected key", "yaml-indent", False),
    ("did not find expected <document start>", "yaml-indent", False),
    ("expected <block end>", "yaml-indent", False),
    ("expected the node content", "yaml-indent", False),
    ("did not find expected node content", "yaml-indent", False),
    ("block sequence entries are not allowed", "yaml-dash", False),
    ("did not find expected '-' indicator", "yaml-indent", False),
    ("expected comment or line break", "yaml-first-character", True),
    ("expected alphabetic or numeric character", "yaml-first-character", True),
    ("cannot start any token", "yaml-first-character", False),
)


_NO_SPACE: Final = re.compile(r"\s*[^\s:#'\"{\[]+:(?=[^\s:/])")
"""A name whose colon has no space behind it: ``a:92``."""


def _syntax_error(error: yaml.YAMLError, builder: _Builder, text: str) -> Diagnostic:
    """What libyaml complains of, by a code of ours where its words are known."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None)
    for words, code, from_start in _SYNTAX:
        if words in problem:
            mark = began if from_start and began else mark or began
            return _closer(code, builder.place(mark), text) if mark else diagnostic(code)
    mark = mark or began
    return diagnostic("yaml-syntax", builder.place(mark) if mark else None)


def _closer(code: str, place: Place, text: str) -> Diagnostic:
    """The mistake that a person made, where libyaml stumbles over what follows from it."""
    lines = lines_of(text)[: place.line]
    line = lines.pop()
    if code == "yaml-first-character":
        character = line[place.column - 1 : place.column]
        if character == "\t":
            code = "yaml-tab"
        return diagnostic(code, place, character=character)
    if code == "yaml-second-colon" and lines and ":" not in line[: place.column - 1]:
        # The line is taken for a continuation of the one above.
        above = _line_above(lines)
        if match := _NO_SPACE.match(lines[above - 1]):
            return diagnostic("yaml-colon", Place(above, match.end() + 1))
        if ":" not in lines[above - 1]:
            indent = len(lines[above - 1]) - len(lines[above - 1].lstrip())
            return diagnostic("yaml-colon", Place(above, indent + 1))
        place = Place(place.line, len(line) - len(line.lstrip()) + 1)
        return diagnostic("yaml-indent", place, above=Place(above, 1))
    if code == "yaml-indent":
        return diagnostic(code, place, above=Place(_line_above(lines), 1))
    return diagnostic(code, place)


def _line_above(lines: list[str]) -> int:
    """The number of the last line with something in it that counts."""
    above = max(1, len(lines))
    while above > 1 and lines[above - 1].strip()[:1] in ("", "#"):
        above -= 1
    return above
