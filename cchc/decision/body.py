"""Sections and list items from lines, with headings that extraction lost.

The numbering follows Decree 30/2020/NĐ-CP: parts by Roman numerals, sections by Arabic ones,
letters below them, then lists.  A lost heading shows by what the others do: numbers that begin
anew start a part, letters that do so start a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from cchc.decision.figures import figures
from cchc.decision.model import Item, Line, Section
from cchc.decision.words import (
    ROMAN,
    Role,
    arabic,
    is_bare_heading,
    names_organisation,
    names_reports,
    opens,
    role,
    roman,
    uncounted,
)

_PART: Final = re.compile(rf"(?:PHẦN |Phần )?({ROMAN})[.):]?\s+([^\W\d_].*)")
_NUMBER: Final = re.compile(
    r"([1-9][0-9]?(?:\.[1-9][0-9]?){0,8})[.)]\s+(.+)|([1-9][0-9]?(?:\.[1-9][0-9]?){1,8})\s+([^\W\d_].+)"
)
_LETTER: Final = re.compile(r"([a-zđ])[).]\s+(.+)")
_LOST: Final = "mnopqrstuvxy"
"""Letters for headings that have none; lists hardly come so far."""
_BULLET: Final = re.compile(r"[-‐‑–—−•*·✓✔➢➤►▪●■□❖◆]\s*(.+)")
_BELOW: Final = re.compile(r"(?:[+o◦○]|\((?:[1-9][0-9]?|[ivx]{1,4}|[a-zđ])\))\s+(.+)")
_HEADS: Final = ("part", "number", "letter", "heading")
_SHORT: Final = 100
"""Characters of a part's title that isn't in capitals."""
_BROKEN: Final = re.compile(r"\d[.,]$")

Kind = Literal["part", "number", "letter", "heading", "item", "below", "text"]


class Mark(NamedTuple):
    """A line by its kind, with its numeral."""

    kind: Kind
    numeral: str
    text: str
    line: int


class Spot(NamedTuple):
    """Where a line belongs."""

    part: int
    number: str
    letter: str

    @property
    def address(self) -> str:
        """Part, number and letter: ``II.3.a``."""
        return ".".join(filter(None, (roman(self.part), self.number, self.letter)))


def mark(line: Line) -> Mark:
    """What kind of line it is, by its beginning."""
    text = line.text
    if (match := _PART.fullmatch(text)) and _is_heading(match[2]):
        return Mark("part", match[1], match[2], line.number)
    if match := _NUMBER.fullmatch(text):
        numeral, rest = match[1] or match[3], match[2] or match[4]
        if match[1] or rest[0].isupper():  # "1.5 tỷ đồng" is no number of a section
            entry = match[3] and figures(rest)  # "1.1 Trên 64% hồ sơ" is no heading
            return Mark("item" if entry else "number", numeral, rest, line.number)
    if match := _LETTER.fullmatch(text):
        return Mark("letter", match[1], match[2], line.number)
    if is_bare_heading(text.lstrip("*•- ")):
        return Mark("heading", "", text.lstrip("*•- "), line.number)
    if match := _BULLET.fullmatch(text):
        return Mark("item", "", match[1], line.number)
    if match := _BELOW.fullmatch(text):
        return Mark("below", "", match[1], line.number)
    return Mark("text", "", text, line.number)


def _is_heading(text: str) -> bool:
    """Whether the title of a part is written as one: in capitals, or short and no sentence."""
    short = len(text) <= _SHORT and not text.endswith((".", ";", ","))
    return text.upper() == text or (short and text[0].isupper())


def placed(lines: Iterable[Line]) -> list[tuple[Mark, Spot]]:
    """The lines by their kinds, each with where it belongs."""
    marks = [mark(line) for line in lines]
    return list(zip(marks, _spots(marks), strict=True))


def sections(marks: Iterable[tuple[Mark, Spot]]) -> tuple[Section, ...]:
    """The sections, in their order."""
    drafts = list(_gathered(marks))
    outline = _outline(drafts)
    return tuple(_section(one, outline) for one in drafts)


def organisation(found: Sequence[Section]) -> str:
    """The part on organisation: the one that is called so, else the last."""
    return _organisation([(one.address, one.title) for one in found])


def _organisation(titled: Iterable[tuple[str, str]]) -> str:
    last = ""
    for address, title in titled:
        last = address.split(".", maxsplit=1)[0]
        if names_organisation(title, of_part=address == last):
            return last
    return last


def _spots(marks: Sequence[Mark]) -> Iterator[Spot]:
    """Where each line belongs; part 0 is what comes before the first part.

    A heading without a number is one that lost it: the next letter's, or a part's where there is
    none yet.
    """
    spot = Spot(0, "", "")
    explicit = False
    unnumbered = all(one.kind != "part" for one in marks)
    announced: Role = ""
    runs: Iterator[str] = iter(())
    for index, one in enumerate(marks):
        if one.kind == "part":
            spot, explicit = Spot(arabic(one.numeral), "", ""), True
        elif one.kind == "heading" and role(one.text) != announced:
            spot = _headed(spot, of_part=unnumbered and not spot.number)
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
        announced = role(one.text) if one.kind in _HEADS else announced
        yield spot


def _headed(spot: Spot, *, of_part: bool) -> Spot:
    """Where a heading stands that has no number: a part, or the next letter below `spot`."""
    if of_part or not spot.part:
        return Spot(spot.part + of_part, "", "")
    above, _, last = spot.letter.rpartition(".")
    if spot.letter and not above and spot.letter not in _LOST:
        above, last = spot.letter, ""
    at = _LOST.find(last) + 1 if last else 0
    letter = _LOST[min(at, len(_LOST) - 1)]
    return spot._replace(letter=f"{above}.{letter}" if above else letter)


def _first(numeral: str) -> int:
    return int(numeral.split(".", maxsplit=1)[0])


def _owners_of_runs(marks: Sequence[Mark], index: int) -> list[str]:
    """The sections that the runs of letters after the heading at `index` belong to.

    Between the headings 4 and 7, three runs are those of 4, 5 and 6; between 1 and 3, a single
    one is that of 2, since 1 would have left none for it.
    """
    after = range(index + 1, len(marks))
    end = next((n for n in after if marks[n].kind in ("part", "number")), len(marks))
    count = sum(one.kind == "letter" and one.numeral == "a" for one in marks[index + 1 : end])
    here = marks[index].numeral
    following = marks[end].numeral if end < len(marks) and marks[end].kind == "number" else ""
    if "." in here or "." in following or not following or int(following) <= int(here):
        return [here] * min(count, 1) + [str(_first(here) + n) for n in range(1, count)]
    last = int(following) - 1
    adjoining = bool(after) and marks[after[0]].kind == "letter"  # the heading's own, without doubt
    first = int(here) + (count < last - int(here) + 1 and not adjoining)
    return [str(min(first + number, last)) for number in range(count)]


class _Draft(NamedTuple):
    """The lines of a section."""

    spot: Spot
    heading: str
    marks: Sequence[Mark]


def _gathered(marks_placed: Iterable[tuple[Mark, Spot]]) -> Iterator[_Draft]:
    """Sections, each of the lines that belong to it; what comes before the first part is none."""
    for spot, group in groupby(marks_placed, key=itemgetter(1)):
        marks = [one for one, _ in group]
        if spot.part:
            heading = marks[0].text if marks[0].kind in _HEADS else ""
            yield _Draft(spot, heading, marks)


class _Outline(NamedTuple):
    """What has to be known of all sections to tell what one of them is."""

    headings: Mapping[str, str]
    """By address."""
    parents: frozenset[str]
    """Addresses that have sections below them."""
    organisation: int
    """The part on organisation; what comes after it is of the same kind."""


def _outline(drafts: Sequence[_Draft]) -> _Outline:
    headings = {one.spot.address: one.heading for one in drafts}
    parents = frozenset(above for address in headings for above in _above(address))
    part = _organisation(headings.items())
    numbers = (one.spot.part for one in drafts if roman(one.spot.part) == part)
    return _Outline(headings, parents, next(numbers, 0))


def _section(draft: _Draft, outline: _Outline) -> Section:
    address = draft.spot.address
    above = [outline.headings.get(one, "") for one in _above(address)]
    announced = _role(draft.heading, above)
    title, items = _listed(draft, of_targets=announced in ("targets", "aims"))
    alone = not items and address not in outline.parents
    own = role(draft.heading) not in ("targets", "aims")
    if draft.heading and announced in ("targets", "aims"):
        if figures(uncounted(draft.heading)) or (own and alone):
            items = (Item(address, None, title, draft.marks[0].line), *items)
        if announced == "aims":
            items = tuple(item for item in items if figures(item.text))
    of_targets = announced == "targets" or (announced == "aims" and bool(items))
    after = 0 < outline.organisation <= draft.spot.part
    duties = after or any(map(names_reports, [draft.heading, *above]))
    return Section(address, title, draft.marks[0].line, items, of_targets, duties, announced)


def _role(heading: str, above: Sequence[str]) -> Role:
    """What a section is of: by its own heading, else by the next one above that says so.

    Below targets, a sentence with a figure is one, be it of tasks by its words; so is one that
    doesn't begin like a heading.
    """
    below: Role = next((found for found in map(role, above) if found), "")
    own: Role = role(heading)
    sentence = bool(figures(uncounted(heading))) or not opens(heading)
    if below in ("targets", "aims") and own not in ("targets", "aims") and sentence:
        return below
    return own or below


def _above(address: str) -> Iterator[str]:
    """The addresses of the headings above, the next one first; "2" stands above "2.1"."""
    while address := address.rpartition(".")[0]:
        yield address


def _listed(draft: _Draft, *, of_targets: bool) -> tuple[str, tuple[Item, ...]]:
    """The section's own words, and its list."""
    address = draft.spot.address
    own = [draft.heading] if draft.heading else []
    bulleted = any(one.kind == "item" for one in draft.marks)
    entries: list[_Entry] = []
    for one in draft.marks[len(own) :]:
        below = one.kind == "below" and bulleted
        goes_on = below or (one.kind == "text" and _goes_on(one, entries, bulleted))
        if entries and goes_on:
            entries[-1].lengthen(one.text, below=below)
        elif one.kind == "text" and not entries and one.text.endswith(":"):
            own.append(one.text)  # what introduces the list
        elif one.kind in ("item", "below") or (one.kind == "text" and of_targets):
            entries.append(_Entry(one))
        elif not entries:
            own.append(one.text)
    items = (entry.item(address, number) for number, entry in enumerate(entries, 1))
    return " ".join(own), tuple(items)


