"""`cchc plan`: validate a plan, show it."""

from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import emit, look
from cchc.cli.localised import Command
from cchc.document.files import read_bytes
from cchc.errors import Exit
from cchc.messages import Messages
from cchc.plan.load import default_path, load, parse_bytes
from cchc.render import FORMATS
from cchc.text import visible


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the commands to `app`."""
    formats = FORMATS["plan"]
    file = messages("cli.metavar.files")

    @app.command("validate", cls=Command, help=messages("cli.plan.validate"))
    def validate_command(
        plan: Annotated[
            str, typer.Argument(metavar=f"[{file}]", help=messages("cli.option.plan-file"))
        ] = "",
    ) -> int:
        return _validate(plan or str(default_path()), messages)

    @app.command("show", cls=Command, help=messages("cli.plan.show"))
    def show_command(
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
        plan: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.plan"))] = "",
    ) -> int:
        options.choice("--format", format, formats)
        emit("plan", format, load(plan or None), look(messages, format))
        return Exit.OK


def _validate(file: str, messages: Messages) -> int:
    """Validates anew, whatever is compiled already; mistakes are raised, all at once."""
    plan = parse_bytes(read_bytes(file), file)
    text = messages(
        "plan.valid",
        file=visible(file),
        targets=len(plan.targets),
        metrics=len(plan.metrics),
        activities=len(plan.activities),
        agencies=len(plan.agencies),
        reports=len(plan.reporting),
    )
    if plan.unconfirmed:
        text += "\n" + messages("plan.unconfirmed", count=plan.unconfirmed)
    print(text, flush=True)
    return Exit.OK
