"""`cchc template`: a form to fill in, for one agency and one period."""

import os
from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import as_file, save_content
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.document.writing import write_bytes
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.plan.model import Plan
from cchc.render import FORMATS, content
from cchc.submission import wanted
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
        chosen = wanted.period(plans, period)
        known = plans.governing(chosen.id)
        made = form(known, wanted.agency(known, agency), chosen)
        save_content(
            "template", format, content("template", format, made, messages), output, force=force
        )
        if format == "yaml" and output != STDIN:
            _write_schema(known, messages, os.path.dirname(output))
        if output != STDIN:
            text = messages(
                "template.written",
                file=_as_typed(output),
                lines=len(made.lines),
                tasks=len(made.tasks),
            )
            print(visible(text, most=1000), flush=True)
        return Exit.OK


def _write_schema(plan: Plan, messages: Messages, folder: str) -> None:
    """Writes what the form names, so that an editor completes it at once."""
    from cchc.render.template.yaml import SCHEMAS
    from cchc.schema import submission

    made = as_file("schema", "json", submission.schema(plan, messages), messages)
    write_bytes(os.path.join(folder, SCHEMAS[messages.lang]), made, force=True)


def _as_typed(file: str) -> str:
    """A file's name as it can be typed after a command."""
    return f'"{file}"' if " " in file else file
