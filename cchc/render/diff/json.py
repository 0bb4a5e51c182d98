"""`cchc plan diff --format json`: schema ``cchc.plan-diff/1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from cchc.messages import Messages
from cchc.plan.diff.model import NAMING, Change, Fact, PlanDiff, Timing
from cchc.plan.model import Plan
from cchc.render.diff.sentences import sentence
from cchc.render.kit.json import encode, write
from cchc.render.look import Look


def render(report: PlanDiff, look: Look, out: TextIO) -> None:
    """Writes the plans compared, how many changes there are, and each of them."""
    messages = look.messages
    write(
        {
            "schema": "cchc.plan-diff/1",
            "old": _plan(report.old),
            "new": _plan(report.new),
            "agency": report.agency.id if report.agency else None,
            "count": len(report.changes),
            "counts": report.counts,
            "changes": [_change(change, report, messages) for change in report.changes],
        },
        out,
    )


def _plan(plan: Plan) -> dict[str, Any]:
    head = plan.plan
    return {"id": head.id, "decision": head.decision, "year": head.year}


def _change(change: Change, report: PlanDiff, messages: Messages) -> dict[str, Any]:
    return {
        "section": change.section,
        "id": change.id,
        "title": encode(change.title, messages),
        "source": encode(change.source, messages),
        "output": change.number or None,
        "kind": change.kind,
        "subject": change.subject,
        "turn": change.turn,
        "days": change.by.days if change.by else None,
        "before": _fact(change.before, messages),
        "after": _fact(change.after, messages),
        "gained": _parts(change, change.gained, report, messages),
        "lost": _parts(change, change.lost, report, messages),
        "concerns": list(report.grouped(change.concerns)),
        "coordinating": list(report.grouped(change.coordinating)),
        "message": sentence(report, messages, change),
    }


def _fact(fact: Fact, messages: Messages) -> Any:
    if isinstance(fact, Timing):
        days = [day.isoformat() for day in fact.days]
        return {"schedule": encode(fact.schedule, messages), "due_on": days}
    return encode(fact, messages)


def _parts(
    change: Change, parts: Iterable[Fact], report: PlanDiff, messages: Messages
) -> list[Any]:
    """What a list gained or lost; a kind of agency for its members where all of them are in."""
    if change.kind in NAMING:
        return list(report.grouped(one for one in parts if isinstance(one, str)))
    return [_fact(part, messages) for part in parts]
