"""`cchc explain --format json`: schema ``cchc.explain/1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from cchc.catalogue import CatalogueEntry
from cchc.explain import (
    ActivityExplained,
    AgencyExplained,
    Explained,
    Explanation,
    MetricExplained,
    ObligationExplained,
    PeriodExplained,
    TargetExplained,
)
from cchc.messages import Messages
from cchc.plan.model import Plan, Reading, Source
from cchc.render.explain.words import none_arising, sample_line, task_lines
from cchc.render.kit.json import encode, write
from cchc.render.look import Look
from cchc.render.wording import address
from cchc.template import Task


def render(report: Explanation | tuple[CatalogueEntry, ...], look: Look, out: TextIO) -> None:
    """Writes what is known of each name that was asked for, or of all codes."""
    messages = look.messages
    if isinstance(report, Explanation):
        items = [_item(subject, report.plan, messages) for subject in report.subjects]
    else:
        items = [_code(entry, messages) for entry in report]
    write({"schema": "cchc.explain/1", "items": items}, out)


def _item(it: Explained, plan: Plan, messages: Messages) -> dict[str, Any]:
    if isinstance(it, CatalogueEntry):
        return _code(it, messages)
    if isinstance(it, TargetExplained):
        return _target(it, plan, messages)
    if isinstance(it, MetricExplained):
        return {
            "type": "metric",
            "metric": encode(it.metric, messages),
            "none_arising": none_arising(it.metric, messages),
            "targets": [_target(target, plan, messages) for target in it.targets],
        }
    if isinstance(it, ActivityExplained):
        return _activity(it, plan, messages)
    if isinstance(it, PeriodExplained):
        return {
            "type": "period",
            "period": encode(it.period, messages),
            "targets": [target.id for target in it.targets],
            **_shared(it.period.source, it.readings, plan, messages),
        }
    if isinstance(it, ObligationExplained):
        return {
            "type": "obligation",
            "obligation": encode(it.obligation, messages),
            "agencies": [agency.id for agency in it.agencies],
            **_shared(it.obligation.source, it.readings, plan, messages),
        }
    return _agency(it, messages)


def _code(entry: CatalogueEntry, messages: Messages) -> dict[str, Any]:
    return {
        "type": "code",
        "id": entry.code,
        "severity": entry.severity,
        "message": messages.pattern(entry.code),
        "help": messages.help(entry.code),
    }


def _target(it: TargetExplained, plan: Plan, messages: Messages) -> dict[str, Any]:
    return {
        "type": "target",
        "target": encode(it.target, messages),
        "metric": encode(it.metric, messages),
        "field": encode(it.field, messages),
        "agencies": [agency.id for agency in it.agencies],
        "since": encode(it.since, messages),
        "effective_from": plan.plan.effective_from.isoformat(),
        "none_arising": none_arising(it.metric, messages),
        "examples": [
            {"status": sample.status, "yaml": sample_line(it.metric, sample, messages)}
            for sample in it.samples
        ],
        **_shared(it.target.source, it.readings, plan, messages),
    }


def _activity(it: ActivityExplained, plan: Plan, messages: Messages) -> dict[str, Any]:
    return {
        "type": "activity",
        "activity": encode(it.activity, messages),
        "field": encode(it.field, messages),
        "outputs": [_task(task, messages) for task in it.tasks],
        **_shared(it.activity.source, it.readings, plan, messages),
    }


def _task(task: Task, messages: Messages) -> dict[str, Any]:
    return {
        "id": task.key,
        **encode(task.output, messages),
        "due_on": [day.isoformat() for day in task.due_on],
        "example": "\n".join(task_lines(task, messages)),
    }


def _agency(it: AgencyExplained, messages: Messages) -> dict[str, Any]:
    return {
        "type": "agency",
        "agency": encode(it.agency, messages),
        "targets": [target.id for target in it.targets],
        "activities": [activity.id for activity in it.activities],
    }


def _shared(
    source: Source, readings: Iterable[Reading], plan: Plan, messages: Messages
) -> dict[str, Any]:
    """The clause in words, and the whole plan's readings that bear on it."""
    return {
        "clause": messages.clause(source, plan),
        "address": address(source, plan, messages),
        "readings": [encode(reading, messages) for reading in readings],
    }
