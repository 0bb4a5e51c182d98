"""`cchc rollup` on the terminal: who has reported, what the province reaches, who is behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from cchc.render.kit.table import Page, Row, plain
from cchc.render.look import Look
from cchc.render.rollup import words as province
from cchc.render.wording import states
from cchc.rollup.model import Reached, Rollup, Snapshot, Standing, Total
from cchc.text import visible

_STYLES: Final[dict[Reached, str]] = {
    "pass": "green",
    "fail": "bold red",
    "undecided": "yellow",
    "missing": "bold yellow",
    "invalid": "bold red",
    "none_arising": "dim",
    "not_due": "cyan",
}
_COLUMNS: Final = {
    "status": 9,
    "target": 0,
    "value": 17,
    "threshold": 8,
    "agencies": 13,
    "clause": 8,
}
_TARGET_WIDTHS: Final = range(18, 61)
_AGENCY_WIDTH: Final = 28
_FIELD_WIDTH: Final = 4


def render(report: Rollup, look: Look, out: TextIO) -> None:
    """Writes the picture: reports that came in, the province, agencies, activities, changes."""
    page = Page(look, out)
    page.line(province.title(report, page.messages), "bold")
    page.line(page.messages("rollup.day", day=report.day))
    page.line()
    page.line(province.submitted(report.now, page.messages))
    page.line(province.reached(report.now, page.messages))
    _reports(page, report)
    _totals(page, report)
    _agencies(page, report)
    _activities(page, report)
    _changes(page, report)


def _reports(page: Page, report: Rollup) -> None:
    """What came late, not at all, or in a form that can't be used."""
    messages = page.messages
    silent = province.of_timing(report, "silent")
    if silent:
        page.heading(messages("rollup.silent", count=len(silent)))
        page.item(province.names(silent))
    late = sorted(province.of_timing(report, "late"), key=lambda one: -one.days_late)
    if late:
        page.heading(messages("rollup.late", count=len(late)))
        page.item(
            "; ".join(
                messages("rollup.late.by", agency=one.agency.name, days=one.days_late)
                for one in late
            )
        )
    early = province.of_timing(report, "early")
    if early:
        page.heading(messages("rollup.early", count=len(early), day=report.now.period.data_to))
        page.item(province.names(early))
    if report.conflicts:
        page.heading(messages("check.conflicts"))
        for conflict in report.conflicts:
            page.item(f"- {conflict.name}: {'; '.join(map(visible, conflict.files))}", "red")
        page.item(f"{messages('cli.mend')}: {messages.help('conflict')}", indent=4)
    _files(page, report)


def _files(page: Page, report: Rollup) -> None:
    """Files that have errors, belong elsewhere, or weren't read."""
    messages = page.messages
    invalid = [*report.unattributed, *(one.checked for one in province.invalid(report))]
    if invalid:
        page.heading(messages("rollup.invalid", count=len(invalid)))
    for checked in invalid:
        errors = [one for one in checked.diagnostics if one.severity == "error"]
        file = visible(checked.submission.file)
        where = f" {messages.place(errors[0].place)}:" if errors[0].place else ""
        more = messages("rollup.more-errors", count=len(errors) - 1) if errors[1:] else ""
        text = f"- {file}:{where} {messages.message(errors[0])} [{errors[0].code}]{more}"
        page.item(text, "red")
    for key, files in province.left_aside(report):
        page.heading(messages(key))
        page.item("; ".join(map(visible, files)))


def _totals(page: Page, report: Rollup) -> None:
    messages = page.messages
    page.heading(messages("rollup.province"))
    fixed = sum(_COLUMNS.values()) + len(_COLUMNS)
    flexible = max(_TARGET_WIDTHS[0], min(_TARGET_WIDTHS[-1], page.width - fixed))
    columns = [
        (messages(f"rollup.column.{name}"), width or flexible) for name, width in _COLUMNS.items()
    ]
    page.grid(columns, _total_rows(page, report))
    for note in province.notes(report, messages):
        page.item(note, "dim", indent=0)


