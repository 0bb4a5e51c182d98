"""`cchc explain` on the terminal: a page for each name, or the list of all codes."""

from __future__ import annotations

from itertools import groupby
from typing import Final, TextIO

from cchc.catalogue import CatalogueEntry, Example
from cchc.explain import (
    ActivityExplained,
    AgencyExplained,
    Explained,
    Explanation,
    MetricExplained,
    ObligationExplained,
    PeriodExplained,
    TargetExplained,
)
from cchc.plan.schedule import due_dates
from cchc.render.explain.entries import (
    EntryPage,
    show_activity,
    show_metric,
    show_samples,
    show_target,
    times,
)
from cchc.render.explain.words import effect, example_lines, to_report
from cchc.render.kit.table import Page, plain
from cchc.render.look import Look
from cchc.template import Task

_CODES: Final = 29


def render(report: Explanation | tuple[CatalogueEntry, ...], look: Look, out: TextIO) -> None:
    """Writes a page for each name that was asked for, or the list of all codes."""
    page = Page(look, out)
    if not isinstance(report, Explanation):
        _list_codes(page, report)
        return
    for number, subject in enumerate(report.subjects):
        if number:
            page.line()
            page.line()
        if isinstance(subject, CatalogueEntry):
            _show_code(page, subject)
        else:
            _show(EntryPage(page, report.plan), subject)


def _show(page: EntryPage, subject: Explained) -> None:
    if isinstance(subject, TargetExplained):
        show_target(page, subject)
    elif isinstance(subject, MetricExplained):
        show_metric(page, subject)
    elif isinstance(subject, ActivityExplained):
        show_activity(page, subject)
    elif isinstance(subject, PeriodExplained):
        _period(page, subject)
    elif isinstance(subject, ObligationExplained):
        _obligation(page, subject)
    elif isinstance(subject, AgencyExplained):
        _agency(page, subject)


def _period(page: EntryPage, it: PeriodExplained) -> None:
    period = it.period
    page.title(period.id, "period", period.title[page.messages.lang])
    page.heading("explain.when")
    page.say(
        "explain.data",
        data_from=period.data_from,
        data_to=period.data_to,
        due_on=period.due_on,
    )
    if period.final:
        page.say("explain.period.final")
    page.say("explain.period.targets", count=len(it.targets), all=len(page.plan.targets))
    page.source(period.source)
    page.reading(period.reading)
    page.heading("explain.sample")
    page.say("explain.sample.plain")
    page.lines([f"period: {period.id}"])
    page.general(it.readings)


def _obligation(page: EntryPage, it: ObligationExplained) -> None:
    messages, duty = page.messages, it.obligation
    page.title(duty.id, "obligation", duty.title[messages.lang])
    task = Task(duty.as_activity(), 1, due_dates(duty.times, page.plan))
    page.heading("explain.when")
    if duty.due_on:
        page.say("explain.by", due_on=duty.due_on)
    else:
        for line in times(task, messages):
            page.item(line)
    page.applies(duty.applies_to, len(it.agencies))
    if it.fields or duty.requirements:
        page.heading("explain.requirements")
    if it.fields:
        fields = "; ".join(field.title[messages.lang] for field in it.fields)
        page.say("explain.fields", fields=fields)
    for requirement in duty.requirements:
        page.item(f"- {requirement[messages.lang]}")
    page.source(duty.source)
    page.reading(duty.reading)
    if duty.is_agency_plan and duty.due_on:
        page.heading("explain.sample")
        page.say("explain.sample.plain")
        day = messages.day(duty.due_on)
        page.lines(["agency_plan:", f"  issued_on: {day}", "  document: 123/KH"])
    else:
        show_samples(page, to_report([task]))
    page.general(it.readings)


def _agency(page: EntryPage, it: AgencyExplained) -> None:
    agency, lang = it.agency, page.messages.lang
    page.title(agency.id, "agency", agency.name)
    page.say("explain.agency", kind=page.messages(f"kind.{agency.kind}"))
    if agency.gso_code:
        page.say("explain.agency.code", code=agency.gso_code)
    targets = [(target.id, target.title[lang]) for target in it.targets]
    page.listed("explain.agency.targets", targets)
    activities = [(activity.id, activity.title[lang]) for activity in it.activities]
    page.listed("explain.agency.activities", activities)


def _show_code(page: Page, entry: CatalogueEntry) -> None:
    """Writes what one code means."""
    messages = page.messages
    severity = messages(f"severity.{entry.severity}")
    page.line(messages("explain.heading", name=entry.code, kind=severity), "bold")
    for heading, text in (
        ("explain.message", messages.outline(entry.code)),
        ("explain.why", messages(f"explain.why.{entry.group}")),
        ("cli.mend", messages.help(entry.code)),
        ("explain.effect", messages(f"explain.effect.{effect(entry)}")),
    ):
        page.heading(messages(heading))
        page.item(text)
    if entry.example:
        _example(page, entry.example)


def _example(page: Page, example: Example) -> None:
    messages = page.messages
    page.heading(messages("explain.example"))
    for word, text in (("explain.wrong", example.wrong), ("explain.right", example.right)):
        page.item(messages(word))
        for line in example_lines(example, text):
            page.single(f"    {line}")


def _list_codes(page: Page, entries: tuple[CatalogueEntry, ...]) -> None:
    """Writes every code in a line, and where to find what else can be explained."""
    messages = page.messages
    page.line(messages("explain.list"))
    for group, its in groupby(entries, key=lambda entry: entry.group):
        page.heading(messages(f"explain.group.{group}"))
        rows = [plain(f"  {entry.code}", messages.outline(entry.code)) for entry in its]
        page.grid([("", _CODES), ("", page.width - _CODES - 2)], rows)
    page.line()
    page.line(messages("explain.names"))
