"""Sections and list items from lines, with headings that extraction lost.

The numbering follows Decree 30/2020/NĐ-CP: parts by Roman numerals, sections by Arabic ones,
letters below them, then lists.  A lost heading shows by what the others do: numbers that begin
anew start a part, letters that do so start a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from cchc.decision.model import Item, Line, Section
from cchc.decision.words import ROMAN, arabic, names_organisation, names_targets, roman

_PART: Final = re.compile(rf"(?:PHẦN |Phần )?({ROMAN})[.):]?\s+([^\W\d_].*)")
_NUMBER: Final = re.compile(r"([1-9][0-9]?(?:\.[1-9][0-9]?)*)[.)]\s+(.+)")
_LETTER: Final = re.compile(r"([a-zđ])[).]\s+(.+)")
_BULLET: Final = re.compile(r"[-–—−•*·]\s*(.+)")
_BELOW: Final = re.compile(r"[+o]\s+(.+)")

Kind = Literal["part", "number", "letter", "item", "below", "text"]


class Mark(NamedTuple):
    """A line by its kind, with its numeral."""

    kind: Kind
    numeral: str
    text: str
    line: int


class _Spot(NamedTuple):
    """Where a line belongs."""

    part: int
    number: str
    letter: str

    @property
    def address(self) -> str:
        return ".".join(filter(None, (roman(self.part), self.number, self.letter)))


def mark(line: Line) -> Mark:
    """What kind of line it is, by its beginning."""
    text = line.text
    if (match := _PART.fullmatch(text)) and _is_heading(match[2]):
        return Mark("part", match[1], match[2], line.number)
    if match := _NUMBER.fullmatch(text):
        return Mark("number", match[1], match[2], line.number)
    if match := _LETTER.fullmatch(text):
        return Mark("letter", match[1], match[2], line.number)
    if match := _BULLET.fullmatch(text):
        return Mark("item", "", match[1], line.number)
    if match := _BELOW.fullmatch(text):
        return Mark("below", "", match[1], line.number)
    return Mark("text", "", text, line.number)


def _is_heading(text: str) -> bool:
    """Whether the title of a part is written as one, in capitals."""
    return text.upper() == text


def sections(lines: Iterable[Line]) -> tuple[Section, ...]:
    """The sections, in their order."""
    marks = [mark(line) for line in lines]
    return tuple(_gathered(zip(marks, _spots(marks), strict=True)))


def organisation(found: Sequence[Section]) -> str:
    """The part on organisation: the one that is called so, else the last."""
    for section in found:
        if names_organisation(section.title):
            return section.address.split(".", maxsplit=1)[0]
    return found[-1].address.split(".", maxsplit=1)[0] if found else ""


def _spots(marks: Sequence[Mark]) -> Iterator[_Spot]:
    """Where each line belongs; part 0 is what comes before the first part."""
    spot = _Spot(0, "", "")
    explicit = False
    runs: Iterator[str] = iter(())
    for index, one in enumerate(marks):
        if one.kind == "part":
            spot, explicit = _Spot(arabic(one.numeral), "", ""), True
        elif one.kind == "number":
            anew = not spot.number or _first(one.numeral) <= _first(spot.number)
            lost = anew and "." not in one.numeral and not (explicit and not spot.number)
            if lost and not (spot.part and not spot.number):
                spot = spot._replace(part=spot.part + 1)
            spot = spot._replace(number=one.numeral, letter="")
            runs = iter(_owners_of_runs(marks, index))
        elif one.kind == "letter":
            if one.numeral == "a":
                spot = spot._replace(number=next(runs, spot.number))
            spot = spot._replace(letter=one.numeral)
        yield spot


def _first(numeral: str) -> int:
    return int(numeral.split(".", maxsplit=1)[0])


def _owners_of_runs(marks: Sequence[Mark], index: int) -> list[str]:
    """The sections that the runs of letters after the heading at `index` belong to.

    Between the headings 4 and 7, three runs are those of 4, 5 and 6; between 1 and 3, a single
    one is that of 2, since 1 would have left none for it.
    """
    after = marks[index + 1 :]
    end = next((n for n, one in enumerate(after) if one.kind in ("part", "number")), len(after))
    count = sum(one.kind == "letter" and one.numeral == "a" for one in after[:end])
    here = marks[index].numeral
    following = after[end].numeral if end < len(after) and after[end].kind == "number" else ""
    if "." in here or "." in following or not following or int(following) <= int(here):
        return [here] * min(count, 1) + [str(_first(here) + n) for n in range(1, count)]
    last = int(following) - 1
    first = int(here) + (count < last - int(here) + 1)
    return [str(min(first + number, last)) for number in range(count)]


def _gathered(placed: Iterable[tuple[Mark, _Spot]]) -> Iterator[Section]:
    """Sections, each of the lines that belong to it."""
    current: _Spot | None = None
    held: list[Mark] = []
    for one, spot in placed:
        if spot.part == 0:
            continue
        if spot != current:
            yield from _section(current, held)
            current, held = spot, []
        held.append(one)
    yield from _section(current, held)


def _section(spot: _Spot | None, held: Sequence[Mark]) -> Iterator[Section]:
    if spot is None:
        return
    heading = [held[0].text] if held[0].kind in ("part", "number", "letter") else []
    of_targets = bool(heading) and names_targets(heading[0])
    items: list[Item] = []
    for one in held[len(heading) :]:
        continues = one.kind == "below" or (one.kind == "text" and one.text[:1].islower())
        begins = one.kind == "item" or (one.kind == "text" and of_targets)
        if continues and items:
            items[-1] = items[-1]._replace(text=f"{items[-1].text} {one.text}")
        elif begins:
            items.append(Item(spot.address, len(items) + 1, one.text, one.line))
        elif not items:
            heading.append(one.text)
    yield Section(spot.address, " ".join(heading), held[0].line, tuple(items))
