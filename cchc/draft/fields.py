"""Fields of reform: the headings that lists of targets and parts of the appendix stand under."""

from __future__ import annotations

import re
from typing import Final

from cchc.decision.model import AppendixRow, Decision, Section
from cchc.decision.names import plain
from cchc.decision.words import role
from cchc.draft.ids import Ids
from cchc.draft.model import Drafted, Origin, both, titled
from cchc.plan.model import Field

_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
"""A short form in brackets, which one of two headings may lack."""


class Fields:
    """Fields by section and by part of the appendix."""

    def __init__(self, decision: Decision) -> None:
        self._ids = Ids("-")
        self._by_title: dict[str, str] = {}
        self.found: list[Drafted[Field]] = []
        self._sections = {
            section.address: self._of_section(section, decision)
            for section in decision.sections
            if section.of_targets and section.items
        }
        self.of_targets = tuple(dict.fromkeys(self._sections.values()))
        """Those that have targets."""
        titles = dict(decision.parts)
        self._parts: dict[str, str] = {}
        for row in decision.rows:
            if row.place not in self._parts:
                section = decision.section(row.part) if row.of_text else None
                title = titled(section.title if section else titles.get(row.part, ""))
                where = "Phần" if row.of_text else "Phụ lục, phần"
                self._parts[row.place] = self._field(title, row.line, f"{where} {row.part}")

    def of(self, section: Section) -> str:
        """The field of a list of targets."""
        return self._sections[section.address]

    def of_row(self, row: AppendixRow) -> str:
        """The field of the part that a row stands in."""
        return self._parts[row.place]

    def _of_section(self, section: Section, decision: Decision) -> str:
        """That of the heading above "Chỉ tiêu"; of the section's own where that stands above it."""
        address = section.address.rpartition(".")[0] or section.address
        own = role(section.title) != "targets" and section.items[0].number is not None
        titling = section if own else decision.section(address)
        title = titled(titling.title) if titling else ""
        line = titling.line if titling else section.line
        return self._field(title, line, f"Mục {section.address if own else address}")

    def _field(self, title: str, line: int, place: str) -> str:
        """The id of the field that is titled so, or after its place where the title is lost."""
        shown = title or place
        key = plain(_ASIDE.sub("", shown)) or plain(shown)
        if key not in self._by_title:
            id = self._ids.make(title, plain(place).replace(" ", "-"))
            self._by_title[key] = id
            self.found.append(Drafted(Field(id, both(shown)), Origin(line, shown)))
        return self._by_title[key]
