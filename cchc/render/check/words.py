"""What a check says of a submission, and of all of them."""

from __future__ import annotations

from functools import lru_cache

from cchc.batch import CheckReport, Outcome
from cchc.document.files import STDIN
from cchc.memo import Memo, once
from cchc.messages import Messages
from cchc.plan.model import Lang, Plan, Target
from cchc.policy import FAIL_ON
from cchc.render.wording import as_of
from cchc.results import STATUSES, Verdict
from cchc.submission.model import Submission
from cchc.text import visible
from cchc.waivers.model import Waiver


def heading(
    submission: Submission, plan: Plan, messages: Messages, *, with_id: bool = False
) -> str:
    """Whose report it is, of which period (with its id, if asked for), by which decision."""
    agency, period = submission.agency, submission.period
    title = period.title[messages.lang] if period else messages("check.unknown-period")
    return messages(
        "check.heading",
        agency=agency.name if agency else messages("check.unknown-agency"),
        period=(f"{title} ({period.id})" if period and with_id else title)
        + as_of(submission, messages),
        decision=plan.plan.decision,
    )


def counts(came_to: Outcome, messages: Messages) -> str:
    """The verdict of a submission, and how many targets came to what."""
    waived = len(came_to.excused)
    return _counted(came_to.verdict, came_to.counts, waived, came_to.errors, messages)


@lru_cache(maxsize=1024)  # many files come to the same
def _counted(
    verdict: Verdict, counts: tuple[int, ...], waived: int, errors: int, messages: Messages
) -> str:
    parts = [
        messages("check.count", count=count, status=messages(f"status.{status}").lower())
        for status, count in zip(STATUSES, counts, strict=True)
        if count
    ]
    if errors:
        parts.append(messages("check.errors", count=errors))
    word, shown = messages(f"verdict.{verdict}"), ", ".join(parts)
    if waived:
        shown = messages("check.waived", counts=shown, count=waived)
    return messages("check.summary", verdict=word, counts=shown)


def total(report: CheckReport, messages: Messages) -> str:
    """What all files came to."""
    parts = [
        messages(f"check.total.{verdict}", count=count)
        for verdict, count in report.verdicts.items()
    ]
    if report.conflicts:
        parts.append(messages("check.total.conflict", count=len(report.conflicts)))
    shown = ", ".join(parts)
    if report.waived:
        shown = messages("check.total.waived", counts=shown, count=report.waived)
    return messages("check.total", files=len(report.outcomes), counts=shown)


def surprise(report: CheckReport, messages: Messages) -> str:
    """Why the exit status isn't what the verdicts alone would give; empty where it is."""
    if report.surprise is None:
        return ""
    fail_on = ",".join(word for word in FAIL_ON if word in report.policy.fail_on)
    return messages(f"check.exit.{report.surprise}", fail_on=fail_on)


def shown_name(file: str, messages: Messages) -> str:
    """A file's name as people see it."""
    return messages("stdin") if file == STDIN else visible(file)


def waived_by(waiver: Waiver, messages: Messages) -> str:
    """What excuses a failure, up to when, and why."""
    until = messages("finding.until", until=waiver.until)
    return messages(
        "finding.waived.by", document=waiver.document, until=until, reason=waiver.reason
    )


def clause(target: Target, plan: Plan, messages: Messages) -> str:
    """The address of a target's clause in the decision, worked out once for all files."""
    known, key = _clauses(plan), (messages.lang, target.id)
    return known[key] if key in known else known.keep(key, messages.clause(target.source, plan))


@once
def _clauses(plan: Plan) -> Memo[tuple[Lang, str], str]:
    """The addresses found so far, by language and target."""
    return Memo()
