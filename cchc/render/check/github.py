"""`cchc check --format github`: annotations on the lines of what has to be mended.

Workflow commands of GitHub Actions, which the runner turns into annotations.  They are for problems
only, by their nature: failures and errors, warnings, and waived failures as notices.  The lines
between are plain, for whoever reads the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from cchc.batch import CheckReport
from cchc.messages import Messages
from cchc.render.check import findings
from cchc.render.check.findings import Level, ShownDiagnostic
from cchc.render.check.words import counts, surprise, total
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.github import command, plain
from cchc.results import FAILURES
from cchc.text import visible

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_SHOWN: Final = 10
"""Annotations of one kind that GitHub shows of a step."""
_LONGEST: Final = 4096
"""Characters of a path that systems take."""


class Writer(CheckWriter):
    """Commands, and plain lines between them."""

    def entry(self, it: Selected) -> str:
        """A command for each problem of a submission, then how many there were."""
        found = self.findings(it)
        levels = [finding.level for finding in found]
        count = {name: levels.count(level) for level, name in _COMMANDS.items()}
        if not any(count.values()):
            return ""
        counted = self.messages("finding.counts", **count)
        return _commands(found, self.messages) + plain(f"{visible(found[0].file)}: {counted}")

    def across(self, report: CheckReport) -> str:
        """A command for each file that stands in another one's way, or was left aside."""
        return _commands(self.findings_across(report), self.messages)

    def closing(self, report: CheckReport) -> str:
        """What all files came to, and whether GitHub shows every annotation."""
        messages = self.messages
        single = len(report.outcomes) == 1
        came_to = counts(report.outcomes[0], messages) if single else total(report, messages)
        limit = messages("finding.limit", most=_SHOWN) if self._most(report) > _SHOWN else ""
        return plain(" ".join(filter(None, (came_to, surprise(report, messages), limit))))

    def _most(self, report: CheckReport) -> int:
        """How many annotations there are of the most frequent kind."""
        only, errors_only = self.selection.only, self.selection.errors_only
        count = Counter(finding.level for finding in self.findings_across(report))
        shown = [status for status in FAILURES if only is None or status in only]
        for each in report.outcomes:
            waived = sum(status in shown for _, status in each.waivers)
            failing = sum(each.summary[status] for status in shown) - waived
            # An error of a figure stands with its targets.
            count["error"] += failing + max(each.errors, each.summary["invalid"])
            count["note"] += waived
            count["warning"] += 0 if errors_only else each.warnings
        return max(count.values())


def _commands(found: Iterable[ShownDiagnostic], messages: Messages) -> str:
    return "".join(_command(one, messages) for one in found if one.level in _COMMANDS)


def _command(finding: ShownDiagnostic, messages: Messages) -> str:
    title = f"{findings.status_word(finding, messages)}: {finding.rule}"
    if finding.clause:
        title += f" ({finding.clause})"
    # A name that would act on whoever reads the log is shown, and then leads to no file.
    file = visible(finding.file, most=_LONGEST)
    properties = {} if finding.file == messages("stdin") else {"file": file}
    if finding.place and finding.line:
        properties |= {"line": str(finding.line), "col": str(finding.place.column)}
    properties["title"] = title
    text = [findings.sentence(finding, messages), findings.mending(finding, messages), finding.help]
    return command(_COMMANDS[finding.level], properties, "\n".join(filter(None, text)))
