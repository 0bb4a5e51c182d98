"""`cchc deadlines`: what falls due in a month, a quarter or from one day to another."""

from datetime import date
from typing import Annotated

import typer

from cchc.cli import clock, options
from cchc.cli.console import emit, look, save, save_each
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.deadlines import Scope, deadlines_across, span
from cchc.diagnostics import diagnostic
from cchc.errors import Exit, InputError, UsageError
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.plan.schedule import end_of_month, end_of_quarter
from cchc.plan.succession import Succession
from cchc.render import FORMATS
from cchc.submission import wanted
from cchc.submission.model import Submission
from cchc.submission.read import read_by_its_plan


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["deadlines"]
    file = messages("cli.metavar.files")

    @app.command("deadlines", cls=Command, help=messages("cli.deadlines"))
    def command(
        month: Annotated[
            str, typer.Option(metavar="MM/YYYY", help=messages("cli.option.month"))
        ] = "",
        quarter: Annotated[
            str, typer.Option(metavar="I/YYYY", help=messages("cli.option.quarter"))
        ] = "",
        start: Annotated[
            str, typer.Option("--from", metavar="DD/MM/YYYY", help=messages("cli.option.from"))
        ] = "",
        end: Annotated[
            str, typer.Option("--to", metavar="DD/MM/YYYY", help=messages("cli.option.to"))
        ] = "",
        agency: Annotated[str, typer.Option(metavar="ID", help=messages("cli.option.agency"))] = "",
        lead_only: Annotated[
            bool, typer.Option("--lead-only", help=messages("cli.option.lead-only"))
        ] = False,
        done: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.done"))] = "",
        today: Annotated[
            str, typer.Option(metavar="DD/MM/YYYY", help=messages("cli.option.today"))
        ] = "",
        format: Annotated[str, options.formats(messages, formats)] = "",
        output: Annotated[
            str,
            typer.Option("--output", "-o", metavar=file, help=options.file_help(messages, formats)),
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
        each_agency: Annotated[
            bool, typer.Option("--each-agency", help=messages("cli.option.each-agency"))
        ] = False,
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
    ) -> int:
        if each_agency and (agency or done or not (format and output)):
            raise UsageError(diagnostic("usage-each-agency"))
        chosen = options.format_for(format, output, formats)
        never_read(output, (done, *(plan or ())))
        day = wanted.day(today) if today else clock.today()
        asked = (month, quarter, start, end)
        days = window(*asked, day)
        known = load_all(plan or ())
        if chosen == "ics" and not any(asked):
            spans = [span(one) for one in known.plans]
            days = min(first for first, _ in spans), max(last for _, last in spans)
        if each_agency:
            reports = {
                one.id: deadlines_across(known, *days, day, Scope(one, lead_only))
                for one in known.latest.agencies
            }
            save_each("deadlines", chosen, reports, messages, output, force=force)
            return Exit.OK
        reported = _reported(known, done) if done else None
        scope = _scope(known, agency, reported, lead_only=lead_only)
        report = deadlines_across(known, *days, day, scope, reported)
        if output:
            save("deadlines", chosen, report, messages, output, force=force)
        else:
            emit("deadlines", chosen, report, look(messages, chosen))
        return Exit.OK


def window(month: str, quarter: str, start: str, end: str, today: date) -> tuple[date, date]:
    """First and last day asked for; without any option, those of today's month."""
    if bool(month) + bool(quarter) + bool(start or end) > 1:
        raise UsageError(diagnostic("usage-window"))
    if start or end:
        if not (start and end):
            raise UsageError(diagnostic("usage-half-window"))
        first, last = wanted.day(start), wanted.day(end)
        if first > last:
            raise UsageError(diagnostic("usage-window-order", start=first, end=last))
        return first, last
    if quarter:
        year, number = wanted.quarter(quarter)
        return date(year, number * 3 - 2, 1), end_of_quarter(year, number)
    year, number = wanted.month(month) if month else (today.year, today.month)
    return date(year, number, 1), end_of_month(year, number)


def _reported(plans: Succession, file: str) -> Submission:
    """The submission that says what is done; one with errors can't."""
    submission = read_by_its_plan(plans, file)
    errors = [problem for problem in submission.diagnostics if problem.severity == "error"]
    if errors:
        raise InputError(*errors, file=file)
    return submission


def _scope(plans: Succession, agency: str, done: Submission | None, *, lead_only: bool) -> Scope:
    chosen = wanted.agency(plans.latest, agency) if agency else None
    if done and done.agency:
        if chosen and chosen.id != done.agency.id:
            raise UsageError(
                diagnostic("usage-done-agency", done=done.agency.name, agency=chosen.name)
            )
        chosen = done.agency
    if lead_only and chosen is None:
        raise UsageError(diagnostic("usage-lead-only"))
    return Scope(chosen, lead_only)
