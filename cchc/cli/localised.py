"""typer's commands and groups with help and errors in the language of the run."""

from collections.abc import Sequence
from typing import Any, Final

from typer.core import TyperArgument, TyperCommand, TyperGroup

from cchc.cli import click
from cchc.cli.examples import EXAMPLES, JUDGING
from cchc.diagnostics import diagnostic
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.text import nearest

_ORDER: Final = f"{__name__}.order"
_COMMON: Final = {
    "lang": "--lang vi|en",
    "color": "--color auto|always|never",
    "config": "--config cchc.toml",
    "no-config": "--no-config",
    "help": "--help, -h",
    "version": "--version, -V",
}
"""Options that every command has, `version` only the program itself."""
_COMMON_NAMES: Final = [f"--{name}" for name in _COMMON]
_ALIKE: Final = 0.75
"""Likeness, of 1, from which a name is taken for a misspelt one."""


class _Localised(click.Command):
    """Help and errors in the language of the run, which is the context's object."""

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """``-h`` is help, too."""
        return ["--help", "-h"]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the line that starts with "Usage"."""
        messages: Messages = ctx.obj
        pieces = [messages("cli.metavar.options")]
        if isinstance(self, TyperGroup):
            pieces.append(messages("cli.metavar.command"))
        pieces += [
            metavar(param) for param in self.get_params(ctx) if isinstance(param, TyperArgument)
        ]
        prefix = f"{messages('cli.usage')} "
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes arguments and options, the language and help ones last."""
        messages: Messages = ctx.obj
        arguments, options = [], []
        for param in self.get_params(ctx):
            if isinstance(param, TyperArgument):
                help = getattr(param, "help", None) or ""
                arguments.append((metavar(param), help))
            elif "--help" not in param.opts:
                options.append(self._option(param))
        options += [
            (names, messages(f"cli.option.{key}"))
            for key, names in _COMMON.items()
            if key != "version" or ctx.parent is None
        ]
        for heading, records in (("cli.arguments", arguments), ("cli.options", options)):
            if records:
                with formatter.section(messages(heading)):
                    formatter.write_dl(records)

    @staticmethod
    def _option(param: click.Parameter) -> tuple[str, str]:
        help = getattr(param, "help", None) or ""
        flag = getattr(param, "is_flag", False)
        names = ", ".join(param.opts)
        return (names if flag else f"{names} {metavar(param)}"), help

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes examples, and what the exit status says."""
        messages: Messages = ctx.obj
        command = " ".join(ctx.command_path.split()[1:])
        if lines := EXAMPLES.get(command, ()):
            with formatter.section(messages("cli.examples")):
                for line in lines:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
        if not isinstance(self, TyperGroup):
            judging = command in JUDGING
            with formatter.section(messages("cli.statuses")):
                formatter.write_dl(
                    [
                        (str(int(status)), messages(f"cli.status.{status.name.lower()}"))
                        for status in (Exit.OK, Exit.FAILED, Exit.USAGE, Exit.INVALID)
                        if judging or status != Exit.FAILED
                    ]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.CompletionItem]:
        """Completes commands and options, those that every command has included."""
        messages: Messages = ctx.obj
        found = [item for item in super().shell_complete(ctx, incomplete) if item.value != "--help"]
        if incomplete.startswith("-"):
            found += [
                click.CompletionItem(f"--{name}", help=messages(f"cli.option.{name}"))
                for name in _COMMON
                if f"--{name}".startswith(incomplete) and (name != "version" or not ctx.parent)
            ]
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments, refusing any that are left over and any value that is empty.

        A script's unset variable gives an empty value; taking it for the default would check
        something else than was meant.
        """
        ctx.allow_extra_args = True
        for param in self.get_params(ctx):  # with --help
            click.keep_texts(param)
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:  # of a line that is still being typed
            return rest
        for param in self.params:
            value = ctx.params.get(param.name or "")
            if value == "" or (param.param_type_name == "option" and "" in _several(value)):
                given = ctx.get_parameter_source(param.name or "")
                if given and given.name == "COMMANDLINE":
                    raise UsageError(diagnostic("usage-option-value", option=param.opts[0]))
        if rest and not isinstance(self, TyperGroup):
            raise UsageError(diagnostic("usage-extra-argument", value=rest[0]))
        return rest


def metavar(param: click.Parameter) -> str:
    """What stands for a parameter's value in help, in brackets for an argument that may be missing.

    Typer's own words for it changed with almost each version.
    """
    name = param.metavar or ""
    optional = isinstance(param, TyperArgument) and not param.required
    return f"[{name}]" if optional and not name.startswith("[") else name


def _several(value: Any) -> Sequence[str]:
    """The values of an option that may be given several times."""
    return value if isinstance(value, list | tuple) else ()


class Command(_Localised, TyperCommand):
    """A command whose help and errors are in the language of the run."""


class OrderedCommand(Command):
    """A command that knows the order of its options, which click keeps for its parser."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments, and notes each option's name as often as it stands there."""
        *_, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[_ORDER] = [param.name for param in order]
        return super().parse_args(ctx, args)


def order_of(ctx: click.Context) -> list[str]:
    """The names of the options that an `OrderedCommand` was given, in their order."""
    found: list[str] = ctx.meta[_ORDER]
    return found


class Group(_Localised, TyperGroup):
    """A group of such commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands, then the options."""
        records = [
            (name, command.help or "")
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        with formatter.section(ctx.obj("cli.commands")):
            formatter.write_dl(records)
        _Localised.format_options(self, ctx, formatter)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first argument names."""
        if args and self.get_command(ctx, args[0]) is None:
            code = "usage-no-such-option" if args[0].startswith("-") else "usage-no-such-command"
            near = nearest(args[0], self.list_commands(ctx), cutoff=_ALIKE)
            error = UsageError(diagnostic(code, command=args[0], option=args[0], nearest=near))
            error.command = ctx.command_path
            raise error
        return super().resolve_command(ctx, args)


def usage_error(error: click.UsageError) -> UsageError:
    """Click's complaint about the command line, in our words."""
    found = diagnostic("usage-other", detail=error.format_message())
    if isinstance(error, click.NoSuchOption):
        known = (
            [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        )
        near = nearest(error.option_name, [*known, *_COMMON_NAMES], cutoff=_ALIKE)
        found = diagnostic("usage-no-such-option", option=error.option_name, nearest=near)
    elif isinstance(error, click.BadOptionUsage):
        found = diagnostic("usage-option-value", option=error.option_name)
    elif isinstance(error, click.MissingParameter) and error.param:
        found = diagnostic("usage-missing-argument", name=metavar(error.param))
    elif error.ctx and isinstance(error.ctx.command, TyperGroup):
        found = diagnostic("usage-missing-command")
    problem = UsageError(found)
    problem.command = error.ctx.command_path if error.ctx else "cchc"
    return problem
