"""Diagnostics on the terminal: one kind of problem on a page, or the list of all."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from cchc.catalogue import Entry, Example
from cchc.render.explain.words import effect, example_lines, plain_message
from cchc.render.kit.table import Page, plain

_CODES: Final = 29


def show_code(page: Page, entry: Entry) -> None:
    """Writes what one code means."""
    messages = page.messages
    severity = messages(f"severity.{entry.severity}")
    page.line(messages("explain.heading", name=entry.code, kind=severity), "bold")
    for heading, text in (
        ("explain.message", plain_message(entry.code, messages)),
        ("explain.why", messages(f"explain.why.{entry.group}")),
        ("cli.mend", messages.help(entry.code)),
        ("explain.effect", messages(f"explain.effect.{effect(entry)}")),
    ):
        page.heading(messages(heading))
        page.item(text)
    if entry.example:
        _example(page, entry.example)


def _example(page: Page, example: Example) -> None:
    messages = page.messages
    page.heading(messages("explain.example"))
    for word, text in (("explain.wrong", example.wrong), ("explain.right", example.right)):
        page.item(messages(word))
        for line in example_lines(example, text):
            page.single(f"    {line}")


def list_codes(page: Page, entries: tuple[Entry, ...]) -> None:
    """Writes every code in a line, and where to find what else can be explained."""
    messages = page.messages
    page.line(messages("explain.list"))
    for group, its in groupby(entries, key=lambda entry: entry.group):
        page.heading(messages(f"explain.group.{group}"))
        rows = [plain(f"  {entry.code}", plain_message(entry.code, messages)) for entry in its]
        page.grid([("", _CODES), ("", page.width - _CODES - 2)], rows)
    page.line()
    page.line(messages("explain.names"))
