"""The files of a run, read and checked one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from cchc.batch import Identity, identity, in_short
from cchc.cli import clock
from cchc.cli.console import Screen
from cchc.cli.jobs import chunks, spread
from cchc.diagnostics import diagnostic
from cchc.errors import UsageError, as_cchc_error
from cchc.evaluate import evaluate, own_day
from cchc.plan.model import Plan, ReportingPeriod
from cchc.plan.succession import Succession
from cchc.policy import Policy
from cchc.results import SubmissionResult
from cchc.submission.folders import is_passed_over
from cchc.submission.model import Submission
from cchc.submission.read import read_by_its_plan, unreadable


class Inputs(NamedTuple):
    """The files of a run, with what overrides what they say of themselves."""

    plans: Succession
    files: Sequence[str]
    skipped: tuple[str, ...]
    """Files in the folders that can't be submissions by their names."""
    jobs: int
    """Processes to read them with."""
    period: ReportingPeriod | None = None
    today: date | None = None
    policy: Policy = Policy()
    arguments: Sequence[str] = ()
    """What the command line calls the files."""

    def governing(self, submission: Submission) -> Plan:
        """The plan that `submission` is compared with; the latest if it doesn't tell its period."""
        period = submission.period
        return self.plans.governing(period.id) if period else self.plans.latest

    def passes_over(self, submission: Submission) -> bool:
        """Whether it is something else that a folder holds; what was named is always read."""
        return is_passed_over(submission, self.arguments)

    def nothing_found(self) -> UsageError:
        """What to say where all of the files were passed over."""
        return UsageError(diagnostic("usage-empty-folder", folder=in_short(self.arguments)))

    def without(self, files: Iterable[str]) -> Inputs:
        """The same but for some files."""
        left_out = frozenset(files)
        return self._replace(files=[file for file in self.files if file not in left_out])


def checked(inputs: Inputs, file: str) -> SubmissionResult:
    """One of the files against the plan; a mistake in the program costs no other file."""
    submission = _submission(inputs, file)
    try:
        plan = inputs.governing(submission)
        result = evaluate(submission, plan, report_day(submission, inputs.today))
        return inputs.policy.excuse(result)
    except Exception as error:
        return evaluate(_given_up(file, error), inputs.plans.latest, None)


def identities(inputs: Inputs) -> list[Identity]:
    """Whose reports the files are, in their order."""
    work = partial(_identify, inputs)
    return list(chain.from_iterable(spread(work, chunks(inputs.files, inputs.jobs), inputs.jobs)))


def _identify(inputs: Inputs, files: Sequence[str]) -> list[Identity]:
    return [identity(_submission(inputs, file)) for file in files]


def submissions(inputs: Inputs, screen: Screen) -> list[Submission]:
    """Every submission, in the files' order."""
    found = []
    for some in spread(partial(_read, inputs), chunks(inputs.files, inputs.jobs), inputs.jobs):
        # From another process, agencies and periods come as copies of the plan's.
        found += [_at_home(one, inputs.governing(one)) for one in some]
        with screen.advancing(len(some)):
            pass
    return found


def _at_home(submission: Submission, plan: Plan) -> Submission:
    """`submission` with the plan's own agency and period in place of their copies."""
    agency, period = submission.agency, submission.period
    return submission._replace(
        agency=plan.agency[agency.id] if agency else None,
        period=plan.period[period.id] if period else None,
    )


def _read(inputs: Inputs, files: Sequence[str]) -> list[Submission]:
    # A text serves to show lines of it, which a rollup doesn't; all of them together are long.
    return [_submission(inputs, file)._replace(text="") for file in files]


def _submission(inputs: Inputs, file: str) -> Submission:
    """What one file reports; a mistake in the program costs no other file."""
    try:
        return read_by_its_plan(inputs.plans, file, inputs.period)
    except Exception as error:
        return _given_up(file, error)


def _given_up(file: str, error: Exception) -> Submission:
    """What there is of a file that the program broke at; for its developers, the error itself."""
    if "CCHC_DEBUG" in os.environ:
        raise error
    return unreadable(file, as_cchc_error(error).diagnostics)


def report_day(submission: Submission, today: date | None) -> date | None:
    """The day of the report: as given, as reported, or now but no later than its last day.

    That of a supplement is the day that its data go up to.  An old report checked again shows
    what was overdue when it was due, not what is now.
    """
    period = submission.period
    if today or period is None:
        return today
    if own := own_day(submission):
        return own
    as_of = submission.as_of
    last = max(period.due_on, as_of.day) if as_of else period.due_on
    return min(clock.today(), last)
