"""The numbers and bullets that Word shows before a paragraph and keeps elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from cchc.decision.word.package import W, WordPackage
from cchc.decision.words import roman

_HOLE: Final = re.compile(r"%([1-9])")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_MOST_WRITTEN: Final = 399
"""The highest number that is written in letters or Roman numerals."""
_DEEPEST: Final = 20
"""Styles that may be based on each other."""
_LOWEST: Final = 8
"""The level of a list that no other is below; the first is 0."""
_LONGEST: Final = 255
"""Characters of what stands before a paragraph, holes included."""
_DIGITS: Final = 9
_BELOW: Final = "+o○◦"
"""Bullets that stand for the second level of a list."""


def is_on(look: Any, name: str, *, default: bool = False) -> bool:
    """Whether a look has the switch `name` on."""
    found = look.find(f"{W}{name}") if look is not None else None
    return default if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")


class WordStyle(NamedTuple):
    """What a style says that bears on the text."""

    hidden: bool = False
    capitals: bool = False
    list_id: str = ""
    level: int = 0


class WordStyles:
    """The document's styles, each with what it takes from those that it is based on."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._elements = {one.get(f"{W}styleId", ""): one for one in found}
        self._default = next(
            (
                one.get(f"{W}styleId", "")
                for one in found
                if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self._known: dict[str, WordStyle] = {"": WordStyle()}

    def of(self, properties: Any, name: str) -> WordStyle:
        """The style that `properties` name by ``pStyle`` or ``rStyle``."""
        found = properties.find(f"{W}{name}") if properties is not None else None
        id = found.get(f"{W}val", "") if found is not None else ""
        return self._style(id or (self._default if name == "pStyle" else ""))

    def list_of(self, id: str) -> str:
        """The list that a style of lists is the look of."""
        return self._style(id).list_id

    def _style(self, id: str, depth: int = 0) -> WordStyle:
        if id not in self._known:
            self._known[id] = self._worked_out(id, depth)
        return self._known[id]

    def _worked_out(self, id: str, depth: int) -> WordStyle:
        element = self._elements.get(id)
        if element is None or depth > _DEEPEST:
            return WordStyle()
        base = element.find(f"{W}basedOn")
        below = self._style(base.get(f"{W}val", ""), depth + 1) if base is not None else WordStyle()
        look, properties = element.find(f"{W}rPr"), element.find(f"{W}pPr")
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        return WordStyle(
            is_on(look, "vanish", default=below.hidden),
            is_on(look, "caps", default=below.capitals),
            _value(numbers, "numId", below.list_id),
            _number(numbers, "ilvl", below.level),
        )


class _Level(NamedTuple):
    """How a level of a list is numbered."""

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    """The level, counted from 1, that makes it begin anew; None for any above, 0 for none."""
    decimal: bool = False
    """Whether all numbers in it are Arabic, whatever their own level says."""


class _List(NamedTuple):
    """A list: what it counts with, its levels, and where some of them begin anew."""

    counter: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """What stands before paragraphs; counts while the document is gone through."""

    def __init__(self, package: WordPackage, styles: WordStyles) -> None:
        self._styles = styles
        self._lists = dict(_lists(package.part("numbering"), styles))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def prefix(self, properties: Any) -> str:
        """What stands before a paragraph's text, with a space behind it."""
        style = self._styles.of(properties, "pStyle")
        own = properties.find(f"{W}numPr") if properties is not None else None
        id = _value(own, "numId", style.list_id)
        level = min(_number(own, "ilvl", style.level), _LOWEST)
        found = self._lists.get(id)
        return self._next(id, found, level) if found else ""

    def _next(self, id: str, found: _List, level: int) -> str:
        one = found.levels.get(level, _Level())
        if one.kind == "bullet":
            mark = one.pattern.strip()
            return f"{mark} " if mark and mark in _BELOW else "- "
        counts = self._counts.setdefault(found.counter, {})
        if (id, level) not in self._begun and level in found.starts:
            counts[level] = found.starts[level] - 1
        self._begun.add((id, level))
        counts[level] = counts.get(level, one.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                del counts[deeper]

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = found.levels.get(at, _Level())
            return _numeral(counts.get(at, shown.start), "decimal" if one.decimal else shown.kind)

        return _HOLE.sub(numeral, one.pattern) + " " if one.pattern else ""


def _lists(root: Any, styles: WordStyles) -> Iterator[tuple[str, _List]]:
    """Each list by its id; several count together where they look alike."""
    if root is None:
        return
    looks = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
    numbers = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
    for id, number in numbers.items():
        counter = _value(number, "abstractNumId", "")
        look = looks.get(counter)
        linked = _value(look, "numStyleLink", "")
        if linked and (other := numbers.get(styles.list_of(linked))) is not None:
            counter = _value(other, "abstractNumId", counter)
            look = looks.get(counter)
        levels = dict(_levels(look))
        starts: dict[int, int] = {}
        for one in number.findall(f"{W}lvlOverride"):
            levels.update(_levels(one))
            if one.find(f"{W}startOverride") is not None:
                starts[int(one.get(f"{W}ilvl", "0"))] = _number(one, "startOverride", 1)
        yield id, _List(counter, levels, starts)


def _levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for one in parent.findall(f"{W}lvl") if parent is not None else ():
        restart = _value(one, "lvlRestart", "")
        yield (
            int(one.get(f"{W}ilvl", "0")),
            _Level(
                _value(one, "numFmt", "decimal"),
                _value(one, "lvlText", "")[:_LONGEST],
                _number(one, "start", 1),
                int(restart) if restart.isdigit() else None,
                is_on(one, "isLgl"),
            ),
        )


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(f"{W}{name}") if parent is not None else None
    return str(found.get(f"{W}val", default)) if found is not None else default


def _number(parent: Any, name: str, default: int) -> int:
    text = _value(parent, name, "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else default


def _numeral(number: int, kind: str) -> str:
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    if 0 < number <= _MOST_WRITTEN:
        if kind in ("upperRoman", "lowerRoman"):
            return roman(number) if kind == "upperRoman" else roman(number).lower()
        if kind in ("lowerLetter", "upperLetter"):
            letter = _LETTERS[(number - 1) % len(_LETTERS)] * ((number - 1) // len(_LETTERS) + 1)
            return letter.upper() if kind == "upperLetter" else letter
    return str(number)
