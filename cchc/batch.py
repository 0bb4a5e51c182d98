"""Many submissions in one run: what each came to, and which stand in each other's way.

Nothing of a file is kept but what it came to (`Outcome`), so that memory is bounded by the results:
its text is made where it was read, perhaps in another process, and written in order.  What concerns
several files therefore stands at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, Literal, NamedTuple

from cchc.diagnostics import WARNINGS, Diagnostic, diagnostic
from cchc.errors import Exit
from cchc.plan.model import Plan
from cchc.policy import USUAL, FailOn, Policy, failing
from cchc.results import FAILURES, STATUSES, Status, SubmissionResult, Verdict
from cchc.submission.model import Submission
from cchc.waivers.model import Waiver

_NAMED: Final = 3
"""Files that are named where many are spoken of."""


class Identity(NamedTuple):
    """Whose report a file is, for which period, and of which day."""

    file: str
    agency: str | None
    """Id; None where the file doesn't tell."""
    period: str | None
    """Id; None where the file doesn't tell."""
    reported_on: date | None
    name: str | None = None
    """The agency's name."""
    as_of: date | None = None
    """The last day that a supplement's data count; None for a report of the period's data."""


class Outcome(NamedTuple):
    """What a checked submission came to; all that is kept of it in a run over many."""

    identity: Identity
    verdict: Verdict
    counts: tuple[int, ...]
    """How many targets have each of `STATUSES`."""
    errors: int
    first_error: Diagnostic | None
    failing: frozenset[FailOn] = frozenset()
    """What of it can make a run fail, but for what is excused."""
    waivers: tuple[tuple[Waiver, Status], ...] = ()
    """The waivers that hold for its targets, and what these came to."""
    warnings: int = 0
    day: date | None = None
    """The day of the report, on which waivers hold or have expired."""
    unmet: tuple[str, ...] = ()
    """Ids of the targets that it fails, excused or not."""

    @property
    def summary(self) -> dict[Status, int]:
        """How many targets have each status."""
        return dict(zip(STATUSES, self.counts, strict=True))

    def status_under(self, waiver: Waiver) -> Status:
        """What the waiver's target came to; ``invalid`` where no target could be evaluated."""
        nothing: Status = "not_applicable" if any(self.counts) else "invalid"
        return dict(self.waivers).get(waiver, nothing)

    @property
    def excused(self) -> tuple[Waiver, ...]:
        """The waivers that excuse some of its failures."""
        return tuple(waiver for waiver, status in self.waivers if status in FAILURES)


class Conflict(NamedTuple):
    """Files that report for the same agency and period, so that none of them can be trusted."""

    agency: str
    period: str
    files: tuple[str, ...]
    name: str
    """The agency's name."""


class Superseded(NamedTuple):
    """A file left aside for one of a later day."""

    file: str
    by: str


class WaiverUse(NamedTuple):
    """What became of a waiver in a run."""

    waiver: Waiver
    state: Literal["used", "expired", "unused", "unread", "not_applicable", "not_checked"]
    """``unused`` where the agency's figures needed none, ``unread`` where they can't be read,
    ``not_applicable`` where the target isn't the agency's, ``not_checked`` where it has no file."""
    files: tuple[str, ...] = ()
    """The files in which it excuses something."""

    @property
    def problem(self) -> Diagnostic:
        """Why it excused nothing."""
        target, agency, until = self.waiver.target, self.waiver.agency, self.waiver.until
        code = f"waiver-{self.state.replace('_', '-')}"
        return diagnostic(code, self.waiver.place, target=target, agency=agency, until=until)


