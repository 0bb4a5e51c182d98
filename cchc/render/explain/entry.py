"""A page on one entry of the plan: what all such pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Plan, Reading, Source
from cchc.render.explain.words import address
from cchc.render.kit.table import Page
from cchc.submission.columns import Column
from cchc.text import one_line, visible

_LONGEST: Final = 3000
"""Characters of a text of the plan."""


class EntryPage:
    """Where headings, labelled lines and lines to copy are written of an entry of `plan`."""

    def __init__(self, page: Page, plan: Plan) -> None:
        self._page = page
        self.plan = plan
        self.messages: Messages = page.messages

    def title(self, name: str, kind: str, title: str = "") -> None:
        """The name, what kind of thing has it, and what that is called."""
        messages = self.messages
        kind = messages(f"explain.kind.{kind}", id=name.rpartition(".")[0])
        self._page.line(messages("explain.heading", name=name, kind=kind), "bold")
        if title:
            self._page.line(_tidy(title))

    def line(self) -> None:
        """An empty line."""
        self._page.line()

    def heading(self, key: str, **params: object) -> None:
        """A heading of the catalogue."""
        self._page.heading(self.messages(key, **params))

    def say(self, key: str, **params: object) -> None:
        """A sentence of the catalogue."""
        self.item(self.messages(key, **params))

    def item(self, text: str, indent: int = 2) -> None:
        """A text, of the plan perhaps."""
        self._page.item(_tidy(text), indent=indent)

    def lines(self, lines: Iterable[str]) -> None:
        """Lines to be copied into a file, which are never broken."""
        for line in lines:
            self._page.single(f"      {visible(line)}")

    def listed(self, heading: str, entries: Sequence[tuple[str, str]]) -> None:
        """A list of entries by id and title, under a heading that counts them."""
        self.heading(heading, count=len(entries))
        for name, title in entries:
            self.item(f"{name}: {title}")
        if not entries:
            self.say("explain.agency.nothing")

    def names(self, ids: tuple[str, ...]) -> str:
        """What people call agencies, kinds and bodies."""
        return self._page.names(self.plan, ids)

    def applies(self, to: tuple[str, ...], count: int) -> None:
        """To whom something applies, and to how many of all."""
        self.say("explain.applies", names=self.names(to), count=count, all=len(self.plan.agencies))

    def source(self, source: Source) -> None:
        """The clause and its address in the decision."""
        head = self.plan.plan
        self.heading("explain.source")
        self.say(
            "explain.source.decision",
            decision=head.decision,
            signed_on=head.signed_on,
            address=address(source, self.plan, self.messages),
            clause=self.messages.clause(source, self.plan),
        )

    def reading(self, reading: Reading | None) -> None:
        """How the clause is read, and why."""
        self.heading("explain.reading")
        if reading is None:
            self.say("explain.reading.none")
        else:
            self.item(reading.decided[self.messages.lang])
            self.say("plan.why", why=reading.why)

    def general(self, readings: Iterable[Reading]) -> None:
        """The whole plan's readings that bear on the entry."""
        readings, lang = tuple(readings), self.messages.lang
        if readings:
            self.heading("explain.readings")
        for reading in readings:
            about = f"{reading.about[lang]}: " if reading.about else ""
            self.item(f"- {about}{reading.decided[lang]}")
            self.item(self.messages("plan.why", why=reading.why), indent=4)

    def columns(self, columns: tuple[Column, ...]) -> dict[str, object]:
        """What the columns of a table are called, by their keys."""
        return {column.key: column.title(self.messages.lang) for column in columns}


def _tidy(text: str) -> str:
    """A text on one line, without what could act on a terminal."""
    return visible(one_line(text), most=_LONGEST)
