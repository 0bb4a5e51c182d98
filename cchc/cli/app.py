"""The typer application, in the chosen language."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup, TyperOption

from cchc.cli.click import Command, UsageError, get_current_context
from cchc.cli.localised import Group, usage_error
from cchc.messages import Messages
from cchc.settings import Settings

_COMMANDS: Final = (
    *("check", "rollup", "report", "deadlines", "template", "explain", "completion"),
    *("plan", "waivers", "schema"),
)
_GROUPS: Final = {"plan": ("plan", "drafting"), "waivers": ("waivers",), "schema": ("schema",)}
"""Commands that have commands of their own, and the modules that have these."""


def call(arguments: Sequence[str], messages: Messages, settings: Settings) -> int:
    """Runs the command that `arguments` name; returns its exit status.

    What they leave open goes by the settings.

    Raises:
        UsageError: the arguments don't fit any command.
        CchcError: whatever the command met.
    """
    command = typer.main.get_command(build(messages, arguments[:1]))
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


def build(messages: Messages, wanted: Sequence[str] = _COMMANDS) -> typer.Typer:
    """The application with its commands.

    Those that aren't `wanted` have a name and a help text and nothing else, so that what they need
    isn't imported.
    """
    app = _typer(messages("cli.help"))
    app.callback()(_root)
    for name in _COMMANDS:
        if name not in wanted:
            app.command(name, help=messages(f"cli.{name}"))(_root)
        elif name in _GROUPS:
            group = _typer(messages(f"cli.{name}"))
            for module in _GROUPS[name]:
                import_module(f"cchc.cli.{module}").register(group, messages)
            app.add_typer(group, name=name)
        else:
            import_module(f"cchc.cli.{name}").register(app, messages)
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
    """Does nothing: the options of `cchc` are those of its commands."""


def _typer(help: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        help=help,
        no_args_is_help=False,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
