"""What holding a plan against its decision comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from cchc.decision.model import AppendixRow, Decision
from cchc.errors import Exit
from cchc.plan.model import Activity, Plan, Threshold

Subject = Literal[
    "head", "source", "threshold", "figure", "item", "row", "time", "lead", "coordinating",
    "quantity", "day",
]  # fmt: skip
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
Kind = Literal["unclaimed", "contradictory"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Code = Literal[
    # Unclaimed: the decision says it, and the plan doesn't.
    "figure", "item", "row", "count", "unquoted", "day", "unread", "no-targets", "no-rows",
    "unexplained", "symbol", "equation", "field", "picture", "object", "note", "margin",
    # Contradictory: the plan says it, and the decision says something else or nothing.
    "decision", "signed-on", "effective", "supersedes", "place", "clause", "same-place", "before",
    "order", "threshold", "op", "bare", "unit", "twice", "until", "number", "same-row", "days",
    "months", "quarters", "schedule", "periods", "words", "output", "lead", "no-lead", "name",
    "plan-day", "coordinating", "quantity",
]  # fmt: skip
CODES: Final[tuple[Code, ...]] = get_args(Code)
Said: TypeAlias = str | date | Threshold | tuple[str, ...]
"""What is set beside each other: words, a day, a threshold, or names."""


class Claim(NamedTuple):
    """Something that the plan and the decision agree on."""

    subject: Subject
    address: str


class Finding(NamedTuple):
    """Something that they don't agree on."""

    kind: Kind
    code: Code
    section: str
    """Where in the decision: ``II.3.a``, ``PL.III``; the plan's where there is no such place."""
    item: int | None = None
    """Which item of the section's list, or number of the appendix."""
    line: int = 0
    """Line of the source; 0 where there is none."""
    entry: str = ""
    """Id of the plan's entry; empty where no entry is concerned."""
    text: Said = ""
    """What the decision says."""
    plan: Said = ""
    """What the plan says."""
    excerpt: str = ""
    """The decision's words around it."""

    @property
    def address(self) -> str:
        """Section and item in one: ``II.3.a.4``."""
        return self.section if self.item is None else f"{self.section}.{self.item}"


def of_row(row: AppendixRow, activity: Activity, code: Code) -> Finding:
    """A contradiction between a row of the appendix and the activity that cites it."""
    where = row.place, row.number, row.line
    return Finding("contradictory", code, *where, activity.id, excerpt=row.title)


Fate = Literal["claimed", "aside", "unexplained"]
FATES: Final[tuple[Fate, ...]] = get_args(Fate)
Reason = Literal[
    "document", "numbering", "name", "task", "background", "year", "other-year", "period", "beside",
    "repeated", "closing", "",
]  # fmt: skip
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)[:-1]
"""Why a number is none of the plan's; empty where it is, or where nothing says so."""


class Account(NamedTuple):
    """A number of the text, and what became of it."""

    line: int
    text: str
    """As it is written: ``95%``, ``quý I``."""
    fate: Fate
    reason: Reason
    """Why it was set aside; empty for the other fates."""
    entry: str
    """Id of the plan's entry that claims it; empty where none does."""
    address: str
    """Where in the decision; empty before the first heading."""
    heading: str
    """The words of the section that it was judged by."""
    words: str
    """The whole line."""


class Trace(NamedTuple):
    """The whole of it."""

    plan: Plan
    decision: Decision
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Account, ...]
    """Every number of the text."""

    @property
    def covered(self) -> Mapping[Subject, int]:
        """How much of each subject agrees."""
        return Counter(claim.subject for claim in self.claims)

    @property
    def fates(self) -> Mapping[Fate, int]:
        """How many numbers of the text came to what."""
        return Counter(one.fate for one in self.figures)

    @property
    def reasons(self) -> Mapping[Reason, int]:
        """How many numbers were set aside for what reason."""
        return Counter(one.reason for one in self.figures if one.fate == "aside")

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The findings of one kind, in the decision's order."""
        found = (finding for finding in self.findings if finding.kind == kind)
        return tuple(sorted(found, key=lambda one: one.line))

    @property
    def exit_status(self) -> Exit:
        """1 where anything is unclaimed or contradictory, else 0."""
        return Exit.FAILED if self.findings else Exit.OK
