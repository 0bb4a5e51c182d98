"""The typer application, in the chosen language."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

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
    waivers,
)
from cchc.cli.click import Command, UsageError, get_current_context
from cchc.cli.localised import Group, usage_error
from cchc.messages import Messages
from cchc.settings import Settings


def call(arguments: Sequence[str], messages: Messages, settings: Settings) -> int:
    """Runs the command that `arguments` name; returns its exit status.

    What they leave open goes by the settings.

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
            default_map=defaults(command, settings),
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
    waivings = _typer(messages("cli.waivers"))
    waivers.register(waivings, messages)
    app.add_typer(waivings, name="waivers")
    schemas = _typer(messages("cli.schema"))
    schema.register(schemas, messages)
    app.add_typer(schemas, name="schema")
    return app


def defaults(command: Command, settings: Settings) -> dict[str, Any]:
    """What the options of `command`, and of those below it, are where nobody gives them.

    What is set and is no option stands there as well, for `click.Context.lookup_default`.
    """
    if isinstance(command, TyperGroup):
        below = command.commands.items()
        return {name: defaults(subcommand, settings) for name, subcommand in below}
    found: dict[str, Any] = {"help_url": settings.help_url, "folder": settings.folder}
    for param in command.params:
        value = getattr(settings, param.name or "", None)
        if value and isinstance(param, TyperOption):
            found[param.name or ""] = _default(param, value)
    return found


def _default(option: TyperOption, value: str | tuple[str, ...]) -> Any:
    """`value` as the option wants it."""
    if option.name == "format":
        known = (option.metavar or "").split("|")
        usual = next((format for format in known if format == value), "")
        return partial(_format, usual, several=option.multiple)
    if isinstance(value, str) or option.multiple:
        return value
    return ",".join(value) if option.name == "fail_on" else value[-1]


def _format(value: str, *, several: bool) -> str | tuple[str, ...]:
    """The usual format; none where a file is named, whose suffix says more."""
    value = "" if get_current_context().params.get("output") else value
    return (value,) * bool(value) if several else value


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
