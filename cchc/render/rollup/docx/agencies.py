"""The agencies: who hasn't reported, whose file can't be used, who is behind with activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from cchc.messages import Composed
from cchc.plan.model import Agency
from cchc.render.kit.paper import Band, Cell, PaperColumn, PaperRow
from cchc.render.rollup import words
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.writing import Writing
from cchc.results import ActivityResult, ObligationResult, SubmissionResult
from cchc.rollup.model import Standing, Timing
from cchc.text import visible

_TITLE = 500
"""Characters of what each agency owes; no decision's words are as many."""
_Owed: TypeAlias = list[tuple[Agency, ActivityResult | ObligationResult]]
"""Agencies with how something that each owes stands."""


def write_reports(writing: Writing) -> None:
    """Who is silent, late or early, and which files can't be used."""
    paper, rollup, messages = writing
    paper.heading(messages("docx.reports"))
    written = [
        _write_names(writing, "silent"),
        _write_late(writing),
        _write_names(writing, "early"),
        _write_names(writing, "undated"),
        _write_problems(writing),
    ]
    if not any(written):
        paper.paragraph(messages("docx.reports.all", due_on=rollup.now.period.due_on))


def _write_names(writing: Writing, timing: Timing) -> bool:
    """The agencies that reported so, by kind; whether there are any."""
    paper, rollup, messages = writing
    found = {one.agency.id for one in rollup.now.standings if one.timing == timing}
    if not found:
        return False
    paper.subheading(messages(f"docx.list.{timing}"))
    ordered = [agency for agency in rollup.plan.agencies if agency.id in found]
    for kind, count, names in phrases.names_by_kind(ordered, messages):
        paper.paragraph(f"- {kind} ({count}): {names}")
    return True


def _write_late(writing: Writing) -> bool:
    paper, rollup, messages = writing
    late = [one for one in rollup.now.standings if one.timing == "late"]
    if not late:
        return False
    paper.subheading(messages("docx.list.late", due_on=rollup.now.period.due_on))
    columns = (
        PaperColumn(messages("docx.column.number"), 12, "centre"),
        PaperColumn(messages("docx.column.agency"), 84),
        PaperColumn(messages("docx.column.reported-on"), 34, "centre"),
        PaperColumn(messages("docx.column.days-late"), 30, "centre"),
    )
    late.sort(key=lambda one: -one.days_late)
    paper.table(columns, [_late(writing, number, one) for number, one in enumerate(late, 1)])
    return True


def _late(writing: Writing, number: int, one: Standing) -> PaperRow:
    reported_on = one.checked.submission.reported_on
    day = writing.messages.day(reported_on) if reported_on else ""
    return PaperRow((str(number), visible(one.agency.name), day, str(one.days_late)))


def _write_problems(writing: Writing) -> bool:
    paper, _, messages = writing
    problems = list(_problems(writing))
    if not problems:
        return False
    paper.subheading(messages("docx.problems"))
    columns = (
        PaperColumn(messages("docx.column.number"), 12, "centre"),
        PaperColumn(messages("docx.column.agency"), 40),
        PaperColumn(messages("docx.column.file"), 48),
        PaperColumn(messages("docx.column.problem"), 60),
    )
    paper.table(
        columns, [PaperRow((str(number), *cells)) for number, cells in enumerate(problems, 1)]
    )
    return True