def _total_rows(page: Page, report: Rollup) -> Iterator[Row]:
    for field in province.fields_with_targets(report.plan):
        yield ("", ""), (field.title[page.messages.lang].upper(), "bold")
        for total in report.now.totals:
            if total.target.field == field.id:
                yield _total_row(page, report, total)


def _total_row(page: Page, report: Rollup, total: Total) -> Row:
    messages = page.messages
    figures = (
        province.value(total, messages),
        province.fraction(total, messages),
        province.bounds(total, messages),
        province.before(report, total, messages),
    )
    return (
        (province.status(total, messages), _STYLES[total.status]),
        *plain(
            total.target.title[messages.lang],
            "\n".join(filter(None, figures)),
            province.threshold(total, messages),
            province.failing_counts(total, messages).replace(", ", "\n"),
            messages.clause(total.target.source, report.plan).replace(" ", "\n", 1),
        ),
    )


def _agencies(page: Page, report: Rollup) -> None:
    """A row for each agency that has anything to mend, by field, the worst first."""
    messages = page.messages
    behind = [one for one in report.now.standings if one.submitted and one.failing]
    page.heading(messages("rollup.agencies", count=len(behind)))
    if not behind:
        return
    fields = province.fields_with_targets(report.plan)
    page.item(
        "; ".join(
            f"{number} {field.title[messages.lang]}" for number, field in enumerate(fields, 1)
        ),
        "dim",
    )
    columns = [
        (messages("rollup.column.agency"), _AGENCY_WIDTH),
        (messages("rollup.column.failing"), 9),
        *((str(number), _FIELD_WIDTH) for number in range(1, len(fields) + 1)),
    ]
    page.grid(columns, (_agency_row(report, one) for one in behind))


def _agency_row(report: Rollup, standing: Standing) -> Row:
    concerned = sum(one.status != "not_applicable" for one in standing.checked.results)
    used = {target.field for target in report.plan.targets}
    return (
        *plain(standing.agency.name, f"{standing.failing}/{concerned}"),
        *(
            (str(count) if count else "·", "red" if count else "dim")
            for field, count in province.failing_by_field(standing, report.plan)
            if field.id in used
        ),
    )


def _activities(page: Page, report: Rollup) -> None:
    messages = page.messages
    led = [result.state for standing in report.now.standings for result in standing.led]
    page.heading(messages("rollup.activities"))
    page.item(states(led, messages))
    for standing in report.now.standings:
        for result in province.past_due(standing):
            page.item(
                messages(
                    f"rollup.activity.{result.state}",
                    agency=standing.agency.name,
                    activity=result.activity.id,
                    output=result.output.name,
                    due_on=result.due_on,
                    completed_on=result.completed_on,
                )
            )
    _duties(page, report.now)


def _duties(page: Page, now: Snapshot) -> None:
    """How the agencies' own plans stand."""
    messages = page.messages
    duties = {
        duty.obligation.id: duty.obligation
        for one in now.standings
        for duty in one.checked.obligations
    }
    for id, obligation in duties.items():
        owed = [
            duty.state
            for standing in now.standings
            for duty in standing.checked.obligations
            if duty.obligation.id == id
        ]
        counts = states(owed, messages)
        page.item(messages("rollup.duty", title=obligation.title, counts=counts))


def _changes(page: Page, report: Rollup) -> None:
    messages = page.messages
    if not report.earlier:
        return
    before = report.earlier[-1].period
    page.heading(messages("rollup.changes", title=before.title, id=before.id))
    page.item(province.moves(report, messages))
    newly = province.newly_failing(report)
    if newly:
        page.item(messages("rollup.newly"))
    for target, changes in newly:
        agencies = "; ".join(province.turned(one, messages) for one in changes)
        page.item(f"- {target.title[messages.lang]}: {agencies}", indent=4)
    if report.impossible:
        page.item(messages("rollup.impossible", count=len(report.impossible)), "red")
    for one in report.impossible:
        page.item(f"- {province.fall(one, messages)}", indent=4)
