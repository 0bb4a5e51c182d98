"""`cchc plan show --format json`: schema ``cchc.plan/1``."""

from __future__ import annotations

from typing import TextIO

from cchc.plan.model import Plan
from cchc.render.kit.json import encode, write
from cchc.render.kit.provenance import tool
from cchc.render.look import Look


def render(report: Plan, look: Look, out: TextIO) -> None:
    """Writes the whole plan, texts in the chosen language."""
    found = encode(report, look.messages)
    found["plan"]["sha256"] = report.sha256 or None
    write({"schema": found.pop("schema"), "tool": tool(), **found}, out)
