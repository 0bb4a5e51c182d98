"""What falls due in a window of days, and what has no day of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cchc.evaluate.activities import evaluate_activities
from cchc.evaluate.duties import evaluate_obligations
from cchc.plan.model import Activity, Agency, Output, Plan, Source, Text
from cchc.plan.schedule import due_dates
from cchc.plan.succession import Succession
from cchc.results import State
from cchc.submission.model import Submission


class Deadline(NamedTuple):
    """One output, report or duty on the day it falls due."""

    id: str
    """The activity's or the duty's; with the period behind it where each report has one."""
    kind: str
    """The schedule's kind, or ``agency_plan``, ``report``, ``data``."""
    due_on: date
    title: Text
    output: Text | None
    lead: tuple[str, ...]
    source: Source
    plan: Plan
    """The plan that asks for it."""
    number: int = 1
    """Which of the activity's outputs, counted from 1."""
    period: str | None = None
    """The reporting period of a report, of its data or of what falls due with it."""
    condition: Text | None = None
    """What has to happen first, where the plan names it beside a date."""
    state: State | None = None
    """How it stands by a submission; None where none was given or it doesn't say."""
    completed_on: date | None = None


class Undated(NamedTuple):
    """An output that is ongoing or waits for an event."""

    activity: Activity
    output: Output
    number: int
    """Which of the activity's outputs, counted from 1."""
    plan: Plan
    """The plan that asks for it."""


class Deadlines(NamedTuple):
    """What `cchc deadlines` shows."""

    plan: Plan
    """The plan in force at the end of the window, where there are several."""
    start: date
    end: date
    today: date
    agency: Agency | None
    items: tuple[Deadline, ...]
    ongoing: tuple[Undated, ...]
    events: tuple[Undated, ...]


class Scope(NamedTuple):
    """Whose deadlines are wanted."""

    agency: Agency | None = None
    """None for everyone's."""
    lead_only: bool = False
    """Only what the agency leads, not what it takes part in."""

    def holds(self, activity: Activity, number: int) -> bool:
        """Whether an activity's output, counted from 1, is within the scope.

        Who takes part in an activity, or owes one of its outputs, takes part in all of them.
        """
        if self.agency is None:
            return True
        if self.lead_only:
            return number in activity.owed_by(self.agency)
        takes_part = self.agency.is_among((*activity.lead, *activity.coordinating))
        return takes_part or bool(activity.owed_by(self.agency))


def deadlines(
    plan: Plan,
    start: date,
    end: date,
    today: date,
    scope: Scope = Scope(),  # noqa: B008 - immutable
    done: Submission | None = None,
) -> Deadlines:
    """What falls due from `start` to `end`, both included, by day.

    Args:
        plan: the plan.
        start: first day.
        end: last day.
        today: the day from which what is not done counts as overdue.
        scope: whose deadlines.
        done: a submission that tells what is done; its agency has to be the scope's.
    """
    items = [*_duties(plan, scope), *_outputs(plan, scope)]
    if done and done.agency:
        items = list(_with_states(items, plan, done, done.agency, today))
    window = (item for item in items if start <= item.due_on <= end)
    undated = [
        Undated(activity, output, number, plan)
        for activity, number, output in _within(plan, scope)
        if output.schedule.kind in ("ongoing", "event")
    ]
    return Deadlines(
        plan,
        start,
        end,
        today,
        scope.agency,
        tuple(sorted(window, key=lambda item: item.due_on)),
        tuple(entry for entry in undated if entry.output.schedule.kind == "ongoing"),
        tuple(entry for entry in undated if entry.output.schedule.kind == "event"),
    )


