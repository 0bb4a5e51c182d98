"""`cchc waivers new`: today's failures as a file of waivers to be granted one by one."""

from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import emit, look, save
from cchc.cli.inputs import checked
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.document.files import STDIN
from cchc.errors import Exit, InputError
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.policy import unexcused
from cchc.render import FORMATS
from cchc.submission import wanted


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    (format,) = FORMATS["waivers"]
    file = messages("cli.metavar.files")

    @app.callback()
    def group() -> None:
        """Keeps `new` a command of its own, though it is the only one."""

    @app.command("new", cls=Command, help=messages("cli.waivers.new"))
    def command(
        files: Annotated[
            list[str], typer.Argument(metavar=f"{file}…", help=messages("cli.option.files"))
        ],
        output: Annotated[
            str,
            typer.Option(
                "--output", "-o", metavar=file, help=options.file_help(messages, (format,))
            ),
        ] = "",
        today: Annotated[
            str, typer.Option(metavar="DD/MM/YYYY", help=messages("cli.option.today"))
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
    ) -> int:
        inputs = options.inputs(load_all(plan or ()), files, "1")
        inputs = inputs._replace(today=wanted.day(today) if today else None)
        never_read(output, (*inputs.files, *files, *(plan or ())))
        results = [checked(inputs, one) for one in inputs.files]
        for result in results:
            errors = [one for one in result.diagnostics if one.severity == "error"]
            if errors:
                raise InputError(*errors, file=result.submission.file)
        if output in ("", STDIN):
            emit("waivers", format, unexcused(results), look(messages, format))
        else:
            save("waivers", format, unexcused(results), messages, output, force=force)
        return Exit.OK
