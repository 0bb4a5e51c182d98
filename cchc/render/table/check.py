"""`cchc check` on the terminal: verdicts by field, then what to do, then one line of summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final, TextIO

from cchc.document.files import STDIN
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render import Look
from cchc.render.table import Page, Row, plain
from cchc.render.wording import (
    reason,
    shown_fraction,
    shown_gap,
    shown_place,
    shown_threshold,
    shown_value,
)
from cchc.results import CheckReport, Result, Status, SubmissionResult
from cchc.text import visible

_STYLES: Final[dict[str, str]] = {
    "pass": "green",
    "fail": "bold red",
    "missing": "bold yellow",
    "invalid": "bold red",
    "none_arising": "dim",
    "not_due": "cyan",
    "not_applicable": "dim",
}
_COLUMNS: Final = {"status": 9, "target": 0, "value": 12, "threshold": 7, "gap": 14, "clause": 8}
_REASONS: Final[tuple[Status, ...]] = (
    "invalid",
    "fail",
    "missing",
    "not_due",
    "none_arising",
    "not_applicable",
)
"""Statuses that call for a reason, the most pressing first."""
_TARGET_WIDTHS: Final = range(16, 61)


def render(report: CheckReport, look: Look, out: TextIO) -> None:
    """Writes every submission's table and reasons; with `look.quiet`, a line for each.

    That line ends with the first error of a file that is invalid.
    """
    page = Page(look, out)
    for number, checked in enumerate(report.submissions):
        if look.quiet:
            _summary(page, checked, file=True)
            continue
        if number:
            page.line()
            page.line()
        _submission(page, report.plan, checked, look)
    if len(report.submissions) > 1:
        _total(page, report)


def _submission(page: Page, plan: Plan, checked: SubmissionResult, look: Look) -> None:
    messages = page.messages
    agency, period = checked.submission.agency, checked.submission.period
    page.line(_file(checked, messages))
    page.line(
        messages(
            "check.heading",
            agency=agency.name if agency else messages("check.unknown-agency"),
            period=_period(checked, messages) if period else messages("check.unknown-period"),
            decision=plan.plan.decision,
        ),
        "bold",
    )
    shown = [result for result in checked.results if _is_shown(result, look)]
    if shown:
        page.line()
        _table(page, plan, shown)
    _problems(page, checked)
    _reasons(page, plan, shown, "fill" if checked.submission.tabular else "add")
    _activities(page, checked)
    page.line()
    _summary(page, checked)


def _is_shown(result: Result, look: Look) -> bool:
    """Targets of other agencies show only when they are asked for."""
    if look.only is None:
        return result.status != "not_applicable"
    return result.status in look.only


def _table(page: Page, plan: Plan, results: list[Result]) -> None:
    messages = page.messages
    fixed = sum(_COLUMNS.values()) + len(_COLUMNS)
    flexible = max(_TARGET_WIDTHS[0], min(_TARGET_WIDTHS[-1], page.width - fixed))
    columns = [
        (messages(f"check.column.{name}"), width or flexible) for name, width in _COLUMNS.items()
    ]
    page.grid(columns, _rows(plan, results, messages))


def _rows(plan: Plan, results: list[Result], messages: Messages) -> Iterator[Row]:
    """A row for each field that has results, then one for each of them."""
    for field in plan.fields:
        concerned = [result for result in results if result.target.field == field.id]
        if concerned:
            yield ("", ""), (field.title[messages.lang].upper(), "bold")
        for result in concerned:
            yield _cells(result, plan, messages)


def _cells(result: Result, plan: Plan, messages: Messages) -> Row:
    value = shown_value(result, messages)
    fraction = shown_fraction(result, messages)
    return (
        (messages(f"status.{result.status}"), _STYLES[result.status]),
        *plain(
            result.target.title[messages.lang],
            f"{value}\n{fraction}" if fraction else value,
            shown_threshold(result.target.threshold, messages),
            shown_gap(result, messages),
            # The section above, the item below: at any width the column is narrow.
            messages.clause(result.target.source, plan).replace(" ", "\n", 1),
        ),
    )


def _problems(page: Page, checked: SubmissionResult) -> None:
    """Every diagnostic with its place and what is wrong; how to mend it once for a row of them."""
    messages = page.messages
    if not checked.diagnostics:
        return
    page.heading(messages("check.problems"))
    for code, problems in groupby(checked.diagnostics, key=lambda problem: problem.code):
        for problem in problems:
            place = shown_place(_file(checked, messages), problem.place)
            severity = messages(f"severity.{problem.severity}")
            style = "red" if problem.severity == "error" else "yellow"
            page.item(f"{place}: {severity}: {messages.message(problem)} [{code}]", style)
            page.excerpt(problem)
        page.item(f"{messages('cli.mend')}: {messages.help(code)}", indent=4)


def _reasons(page: Page, plan: Plan, results: list[Result], mending: str) -> None:
    """Why each target that isn't a pass isn't one, what has to be done first.

    `mending` says how what is missing gets into the file: ``add`` lines, ``fill`` in rows.
    """
    messages = page.messages
    for status in _REASONS:
        concerned = [result for result in results if result.status == status]
        if not concerned:
            continue
        page.heading(f"{messages(f'status.{status}')} ({len(concerned)})")
        if status == "missing":
            _missing(page, plan, concerned, mending)
            continue
        for result in concerned:
            title = result.target.title[messages.lang]
            clause = messages.clause(result.target.source, plan)
            note = f" [{visible(result.note)}]" if result.note else ""
            page.item(f"- {title} ({clause}): {reason(result, messages)}{note}")


def _missing(page: Page, plan: Plan, results: list[Result], mending: str) -> None:
    """Where to fill in what stands blank in the file, then what isn't in the file at all."""
    messages = page.messages
    for result in results:
        if place := result.place:
            key = "place.row" if place.sheet else "place.line"
            where = messages(key, line=place.line, sheet=place.sheet)
            title = result.target.title[messages.lang]
            clause = messages.clause(result.target.source, plan)
            page.item(messages("check.blank", place=where, title=title, clause=clause))
    rest = [result for result in results if not result.place]
    if rest:
        page.item(messages(f"check.{mending}-these"))
    for result in rest:
        title = result.target.title[messages.lang]
        clause = messages.clause(result.target.source, plan)
        if mending == "add":
            page.single(f"  {result.target.metric}: # {title} ({clause})")
        else:
            page.item(f"- {title} ({clause}): {result.target.metric}")


