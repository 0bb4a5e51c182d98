"""Reports as the JSON that the command line writes."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any, Literal

from cchc.batch import CheckReport, outcome
from cchc.messages import Messages
from cchc.plan import model
from cchc.plan.succession import Succession
from cchc.render import render
from cchc.render.check.writer import check_writer
from cchc.render.look import Look, Way
from cchc.results import SubmissionResult


def of_check(
    plans: Succession, plan: model.Plan, checked: SubmissionResult, messages: Messages
) -> dict[str, Any]:
    """The document of a check of one submission."""
    came_to, writer = outcome(checked), check_writer("json", Way(Look(messages)))
    made = [
        writer.opening(plans.latest),
        writer.submission(plan, checked, came_to),
        writer.closing(CheckReport(plans.latest, (came_to,))),
    ]
    found: dict[str, Any] = json.loads("".join(made))
    return found


def printed(
    kind: Literal["plan", "rollup", "deadlines"], report: Any, messages: Messages
) -> dict[str, Any]:
    """The document of another kind of report."""
    out = StringIO()
    render(kind, "json", report, Look(messages), out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found
