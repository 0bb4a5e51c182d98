"""`cchc report`: the picture of a period as a page or a document."""

from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import save
from cchc.cli.localised import Command
from cchc.cli.outputs import Outlet, apart_from
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.render import FORMATS
from cchc.submission import wanted


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["report"]
    file = messages("cli.metavar.files")
    folder = messages("cli.metavar.folder")

    @app.command("report", cls=Command, help=messages("cli.report"))
    def command(
        context: typer.Context,
        folders: Annotated[
            list[str], typer.Argument(metavar=f"{folder}…", help=messages("cli.option.folders"))
        ],
        format: Annotated[str, options.formats(messages, formats)] = "",
        output: Annotated[
            str,
            typer.Option("--output", "-o", metavar=file, help=options.file_help(messages, formats)),
        ] = "",
        period: Annotated[
            str, typer.Option(metavar="Q1/2026", help=messages("cli.option.period-of-rollup"))
        ] = "",
        previous: Annotated[
            list[str] | None, typer.Option(metavar=folder, help=messages("cli.option.previous"))
        ] = None,
        latest: Annotated[
            bool, typer.Option("--latest", help=messages("cli.option.latest"))
        ] = False,
        today: Annotated[
            str, typer.Option(metavar="DD/MM/YYYY", help=messages("cli.option.today"))
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
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
    ) -> int:
        format = options.format_for(format, output, formats)
        day = wanted.day(today) if today else None
        left_out = options.excluded(context, exclude)
        inputs = options.inputs(load_all(plan or ()), folders, jobs, left_out)._replace(today=day)
        read = (*folders, *(previous or ()))
        inputs = apart_from([Outlet(format, output)], inputs, read, plan or ())
        from cchc.cli.province import province  # what no other command needs

        report = province(inputs, folders, period, previous or (), messages, latest=latest)
        save("report", format, report, messages, output, force=force)
        return report.exit_status
