"""`cchc check --format json`: schema ``cchc.check/1``."""

from __future__ import annotations

from datetime import date
from typing import Any, TextIO

from cchc.diagnostics import Diagnostic, Place
from cchc.exact import plain_text
from cchc.messages import Messages
from cchc.render import Look
from cchc.render.json import encode, write
from cchc.render.wording import exact_value, reason
from cchc.results import (
    ActivityResult,
    CheckReport,
    ObligationResult,
    Result,
    SubmissionResult,
)
from cchc.submission.model import Measured


def render(report: CheckReport, look: Look, out: TextIO) -> None:
    """Writes the report; `look.only` selects results, never the summary."""
    plan = report.plan.plan
    write(
        {
            "schema": "cchc.check/1",
            "plan": {"id": plan.id, "decision": plan.decision, "year": plan.year},
            "submissions": [_submission(checked, look) for checked in report.submissions],
            "exit_status": int(report.exit_status),
        },
        out,
    )


def _submission(checked: SubmissionResult, look: Look) -> dict[str, Any]:
    messages = look.messages
    agency, period = checked.submission.agency, checked.submission.period
    return {
        "file": checked.submission.file,
        "agency": {"id": agency.id, "name": agency.name, "kind": agency.kind} if agency else None,
        "period": period.id if period else None,
        "day": _day(checked.day),
        "note": checked.submission.note,
        "verdict": checked.verdict,
        "results": [
            _result(result, messages)
            for result in checked.results
            if look.only is None or result.status in look.only
        ],
        "activities": [_activity(activity, messages) for activity in checked.activities],
        "obligations": [_obligation(duty) for duty in checked.obligations],
        "diagnostics": [_diagnostic(problem, messages) for problem in checked.diagnostics],
        "summary": checked.summary,
    }


def _result(result: Result, messages: Messages) -> dict[str, Any]:
    content = result.content
    numerator = content.numerator if isinstance(content, Measured) else None
    denominator = content.denominator if isinstance(content, Measured) else None
    target = result.target
    return {
        "target": target.id,
        "metric": target.metric,
        "field": target.field,
        "title": target.title[messages.lang],
        "status": result.status,
        "value": exact_value(result),
        "numerator": None if numerator is None else plain_text(numerator),
        "denominator": None if denominator is None else plain_text(denominator),
        "threshold": encode(target.threshold, messages),
        "source": encode(target.source, messages),
        **_place(result.place),
        "message": reason(result, messages),
        "note": result.note,
    }


def _activity(result: ActivityResult, messages: Messages) -> dict[str, Any]:
    return {
        "id": result.activity.id,
        "output": result.output.name[messages.lang],
        "number": result.number,
        "state": result.state,
        "due_on": _day(result.due_on),
        "completed_on": _day(result.completed_on),
        "document": result.document,
        "note": result.note,
        **_place(result.place),
    }


def _obligation(result: ObligationResult) -> dict[str, Any]:
    return {
        "id": result.obligation.id,
        "state": result.state,
        "due_on": _day(result.obligation.due_on),
        "completed_on": _day(result.completed_on),
        "document": result.document,
        "note": result.note,
        **_place(result.place),
    }


def _diagnostic(problem: Diagnostic, messages: Messages) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": messages.message(problem),
        "help": messages.help(problem.code),
        **_place(problem.place),
    }


def _place(place: Place | None) -> dict[str, Any]:
    """Line and column; in a workbook also the sheet and the cell, else null."""
    cell = place is not None and bool(place.sheet)
    return {
        "line": place.line if place else None,
        "column": place.column if place else None,
        "sheet": place.sheet if place and cell else None,
        "cell": place.cell if place and cell else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
