"""What a name stands for, and everything the plan says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from cchc.catalogue import CatalogueEntry
from cchc.explain.names import OneOutput, Subject
from cchc.explain.samples import Sample, samples
from cchc.plan.model import (
    Activity,
    Agency,
    Confirmed,
    Field,
    Metric,
    Obligation,
    Plan,
    Reading,
    ReportingPeriod,
    Target,
    Threshold,
    Trait,
)
from cchc.plan.schedule import due_dates
from cchc.template import Task


class TargetExplained(NamedTuple):
    """One target."""

    target: Target
    metric: Metric
    field: Field
    agencies: tuple[Agency, ...]
    """Those that the target applies to."""
    since: ReportingPeriod
    """The first report that it is due with."""
    samples: tuple[Sample, ...]
    """Ways to write its figure, with what they come to once the target is due."""
    readings: tuple[Reading, ...]
    """Those of the whole plan's readings that bear on it."""


class MetricExplained(NamedTuple):
    """One metric, with the targets that are compared with it."""

    metric: Metric
    targets: tuple[TargetExplained, ...]


class ActivityExplained(NamedTuple):
    """One activity, with all of its outputs or the one asked for."""

    activity: Activity
    field: Field
    tasks: tuple[Task, ...]
    """Its outputs, each with all the days of the year that it is due on."""
    readings: tuple[Reading, ...]
    """Those of the whole plan's readings that bear on it."""


class PeriodExplained(NamedTuple):
    """One reporting period."""

    period: ReportingPeriod
    targets: tuple[Target, ...]
    """The targets that are due with its report."""
    readings: tuple[Reading, ...]


class ObligationExplained(NamedTuple):
    """One duty of the agencies."""

    obligation: Obligation
    fields: tuple[Field, ...]
    agencies: tuple[Agency, ...]
    """Those that have the duty."""
    readings: tuple[Reading, ...]


class AgencyExplained(NamedTuple):
    """One agency."""

    agency: Agency
    targets: tuple[Target, ...]
    """Its own."""
    activities: tuple[Activity, ...]
    """Those that it leads."""


Explained: TypeAlias = (
    CatalogueEntry
    | TargetExplained
    | MetricExplained
    | ActivityExplained
    | PeriodExplained
    | ObligationExplained
    | AgencyExplained
)


class Explanation(NamedTuple):
    """What `cchc explain` shows where names are given."""

    plan: Plan
    subjects: tuple[Explained, ...]


def explain(plan: Plan, subject: Subject) -> Explained:
    """Everything that there is to say of `subject`."""
    if isinstance(subject, CatalogueEntry):
        return subject
    if isinstance(subject, Target):
        return _target(plan, subject)
    if isinstance(subject, Metric):
        its = (target for target in plan.targets if target.metric == subject.id)
        return MetricExplained(subject, tuple(_target(plan, target) for target in its))
    if isinstance(subject, Activity):
        return _activity(plan, subject, range(1, len(subject.outputs) + 1))
    if isinstance(subject, OneOutput):
        return _activity(plan, subject.activity, (subject.number,))
    if isinstance(subject, ReportingPeriod):
        due = (target for target in plan.targets if subject.final or target.due == "always")
        closing: set[Trait] = {"year_end"} if subject.final else set()
        return PeriodExplained(subject, tuple(due), plan.bearing("dated", *closing))
    if isinstance(subject, Obligation):
        return _obligation(plan, subject)
    return _agency(plan, subject)


def _target(plan: Plan, target: Target) -> TargetExplained:
    metric = plan.metric[target.metric]
    traits: set[Trait] = {"target", target.due}
    if metric.kind == "confirmation":
        traits.add("confirmation")
    if metric.accrues:
        traits.add("accrues")
    if metric.counts_agencies:
        traits.add("counts_agencies")
    if metric.shared_list:
        traits.add("shared_list")
    if target.until:
        traits.add("until")
    agencies = tuple(agency for agency in plan.agencies if target.applies(agency))
    threshold = target.threshold
    if metric.kind == "share" and len(agencies) > 1 and _is_below_100(threshold):
        traits.add("below_100")
    return TargetExplained(
        target,
        metric,
        _field(plan, target.field),
        agencies,
        _since(plan, target),
        tuple(samples(metric, target.threshold)),
        plan.bearing(*traits),
    )


def _is_below_100(threshold: Threshold | Confirmed) -> bool:
    return isinstance(threshold, Threshold) and threshold.value < 100


def _since(plan: Plan, target: Target) -> ReportingPeriod:
    """The first report that `target` is due with; every plan has one that closes the year."""
    due = (period for period in plan.reporting if period.final or target.due == "always")
    return min(due, key=lambda period: period.due_on)


def _activity(plan: Plan, activity: Activity, numbers: Iterable[int]) -> ActivityExplained:
    tasks = tuple(
        Task(activity, number, due_dates(activity.outputs[number - 1].schedule, plan))
        for number in numbers
    )
    return ActivityExplained(
        activity, _field(plan, activity.field), tasks, plan.bearing(*_traits(plan, tasks))
    )


def _traits(plan: Plan, tasks: tuple[Task, ...]) -> Iterator[Trait]:
    closing = max(period.data_to for period in plan.reporting)
    for task in tasks:
        kind = task.output.schedule.kind
        if kind in ("month", "quarter", "year"):
            yield kind
        if task.due_on:
            yield "dated"
        if any(day > closing for day in task.due_on):
            yield "after_data"


def _obligation(plan: Plan, obligation: Obligation) -> ObligationExplained:
    return ObligationExplained(
        obligation,
        tuple(_field(plan, id) for id in obligation.fields),
        tuple(agency for agency in plan.agencies if obligation.applies(agency)),
        plan.bearing(*(("dated",) if due_dates(obligation.times, plan) else ())),
    )


def _agency(plan: Plan, agency: Agency) -> AgencyExplained:
    return AgencyExplained(
        agency,
        tuple(target for target in plan.targets if target.applies(agency)),
        tuple(activity for activity in plan.activities if activity.owed_by(agency)),
    )


def _field(plan: Plan, id: str) -> Field:
    return next(field for field in plan.fields if field.id == id)
