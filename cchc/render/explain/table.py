"""`cchc explain` on the terminal: a page for each name, or the list of all codes."""

from __future__ import annotations

from typing import TextIO

from cchc.catalogue import Entry
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
from cchc.render.explain.activity_entry import show_activity
from cchc.render.explain.codes import list_codes, show_code
from cchc.render.explain.entry import EntryPage
from cchc.render.explain.target_entry import show_metric, show_target
from cchc.render.kit.table import Page
from cchc.render.look import Look


def render(report: Explanation | tuple[Entry, ...], look: Look, out: TextIO) -> None:
    """Writes a page for each name that was asked for, or the list of all codes."""
    page = Page(look, out)
    if not isinstance(report, Explanation):
        list_codes(page, report)
        return
    for number, subject in enumerate(report.subjects):
        if number:
            page.line()
            page.line()
        if isinstance(subject, Entry):
            show_code(page, subject)
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
    page.heading("explain.when")
    page.say("explain.by", due_on=duty.due_on)
    page.applies(duty.applies_to, len(it.agencies))
    page.heading("explain.requirements")
    fields = "; ".join(field.title[messages.lang] for field in it.fields)
    page.say("explain.fields", fields=fields)
    for requirement in duty.requirements:
        page.item(f"- {requirement[messages.lang]}")
    page.source(duty.source)
    page.reading(duty.reading)
    page.heading("explain.sample")
    page.say("explain.sample.plain")
    page.lines(["agency_plan:", f"  issued_on: {messages.day(duty.due_on)}", "  document: 123/KH"])
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
