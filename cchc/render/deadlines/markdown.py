"""`cchc deadlines --format markdown`: a table for each month, then what has no day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, TextIO

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.messages import Messages
from cchc.render.deadlines import words
from cchc.render.kit.markdown import escaped, table
from cchc.render.look import Look

_COLUMNS: Final = ("day", "what", "lead", "clause")


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes headings, tables and lists; nothing in them depends on the day."""
    messages = look.messages
    out.write(f"# {escaped(words.heading(report, messages))}\n")
    if not report.items:
        out.write(f"\n{escaped(' '.join(words.nothing(report, messages)))}\n")
    for (year, month), items in groupby(
        report.items, key=lambda item: (item.due_on.year, item.due_on.month)
    ):
        out.write(_heading(messages("report.month", month=f"{month:02d}", year=year)))
        headings = [messages(f"deadlines.column.{name}") for name in _COLUMNS]
        out.write(table(headings, (_row(item, messages) for item in items)))
    for text in _undated("deadlines.ongoing", report.ongoing, messages):
        out.write(text)
    for text in _undated("deadlines.events", report.events, messages):
        out.write(text)
    out.write(f"\n{escaped(words.summary(report, messages))}\n")


def _row(item: Deadline, messages: Messages) -> list[str]:
    day = [f"{messages.day(item.due_on)} ({messages.weekday(item.due_on)})"]
    day.append(words.state(item, messages))
    what = [words.title(item, messages), words.output(item, messages)]
    return [
        "<br>".join(escaped(text) for text in day if text),
        "<br>→ ".join(escaped(text) for text in what if text),
        escaped(words.lead(item, messages)),
        escaped(words.clause(item, messages)),
    ]


def _undated(key: str, entries: Iterable[Undated], messages: Messages) -> Iterator[str]:
    items = [f"- {escaped(words.undated(entry, messages))}\n" for entry in entries]
    if items:
        yield _heading(messages(key))
    yield from items


def _heading(text: str) -> str:
    return f"\n## {escaped(text)}\n\n"
