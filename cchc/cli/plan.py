"""`cchc plan`: validate a plan, show it, compare it with another, or with its decision."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import options
from cchc.cli.console import emit, look, show_error
from cchc.cli.localised import Command
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN, decode, read_bytes
from cchc.errors import CchcError, Exit, UsageError
from cchc.messages import Messages
from cchc.plan.load import default_path, load, parse_bytes
from cchc.render import FORMATS
from cchc.submission.agencies import find_agencies
from cchc.text import visible

if TYPE_CHECKING:
    from cchc.plan.diff.model import PlanDiff
    from cchc.render.trace.words import TraceReport


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the commands to `app`."""
    formats = FORMATS["plan"]
    file = messages("cli.metavar.files")

    @app.command("validate", cls=Command, help=messages("cli.plan.validate"))
    def validate_command(
        plans: Annotated[
            list[str] | None,
            typer.Argument(metavar=f"[{file}]…", help=messages("cli.option.plan-file")),
        ] = None,
    ) -> int:
        files = options.filled(plans or [str(default_path())])
        return max(_validate(file, messages) for file in files)

    @app.command("show", cls=Command, help=messages("cli.plan.show"))
    def show_command(
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
        plan: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.plan"))] = "",
    ) -> int:
        options.choice("--format", format, formats)
        emit("plan", format, load(plan or None), look(messages, format))
        return Exit.OK

    _register_diff(app, messages)
    _register_trace(app, messages)


def _register_diff(app: typer.Typer, messages: Messages) -> None:
    formats = FORMATS["diff"]

    @app.command("diff", cls=Command, help=messages("cli.plan.diff"))
    def diff_command(
        old: Annotated[
            str,
            typer.Argument(
                metavar=messages("cli.metavar.old-plan"), help=messages("cli.option.old-plan")
            ),
        ],
        new: Annotated[
            str,
            typer.Argument(
                metavar=messages("cli.metavar.new-plan"), help=messages("cli.option.new-plan")
            ),
        ],
        agency: Annotated[
            str, typer.Option(metavar="ID", help=messages("cli.option.diff-agency"))
        ] = "",
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
    ) -> int:
        options.choice("--format", format, formats)
        emit("diff", format, _diff(old, new, agency), look(messages, format))
        return Exit.OK


def _register_trace(app: typer.Typer, messages: Messages) -> None:
    formats = FORMATS["trace"]
    file = messages("cli.metavar.files")

    @app.command("trace", cls=Command, help=messages("cli.plan.trace"))
    def trace_command(
        source: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.source"))] = "",
        plan: Annotated[str, typer.Option(metavar=file, help=messages("cli.option.plan"))] = "",
        format: Annotated[str, options.formats(messages, formats)] = formats[0],
        explain: Annotated[int, typer.Option(min=0, help=messages("cli.option.explain-line"))] = 0,
    ) -> int:
        options.choice("--format", format, formats)
        if not source:
            raise UsageError(diagnostic("usage-missing-option", option="--source"))
        report = _trace(plan, source)._replace(explain=explain)
        emit("trace", format, report, look(messages, format))
        return Exit.OK if explain else report.trace.exit_status


def _trace(plan_file: str, source: str) -> "TraceReport":
    """A plan file held against the decision in `source`."""
    from cchc.decision.read import read_decision  # what only this command needs
    from cchc.plan.places import entry_lines
    from cchc.render.trace.words import TraceReport
    from cchc.trace import trace

    if plan_file == source == STDIN:
        raise UsageError(diagnostic("usage-stdin-twice"))
    plan, decision = load(plan_file or None), read_decision(source)
    file = plan_file or str(default_path())
    lines = entry_lines(decode(read_bytes(file)))
    return TraceReport(trace(plan, decision), source, file, lines)


def _diff(old_file: str, new_file: str, agency: str) -> "PlanDiff":
    """What changed between two plan files; for one agency of either, if one is named."""
    from cchc.plan.diff import diff  # only this command needs it

    if old_file == new_file == STDIN:
        raise UsageError(diagnostic("usage-stdin-twice"))
    old, new = load(old_file), load(new_file)
    found = diff(old, new)
    if not agency:
        return found
    gone = not find_agencies(new, agency) and find_agencies(old, agency)
    return found.of(options.agency(old if gone else new, agency))


def _validate(file: str, messages: Messages) -> int:
    """Validates anew, whatever is compiled already, and says what is wrong, all at once."""
    try:
        plan = parse_bytes(read_bytes(file), file)
    except CchcError as error:
        show_error(error, messages)
        return error.exit_status
    text = messages(
        "plan.valid",
        file=visible(file),
        targets=len(plan.targets),
        metrics=len(plan.metrics),
        activities=len(plan.activities),
        agencies=len(plan.agencies),
        reports=len(plan.reporting),
    )
    if plan.unconfirmed:
        text += "\n" + messages("plan.unconfirmed", count=plan.unconfirmed)
    print(text, flush=True)
    return Exit.OK
