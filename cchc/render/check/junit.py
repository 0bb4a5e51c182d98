"""`cchc check --format junit`: a suite for each file, a case for each target.

What is shown of each case (target, status, clause, link) stands in its output, since the schema
that CI systems share knows no properties of cases.  A waived failure counts as skipped, and so
does what isn't due or didn't arise; warnings stand in the output of the suite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cchc.batch import CheckReport
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check import findings
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.check.writer import CheckWriter, Selected
from cchc.results import Result
from cchc.text import visible

_COUNTS: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_LONGEST: Final = 20_000


class Writer(CheckWriter):
    """A suite for each submission, and one for what concerns several."""

    def opening(self, plan: Plan) -> str:
        """The declaration, and the beginning of the root."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cchc">\n'

    def entry(self, it: Selected) -> str:
        """A submission as a suite."""
        found = self.findings(it)
        if not found:
            return ""
        first = found[0]
        suite = Element("testsuite", name=_text(first.file))
        suite.set("package", _group(first))
        properties = SubElement(suite, "properties")
        for name, value in (
            ("file", first.file),
            ("agency", first.agency),
            ("period", first.period),
            ("decision", it.plan.plan.decision),
            ("verdict", it.came_to.verdict),
        ):
            SubElement(properties, "property", name=name, value=_text(value))
        return _suite(suite, found, self.messages)

    def across(self, report: CheckReport) -> str:
        """What concerns several files, as a suite of its own."""
        found = self.findings_across(report)
        return _suite(Element("testsuite", name="cchc"), found, self.messages) if found else ""

    def closing(self, report: CheckReport) -> str:
        """The end of the root."""
        return "</testsuites>\n"


def _suite(suite: Element, found: Sequence[ShownDiagnostic], messages: Messages) -> str:
    """The text of a suite with its cases and counts."""
    for finding in found:
        if finding.level != "warning":
            suite.append(_case(finding, messages))
    suite.set("tests", str(len(suite.findall("testcase"))))
    for attribute, tag in _COUNTS.items():
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    if warnings := [_warning(one, messages) for one in found if one.level == "warning"]:
        SubElement(suite, "system-out").text = "\n".join(warnings)
    indent(suite, " ")
    text = tostring(suite, encoding="unicode")
    return f"{text}\n"


def _case(finding: ShownDiagnostic, messages: Messages) -> Element:
    case = Element("testcase", name=_name(finding, messages), classname=_group(finding))
    advice = [findings.mending(finding, messages), finding.help]
    if kind := _kind(finding):
        message = f"{findings.status_word(finding, messages)}: {_placed(finding, messages)}"
        type = finding.about.status if isinstance(finding.about, Result) else finding.rule
        part = SubElement(case, kind, type=type, message=_text(message))
        part.text = "\n".join(_text(line) for line in (message, *advice) if line)
    SubElement(case, "system-out").text = "\n".join(_facts(finding))
    return case


def _kind(finding: ShownDiagnostic) -> str:
    """What the case is instead of passed, by the element that says so."""
    about = finding.about
    if finding.level == "error":
        unmet = isinstance(about, Result) and about.status != "invalid"
        return "failure" if unmet else "error"
    passed = isinstance(about, Result) and about.status == "pass"
    return "" if passed else "skipped"


def _facts(finding: ShownDiagnostic) -> list[str]:
    """What stands in the output of every case, passed ones too."""
    about = finding.about
    facts = [("file", finding.file)]
    if isinstance(about, Result):
        facts = [("target", finding.rule), ("status", about.status), ("clause", finding.clause)]
        facts += [("note", about.note)]
    facts += [("help", finding.help)]
    return [f"{name}: {_text(value)}" for name, value in facts if value]


def _name(finding: ShownDiagnostic, messages: Messages) -> str:
    if isinstance(finding.about, Result):
        return _text(f"{finding.rule}: {finding.about.target.title[messages.lang]}")
    where = f" {messages.place(finding.place)}" if finding.place else f" {finding.file}"
    return _text(f"{finding.rule}:{where}")


def _placed(finding: ShownDiagnostic, messages: Messages) -> str:
    """The message, of the line or cell that it is about."""
    if finding.place is None:
        return finding.message
    return f"{messages.place(finding.place)}: {finding.message}"


def _group(finding: ShownDiagnostic) -> str:
    """What cases stand together under, in a dotted name: whose they are, else the file."""
    if finding.agency and finding.period:
        return f"{finding.agency}.{finding.period}"
    return _text(finding.file)


def _warning(finding: ShownDiagnostic, messages: Messages) -> str:
    parts = (_placed(finding, messages), findings.mending(finding, messages), finding.help)
    text = ". ".join(part.rstrip(".") for part in parts if part)
    return _text(f"{findings.status_word(finding, messages)}: {text} [{finding.rule}]")


def _text(text: str) -> str:
    """`text` with only what XML may hold."""
    return visible(text, _LONGEST)
