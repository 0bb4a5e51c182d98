"""`cchc rollup --format markdown`: the rollup for a merge request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from cchc.messages import Messages
from cchc.render.kit.markdown import code, escaped, heading, table
from cchc.render.look import Look
from cchc.render.rollup import words
from cchc.render.rollup.lists import Code, File, ListedLine, Listing, activities, changes, reports
from cchc.rollup.model import Reached, Rollup, Standing, Total

_MARKS: Final[dict[Reached, str]] = {
    "pass": "✅",
    "fail": "❌",
    "undecided": "❔",
    "missing": "⬜",
    "invalid": "❌",
    "none_arising": "➖",
    "not_due": "⏳",
}
_COLUMNS: Final = ("status", "target", "value", "threshold", "agencies", "clause")


def render(rollup: Rollup, look: Look, out: TextIO) -> None:
    """Writes headings, tables and lists."""
    messages = look.messages
    out.write(f"# {escaped(words.title(rollup, messages))}\n\n")
    out.write(f"{messages('rollup.day', day=rollup.day)}\n\n")
    out.write(f"- {escaped(words.submitted(rollup.now, messages))}\n")
    out.write(f"- {escaped(words.reached(rollup.now, messages))}\n")
    out.writelines(_listings(reports(rollup, messages)))
    out.writelines(_totals(rollup, messages))
    out.writelines(_agencies(rollup, messages))
    out.writelines(_listings([activities(rollup, messages), *changes(rollup, messages)]))


def _listings(lists: Iterable[Listing]) -> Iterator[str]:
    for listing in lists:
        if listing.heading:
            yield heading(listing.heading)
        lines = [_line(line) for line in listing.lines]
        listed = "; ".join(lines) if listing.in_a_row else "\n".join(f"- {one}" for one in lines)
        parts = (*map(escaped, listing.paragraphs), listed, *map(escaped, listing.closing))
        separated = "\n\n".join(filter(None, parts))
        yield f"{separated}\n" if listing.heading else f"\n{separated}\n"


def _line(line: ListedLine) -> str:
    return "".join(
        code(piece) if isinstance(piece, File | Code) else escaped(piece) for piece in line.pieces
    )


def _totals(rollup: Rollup, messages: Messages) -> Iterator[str]:
    yield heading(messages("rollup.province"))
    headings = [messages(f"rollup.column.{name}") for name in _COLUMNS]
    yield table(headings, (_total_row(total, rollup, messages) for total in rollup.now.totals))
    for note in words.notes(rollup, messages):
        yield f"\n{escaped(note)}\n"


def _total_row(total: Total, rollup: Rollup, messages: Messages) -> list[str]:
    return [
        f"{_MARKS[total.status]} {words.status(total, messages)}",
        escaped(total.target.title[messages.lang]),
        "<br>".join(map(escaped, words.figures(rollup, total, messages))),
        escaped(words.threshold(total, messages)),
        escaped(words.failing_counts(total.counts, messages)),
        escaped(messages.clause(total.target.source, rollup.plan)),
    ]


def _agencies(rollup: Rollup, messages: Messages) -> Iterator[str]:
    behind = words.behind(rollup)
    yield heading(messages("rollup.agencies", count=len(behind)))
    fields = words.fields_with_targets(rollup.plan)
    headings = [
        messages("rollup.column.agency"),
        messages("rollup.column.failing"),
        *(escaped(field.title[messages.lang]) for field in fields),
    ]
    yield table(headings, (_agency_row(one, rollup) for one in behind))


def _agency_row(standing: Standing, rollup: Rollup) -> list[str]:
    counts = words.failing_by_field(standing, rollup.plan)
    return [
        escaped(standing.agency.name),
        str(standing.failing),
        *(str(count) if count else "" for count in counts),
    ]
