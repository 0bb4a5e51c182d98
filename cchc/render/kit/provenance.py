"""What a report was made by and from: the same for the same input, whenever it is made."""

from __future__ import annotations

from typing import Any

from cchc import __version__
from cchc.plan.model import Plan


def tool() -> dict[str, str]:
    """The program, for JSON."""
    return {"name": "cchc", "version": __version__}


def head(plan: Plan) -> dict[str, Any]:
    """The plan, for JSON: its checksum is that of its file, null where there is none."""
    about = plan.plan
    return {
        "id": about.id,
        "decision": about.decision,
        "year": about.year,
        "sha256": plan.sha256 or None,
    }


def line(plan: Plan) -> str:
    """Both in a line, for the properties of documents."""
    return f"cchc {__version__}; {of_plan(plan)}"


def of_plan(plan: Plan) -> str:
    """The plan in a line: its decision, its id, its checksum."""
    checksum = f" sha256:{plan.sha256}" if plan.sha256 else ""
    return f"{plan.plan.decision} ({plan.plan.id}){checksum}"
