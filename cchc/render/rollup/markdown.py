"""`cchc rollup --format markdown`: the picture for a merge request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from cchc.messages import Messages
from cchc.render.kit.markdown import code, escaped, heading, table
from cchc.render.look import Look
from cchc.render.rollup import words as province
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


def render(report: Rollup, look: Look, out: TextIO) -> None:
    """Writes headings, tables and lists."""
    messages = look.messages
    out.write(f"# {escaped(province.title(report, messages))}\n\n")
    out.write(f"{messages('rollup.day', day=report.day)}\n\n")
    out.write(f"- {escaped(province.submitted(report.now, messages))}\n")
    out.write(f"- {escaped(province.reached(report.now, messages))}\n")
    for section in (_reports, _totals, _agencies, _activities, _changes):
        for text in section(report, messages):
            out.write(text)


def _reports(report: Rollup, messages: Messages) -> Iterator[str]:
    silent = province.of_timing(report, "silent")
    if silent:
        yield heading(messages("rollup.silent", count=len(silent)))
        yield f"{escaped(province.names(silent))}\n"
    late = province.of_timing(report, "late")
    if late:
        yield heading(messages("rollup.late", count=len(late)))
        for one in late:
            text = messages("rollup.late.by", agency=one.agency.name, days=one.days_late)
            yield f"- {escaped(text)}\n"
    early = province.of_timing(report, "early")
    if early:
        day = report.now.period.data_to
        yield heading(messages("rollup.early", count=len(early), day=day))
        yield f"{escaped(province.names(early))}\n"
    if report.conflicts:
        yield heading(messages("check.conflicts"))
        for conflict in report.conflicts:
            files = ", ".join(map(code, conflict.files))
            yield f"- {escaped(conflict.name)}: {files}\n"
    yield from _files(report, messages)


def _files(report: Rollup, messages: Messages) -> Iterator[str]:
    invalid = [*report.unattributed, *(one.checked for one in province.invalid(report))]
    if invalid:
        yield heading(messages("rollup.invalid", count=len(invalid)))
    for checked in invalid:
        error = next(one for one in checked.diagnostics if one.severity == "error")
        where = f" {escaped(messages.place(error.place))}:" if error.place else ""
        message = escaped(messages.message(error))
        yield f"- {code(checked.submission.file)}:{where} {message} {code(error.code)}\n"
    for key, files in province.left_aside(report):
        yield heading(messages(key))
        yield from (f"- {code(file)}\n" for file in files)


def _totals(report: Rollup, messages: Messages) -> Iterator[str]:
    yield heading(messages("rollup.province"))
    headings = [
        messages(f"rollup.column.{name}")
        for name in ("status", "target", "value", "threshold", "agencies", "clause")
    ]
    yield table(headings, (_total_row(total, report, messages) for total in report.now.totals))
    for note in province.notes(report, messages):
        yield f"\n{escaped(note)}\n"


def _total_row(total: Total, report: Rollup, messages: Messages) -> list[str]:
    figures = (
        province.value(total, messages),
        province.fraction(total, messages),
        province.bounds(total, messages),
        province.before(report, total, messages),
    )
    return [
        f"{_MARKS[total.status]} {province.status(total, messages)}",
        escaped(total.target.title[messages.lang]),
        "<br>".join(escaped(figure) for figure in figures if figure),
        escaped(province.threshold(total, messages)),
        escaped(province.failing_counts(total, messages)),
        escaped(messages.clause(total.target.source, report.plan)),
    ]


def _agencies(report: Rollup, messages: Messages) -> Iterator[str]:
    behind = [one for one in report.now.standings if one.submitted and one.failing]
    yield heading(messages("rollup.agencies", count=len(behind)))
    fields = province.fields_with_targets(report.plan)
    headings = [
        messages("rollup.column.agency"),
        messages("rollup.column.failing"),
        *(escaped(field.title[messages.lang]) for field in fields),
    ]
    yield table(headings, (_agency_row(one, report) for one in behind))


def _agency_row(standing: Standing, report: Rollup) -> list[str]:
    fields = {field.id for field in province.fields_with_targets(report.plan)}
    return [
        escaped(standing.agency.name),
        str(standing.failing),
        *(
            str(count) if count else ""
            for field, count in province.failing_by_field(standing, report.plan)
            if field.id in fields
        ),
    ]


def _activities(report: Rollup, messages: Messages) -> Iterator[str]:
    past = [
        (standing, result)
        for standing in report.now.standings
        for result in province.past_due(standing)
    ]
    if past:
        yield heading(messages("rollup.activities"))
    for standing, result in past:
        text = messages(
            f"rollup.activity.{result.state}",
            agency=standing.agency.name,
            activity=result.activity.id,
            output=result.output.name,
            due_on=result.due_on,
            completed_on=result.completed_on,
        )
        yield f"- {escaped(text.removeprefix('- '))}\n"


def _changes(report: Rollup, messages: Messages) -> Iterator[str]:
    if not report.earlier:
        return
    before = report.earlier[-1].period
    yield heading(messages("rollup.changes", title=before.title, id=before.id))
    yield f"{escaped(province.moves(report, messages))}\n"
    newly = province.newly_failing(report)
    if newly:
        yield f"\n{escaped(messages('rollup.newly'))}\n\n"
    for target, changes in newly:
        agencies = "; ".join(province.turned(one, messages) for one in changes)
        yield f"- {escaped(target.title[messages.lang])}: {escaped(agencies)}\n"
    if report.impossible:
        yield f"\n{escaped(messages('rollup.impossible', count=len(report.impossible)))}\n\n"
    for one in report.impossible:
        yield f"- {escaped(province.fall(one, messages))}\n"
