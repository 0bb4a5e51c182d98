"""`cchc plan validate`: a line for each plan; what is wrong goes to standard error."""

from __future__ import annotations

from typing import TextIO

from cchc.plan.validation import Validations
from cchc.render.look import Look
from cchc.text import visible


def render(report: Validations, look: Look, out: TextIO) -> None:
    """Writes how many entries each plan has, and how much of it is still to be confirmed."""
    for one in report.files:
        if plan := one.plan:
            counted = look.messages(
                "plan.valid",
                file=visible(one.file),
                targets=len(plan.targets),
                metrics=len(plan.metrics),
                activities=len(plan.activities),
                agencies=len(plan.agencies),
                reports=len(plan.reporting),
            )
            out.write(f"{counted}\n")
            if plan.unconfirmed:
                out.write(look.messages("plan.unconfirmed", count=plan.unconfirmed) + "\n")