class CheckReport(NamedTuple):
    """A whole run."""

    plan: Plan
    outcomes: tuple[Outcome, ...]
    conflicts: tuple[Conflict, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    skipped: tuple[str, ...] = ()
    """Files in the folders that can't be submissions by their names, or are none."""
    policy: Policy = Policy()

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many files have each verdict; only those that occur."""
        return dict(Counter(outcome.verdict for outcome in self.outcomes))

    def across(self) -> Iterator[tuple[str, Diagnostic]]:
        """What no file shows by itself, as a problem of each file that it concerns."""
        for conflict in self.conflicts:
            name = conflict.name
            for file in conflict.files:
                # A few tell enough; all of them beside each would be as many as their square.
                others = ", ".join(islice((one for one in conflict.files if one != file), _NAMED))
                yield (
                    file,
                    diagnostic("conflict", agency=name, period=conflict.period, others=others),
                )
        for one in self.superseded:
            yield one.file, diagnostic("superseded", by=one.by)
        if self.skipped:
            yield self.skipped[0], passed_over(self.skipped)
        for use in self.idle:
            yield self.policy.file, use.problem

    @property
    def unmet(self) -> dict[str, int]:
        """How many agencies fail each target, by its id; those that most fail first."""
        failing = {(one.identity.agency, id) for one in self.outcomes for id in one.unmet}
        found = Counter(id for _, id in failing)
        order = {target.id: number for number, target in enumerate(self.plan.targets)}
        # By the plan where as many fail; targets of other plans come after.
        ids = sorted(found, key=lambda id: (-found[id], order.get(id, len(order)), id))
        return {id: found[id] for id in ids}

    @property
    def exit_status(self) -> Exit:
        """3 where anything is invalid or in conflict, else 1 where anything failed, else 0.

        What counts as failed is for the policy to say.
        """
        if self.conflicts or "invalid" in self.verdicts:
            return Exit.INVALID
        return Exit.FAILED if self.policy.fail_on & self._failing else Exit.OK

    @property
    def surprise(self) -> Literal["waived", "ignored", "late"] | None:
        """Why the exit status isn't what the verdicts alone would give; None where it is.

        ``waived`` and ``ignored`` where it is 0 though something fails: all of it is excused, or
        the rest isn't what is asked to count.  ``late`` where it is 1 for nothing but lateness.
        """
        failing, status = self._failing, self.exit_status
        if status == Exit.FAILED and failing & self.policy.fail_on == {"late"}:
            return "late"
        if status == Exit.OK and "fail" in self.verdicts:
            return "waived" if failing.isdisjoint(USUAL) else "ignored"
        return None

    @property
    def _failing(self) -> frozenset[FailOn]:
        """What in any of the files can make the run fail."""
        return frozenset().union(*(outcome.failing for outcome in self.outcomes))

    @property
    def waivers(self) -> tuple[WaiverUse, ...]:
        """What became of each waiver."""
        return tuple(self._use(waiver) for waiver in self.policy.waivers)

    @property
    def idle(self) -> tuple[WaiverUse, ...]:
        """The waivers that excused nothing."""
        return tuple(use for use in self.waivers if use.state != "used")

    @property
    def waived(self) -> int:
        """How many failures are excused in all files."""
        return sum(len(outcome.excused) for outcome in self.outcomes)

    def _use(self, waiver: Waiver) -> WaiverUse:
        files = tuple(one.identity.file for one in self.outcomes if waiver in one.excused)
        if files:
            return WaiverUse(waiver, "used", files)
        reports = [one for one in self.outcomes if one.identity.agency == waiver.agency]
        if not reports:
            return WaiverUse(waiver, "not_checked")
        held = [one for one in reports if waiver.holds_on(one.day)]
        statuses = {one.status_under(waiver) for one in held}
        if statuses == {"not_applicable"}:
            return WaiverUse(waiver, "not_applicable")
        if "invalid" in statuses:
            return WaiverUse(waiver, "unread")
        return WaiverUse(waiver, "unused" if len(held) == len(reports) else "expired")


def passed_over(skipped: Sequence[str]) -> Diagnostic:
    """How many files were passed over, and the first of them; of thousands, no list helps."""
    return diagnostic("skipped", count=len(skipped), files=in_short(skipped))


def in_short(files: Sequence[str]) -> str:
    """The first few of `files`, and a sign where there are more."""
    return ", ".join([*files[:_NAMED], *(["…"] if len(files) > _NAMED else [])])


def identity(submission: Submission) -> Identity:
    """Whose report `submission` is."""
    agency, period = submission.agency, submission.period
    return Identity(
        submission.file,
        agency.id if agency else None,
        period.id if period else None,
        submission.reported_on,
        agency.name if agency else None,
        submission.as_of.day if submission.as_of and submission.is_supplement else None,
    )


def outcome(checked: SubmissionResult) -> Outcome:
    """What `checked` came to."""
    errors = [problem for problem in checked.diagnostics if problem.code not in WARNINGS]
    return Outcome(
        identity(checked.submission),
        checked.verdict,
        tuple(checked.summary.values()),
        len(errors),
        errors[0] if errors else None,
        failing(checked),
        tuple((one.waiver, one.status) for one in checked.results if one.waiver),
        len(checked.diagnostics) - len(errors),
        checked.day,
        tuple(one.target.id for one in checked.results if one.status == "fail"),
    )


def conflicts(found: Iterable[Identity]) -> tuple[Conflict, ...]:
    """The agencies and periods that more than one file reports for, in the files' order."""
    return tuple(
        Conflict(agency, period, tuple(one.file for one in group), group[0].name or agency)
        for (agency, period), group in _groups(found).items()
        if len(group) > 1
    )


def supplemented(found: Iterable[Identity]) -> tuple[Superseded, ...]:
    """The files that a supplement of the same agency and period replaces: data up to a later day.

    Where several supplements go up to the same day, they are in conflict with each other.
    """
    replaced: list[Superseded] = []
    for group in _groups(found).values():
        latest = max(group, key=lambda one: one.as_of or date.min)
        if latest.as_of:
            earlier = (one for one in group if one.as_of != latest.as_of)
            replaced += [Superseded(one.file, latest.file) for one in earlier]
    return tuple(replaced)


def superseded(found: Iterable[Identity]) -> tuple[Superseded, ...]:
    """The files that another one of the same agency and period, of a later day, replaces.

    The day is that which the data go up to, then the report's, never the file's, which copying
    changes.  Where a report has no day, or two share the latest one, nothing is replaced: the
    conflict stays.
    """
    found = tuple(found)
    replaced = list(supplemented(found))
    aside = {one.file for one in replaced}
    for group in _groups(one for one in found if one.file not in aside).values():
        days = [one.reported_on for one in group if one.reported_on]
        if len(group) == 1 or len(days) < len(group) or days.count(max(days)) > 1:
            continue
        latest = max(group, key=lambda one: one.reported_on or date.min)
        replaced += [Superseded(one.file, latest.file) for one in group if one is not latest]
    return tuple(replaced)


def _groups(found: Iterable[Identity]) -> dict[tuple[str, str], Sequence[Identity]]:
    """Those whose agency and period are known, by both."""
    groups: dict[tuple[str, str], list[Identity]] = {}
    for one in found:
        if one.agency is not None and one.period is not None:
            groups.setdefault((one.agency, one.period), []).append(one)
    return dict(groups)
