"""`cchc completion`: the script that lets a shell complete command lines."""

from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.localised import Command
from cchc.cli.shells import SHELLS, installation, script
from cchc.errors import Exit
from cchc.messages import Messages


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    known = "|".join(SHELLS)

    @app.command("completion", cls=Command, help=messages("cli.completion"))
    def command(
        shell: Annotated[
            str,
            typer.Argument(metavar=known, help=messages("cli.option.shell")),
        ],
    ) -> int:
        options.choice("completion", shell, SHELLS)
        file, line = installation(shell)
        print(script(shell))
        print(f"# {messages('completion.install', file=file)}\n#   {line}", flush=True)
        return Exit.OK
