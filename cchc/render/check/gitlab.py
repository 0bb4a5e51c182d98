"""`cchc check --format gitlab`: a Code Quality report.

It holds problems only, by its nature: GitLab shows every entry as one, and what has gone since
the last report as mended.  A waived failure is one of the lowest severity.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cchc.batch import CheckReport
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check import findings
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.json import text
from cchc.results import Result


class Writer(CheckWriter):
    """A list of problems."""

    BETWEEN = ",\n"

    def opening(self, plan: Plan) -> str:
        """The beginning of the list."""
        return "[\n"

    def entry(self, it: Selected) -> str:
        """An object for each problem of a submission."""
        return self._objects(self.findings(it))

    def across(self, report: CheckReport) -> str:
        """An object for each file that stands in another one's way, and each waiver of no use."""
        found = self.findings_across(report)
        return self._objects(one for one in found if one.level in ("error", "warning"))

    def closing(self, report: CheckReport) -> str:
        """The end of the list."""
        return "\n]\n"

    def _objects(self, found: Iterable[ShownDiagnostic]) -> str:
        problems = (_object(one, self.messages) for one in found if one.level != "none")
        return self.BETWEEN.join(text(problem, indent=None) for problem in problems)


def _object(finding: ShownDiagnostic, messages: Messages) -> dict[str, Any]:
    said = [findings.status_word(finding, messages), findings.sentence(finding, messages)]
    body = [": ".join(said), findings.mending(finding, messages), finding.help]
    return {
        "description": "\n".join(filter(None, body)),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _severity(finding),
        "location": {"path": finding.file, "lines": {"begin": finding.line or 1}},
    }


def _severity(finding: ShownDiagnostic) -> str:
    """A file that can't be used outranks a target that isn't met."""
    if finding.level == "error":
        unmet = isinstance(finding.about, Result) and finding.about.status != "invalid"
        return "major" if unmet else "critical"
    return "minor" if finding.level == "warning" else "info"
