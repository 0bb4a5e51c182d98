"""`cchc plan validate --format json`: schema ``cchc.validation/1``."""

from __future__ import annotations

from typing import Any, TextIO

from cchc.diagnostics import Diagnostic
from cchc.messages import Messages
from cchc.plan.validation import Validation, Validations
from cchc.render.kit.json import place, write
from cchc.render.look import Look


def render(report: Validations, look: Look, out: TextIO) -> None:
    """Writes each file with its plan, or with everything that is wrong."""
    write(
        {
            "schema": "cchc.validation/1",
            "files": [_file(one, look.messages) for one in report.files],
            "exit_status": int(report.exit_status),
        },
        out,
    )


def _file(one: Validation, messages: Messages) -> dict[str, Any]:
    plan = one.plan
    head = plan and {name: getattr(plan.plan, name) for name in ("id", "decision", "year")}
    return {
        "file": one.file,
        "plan": head,
        "diagnostics": [_problem(problem, messages) for problem in one.diagnostics],
    }


def _problem(problem: Diagnostic, messages: Messages) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": messages.message(problem),
        **place(problem.place),
    }
