"""Which agency reported, when, and how it stands; the worst first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from cchc.evaluate import evaluate
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.results import SubmissionResult
from cchc.rollup.model import Standing, Timing
from cchc.submission.model import Submission


def standings(
    plan: Plan,
    period: ReportingPeriod,
    day: date,
    submissions: Sequence[Submission],
    replaced: Collection[str] = (),
) -> tuple[Standing, ...]:
    """Every agency of the plan in `period`, the worst first.

    An agency with several submissions is in conflict: none of them counts.  Files that a supplement
    has `replaced` count for nothing but how the agency reported.
    """
    reports: dict[str, list[Submission]] = {agency.id: [] for agency in plan.agencies}
    for submission in submissions:
        if submission.agency and submission.period == period:
            reports[submission.agency.id].append(submission)
    found = [
        _standing(plan, agency, period, day, reports[agency.id], replaced)
        for agency in plan.agencies
    ]
    return tuple(sorted(found, key=lambda one: (one.submitted, -one.failing)))


def checked_on(submission: Submission, plan: Plan, day: date) -> SubmissionResult:
    """`submission` against the plan as at `day`, or as at its own day if that is later."""
    return evaluate(submission, plan, max(day, submission.reported_on or day))


def _standing(
    plan: Plan,
    agency: Agency,
    period: ReportingPeriod,
    day: date,
    every: list[Submission],
    replaced: Collection[str],
) -> Standing:
    reports = [report for report in every if report.file not in replaced]
    files = tuple(report.file for report in reports)
    if len(reports) == 1:
        first = min(every, key=lambda report: report.reported_on or date.max)
        checked = checked_on(reports[0], plan, day)
        return Standing(agency, _timing(first), checked, files, _days_late(first))
    nothing = Submission("", agency, period, None, {}, {}, (), None, ())
    timing: Timing = "conflict" if reports else "silent"
    return Standing(agency, timing, evaluate(nothing, plan, day), files)


def _timing(submission: Submission) -> Timing:
    reported_on, period = submission.reported_on, submission.period
    if reported_on is None or period is None:
        return "undated"
    if submission.is_supplement:
        return "on_time"
    if reported_on > period.due_on:
        return "late"
    return "early" if reported_on < period.data_to else "on_time"


def _days_late(submission: Submission) -> int:
    """Days that a report came after its last day; a supplement is never late."""
    reported_on, period = submission.reported_on, submission.period
    if reported_on is None or period is None or submission.is_supplement:
        return 0
    return max(0, (reported_on - period.due_on).days)
