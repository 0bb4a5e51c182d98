"""A decision as it is written: what can be cited, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from cchc.decision.words import Role


class Line(NamedTuple):
    """A line of text, or a row of a table as cells separated by ``|``."""

    number: int
    """Counted from 1 in the source; of a Word document, its paragraphs and table rows."""
    text: str


class Unread(NamedTuple):
    """What the decision shows and isn't read."""

    line: int
    kind: str
    """``row`` of a table; else what Word shows: ``picture``, ``symbol``, ``field`` and so on."""
    text: str
    """The row's cells, or what the thing is called."""


class Item(NamedTuple):
    """One entry of a section's list, with what stands below it."""

    section: str
    """``II.3.a``."""
    number: int | None
    """Counted from 1 in the section's list; None where the section's own words are the entry."""
    text: str
    """With what stands below it."""
    line: int
    below: tuple[str, ...] = ()
    """The entries of the list below it."""

    @property
    def head(self) -> str:
        """What stands above the list below it; all of it where there is none."""
        return self.text[: self.text.find(self.below[0])].rstrip() if self.below else self.text


class Section(NamedTuple):
    """A numbered heading with its text and its list."""

    address: str
    """Part, number and letter as far as there are any: ``II.3.a``, ``II.1``, ``III``."""
    title: str
    """The heading, with the paragraphs below it that are no list; empty where it is lost."""
    line: int
    items: tuple[Item, ...]
    of_targets: bool = False
    """Whether what it lists are targets, by its heading or one above it."""
    of_duties: bool = False
    """Whether its days are those of reports and other duties: organisation, and what follows it."""
    role: Role = ""
    """What it is of, by its heading or one above it."""


class AppendixRow(NamedTuple):
    """A numbered row of the appendix."""

    part: str
    """Roman numeral: ``III``; worked out from the numbers where the heading is lost.  ``B.III``
    where parts are grouped by letters, ``II.III`` in the second of several appendices."""
    number: int
    title: str
    products: tuple[str, ...]
    """One for each row of the table that belongs to the number."""
    lead: str
    coordinating: str
    times: tuple[str, ...]
    """The time column, one for each of `products`."""
    line: int
    of_text: bool = False
    """Whether it is a task that the text itself lists, and no row of a table."""

    @property
    def address(self) -> str:
        """Part and number: ``III.4``; ``N.III.4`` of the text's own tasks."""
        return f"{'N.' if self.of_text else ''}{self.part}.{self.number}"

    @property
    def place(self) -> str:
        """What a source calls its part: ``PL.III``, or ``III`` where the text lists it."""
        return self.part if self.of_text else f"{APPENDIX}.{self.part}"


@dataclass(frozen=True)
class Decision:
    """What a decision's text says, in its order."""

    number: str
    """Its official number; empty where it isn't found."""
    title: str
    signed_on: date | None
    years: tuple[int, ...]
    """Those that the title says it is for: one, or each from the first to the last."""
    effective_from: date | None
    """The day from which it says to hold; None where it doesn't say."""
    replaces: tuple[str, ...]
    """Numbers of the decisions that it says to replace."""
    sections: tuple[Section, ...]
    rows: tuple[AppendixRow, ...]
    parts: tuple[tuple[str, str], ...]
    """The appendix's parts with their titles, empty where these are lost."""
    organisation: str
    """The part on organisation: ``IV``; worked out where its numeral is lost."""
    speaks_of_appendix: bool
    unread: tuple[Unread, ...]
    """Rows of tables outside the appendix, or without a number there; and what isn't text."""

    lines: tuple[Line, ...] = ()
    """The whole text, also what is printed twice."""
    appendix: tuple[int, int] = (0, 0)
    """First line of the appendix, and the first that isn't its any more; 0 for none."""

    def section(self, address: str) -> Section | None:
        """The section that an address means; ``TCTH`` is the part on organisation."""
        head, _, rest = address.partition(".")
        if head == ORGANISATION:
            address = ".".join(filter(None, (self.organisation, rest)))
        return self._by_address.get(address)

    @cached_property
    def _by_address(self) -> Mapping[str, Section]:
        """The first section of each address."""
        return {one.address: one for one in reversed(self.sections)}


ORGANISATION: Final = "TCTH"
"""What addresses call the part on organisation ("Tổ chức thực hiện"), whatever its numeral."""
APPENDIX: Final = "PL"
"""What addresses call the appendix ("Phụ lục")."""
