"""`cchc check` on the terminal: verdicts by field, then what to do, then one line of summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import Final

from cchc.batch import CheckReport, Outcome, passed_over
from cchc.document.files import STDIN
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.words import counts, heading, surprise, total, waived_by
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.table import Page, Row, plain
from cchc.render.wording import (
    reason,
    shown_fraction,
    shown_gap,
    shown_place,
    shown_threshold,
    shown_value,
    states,
    with_estimate,
)
from cchc.results import Result, Status, SubmissionResult
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


class Writer(CheckWriter):
    """A table for each submission; for several, a line for each at the end."""

    FOR_PEOPLE = True

    def entry(self, it: Selected) -> str:
        """A submission's table and reasons; one line where only that is asked for."""
        out = StringIO()
        page = Page(self.look, out)
        if self.selection.quiet:
            _file_line(page, it.came_to)
            return out.getvalue()
        _submission(page, it.plan, it.checked)
        page.line()
        page.item(counts(it.came_to, page.messages), _verdict_style(it.came_to), indent=0)
        return out.getvalue() + ("\n\n" if self.selection.several else "")

    def closing(self, report: CheckReport) -> str:
        """What concerns the run: with several files a line for each, and the total."""
        out = StringIO()
        page = Page(self.look, out)
        several = self.selection.several or bool(report.skipped)
        if several and not self.selection.quiet:
            page.line(page.messages("check.files"), "bold")
            for each in report.outcomes:
                if not (self.selection.errors_only and each.verdict == "pass"):
                    _file_line(page, each)
        _across(page, report)
        _waivers(page, report)
        whole = [total(report, page.messages)] if several else []
        whole += filter(None, [surprise(report, page.messages)])
        if whole and (several or report.idle):
            page.line()
        for text in whole:
            page.line(text, "bold")
        return out.getvalue()


def _submission(page: Page, plan: Plan, checked: SubmissionResult) -> None:
    submission = checked.submission
    page.line(_shown(submission.file, page.messages))
    page.line(heading(submission, plan, page.messages, with_id=True), "bold")
    if checked.results:
        page.line()
        _table(page, plan, checked.results)
    _problems(page, checked)
    _reasons(page, plan, checked.results, "fill" if submission.tabular else "add")
    _activities(page, checked)


def _table(page: Page, plan: Plan, results: Sequence[Result]) -> None:
    messages = page.messages
    fixed = sum(_COLUMNS.values()) + len(_COLUMNS)
    flexible = max(_TARGET_WIDTHS[0], min(_TARGET_WIDTHS[-1], page.width - fixed))
    columns = [
        (messages(f"check.column.{name}"), width or flexible) for name, width in _COLUMNS.items()
    ]
    page.grid(columns, _rows(plan, results, messages))


def _rows(plan: Plan, results: Sequence[Result], messages: Messages) -> Iterator[Row]:
    """A row for each field that has results, then one for each of them."""
    for field in plan.fields:
        concerned = [result for result in results if result.target.field == field.id]
        if concerned:
            yield ("", ""), (field.title[messages.lang].upper(), "bold")
        for result in concerned:
            yield _cells(result, plan, messages)


def _cells(result: Result, plan: Plan, messages: Messages) -> Row:
    value = with_estimate(shown_value(result, messages), result, messages)
    fraction = shown_fraction(result, messages)
    status = messages(f"status.{result.status}")
    if result.waived:
        status += f"\n({messages('finding.waived').lower()})"
    return (
        (status, _STYLES[result.status]),
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
            place = shown_place(_shown(checked.submission.file, messages), problem.place)
            severity = messages(f"severity.{problem.severity}")
            style = "red" if problem.severity == "error" else "yellow"
            page.item(f"{place}: {severity}: {messages.message(problem)} [{code}]", style)
            page.excerpt(problem)
        page.item(f"{messages('cli.mend')}: {messages.help(code)}", indent=4)


def _reasons(page: Page, plan: Plan, results: Sequence[Result], mending: str) -> None:
    """Why each target that isn't a pass isn't one, what has to be done first.

    `mending` says how what is missing gets into the file: ``add`` lines, ``fill`` in rows.
    """
    messages = page.messages
    _waived(page, plan, [result for result in results if result.waived])
    for status in _REASONS:
        concerned = [one for one in results if one.status == status and not one.waived]
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


def _waived(page: Page, plan: Plan, results: Sequence[Result]) -> None:
    """The failures that somebody has excused, and by what."""
    messages = page.messages
    if results:
        page.heading(f"{messages('finding.waived')} ({len(results)})")
    for result in results:
        title = result.target.title[messages.lang]
        clause = messages.clause(result.target.source, plan)
        page.item(f"- {title} ({clause}): {reason(result, messages)}")
        if result.waiver:
            page.item(waived_by(result.waiver, messages), indent=4)


def _missing(page: Page, plan: Plan, results: Sequence[Result], mending: str) -> None:
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
    found = [duty.state for duty in checked.obligations]
    found += [result.state for result in checked.activities]
    counted = states((state for state in found if state != "open"), messages)
    if counted and checked.day:
        page.line()
        page.item(messages("check.activities", day=checked.day, counts=counted), indent=0)


def _file_line(page: Page, came_to: Outcome) -> None:
    """One file in one line, however long; the first error of a file that is invalid ends it."""
    messages = page.messages
    text = f"{_shown(came_to.identity.file, messages)}: {counts(came_to, messages)}"
    if problem := came_to.first_error:
        where = f"{messages.place(problem.place)}: " if problem.place else ""
        text += f" {where[:1].upper()}{where[1:]}{messages.message(problem)} [{problem.code}]"
    page.single(text, _verdict_style(came_to))


def _verdict_style(came_to: Outcome) -> str:
    return "bold green" if came_to.verdict == "pass" else "bold red"


def _across(page: Page, report: CheckReport) -> None:
    """What no file shows by itself: conflicts, and files left aside."""
    messages = page.messages
    if report.conflicts:
        page.heading(messages("check.conflicts"))
        for conflict in report.conflicts:
            whose = messages("check.conflict", agency=conflict.name, period=conflict.period)
            files = "; ".join(_shown(file, messages) for file in conflict.files)
            page.item(f"- {whose}: {files}", "red")
        page.item(f"{messages('cli.mend')}: {messages.help('conflict')}", indent=4)
    if report.superseded:
        page.heading(messages("check.superseded"))
        for one in report.superseded:
            page.item("- " + messages("check.superseded.by", file=one.file, by=one.by))
    if report.skipped:
        page.line()
        told = messages.message(passed_over(report.skipped))
        page.line(told[:1].upper() + told[1:])


def _waivers(page: Page, report: CheckReport) -> None:
    """The waivers that excused nothing: expired, or not needed."""
    if report.idle:
        page.heading(page.messages("check.waivers"))
    for use in report.idle:
        place = shown_place(_shown(report.policy.file, page.messages), use.waiver.place)
        problem = use.problem
        page.item(f"- {place}: {page.messages.message(problem)} [{problem.code}]", "yellow")


def _shown(file: str, messages: Messages) -> str:
    return messages("stdin") if file == STDIN else visible(file)
