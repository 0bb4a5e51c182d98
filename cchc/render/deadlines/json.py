"""`cchc deadlines --format json`: schema ``cchc.deadlines/1``."""

from __future__ import annotations

from typing import Any, TextIO

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.messages import Messages
from cchc.render.kit.json import encode, write
from cchc.render.kit.provenance import head, tool
from cchc.render.look import Look


def render(report: Deadlines, look: Look, out: TextIO) -> None:
    """Writes the deadlines of the window, then the ids of what has no date."""
    messages = look.messages
    write(
        {
            "schema": "cchc.deadlines/1",
            "tool": tool(),
            "plan": head(report.plan),
            "from": report.start.isoformat(),
            "to": report.end.isoformat(),
            "today": report.today.isoformat(),
            "agency": report.agency.id if report.agency else None,
            "items": [_item(item, messages) for item in report.items],
            "ongoing": _ids(report.ongoing),
            "events": _ids(report.events),
        },
        out,
    )


def _item(item: Deadline, messages: Messages) -> dict[str, Any]:
    title = item.title[messages.lang]
    return {
        "id": item.id,
        "output": item.output[messages.lang] if item.output else title,
        "title": title,
        "due_on": item.due_on.isoformat(),
        "weekday": item.due_on.isoweekday(),
        "kind": item.kind,
        "lead": list(item.lead),
        "source": encode(item.source, messages),
        "condition": encode(item.condition, messages),
        "state": item.state,
        "completed_on": item.completed_on.isoformat() if item.completed_on else None,
    }


def _ids(entries: tuple[Undated, ...]) -> list[str]:
    return list(dict.fromkeys(entry.activity.id for entry in entries))
