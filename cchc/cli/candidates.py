"""What may stand where the command line is being typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import click
from click.shell_completion import CompletionItem

from cchc.cli.shells import SHELLS
from cchc.explain.names import names
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Agency, Plan
from cchc.policy import FAIL_ON
from cchc.render import FORMATS
from cchc.render.explain.words import subject_title
from cchc.results import STATUSES
from cchc.submission.read import find_period
from cchc.text import fold, visible

_Known: TypeAlias = Iterable[tuple[str, str]]
"""Candidates with what each stands for."""


class Candidates(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """Texts of which some are known."""

    name = "text"

    def __init__(self, known: Callable[[click.Context, str], _Known]) -> None:
        self._known = known

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Those that begin with what is typed, else those that hold it."""
        wanted, known = fold(incomplete), list(self._known(ctx, incomplete))
        begun = [entry for entry in known if fold(entry[0]).startswith(wanted)]
        found = begun or [entry for entry in known if wanted in fold(entry[0])]
        return [CompletionItem(value, help=_short(help)) for value, help in found]


def know_candidates(command: click.Command) -> None:
    """Lets the parameters of `command` and its subcommands know what may stand for them."""
    for param in command.params:
        param.type = CANDIDATES.get(param.name or "", param.type)
    if isinstance(command, click.Group):
        for subcommand in command.commands.values():
            know_candidates(subcommand)


def _plan(ctx: click.Context) -> Plan:
    """The plan named last on the line, or the one that travels with the program.

    Only a file in the ordinary sense is read: a pipe would wait for ever.
    """
    named = ctx.params.get("plan") or ""
    file = os.path.expanduser(named if isinstance(named, str) else named[-1])
    if file and not os.path.isfile(file):
        raise FileNotFoundError(file)
    return load(file or None)


def _names(ctx: click.Context, incomplete: str) -> _Known:
    messages: Messages = ctx.obj
    for name, subject in names(_plan(ctx)):
        if incomplete or not isinstance(subject, Agency):
            yield name, subject_title(subject, messages)


def _agencies(ctx: click.Context, incomplete: str) -> _Known:
    return [(agency.id, agency.name) for agency in _plan(ctx).agencies]


def _periods(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids; and ``Q1/2026`` for ``2026-Q1``, once something is typed."""
    messages: Messages = ctx.obj
    plan = _plan(ctx)
    for period in plan.reporting:
        yield period.id, period.title[messages.lang]
    for period in plan.reporting if incomplete else ():
        other = "/".join(reversed(period.id.split("-", 1)))
        if find_period(plan, other) is period:
            yield other, period.title[messages.lang]


def _statuses(ctx: click.Context, incomplete: str) -> _Known:
    before = incomplete[: incomplete.rfind(",") + 1]
    messages: Messages = ctx.obj
    chosen = before.split(",")
    return [
        (before + status, messages(f"status.{status}"))
        for status in STATUSES
        if status not in chosen
    ]


def _failures(ctx: click.Context, incomplete: str) -> _Known:
    before = incomplete[: incomplete.rfind(",") + 1]
    return [(before + one, "") for one in FAIL_ON if one not in before.split(",")]


def _formats(ctx: click.Context, incomplete: str) -> _Known:
    """The formats of the command, or of the group of commands that it is in."""
    contexts = (ctx.info_name, ctx.parent.info_name if ctx.parent else None)
    known = dict[str | None, tuple[str, ...]](FORMATS.items())
    return [(format, "") for name in contexts for format in known.get(name, ())]


def _months(ctx: click.Context, incomplete: str) -> _Known:
    year = _plan(ctx).plan.year
    return [(f"{month:02}/{year}", "") for month in range(1, 13)]


def _quarters(ctx: click.Context, incomplete: str) -> _Known:
    year = _plan(ctx).plan.year
    return [(f"{quarter}/{year}", "") for quarter in ("I", "II", "III", "IV")]


def _shells(ctx: click.Context, incomplete: str) -> _Known:
    return [(shell, "") for shell in SHELLS]


def _short(text: str) -> str:
    return visible(" ".join(text.split()), most=80)


_FILES: Final = click.Path()

CANDIDATES: Final[dict[str, click.ParamType[Any]]] = {
    "names": Candidates(_names),
    "agency": Candidates(_agencies),
    "period": Candidates(_periods),
    "only": Candidates(_statuses),
    "fail_on": Candidates(_failures),
    "format": Candidates(_formats),
    "month": Candidates(_months),
    "quarter": Candidates(_quarters),
    "shell": Candidates(_shells),
    **dict.fromkeys(
        (
            "files",
            "folders",
            "previous",
            "plan",
            "plans",
            "old",
            "new",
            "source",
            "agencies",
            "waivers",
            "done",
            "output",
        ),
        _FILES,
    ),
}
"""What may stand for a parameter, by its name, which is the same for all commands."""
