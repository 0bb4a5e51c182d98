"""`cchc check --format sarif`: a log in SARIF 2.1.0.

Its rules are the targets of the plan (the latest, where there are several) and the codes of
problems, all of them and in their order, whatever was found.  Results name them by their ids.
Every result of a target is in it, passes too (``kind``); GitHub's code scanning takes each result
for an alert whatever its kind, and is given ``--errors-only`` therefore.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from cchc import __version__
from cchc.batch import CheckReport
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check import findings
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.check.rules import rules
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.json import encode, text
from cchc.render.wording import exact_value
from cchc.results import Result, Status
from cchc.text import visible

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_KINDS: Final[dict[Status, str]] = {
    "pass": "pass",
    "fail": "fail",
    "missing": "fail",
    "invalid": "fail",
    "none_arising": "informational",
    "not_due": "open",
    "not_applicable": "notApplicable",
}
_PLACEHOLDER: Final = re.compile(r"\{(?=\d+\})")


class Writer(CheckWriter):
    """A log with one run."""

    BETWEEN = ",\n"

    def opening(self, plan: Plan) -> str:
        """The tool with its rules, and the beginning of the results."""
        driver = {
            "name": "cchc",
            "version": __version__,
            "semanticVersion": __version__,
            "language": self.messages.lang,
            "rules": rules(plan, self.messages, self.links),
        }
        head = text({"$schema": _SCHEMA, "version": "2.1.0"}, indent=None).removesuffix("}")
        tool = text({"tool": {"driver": driver}}, indent=None).removesuffix("}")
        return f'{head}, "runs": [\n{tool},\n"columnKind": "unicodeCodePoints",\n"results": [\n'

    def entry(self, it: Selected) -> str:
        """The results of a submission."""
        return self._results(self.findings(it))

    def across(self, report: CheckReport) -> str:
        """A result for each file that stands in another one's way, or was left aside."""
        return self._results(self.findings_across(report))

    def closing(self, report: CheckReport) -> str:
        """The end of the results, and how the run ended."""
        run = {"exitCode": int(report.exit_status), "executionSuccessful": True}
        return f'\n],\n"invocations": [{text(run, indent=None)}]}}\n]}}\n'

    def _results(self, found: Iterable[ShownDiagnostic]) -> str:
        return self.BETWEEN.join(text(_result(one, self.messages), indent=None) for one in found)


def _result(finding: ShownDiagnostic, messages: Messages) -> dict[str, Any]:
    kind = _kind(finding)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "kind": kind,
        "level": finding.level if kind == "fail" else "none",
        "message": {"text": _message(finding, messages)},
        "locations": [_location(finding, messages)],
        "partialFingerprints": {"cchc/v1": finding.fingerprint},
    }
    about = finding.about
    if isinstance(about, Result) and about.waiver and finding.waived:
        until = messages("finding.until", until=about.waiver.until)
        parts = (about.waiver.reason, about.waiver.document, until)
        justification = "; ".join(visible(part) for part in parts)
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": justification}
        ]
    return result | {"properties": _properties(finding, messages)}


def _kind(finding: ShownDiagnostic) -> str:
    if isinstance(finding.about, Result):
        return _KINDS[finding.about.status]
    return "informational" if finding.level == "note" else "fail"


def _message(finding: ShownDiagnostic, messages: Messages) -> str:
    """The message, in which nothing makes a link or stands for an argument."""
    parts = [findings.sentence(finding, messages), findings.mending(finding, messages)]
    shown = " ".join(filter(None, parts))
    return _PLACEHOLDER.sub("{{", shown.replace("](", "] ("))


def _location(finding: ShownDiagnostic, messages: Messages) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.file != messages("stdin"):
        location["physicalLocation"] = _physical(finding)
    if logical := _logical(finding):
        location["logicalLocations"] = [logical]
    return location


def _physical(finding: ShownDiagnostic) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": _uri(finding.file)}
    if not artifact["uri"].startswith("file:"):
        artifact["uriBaseId"] = "%SRCROOT%"
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if finding.place and finding.line:
        physical["region"] = {"startLine": finding.line, "startColumn": finding.place.column}
    return physical


def _uri(file: str) -> str:
    """A file as a reference, absolute only where the file lies outside of the run's root."""
    path = quote(file, safe="/", errors="surrogateescape")
    if not os.path.isabs(file):
        return path
    return f"file://{path}" if path.startswith("/") else f"file:///{path.replace('%3A', ':', 1)}"


def _logical(finding: ShownDiagnostic) -> dict[str, str] | None:
    """The cell of a workbook, or the key that the figure stands under."""
    place = finding.place
    if place and place.sheet:
        sheet = visible(place.sheet)
        return {"name": place.cell, "fullyQualifiedName": f"{sheet}!{place.cell}", "kind": "cell"}
    if isinstance(finding.about, Result):
        metric = finding.about.target.metric
        return {"name": metric, "fullyQualifiedName": f"metrics.{metric}", "kind": "property"}
    return None


def _properties(finding: ShownDiagnostic, messages: Messages) -> dict[str, Any]:
    """What only this program knows of a result."""
    whose = {"agency": finding.agency or None, "period": finding.period or None}
    about = finding.about
    if not isinstance(about, Result):
        return whose
    return whose | {
        "target": about.target.id,
        "metric": about.target.metric,
        "clause": finding.clause,
        "status": about.status,
        "value": exact_value(about),
        "threshold": encode(about.target.threshold, messages),
        "note": visible(about.note, 20_000),
        **({"help": finding.help} if finding.help else {}),
    }
