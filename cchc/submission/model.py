"""A submission as frozen types: every figure exact, and with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from cchc.diagnostics import Diagnostic, Place
from cchc.plan.model import Agency, ReportingPeriod

ActivityStatus = Literal["done", "in_progress", "not_started"]


class Measured(NamedTuple):
    """A share, a growth (both in percent) or a count, exactly.

    Whole numbers hold it, of which most are only compared; a Fraction is made when asked for.
    """

    over: int
    under: int
    """The value is `over` / `under`, in any terms; where a fraction was given, the fraction's."""
    digits: int = 0
    """Decimals that were written, so that showing the value need not drop any."""
    counted: Fraction | int | None = None
    """The numerator of the fraction that was given."""
    out_of: Fraction | int | None = None
    """Its denominator."""
    stated: Fraction | None = None
    """The share stated beside a fraction."""
    percent: bool = False
    """Whether a percent sign was written, so that 0,9% can't be meant as 90%."""

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return Fraction(self.over, self.under)

    @property
    def numerator(self) -> Fraction | None:
        """The numerator of the fraction that was given; None where none was."""
        return None if self.counted is None else Fraction(self.counted)

    @property
    def denominator(self) -> Fraction | None:
        """The denominator of the fraction that was given; None where none was."""
        return None if self.out_of is None else Fraction(self.out_of)


def measured(
    value: Fraction,
    digits: int = 0,
    numerator: Fraction | None = None,
    denominator: Fraction | None = None,
    stated: Fraction | None = None,
    *,
    percent: bool = False,
) -> Measured:
    """What comes to `value`."""
    over, under = value.as_integer_ratio()
    return Measured(over, under, digits, numerator, denominator, stated, percent)


class Answer(NamedTuple):
    """A confirmation."""

    yes: bool


class NoneArising(NamedTuple):
    """Nothing to count in the period."""


class Unreadable(NamedTuple):
    """Something was written that can't be used; the figure's diagnostic says why."""


Content: TypeAlias = Measured | Answer | NoneArising | Unreadable


class Figure(NamedTuple):
    """What was reported for one metric."""

    content: Content
    place: Place
    note: str = ""
    problem: Diagnostic | None = None
    """Why the figure is unreadable."""
    more: tuple[Diagnostic, ...] = ()
    """What else there is to say of it: other problems, or warnings of how it was read."""
    estimate: Measured | None = None
    """What the agency expects for the whole year; it never decides a verdict."""


class ActivityReport(NamedTuple):
    """What was reported of one activity, or of one of its outputs."""

    activity: str
    output: int | None
    """Which output, counted from 1; None where only the activity was named."""
    status: ActivityStatus
    completed_on: tuple[date, ...]
    document: str
    place: Place
    note: str = ""


class AgencyPlan(NamedTuple):
    """What was reported of the agency's own plan for the year."""

    issued_on: date | None
    document: str
    place: Place
    note: str = ""


class AsOf(NamedTuple):
    """The last day that a report's data count, where it isn't the last of the period's data."""

    day: date
    place: Place


class Submission(NamedTuple):
    """One agency's report for one period."""

    file: str
    agency: Agency | None
    period: ReportingPeriod | None
    reported_on: date | None
    figures: Mapping[str, Figure]
    """By metric id; only metrics that the plan has."""
    blank: Mapping[str, Place]
    """Where a metric stands in the file with nothing written for it."""
    activities: tuple[ActivityReport, ...]
    agency_plan: AgencyPlan | None
    diagnostics: tuple[Diagnostic, ...]
    """Every problem found while reading, those of figures included, in the file's order."""
    note: str = ""
    """What the agency adds to the whole."""
    tabular: bool = False
    """Whether it is a table: a workbook or a CSV file."""
    text: str = ""
    """The file's text, from which a problem's line is shown; empty for a workbook."""
    as_of: AsOf | None = None
    """Given by a supplement, whose data go on past the last day of the period's."""
    is_foreign: bool = False
    """Whether the file plainly is something else, as folders hold beside submissions."""

    @property
    def is_supplement(self) -> bool:
        """Whether its data go on past the last day of the period's."""
        return bool(self.as_of and self.period and self.as_of.day > self.period.data_to)
