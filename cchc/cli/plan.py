"""`cchc plan`: validate a plan, show it, compare it with another, or with its decision."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import options
from cchc.cli.console import emit, look, show_error
from cchc.cli.localised import Command
from cchc.diagnostics import diagnostic
from cchc.document.encoding import decode
from cchc.document.files import STDIN, read_bytes
from cchc.errors import CchcError, Exit, InputError, UsageError
from cchc.messages import Messages
from cchc.plan.load import default_path, load, parse_bytes
from cchc.plan.validation import Validation, Validations
from cchc.render import FORMATS
from cchc.submission import wanted
from cchc.submission.agencies import find_agencies

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
        format: Annotated[str, options.formats(messages, FORMATS["validate"])] = "table",
    ) -> int:
        options.choice("--format", format, FORMATS["validate"])
        files = options.filled(plans or [str(default_path())])
        report = Validations(tuple(map(_validate, files)))
        if format == "table":
            for one in report.files:
                if one.diagnostics:
                    show_error(InputError(*one.diagnostics, file=one.file), messages)
        emit("validate", format, report, look(messages, format))
        return report.exit_status

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
        explain: Annotated[
            str, typer.Option(metavar="N", help=messages("cli.option.explain-line"))
        ] = "",
    ) -> int:
        options.choice("--format", format, formats)
        if not source:
            raise UsageError(diagnostic("usage-missing-option", option="--source"))
        report = _trace(plan, source)._replace(explain=options.line(explain))
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
    return found.of(wanted.agency(old if gone else new, agency))


def _validate(file: str) -> Validation:
    """Validates anew, whatever is compiled already, and finds everything that is wrong."""
    try:
        return Validation(file, parse_bytes(read_bytes(file), file))
    except CchcError as error:
        return Validation(file, None, error.diagnostics)