def _activities(page: Page, checked: SubmissionResult) -> None:
    """How many dated activities stand how; those that are late are among the diagnostics."""
    messages = page.messages
    states = Counter(result.state for result in checked.obligations)
    states.update(result.state for result in checked.activities)
    del states["open"]
    if states and checked.day:
        counts = ", ".join(
            f"{count} {messages(f'state.{state}')}" for state, count in states.items()
        )
        page.line()
        page.item(messages("check.activities", day=checked.day, counts=counts), indent=0)


def _summary(page: Page, checked: SubmissionResult, *, file: bool = False) -> None:
    messages = page.messages
    counts = ", ".join(
        messages("check.count", count=count, status=_lower(status, messages))
        for status, count in checked.summary.items()
        if count
    )
    verdict = messages(f"verdict.{checked.verdict}")
    errors = [problem for problem in checked.diagnostics if problem.severity == "error"]
    if errors:
        problems = messages("check.count", count=len(errors), status=messages("severity.error"))
        counts = f"{counts}, {problems}" if counts else problems
    text = messages("check.summary", verdict=verdict, counts=counts)
    style = "bold green" if checked.verdict == "pass" else "bold red"
    if file:
        for problem in errors[:1]:
            where = f"{messages.place(problem.place)}: " if problem.place else ""
            text += f" {where.capitalize()}{messages.message(problem)} [{problem.code}]"
        page.single(f"{_file(checked, messages)}: {text}", style)
    else:
        page.item(text, style, indent=0)


def _total(page: Page, report: CheckReport) -> None:
    messages = page.messages
    verdicts = Counter(checked.verdict for checked in report.submissions)
    counts = ", ".join(
        messages(f"check.total.{verdict}", count=count) for verdict, count in verdicts.items()
    )
    page.line()
    page.line(messages("check.total", files=len(report.submissions), counts=counts), "bold")


def _lower(status: Status, messages: Messages) -> str:
    return messages(f"status.{status}").lower()


def _file(checked: SubmissionResult, messages: Messages) -> str:
    name = checked.submission.file
    return messages("stdin") if name == STDIN else visible(name)


def _period(checked: SubmissionResult, messages: Messages) -> str:
    period = checked.submission.period
    return f"{period.title[messages.lang]} ({period.id})" if period else ""
