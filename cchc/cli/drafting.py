"""`cchc plan new`: a plan drafted from a decision's text."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.console import emit, look, save
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.render import FORMATS

if TYPE_CHECKING:
    from cchc.draft.model import Draft


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    (format,) = FORMATS["draft"]
    file = messages("cli.metavar.files")

    @app.command("new", cls=Command, help=messages("cli.plan.new"))
    def command(
        source: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.source"))] = "",
        agencies: Annotated[
            str, typer.Option(metavar=file, help=messages("cli.option.agencies"))
        ] = "",
        output: Annotated[
            str,
            typer.Option("--output", "-o", metavar=file, help=messages("cli.option.plan-output")),
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
    ) -> int:
        if not source:
            raise UsageError(diagnostic("usage-missing-option", option="--source"))
        if source == agencies == STDIN:
            raise UsageError(diagnostic("usage-stdin-twice"))
        never_read(output, (source, agencies))
        made = _draft(source, agencies)
        if output in ("", STDIN):
            emit("draft", format, made, look(messages, format))
        else:
            save("draft", format, made, messages, output, force=force)
        return Exit.OK


def _draft(source: str, agencies: str) -> "Draft":
    """The plan that the decision in `source` comes to."""
    from cchc.decision.read import read_decision  # what only this command needs
    from cchc.draft import draft
    from cchc.draft.registry import read_agencies

    return draft(read_decision(source), read_agencies(agencies) if agencies else ())
