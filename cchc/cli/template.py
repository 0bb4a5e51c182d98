"""`cchc template`: a form to fill in, for one agency and one period."""

from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import save_content
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.render import FORMATS, content
from cchc.template import form
from cchc.text import visible


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["template"]
    file = messages("cli.metavar.files")

    @app.command("template", cls=Command, help=messages("cli.template"))
    def command(
        agency: Annotated[
            str, typer.Option(metavar="ID", help=messages("cli.option.agency-of"))
        ] = "",
        period: Annotated[
            str, typer.Option(metavar="Q1/2026", help=messages("cli.option.period-of"))
        ] = "",
        format: Annotated[str, options.formats(messages, formats)] = "",
        output: Annotated[
            str,
            typer.Option(
                "--output",
                "-o",
                metavar=file,
                help=options.file_help(messages, formats),
            ),
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
    ) -> int:
        for option, value in (("--agency", agency), ("--period", period)):
            if not value:
                raise UsageError(diagnostic("usage-missing-option", option=option))
        format = options.format_for(format, output, formats)
        never_read(output, plan or ())
        plans = load_all(plan or ())
        chosen = options.period(plans, period)
        known = plans.governing(chosen.id)
        made = form(known, options.agency(known, agency), chosen)
        save_content(
            "template", format, content("template", format, made, messages), output, force=force
        )
        if output != STDIN:
            text = messages(
                "template.written",
                file=_as_typed(output),
                lines=len(made.lines),
                tasks=len(made.tasks),
            )
            print(visible(text, most=1000), flush=True)
        return Exit.OK


def _as_typed(file: str) -> str:
    """A file's name as it can be typed after a command."""
    return f'"{file}"' if " " in file else file
