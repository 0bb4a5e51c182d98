"""`cchc plan show` on the terminal: targets, activities, reports, readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from cchc.plan.model import Plan
from cchc.render.kit.table import Page, Row, plain
from cchc.render.look import Look
from cchc.render.plan.entries import due_words, equation
from cchc.render.wording import duty_times, names, shown_threshold

_TARGETS: Final = {"target": 0, "threshold": 7, "applies": 12, "clause": 8}
_ACTIVITIES: Final = {"what": 0, "lead": 18, "time": 17, "clause": 9}
_ID: Final = 38
_REPORTS: Final = {"period": 12, "what": 0, "data": 22, "last-day": 10, "clause": 9}


def render(report: Plan, look: Look, out: TextIO) -> None:
    """Writes the whole plan."""
    page = Page(look, out)
    _provenance(page, report)
    _targets(page, report)
    _activities(page, report)
    _reporting(page, report)
    _relations(page, report)
    _readings(page, report)
    _agencies(page, report)


def _provenance(page: Page, plan: Plan) -> None:
    messages, head = page.messages, plan.plan
    page.line(head.title[messages.lang], "bold")
    page.line(
        messages(
            "plan.decision",
            decision=head.decision,
            signed_on=head.signed_on,
            issued_by=head.issued_by,
            effective_from=head.effective_from,
        )
    )
    if head.supersedes:
        page.line(messages("plan.supersedes", supersedes=", ".join(head.supersedes)))
    else:
        page.line(messages("plan.supersedes.nothing"))


def _columns(page: Page, columns: dict[str, int]) -> list[tuple[str, int]]:
    """Headings and widths; the flexible column, of width 0, takes what the others leave."""
    messages = page.messages
    flexible = max(16, min(70, page.width - sum(columns.values()) - len(columns)))
    return [(messages(f"plan.column.{name}"), width or flexible) for name, width in columns.items()]


def _targets(page: Page, plan: Plan) -> None:
    page.heading(page.messages("plan.targets"))
    page.grid(_columns(page, _TARGETS), _target_rows(page, plan))


def _target_rows(page: Page, plan: Plan) -> Iterator[Row]:
    messages = page.messages
    for field in plan.fields:
        targets = [target for target in plan.targets if target.field == field.id]
        if targets:
            yield ((field.title[messages.lang].upper(), "bold"),)
        for target in targets:
            due = due_words(target, messages)
            yield plain(
                f"{target.title[messages.lang]} ({due})\n  {target.metric}",
                shown_threshold(target.threshold, messages),
                names(plan, target.applies_to, page.messages),
                messages.clause(target.source, plan).replace(" ", "\n", 1),
            )


def _activities(page: Page, plan: Plan) -> None:
    lang = page.messages.lang
    page.heading(page.messages("plan.activities"))
    rows = (
        plain(
            f"{activity.id} {activity.title[lang]}",
            names(plan, activity.lead, page.messages),
            "\n".join(output.text for output in activity.outputs),
            f"{activity.source.section}.{activity.source.item}",
        )
        for activity in plan.activities
    )
    page.grid(_columns(page, _ACTIVITIES), rows)


def _reporting(page: Page, plan: Plan) -> None:
    messages = page.messages
    page.heading(messages("plan.reporting"))
    reports = [
        plain(
            period.id,
            period.title[messages.lang],
            f"{messages.day(period.data_from)} – {messages.day(period.data_to)}",
            messages.day(period.due_on),
            messages.clause(period.source, plan),
        )
        for period in plan.reporting
    ]
    duties = [
        plain(
            duty.id,
            duty.title[messages.lang],
            "",
            duty_times(duty, plan, messages),
            messages.clause(duty.source, plan),
        )
        for duty in plan.obligations
    ]
    page.grid(_columns(page, _REPORTS), reports + duties)


def _relations(page: Page, plan: Plan) -> None:
    messages = page.messages
    if plan.relations:
        page.heading(messages("plan.relations"))
    for relation in plan.relations:
        page.item(f"- {relation.title[messages.lang]}: {equation(relation, messages)}")


def _readings(page: Page, plan: Plan) -> None:
    messages = page.messages
    page.heading(messages("plan.readings"))
    for owner, reading in plan.readings():
        about = reading.about[messages.lang] if reading.about else owner
        page.item(f"- {about}: {reading.decided[messages.lang]}")
        page.item(messages("plan.why", why=reading.why), "dim", indent=4)


def _agencies(page: Page, plan: Plan) -> None:
    page.heading(page.messages("plan.agencies"))
    for agency in plan.agencies:
        page.single(f"  {agency.id.ljust(_ID)} {agency.name}")
