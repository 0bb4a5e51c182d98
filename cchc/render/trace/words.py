"""What holding a plan against its decision found, in words that several formats share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cchc.decision.model import APPENDIX
from cchc.messages import Messages
from cchc.plan.model import Threshold
from cchc.trace.model import Account, Finding, Said, Trace


class TraceReport(NamedTuple):
    """A trace with the files that it is of."""

    trace: Trace
    source: str
    """The decision's file."""
    file: str
    """The plan's file."""
    lines: Mapping[str, int]
    """Lines of the plan's entries, by id."""
    explain: int = 0
    """The line of the source whose numbers alone are asked for; 0 for the whole trace."""

    @property
    def explained(self) -> tuple[Account, ...]:
        """What became of the numbers of the line asked for."""
        return tuple(one for one in self.trace.figures if one.line == self.explain)


def difference(finding: Finding, messages: Messages) -> str:
    """What does not agree."""
    text, plan = (_said(side, messages) for side in (finding.text, finding.plan))
    return messages(f"trace.{finding.code}", text=text, plan=plan)


def address(finding: Finding, messages: Messages) -> str:
    """Where in the decision; empty where that is its head."""
    if finding.item is None:
        return finding.section
    if finding.section.startswith(f"{APPENDIX}."):
        return finding.address
    return messages("clause", section=finding.section, item=finding.item)


def _said(side: Said, messages: Messages) -> str:
    if isinstance(side, Threshold):
        unit = "" if side.unit == "%" else f" {side.unit}"
        return messages.threshold(side) + unit
    if isinstance(side, tuple):
        return ", ".join(side) or messages("trace.none")
    return messages.day(side) if isinstance(side, date) else side
