"""`cchc schema`: what submissions, plans, waivers and settings have to look like, for editors."""

import os
from typing import Annotated, Any

import typer

from cchc.cli import options
from cchc.cli.console import emit, look, save
from cchc.cli.localised import Command
from cchc.document.files import STDIN
from cchc.errors import Exit
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.render import FORMATS
from cchc.schema import OUTPUTS, Output


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the commands to `app`."""
    file = messages("cli.metavar.files")
    plan_option = typer.Option("--plan", metavar=file, help=messages("cli.option.plan"))
    output_option = typer.Option(
        "--output", "-o", metavar=file, help=options.file_help(messages, FORMATS["schema"])
    )
    force_option = typer.Option("--force", help=messages("cli.option.force"))

    @app.command("submission", cls=Command, help=messages("cli.schema.submission"))
    def submission_command(
        plan: Annotated[str, plan_option] = "",
        output: Annotated[str, output_option] = "",
        force: Annotated[bool, force_option] = False,
    ) -> int:
        from cchc.schema import submission  # what no other command needs

        made = submission.schema(load(plan or None), messages)
        return _write(made, messages, output, force=force)

    @app.command("plan", cls=Command, help=messages("cli.schema.plan"))
    def plan_command(
        output: Annotated[str, output_option] = "",
        force: Annotated[bool, force_option] = False,
    ) -> int:
        from cchc.schema import plan  # pydantic, a dozen times the cost of the rest

        return _write(plan.schema(messages), messages, output, force=force)

    @app.command("waivers", cls=Command, help=messages("cli.schema.waivers"))
    def waivers_command(
        plan: Annotated[str, plan_option] = "",
        output: Annotated[str, output_option] = "",
        force: Annotated[bool, force_option] = False,
    ) -> int:
        from cchc.schema import waivers

        made = waivers.schema(load(plan or None), messages)
        return _write(made, messages, output, force=force)

    @app.command("settings", cls=Command, help=messages("cli.schema.settings"))
    def settings_command(
        output: Annotated[str, output_option] = "",
        force: Annotated[bool, force_option] = False,
    ) -> int:
        from cchc.schema import settings

        return _write(settings.schema(messages), messages, output, force=force)

    for kind in OUTPUTS:
        register_output(app, kind, messages)


def register_output(app: typer.Typer, kind: Output, messages: Messages) -> None:
    """Adds the command for what one of the other commands writes."""
    file = messages("cli.metavar.files")
    help = options.file_help(messages, FORMATS["schema"])
    output_option = typer.Option("--output", "-o", metavar=file, help=help)
    force_option = typer.Option("--force", help=messages("cli.option.force"))

    @app.command(f"output-{kind}", cls=Command, help=messages("cli.schema.output", kind=kind))
    def command(
        output: Annotated[str, output_option] = "",
        force: Annotated[bool, force_option] = False,
    ) -> int:
        from cchc.schema import output as written  # what no other command needs

        return _write(written.schema(kind), messages, output, force=force)


def _write(made: dict[str, Any], messages: Messages, output: str, *, force: bool) -> int:
    """Prints a schema, or writes it to a file, whose folder is made if it isn't there."""
    if output in ("", STDIN):
        emit("schema", FORMATS["schema"][0], made, look(messages, FORMATS["schema"][0]))
        return Exit.OK
    format = options.file_format(output, FORMATS["schema"])
    os.makedirs(os.path.dirname(output) or os.curdir, exist_ok=True)
    save("schema", format, made, messages, output, force=force)
    return Exit.OK
