"""`cchc deadlines --format csv`: a row for each output or duty and day, for other programs.

Headings are the names of the JSON, days are ISO, commas separate the cells; ``weekday`` counts from
Monday, 1, to Sunday, 7.  What has no day of its own comes last, with an empty ``due_on`` and the
kind ``ongoing`` or ``event``.
"""

from __future__ import annotations

import csv
from typing import Final, TextIO

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.messages import Messages
from cchc.plan.model import Plan, Text
from cchc.render.kit.csv import harmless, place_in_decision
from cchc.render.look import Look
from cchc.render.wording import names
from cchc.text import one_line

COLUMNS: Final = (
    *("due_on", "id", "number", "title", "output", "kind", "lead", "lead_names"),
    *("section", "item", "clause", "state", "completed_on", "condition", "weekday"),
)


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes the deadlines of the window by day, then the undated in the plan's order."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_dated(item, look.messages) for item in report.items)
    undated = (*report.ongoing, *report.events)
    writer.writerows(_undated(entry, look.messages) for entry in undated)


def _dated(item: Deadline, messages: Messages) -> tuple[str, ...]:
    return (
        item.due_on.isoformat(),
        item.id,
        str(item.number),
        _text(item.title, messages),
        _text(item.output or item.title, messages),
        item.kind,
        *_leads(item.lead, item.plan, messages),
        *place_in_decision(item.source),
        item.state or "",
        item.completed_on.isoformat() if item.completed_on else "",
        _text(item.condition, messages),
        str(item.due_on.isoweekday()),
    )


def _undated(entry: Undated, messages: Messages) -> tuple[str, ...]:
    activity, output = entry.activity, entry.output
    return (
        "",
        activity.id,
        str(entry.number),
        _text(activity.title, messages),
        _text(output.name, messages),
        output.schedule.kind,
        *_leads(activity.leads_of(entry.number), entry.plan, messages),
        *place_in_decision(activity.source),
        "",
        "",
        _text(output.schedule.event, messages),
        "",
    )


def _leads(ids: tuple[str, ...], plan: Plan, messages: Messages) -> tuple[str, str]:
    """Ids, kinds of agency among them, and what people call them; separated by semicolons."""
    return ";".join(ids), harmless(one_line(names(plan, ids, messages)))


def _text(text: Text | None, messages: Messages) -> str:
    return harmless(one_line(text[messages.lang])) if text else ""
