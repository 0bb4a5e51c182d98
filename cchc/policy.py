"""What a run makes of failures: which count, and which are excused; verdicts stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, get_args

from cchc.plan.model import Agency
from cchc.results import FAILURES, Result, SubmissionResult
from cchc.waivers.model import Waiver

FailOn = Literal["fail", "missing", "late"]
FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)
NOTHING: Final = "none"
"""The word for that nothing makes a run fail, alone where it stands."""
USUAL: Final = frozenset[FailOn](("fail", "missing"))

_LATE: Final = frozenset(("late", "overdue"))
LATE_CODES: Final = frozenset(
    (
        "report-late",
        "agency-plan-late",
        "activity-late",
        "activity-overdue",
        "duty-late",
        "duty-overdue",
    )
)
"""The diagnostics of what counts as late."""


class Policy(NamedTuple):
    """What makes a run fail, and who is excused from what."""

    fail_on: frozenset[FailOn] = USUAL
    waivers: tuple[Waiver, ...] = ()
    file: str = ""
    """The file of waivers."""

    def excuse(self, checked: SubmissionResult) -> SubmissionResult:
        """`checked` with the waivers that hold for its targets on the day of the report."""
        agency = checked.submission.agency
        if not self.waivers or agency is None:
            return checked
        holding = {
            waiver.target: waiver
            for waiver in self.waivers
            if waiver.agency == agency.id and waiver.holds_on(checked.day)
        }
        if not holding:
            return checked
        return checked._replace(
            results=tuple(
                result._replace(waiver=holding[result.target.id])
                if result.target.id in holding
                else result
                for result in checked.results
            )
        )


def failing(checked: SubmissionResult) -> frozenset[FailOn]:
    """What in `checked` can make a run fail, but for what is excused.

    Late is a report after its last day, and what it reports as done late or still to be done;
    what it doesn't mention may have been done all the same.
    """
    found: set[FailOn] = set()
    for result in checked.results:
        if result.status in FAILURES and not result.waived:
            found.add("fail" if result.status == "fail" else "missing")
    states = [one.state for one in checked.activities]
    states += [one.state for one in checked.obligations]
    if not _LATE.isdisjoint(states) or _sent_late(checked):
        found.add("late")
    return frozenset(found)


def _sent_late(checked: SubmissionResult) -> bool:
    submission = checked.submission
    day, period = submission.reported_on, submission.period
    return day is not None and period is not None and day > period.due_on


class Unexcused(NamedTuple):
    """A failure that nobody has excused yet."""

    agency: Agency
    result: Result


def unexcused(results: Iterable[SubmissionResult]) -> tuple[Unexcused, ...]:
    """What fails or is missing in the submissions, each target of an agency once."""
    found: dict[tuple[str, str], Unexcused] = {}
    for checked in results:
        agency = checked.submission.agency
        for result in checked.results if agency else ():
            if agency and result.status in FAILURES and result.waiver is None:
                found.setdefault((agency.id, result.target.id), Unexcused(agency, result))
    return tuple(found.values())
