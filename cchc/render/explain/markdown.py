"""`cchc explain --format markdown`: a page of all codes, each under a heading to link to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from cchc.catalogue import CatalogueEntry
from cchc.messages import Messages
from cchc.render.explain.words import effect, example_lines
from cchc.render.kit.markdown import code, escaped, heading
from cchc.render.look import Look


def render(report: tuple[CatalogueEntry, ...], look: Look, out: TextIO) -> None:
    """Writes the codes by group; what follows from each kind stands once, at the top."""
    messages = look.messages
    out.write(heading(messages("explain.page.title"), level=1).lstrip())
    command = code(f"cchc explain --format markdown --lang {messages.lang}")
    out.write(f"{messages('explain.page.made', command=command)}\n\n")
    for kind in dict.fromkeys(map(effect, report)):
        name, text = messages(f"explain.page.{kind}"), messages(f"explain.effect.{kind}")
        out.write(f"- **{name}:** {escaped(text)}\n")
    for group, entries in groupby(report, key=lambda entry: entry.group):
        out.write(heading(messages(f"explain.group.{group}")))
        out.write(f"{escaped(messages(f'explain.why.{group}'))}\n")
        for entry in entries:
            out.writelines(_entry(entry, messages))


def _entry(entry: CatalogueEntry, messages: Messages) -> Iterator[str]:
    yield heading(entry.code, level=3)
    kind = messages(f"explain.page.{effect(entry)}")
    yield f"**{kind}:** {escaped(messages.outline(entry.code))}\n\n"
    yield f"*{messages('cli.mend')}:* {escaped(messages.help(entry.code))}\n"
    if entry.example:
        for word, text in (("wrong", entry.example.wrong), ("right", entry.example.right)):
            lines = "\n".join(example_lines(entry.example, text))
            yield f"\n{messages(f'explain.{word}')}\n\n```text\n{lines}\n```\n"
