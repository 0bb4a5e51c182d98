"""Activities against their days.

Days reported of what comes round again complete the occurrence whose time they fall in, which
starts when the one before it was due; a day that is left over completes the first one missed, late.
What is late or overdue is a warning, and changes no exit status unless the policy says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.memo import Memo, once
from cchc.plan.model import Activity, Agency, Plan, Schedule
from cchc.plan.schedule import due_dates
from cchc.results import ActivityResult, State
from cchc.submission.model import ActivityReport, Submission

_CODES = {
    "late": "activity-late",
    "overdue": "activity-overdue",
    "not_reported": "activity-not-reported",
}

_Outcome: TypeAlias = tuple[tuple[ActivityResult, ...], list[Diagnostic]]


@once
def _unreported(plan: Plan) -> Memo[tuple[object, ...], _Outcome]:
    """How activities stand of which nothing is reported, by the agency's standing and the day."""
    return Memo()


def evaluate_activities(
    submission: Submission, plan: Plan, agency: Agency, day: date
) -> tuple[tuple[ActivityResult, ...], Sequence[Diagnostic]]:
    """How each output stands that the agency leads or reports, and what is late."""
    if submission.activities:
        return _activities(submission, plan, agency, day)
    memo, key = _unreported(plan), (plan.standing(agency), day)
    if key not in memo:
        memo.keep(key, _activities(submission, plan, agency, day))
    return memo[key]


def _activities(submission: Submission, plan: Plan, agency: Agency, day: date) -> _Outcome:
    found: list[Diagnostic] = []
    reported = _by_output(submission, plan, agency, day, found)
    results: list[ActivityResult] = []
    for activity in plan.activities:
        owed = activity.owed_by(agency)
        for number in range(1, len(activity.outputs) + 1):
            report = reported.get((activity.id, number))
            if report or number in owed:
                results += occurrences(activity, number, report, plan, day)
    for result in results:
        if code := _CODES.get(result.state):
            found.append(
                diagnostic(
                    code,
                    result.place,
                    activity=result.activity.id,
                    title=result.activity.title,
                    output=result.output.name,
                    due_on=result.due_on,
                    completed_on=result.completed_on,
                )
            )
    return tuple(results), found


def _by_output(
    submission: Submission, plan: Plan, agency: Agency, day: date, found: list[Diagnostic]
) -> dict[tuple[str, int], ActivityReport]:
    """Reports by the output they speak of.

    A report of a whole activity speaks of the first output that the agency owes: taking "II.1:
    done" for a plan in January *and* a report in November would tick off what nobody has written.
    """
    reported: dict[tuple[str, int], ActivityReport] = {}
    for report in submission.activities:
        activity = plan.activity[report.activity]
        owed = activity.owed_by(agency)
        number = report.output or next(iter(owed), 1)
        first = reported.get((activity.id, number))
        if first:  # "III.2" and "III.2.2", say
            place, said = report.place, {"key": activity.id, "first": first.place}
            found.append(diagnostic("duplicate-activity", place, **said))
            continue
        if report.output is None and len(owed or activity.outputs) > 1:
            found.append(_of_first(report, activity, number))
        if number not in owed:
            found.append(diagnostic("activity-not-lead", report.place, activity=activity.id))
        found += _of_days(report, plan, day)
        reported[activity.id, number] = report
        if report.completed_on and contradicts(report, activity.outputs[number - 1].schedule):
            found.append(
                diagnostic("activity-day-but-not-done", report.place, activity=activity.id)
            )
            reported[activity.id, number] = report._replace(completed_on=())
    return reported


def _of_first(report: ActivityReport, activity: Activity, number: int) -> Diagnostic:
    """That a report of a whole activity speaks of one of its outputs alone."""
    return diagnostic(
        "activity-first-output",
        report.place,
        activity=activity.id,
        output=activity.outputs[number - 1].name,
        count=len(activity.outputs),
    )


def _of_days(report: ActivityReport, plan: Plan, day: date) -> Iterator[Diagnostic]:
    """What is odd about the days of a report, `day` being that on which it was made."""
    if report.status == "done" and not report.completed_on:
        yield diagnostic("activity-done-without-date", report.place, activity=report.activity)
    yield from too_early(plan, report.place, report.completed_on)
    if any(completed > day for completed in report.completed_on):
        yield diagnostic("date-in-future", report.place, date=max(report.completed_on), day=day)


def too_early(plan: Plan, place: Place, days: Sequence[date]) -> Iterator[Diagnostic]:
    """A day before the first data of the plan is most likely a slip in the year."""
    first = min((period.data_from for period in plan.reporting), default=date.min)
    for day in days:
        if day < first:
            yield diagnostic("date-too-early", place, date=day, first=first)


def contradicts(report: ActivityReport, schedule: Schedule) -> bool:
    """Whether a status denies the days beside it; what comes round again can be done in part."""
    again = schedule.kind in ("monthly", "quarterly", "half_yearly", "reporting")
    return report.status == "not_started" or (report.status == "in_progress" and not again)


def occurrences(
    activity: Activity, number: int, report: ActivityReport | None, plan: Plan, day: date
) -> Iterator[ActivityResult]:
    """Each occurrence of an output, with the day that completed it."""
    schedule = activity.outputs[number - 1].schedule
    due: tuple[date | None, ...] = due_dates(schedule, plan)
    if report is None:
        # What goes with the periodic reports shows by those reports themselves.
        if schedule.kind != "reporting":
            for due_on in due:
                state: State = "not_reported" if due_on and due_on < day else "open"
                yield ActivityResult(activity, number, state, due_on)
        return
    fulfilled = _fulfilled(due, report.completed_on)
    for due_on in due or (None,):
        completed = fulfilled.get(due_on)
        state = _state(report, completed, due_on, day, once=len(due) <= 1)
        yield ActivityResult(
            activity, number, state, due_on, completed, report.document, report.place, report.note
        )


def _fulfilled(due: Sequence[date | None], completed_on: Sequence[date]) -> dict[date | None, date]:
    """Which occurrence each day completes.

    First the one whose time it falls in, from the day after the one before was due: a month
    that was missed must not make every later one late, nor two dialogues in the first half of
    a year the second half's.  A day that is left over completes the first one missed, late.
    """
    if not due:
        return {None: completed_on[0]} if completed_on else {}
    fulfilled: dict[date | None, date] = {}
    left_over = []
    for completed in completed_on:
        own = next((due_on for due_on in due if due_on and completed <= due_on), None)
        if own and own not in fulfilled:
            fulfilled[own] = completed
        else:
            left_over.append(completed)
    for completed in left_over:
        missed = (due_on for due_on in due if due_on and due_on < completed)
        first = next((due_on for due_on in missed if due_on not in fulfilled), None)
        if first:
            fulfilled[first] = completed
    return fulfilled


def _state(
    report: ActivityReport, completed: date | None, due_on: date | None, day: date, *, once: bool
) -> State:
    if completed:
        return "late" if due_on and completed > due_on else "done"
    past = due_on is not None and due_on < day
    if report.status == "done" and not report.completed_on and (past or once):
        return "done"
    return "overdue" if past else "open"
