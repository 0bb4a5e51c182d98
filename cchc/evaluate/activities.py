"""Activities and the agency's own plan against their days.

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
from cchc.plan.model import Activity, Agency, Obligation, Plan
from cchc.plan.schedule import due_dates
from cchc.results import ActivityResult, ObligationResult, State
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
        leads = activity.leads(agency)
        for number in range(1, len(activity.outputs) + 1):
            report = reported.get((activity.id, number))
            if report or leads:
                results += _occurrences(activity, number, report, plan, day)
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

    A report of a whole activity speaks of its first output: taking "II.1: done" for a plan
    in January *and* a report in November would tick off what nobody has written.
    """
    reported = {}
    for report in submission.activities:
        activity = plan.activity[report.activity]
        if report.output is None and len(activity.outputs) > 1:
            found.append(
                diagnostic(
                    "activity-first-output",
                    report.place,
                    activity=activity.id,
                    output=activity.outputs[0].name,
                    count=len(activity.outputs),
                )
            )
        if not activity.leads(agency):
            found.append(diagnostic("activity-not-lead", report.place, activity=activity.id))
        if report.status == "done" and not report.completed_on:
            found.append(
                diagnostic("activity-done-without-date", report.place, activity=activity.id)
            )
        found += _too_early(plan, report.place, report.completed_on)
        if any(completed > day for completed in report.completed_on):
            found.append(
                diagnostic("date-in-future", report.place, date=max(report.completed_on), day=day)
            )
        if report.completed_on and _contradicts(report, activity):
            found.append(
                diagnostic("activity-day-but-not-done", report.place, activity=activity.id)
            )
            reported[activity.id, report.output or 1] = report._replace(completed_on=())
        else:
            reported[activity.id, report.output or 1] = report
    return reported


def _too_early(plan: Plan, place: Place, days: Sequence[date]) -> Iterator[Diagnostic]:
    """A day before the first data of the plan is most likely a slip in the year."""
    first = min((period.data_from for period in plan.reporting), default=date.min)
    for day in days:
        if day < first:
            yield diagnostic("date-too-early", place, date=day, first=first)


def _contradicts(report: ActivityReport, activity: Activity) -> bool:
    """Whether a status denies the days beside it; what comes round again can be done in part."""
    schedule = activity.outputs[(report.output or 1) - 1].schedule
    again = schedule.kind in ("monthly", "quarterly", "half_yearly", "reporting")
    return report.status == "not_started" or (report.status == "in_progress" and not again)


def _occurrences(
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


def evaluate_obligations(
    submission: Submission, plan: Plan, agency: Agency, day: date
) -> tuple[tuple[ObligationResult, ...], list[Diagnostic]]:
    """How the agency's own plan stands, and whether it is late."""
    results = []
    found: list[Diagnostic] = []
    for obligation in plan.obligations:
        if obligation.applies(agency):
            result = _obligation(obligation, submission, day)
            results.append(result)
            if result.completed_on and result.place:
                found += _too_early(plan, result.place, [result.completed_on])
                if result.completed_on > day:
                    found.append(
                        diagnostic(
                            "date-in-future", result.place, date=result.completed_on, day=day
                        )
                    )
            if result.state == "late":
                found.append(
                    diagnostic(
                        "agency-plan-late",
                        result.place,
                        due_on=obligation.due_on,
                        completed_on=result.completed_on,
                    )
                )
            elif result.state == "not_reported":
                found.append(
                    diagnostic("agency-plan-not-reported", result.place, due_on=obligation.due_on)
                )
    return tuple(results), found


def _obligation(obligation: Obligation, submission: Submission, day: date) -> ObligationResult:
    reported = submission.agency_plan
    if reported and reported.issued_on:
        state: State = "late" if reported.issued_on > obligation.due_on else "done"
    else:
        state = "not_reported" if obligation.due_on < day else "open"
    if reported is None:
        return ObligationResult(obligation, state)
    return ObligationResult(
        obligation, state, reported.issued_on, reported.document, reported.place, reported.note
    )
