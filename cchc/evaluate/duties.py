"""The agency's own plan and its other duties against their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.dates import is_day_off
from cchc.diagnostics import Diagnostic, diagnostic
from cchc.evaluate.activities import contradicts, occurrences, too_early
from cchc.plan.model import Agency, Obligation, Plan
from cchc.results import ObligationResult, State
from cchc.submission.model import Submission

_CODES = {
    "late": "duty-late",
    "overdue": "duty-overdue",
    "not_reported": "duty-not-reported",
}


def evaluate_obligations(
    submission: Submission, plan: Plan, agency: Agency, day: date
) -> tuple[tuple[ObligationResult, ...], list[Diagnostic]]:
    """How the agency's duties stand, each by what is reported of it alone, and what is late.

    Its own plan is reported as ``agency_plan``, every other duty among the activities.
    """
    results: list[ObligationResult] = []
    found: list[Diagnostic] = []
    for duty in plan.obligations:
        if not duty.applies(agency):
            continue
        if duty.is_agency_plan and duty.due_on:
            plan_result = _agency_plan(duty, duty.due_on, submission, day)
            results.append(plan_result)
            found += _of_agency_plan(plan_result, plan, day)
        else:
            stands = _duty(duty, submission, plan, day)
            results += stands
            found += _of_duty(stands)
    return tuple(results), found


def _duty(
    duty: Obligation, submission: Submission, plan: Plan, day: date
) -> tuple[ObligationResult, ...]:
    """Each occurrence of a duty, as activities stand: none of one without days that isn't told."""
    report = next((one for one in submission.activities if one.activity == duty.id), None)
    if report and report.completed_on and contradicts(report, duty.times):
        report = report._replace(completed_on=())
    return tuple(
        ObligationResult(
            duty, one.state, one.due_on, one.completed_on, one.document, one.place, one.note
        )
        for one in occurrences(duty.as_activity(), 1, report, plan, day)
    )


def _of_duty(stands: tuple[ObligationResult, ...]) -> Iterator[Diagnostic]:
    """What is late or overdue."""
    for one in stands:
        if code := _CODES.get(one.state):
            yield diagnostic(
                code,
                one.place,
                duty=one.obligation.id,
                title=one.obligation.title,
                due_on=one.due_on,
                completed_on=one.completed_on,
            )


def _agency_plan(
    duty: Obligation, due_on: date, submission: Submission, day: date
) -> ObligationResult:
    reported = submission.agency_plan
    if reported and reported.issued_on:
        state: State = "late" if reported.issued_on > due_on else "done"
    else:
        state = "not_reported" if due_on < day else "open"
    if reported is None:
        return ObligationResult(duty, state, due_on)
    told = reported.issued_on, reported.document, reported.place, reported.note
    return ObligationResult(duty, state, due_on, *told)


def _of_agency_plan(result: ObligationResult, plan: Plan, day: date) -> Iterator[Diagnostic]:
    """What is to be said of the day on which the agency issued its plan, or hasn't."""
    issued_on, due_on = result.completed_on, result.due_on
    if issued_on and result.place:
        yield from too_early(plan, result.place, [issued_on])
        if issued_on > day:
            yield diagnostic("date-in-future", result.place, date=issued_on, day=day)
    if result.state == "late" and due_on:
        dates = {"due_on": due_on, "completed_on": issued_on}
        reading = next(iter(plan.bearing("day_off")), None) if is_day_off(due_on) else None
        yield diagnostic("agency-plan-late", result.place, **dates, reading=reading)
    elif result.state == "not_reported":
        yield diagnostic("agency-plan-not-reported", result.place, due_on=due_on)
