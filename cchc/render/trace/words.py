"""What holding a plan against its decision found, in words that several formats share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cchc.decision.model import APPENDIX
from cchc.messages import Messages
from cchc.trace.model import Account, Finding, Trace


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


def address(finding: Finding, messages: Messages) -> str:
    """Where in the decision; empty where that is its head."""
    if finding.item is None:
        return finding.section
    if finding.section.startswith(f"{APPENDIX}."):
        return finding.address
    return messages("clause", section=finding.section, item=finding.item)
