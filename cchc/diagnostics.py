"""What can be wrong with an input, each kind with a stable code.

A diagnostic says *which* kind of problem it is and *where*; the words, in both languages, are
in `cchc.messages` under the same code, together with a text on how to mend it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning"]

WARNINGS: Final = frozenset(
    {
        "activity-late",
        "activity-overdue",
        "activity-not-reported",
        "activity-not-lead",
        "activity-first-output",
        "activity-day-but-not-done",
        "activity-done-without-date",
        "date-in-future",
        "date-too-early",
        "report-late",
        "share-or-ratio",
        "metric-not-applicable",
        "agency-plan-late",
        "agency-plan-not-reported",
    }
)
"""Codes that are warnings; every other code is an error."""


class Place(NamedTuple):
    """A place in a text file; both numbers count from 1."""

    line: int
    column: int


class Term(str):
    """A message's parameter that is itself a word of the catalogue, by its key."""


class Diagnostic(NamedTuple):
    """One problem of one input."""

    code: str
    place: Place | None = None
    params: Mapping[str, object] = {}
    """What the message's placeholders stand for; dates and numbers are shown as the reader's
    language writes them."""

    @property
    def severity(self) -> Severity:
        """Errors make the input invalid; warnings are only shown."""
        return "warning" if self.code in WARNINGS else "error"


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`problems` in the order of the file; those without a place come last, as they came."""
    beyond = Place(sys.maxsize, 0)
    return tuple(sorted(problems, key=lambda problem: problem.place or beyond))


def diagnostic(code: str, place: Place | None = None, **params: object) -> Diagnostic:
    """Shorthand for a :class:`Diagnostic` with its message's parameters as keywords."""
    return Diagnostic(code, place, params)
