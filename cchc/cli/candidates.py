"""What may stand where the command line is being typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from typer.core import TyperGroup

from cchc.cli.click import Command, CompletionItem, Context
from cchc.cli.shells import SHELLS
from cchc.explain.names import names
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Agency, Plan
from cchc.policy import FAIL_ON, NOTHING
from cchc.render import FORMATS
from cchc.render.explain.words import subject_title
from cchc.results import STATUSES
from cchc.rollup.model import REACHED
from cchc.submission.read import find_period
from cchc.text import fold, visible

_Known: TypeAlias = Iterable[tuple[str, str]]
"""Candidates with what each stands for."""
_Completing: TypeAlias = Callable[[Context, str], list[CompletionItem]]


def candidates(known: Callable[[Context, str], _Known]) -> _Completing:
    """Completes with those of the known texts that begin with what is typed, else hold it."""

    def complete(ctx: Context, incomplete: str) -> list[CompletionItem]:
        wanted, texts = fold(incomplete), list(known(ctx, incomplete))
        begun = [entry for entry in texts if fold(entry[0]).startswith(wanted)]
        found = begun or [entry for entry in texts if wanted in fold(entry[0])]
        return [CompletionItem(value, help=_short(help)) for value, help in found]

    return complete


def know_candidates(command: Command) -> None:
    """Lets the parameters of `command` and its subcommands know what may stand for them."""
    for param in command.params:
        if complete := CANDIDATES.get(param.name or ""):
            param.shell_complete = complete  # type: ignore[method-assign, assignment]
    if isinstance(command, TyperGroup):
        for subcommand in command.commands.values():
            know_candidates(subcommand)


def _plan(ctx: Context) -> Plan:
    """The plan named last on the line, or the one that travels with the program.

    Only a file in the ordinary sense is read: a pipe would wait for ever.
    """
    named = ctx.params.get("plan") or ""
    file = os.path.expanduser(named if isinstance(named, str) else named[-1])
    if file and not os.path.isfile(file):
        raise FileNotFoundError(file)
    return load(file or None)


def _names(ctx: Context, incomplete: str) -> _Known:
    messages: Messages = ctx.obj
    for name, subject in names(_plan(ctx)):
        if incomplete or not isinstance(subject, Agency):
            yield name, subject_title(subject, messages)


def _agencies(ctx: Context, incomplete: str) -> _Known:
    return [(agency.id, agency.name) for agency in _plan(ctx).agencies]


def _periods(ctx: Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids; and ``Q1/2026`` for ``2026-Q1``, once something is typed."""
    messages: Messages = ctx.obj
    plan = _plan(ctx)
    for period in plan.reporting:
        yield period.id, period.title[messages.lang]
    for period in plan.reporting if incomplete else ():
        other = "/".join(reversed(period.id.split("-", 1)))
        if find_period(plan, other) is period:
            yield other, period.title[messages.lang]


def _statuses(ctx: Context, incomplete: str) -> _Known:
    before = incomplete[: incomplete.rfind(",") + 1]
    messages: Messages = ctx.obj
    chosen = before.split(",")
    return [
        (before + status, messages(f"status.{status}"))
        for status in STATUSES
        if status not in chosen
    ]


def _reached(ctx: Context, incomplete: str) -> _Known:
    before = incomplete[: incomplete.rfind(",") + 1]
    messages: Messages = ctx.obj
    return [
        (before + one, messages(f"reached.{one}"))
        for one in REACHED
        if one not in before.split(",")
    ]


def _results(ctx: Context, incomplete: str) -> _Known:
    """What the command's targets can come to: an agency's, or the whole province's."""
    known = _reached if ctx.info_name == "rollup" else _statuses
    return known(ctx, incomplete)


def _fields(ctx: Context, incomplete: str) -> _Known:
    messages: Messages = ctx.obj
    return [(field.id, field.title[messages.lang]) for field in _plan(ctx).fields]


def _failures(ctx: Context, incomplete: str) -> _Known:
    before = incomplete[: incomplete.rfind(",") + 1]
    alone = () if before else (NOTHING,)
    known = (*FAIL_ON, *alone)
    return [(before + one, "") for one in known if one not in before.split(",")]


def _formats(ctx: Context, incomplete: str) -> _Known:
    """The formats of the command, or of the group of commands that it is in."""
    contexts = (ctx.info_name, ctx.parent.info_name if ctx.parent else None)
    known = dict[str | None, tuple[str, ...]](FORMATS.items())
    return [(format, "") for name in contexts for format in known.get(name, ())]


def _months(ctx: Context, incomplete: str) -> _Known:
    year = _plan(ctx).plan.year
    return [(f"{month:02}/{year}", "") for month in range(1, 13)]


def _quarters(ctx: Context, incomplete: str) -> _Known:
    year = _plan(ctx).plan.year
    return [(f"{quarter}/{year}", "") for quarter in ("I", "II", "III", "IV")]


def _shells(ctx: Context, incomplete: str) -> _Known:
    return [(shell, "") for shell in SHELLS]


def _short(text: str) -> str:
    return visible(" ".join(text.split()), most=80)


def _files(ctx: Context, incomplete: str) -> list[CompletionItem]:
    """What the shell itself knows of."""
    return [CompletionItem(incomplete, type="file")]


CANDIDATES: Final[dict[str, _Completing]] = {
    "names": candidates(_names),
    "agency": candidates(_agencies),
    "period": candidates(_periods),
    "only": candidates(_results),
    "field": candidates(_fields),
    "fail_on": candidates(_failures),
    "format": candidates(_formats),
    "month": candidates(_months),
    "quarter": candidates(_quarters),
    "shell": candidates(_shells),
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
        _files,
    ),
}
"""What may stand for a parameter, by its name, which is the same for all commands."""
