"""`cchc tally --format markdown`: a table of the figures, and notes on them."""

from __future__ import annotations

from typing import Final, TextIO

from cchc.messages import Messages
from cchc.records.tally import Compared, Tally
from cchc.render.kit.markdown import code, escaped, heading, table
from cchc.render.look import Look
from cchc.render.records import words
from cchc.render.wording import shown_place

_COLUMNS: Final = ("metric", "records", "reported", "portal", "result")


def render(report: Tally, look: Look, out: TextIO) -> None:
    """Writes the figures of the records beside those that were reported."""
    messages = look.messages
    out.write(heading(words.heading(report, messages)).lstrip())
    if report.figures:
        headings = [messages(f"tally.column.{name}") for name in _COLUMNS]
        out.write(table(headings, (_row(figure, report, messages) for figure in report.figures)))
        out.write("\n")
        out.writelines(f"- {escaped(note)}\n" for note in words.all_notes(report, messages))
    else:
        out.write(f"{escaped(messages('tally.nothing'))}\n")
    if report.told:
        out.write(heading(messages("tally.problems"), level=3))
    for told in report.told:
        where = code(shown_place(told.file, told.problem.place))
        severity = messages(f"severity.{told.problem.severity}")
        text = f"{messages.message(told.problem)} {messages.help(told.problem.code)}"
        out.write(f"- {where}: {severity}: {escaped(text)} {code(told.problem.code)}\n")
    out.write(f"\n{escaped(words.summary(report, messages))}\n")


def _row(figure: Compared, report: Tally, messages: Messages) -> list[str]:
    portal = "\n".join(words.portal(one, figure, report, messages) for one in figure.published)
    texts = (
        words.recomputed(figure, report, messages),
        words.reported(figure, report, messages) if report.against else "",
        portal,
        words.verdict(figure, report, messages),
    )
    metric, *origin = words.named(figure, messages).split("\n")
    cells = ("<br>".join(map(escaped, text.split("\n"))) for text in texts)
    return ["<br>".join((code(metric), *map(escaped, origin))), *cells]
