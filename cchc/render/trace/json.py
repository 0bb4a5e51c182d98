"""`cchc plan trace --format json`: schema ``cchc.plan-trace/1``."""

from __future__ import annotations

from typing import Any, Final, TextIO

from cchc.messages import Messages
from cchc.render.kit.json import write
from cchc.render.look import Look
from cchc.render.trace.words import TraceReport, difference
from cchc.text import shorten
from cchc.trace.model import KINDS, SUBJECTS, Finding

_EXCERPT: Final = 500
"""Characters of the decision's words around a finding; a line may have a thousand findings."""


def render(report: TraceReport, look: Look, out: TextIO) -> None:
    """Writes what agrees, by subject with its addresses, and every finding."""
    trace, head = report.trace, report.trace.plan.plan
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
            "exit_status": int(trace.exit_status),
        },
        out,
    )


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
