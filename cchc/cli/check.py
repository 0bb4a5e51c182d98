"""`cchc check`: submissions against the plan."""

from datetime import date
from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import emit, width
from cchc.cli.localised import Command
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import UsageError
from cchc.evaluate import evaluate
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Plan, ReportingPeriod
from cchc.render import FORMATS, Look
from cchc.results import STATUSES, CheckReport, SubmissionResult
from cchc.submission.model import Submission
from cchc.submission.read import read_submission


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["check"]
    file = messages("cli.metavar.files")

    @app.command("check", cls=Command, help=messages("cli.check"))
    def command(
        files: Annotated[
            list[str], typer.Argument(metavar=f"{file}…", help=messages("cli.option.files"))
        ],
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
        period: Annotated[
            str, typer.Option(metavar="Q1/2026", help=messages("cli.option.period"))
        ] = "",
        today: Annotated[
            str, typer.Option(metavar="DD/MM/YYYY", help=messages("cli.option.today"))
        ] = "",
        only: Annotated[
            str,
            typer.Option(
                metavar="fail,missing",
                help=messages("cli.option.only", statuses=", ".join(STATUSES)),
            ),
        ] = "",
        quiet: Annotated[
            bool, typer.Option("--quiet", "-q", help=messages("cli.option.quiet"))
        ] = False,
        plan: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.plan"))] = "",
    ) -> int:
        options.choice("--format", format, formats)
        chosen = options.choices("--only", only, STATUSES) if only else None
        look = Look(messages, width(), chosen, quiet)
        if "" in files:  # a script's unset variable
            raise UsageError(diagnostic("usage-option-value", option=file))
        if files.count(STDIN) > 1:
            raise UsageError(diagnostic("usage-stdin-twice"))
        report = check(load(plan or None), files, period, options.day(today) if today else None)
        emit("check", format, report, look)
        return report.exit_status


def check(plan: Plan, files: list[str], period: str, today: date | None) -> CheckReport:
    """Reads and evaluates `files`; `period` and `today`, where given, override the files'."""
    chosen = options.period(plan, period) if period else None
    return CheckReport(plan, tuple(_check_one(plan, file, chosen, today) for file in files))


def _check_one(
    plan: Plan, file: str, period: ReportingPeriod | None, today: date | None
) -> SubmissionResult:
    submission = read_submission(file, plan, period)
    return evaluate(submission, plan, report_day(submission, today))


def report_day(submission: Submission, today: date | None) -> date | None:
    """The day of the report: as given, as reported, or now but no later than its last day.

    An old report checked again shows what was overdue when it was due, not what is now.
    """
    period, reported_on = submission.period, submission.reported_on
    if today or period is None:
        return today
    if reported_on and reported_on >= period.data_from:
        return reported_on
    return min(date.today(), period.due_on)
