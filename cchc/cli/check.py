"""`cchc check`: submissions against the plan."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from cchc.batch import CheckReport, Outcome, conflicts, outcome, superseded
from cchc.cli import options
from cchc.cli.console import Screen, look
from cchc.cli.inputs import Inputs, checked, identities
from cchc.cli.jobs import chunks, spread
from cchc.cli.localised import Command
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.render import FORMATS, Look, check_writer
from cchc.results import FAILURES, STATUSES


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
        errors_only: Annotated[
            bool, typer.Option("--errors-only", help=messages("cli.option.errors-only"))
        ] = False,
        quiet: Annotated[
            bool, typer.Option("--quiet", "-q", help=messages("cli.option.quiet"))
        ] = False,
        latest: Annotated[
            bool, typer.Option("--latest", help=messages("cli.option.latest"))
        ] = False,
        jobs: Annotated[str, typer.Option(metavar="N", help=messages("cli.option.jobs"))] = "",
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
    ) -> int:
        options.choice("--format", format, formats)
        only_these = options.choices("--only", only, STATUSES) if only else None
        if errors_only and only_these is None:
            only_these = FAILURES | {"invalid"}
        day = options.day(today) if today else None
        known = load_all(plan or ())
        chosen = options.period(known, period) if period else None
        inputs = options.inputs(known, files, jobs)._replace(period=chosen, today=day)
        how = look(
            messages,
            format,
            only=only_these,
            quiet=quiet,
            errors_only=errors_only,
            several=len(inputs.files) > 1,
        )
        return check(inputs, format, how, latest=latest).exit_status


def check(inputs: Inputs, format: str, look: Look, *, latest: bool) -> CheckReport:
    """Checks each file and prints what it came to, in order, while the others are read."""
    writer, screen = check_writer(format), Screen(format)
    replaced = superseded(identities(inputs)) if latest else ()
    inputs = inputs.without(one.file for one in replaced)
    outcomes: list[Outcome] = []
    screen.write(writer.opening(inputs.plans.latest, look))
    with screen.progress(len(inputs.files), look.messages):
        work = partial(_check_some, inputs, format, look)
        written = False
        for text, some in spread(work, chunks(inputs.files, inputs.jobs), inputs.jobs):
            screen.advance(len(some), writer.BETWEEN + text if written and text else text)
            written = written or bool(text)
            outcomes += some
    report = CheckReport(
        inputs.plans.latest,
        tuple(outcomes),
        conflicts(each.identity for each in outcomes),
        replaced,
        inputs.skipped,
    )
    screen.write(writer.closing(report, look))
    return report


def _check_some(
    inputs: Inputs, format: str, look: Look, files: Sequence[str]
) -> tuple[str, list[Outcome]]:
    """What is written of some files, and what they came to."""
    writer = check_writer(format)
    texts, outcomes = [], []
    for file in files:
        result = checked(inputs, file)
        came_to = outcome(result)
        plan = inputs.governing(result.submission)
        texts.append(writer.entry(plan, result, came_to, look))
        outcomes.append(came_to)
    return writer.BETWEEN.join(filter(None, texts)), outcomes
