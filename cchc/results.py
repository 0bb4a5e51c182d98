"""What checking a submission yields: verdicts of targets, activities and duties."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal, NamedTuple, get_args

from cchc.diagnostics import WARNINGS, Diagnostic, Place
from cchc.plan.model import Activity, Metric, Obligation, Op, Output, Target, Threshold
from cchc.submission.model import Content, Measured, Submission
from cchc.waivers.model import Waiver

Status = Literal["pass", "fail", "missing", "invalid", "none_arising", "not_due", "not_applicable"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
FAILURES: Final = frozenset[Status](("fail", "missing"))

Verdict = Literal["pass", "fail", "invalid"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
State = Literal["done", "late", "overdue", "not_reported", "open"]
STATES: Final[tuple[State, ...]] = get_args(State)


class Gap(NamedTuple):
    """How far a value is from its threshold."""

    value: Fraction
    """Value less threshold: in points for shares and growth, in cases for counts."""
    cases: Fraction | None
    """Cases of the numerator that are missing (or too many, where less is asked); None where
    the threshold is met or no fraction was given."""


class Result(NamedTuple):
    """The verdict of one target."""

    target: Target
    metric: Metric
    status: Status
    content: Content | None = None
    """What was reported; None where nothing was."""
    place: Place | None = None
    note: str = ""
    problem: Diagnostic | None = None
    """Why the status is ``invalid``."""
    estimate: Measured | None = None
    """What the agency expects for the whole year; shown, and no part of the verdict."""
    waiver: Waiver | None = None
    """What would excuse a failure; the status stays what the figures say."""

    @property
    def waived(self) -> bool:
        """Whether it is a failure that somebody has excused."""
        return self.waiver is not None and self.status in FAILURES

    @property
    def gap(self) -> Gap | None:
        """How far the figure is from the threshold, where it is a number that can be used."""
        content, threshold = self.content, self.target.threshold
        if self.status == "invalid" or not isinstance(content, Measured):
            return None
        if not isinstance(threshold, Threshold):
            return None
        difference = content.value - Fraction(threshold.value)
        if self.status == "pass":
            return Gap(difference, None)
        return Gap(difference, _cases(content, self.metric, threshold))


def _cases(content: Measured, metric: Metric, threshold: Threshold) -> Fraction | None:
    """How many cases more (or less) would meet the threshold."""
    limit = Fraction(threshold.value)
    if metric.kind == "count":
        return _missing(content.value, limit, threshold.op, metric)
    if content.numerator is None or content.denominator is None:
        return None
    needed = (limit + metric.base) * content.denominator / 100
    return _missing(content.numerator, needed, threshold.op, metric)


def _missing(have: Fraction, needed: Fraction, op: Op, metric: Metric) -> Fraction:
    """How much more (or less) than `have` would meet the threshold, at the least."""
    if not metric.whole:
        return abs(needed - have)
    if op in (">=", ">"):
        least = ceil(needed) if op == ">=" else floor(needed) + 1
        return least - have
    most = floor(needed) if op == "<=" else ceil(needed) - 1
    return have - most


class ActivityResult(NamedTuple):
    """How one occurrence of an activity's output stands on the day of the report."""

    activity: Activity
    number: int
    """Which output, counted from 1."""
    state: State
    due_on: date | None
    """None for what is ongoing or waits for an event."""
    completed_on: date | None = None
    document: str = ""
    place: Place | None = None
    note: str = ""

    @property
    def output(self) -> Output:
        """The output itself."""
        return self.activity.outputs[self.number - 1]


class ObligationResult(NamedTuple):
    """How a duty of the agency stands on the day of the report."""

    obligation: Obligation
    state: State
    due_on: date | None = None
    """None for what is ongoing or waits for an event."""
    completed_on: date | None = None
    document: str = ""
    place: Place | None = None
    note: str = ""


class SubmissionResult(NamedTuple):
    """One submission, checked."""

    submission: Submission
    day: date | None
    """The day of the report, on which activities count as overdue; None where not evaluated."""
    results: tuple[Result, ...]
    activities: tuple[ActivityResult, ...]
    obligations: tuple[ObligationResult, ...]
    diagnostics: tuple[Diagnostic, ...]
    closing: date | None = None
    """The last day that the data count: the supplement's, else the period's."""

    @property
    def summary(self) -> dict[Status, int]:
        """How many targets have each status."""
        statuses = [result.status for result in self.results]
        return {status: statuses.count(status) for status in STATUSES}

    @property
    def verdict(self) -> Verdict:
        """``invalid`` outranks ``fail``; warnings and activities change nothing."""
        if not WARNINGS.issuperset([problem.code for problem in self.diagnostics]):
            return "invalid"
        passed = FAILURES.isdisjoint([result.status for result in self.results])
        return "pass" if passed else "fail"
