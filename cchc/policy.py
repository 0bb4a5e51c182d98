"""What a run makes of failures: which count, and which are excused; verdicts stay as they are."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple, get_args

from cchc.results import FAILURES, SubmissionResult
from cchc.waivers.model import Waiver

FailOn = Literal["fail", "missing", "late"]
FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)
USUAL: Final = frozenset[FailOn](("fail", "missing"))

_LATE: Final = frozenset(("late", "overdue"))


class Policy(NamedTuple):
    """What makes a run fail, and who is excused from what."""

    fail_on: frozenset[FailOn] = USUAL
    waivers: tuple[Waiver, ...] = ()
    file: str = ""
    """The file of waivers."""
    day: date | None = None
    """The day of the run in Vietnam, on which waivers hold or have expired."""

    def excuse(self, checked: SubmissionResult) -> SubmissionResult:
        """`checked` with the waivers that hold for its targets."""
        agency = checked.submission.agency
        if not self.waivers or agency is None:
            return checked
        holding = {
            waiver.target: waiver
            for waiver in self.waivers
            if waiver.agency == agency.id and not self.expired(waiver)
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

    def expired(self, waiver: Waiver) -> bool:
        """Whether the waiver's last day is over."""
        return self.day is not None and waiver.until < self.day


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
