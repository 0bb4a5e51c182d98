"""What the agencies' records say beside their reports: the largest differences."""

from __future__ import annotations

from cchc.render.kit.paper import PaperColumn, PaperRow
from cchc.render.rollup import records as words
from cchc.render.rollup.docx.writing import Writing
from cchc.text import visible


def write_records(writing: Writing) -> None:
    """The largest differences, and what is wrong with the records."""
    paper, rollup, messages = writing
    if rollup.records is None:
        return
    paper.heading(messages("docx.records"))
    paper.paragraph(words.compared(rollup.records, messages))
    rows = [
        PaperRow((str(number), visible(one.agency), one.metric, one.reported, one.recomputed))
        for number, one in enumerate(words.differences(rollup.records, messages), 1)
    ]
    columns = (
        PaperColumn(messages("docx.column.number"), 12, "centre"),
        PaperColumn(messages("rollup.records.agency"), 38),
        PaperColumn(messages("rollup.records.metric"), 46),
        PaperColumn(messages("rollup.records.reported"), 32, "centre"),
        PaperColumn(messages("rollup.records.recomputed"), 32, "centre"),
    )
    if rows:
        paper.table(columns, rows)
    for problem in words.problems(rollup.records, messages):
        paper.paragraph(problem)
