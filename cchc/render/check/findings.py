"""What a check found, one thing after the other, for the formats that other programs read.

A finding is the verdict of a target or a problem that is no target's; the reason why a figure
can't be read is told with the targets that it leaves without a verdict.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from cchc.batch import CheckReport, Outcome
from cchc.diagnostics import Diagnostic, Place, place_at
from cchc.document.files import STDIN
from cchc.plan.model import Plan
from cchc.render import Look, help_link
from cchc.render.wording import clause, reason, waived_by
from cchc.results import FAILURES, Result, SubmissionResult
from cchc.submission.model import Submission

Level = Literal["error", "warning", "note", "none"]

_ONLY_NOTED: Final = frozenset(("superseded", "skipped"))
"""Codes of what calls for nothing to be done."""
_NAMING: Final = ("activity", "due_on", "target", "agency")
"""Parameters of problems by which one is known, whatever others come and go."""
_METRICS: Final = re.compile(r"^metrics[ \t]*:", re.MULTILINE | re.IGNORECASE)


class Finding(NamedTuple):
    """The verdict of a target, or a problem that is no target's."""

    file: str
    """As other programs name it: from the root of the run, with slashes."""
    agency: str
    """Id; empty where it isn't known."""
    period: str
    """Id; empty where it isn't known."""
    rule: str
    """Id of the target, or code of the problem."""
    level: Level
    """``error`` for what makes the check fail, ``none`` for what needs nobody's attention."""
    message: str
    place: Place | None
    help: str
    """Where the rule is explained; may be empty."""
    about: Result | Diagnostic
    clause: str = ""
    """Of a target: where the decision has it."""
    subject: str = ""
    """Of a problem: the names and days in it, such as an activity's, that tell it from others."""
    nth: int = 1
    """The how manieth of this rule and subject in the file."""

    @property
    def line(self) -> int | None:
        """The line of a text file; None for a workbook's cell, and where there is no place."""
        return self.place.line if self.place and not self.place.sheet else None

    @property
    def waived(self) -> bool:
        """Whether it is a failure that somebody has excused."""
        return isinstance(self.about, Result) and self.about.waived

    @property
    def fingerprint(self) -> str:
        """What tells it from all others of a run, and stays when lines move."""
        from hashlib import sha256

        parts = (self.file, self.rule, self.agency, self.period, self.subject, str(self.nth))
        return sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()


def in_submission(
    plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look
) -> tuple[Finding, ...]:
    """What a submission came to, as far as `look` asks for it.

    Targets as the plan has them, then problems in the file's order.
    """
    if look.errors_only and came_to.verdict == "pass":
        return ()
    shown = [one for one in checked.results if look.only is None or one.status in look.only]
    told = {(one.problem.code, one.problem.place) for one in shown if one.problem}
    found = [_verdict(result, plan, checked.submission, look) for result in shown]
    for problem in checked.diagnostics:
        if look.errors_only and problem.severity == "warning":
            continue
        if (problem.code, problem.place) not in told:
            found.append(_problem(problem, checked.submission, look))
    return tuple(_counted(found))


def across(report: CheckReport, look: Look) -> tuple[Finding, ...]:
    """What concerns several files: conflicts, files left aside, and waivers of no use."""
    known = {outcome.identity.file: outcome.identity for outcome in report.outcomes}
    found = []
    for file, problem in report.across():
        whose = known.get(file)
        agency, period = (whose.agency, whose.period) if whose else ("", "")
        finding = _told(problem, file, look)
        found.append(finding._replace(agency=agency or "", period=period or ""))
    return tuple(_counted(found))


def shown_file(file: str, look: Look) -> str:
    """A file's name from the root of the run, if it lies below it, with slashes."""
    if file == STDIN:
        return look.messages("stdin")
    path = file
    if look.root and "\0" not in file:
        below = os.path.join(look.root, "")
        path = os.path.abspath(file)
        path = path.removeprefix(below) if path.startswith(below) else file
    return path.replace(os.sep, "/")


def sentence(finding: Finding, look: Look) -> str:
    """The message by itself: of which target and clause, in which cell of a workbook."""
    text = finding.message
    if finding.place and finding.place.sheet:
        text = f"{look.messages.place(finding.place)}: {text}"
    if isinstance(finding.about, Result):
        title = finding.about.target.title[look.messages.lang]
        text = f"{title} ({finding.clause}): {text}"
    return text


def status_word(finding: Finding, look: Look) -> str:
    """What the finding is, in a word or two."""
    if finding.waived:
        return look.messages("finding.waived")
    if isinstance(finding.about, Result):
        return look.messages(f"status.{finding.about.status}")
    return look.messages(f"severity.{finding.about.severity}")


def mending(finding: Finding, look: Look) -> str:
    """How to mend a problem; empty for a target."""
    about = finding.about
    code = about.problem.code if isinstance(about, Result) and about.problem else ""
    if isinstance(about, Diagnostic):
        code = about.code
    return f"{look.messages('cli.mend')}: {look.messages.help(code)}" if code else ""


def _verdict(result: Result, plan: Plan, submission: Submission, look: Look) -> Finding:
    messages, target = look.messages, result.target
    agency, period = submission.agency, submission.period
    level: Level = "error" if result.status in FAILURES | {"invalid"} else "none"
    message = reason(result, messages)
    if result.waiver and result.waived:
        level = "note"
        message += f" {waived_by(result.waiver, messages)}"
    missing = result.status == "missing"
    return Finding(
        file=shown_file(submission.file, look),
        agency=agency.id if agency else "",
        period=period.id if period else "",
        rule=target.id,
        level=level,
        message=message,
        place=result.place or (_place_of_metrics(submission) if missing else None),
        help=help_link(target.id, look),
        about=result,
        clause=clause(target, plan, messages),
    )


def _place_of_metrics(submission: Submission) -> Place | None:
    """Where the figures of a YAML file begin, among which one is missing."""
    found = None if submission.tabular else _METRICS.search(submission.text)
    return place_at(submission.text, found.start()) if found else None


def _problem(problem: Diagnostic, submission: Submission, look: Look) -> Finding:
    agency, period = submission.agency, submission.period
    return _told(problem, submission.file, look)._replace(
        agency=agency.id if agency else "", period=period.id if period else ""
    )


def _told(problem: Diagnostic, file: str, look: Look) -> Finding:
    return Finding(
        file=shown_file(file, look),
        agency="",
        period="",
        rule=problem.code,
        level="note" if problem.code in _ONLY_NOTED else problem.severity,
        message=look.messages.message(problem),
        place=problem.place,
        help="",  # pages of targets know no codes; what the code means is told with it
        about=problem,
        subject=" ".join(str(problem.params[name]) for name in _NAMING if name in problem.params),
    )


def _counted(found: Iterable[Finding]) -> Iterator[Finding]:
    """`found`, those of one file, rule and subject numbered."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in found:
        key = finding.file, finding.rule, finding.subject
        seen[key] += 1
        yield finding._replace(nth=seen[key])
