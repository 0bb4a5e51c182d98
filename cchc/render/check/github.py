"""`cchc check --format github`: annotations on the lines of what has to be mended.

Workflow commands of GitHub Actions, which the runner turns into annotations.  They tell problems
only, by their nature: failures and errors, warnings, and waived failures as notices.  The lines
between are plain, for whoever reads the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from cchc.batch import CheckReport, Outcome
from cchc.plan.model import Plan
from cchc.render import Look
from cchc.render.check import findings
from cchc.render.check.findings import Finding, Level
from cchc.render.wording import counts, surprise, total
from cchc.results import FAILURES, SubmissionResult
from cchc.text import visible

BETWEEN = ""

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_SHOWN: Final = 10
"""Annotations of one kind that GitHub shows of a step."""
_LONGEST: Final = 4096
"""Characters of a path that systems take."""


def opening(plan: Plan, look: Look) -> str:
    """Nothing: every line stands for itself."""
    return ""


def entry(plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look) -> str:
    """A command for each problem of a submission, then how many there were."""
    found = findings.in_submission(plan, checked, came_to, look)
    levels = [finding.level for finding in found]
    count = {command: levels.count(level) for level, command in _COMMANDS.items()}
    if not any(count.values()):
        return ""
    counted = look.messages("finding.counts", **count)
    return _commands(found, look) + _plain(f"{visible(found[0].file)}: {counted}")


def across(report: CheckReport, look: Look) -> str:
    """A command for each file that stands in another one's way, or was left aside."""
    return _commands(findings.across(report, look), look)


def closing(report: CheckReport, look: Look) -> str:
    """What all files came to, and whether GitHub shows every annotation."""
    messages = look.messages
    single = len(report.outcomes) == 1
    told = counts(report.outcomes[0], messages) if single else total(report, messages)
    limit = messages("finding.limit", most=_SHOWN) if _most(report, look) > _SHOWN else ""
    return _plain(" ".join(filter(None, (told, surprise(report, messages), limit))))


def _most(report: CheckReport, look: Look) -> int:
    """How many annotations there are of the most frequent kind."""
    count = Counter(finding.level for finding in findings.across(report, look))
    shown = [status for status in FAILURES if look.only is None or status in look.only]
    for each in report.outcomes:
        waived = sum(status in shown for _, status in each.waivers)
        failing = sum(each.summary[status] for status in shown) - waived
        # An error of a figure is told with its targets.
        count["error"] += failing + max(each.errors, each.summary["invalid"])
        count["note"] += waived
        count["warning"] += 0 if look.errors_only else each.warnings
    return max(count.values())


def _commands(found: Iterable[Finding], look: Look) -> str:
    return "".join(_command(one, look) for one in found if one.level in _COMMANDS)


def _command(finding: Finding, look: Look) -> str:
    title = f"{findings.status_word(finding, look)}: {finding.rule}"
    if finding.clause:
        title += f" ({finding.clause})"
    # A name that would act on whoever reads the log is shown, and then leads to no file.
    file = visible(finding.file, most=_LONGEST)
    properties = {} if finding.file == look.messages("stdin") else {"file": file}
    if finding.place and finding.line:
        properties |= {"line": str(finding.line), "col": str(finding.place.column)}
    properties["title"] = title
    text = [findings.sentence(finding, look), findings.mending(finding, look), finding.help]
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {shown}::{_data(chr(10).join(filter(None, text)))}\n"


def _data(text: str) -> str:
    """A message as the runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value as the runner reads it back."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(text: str) -> str:
    """A line that is no command, neither at its beginning nor in the older form anywhere."""
    return f"cchc: {text.replace('##[', '## [')}\n"
