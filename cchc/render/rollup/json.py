"""`cchc rollup --format json`: schema ``cchc.rollup/1``."""

from __future__ import annotations

from typing import Any, TextIO

from cchc.exact import amount_text, plain_text
from cchc.messages import Messages
from cchc.render.kit.json import as_of, day, encode, place, write
from cchc.render.kit.provenance import head, tool
from cchc.render.look import Look
from cchc.render.rollup import words
from cchc.render.wording import exact_estimate, exact_value
from cchc.results import Result, SubmissionResult
from cchc.rollup.model import FigureChange, Impossible, Rollup, Snapshot, Standing, Total
from cchc.submission.model import Measured


def render(rollup: Rollup, look: Look, out: TextIO) -> None:
    """Writes the whole picture; agencies the worst first, targets in the plan's order."""
    messages = look.messages
    write(
        {
            "schema": "cchc.rollup/1",
            "tool": tool(),
            "plan": head(rollup.plan),
            "period": rollup.now.period.id,
            "day": day(rollup.day),
            "submitted": rollup.now.timings,
            "reached": rollup.now.reached,
            "totals": [_total(total, messages) for total in rollup.now.totals],
            "agencies": [_agency(standing) for standing in rollup.now.standings],
            "activities": [
                activity
                for standing in rollup.now.standings
                for activity in _led(standing, messages)
            ],
            "earlier": [_earlier(snapshot) for snapshot in rollup.earlier],
            "changes": [_change(change) for change in rollup.changes],
            "impossible": [_impossible(fall) for fall in rollup.impossible],
            "unattributed": [_unattributed(checked, messages) for checked in rollup.unattributed],
            "elsewhere": [_elsewhere(checked) for checked in rollup.elsewhere],
            "conflicts": [conflict._asdict() for conflict in rollup.conflicts],
            "superseded": [one._asdict() for one in rollup.superseded],
            "skipped": list(rollup.skipped),
            "unused": list(rollup.unused),
            "exit_status": int(rollup.exit_status),
        },
        out,
    )


def _total(total: Total, messages: Messages) -> dict[str, Any]:
    target = total.target
    return {
        "target": target.id,
        "metric": target.metric,
        "field": target.field,
        "title": target.title[messages.lang],
        "source": encode(target.source, messages),
        "threshold": encode(target.threshold, messages),
        "basis": total.basis,
        "lead": total.lead.id if total.lead else None,
        "status": total.status,
        "value": _value(total),
        "numerator": None if total.numerator is None else amount_text(total.numerator),
        "denominator": None if total.denominator is None else amount_text(total.denominator),
        "low": words.exact(total.low, total),
        "high": words.exact(total.high, total),
        "assumed": total.assumed,
        "rests_on": list(total.rests_on),
        "estimated": total.estimated,
        "agencies": dict(total.counts),
        "unknown": [agency.id for agency in total.unknown],
        "wanted": [agency.id for agency in total.wanted],
        "differing": [
            {
                "denominator": amount_text(one.denominator),
                "agencies": [agency.id for agency in one.agencies],
            }
            for one in total.differing
        ],
    }


def _value(total: Total) -> str | None:
    if total.measure == "answer" and total.value is not None:
        return "yes" if total.value else "no"
    return words.exact(total.value, total)


def _agency(standing: Standing) -> dict[str, Any]:
    agency, checked = standing.agency, standing.checked
    return {
        "agency": {"id": agency.id, "name": agency.name, "kind": agency.kind},
        "timing": standing.timing,
        "reported_on": day(checked.submission.reported_on),
        "as_of": as_of(checked.submission),
        "days_late": standing.days_late,
        "files": list(standing.files),
        "verdict": checked.verdict if standing.submitted else None,
        "summary": checked.summary,
        "states": standing.states,
        "results": [
            _result(result) for result in checked.results if result.status != "not_applicable"
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    content = result.content if isinstance(result.content, Measured) else None
    numerator = content.numerator if content else None
    denominator = content.denominator if content else None
    return {
        "target": result.target.id,
        "status": result.status,
        "value": exact_value(result),
        "estimate": exact_estimate(result),
        "numerator": None if numerator is None else plain_text(numerator),
        "denominator": None if denominator is None else plain_text(denominator),
        **place(result.place),
    }


def _led(standing: Standing, messages: Messages) -> list[dict[str, Any]]:
    return [
        {
            "agency": standing.agency.id,
            "id": result.activity.id,
            "output": result.output.name[messages.lang],
            "number": result.number,
            "state": result.state,
            "due_on": day(result.due_on),
            "completed_on": day(result.completed_on),
            "document": result.document,
        }
        for result in standing.led
    ]


def _earlier(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "period": snapshot.period.id,
        "submitted": snapshot.timings,
        "reached": snapshot.reached,
        "totals": [
            {"target": total.target.id, "status": total.status, "value": _value(total)}
            for total in snapshot.totals
        ],
    }


def _change(change: FigureChange) -> dict[str, Any]:
    return {
        "agency": change.agency.id,
        "target": change.after.target.id,
        "before": {"status": change.before.status, "value": exact_value(change.before)},
        "after": {"status": change.after.status, "value": exact_value(change.after)},
        "direction": change.direction,
        "newly": change.newly or None,
    }


def _impossible(fall: Impossible) -> dict[str, Any]:
    return {
        "agency": fall.agency.id,
        "metric": fall.metric.id,
        "part": fall.part,
        "before": plain_text(fall.before),
        "after": plain_text(fall.after),
        "earlier": fall.earlier,
        "later": fall.later,
        "earlier_at": place(fall.earlier_place),
        "later_at": place(fall.later_place),
    }


def _unattributed(checked: SubmissionResult, messages: Messages) -> dict[str, Any]:
    return {
        "file": checked.submission.file,
        "diagnostics": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "message": messages.message(problem),
                **place(problem.place),
            }
            for problem in checked.diagnostics
        ],
    }


def _elsewhere(checked: SubmissionResult) -> dict[str, Any]:
    agency, period = checked.submission.agency, checked.submission.period
    return {
        "file": checked.submission.file,
        "agency": agency.id if agency else None,
        "period": period.id if period else None,
    }
