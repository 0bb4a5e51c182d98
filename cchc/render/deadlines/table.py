"""`cchc deadlines` on the terminal: by day, then what has no day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.render.deadlines import words
from cchc.render.kit.table import Cell, Page, plain
from cchc.render.look import Look
from cchc.results import State

_COLUMNS: Final = {"day": 15, "what": 0, "lead": 17, "clause": 9}
_WIDEST: Final = 80
_STYLES: Final[dict[State, str]] = {
    "done": "green",
    "late": "yellow",
    "overdue": "bold red",
    "not_reported": "bold red",
}


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes the deadlines of the window, and the activities without one."""
    page = Page(look, out)
    messages = page.messages
    page.line(words.heading(report, messages), "bold")
    page.line()
    if report.items:
        _table(page, report)
    else:
        for sentence in words.nothing(report, messages):
            page.line(sentence)
    _undated(page, "deadlines.ongoing", report.ongoing)
    _undated(page, "deadlines.events", report.events)
    page.line()
    page.line(words.summary(report, messages))


def _table(page: Page, report: Deadlines) -> None:
    messages = page.messages
    fixed = sum(_COLUMNS.values()) + len(_COLUMNS)
    flexible = max(20, min(_WIDEST, page.width - fixed))
    columns = [
        (messages(f"deadlines.column.{name}"), width or flexible)
        for name, width in _COLUMNS.items()
    ]
    rows = (
        (
            _day(page, item, report),
            *plain(
                _what(page, item),
                words.lead(item, messages),
                words.clause(item, messages),
            ),
        )
        for item in report.items
    )
    page.grid(columns, rows)


def _day(page: Page, item: Deadline, report: Deadlines) -> Cell:
    """The day with that of the week, and below it how far off it is or how the output stands."""
    messages = page.messages
    days = (item.due_on - report.today).days
    style = ""
    if below := words.state(item, messages):
        style = _STYLES.get(item.state, "") if item.state else ""
    elif days > 0:
        below = messages("deadlines.in-days", days=days)
    elif days == 0:
        below, style = messages("deadlines.today"), "bold yellow"
    else:
        below = messages("deadlines.days-ago", days=-days)
    day, weekday = messages.day(item.due_on), messages.weekday(item.due_on, short=True)
    return f"{day} {weekday}\n{below}", style


def _what(page: Page, item: Deadline) -> str:
    title, output = words.title(item, page.messages), words.output(item, page.messages)
    return f"{title}\n→ {output}" if output else title


def _undated(page: Page, heading: str, entries: Iterable[Undated]) -> None:
    entries = tuple(entries)
    if entries:
        page.heading(page.messages(heading))
    for entry in entries:
        page.item(f"- {words.undated(entry, page.messages)}")
