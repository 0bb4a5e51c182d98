"""`cchc explain`: what a code means, and how to mend what it stands for."""

from typing import Annotated

import typer

from cchc.catalogue import Entry, entries
from cchc.cli.console import emit, look
from cchc.cli.localised import Command
from cchc.diagnostics import diagnostic
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.text import SURE, nearest


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""

    @app.command("explain", cls=Command, help=messages("cli.explain"))
    def command(
        code: Annotated[
            str,
            typer.Argument(
                metavar=f"[{messages('cli.metavar.code')}]", help=messages("cli.option.code")
            ),
        ] = "",
    ) -> int:
        emit("explain", "table", chosen(code), look(messages))
        return Exit.OK


def chosen(code: str) -> tuple[Entry, ...]:
    """The entry of `code`, or every entry where none is named."""
    known = {entry.code: entry for entry in entries()}
    if not code:
        return tuple(known.values())
    code = code.strip("[] ").lower()
    if code not in known:
        near = nearest(code, known, cutoff=SURE)
        raise UsageError(diagnostic("usage-unknown-code", value=code, nearest=near))
    return (known[code],)
