"""`cchc tally`: figures from records, beside what was reported."""

import io
import os
from typing import Annotated

import typer

from cchc.cli import options
from cchc.cli.console import Screen, emit, look, save_content, say, say_saved
from cchc.cli.localised import Command
from cchc.cli.outputs import never_read
from cchc.diagnostics import diagnostic
from cchc.document.files import STDIN
from cchc.document.writing import write_bytes
from cchc.errors import Exit, InputError, UsageError
from cchc.extras import not_installed
from cchc.messages import Messages
from cchc.plan.load import load_all
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.plan.succession import Succession
from cchc.render import FORMATS, content
from cchc.submission import wanted
from cchc.submission.model import Submission
from cchc.submission.read import read_by_its_plan
from cchc.text import visible


def register(app: typer.Typer, messages: Messages) -> None:
    """Adds the command to `app`."""
    formats, forms = FORMATS["tally"], FORMATS["template"]
    file = messages("cli.metavar.files")

    @app.command("tally", cls=Command, help=messages("cli.tally"))
    def command(
        records: Annotated[
            list[str] | None,
            typer.Argument(
                metavar=f"{messages('cli.metavar.records')}…", help=messages("cli.option.records")
            ),
        ] = None,
        agency: Annotated[
            str, typer.Option(metavar="ID", help=messages("cli.option.agency-of"))
        ] = "",
        period: Annotated[
            str, typer.Option(metavar="Q3/2026", help=messages("cli.option.period-of"))
        ] = "",
        against: Annotated[
            str, typer.Option(metavar=file, help=messages("cli.option.against"))
        ] = "",
        columns: Annotated[
            str, typer.Option(metavar=file, help=messages("cli.option.columns"))
        ] = "",
        format: Annotated[str, options.formats(messages, formats)] = "",
        output: Annotated[
            str,
            typer.Option(
                "--output",
                "-o",
                metavar=file,
                help=options.file_help(messages, forms, "cli.option.tally-output"),
            ),
        ] = "",
        each_agency: Annotated[
            bool, typer.Option("--each-agency", help=messages("cli.option.tally-each"))
        ] = False,
        sql: Annotated[
            str,
            typer.Option(
                metavar="spark|trino|duckdb",
                help=messages("cli.option.sql", dialects="spark, trino, duckdb"),
            ),
        ] = "",
        force: Annotated[bool, typer.Option("--force", help=messages("cli.option.force"))] = False,
        plan: Annotated[
            list[str] | None, typer.Option(metavar=file, help=messages("cli.option.plans"))
        ] = None,
    ) -> int:
        if not period:
            raise UsageError(diagnostic("usage-missing-option", option="--period"))
        plans = load_all(plan or ())
        chosen = wanted.period(plans, period)
        known = plans.governing(chosen.id)
        if sql:
            return _print_query(known, chosen, sql)
        if not records:
            name = messages("cli.metavar.records")
            raise UsageError(diagnostic("usage-missing-argument", name=name))
        mapped = _mapped(columns)
        if each_agency:
            if agency or against or not output:
                raise UsageError(diagnostic("usage-tally-each"))
            return _each(known, chosen, records, mapped, messages, output, force=force)
        if not agency:
            raise UsageError(diagnostic("usage-missing-option", option="--agency"))
        shown = options.choice("--format", format, formats) if format else formats[0]
        suffix = "yaml" if output == STDIN else options.file_format(output, forms) if output else ""
        if output and not force and os.path.lexists(output):
            raise UsageError(diagnostic("usage-file-exists", file=output))  # before long counting
        never_read(output, (*records, against, columns, *(plan or ())))
        whose = wanted.agency(known, agency)
        report = _reported(plans, against, whose, chosen) if against else None
        from cchc.records.read import read_records
        from cchc.records.tally import tally

        kept = read_records(records, known, chosen, whose, mapped)
        result = tally(known, whose, chosen, kept, report)
        if output == STDIN:  # where the submission goes, so that this goes beside it
            say("tally", shown, result, messages)
        else:
            emit("tally", shown, result, look(messages, shown))
        if output and result.exit_status != Exit.INVALID:
            from cchc.render.records.words import filled
            from cchc.template import form

            made = filled(form(known, whose, chosen), result, messages)
            form_file = content("template", suffix, made, messages)
            save_content("template", suffix, form_file, output, force=force)
            if output != STDIN:
                say_saved(output, messages)
        return result.exit_status


def _print_query(plan: Plan, period: ReportingPeriod, dialect: str) -> int:
    """Prints what to run where the lists are."""
    from cchc.records.query import DIALECTS, definitions, for_cluster

    chosen = options.choice("--sql", dialect, DIALECTS)
    try:
        query = for_cluster(definitions(plan.metrics), period, chosen)
    except ImportError:
        raise UsageError(not_installed("records")) from None
    Screen("json").write(query + "\n")
    return Exit.OK


def _mapped(columns: str) -> dict[str, str]:
    if not columns:
        return {}
    from cchc.records.columns import read_mapping

    return read_mapping(columns)


def _reported(plans: Succession, file: str, agency: Agency, period: ReportingPeriod) -> Submission:
    """The report to compare with; it has to be this agency's, of this period.

    Raises:
        InputError: it can't be read, or is another one.
    """
    report = read_by_its_plan(plans, file)
    if not (report.agency and report.period):
        raise InputError(*report.diagnostics, file=file)
    if (report.agency.id, report.period.id) != (agency.id, period.id):
        found = f"{report.agency.name}, {report.period.id}"
        wanted = f"{agency.name}, {period.id}"
        raise InputError(diagnostic("against-other", found=found, wanted=wanted), file=file)
    return report


def _each(
    plan: Plan,
    period: ReportingPeriod,
    records: list[str],
    mapped: dict[str, str],
    messages: Messages,
    folder: str,
    *,
    force: bool,
) -> int:
    """Writes a form for each agency that the records have something of."""
    from cchc.records.read import read_records
    from cchc.records.tally import tally
    from cchc.render.records.words import filled
    from cchc.render.tally.table import render_problems
    from cchc.template import form

    kept = read_records(records, plan, period, None, mapped)
    tallies = [
        tally(plan, agency, period, kept) for agency in plan.agencies if agency.id in kept.tallied
    ]
    made = {
        one.agency.id: filled(form(plan, one.agency, period), one, messages)
        for one in tallies
        if one.usable()
    }
    out = io.StringIO()
    render_problems(kept.told, look(messages), out)
    Screen("table").write(out.getvalue())
    files = {os.path.join(folder, f"{id}.yaml"): one for id, one in made.items()}
    if not force and (taken := next(filter(os.path.lexists, files), None)):
        raise UsageError(diagnostic("usage-file-exists", file=taken))
    if not os.path.lexists(folder) and os.path.isdir(os.path.dirname(os.path.abspath(folder))):
        os.mkdir(folder)
    for file, one in files.items():
        write_bytes(file, content("template", "yaml", one, messages), force=force)
    print(messages("cli.saved-each", count=len(files), folder=visible(folder, most=1000)))
    broken = any(one.problem.severity == "error" for one in kept.told)
    return Exit.INVALID if broken or not files else Exit.OK
