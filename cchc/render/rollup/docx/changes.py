"""What changed against the period before, and what can't have."""

from __future__ import annotations

from cchc.exact import plain_text
from cchc.render.kit.paper import Column, Row
from cchc.render.rollup import words
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.draft import Draft
from cchc.rollup.model import Change, Impossible
from cchc.text import visible


def write_changes(draft: Draft) -> None:
    """The province's changes, the agencies' that fail newly, and the counts that fell."""
    paper, rollup, messages = draft
    before = rollup.earlier[-1]
    paper.heading(
        messages("docx.changes", period=phrases.period_name(before.period, rollup.plan, messages))
    )
    _write_province(draft)
    _write_newly_failing(draft)
    if rollup.impossible:
        _write_impossible(draft)


def _write_province(draft: Draft) -> None:
    paper, rollup, messages = draft
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
        Column(messages("docx.column.number"), 12, "centre"),
        Column(messages("docx.column.target"), 72),
        Column(messages("docx.column.before"), 38, "centre"),
        Column(messages("docx.column.after"), 38, "centre"),
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
        rows.append(Row((str(number), phrases.short(now.target.title, messages), *sides)))
    paper.table(columns, rows)


def _write_newly_failing(draft: Draft) -> None:
    paper, rollup, messages = draft
    paper.subheading(messages("docx.changes.failing"))
    failing = [change for change in rollup.changes if change.newly == "failing"]
    passing = sum(change.newly == "passing" for change in rollup.changes)
    paper.paragraph(messages("docx.changes.counts", failing=len(failing), passing=passing))
    groups: dict[str, list[Change]] = {}
    for change in failing:
        groups.setdefault(change.after.target.id, []).append(change)
    number = 0
    for target in rollup.plan.targets:
        if target.id not in groups:
            continue
        number += 1
        group = groups[target.id]
        title = phrases.short(target.title, messages)
        names = "; ".join(_newly_failing(draft, change) for change in group)
        paper.paragraph(f"{names}.", lead=f"({number}) {title} ({len(group)}):")


def _newly_failing(draft: Draft, change: Change) -> str:
    was, now = (
        phrases.result_text(result, draft.messages) for result in (change.before, change.after)
    )
    return f"{visible(change.agency.name)} ({was} → {now})"


def _write_impossible(draft: Draft) -> None:
    paper, rollup, messages = draft
    paper.subheading(messages("docx.impossible"))
    paper.paragraph(messages("docx.impossible.why"))
    columns = (
        Column(messages("docx.column.number"), 11, "centre"),
        Column(messages("docx.column.agency"), 30),
        Column(messages("docx.column.figure"), 41),
        Column(messages("docx.column.before"), 19, "right"),
        Column(messages("docx.column.after"), 19, "right"),
        Column(messages("docx.column.file"), 40),
    )
    paper.table(columns, [_impossible(draft, *pair) for pair in enumerate(rollup.impossible, 1)])


def _impossible(draft: Draft, number: int, fall: Impossible) -> Row:
    messages, metric = draft.messages, fall.metric
    what = metric.denominator if fall.part == "denominator" else metric.numerator
    counted = messages(f"docx.part.{fall.part}", what=what or metric.numerator)
    before, after = (messages.number(plain_text(each)) for each in (fall.before, fall.after))
    files = tuple(map(phrases.file_name, (fall.earlier, fall.later)))
    return Row(
        (str(number), visible(fall.agency.name), visible(counted, 300), before, after, files)
    )
