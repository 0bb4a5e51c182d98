"""`cchc plan trace` on the terminal: what agrees, what is missing, what is otherwise."""

from __future__ import annotations

from typing import Final, TextIO

from cchc.render.kit.table import Page
from cchc.render.look import Look
from cchc.render.trace.words import TraceReport, address
from cchc.render.wording import difference
from cchc.text import visible
from cchc.trace.model import FATES, KINDS, REASONS, SUBJECTS, Finding

_EXCERPT: Final = 160
"""Characters of the decision's words that are shown."""
_HEADING: Final = 80
"""Characters of a heading."""


def render(report: TraceReport, look: Look, out: TextIO) -> None:
    """Writes the whole trace."""
    page = Page(look, out)
    if report.explain:
        _explain(page, report)
        return
    messages, trace = page.messages, report.trace
    plan, source = visible(report.file), visible(report.source)
    decision = trace.plan.plan.decision
    page.line(messages("trace.heading", plan=plan, decision=decision), "bold")
    sections, rows = trace.decision.sections, trace.decision.rows
    items = sum(len(section.items) for section in sections)
    page.line(
        messages("trace.read", file=source, sections=len(sections), items=items, rows=len(rows))
    )
    page.heading(messages("trace.covered"))
    for subject in SUBJECTS:
        page.item(f"{trace.covered.get(subject, 0):>5}  {messages(f'trace.subject.{subject}')}")
    page.heading(messages("trace.figures", count=len(trace.figures)))
    for fate in FATES:
        page.item(f"{trace.fates.get(fate, 0):>5}  {messages(f'trace.fate.{fate}')}")
        for reason in REASONS if fate == "aside" else ():
            if count := trace.reasons.get(reason, 0):
                page.item(f"{count:>5}  {messages(f'trace.reason.{reason}')}", indent=6)
    for kind in KINDS:
        if found := trace.of(kind):
            page.heading(messages(f"trace.{kind}", count=len(found)))
        for finding in found:
            _finding(page, report, finding)
    counts = {kind: len(trace.of(kind)) for kind in KINDS}
    page.line()
    page.line(messages("trace.not-full" if trace.findings else "trace.full", **counts), "bold")


def _explain(page: Page, report: TraceReport) -> None:
    """Writes why each number of one line is the plan's, or isn't."""
    messages, found = page.messages, report.explained
    if not found:
        page.line(messages("trace.explain.none", line=report.explain))
        return
    words = visible(found[0].words, most=_EXCERPT)
    page.line(messages("trace.explain.line", line=report.explain, words=words), "bold")
    for one in found:
        reason = messages(f"trace.reason.{one.reason}") if one.reason else ""
        told = messages(
            f"trace.explain.{one.fate}", text=visible(one.text), entry=one.entry, reason=reason
        )
        page.item(f"- {told}", "red" if one.fate == "unexplained" else "")
        if one.address:
            heading = visible(one.heading, most=_HEADING)
            page.item(
                messages("trace.explain.place", address=one.address, heading=heading), indent=4
            )


def _finding(page: Page, report: TraceReport, finding: Finding) -> None:
    messages = page.messages
    where = address(finding, messages)
    if finding.line:
        key = "trace.where" if where else "trace.line"
        where = messages(key, address=where, line=finding.line)
    line = report.lines.get(finding.entry)
    entry = f" ({finding.entry}, {visible(report.file)}:{line})" if line else ""
    head = f"{where}: " if where else ""
    page.item(f"- {head}{difference(finding, messages)}{entry}", "red")
    if finding.excerpt:
        page.item(f"“{visible(finding.excerpt, most=_EXCERPT)}”", indent=4)
