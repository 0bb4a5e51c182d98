"""`cchc check --format json`: schema ``cchc.check/1``."""

from __future__ import annotations

from typing import Any

from cchc.batch import CheckReport, WaiverUse
from cchc.diagnostics import Diagnostic
from cchc.exact import plain_text
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.words import clause
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.json import as_of, day, encode, indented, place, text
from cchc.render.kit.provenance import head, tool
from cchc.render.look import Links
from cchc.render.wording import exact_estimate, exact_value, reason
from cchc.results import (
    VERDICTS,
    ActivityResult,
    ObligationResult,
    Result,
)
from cchc.submission.model import Measured
from cchc.waivers.model import Waiver


class Writer(CheckWriter):
    """One document, its submissions in the middle."""

    BETWEEN = ",\n"

    def opening(self, plan: Plan) -> str:
        """The schema, the plan, and the beginning of the list."""
        opened = text({"schema": "cchc.check/1", "tool": tool(), "plan": head(plan)})
        return opened.removesuffix("\n}") + ',\n "submissions": [\n'

    def entry(self, it: Selected) -> str:
        """One submission; what is selected leaves the summary as it is."""
        found = _submission(it, self.messages, self.links)
        # A line for each of many: ten times as fast, and as good for programs.
        return indented(text(found, indent=None if self.selection.several else 1), "  ")

    def closing(self, report: CheckReport) -> str:
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


def _submission(it: Selected, messages: Messages, links: Links) -> dict[str, Any]:
    plan, checked, came_to = it
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
        "results": [_result(result, plan, messages, links) for result in checked.results],
        "activities": [_activity(activity, messages) for activity in checked.activities],
        "obligations": [_obligation(duty) for duty in checked.obligations],
        "diagnostics": [_diagnostic(problem, messages) for problem in checked.diagnostics],
        "summary": {**came_to.summary, "waived": len(came_to.excused)},
    }


def _result(result: Result, plan: Plan, messages: Messages, links: Links) -> dict[str, Any]:
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
        "help": links.explaining(target.id) or None,
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
