"""A submission against the plan: verdicts, without a word of output.

The day on which things count as overdue is the one given, else that of the report, else today, but
no later than the period's last permitted day: an old report that is checked again shows what was
overdue then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.diagnostics import Diagnostic, diagnostic, in_order, quoting
from cchc.evaluate.activities import evaluate_activities, evaluate_obligations
from cchc.evaluate.targets import evaluate_targets
from cchc.plan.model import Plan, ReportingPeriod
from cchc.plan.succession import governs
from cchc.results import SubmissionResult
from cchc.submission.model import Submission


def evaluate(submission: Submission, plan: Plan, day: date | None) -> SubmissionResult:
    """The verdicts of `submission`.

    Args:
        submission: what was reported; without agency or period, there is nothing to compare.
        plan: the plan it is compared with.
        day: the day of the report, on which what is not done counts as overdue.
    """
    agency, period = submission.agency, submission.period
    if agency is None or period is None or day is None:
        return SubmissionResult(submission, None, (), (), (), submission.diagnostics)
    targets, found = evaluate_targets(submission, plan, agency, period)
    activities, late = evaluate_activities(submission, plan, agency, day)
    obligations, owed = evaluate_obligations(submission, plan, agency, day)
    general = [*_of_plan(plan, period), *_reported(submission)]
    diagnostics = in_order([*submission.diagnostics, *general, *found, *owed, *late])
    diagnostics = quoting(diagnostics, submission.text)
    return SubmissionResult(submission, day, targets, activities, obligations, diagnostics)


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


def _reported(submission: Submission) -> Iterator[Diagnostic]:
    """Whether the report came after its last day, or bears a day before its data began."""
    day, period = submission.reported_on, submission.period
    if day and period and day > period.due_on:
        yield diagnostic("report-late", None, date=day, due_on=period.due_on)
    if day and period and day < period.data_from:
        yield diagnostic("date-too-early", None, date=day, first=period.data_from)
