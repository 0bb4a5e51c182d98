"""`cchc tally` on the terminal: the figures, then how far apart they are and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, TextIO

from cchc.records.model import Told
from cchc.records.tally import Compared, Tally
from cchc.render.kit.table import Cell, Page
from cchc.render.look import Look
from cchc.render.records import words
from cchc.render.wording import shown_place

_COLUMNS: Final = {"metric": 0, "records": 15, "reported": 15, "portal": 15, "result": 13}
_WIDEST: Final = 60
_STYLES: Final = {True: "green", False: "bold red", None: "yellow"}


def render(report: Tally, look: Look, out: TextIO) -> None:
    """Writes the figures of the records beside those that were reported."""
    page = Page(look, out)
    messages = page.messages
    page.line(words.heading(report, messages), "bold")
    page.line()
    if report.figures:
        _table(page, report)
        page.line()
        for note in words.all_notes(report, messages):
            page.item(f"- {note}")
    else:
        page.line(messages("tally.nothing"))
    _problems(page, report.told)
    page.line()
    page.line(words.summary(report, messages), "bold")


def _table(page: Page, report: Tally) -> None:
    shown = [name for name in _COLUMNS if report.against or name not in ("reported", "result")]
    if not any(figure.published for figure in report.figures):
        shown.remove("portal")
    fixed = sum(_COLUMNS[name] + 1 for name in shown)
    flexible = max(18, min(_WIDEST, page.width - fixed))
    columns = [
        (page.messages(f"tally.column.{name}"), _COLUMNS[name] or flexible) for name in shown
    ]
    rows = (tuple(_cells(page, figure, report, shown)) for figure in report.figures)
    page.grid(columns, rows)


def _cells(page: Page, figure: Compared, report: Tally, shown: list[str]) -> Iterator[Cell]:
    messages = page.messages
    made = {
        "metric": words.named(figure, messages),
        "records": words.recomputed(figure, report, messages),
        "reported": words.reported(figure, report, messages),
        "portal": "\n".join(
            words.portal(one, figure, report, messages) for one in figure.published
        ),
        "result": words.verdict(figure, report, messages),
    }
    for name in shown:
        yield made[name], _STYLES[figure.agrees] if name == "result" else ""


def render_problems(told: Sequence[Told], look: Look, out: TextIO) -> None:
    """Writes what is wrong with files of records, without any figure."""
    _problems(Page(look, out), told)


def _problems(page: Page, problems: Sequence[Told]) -> None:
    if not problems:
        return
    messages = page.messages
    page.heading(messages("tally.problems"))
    for code, some in groupby(problems, key=lambda told: told.problem.code):
        for told in some:
            severity = messages(f"severity.{told.problem.severity}")
            where = shown_place(told.file, told.problem.place)
            text = f"{where}: {severity}: {messages.message(told.problem)} [{code}]"
            page.item(text, "red" if told.problem.severity == "error" else "yellow")
        page.item(messages.help(code), indent=4)
