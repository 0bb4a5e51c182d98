"""What the agencies' records say beside their reports: the largest differences."""

from __future__ import annotations

from cchc.render.kit.paper import Column, Row
from cchc.render.rollup import records as words
from cchc.render.rollup.docx.draft import Draft
from cchc.text import visible


def write_records(draft: Draft) -> None:
    """The largest differences, and what is wrong with the records."""
    paper, report, messages = draft
    if report.records is None:
        return
    paper.heading(messages("docx.records"))
    paper.paragraph(words.compared(report.records, messages))
    rows = [
        Row((str(number), visible(one.agency), one.metric, one.reported, one.recomputed))
        for number, one in enumerate(words.differences(report.records, messages), 1)
    ]
    columns = (
        Column(messages("docx.column.number"), 12, "centre"),
        Column(messages("rollup.records.agency"), 38),
        Column(messages("rollup.records.metric"), 46),
        Column(messages("rollup.records.reported"), 32, "centre"),
        Column(messages("rollup.records.recomputed"), 32, "centre"),
    )
    if rows:
        paper.table(columns, rows)
    for problem in words.problems(report.records, messages):
        paper.paragraph(problem)
