"""What stands below the verdicts on the terminal: notes first, last what calls for action."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from cchc.diagnostics import Diagnostic
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.verdicts import STYLES
from cchc.render.check.words import clause, shown_name, waived_by
from cchc.render.kit.table import Page
from cchc.render.wording import reason, shown_place, states
from cchc.results import Result, Status, SubmissionResult
from cchc.submission.model import Measured
from cchc.text import visible

_IDLE: Final[tuple[Status, ...]] = ("not_applicable", "none_arising", "not_due")
"""Statuses that call for nothing to be done now."""


def account(page: Page, plan: Plan, checked: SubmissionResult, *, chosen: bool) -> None:
    """Writes what is to be said of a submission, each thing once, the most pressing last.

    `chosen` says that somebody asked for these results, so that none is told in short.
    """
    results = checked.results
    for status in _IDLE:
        concerned = [one for one in results if one.status == status]
        if chosen:
            _told(page, plan, status, concerned)
        else:
            _in_short(page, plan, status, concerned)
    _activities(page, checked)
    _notes(page, checked)
    _waived(page, plan, [one for one in results if one.waived])
    _mistakes(page, plan, checked)
    _told(page, plan, "fail", [one for one in results if one.status == "fail" and not one.waived])
    missing = [one for one in results if one.status == "missing" and not one.waived]
    _missing(page, plan, missing, "fill" if checked.submission.tabular else "add")


def _heading(page: Page, status: Status, count: int) -> None:
    style = STYLES[status] if status in ("fail", "missing") else "bold"
    page.heading(f"{page.messages(f'status.{status}')} ({count})", style)


def _titled(page: Page, plan: Plan, result: Result) -> str:
    """A target by its title and its clause."""
    title = result.target.title[page.messages.lang]
    return f"{title} ({clause(result.target, plan, page.messages)})"


def _told(page: Page, plan: Plan, status: Status, results: Sequence[Result]) -> None:
    """Each of these with its place, why it isn't a pass, and what the agency noted."""
    if results:
        _heading(page, status, len(results))
    for result in results:
        where = f", {page.messages.place(result.place)}" if result.place else ""
        page.item(f"- {_titled(page, plan, result)}{where}: {_said(result, page.messages)}")


def _said(result: Result, messages: Messages) -> str:
    note = f" [{visible(result.note)}]" if result.note else ""
    return f"{reason(result, messages)}{note}"


def _in_short(page: Page, plan: Plan, status: Status, results: Sequence[Result]) -> None:
    """By their clauses alone, but for those of which there is more to say than that."""
    if not results:
        return
    messages = page.messages
    parts: dict[str, list[str]] = {}
    for result in results:
        address = clause(result.target, plan, messages)
        parts.setdefault(_due(result, messages), []).append(address)
    clauses = "; ".join(f"{due}{'; '.join(addresses)}" for due, addresses in parts.items())
    word = messages(f"status.{status}")
    page.line()
    page.item(messages("check.without", status=word, count=len(results), clauses=clauses), indent=0)
    for result in results:
        if result.estimate or result.note:
            page.item(f"- {_titled(page, plan, result)}: {_said(result, messages)}")


def _due(result: Result, messages: Messages) -> str:
    """When a target falls due, to stand before its clause; empty where nothing is to come."""
    if result.status != "not_due":
        return ""
    until = result.target.until if isinstance(result.content, Measured) else None
    return messages("check.due.until", until=until) if until else messages("check.due.year")


def _activities(page: Page, checked: SubmissionResult) -> None:
    """How many dated activities stand how; those that are late are among the notes."""
    messages = page.messages
    found = [duty.state for duty in checked.obligations]
    found += [result.state for result in checked.activities]
    counted = states((state for state in found if state != "open"), messages)
    if counted and checked.day:
        page.line()
        page.item(messages("check.activities", day=checked.day, counts=counted), indent=0)


def _notes(page: Page, checked: SubmissionResult) -> None:
    """Warnings, each in a sentence; the line that one is about is for errors to show."""
    notes = [one for one in checked.diagnostics if one.severity != "error"]
    if notes:
        page.heading(page.messages("check.notes", count=len(notes)))
    for code, problems in groupby(notes, key=lambda problem: problem.code):
        for problem in problems:
            _problem(page, checked, problem, "yellow")
        _mending(page, code)


def _mistakes(page: Page, plan: Plan, checked: SubmissionResult) -> None:
    """Errors with their lines and the targets that they leave without a verdict.

    How to mend them stands once for a row of the same kind.
    """
    errors = [one for one in checked.diagnostics if one.severity == "error"]
    invalid = [one for one in checked.results if one.status == "invalid"]
    told = {(one.code, one.place) for one in errors}
    untold = [one.problem for one in invalid if one.problem]
    errors += dict.fromkeys(one for one in untold if (one.code, one.place) not in told)
    if errors:
        page.heading(page.messages("check.mistakes", count=len(errors)), STYLES["invalid"])
    concerned: dict[object, list[str]] = {}
    for result in invalid:
        if result.problem:
            at = result.problem.code, result.problem.place
            concerned.setdefault(at, []).append(_titled(page, plan, result))
    for code, problems in groupby(errors, key=lambda problem: problem.code):
        for problem in problems:
            _problem(page, checked, problem, "red")
            page.excerpt(problem)
            if titles := concerned.pop((code, problem.place), None):
                text = page.messages("check.concerns", targets="; ".join(titles))
                page.item(text, indent=4)
        _mending(page, code)


def _problem(page: Page, checked: SubmissionResult, problem: Diagnostic, style: str) -> None:
    messages = page.messages
    place = shown_place(shown_name(checked.submission.file, messages), problem.place)
    severity = messages(f"severity.{problem.severity}")
    page.item(f"{place}: {severity}: {messages.message(problem)} [{problem.code}]", style)


def _mending(page: Page, code: str) -> None:
    page.item(f"{page.messages('cli.mend')}: {page.messages.help(code)}", indent=4)


def _waived(page: Page, plan: Plan, results: Sequence[Result]) -> None:
    """The failures that somebody has excused, and by what."""
    messages = page.messages
    if results:
        page.heading(f"{messages('finding.waived')} ({len(results)})")
    for result in results:
        page.item(f"- {_titled(page, plan, result)}: {reason(result, messages)}")
        if result.waiver:
            page.item(waived_by(result.waiver, messages), indent=4)


def _missing(page: Page, plan: Plan, results: Sequence[Result], mending: str) -> None:
    """Where to fill in what stands blank in the file, then what isn't in the file at all.

    `mending` says how that gets into the file: ``add`` lines, ``fill`` in rows.
    """
    messages = page.messages
    if results:
        _heading(page, "missing", len(results))
    for result in results:
        if place := result.place:
            key = "place.row" if place.sheet else "place.line"
            where = messages(key, line=place.line, sheet=place.sheet)
            title = result.target.title[messages.lang]
            address = clause(result.target, plan, messages)
            page.item(messages("check.blank", place=where, title=title, clause=address))
    rest = [result for result in results if not result.place]
    if rest:
        page.item(messages(f"check.{mending}-these"))
    for result in rest:
        title = _titled(page, plan, result)
        if mending == "add":
            page.single(f"  {result.target.metric}: # {title}")
        else:
            page.item(f"- {title}: {result.target.metric}")
