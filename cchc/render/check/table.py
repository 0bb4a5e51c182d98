"""`cchc check` on the terminal: each submission whole, or many of them in a line each."""

from __future__ import annotations

from io import StringIO
from typing import Final

from cchc.batch import CheckReport, Outcome, passed_over
from cchc.render.check.account import account
from cchc.render.check.verdicts import table
from cchc.render.check.words import counts, heading, shown_name, surprise, total
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.table import Page
from cchc.render.wording import shown_place

_WORST: Final = 10
"""How many of the targets that agencies fail are named."""


class Writer(CheckWriter):
    """A table for each submission; for several, a line for each at the end."""

    FOR_PEOPLE = True

    def entry(self, it: Selected) -> str:
        """A submission's table and account; one line where only that is asked for."""
        if self.selection.brief and not self.selection.quiet:
            return ""  # its line stands among the others at the end
        out = StringIO()
        page = Page(self.look, out)
        if self.selection.quiet:
            _file_line(page, it.came_to)
            return out.getvalue()
        submission = it.checked.submission
        page.line(shown_name(submission.file, page.messages))
        page.line(heading(submission, it.plan, page.messages, with_id=True), "bold")
        table(page, it.plan, it.checked.results)
        account(page, it.plan, it.checked, chosen=self.selection.only is not None)
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
            if self.selection.only is None or "fail" in self.selection.only:
                _worst(page, report)
        _across(page, report)
        _waivers(page, report)
        whole = [page.messages("check.details")] if self._is_cut(report) else []
        whole += [total(report, page.messages)] if several else []
        whole += filter(None, [surprise(report, page.messages)])
        if whole and (several or report.idle):
            page.line()
        for text in whole:
            page.line(text, "bold")
        return out.getvalue()

    def _is_cut(self, report: CheckReport) -> bool:
        """Whether there is more to see of what doesn't pass than was shown."""
        brief = self.selection.brief and not self.selection.quiet
        return brief and report.verdicts.keys() != {"pass"}


def _worst(page: Page, report: CheckReport) -> None:
    """The targets that most agencies fail, and how many do."""
    messages = page.messages
    unmet = list(report.unmet.items())
    if not unmet:
        return
    page.heading(messages("check.worst"))
    titles = {target.id: target.title[messages.lang] for target in report.plan.targets}
    for id, count in unmet[:_WORST]:
        page.item(f"- {messages('check.worst.agencies', count=count)}: {titles.get(id, id)}")
    if (more := len(unmet) - _WORST) > 0:
        page.item(messages("check.worst.more", count=more))


def _file_line(page: Page, came_to: Outcome) -> None:
    """One file in one line, however long; the first error of a file that is invalid ends it."""
    messages = page.messages
    text = f"{shown_name(came_to.identity.file, messages)}: {counts(came_to, messages)}"
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
            files = "; ".join(shown_name(file, messages) for file in conflict.files)
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
        place = shown_place(shown_name(report.policy.file, page.messages), use.waiver.place)
        problem = use.problem
        page.item(f"- {place}: {page.messages.message(problem)} [{problem.code}]", "yellow")
