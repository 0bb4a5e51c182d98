"""The typer application, in the chosen language."""

from collections.abc import Sequence

import typer

from cchc.cli import (
    check,
    completion,
    deadlines,
    drafting,
    explain,
    plan,
    report,
    rollup,
    schema,
    template,
)
from cchc.cli.click import UsageError
from cchc.cli.localised import Group, usage_error
from cchc.messages import Messages


def call(arguments: Sequence[str], messages: Messages) -> int:
    """Runs the command that `arguments` name; returns its exit status.

    Raises:
        UsageError: the arguments don't fit any command.
        CchcError: whatever the command met.
    """
    command = typer.main.get_command(build(messages))
    try:
        status = command.main(
            args=list(arguments),
            prog_name="cchc",
            complete_var="",  # a shell that completes gives no arguments, see `cchc.cli.run`
            standalone_mode=False,
            obj=messages,
        )
    except UsageError as error:
        raise usage_error(error) from None
    return int(status or 0)


def build(messages: Messages) -> typer.Typer:
    """The application with all its commands."""
    app = _typer(messages("cli.help"))
    app.callback()(_root)
    check.register(app, messages)
    rollup.register(app, messages)
    report.register(app, messages)
    deadlines.register(app, messages)
    template.register(app, messages)
    explain.register(app, messages)
    completion.register(app, messages)
    plans = _typer(messages("cli.plan"))
    plan.register(plans, messages)
    drafting.register(plans, messages)
    app.add_typer(plans, name="plan")
    schemas = _typer(messages("cli.schema"))
    schema.register(schemas, messages)
    app.add_typer(schemas, name="schema")
    return app


def _root() -> None:
    """Keeps `cchc` a group of commands; the options of each are its own."""


def _typer(help: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        help=help,
        no_args_is_help=False,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
