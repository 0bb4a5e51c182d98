"""What one agency has to report for one period: the form that templates are made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cchc.plan.model import (
    Activity,
    Agency,
    Field,
    Metric,
    Obligation,
    Output,
    Plan,
    ReportingPeriod,
    Target,
)
from cchc.plan.schedule import END_OF_MONTH, due_dates


class FormLine(NamedTuple):
    """One figure to fill in."""

    metric: Metric
    targets: tuple[Target, ...]
    """The agency's targets that the figure is compared with; seldom more than one."""
    is_due: bool
    """False for a year-end target before the year's report, which may be left blank."""


class FormSection(NamedTuple):
    """Lines that stand together."""

    field: Field | None
    """The field of reform; None for what is only due with the year's report."""
    lines: tuple[FormLine, ...]


class Task(NamedTuple):
    """One output of an activity that the agency leads."""

    activity: Activity
    number: int
    """Which output, counted from 1."""
    due_on: tuple[date, ...]
    """The days up to the end of the month in which the report is due."""

    @property
    def output(self) -> Output:
        """The output itself."""
        return self.activity.outputs[self.number - 1]

    @property
    def key(self) -> str:
        """What a submission calls it: ``II.2``, or ``II.1.2`` where there are several outputs."""
        several = len(self.activity.outputs) > 1
        return f"{self.activity.id}.{self.number}" if several else self.activity.id


class Form(NamedTuple):
    """What an agency fills in for a period, and nothing that isn't its own."""

    plan: Plan
    agency: Agency
    period: ReportingPeriod
    sections: tuple[FormSection, ...]
    tasks: tuple[Task, ...]
    obligations: tuple[Obligation, ...]
    """The agency's own plan for the year, where it owes one."""

    @property
    def lines(self) -> tuple[FormLine, ...]:
        """The lines of all sections."""
        return tuple(line for section in self.sections for line in section.lines)


def form(plan: Plan, agency: Agency, period: ReportingPeriod) -> Form:
    """The form of `agency` for `period`.

    Year-end targets come last before the year's report: they are the agency's, and may be
    reported as they grow, but nothing is missing without them.
    """
    lines = list(_lines(plan, agency, period))
    sections = [
        FormSection(
            field, tuple(line for line in lines if line.is_due and _field(line) == field.id)
        )
        for field in plan.fields
    ]
    sections.append(FormSection(None, tuple(line for line in lines if not line.is_due)))
    return Form(
        plan,
        agency,
        period,
        tuple(section for section in sections if section.lines),
        tuple(_tasks(plan, agency, period)),
        tuple(one for one in plan.obligations if one.is_agency_plan and one.applies(agency)),
    )


def _lines(plan: Plan, agency: Agency, period: ReportingPeriod) -> Iterator[FormLine]:
    targets: dict[str, list[Target]] = {}
    for target in plan.targets:
        if target.applies(agency):
            targets.setdefault(target.metric, []).append(target)
    for metric, its in targets.items():
        is_due = period.final or any(target.due == "always" for target in its)
        yield FormLine(plan.metric[metric], tuple(its), is_due)


def _field(line: FormLine) -> str:
    return line.targets[0].field


def _tasks(plan: Plan, agency: Agency, period: ReportingPeriod) -> Iterator[Task]:
    last = period.due_on + END_OF_MONTH
    for activity in plan.activity.values():
        for number in activity.owed_by(agency):
            schedule = activity.outputs[number - 1].schedule
            due = tuple(day for day in due_dates(schedule, plan) if day <= last)
            if due and schedule.kind != "reporting":
                yield Task(activity, number, due)
