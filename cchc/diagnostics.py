"""What can be wrong with an input, each kind with a stable code.

A diagnostic says *which* kind of problem it is and *where*; the words, in both languages, are
in `cchc.messages` under the same code, together with a text on how to mend it.
"""

from __future__ import annotations

import re
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
        "date-too-late",
        "report-late",
        "plan-unconfirmed",
        "waiver-expired",
        "waiver-unused",
        "waiver-unread",
        "waiver-not-applicable",
        "waiver-not-checked",
        "share-or-ratio",
        "figures-disagree",
        "no-figure",
        "tidied",
        "other-unit",
        "hidden-cell",
        "hidden-sheet",
        "external-link",
        "stale-result",
        "format-hides",
        "values-only",
        "unknown-column",
        "unknown-columns",
        "other-column",
        "figures-passed-over",
        "sum-row",
        "column-unit",
        "metric-not-applicable",
        "agency-plan-late",
        "agency-plan-not-reported",
        "duty-late",
        "duty-overdue",
        "duty-not-reported",
        "superseded",
        "skipped",
    }
)
"""Codes that are warnings; every other code is an error."""


class Place(NamedTuple):
    """A place in a text file, or a cell of a workbook; both numbers count from 1."""

    line: int
    """Line of a text, row of a sheet."""
    column: int
    sheet: str = ""
    """Name of the sheet; empty for a text file."""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: ``C7``."""
        letters, number = "", self.column
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.line}"


class Term(str):
    """A message's parameter that is itself a word of the catalogue, by its key."""


class Diagnostic(NamedTuple):
    """One problem of one input."""

    code: str
    place: Place | None = None
    params: Mapping[str, object] = {}
    """What the message's placeholders stand for; dates and numbers are shown as the reader's
    language writes them."""
    excerpt: str = ""
    """The line of the text file at `place`, to be shown with a mark under the column."""

    @property
    def severity(self) -> Severity:
        """Errors make the input invalid; warnings are only shown."""
        return "warning" if self.code in WARNINGS else "error"


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`problems` in the order of the file; those without a place come last, as they came."""
    problems = tuple(problems)
    if len(problems) < 2:
        return problems
    sheets = list(dict.fromkeys(problem.place.sheet for problem in problems if problem.place))

    def position(problem: Diagnostic) -> tuple[int, int, int]:
        if problem.place is None:
            return len(sheets), 0, 0
        return sheets.index(problem.place.sheet), problem.place.line, problem.place.column

    return tuple(sorted(problems, key=position))


LINE_BREAK: Final = re.compile("\r\n|[\r\n]")
"""What ends a line in editors and on GitHub and GitLab; YAML 1.1 has more such signs."""


def lines_of(text: str) -> list[str]:
    """The lines of `text`, as places count them."""
    return LINE_BREAK.split(text)


def place_at(text: str, index: int) -> Place:
    """The place of the character at `index` of `text`."""
    before = lines_of(text[:index])
    return Place(len(before), len(before[-1]) + 1)


def quoting(problems: Iterable[Diagnostic], text: str) -> tuple[Diagnostic, ...]:
    """`problems` with the lines of `text` that they are about."""
    problems = tuple(problems)
    if not text or not any(problem.place for problem in problems):
        return problems
    lines = lines_of(text)
    return tuple(
        problem._replace(excerpt=lines[problem.place.line - 1])
        if problem.place and not problem.place.sheet and problem.place.line <= len(lines)
        else problem
        for problem in problems
    )


def diagnostic(code: str, place: Place | None = None, **params: object) -> Diagnostic:
    """Shorthand for a :class:`Diagnostic` with its message's parameters as keywords."""
    return Diagnostic(code, place, params)
