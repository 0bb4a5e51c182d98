"""What a check found, one thing after the other, for the formats that other programs read.

A finding is the verdict of a target or a problem that is no target's; the reason why a figure
can't be read stands with the targets that it leaves without a verdict.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from cchc.batch import CheckReport, Identity, identity
from cchc.diagnostics import Diagnostic, Place, place_at
from cchc.document.files import STDIN
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.words import clause, waived_by
from cchc.render.look import Links
from cchc.render.wording import reason
from cchc.results import FAILURES, Result, SubmissionResult
from cchc.submission.model import Submission

Level = Literal["error", "warning", "note", "none"]

_ONLY_NOTED: Final = frozenset(("superseded", "skipped"))
"""Codes of what calls for nothing to be done."""
_NAMING: Final = ("activity", "due_on", "target", "agency")
"""Parameters that tell a problem from others of its code, whatever others come and go."""
_METRICS: Final = re.compile(r"^metrics[ \t]*:", re.MULTILINE | re.IGNORECASE)


class ShownDiagnostic(NamedTuple):
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
    """Which of this rule and subject in the file it is, counted from 1."""

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
        """A checksum that no other finding of a run has, and that stays when lines move."""
        from hashlib import sha256

        parts = (self.file, self.rule, self.agency, self.period, self.subject, str(self.nth))
        return sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()


def in_submission(
    plan: Plan, shown: SubmissionResult, messages: Messages, links: Links
) -> tuple[ShownDiagnostic, ...]:
    """What is shown of a submission: targets as the plan has them, then problems in file order."""
    whose = identity(shown.submission)
    covered = {(one.problem.code, one.problem.place) for one in shown.results if one.problem}
    verdicts = [_verdict(one, plan, shown.submission, messages, links) for one in shown.results]
    problems = [
        _problem(one, whose, messages, links)
        for one in shown.diagnostics
        if (one.code, one.place) not in covered
    ]
    return tuple(_counted((*verdicts, *problems)))


def across(report: CheckReport, messages: Messages, links: Links) -> tuple[ShownDiagnostic, ...]:
    """What concerns several files: conflicts, files left aside, and waivers of no use."""
    known = {outcome.identity.file: outcome.identity for outcome in report.outcomes}
    found = (
        _problem(problem, known.get(file, Identity(file, None, None, None)), messages, links)
        for file, problem in report.across()
    )
    return tuple(_counted(found))


def shown_file(file: str, messages: Messages, links: Links) -> str:
    """A file's name from the root of the run, if it lies below it, with slashes."""
    if file == STDIN:
        return messages("stdin")
    path = file
    if links.root and "\0" not in file:
        below = os.path.join(links.root, "")
        path = os.path.abspath(file)
        path = path.removeprefix(below) if path.startswith(below) else file
    return path.replace(os.sep, "/")


def sentence(finding: ShownDiagnostic, messages: Messages) -> str:
    """The message by itself: of which target and clause, in which cell of a workbook."""
    text = finding.message
    if finding.place and finding.place.sheet:
        text = f"{messages.place(finding.place)}: {text}"
    if isinstance(finding.about, Result):
        title = finding.about.target.title[messages.lang]
        text = f"{title} ({finding.clause}): {text}"
    return text


def status_word(finding: ShownDiagnostic, messages: Messages) -> str:
    """What the finding is, in a word or two."""
    if finding.waived:
        return messages("finding.waived")
    if isinstance(finding.about, Result):
        return messages(f"status.{finding.about.status}")
    return messages(f"severity.{finding.about.severity}")


def mending(finding: ShownDiagnostic, messages: Messages) -> str:
    """How to mend a problem; empty for a target without one."""
    about = finding.about.problem if isinstance(finding.about, Result) else finding.about
    return f"{messages('cli.mend')}: {messages.help(about.code)}" if about else ""


def _verdict(
    result: Result, plan: Plan, submission: Submission, messages: Messages, links: Links
) -> ShownDiagnostic:
    target, whose = result.target, identity(submission)
    level: Level = "error" if result.status in FAILURES | {"invalid"} else "none"
    message = reason(result, messages)
    if result.waiver and result.waived:
        level = "note"
        message += f" {waived_by(result.waiver, messages)}"
    missing = result.status == "missing"
    return ShownDiagnostic(
        file=shown_file(submission.file, messages, links),
        agency=whose.agency or "",
        period=whose.period or "",
        rule=target.id,
        level=level,
        message=message,
        place=result.place or (_place_of_metrics(submission) if missing else None),
        help=links.explaining(target.id),
        about=result,
        clause=clause(target, plan, messages),
    )


def _place_of_metrics(submission: Submission) -> Place | None:
    """Where the figures of a YAML file begin, among which one is missing."""
    found = None if submission.tabular else _METRICS.search(submission.text)
    return place_at(submission.text, found.start()) if found else None


def _problem(
    problem: Diagnostic, whose: Identity, messages: Messages, links: Links
) -> ShownDiagnostic:
    return ShownDiagnostic(
        file=shown_file(whose.file, messages, links),
        agency=whose.agency or "",
        period=whose.period or "",
        rule=problem.code,
        level="note" if problem.code in _ONLY_NOTED else problem.severity,
        message=messages.message(problem),
        place=problem.place,
        help="",  # pages of targets know no codes; what the code means stands beside it
        about=problem,
        subject=" ".join(str(problem.params[name]) for name in _NAMING if name in problem.params),
    )


def _counted(found: Iterable[ShownDiagnostic]) -> Iterator[ShownDiagnostic]:
    """`found`, those of one file, rule and subject numbered."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in found:
        key = finding.file, finding.rule, finding.subject
        seen[key] += 1
        yield finding._replace(nth=seen[key])
