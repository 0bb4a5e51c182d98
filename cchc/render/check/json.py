"""`cchc check --format json`: schema ``cchc.check/1``."""

from __future__ import annotations

from typing import Any

from cchc.batch import CheckReport, Outcome, WaiverUse
from cchc.diagnostics import Diagnostic
from cchc.exact import plain_text
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render import Look, help_link
from cchc.render.kit.json import as_of, day, encode, indented, place, text
from cchc.render.wording import clause, exact_estimate, exact_value, reason
from cchc.results import (
    VERDICTS,
    ActivityResult,
    ObligationResult,
    Result,
    SubmissionResult,
)
from cchc.submission.model import Measured
from cchc.waivers.model import Waiver

BETWEEN = ",\n"


def opening(plan: Plan, look: Look) -> str:
    """The schema, the plan, and the beginning of the list."""
    head = {
        "schema": "cchc.check/1",
        "plan": {
            "id": plan.plan.id,
            "decision": plan.plan.decision,
            "year": plan.plan.year,
        },
    }
    return text(head).removesuffix("\n}") + ',\n "submissions": [\n'


def entry(plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look) -> str:
    """One submission; `look.only` selects results, never the summary."""
    if look.errors_only and came_to.verdict == "pass":
        return ""
    found = _submission(plan, checked, came_to, look)
    # A line for each of many: ten times as fast, and as good for programs.
    return indented(text(found, indent=None if look.several else 1), "  ")


def across(report: CheckReport, look: Look) -> str:
    """Nothing: it stands at the end."""
    return ""


def closing(report: CheckReport, look: Look) -> str:
    """The end of the list, what concerns several files, and the exit status."""
    verdicts = report.verdicts
    tail: dict[str, Any] = {
        "conflicts": [one._asdict() for one in report.conflicts],
        "superseded": [one._asdict() for one in report.superseded],
        "skipped": list(report.skipped),
        "waivers": [_use(one) for one in report.waivers],
        "summary": {
            "files": len(report.outcomes),
            **{verdict: verdicts.get(verdict, 0) for verdict in VERDICTS},
            "waived": report.waived,
        },
        "exit_status": int(report.exit_status),
    }
    return "\n ]," + text(tail).removeprefix("{") + "\n"


def _use(use: WaiverUse) -> dict[str, Any]:
    waiver = use.waiver
    return {
        "target": waiver.target,
        "agency": waiver.agency,
        **_waiver(waiver),
        "line": waiver.place.line,
        "column": waiver.place.column,
        "state": use.state,
        "files": list(use.files),
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "document": waiver.document,
        "until": waiver.until.isoformat(),
    }


def _submission(
    plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look
) -> dict[str, Any]:
    messages = look.messages
    agency, period = checked.submission.agency, checked.submission.period
    return {
        "file": checked.submission.file,
        "agency": {"id": agency.id, "name": agency.name, "kind": agency.kind} if agency else None,
        "period": period.id if period else None,
        "plan": plan.plan.id,
        "day": day(checked.day),
        "as_of": as_of(checked.submission),
        "note": checked.submission.note,
        "verdict": came_to.verdict,
        "results": [
            _result(result, plan, look)
            for result in checked.results
            if look.only is None or result.status in look.only
        ],
        "activities": [_activity(activity, messages) for activity in checked.activities],
        "obligations": [_obligation(duty) for duty in checked.obligations],
        "diagnostics": [
            _diagnostic(problem, messages)
            for problem in checked.diagnostics
            if not look.errors_only or problem.severity == "error"
        ],
        "summary": {**came_to.summary, "waived": len(came_to.excused)},
    }


def _result(result: Result, plan: Plan, look: Look) -> dict[str, Any]:
    messages = look.messages
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
        "estimate": exact_estimate(result),
        "numerator": None if numerator is None else plain_text(numerator),
        "denominator": None if denominator is None else plain_text(denominator),
        "threshold": encode(target.threshold, messages),
        "source": encode(target.source, messages),
        "clause": clause(target, plan, messages),
        "help": help_link(target.id, look) or None,
        **place(result.place),
        "message": reason(result, messages),
        "note": result.note,
        "waived": _waiver(result.waiver) if result.waiver and result.waived else None,
    }


def _activity(result: ActivityResult, messages: Messages) -> dict[str, Any]:
    return {
        "id": result.activity.id,
        "output": result.output.name[messages.lang],
        "number": result.number,
        "state": result.state,
        "due_on": day(result.due_on),
        "completed_on": day(result.completed_on),
        "document": result.document,
        "note": result.note,
        **place(result.place),
    }


def _obligation(result: ObligationResult) -> dict[str, Any]:
    return {
        "id": result.obligation.id,
        "state": result.state,
        "due_on": day(result.due_on),
        "completed_on": day(result.completed_on),
        "document": result.document,
        "note": result.note,
        **place(result.place),
    }


def _diagnostic(problem: Diagnostic, messages: Messages) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": messages.message(problem),
        "help": messages.help(problem.code),
        **place(problem.place),
    }
