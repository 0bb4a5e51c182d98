"""Click's names, where typer has them: the only place that knows.

From 0.26 on typer brings its own copy of click under a private name.  Help and errors in the
language of the run, and completion, can't do without these.
"""

from typing import Any

from typer._click.core import Command, Context, Parameter, ParameterSource
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer._click.globals import get_current_context
from typer._click.shell_completion import CompletionItem, ShellComplete, split_arg_string

__all__ = [
    "BadOptionUsage",
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "MissingParameter",
    "NoSuchOption",
    "Parameter",
    "ParameterSource",
    "ShellComplete",
    "UsageError",
    "get_current_context",
    "keep_texts",
    "split_arg_string",
]


class _AsGiven:
    """What makes a value of what was given for it: nothing else."""

    def coerce(self, value: Any, param: Parameter, ctx: Context) -> Any:
        return value


def keep_texts(param: Parameter) -> None:
    """Lets a parameter's values be the texts given for it, as all of ours are.

    From 0.29 on typer imports pydantic for that, which made a check take 15 times as long as a bare
    interpreter instead of 10.
    """
    param.get_runtime_param = _AsGiven  # type: ignore[attr-defined]