def deadlines_across(
    plans: Succession,
    start: date,
    end: date,
    today: date,
    scope: Scope = Scope(),  # noqa: B008 - immutable
    done: Submission | None = None,
) -> Deadlines:
    """Like :func:`deadlines`, each plan asking for what falls due while it is in force.

    A report, and what goes with it, is asked for by the plan that it is held against.  What has
    no day is asked for by the plan in force at the end of the window.
    """
    told = plans.governing(done.period.id) if done and done.period else None
    parts = []
    items: list[Deadline] = []
    for plan, first, until in plans.spans():
        part = deadlines(plan, start, end, today, scope, done if plan is told else None)
        items += [item for item in part.items if _asked(item, plans, first, until)]
        if first <= end and start <= until:
            parts.append(part)
    of_the_time = [part for part in parts if start.year <= part.plan.plan.year <= end.year]
    last = (of_the_time or parts)[-1]
    return last._replace(items=tuple(sorted(items, key=lambda item: item.due_on)))


def _asked(item: Deadline, plans: Succession, first: date, until: date) -> bool:
    """Whether its plan, which holds from `first` to `until`, is the one that asks for `item`."""
    if item.period:
        return plans.governing(item.period) is item.plan
    return first <= item.due_on <= until


def span(plan: Plan) -> tuple[date, date]:
    """The first and the last day on which anything of the plan falls due, for anyone.

    The ends of the plan's year if nothing does.
    """
    scope = Scope()
    days = [item.due_on for item in (*_duties(plan, scope), *_outputs(plan, scope))]
    year = plan.plan.year
    return min(days, default=date(year, 1, 1)), max(days, default=date(year, 12, 31))


def _duties(plan: Plan, scope: Scope) -> Iterator[Deadline]:
    """The agencies' own plans, the closing of data and the reports."""
    everyone = tuple(dict.fromkeys(agency.kind for agency in plan.agencies))
    for duty in plan.obligations:
        its = scope.agency is None or duty.applies(scope.agency)
        if duty.is_agency_plan and duty.due_on and its:
            what = duty.id, "agency_plan", duty.due_on, duty.title, None
            yield Deadline(*what, duty.applies_to, duty.source, plan)
    for period in plan.reporting:
        for kind, day in (("data", period.data_to), ("report", period.due_on)):
            what = f"{kind}-{period.id}", kind, day, period.title, None
            yield Deadline(*what, everyone, period.source, plan, period=period.id)


def _within(plan: Plan, scope: Scope) -> Iterator[tuple[Activity, int, Output]]:
    """The outputs within the scope, with their numbers; duties' own are among them."""
    for activity in plan.activity.values():
        for number, output in enumerate(activity.outputs, 1):
            if scope.holds(activity, number):
                yield activity, number, output


def _outputs(plan: Plan, scope: Scope) -> Iterator[Deadline]:
    for activity, number, output in _within(plan, scope):
        yield from _occurrences(plan, activity, number, output)


def _occurrences(plan: Plan, activity: Activity, number: int, output: Output) -> Iterator[Deadline]:
    schedule = output.schedule
    days = due_dates(schedule, plan)
    is_duty = not activity.field
    for due_on, period in zip(days, schedule.periods or (None,) * len(days), strict=True):
        yield Deadline(
            f"{activity.id}-{period}" if is_duty and period else activity.id,
            schedule.kind,
            due_on,
            activity.title,
            None if is_duty else output.name,
            activity.leads_of(number),
            activity.source,
            plan,
            number,
            period,
            schedule.event,
        )


def _with_states(
    items: list[Deadline], plan: Plan, done: Submission, agency: Agency, today: date
) -> Iterator[Deadline]:
    """The items with how they stand by the submission `done`."""
    results, _ = evaluate_activities(done, plan, agency, today)
    activities = {(r.activity.id, r.number, r.due_on): r for r in results}
    duties = evaluate_obligations(done, plan, agency, today)[0]
    owed = {(r.obligation.id, r.due_on): r for r in duties}
    told = done.period.id if done.period else ""
    for item in items:
        duty = item.id.removesuffix(f"-{item.period}")
        result = activities.get((item.id, item.number, item.due_on)) or owed.get(
            (duty, item.due_on)
        )
        if result:
            yield item._replace(state=result.state, completed_on=result.completed_on)
        elif item.kind == "report" and done.reported_on and item.period == told:
            late = done.reported_on > item.due_on
            yield item._replace(state="late" if late else "done", completed_on=done.reported_on)
        else:
            yield item
