"""`cchc check`: submissions against the plan."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from cchc.batch import CheckReport, Outcome, conflicts, outcome, superseded, supplemented
from cchc.cli import options
from cchc.cli.console import Screen, for_screen, show_missing
from cchc.cli.inputs import Inputs, checked, identities
from cchc.cli.jobs import chunks, spread
from cchc.cli.localised import OrderedCommand, order_of
from cchc.cli.outputs import Channel, Outlet, apart_from, asked, opened, with_summary
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.policy import NOTHING
from cchc.render import FORMATS
from cchc.render.check.writer import check_writer
from cchc.render.look import Links, Look, Selection, Way
from cchc.results import FAILURES, STATUSES
from cchc.submission import wanted


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["check"]
    file = messages("cli.metavar.files")

    @app.command("check", cls=OrderedCommand, help=messages("cli.check"))
    def command(
        context: typer.Context,
        files: Annotated[
            list[str], typer.Argument(metavar=f"{file}…", help=messages("cli.option.files"))
        ],
        format: Annotated[
            list[str] | None, options.formats(messages, formats, "cli.option.formats")
        ] = None,
        output: Annotated[
            list[str] | None,
            typer.Option(
                "--output",
                "-o",
                metavar=file,
                help=options.file_help(messages, formats, "cli.option.outputs"),
            ),
        ] = None,
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
        details: Annotated[
            bool, typer.Option("--details", help=messages("cli.option.details"))
        ] = False,
        quiet: Annotated[
            bool, typer.Option("--quiet", "-q", help=messages("cli.option.quiet"))
        ] = False,
        latest: Annotated[
            bool, typer.Option("--latest", help=messages("cli.option.latest"))
        ] = False,
        exclude: Annotated[
            list[str] | None,
            typer.Option(
                metavar=messages("cli.metavar.pattern"), help=messages("cli.option.exclude")
            ),
        ] = None,
        jobs: Annotated[str, typer.Option(metavar="N", help=messages("cli.option.jobs"))] = "",
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
        fail_on: Annotated[
            str, typer.Option(metavar="fail,missing,late", help=messages("cli.option.fail-on"))
        ] = "",
        exit_zero: Annotated[
            bool, typer.Option("--exit-zero", help=messages("cli.option.exit-zero"))
        ] = False,
        waivers: Annotated[
            str, typer.Option(metavar=file, help=messages("cli.option.waivers"))
        ] = "",
    ) -> int:
        outputs = asked(order_of(context), format or (), output or ())
        only_these = options.choices("--only", only, STATUSES) if only else None
        if errors_only and only_these is None:
            only_these = FAILURES | {"invalid"}
        day = wanted.day(today) if today else None
        known = load_all(plan or ())
        chosen = wanted.period(known, period) if period else None
        policy = options.policy(known, NOTHING if exit_zero else fail_on, waivers)
        inputs = options.inputs(known, files, jobs, options.excluded(context, exclude))
        inputs = inputs._replace(period=chosen, today=day, policy=policy)
        inputs = apart_from(outputs, inputs, files, plan or ())
        several = len(inputs.files) > 1
        shown = Selection(only_these, quiet, errors_only, several, details)
        links = Links(options.help_base(context), options.root())
        way = Way(Look(messages), shown, links)
        return check(inputs, with_summary(outputs), way, latest=latest).exit_status


def check(inputs: Inputs, outputs: Sequence[Outlet], way: Way, *, latest: bool) -> CheckReport:
    """Checks each file and writes what it came to, in order, while the others are read."""
    screen = Screen(next((one.format for one in outputs if not one.file), "table"))
    ways = [
        way if one.file else way._replace(look=for_screen(way.look, one.format)) for one in outputs
    ]
    with opened(outputs, ways, screen) as channels:
        replaced = superseded(identities(inputs)) if latest else ()
        inputs = inputs.without(one.file for one in replaced)
        for channel in channels:
            channel.begin(inputs.plans.latest)
        outcomes, foreign = _check_all(inputs, channels, screen)
        if not outcomes:
            raise inputs.nothing_found()
        # What a supplement replaces shows only now, and counts no more.
        replaced += supplemented(each.identity for each in outcomes)
        aside = {one.file for one in replaced}
        outcomes = [each for each in outcomes if each.identity.file not in aside]
        report = CheckReport(
            inputs.plans.latest,
            tuple(outcomes),
            conflicts(each.identity for each in outcomes),
            replaced,
            (*inputs.skipped, *foreign),
            inputs.policy,
        )
        for channel in channels:
            channel.add(channel.writer.across(report))
            channel.end(report)
    failed = ((one.identity.file, one.first_error) for one in report.outcomes if one.first_error)
    show_missing(failed, way.look.messages)
    return report


def _check_all(
    inputs: Inputs, channels: Sequence[Channel], screen: Screen
) -> tuple[list[Outcome], list[str]]:
    """What the files came to, after it was written, and those that were passed over."""
    outcomes: list[Outcome] = []
    foreign: list[str] = []
    ways = [(channel.format, channel.way) for channel in channels]
    with screen.progress(len(inputs.files), channels[0].writer.messages):
        work = partial(_check_some, inputs, ways)
        for texts, some, others in spread(work, chunks(inputs.files, inputs.jobs), inputs.jobs):
            with screen.advancing(len(some) + len(others)):
                for channel, text in zip(channels, texts, strict=True):
                    channel.add(text)
            outcomes += some
            foreign += others
    return outcomes, foreign


def _check_some(
    inputs: Inputs, ways: Sequence[tuple[str, Way]], files: Sequence[str]
) -> tuple[list[str], list[Outcome], list[str]]:
    """What is written of some files, in each format and look; what they came to; the others."""
    writers = [check_writer(format, way) for format, way in ways]
    texts: list[list[str]] = [[] for _ in writers]
    outcomes, foreign = [], []
    for file in files:
        result = checked(inputs, file)
        if inputs.passes_over(result.submission):
            foreign.append(file)
            continue
        came_to = outcome(result)
        plan = inputs.governing(result.submission)
        for writer, made in zip(writers, texts, strict=True):
            made.append(writer.submission(plan, result, came_to))
        outcomes.append(came_to)
    joined = [
        writer.BETWEEN.join(filter(None, made)) for writer, made in zip(writers, texts, strict=True)
    ]
    return joined, outcomes, foreign
