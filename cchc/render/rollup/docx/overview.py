"""The first page, for the one who decides: how far the province is, what holds it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.render.kit.paper import PaperColumn, PaperRow
from cchc.render.rollup import overview, words
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.writing import Writing
from cchc.render.rollup.overview import STANDS, Stand

_SIGNS: Final[dict[Stand, str]] = {"met": "●", "unmet": "✕", "open": "○"}
"""One for each target, so that a row of them is a picture, in print and on any screen."""


def write_overview(writing: Writing) -> None:
    """Writes the page below the document's head, and ends it."""
    _write_fields(writing)
    _write_held_back(writing)
    _write_holding(writing)
    _write_rest(writing)
    writing.paper.page()


def _write_fields(writing: Writing) -> None:
    paper, rollup, messages = writing
    key = "  ".join(f"{_SIGNS[one]} {messages(f'report.{one}').lower()}" for one in STANDS)
    paper.caption(messages("report.by-field"))
    columns = [
        PaperColumn(messages("report.filter.field"), 54),
        PaperColumn(key, 55),
        *(PaperColumn(messages(f"report.{one}"), 17, "centre") for one in STANDS),
    ]
    paper.table(
        columns,
        (
            PaperRow(
                (
                    phrases.short(each.field.title, messages),
                    "".join(_SIGNS[one] * each.counts[one] for one in STANDS),
                    *(str(each.counts[one]) for one in STANDS),
                )
            )
            for each in overview.by_field(rollup)
        ),
    )


def _write_held_back(writing: Writing) -> None:
    paper, rollup, messages = writing
    if found := overview.held_back(rollup, messages):
        paper.caption(messages("report.worst-targets"))
        paper.table(
            _columns(writing, "rollup.column.target", "docx.failing-agencies"),
            (
                PaperRow(
                    (
                        phrases.short(one.total.target.title, messages),
                        str(one.agencies),
                        one.missing or "–",
                    )
                )
                for one in found
            ),
        )


def _write_holding(writing: Writing) -> None:
    paper, rollup, messages = writing
    if found := overview.holding(rollup, messages):
        paper.caption(messages("report.worst-agencies"))
        paper.table(
            _columns(writing, "rollup.column.agency", "docx.failing-targets"),
            (
                PaperRow((one.standing.agency.name, str(one.standing.failing), one.missing or "–"))
                for one in found
            ),
        )


def _columns(writing: Writing, who: str, failing: str) -> list[PaperColumn]:
    messages = writing.messages
    return [
        PaperColumn(messages(who), 70),
        PaperColumn(messages(failing), 24, "centre"),
        PaperColumn(messages("docx.missing"), 66),
    ]


def _write_rest(writing: Writing) -> None:
    """What changed, and who is silent: their names stand with the reports."""
    for line in _lines(writing):
        writing.paper.note(line)


def _lines(writing: Writing) -> Iterator[str]:
    _, rollup, messages = writing
    if rollup.earlier:
        before = rollup.earlier[-1].period
        heading = messages("rollup.changes", title=before.title, id=before.id)
        yield f"{heading}: {words.moves(rollup, messages)}"
    if silent := overview.silent(rollup):
        kinds = [
            f"{count} {messages(f'docx.kind.{kind}')}"
            for kind in phrases.KINDS
            if (count := sum(one.agency.kind == kind for one in silent))
        ]
        yield f"{messages('report.silent', count=len(silent))}: {'; '.join(kinds)}."
