"""YAML to a document, straight from libyaml's parse events.

Only the events are used, not PyYAML's constructors: those would resolve ``yes``, ``010`` and
``12:30`` to things nobody meant, drop positions and duplicate keys, and take ten times as
long.  Anchors, aliases, tags and further documents have no use in a file of figures and are
refused, which also makes alias bombs harmless.
"""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import yaml
from yaml.reader import Reader

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Document, Mapping, Node, Scalar, Sequence
from cchc.errors import InputError

MAX_DEPTH = 40
"""Levels of nesting; a plan uses six."""

# libyaml where the wheel has it (all common platforms); the pure parser gives the same events.
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def parse(text: str) -> Document:
    """The document that `text` holds.

    Raises:
        InputError: not YAML, empty, more than one document, or something that is refused.
    """
    if match := Reader.NON_PRINTABLE.search(text):
        raise InputError(_control_character(text, match.start()))
    builder = _Builder(text)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        raise InputError(_syntax_error(error)) from None
    return Document(root, builder.diagnostics, builder.repeated)


class _Builder:
    """Builds nodes from events by recursive descent."""

    def __init__(self, text: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.repeated: dict[Place, Diagnostic] = {}
        self._next = _Parser(text).get_event

    def document(self) -> Mapping:
        self._next()  # start of stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise InputError(diagnostic("empty"))
        root = self._node(self._next(), MAX_DEPTH)
        if isinstance(root, Scalar) and root.is_empty:
            raise InputError(diagnostic("empty"))
        if not isinstance(root, Mapping):
            raise InputError(diagnostic("not-a-mapping", root.place))
        self._next()  # end of document
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise InputError(diagnostic("several-documents", _place(event)))
        return root

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            raise InputError(diagnostic("yaml-anchor", _place(event), name=event.anchor))
        if event.tag is not None and event.tag != "!":
            raise InputError(diagnostic("yaml-tag", _place(event), tag=event.tag))
        if kind is yaml.ScalarEvent:
            return Scalar(normalize("NFC", event.value), _place(event), not event.style)
        if not depth:
            raise InputError(diagnostic("too-deep", _place(event), limit=MAX_DEPTH))
        if kind is yaml.SequenceStartEvent:
            return self._sequence(_place(event), depth - 1)
        return self._mapping(_place(event), depth - 1)

    def _sequence(self, place: Place, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
        return Sequence(items, place)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth)
            if not isinstance(key, Scalar):
                raise InputError(diagnostic("yaml-key", key.place))
            value = self._node(self._next(), depth)
            if key.text in pairs:
                first = pairs[key.text][0].place
                problem = diagnostic("duplicate-key", key.place, key=key.text, first=first.line)
                self.diagnostics.append(problem)
                self.repeated[first] = problem
            else:
                pairs[key.text] = key, value
        return Mapping(pairs, place)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _control_character(text: str, at: int) -> Diagnostic:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return diagnostic("control-character", Place(line, column), character=text[at])


def _syntax_error(error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    place = Place(mark.line + 1, mark.column + 1) if mark else None
    return diagnostic("yaml-syntax", place, problem=problem)
