"""`cchc deadlines` on the terminal: by day, then what has no day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.render import Look
from cchc.render.table import Cell, Page, plain

_COLUMNS: Final = {"day": 12, "what": 0, "lead": 17, "clause": 9}
_WIDEST: Final = 80
_PAST: Final = frozenset(("overdue", "not_reported"))


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes the deadlines of the window, and the activities without one."""
    page = Page(look, out)
    messages = page.messages
    key = "deadlines.heading.agency" if report.agency else "deadlines.heading"
    page.line(
        messages(
            key,
            start=report.start,
            end=report.end,
            agency=report.agency.name if report.agency else "",
        ),
        "bold",
    )
    page.line()
    if report.items:
        _table(page, report)
    else:
        _nothing(page, report)
    _undated(page, report, "deadlines.ongoing", report.ongoing)
    _undated(page, report, "deadlines.events", report.events)
    page.line()
    page.line(
        messages(
            "deadlines.summary",
            count=len(report.items),
            ongoing=len(report.ongoing),
            events=len(report.events),
        )
    )


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
            *plain(_what(page, item), _lead(page, item, report), _clause(page, item, report)),
        )
        for item in report.items
    )
    page.grid(columns, rows)


def _day(page: Page, item: Deadline, report: Deadlines) -> Cell:
    """The day, and below it how far off it is or how the output stands."""
    messages = page.messages
    style = ""
    days = (item.due_on - report.today).days
    if item.state == "done" and item.completed_on:
        below = f"✓ {messages('deadlines.done-on', day=item.completed_on)}"
        style = "green"
    elif item.state == "done":
        below, style = f"✓ {messages('state.done')}", "green"
    elif item.state == "late":
        when = messages.day(item.completed_on) if item.completed_on else ""
        below, style = f"✓ {messages('state.late')} {when}", "yellow"
    elif item.state in _PAST:
        below, style = f"! {messages(f'state.{item.state}')}", "bold red"
    elif days > 0:
        below = messages("deadlines.in-days", days=days)
    elif days == 0:
        below, style = messages("deadlines.today"), "bold yellow"
    else:
        below = messages("deadlines.days-ago", days=-days)
    return f"{messages.day(item.due_on)}\n{below}", style


def _what(page: Page, item: Deadline) -> str:
    messages = page.messages
    lang = messages.lang
    if item.output is None:
        return messages(f"deadlines.{item.kind}", title=item.title)
    text = f"{item.title[lang]}\n→ {item.output[lang]}"
    if item.condition:
        text += f" ({messages('deadlines.condition', event=item.condition)})"
    return text


def _lead(page: Page, item: Deadline, report: Deadlines) -> str:
    kinds = {agency.kind for agency in report.plan.agencies}
    if kinds and kinds <= set(item.lead):
        return page.messages("deadlines.everyone")
    return page.names(report.plan, item.lead)


def _clause(page: Page, item: Deadline, report: Deadlines) -> str:
    if item.output is None:
        return page.messages.clause(item.source, report.plan)
    return _appendix(item.source.section, item.source.item)


def _appendix(section: str, item: int | None) -> str:
    return f"{section}.{item}"


def _nothing(page: Page, report: Deadlines) -> None:
    messages = page.messages
    page.line(messages("deadlines.none"))
    year = report.plan.plan.year
    if not report.start.year <= year <= report.end.year:
        page.line(messages("deadlines.outside", year=year))


def _undated(page: Page, report: Deadlines, heading: str, entries: Iterable[Undated]) -> None:
    messages = page.messages
    lang = messages.lang
    entries = tuple(entries)
    if entries:
        page.heading(messages(heading))
    for activity, output in entries:
        event = output.schedule.event
        when = f" [{event[lang]}]" if event else ""
        lead = page.names(report.plan, activity.lead)
        address = _appendix(activity.source.section, activity.source.item)
        what = activity.title[lang]
        if len(activity.outputs) > 1:
            what += f" → {output.name[lang]}"
        page.item(f"- {address} {what}{when} – {lead}")
