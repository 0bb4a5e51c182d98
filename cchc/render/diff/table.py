"""`cchc plan diff` on the terminal: by part of the plan, each entry and what changed about it."""

from __future__ import annotations

from typing import Final, TextIO

from cchc.plan.diff.model import PlanDiff
from cchc.render.diff import words
from cchc.render.kit.table import Page
from cchc.render.look import Look

_STYLES: Final = {"added": "green", "removed": "red", "changed": ""}


def render(report: PlanDiff, look: Look, out: TextIO) -> None:
    """Writes what changed, in words, and how much that is."""
    page = Page(look, out)
    messages = page.messages
    page.line(words.title(report, messages), "bold")
    for note in words.notes(report, messages):
        page.line(note)
    for part in words.parts(report, messages):
        page.heading(part.heading)
        for entry in part.entries:
            page.item(f"- {entry.entry}", _STYLES[entry.kind])
            for change in entry.changes:
                page.item(change, indent=6)
    page.line()
    page.line(words.total(report, messages))
