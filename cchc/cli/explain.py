"""`cchc explain`: what a name of the plan, or a code, stands for."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.catalogue import CatalogueEntry, entries
from cchc.cli import options
from cchc.cli.console import emit, look
from cchc.cli.localised import Command
from cchc.diagnostics import diagnostic
from cchc.errors import Exit, UsageError
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.render import FORMATS

if TYPE_CHECKING:
    from cchc.explain import Explanation


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats = FORMATS["explain"]
    file = messages("cli.metavar.files")

    @app.command("explain", cls=Command, help=messages("cli.explain"))
    def command(
        names: Annotated[
            list[str] | None,
            typer.Argument(
                metavar=f"[{messages('cli.metavar.name')}]…", help=messages("cli.option.code")
            ),
        ] = None,
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
        plan: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.plan"))] = "",
    ) -> int:
        options.choice("--format", format, formats)
        report: object = entries()
        if names:
            found = explanation(load(plan or None), names)
            report = only_codes(found) if format == "markdown" else found
        emit("explain", format, report, look(messages, format))
        return Exit.OK


def explanation(plan: Plan, names: list[str]) -> "Explanation":
    """What `names` mean, each once and in their order."""
    from cchc.explain import Explanation, explain  # what no other command needs
    from cchc.explain.names import find, most_like

    found = []
    for name in names:
        subjects = find(plan, name)
        if not subjects:
            near = most_like(plan, name)
            raise UsageError(diagnostic("usage-unknown-code", value=name, nearest=near))
        found += [subject for subject in subjects if subject not in found]
    return Explanation(plan, tuple(explain(plan, subject) for subject in found))


def only_codes(report: "Explanation") -> tuple[CatalogueEntry, ...]:
    """The codes that `report` is of; what else there is stands on the plan's own page."""
    codes = tuple(subject for subject in report.subjects if isinstance(subject, CatalogueEntry))
    if len(codes) < len(report.subjects):
        raise UsageError(diagnostic("usage-markdown-codes"))
    return codes
