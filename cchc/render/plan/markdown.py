"""`cchc plan show --format markdown`: a page of help with an anchor for every entry."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final, TextIO

from cchc.messages import Messages
from cchc.plan.model import (
    Activity,
    Field,
    Obligation,
    Plan,
    Reading,
    ReportingPeriod,
    Source,
    Target,
)
from cchc.render.kit.markdown import code, escaped, heading, table
from cchc.render.look import Look
from cchc.render.plan.entries import due_words, equation
from cchc.render.wording import counted, duty_times, names, shown_threshold

_REPORTS: Final = ("period", "data", "last-day", "clause")


def render(report: Plan, look: Look, out: TextIO) -> None:
    """Writes the whole plan; where a target stands, its metric's anchor stands too."""
    out.writelines(_Page(report, look.messages).lines())


class _Page:
    """The plan as Markdown; each anchor stands once, before the first entry of that name."""

    def __init__(self, plan: Plan, messages: Messages) -> None:
        self._plan = plan
        self._messages = messages
        self._anchored: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The page from its title to the readings of the whole plan."""
        yield from self._head()
        yield from self._targets()
        yield from self._activities()
        yield from self._reporting()
        yield from self._relations()
        yield from self._readings()

    def _head(self) -> Iterator[str]:
        head, messages = self._plan.plan, self._messages
        yield heading(head.title[messages.lang], level=1).lstrip()
        decision = messages(
            "plan.decision",
            decision=head.decision,
            signed_on=head.signed_on,
            issued_by=head.issued_by,
            effective_from=head.effective_from,
        )
        yield f"{escaped(decision)}{self._published(head.url)}\n\n"
        command = code(f"cchc plan show --format markdown --lang {messages.lang}")
        yield f"{messages('plan.page.made', command=command)}\n"

    def _published(self, url: str | None) -> str:
        """A link to where the decision is published, in the signs that a plan's address has."""
        return f" [{self._messages('plan.page.published')}](<{url}>)" if url else ""

    def _targets(self) -> Iterator[str]:
        yield heading(self._messages("plan.targets"))
        for field in self._plan.fields:
            targets = [target for target in self._plan.targets if target.field == field.id]
            if targets:
                yield f"**{escaped(field.title[self._messages.lang])}**\n"
            for target in targets:
                yield from self._target(target)
            yield "\n" if targets else ""

    def _target(self, target: Target) -> Iterator[str]:
        messages, metric = self._messages, self._plan.metric[target.metric]
        yield f"\n{self._anchors(target.id, metric.id)}"
        yield heading(target.title[messages.lang], level=3)
        due = due_words(target, messages)
        needs = f"{shown_threshold(target.threshold, messages)} ({due})"
        yield self._item("plan.column.threshold", escaped(needs))
        counts = ". ".join(escaped(text) for text in counted(metric, messages))
        yield self._item("plan.page.metric", f"{code(metric.id)}. {counts}")
        applies = names(self._plan, target.applies_to, messages)
        yield self._item("plan.column.applies", escaped(applies))
        yield self._clause(target.source)
        yield from self._reading(target.reading)

    def _activities(self) -> Iterator[str]:
        yield heading(self._messages("plan.activities"))
        for activity in self._plan.activities:
            yield from self._activity(activity)

    def _activity(self, activity: Activity) -> Iterator[str]:
        messages = self._messages
        yield f"\n{self._anchors(activity.id)}"
        yield heading(f"{activity.id} {activity.title[messages.lang]}", level=3)
        for key, bodies in (
            ("plan.column.lead", activity.lead),
            ("plan.page.coordinating", activity.coordinating),
        ):
            if bodies:
                yield self._item(key, escaped(names(self._plan, bodies, messages)))
        for output in activity.outputs:
            text = f"{output.name[messages.lang]} ({output.text})"
            if output.lead:
                text += f" – {names(self._plan, output.lead, messages)}"
            yield self._item("plan.page.output", escaped(text))
        for quantity in activity.quantities:
            threshold = messages.threshold(quantity.threshold)
            text = f"{quantity.counts[messages.lang]}: {threshold}"
            yield self._item("plan.page.quantity", escaped(text))
        yield self._clause(activity.source)
        yield from self._reading(activity.reading)

    def _reporting(self) -> Iterator[str]:
        messages = self._messages
        yield heading(messages("plan.reporting"))
        columns = [messages(f"plan.column.{name}") for name in _REPORTS]
        reports = [
            [
                f"{self._anchors(period.id)}{escaped(period.title[messages.lang])}",
                f"{messages.day(period.data_from)} – {messages.day(period.data_to)}",
                messages.day(period.due_on),
                escaped(messages.clause(period.source, self._plan)),
            ]
            for period in self._plan.reporting
        ]
        duties = [
            [
                f"{self._anchors(duty.id)}{escaped(duty.title[messages.lang])}",
                "",
                escaped(duty_times(duty, self._plan, messages)),
                escaped(messages.clause(duty.source, self._plan)),
            ]
            for duty in self._plan.obligations
        ]
        yield table(columns, reports + duties)

    def _relations(self) -> Iterator[str]:
        """Figures that must agree, each with its reading."""
        messages = self._messages
        if self._plan.relations:
            yield heading(messages("plan.relations"))
        for relation in self._plan.relations:
            title = f"{relation.title[messages.lang]}: {equation(relation, messages)}"
            yield f"- {self._anchors(relation.id)}{escaped(title)}\n"
            yield from ("  " + line for line in self._reading(relation.reading))

    def _readings(self) -> Iterator[str]:
        """Readings that stand at no target and no activity."""
        yield heading(self._messages("plan.readings"))
        lang = self._messages.lang
        for reading in self._plan.plan.readings:
            about = reading.about[lang] if reading.about else self._plan.plan.id
            yield self._read(about, reading)
        entries: list[Field | ReportingPeriod | Obligation] = [
            *self._plan.fields,
            *self._plan.reporting,
            *self._plan.obligations,
        ]
        for entry in entries:
            if entry.reading:
                yield self._read(entry.title[lang], entry.reading)

    def _reading(self, reading: Reading | None) -> Iterator[str]:
        if reading:
            yield self._read(self._messages("plan.page.reading"), reading)

    def _read(self, about: str, reading: Reading) -> str:
        lang = self._messages.lang
        why = self._messages("plan.why", why=reading.why)
        return f"- **{escaped(about)}:** {escaped(reading.decided[lang])} *{escaped(why)}*\n"

    def _clause(self, source: Source) -> str:
        clause = self._messages.clause(source, self._plan)
        return self._item("plan.column.clause", escaped(clause))

    def _item(self, key: str, markdown: str) -> str:
        return f"- **{self._messages(key)}:** {markdown}\n"

    def _anchors(self, *ids: str) -> str:
        """What the addresses `ids` lead to, but for those that lead elsewhere already."""
        new = [id for id in dict.fromkeys(ids) if id not in self._anchored]
        self._anchored.update(new)
        return "".join(f'<a id="{escape(id)}"></a>' for id in new)
