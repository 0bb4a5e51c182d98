"""A submission against the plan: verdicts, without a word of output.

The day on which things count as overdue is the one given, else that of the report, else today, but
no later than the period's last permitted day: an old report that is checked again shows what was
overdue then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cchc.diagnostics import Diagnostic, diagnostic, in_order, quoting
from cchc.errors import UsageError
from cchc.evaluate.activities import evaluate_activities
from cchc.evaluate.agreement import disagreements
from cchc.evaluate.duties import evaluate_obligations
from cchc.evaluate.targets import evaluate_targets
from cchc.plan.model import Plan, ReportingPeriod
from cchc.plan.succession import governs
from cchc.results import SubmissionResult
from cchc.submission.model import Submission


def own_day(submission: Submission) -> date | None:
    """The day that a report gives as its own; None where it has none, or one before its data."""
    period, day = submission.period, submission.reported_on
    return day if day and period and day >= period.data_from else None


def evaluate(submission: Submission, plan: Plan, day: date | None) -> SubmissionResult:
    """The verdicts of `submission`.

    Args:
        submission: what was reported; without agency or period, there is nothing to compare.
        plan: the plan it is compared with.
        day: the day of the report, on which what is not done counts as overdue.

    Raises:
        UsageError: there is no day, and something to compare.
        TypeError: `day` is no date, or one with a time of the day.
    """
    agency, period = submission.agency, submission.period
    if agency is None or period is None:
        return SubmissionResult(submission, None, (), (), (), submission.diagnostics)
    if day is None:
        raise UsageError(diagnostic("usage-no-day"))
    if not isinstance(day, date) or isinstance(day, datetime):
        raise TypeError(f"the day has to be a datetime.date, not a {type(day).__name__}")
    as_of = submission.as_of
    closing = as_of.day if as_of and as_of.day <= day else period.data_to
    targets, found = evaluate_targets(submission, plan, agency, period, closing)
    activities, late = evaluate_activities(submission, plan, agency, day)
    obligations, owed = evaluate_obligations(submission, plan, agency, day)
    general = [*_of_plan(plan, period), *_reported(submission, day, closing)]
    general += disagreements(plan, submission.figures)
    diagnostics = in_order([*submission.diagnostics, *general, *found, *owed, *late])
    diagnostics = quoting(diagnostics, submission.text)
    return SubmissionResult(submission, day, targets, activities, obligations, diagnostics, closing)


def _of_plan(plan: Plan, period: ReportingPeriod) -> Iterator[Diagnostic]:
    """Whether the plan is one to judge by: confirmed, and in force when the data closed."""
    if plan.unconfirmed:
        yield diagnostic("plan-unconfirmed", None, count=plan.unconfirmed)
    if not governs(plan, period):
        yield diagnostic(
            "plan-not-in-force",
            None,
            period=period.id,
            date=period.data_to,
            decision=plan.plan.decision,
            since=plan.plan.effective_from,
            replaced=", ".join(plan.plan.supersedes),
        )


def _reported(submission: Submission, day: date, closing: date) -> Iterator[Diagnostic]:
    """Whether the report came after its last day, or bears days that can't be.

    A supplement is never late: its data go on past the period's, and so past the report's day.
    """
    sent, period, as_of = submission.reported_on, submission.period, submission.as_of
    if sent and period and sent > period.due_on and closing <= period.data_to:
        yield diagnostic("report-late", None, date=sent, due_on=period.due_on)
    if sent and period and sent < period.data_from:
        yield diagnostic("date-too-early", None, date=sent, first=period.data_from)
    if as_of and as_of.day > day:
        yield diagnostic("as-of-in-future", as_of.place, date=as_of.day, day=day)
