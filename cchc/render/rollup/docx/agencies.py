"""The agencies: who hasn't reported, whose file can't be used, who is behind with activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from cchc.messages import Composed
from cchc.plan.model import Agency
from cchc.render.kit.paper import Band, Cell, Column, Row
from cchc.render.rollup.docx import words
from cchc.render.rollup.docx.draft import Draft
from cchc.results import ActivityResult, ObligationResult, SubmissionResult
from cchc.rollup.model import Standing, Timing
from cchc.text import visible

_TITLE = 500
"""Characters of what each agency owes; no decision's words are as many."""
_Owed: TypeAlias = list[tuple[Agency, ActivityResult | ObligationResult]]
"""Agencies with how something that each owes stands."""


def write_reports(draft: Draft) -> None:
    """Who is silent, late or early, and which files can't be used."""
    paper, report, messages = draft
    paper.heading(messages("docx.reports"))
    written = [
        _write_names(draft, "silent"),
        _write_late(draft),
        _write_names(draft, "early"),
        _write_names(draft, "undated"),
        _write_problems(draft),
    ]
    if not any(written):
        paper.paragraph(messages("docx.reports.all", due_on=report.now.period.due_on))


def _write_names(draft: Draft, timing: Timing) -> bool:
    """The agencies that reported so, by kind; whether there are any."""
    paper, report, messages = draft
    found = {one.agency.id for one in report.now.standings if one.timing == timing}
    if not found:
        return False
    paper.subheading(messages(f"docx.list.{timing}"))
    ordered = [agency for agency in report.plan.agencies if agency.id in found]
    for kind, count, names in words.names_by_kind(ordered, messages):
        paper.paragraph(f"- {kind} ({count}): {names}")
    return True


def _write_late(draft: Draft) -> bool:
    paper, report, messages = draft
    late = [one for one in report.now.standings if one.timing == "late"]
    if not late:
        return False
    paper.subheading(messages("docx.list.late", due_on=report.now.period.due_on))
    columns = (
        Column(messages("docx.column.number"), 12, "centre"),
        Column(messages("docx.column.agency"), 84),
        Column(messages("docx.column.reported-on"), 34, "centre"),
        Column(messages("docx.column.days-late"), 30, "centre"),
    )
    late.sort(key=lambda one: -one.days_late)
    paper.table(columns, [_late(draft, number, one) for number, one in enumerate(late, 1)])
    return True


def _late(draft: Draft, number: int, one: Standing) -> Row:
    reported_on = one.checked.submission.reported_on
    day = draft.messages.day(reported_on) if reported_on else ""
    return Row((str(number), visible(one.agency.name), day, str(one.days_late)))


def _write_problems(draft: Draft) -> bool:
    paper, _, messages = draft
    problems = list(_problems(draft))
    if not problems:
        return False
    paper.subheading(messages("docx.problems"))
    columns = (
        Column(messages("docx.column.number"), 12, "centre"),
        Column(messages("docx.column.agency"), 40),
        Column(messages("docx.column.file"), 48),
        Column(messages("docx.column.problem"), 60),
    )
    paper.table(columns, [Row((str(number), *cells)) for number, cells in enumerate(problems, 1)])
    return True