class _Entry:
    """An entry of a list while its lines are gathered."""

    def __init__(self, begin: Mark) -> None:
        self.texts = [begin.text]
        self._line = begin.line
        self._below: list[list[str]] = []

    def lengthen(self, text: str, *, below: bool) -> None:
        """Takes a line more, which is an entry of the list below, or goes on with its last."""
        _append(self.texts, text)
        if below:
            self._below.append([text])
        elif self._below:
            _append(self._below[-1], text)

    def item(self, address: str, number: int) -> Item:
        """What was gathered."""
        below = tuple("".join(texts) for texts in self._below)
        return Item(address, number, "".join(self.texts), self._line, below)


def _goes_on(line: Mark, entries: Sequence[_Entry], bulleted: bool) -> bool:
    """Whether a line without a mark of its own belongs to the entry before it."""
    before = entries[-1].texts[-1] if entries else ""
    unfinished = bulleted and bool(before) and not before.endswith((".", ";", ":"))
    return unfinished or _is_broken(before, line.text) or line.text[:1].islower()


def _append(texts: list[str], more: str) -> None:
    """Adds a line, also where it was broken within a number: "92," and "5%"."""
    texts.append(more if _is_broken(texts[-1], more) else f" {more}")


def _is_broken(text: str, more: str) -> bool:
    return bool(_BROKEN.search(text[-2:])) and more[:1].isdigit()
