"""What a period's submissions come to for the whole province, as frozen types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple, get_args

from cchc.batch import Conflict, Superseded
from cchc.diagnostics import Place
from cchc.errors import Exit
from cchc.plan.model import Agency, Field, Metric, MetricKind, Plan, ReportingPeriod, Target
from cchc.results import FAILURES, ActivityResult, Result, State, Status, SubmissionResult

Timing = Literal["on_time", "late", "early", "undated", "silent", "conflict"]
TIMINGS: Final[tuple[Timing, ...]] = get_args(Timing)
"""How a report came: after its last day, before its data close, without a day, not at all, or
in several files that contradict each other's claim to be the report."""
NOT_SUBMITTED: Final = frozenset[Timing](("silent", "conflict"))

Basis = Literal["lead", "sum", "agencies"]
"""Where a province's figure comes from: its single lead, the fractions of all agencies added up,
or the number of agencies that have done what is asked."""
Measure = Literal["percent", "count", "answer"]
Reached = Literal["pass", "fail", "undecided", "missing", "invalid", "none_arising", "not_due"]
REACHED: Final[tuple[Reached, ...]] = get_args(Reached)

Ground = Literal["silent", "earlier", "mean", "list"]
"""What a sum rests on beside what was reported: that the silent weigh the mean of their kind; that
percentages weigh the agency's own denominator of an earlier period, or that mean; that agencies
report on one list, which counts once."""
GROUNDS: Final[tuple[Ground, ...]] = get_args(Ground)

FAILING: Final = FAILURES | {"invalid"}
"""Statuses of a target that an agency has to do something about."""


class Standing(NamedTuple):
    """One agency in one period."""

    agency: Agency
    timing: Timing
    checked: SubmissionResult
    """Its submission; where there is none to go by, one that reports nothing."""
    files: tuple[str, ...]
    """Where it reports: none if it is silent, several if they conflict."""
    days_late: int = 0
    """Days between the last permitted day and that of the report; 0 if it is in time."""

    @property
    def submitted(self) -> bool:
        """Whether there is a submission to go by."""
        return self.timing not in NOT_SUBMITTED

    @property
    def failing(self) -> int:
        """How many of its targets fail, are missing or can't be read."""
        return sum(result.status in FAILING for result in self.checked.results)

    @property
    def led(self) -> tuple[ActivityResult, ...]:
        """The activities that it leads, each time they fall due."""
        return tuple(
            result
            for result in self.checked.activities
            if result.number in result.activity.owed_by(self.agency)
        )

    @property
    def states(self) -> dict[State, int]:
        """How many of the activities it leads, and of its own duties, are in each state."""
        counts = Counter(result.state for result in self.led)
        counts.update(duty.state for duty in self.checked.obligations)
        return dict(counts)


class Differing(NamedTuple):
    """A length that some agencies give a list on which all of them should report."""

    denominator: Fraction
    agencies: tuple[Agency, ...]


class Total(NamedTuple):
    """What the whole province reaches for one target."""

    target: Target
    metric: Metric
    basis: Basis
    status: Reached
    counts: Mapping[Status, int]
    """How many of the agencies concerned have each status; only those that occur."""
    unknown: tuple[Agency, ...] = ()
    """Agencies whose part isn't known: silent, without a figure, or with a percentage alone."""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    """The figure of all that is reported: percent, or a count; 1 for a yes and 0 for a no.
    None where there is no weight to add percentages by."""
    low: Fraction | None = None
    """The figure if nothing that is unknown were counted in the numerator."""
    high: Fraction | None = None
    """The figure if all that is unknown were counted in the numerator."""
    rests_on: tuple[Ground, ...] = ()
    """What the figure and its bounds rest on beside what was reported."""
    estimated: bool = False
    """Whether the status rests on weights, too: with other denominators it could be another."""
    wanted: tuple[Agency, ...] = ()
    """Agencies that give a percentage alone, whose fractions would settle their weight."""
    differing: tuple[Differing, ...] = ()
    """The lengths that agencies give one list, the most frequent first; none where all agree."""
    lead: Agency | None = None
    """The agency whose figure it is, where it is one agency's."""

    @property
    def assumed(self) -> bool:
        """Whether `low` and `high` rest on weights that nobody has reported for the period."""
        return bool(set(self.rests_on) - {"list"})

    @property
    def measure(self) -> Measure:
        """What its figures are: percentages, unless one agency counts or answers for all."""
        of_lead: dict[MetricKind, Measure] = {"count": "count", "confirmation": "answer"}
        return of_lead.get(self.metric.kind, "percent") if self.basis == "lead" else "percent"


