"""`cchc plan diff --format markdown`: what changed, as lists."""

from __future__ import annotations

from typing import TextIO

from cchc.plan.diff.model import PlanDiff
from cchc.render.diff import words
from cchc.render.kit.markdown import escaped
from cchc.render.look import Look


def render(report: PlanDiff, look: Look, out: TextIO) -> None:
    """Writes a heading for each part of the plan, and its entries with what changed."""
    messages = look.messages
    out.write(f"# {escaped(words.title(report, messages))}\n")
    for note in words.notes(report, messages):
        out.write(f"\n{escaped(note)}\n")
    for part in words.parts(report, messages):
        out.write(f"\n## {escaped(part.heading)}\n\n")
        for entry in part.entries:
            out.write(f"- {escaped(entry.entry)}\n")
            out.write("".join(f"  - {escaped(change)}\n" for change in entry.changes))
    out.write(f"\n{escaped(words.total(report, messages))}\n")
