"""`cchc check --format gitlab`: a Code Quality report.

It tells problems only, by its nature: GitLab shows every entry as one, and what has gone since
the last report as mended.  A waived failure is one of the lowest severity.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cchc.batch import CheckReport, Outcome
from cchc.plan.model import Plan
from cchc.render import Look
from cchc.render.check import findings
from cchc.render.check.findings import Finding
from cchc.render.kit.json import text
from cchc.results import Result, SubmissionResult

BETWEEN = ",\n"


def opening(plan: Plan, look: Look) -> str:
    """The beginning of the list."""
    return "[\n"


def entry(plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look) -> str:
    """An object for each problem of a submission."""
    return _objects(findings.in_submission(plan, checked, came_to, look), look)


def across(report: CheckReport, look: Look) -> str:
    """An object for each file that stands in another one's way, and each waiver of no use."""
    found = findings.across(report, look)
    return _objects((one for one in found if one.level in ("error", "warning")), look)


def closing(report: CheckReport, look: Look) -> str:
    """The end of the list."""
    return "\n]\n"


def _objects(found: Iterable[Finding], look: Look) -> str:
    problems = (_object(one, look) for one in found if one.level != "none")
    return BETWEEN.join(text(problem, indent=None) for problem in problems)


def _object(finding: Finding, look: Look) -> dict[str, Any]:
    told = [findings.status_word(finding, look), findings.sentence(finding, look)]
    body = [": ".join(told), findings.mending(finding, look), finding.help]
    return {
        "description": "\n".join(filter(None, body)),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _severity(finding),
        "location": {"path": finding.file, "lines": {"begin": finding.line or 1}},
    }


def _severity(finding: Finding) -> str:
    """A file that can't be used outranks a target that isn't met."""
    if finding.level == "error":
        unmet = isinstance(finding.about, Result) and finding.about.status != "invalid"
        return "major" if unmet else "critical"
    return "minor" if finding.level == "warning" else "info"