def _problems(draft: Draft) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Agency, file and problem: conflicts, what can't be read, what is another period's."""
    _, report, messages = draft
    for conflict in report.conflicts:
        name = visible(conflict.name)
        yield name, tuple(map(words.file_name, conflict.files)), messages("docx.problem.conflict")
    for one in report.unattributed:
        yield "–", words.file_name(one.submission.file), _first_error(draft, one)
    for standing in report.now.standings:
        if standing.checked.verdict == "invalid":
            file = words.file_name(standing.checked.submission.file)
            yield visible(standing.agency.name), file, _first_error(draft, standing.checked)
    for one in report.elsewhere:
        agency, period = one.submission.agency, one.submission.period
        if agency and period:
            problem = messages("docx.problem.elsewhere", period=period.title)
            yield visible(agency.name), words.file_name(one.submission.file), problem


def _first_error(draft: Draft, checked: SubmissionResult) -> str:
    """What is wrong first, where, and how much more there is."""
    messages = draft.messages
    errors = [problem for problem in checked.diagnostics if problem.severity == "error"]
    if not errors:
        return messages("docx.problem.unnamed")
    text = visible(messages.message(errors[0]), 400)
    if place := errors[0].place:
        text = f"{messages.place(place)}: {text}"
    if len(errors) > 1:
        text += messages("docx.problem.more", count=len(errors) - 1)
    return text


def write_activities(draft: Draft) -> None:
    """What is overdue or was late, by the agency that leads it; then what each owes for itself."""
    paper, report, messages = draft
    paper.heading(messages("docx.activities"))
    standings = sorted(report.now.standings, key=lambda one: report.plan.agencies.index(one.agency))
    paper.subheading(messages("docx.activities.plan"))
    rows = list(_activity_rows(draft, standings))
    if rows:
        columns = (
            Column(messages("docx.column.number"), 12, "centre"),
            Column(messages("docx.column.activity"), 74),
            Column(messages("docx.column.due"), 25, "centre"),
            Column(messages("docx.column.state"), 30, "centre"),
            Column(messages("docx.column.clause"), 19, "centre"),
        )
        paper.table(columns, rows)
    else:
        paper.paragraph(messages("docx.behind.nothing", day=report.day))
    for title, owed in _owed_by_each(draft, standings):
        _write_owed(draft, title, owed)


def _activity_rows(draft: Draft, standings: list[Standing]) -> Iterator[Row | Band]:
    messages, number = draft.messages, 0
    for one in standings:
        behind = words.behind(result for result in one.led if not result.output.lead)
        if not behind:
            continue
        late = sum(result.state == "late" for result in behind)
        counts = messages("docx.behind.of", overdue=len(behind) - late, late=late)
        yield Band(f"{visible(one.agency.name)}: {counts}")
        groups: dict[tuple[str, int, str], list[ActivityResult]] = {}
        for result in behind:
            key = (result.activity.id, result.number, result.state)
            groups.setdefault(key, []).append(result)
        for results in groups.values():
            number += 1
            yield _activity(draft, number, results)


def _activity(draft: Draft, number: int, results: list[ActivityResult]) -> Row:
    """One output, with every day on which it is behind in the same way."""
    messages, first = draft.messages, results[0]
    title = words.short(first.activity.title, messages)
    if len(first.activity.outputs) > 1:
        title += f" → {words.short(first.output.name, messages)}"
    due = tuple(messages.day(result.due_on) for result in results if result.due_on)
    state = messages(f"docx.state.{first.state}")
    done = (messages.day(result.completed_on) for result in results if result.completed_on)
    source = first.activity.source
    return Row((str(number), title, due, (state, *done), source.address))


def _owed_by_each(draft: Draft, standings: list[Standing]) -> Iterator[tuple[str, _Owed]]:
    """The duties, then the outputs that each agency owes for itself, with who is behind."""
    lang, plan = draft.messages.lang, draft.report.plan
    for obligation in plan.obligations:
        yield (
            obligation.title[lang],
            [
                (one.agency, duty)
                for one in standings
                for duty in one.checked.obligations
                if duty.obligation.id == obligation.id
            ],
        )
    for activity in plan.activities:
        for number, output in enumerate(activity.outputs, 1):
            if output.lead:
                yield (
                    f"{activity.id} {activity.title[lang]} → {output.name[lang]}",
                    [
                        (one.agency, result)
                        for one in standings
                        for result in one.led
                        if (result.activity.id, result.number) == (activity.id, number)
                    ],
                )


def _write_owed(draft: Draft, title: str, owed: _Owed) -> None:
    """Who has not done what each agency owes, and who was late."""
    paper, _, messages = draft
    found = [pair for pair in owed if pair[1].state in words.BEHIND]
    if not found:
        return
    days = sorted({result.due_on for _, result in found if result.due_on})
    due_on = "; ".join(map(messages.day, days))
    paper.subheading(messages("docx.duty", title=Composed(visible(title, _TITLE)), due_on=due_on))
    missing = [agency for agency, result in found if result.state != "late"]
    for kind, count, names in words.names_by_kind(missing, messages):
        head = messages("docx.duty.missing", kind=kind, count=count)
        paper.paragraph(f"- {head}: {names}")
    late = [pair for pair in found if pair[1].state == "late"]
    if late:
        names = "; ".join(_with_day(draft, *pair) for pair in late)
        paper.paragraph(f"- {messages('docx.duty.late', count=len(late))}: {names}.")


def _with_day(draft: Draft, agency: Agency, result: ActivityResult | ObligationResult) -> str:
    day = f" ({draft.messages.day(result.completed_on)})" if result.completed_on else ""
    return f"{visible(agency.name)}{day}"
