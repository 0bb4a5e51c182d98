"""The province's targets: the statistics, and what fails where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.plan.model import Agency, Target
from cchc.render.kit.paper import Band, PaperColumn, PaperRow
from cchc.render.rollup import grounds, words
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.writing import Writing
from cchc.results import Result
from cchc.rollup.model import FAILING, Total
from cchc.text import visible

_NAMED: Final = 5
"""Agencies that are named where many may be meant."""
_STATUS: Final = 8
"""The column that says whether the target is reached, counted from 0."""


def write_targets(writing: Writing) -> None:
    """The table of all targets, by field."""
    paper, rollup, messages = writing
    paper.heading(messages("docx.targets"))
    agencies = messages("docx.column.agencies")
    columns = (
        PaperColumn(messages("docx.column.number"), 11, "centre"),
        PaperColumn(messages("docx.column.target"), 63),
        PaperColumn(messages("docx.column.threshold"), 20, "centre"),
        PaperColumn(messages("docx.column.result"), 52, "centre"),
        PaperColumn(messages("docx.column.pass"), 14, "centre", agencies),
        PaperColumn(messages("docx.column.fail"), 17, "centre", agencies),
        PaperColumn(messages("docx.column.missing"), 17, "centre", agencies),
        PaperColumn(messages("docx.column.none"), 17, "centre", agencies),
        PaperColumn(messages("docx.column.status"), 24, "centre"),
        PaperColumn(messages("docx.column.clause"), 22, "centre"),
    )
    paper.table(columns, _rows(writing))
    paper.note(messages("docx.note.sum"))
    if any(phrases.total_bounds(total, messages) for total in rollup.now.totals):
        paper.note(messages("docx.note.bounds"))
    for notes in (
        grounds.methods(rollup, messages, "(*) ≈"),
        grounds.wanting(rollup, messages),
        grounds.differing(rollup, messages),
    ):
        for note in notes:
            paper.note(note)


def _rows(writing: Writing) -> Iterator[PaperRow | Band]:
    _, rollup, messages = writing
    number = 0
    for field in rollup.plan.fields:
        totals = [total for total in rollup.now.totals if total.target.field == field.id]
        if totals:
            yield Band(field.title[messages.lang])
        for total in totals:
            number += 1
            yield _row(writing, number, total)


def _row(writing: Writing, number: int, total: Total) -> PaperRow:
    _, rollup, messages = writing
    counts, target = total.counts, total.target
    cells = (
        str(number),
        phrases.short(target.title, messages),
        words.threshold(total, messages),
        phrases.total_lines(total, messages),
        str(counts.get("pass", 0)),
        str(counts.get("fail", 0)),
        str(counts.get("missing", 0) + counts.get("invalid", 0)),
        str(counts.get("none_arising", 0)),
        words.status(total, messages),
        messages.clause(target.source, rollup.plan),
    )
    return PaperRow(cells, frozenset((_STATUS,) if total.status in FAILING else ()))


def write_failing(writing: Writing) -> None:
    """The targets that the province fails, with the agencies that do."""
    paper, rollup, messages = writing
    paper.heading(messages("docx.failing"))
    failing = [total for total in rollup.now.totals if total.status == "fail"]
    unknown = [total for total in rollup.now.totals if total.status in ("missing", "invalid")]
    if not failing:
        paper.paragraph(messages("docx.failing.nothing"))
    for number, total in enumerate(failing, 1):
        title = phrases.short(total.target.title, messages)
        paper.paragraph(_failing(writing, total), lead=f"({number}) {title}:")
    if unknown:
        paper.paragraph(messages("docx.failing.unknown"))
    for total in unknown:
        title = phrases.short(total.target.title, messages)
        paper.paragraph(f"- {title}: {_unknown(writing, total)}")
    _write_behind(writing)


def _write_behind(writing: Writing) -> None:
    """The agencies with a target to mend, whatever the province reaches."""
    paper, rollup, messages = writing
    behind = words.behind(rollup)
    if not behind:
        return
    paper.subheading(messages("rollup.agencies", count=len(behind)))
    columns = (
        PaperColumn(messages("docx.column.number"), 12, "centre"),
        PaperColumn(messages("docx.column.agency"), 84),
        PaperColumn(messages("docx.column.fail"), 32, "centre"),
        PaperColumn(messages("docx.column.missing"), 32, "centre"),
    )
    summaries = ((visible(one.agency.name), one.checked.summary) for one in behind)
    rows = (
        PaperRow(
            (str(number), name, str(counts["fail"]), str(counts["missing"] + counts["invalid"]))
        )
        for number, (name, counts) in enumerate(summaries, 1)
    )
    paper.table(columns, rows)


def _unknown(writing: Writing, total: Total) -> str:
    """Whose figure there isn't: by name where they are few."""
    if len(total.unknown) > _NAMED:
        return writing.messages("docx.failing.no-figure", count=len(total.unknown))
    names = [visible(agency.name) for agency in total.unknown]
    return f"{'; '.join(names) or writing.messages(f'status.{total.status}')}."


def _failing(writing: Writing, total: Total) -> str:
    _, rollup, messages = writing
    results = _results(writing, total.target)
    failing = [(agency, result) for agency, result in results if result.status == "fail"]
    unknown = sum(result.status in ("missing", "invalid") for _, result in results)
    threshold = words.threshold(total, messages)
    clause = messages.clause(total.target.source, rollup.plan)
    value = phrases.total_figure(total, messages)
    parts = [messages("docx.failing.value", value=value, threshold=threshold, clause=clause)]
    if failing:
        head = messages("docx.failing.agencies", count=len(failing))
        parts.append(f"{head} {phrases.agency_figures(failing, messages)}.")
    if unknown:
        parts.append(messages("docx.failing.no-figure", count=unknown))
    return " ".join(parts)


def _results(writing: Writing, target: Target) -> list[tuple[Agency, Result]]:
    """What every agency concerned has for a target, in the registry's order."""
    plan = writing.rollup.plan
    number = plan.targets.index(target)
    standings = {one.agency.id: one for one in writing.rollup.now.standings}
    return [
        (agency, standings[agency.id].checked.results[number])
        for agency in plan.agencies
        if target.applies(agency)
    ]
