"""The report's order, and what frames it: its head, its summary, its signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cchc.messages import Messages
from cchc.render.kit import provenance
from cchc.render.kit.paper import Paper, Style
from cchc.render.rollup.docx import phrases
from cchc.render.rollup.docx.agencies import write_activities, write_reports
from cchc.render.rollup.docx.changes import write_changes
from cchc.render.rollup.docx.overview import write_overview
from cchc.render.rollup.docx.targets import write_failing, write_targets
from cchc.render.rollup.docx.writing import Writing
from cchc.rollup.model import NOT_SUBMITTED, REACHED, TIMINGS, Reached, Rollup

_DOTS: Final = "………………………"
_BLANK: Final = 6
"""Lines left for what only the writer knows."""
_MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""What every official document bears, in whatever language the rest is."""


def written(rollup: Rollup, messages: Messages) -> bytes:
    """The whole document."""
    period = phrases.period_name(rollup.now.period, rollup.plan, messages)
    title = messages("docx.title", period=period)
    writing = Writing(
        Paper(title, messages.lang, rollup.day, provenance.line(rollup.plan)), rollup, messages
    )
    _write_head(writing, title)
    write_overview(writing)
    _write_opening(writing, period)
    _write_summary(writing)
    writing.paper.turn(landscape=True)
    write_targets(writing)
    writing.paper.turn(landscape=False)
    write_failing(writing)
    write_reports(writing)
    write_activities(writing)
    if rollup.earlier:
        write_changes(writing)
    _write_closing(writing, period)
    return writing.paper.saved()


def _write_head(writing: Writing, title: str) -> None:
    paper, rollup, messages = writing
    plain = Style()
    left = (
        (phrases.superior(rollup.plan).upper(), plain),
        (_DOTS, Style(bold=True)),
        22,
        (messages("docx.number"), plain),
    )
    right = (
        (_MOTTO[0], Style(size=12.5, bold=True)),
        (_MOTTO[1], Style(size=13.5, bold=True)),
        60,
        (messages("docx.place-and-day", year=rollup.day.year), Style(italic=True)),
    )
    paper.columns(left, right, (66, 100))
    paper.centred(messages("docx.report"), Style(size=14, bold=True, above=18))
    paper.centred(title, Style(size=14, bold=True))
    paper.rule(50)


def _write_opening(writing: Writing, period: str) -> None:
    paper, rollup, messages = writing
    provenance, now = rollup.plan.plan, rollup.now.period
    paper.paragraph(
        messages(
            "docx.opening",
            decision=provenance.decision,
            signed_on=provenance.signed_on,
            issued_by=provenance.issued_by,
            plan=provenance.title,
            period=period,
            data_from=now.data_from,
            data_to=now.data_to,
            office=_DOTS,
        )
    )


def _write_closing(writing: Writing, period: str) -> None:
    paper, rollup, messages = writing
    for heading in ("docx.causes", "docx.proposals"):
        paper.heading(messages(heading))
        paper.blank(_BLANK)
    paper.last(messages("docx.closing", period=period))
    receivers = (
        messages("docx.receivers.superior", superior=phrases.superior(rollup.plan)),
        messages("docx.receivers.agencies"),
        messages("docx.receivers.file"),
    )
    left = (
        (messages("docx.receivers"), Style("left", 12, bold=True, italic=True, above=12)),
        *((text, Style("left", 11)) for text in receivers),
    )
    right = (
        (messages("docx.signer"), Style(size=14, bold=True, above=12)),
        (messages("docx.signature"), Style(italic=True)),
        (_DOTS, Style(size=14, bold=True, above=72)),
    )
    paper.columns(left, right, (80, 80))


def _write_summary(writing: Writing) -> None:
    paper, _, messages = writing
    paper.heading(messages("docx.summary"))
    for key, text in (
        ("docx.summary.reports", _reported(writing)),
        ("docx.summary.targets", _reached(writing)),
        ("docx.summary.activities", _behind(writing)),
    ):
        paper.subheading(messages(key))
        paper.paragraph(text)


def _reported(writing: Writing) -> str:
    """How many agencies reported, and how."""
    _, rollup, messages = writing
    standings, timings = rollup.now.standings, rollup.now.timings
    kinds = []
    for kind in phrases.KINDS:
        alike = [one.submitted for one in standings if one.agency.kind == kind]
        if alike:
            kinds.append(f"{sum(alike)}/{len(alike)} {messages(f'docx.kind.{kind}')}")
    counted = {
        timing: messages(
            f"docx.timing.{timing}", count=timings[timing], due_on=rollup.now.period.due_on
        )
        for timing in TIMINGS
        if timings[timing]
    }
    came = [counted[timing] for timing in counted if timing not in NOT_SUBMITTED]
    head = messages(
        "docx.reported",
        day=rollup.day,
        came=sum(one.submitted for one in standings),
        all=len(standings),
        kinds="; ".join(kinds),
    )
    detail = [messages("docx.of-them", parts="; ".join(came))] if came else []
    rest = [counted[timing] for timing in counted if timing in NOT_SUBMITTED]
    return " ".join((head, *detail, *rest))


def _reached(writing: Writing) -> str:
    """How many targets the province reaches, now and before."""
    _, rollup, messages = writing
    now = rollup.now
    parts = [messages("docx.reached", all=len(now.totals), parts=_statuses(now.reached, messages))]
    if rollup.earlier:
        before = rollup.earlier[-1]
        parts.append(
            messages(
                "docx.reached.before",
                period=phrases.period_name(before.period, rollup.plan, messages),
                parts=_statuses(before.reached, messages),
            )
        )
    if now.reached["undecided"]:
        parts.append(messages("docx.undecided"))
    return " ".join(parts)


def _statuses(counts: Mapping[Reached, int], messages: Messages) -> str:
    return "; ".join(
        f"{counts[status]} {messages(f'reached.{status}').lower()}"
        for status in REACHED
        if counts[status]
    )


def _behind(writing: Writing) -> str:
    """How many activities are overdue or were late."""
    _, rollup, messages = writing
    states = [result.state for one in rollup.now.standings for result in phrases.behind(one.led)]
    if not states:
        return messages("docx.behind.nothing", day=rollup.day)
    late = states.count("late")
    return messages("docx.behind", overdue=len(states) - late, late=late, day=rollup.day)
