"""Which column holds what in this report, and what is wrong with the heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.nodes import Scalar
from cchc.submission.columns import ACTIVITIES, METRICS, Column, almost, named, names
from cchc.submission.tables.headings import MOST_COLUMNS, Candidate, Heading
from cchc.submission.tables.qualifiers import Meaning, Reference, Said, read
from cchc.text import nearest

_MOST_UNKNOWN: Final = 20
"""Unknown columns that are reported one by one."""
_ALIKE: Final = 0.75
"""Likeness, of 1, from which a heading is taken for a misspelt one."""
_VALUE: Final = next(column for column in METRICS if column.key == "value")


class Columns(NamedTuple):
    """What the columns of a table count as in this report, by their number from 1."""

    heading: Heading
    at: dict[int, Column]
    foreign: frozenset[int]
    """Columns of another period, of the plan and the like, and those that `problems` name."""
    names: dict[int, str]
    """What the columns are called, read or not."""
    units: dict[int, str]
    """The units that headings name, folded."""
    missing: Diagnostic | None
    """The column without which no row can be used, or only half of each."""
    problems: tuple[Diagnostic, ...]

    @property
    def key(self) -> Column:
        """The column that says what a row is for."""
        return self.heading.key

    @property
    def are_metrics(self) -> bool:
        """Whether the rows are of metrics, and not of activities."""
        return self.heading.columns is METRICS

    @property
    def has_key(self) -> bool:
        """Whether there is a column that says what a row is for."""
        return self.key in self.at.values()


def settle(heading: Heading, known: Reference) -> Columns:
    """What the columns of `heading` are in a report such as `known`."""
    if len(heading.at) + len(heading.others) > MOST_COLUMNS:
        problem = diagnostic("too-many-columns", heading.place, limit=MOST_COLUMNS)
        return Columns(heading, {}, frozenset(), {}, {}, problem, (problem,))
    said = {number: _said(candidate, known) for number, candidate in heading.at.items()}
    meanings = {number: found.meaning for number, found in said.items()}
    at = _assigned(heading, meanings)
    missing = _missing(heading, at)
    misnamed, unknown = _unknown(heading)
    return Columns(
        heading,
        at,
        frozenset((*(number for number in heading.at if number not in at), *misnamed)),
        {
            **{number: candidate.name.text for number, candidate in heading.at.items()},
            **{number: name.text for number, name in heading.others.items()},
        },
        {number: found.unit for number, found in said.items() if found.unit},
        missing,
        (
            *(() if heading.key in at.values() else (_without(heading, heading.key.key),)),
            *((missing,) if missing else ()),
            *_passed_over(heading, meanings),
            *misnamed.values(),
            *unknown,
            *_duplicates(heading, at),
        ),
    )


def _said(candidate: Candidate, known: Reference) -> Said:
    """What stands beside a column's name makes of it; its name in English makes nothing."""
    if all(named(METRICS, text) is candidate.column for text in candidate.said):
        return Said("nothing", "")
    return read(candidate.said, known)


def _assigned(heading: Heading, meanings: dict[int, Meaning]) -> dict[int, Column]:
    """The columns that are this report's.

    Without one for values, those for results hold them, unless there are fractions too; without
    one for ids, those for titles name the metrics.
    """
    at = {
        number: candidate.column
        for number, candidate in heading.at.items()
        if meanings[number] in ("nothing", "own")
    }
    if heading.columns is not METRICS:
        return at
    keys = {column.key for column in at.values()}
    for number, column in at.items():
        is_meant = meanings[number] == "own" or not keys & {"numerator", "denominator"}
        if column.key == "result" and "value" not in keys and is_meant:
            at[number] = _VALUE
        elif column.key == "title" and heading.key.key not in keys:
            at[number] = heading.key
    return at


def _missing(heading: Heading, at: dict[int, Column]) -> Diagnostic | None:
    if heading.columns is ACTIVITIES:
        return None
    keys = {column.key for column in at.values()}
    fraction = {"numerator", "denominator"} - keys
    if len(fraction) == 1:
        return _without(heading, fraction.pop())
    return _without(heading, "value") if fraction and "value" not in keys else None


def _without(heading: Heading, key: str) -> Diagnostic:
    name = next(column.vi for column in heading.columns if column.key == key)
    return diagnostic("missing-column", heading.place, name=name)


def _passed_over(heading: Heading, meanings: dict[int, Meaning]) -> Iterator[Diagnostic]:
    """Columns that would be read but for what stands beside their names."""
    for number, found in meanings.items():
        column, _, name = heading.at[number]
        if found == "other":
            yield diagnostic("other-column", name.place, name=name.text)
        elif found == "unclear":
            yield diagnostic("renamed-column", name.place, name=name.text, nearest=column.vi)


def _unknown(heading: Heading) -> tuple[dict[int, Diagnostic], list[Diagnostic]]:
    """Columns that have nearly the name of another, and those whose name means nothing here."""
    misnamed: dict[int, Diagnostic] = {}
    unknown: list[Scalar] = []
    for number, name in heading.others.items():
        near = almost(name.text) or nearest(name.text, names(heading.columns), cutoff=_ALIKE)
        if near:
            misnamed[number] = diagnostic(
                "renamed-column", name.place, name=name.text, nearest=near
            )
        else:
            unknown.append(name)
    reported = [
        diagnostic("unknown-column", name.place, name=name.text) for name in unknown[:_MOST_UNKNOWN]
    ]
    if further := unknown[_MOST_UNKNOWN:]:
        reported.append(diagnostic("unknown-columns", further[0].place, count=len(further)))
    return misnamed, reported


def _duplicates(heading: Heading, at: dict[int, Column]) -> Iterator[Diagnostic]:
    """Columns of the same name, of which nobody can say which one counts."""
    counts = Counter(column.key for column in at.values() if column.is_read)
    for number, column in at.items():
        if counts[column.key] > 1:
            name = heading.at[number].name
            yield diagnostic("duplicate-column", name.place, name=name.text)
