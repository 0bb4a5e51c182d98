"""A decision as it is written: what can be cited, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple


class Line(NamedTuple):
    """A line of text, or a row of a table as cells separated by ``|``."""

    number: int
    """Counted from 1 in the source; of a Word document, its paragraphs and table rows."""
    text: str


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


class Row(NamedTuple):
    """A numbered row of the appendix."""

    part: str
    """Roman numeral: ``III``; worked out from the numbers where the heading is lost."""
    number: int
    title: str
    products: tuple[str, ...]
    """One for each row of the table that belongs to the number."""
    lead: str
    coordinating: str
    times: tuple[str, ...]
    """The time column, one for each of `products`."""
    line: int

    @property
    def address(self) -> str:
        """Part and number: ``III.4``."""
        return f"{self.part}.{self.number}"


@dataclass(frozen=True)
class Decision:
    """What a decision's text says, in its order."""

    number: str
    """Its official number; empty where it isn't found."""
    title: str
    signed_on: date | None
    effective_from: date | None
    """The day from which it says to hold; None where it doesn't say."""
    replaces: tuple[str, ...]
    """Numbers of the decisions that it says to replace."""
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    parts: tuple[tuple[str, str], ...]
    """The appendix's parts with their titles, empty where these are lost."""
    organisation: str
    """The part on organisation: ``IV``; worked out where its numeral is lost."""
    speaks_of_appendix: bool
    unread: tuple[Line, ...]
    """Rows of tables that aren't read: outside the appendix, or without a number there."""

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

    def row(self, part: str, number: int | None) -> Row | None:
        """A row of the appendix."""
        found = (row for row in self.rows if (row.part, row.number) == (part, number))
        return next(found, None)


ORGANISATION: Final = "TCTH"
"""What addresses call the part on organisation ("Tổ chức thực hiện"), whatever its numeral."""
APPENDIX: Final = "PL"
"""What addresses call the appendix ("Phụ lục")."""
