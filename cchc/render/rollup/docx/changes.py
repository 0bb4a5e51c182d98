"""What changed against the period before, and what can't have."""

from __future__ import annotations

from cchc.exact import plain_text
from cchc.render.kit.paper import PaperColumn, PaperRow
from cchc.render.rollup import words
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.writing import Writing
from cchc.rollup.model import FigureChange, Impossible
from cchc.text import visible


def write_changes(writing: Writing) -> None:
    """The province's changes, the agencies' that fail newly, and the counts that fell."""
    paper, rollup, messages = writing
    before = rollup.earlier[-1]
    paper.heading(
        messages("docx.changes", period=phrases.period_name(before.period, rollup.plan, messages))
    )
    _write_province(writing)
    _write_newly_failing(writing)
    if rollup.impossible:
        _write_impossible(writing)


def _write_province(writing: Writing) -> None:
    paper, rollup, messages = writing
    paper.subheading(messages("docx.changes.province"))
    changed = [
        (was, total)
        for total in rollup.now.totals
        if (was := rollup.earlier[-1].total(total.target)) and was.status != total.status
    ]
    if not changed:
        paper.paragraph(messages("docx.changes.nothing"))
        return
    columns = (
        PaperColumn(messages("docx.column.number"), 12, "centre"),
        PaperColumn(messages("docx.column.target"), 72),
        PaperColumn(messages("docx.column.before"), 38, "centre"),
        PaperColumn(messages("docx.column.after"), 38, "centre"),
    )
    rows = []
    for number, (was, now) in enumerate(changed, 1):
        sides = (
            tuple(
                filter(
                    None,
                    (
                        words.status(total, messages),
                        phrases.total_value(total, messages),
                    ),
                )
            )
            for total in (was, now)
        )
        rows.append(PaperRow((str(number), phrases.short(now.target.title, messages), *sides)))
    paper.table(columns, rows)


def _write_newly_failing(writing: Writing) -> None:
    paper, rollup, messages = writing
    paper.subheading(messages("docx.changes.failing"))
    failing = [change for change in rollup.changes if change.newly == "failing"]
    passing = sum(change.newly == "passing" for change in rollup.changes)
    paper.paragraph(messages("docx.changes.counts", failing=len(failing), passing=passing))
    groups: dict[str, list[FigureChange]] = {}
    for change in failing:
        groups.setdefault(change.after.target.id, []).append(change)
    number = 0
    for target in rollup.plan.targets:
        if target.id not in groups:
            continue
        number += 1
        group = groups[target.id]
        title = phrases.short(target.title, messages)
        names = "; ".join(_newly_failing(writing, change) for change in group)
        paper.paragraph(f"{names}.", lead=f"({number}) {title} ({len(group)}):")


def _newly_failing(writing: Writing, change: FigureChange) -> str:
    was, now = (
        phrases.result_text(result, writing.messages) for result in (change.before, change.after)
    )
    return f"{visible(change.agency.name)} ({was} → {now})"


def _write_impossible(writing: Writing) -> None:
    paper, rollup, messages = writing
    paper.subheading(messages("docx.impossible"))
    paper.paragraph(messages("docx.impossible.why"))
    columns = (
        PaperColumn(messages("docx.column.number"), 11, "centre"),
        PaperColumn(messages("docx.column.agency"), 30),
        PaperColumn(messages("docx.column.figure"), 41),
        PaperColumn(messages("docx.column.before"), 19, "right"),
        PaperColumn(messages("docx.column.after"), 19, "right"),
        PaperColumn(messages("docx.column.file"), 40),
    )
    paper.table(columns, [_impossible(writing, *pair) for pair in enumerate(rollup.impossible, 1)])


def _impossible(writing: Writing, number: int, fall: Impossible) -> PaperRow:
    messages, metric = writing.messages, fall.metric
    what = metric.denominator if fall.part == "denominator" else metric.numerator
    counted = messages(f"docx.part.{fall.part}", what=what or metric.numerator)
    before, after = (messages.number(plain_text(each)) for each in (fall.before, fall.after))
    files = tuple(map(phrases.file_name, (fall.earlier, fall.later)))
    return PaperRow(
        (str(number), visible(fall.agency.name), visible(counted, 300), before, after, files)
    )
