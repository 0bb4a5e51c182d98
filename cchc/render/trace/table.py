"""`cchc plan trace` on the terminal: what agrees, what is missing, what is otherwise."""

from __future__ import annotations

from typing import Final, TextIO

from cchc.render.kit.table import Page
from cchc.render.look import Look
from cchc.render.trace.words import TraceReport, address, difference
from cchc.text import visible
from cchc.trace.model import KINDS, SUBJECTS, Finding

_EXCERPT: Final = 160
"""Characters of the decision's words that are shown."""


def render(report: TraceReport, look: Look, out: TextIO) -> None:
    """Writes the whole trace."""
    page = Page(look, out)
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
    for kind in KINDS:
        if found := trace.of(kind):
            page.heading(messages(f"trace.{kind}", count=len(found)))
        for finding in found:
            _finding(page, report, finding)
    counts = {kind: len(trace.of(kind)) for kind in KINDS}
    page.line()
    page.line(messages("trace.not-full" if trace.findings else "trace.full", **counts), "bold")


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