class Snapshot(NamedTuple):
    """One period."""

    period: ReportingPeriod
    standings: tuple[Standing, ...]
    """Every agency of the registry, the worst first."""
    totals: tuple[Total, ...]
    """In the plan's order."""

    def standing(self, agency: Agency) -> Standing:
        """How one agency stands."""
        return next(one for one in self.standings if one.agency.id == agency.id)

    def total(self, target: Target) -> Total | None:
        """How the province stands with a target; None if the period's plan doesn't have it."""
        return next((one for one in self.totals if one.target.id == target.id), None)

    @property
    def timings(self) -> dict[Timing, int]:
        """How many agencies reported how."""
        counts = Counter(one.timing for one in self.standings)
        return {timing: counts[timing] for timing in TIMINGS}

    @property
    def reached(self) -> dict[Reached, int]:
        """How many of the province's targets stand how."""
        counts = Counter(total.status for total in self.totals)
        return {status: counts[status] for status in REACHED}


class FigureChange(NamedTuple):
    """One agency's target in this period beside the one before."""

    agency: Agency
    before: Result
    after: Result

    @property
    def direction(self) -> Literal["rose", "fell", "same"]:
        """Where the value went; ``same`` where either has none."""
        before, after = (getattr(one.content, "value", None) for one in (self.before, self.after))
        if before is None or after is None or before == after:
            return "same"
        return "rose" if after > before else "fell"

    @property
    def newly(self) -> Literal["failing", "passing", ""]:
        """Whether a target that was met is failing now, or one that was failing is met."""
        was, is_now = (one.status in FAILING for one in (self.before, self.after))
        if self.before.status == "pass" and is_now:
            return "failing"
        return "passing" if was and self.after.status == "pass" else ""


class Impossible(NamedTuple):
    """A count that can only grow, and fell: one of the two reports must be wrong."""

    agency: Agency
    metric: Metric
    part: Literal["numerator", "denominator", "value"]
    before: Fraction
    after: Fraction
    earlier: str
    """The earlier report's file."""
    later: str
    """The later report's file."""
    earlier_place: Place | None = None
    """Where the figure stands in the earlier report."""
    later_place: Place | None = None
    """Where it stands in the later one."""


class Choice(NamedTuple):
    """What of a rollup a screen is to show; all of it where nothing is said."""

    only: frozenset[Reached] | None = None
    field: Field | None = None
    agency: Agency | None = None


class Rollup(NamedTuple):
    """A period of the whole province, beside those before it."""

    plan: Plan
    day: date
    """The day on which what is not done counts as overdue."""
    now: Snapshot
    earlier: tuple[Snapshot, ...]
    """Earlier periods of which there are submissions, in their order."""
    changes: tuple[FigureChange, ...]
    """Against the last of the earlier periods."""
    impossible: tuple[Impossible, ...]
    unattributed: tuple[SubmissionResult, ...]
    """Files that don't tell, in a form that can be read, whose report they are."""
    elsewhere: tuple[SubmissionResult, ...]
    """Files of a later period."""
    conflicts: tuple[Conflict, ...]
    superseded: tuple[Superseded, ...] = ()
    skipped: tuple[str, ...] = ()
    """Files in the folder that can't be submissions by their names."""
    unused: tuple[str, ...] = ()
    """Files of earlier periods that could not be compared with."""
    choice: Choice = Choice()

    @property
    def exit_status(self) -> Exit:
        """As of a check: 3 where a file is invalid or in conflict, else 1 where anything fails.

        Silent agencies fail, as do targets that the province doesn't reach.
        """
        verdicts = {one.checked.verdict if one.submitted else "fail" for one in self.now.standings}
        if self.unattributed or self.conflicts or "invalid" in verdicts:
            return Exit.INVALID
        failed = any(self.now.reached[status] for status in ("fail", "missing", "invalid"))
        return Exit.FAILED if failed or "fail" in verdicts else Exit.OK
