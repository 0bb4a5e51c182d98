"""`cchc plan trace --format json`: schema ``cchc.plan-trace/1``."""

from __future__ import annotations

from typing import Any, Final, TextIO

from cchc.messages import Messages
from cchc.render.kit.json import write
from cchc.render.look import Look
from cchc.render.trace.words import TraceReport
from cchc.render.wording import difference
from cchc.text import shorten
from cchc.trace.model import FATES, KINDS, REASONS, SUBJECTS, Account, Finding

_EXCERPT: Final = 500
"""Characters of the decision's words around a finding; a line may have a thousand findings."""


def render(report: TraceReport, look: Look, out: TextIO) -> None:
    """Writes what agrees, by subject with its addresses, and every finding."""
    trace, head = report.trace, report.trace.plan.plan
    if report.explain:
        found = [_figure(one) for one in report.explained]
        write({"schema": "cchc.plan-trace-line/1", "line": report.explain, "figures": found}, out)
        return
    write(
        {
            "schema": "cchc.plan-trace/1",
            "plan": {"id": head.id, "decision": head.decision, "year": head.year},
            "source": report.source,
            "covered": {
                subject: [one.address for one in trace.claims if one.subject == subject]
                for subject in SUBJECTS
            },
            **{
                kind: [_finding(one, report, look.messages) for one in trace.of(kind)]
                for kind in KINDS
            },
            "figures": {
                **{fate: trace.fates.get(fate, 0) for fate in FATES},
                "reasons": {reason: trace.reasons.get(reason, 0) for reason in REASONS},
                "list": [_figure(one) for one in trace.figures],
            },
            "exit_status": int(trace.exit_status),
        },
        out,
    )


def _figure(one: Account) -> dict[str, Any]:
    return {
        "line": one.line,
        "text": one.text,
        "fate": one.fate,
        "reason": one.reason or None,
        "entry": one.entry or None,
        "source": one.address or None,
    }


def _finding(finding: Finding, report: TraceReport, messages: Messages) -> dict[str, Any]:
    return {
        "code": finding.code,
        "source": {"section": finding.section, "item": finding.item},
        "line": finding.line or None,
        "entry": finding.entry or None,
        "plan_line": report.lines.get(finding.entry),
        "message": difference(finding, messages),
        "excerpt": shorten(finding.excerpt, _EXCERPT),
    }