def _problems(writing: Writing) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Agency, file and problem: conflicts, what can't be read, what is another period's."""
    _, rollup, messages = writing
    for conflict in rollup.conflicts:
        name = visible(conflict.name)
        yield name, tuple(map(phrases.file_name, conflict.files)), messages("docx.problem.conflict")
    for checked in words.faulty(rollup):
        agency = checked.submission.agency
        name = visible(agency.name) if agency else "–"
        yield name, phrases.file_name(checked.submission.file), _first_error(writing, checked)
    for one in rollup.elsewhere:
        agency, period = one.submission.agency, one.submission.period
        if agency and period:
            problem = messages("docx.problem.elsewhere", period=period.title)
            yield visible(agency.name), phrases.file_name(one.submission.file), problem


def _first_error(writing: Writing, checked: SubmissionResult) -> str:
    """What is wrong first, where, and how much more there is."""
    messages = writing.messages
    first, *others = words.errors(checked)
    text = visible(messages.message(first), 400)
    if first.place:
        text = f"{messages.place(first.place)}: {text}"
    return text + (messages("docx.problem.more", count=len(others)) if others else "")


def write_activities(writing: Writing) -> None:
    """What is overdue or was late, by the agency that leads it; then what each owes for itself."""
    paper, rollup, messages = writing
    paper.heading(messages("docx.activities"))
    standings = sorted(rollup.now.standings, key=lambda one: rollup.plan.agencies.index(one.agency))
    paper.subheading(messages("docx.activities.plan"))
    rows = list(_activity_rows(writing, standings))
    if rows:
        columns = (
            PaperColumn(messages("docx.column.number"), 12, "centre"),
            PaperColumn(messages("docx.column.activity"), 74),
            PaperColumn(messages("docx.column.due"), 25, "centre"),
            PaperColumn(messages("docx.column.state"), 30, "centre"),
            PaperColumn(messages("docx.column.clause"), 19, "centre"),
        )
        paper.table(columns, rows)
    else:
        paper.paragraph(messages("docx.behind.nothing", day=rollup.day))
    for title, owed in _owed_by_each(writing, standings):
        _write_owed(writing, title, owed)


def _activity_rows(writing: Writing, standings: list[Standing]) -> Iterator[PaperRow | Band]:
    messages, number = writing.messages, 0
    for one in standings:
        behind = phrases.behind(result for result in one.led if not result.output.lead)
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
            yield _activity(writing, number, results)


def _activity(writing: Writing, number: int, results: list[ActivityResult]) -> PaperRow:
    """One output, with every day on which it is behind in the same way."""
    messages, first = writing.messages, results[0]
    title = phrases.short(first.activity.title, messages)
    if len(first.activity.outputs) > 1:
        title += f" → {phrases.short(first.output.name, messages)}"
    due = tuple(messages.day(result.due_on) for result in results if result.due_on)
    state = messages(f"docx.state.{first.state}")
    done = (messages.day(result.completed_on) for result in results if result.completed_on)
    source = first.activity.source
    return PaperRow((str(number), title, due, (state, *done), source.address))


def _owed_by_each(writing: Writing, standings: list[Standing]) -> Iterator[tuple[str, _Owed]]:
    """The duties, then the outputs that each agency owes for itself, with who is behind."""
    lang, plan = writing.messages.lang, writing.rollup.plan
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


def _write_owed(writing: Writing, title: str, owed: _Owed) -> None:
    """Who has not done what each agency owes, and who was late."""
    paper, _, messages = writing
    found = [pair for pair in owed if pair[1].state in words.PAST_DUE]
    if not found:
        return
    days = sorted({result.due_on for _, result in found if result.due_on})
    due_on = "; ".join(map(messages.day, days))
    paper.subheading(messages("docx.duty", title=Composed(visible(title, _TITLE)), due_on=due_on))
    missing = [agency for agency, result in found if result.state != "late"]
    for kind, count, names in phrases.names_by_kind(missing, messages):
        head = messages("docx.duty.missing", kind=kind, count=count)
        paper.paragraph(f"- {head}: {names}")
    late = [pair for pair in found if pair[1].state == "late"]
    if late:
        names = "; ".join(_with_day(writing, *pair) for pair in late)
        paper.paragraph(f"- {messages('docx.duty.late', count=len(late))}: {names}.")


def _with_day(writing: Writing, agency: Agency, result: ActivityResult | ObligationResult) -> str:
    day = f" ({writing.messages.day(result.completed_on)})" if result.completed_on else ""
    return f"{visible(agency.name)}{day}"
