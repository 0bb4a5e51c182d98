"""The submissions of a period and of those before it, rolled up."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cchc.cli import clock, options
from cchc.cli.console import Screen, show_missing, show_problems
from cchc.cli.inputs import Inputs, submissions
from cchc.diagnostics import Diagnostic, diagnostic
from cchc.errors import InputError, UsageError
from cchc.messages import Messages
from cchc.plan.model import ReportingPeriod
from cchc.plan.succession import Succession
from cchc.rollup import roll_up
from cchc.rollup.model import Rollup
from cchc.rollup.sources import counted, folders_before, told_apart
from cchc.submission import wanted
from cchc.submission.model import Submission


def province(
    inputs: Inputs,
    arguments: Sequence[str],
    period: str,
    previous: Sequence[str],
    messages: Messages,
    *,
    latest: bool,
    records: Sequence[str] = (),
) -> Rollup:
    """The picture of a period.

    Args:
        inputs: what has come in.
        arguments: the files and folders that `inputs` come from.
        period: the period asked for; without one, the only one that there are reports of.
        previous: folders of earlier periods; without any, those beside the only folder given
            whose names are earlier periods.
        messages: for the progress bar.
        latest: whether the later one of two reports of an agency counts.
        records: folders of forms, lists and the portal's tables, to set beside the reports.
    """
    plans = inputs.plans
    screen = Screen("table")  # which leaves the streams as they are
    with screen.progress(len(inputs.files), messages):
        found, foreign = told_apart(submissions(inputs, screen), inputs.arguments)
    if not found:
        raise inputs.nothing_found()
    show_missing(((one.file, problem) for one in found for problem in one.diagnostics), messages)
    reports, replaced = counted(found, latest=latest)
    chosen = wanted.period(plans, period) if period else _only_period(plans, reports)
    folders = previous or folders_before(plans, chosen, arguments)
    before = _others(inputs, options.inputs(plans, folders, ""))
    with screen.progress(len(before.files), messages):
        found, _ = told_apart(submissions(before, screen), before.arguments)
    earlier, _ = counted(found, latest=latest)
    skipped = (*inputs.skipped, *foreign)
    day = inputs.today or min(clock.today(), chosen.due_on)
    rolled = roll_up(plans, chosen, day, reports, earlier, replaced, skipped)
    if not records:
        return rolled
    rolled, invalid = _with_records(rolled, records)
    show_problems(invalid, messages)
    return rolled


def _with_records(
    rolled: Rollup, records: Sequence[str]
) -> tuple[Rollup, list[tuple[str, Diagnostic]]]:
    """`rolled` with what the records say beside each report, and what makes a record invalid."""
    from cchc.records.read import read_records
    from cchc.records.tally import beside

    period = rolled.now.period
    kept = read_records(records, rolled.plan, period)
    reports = {
        one.agency.id: one.checked.submission for one in rolled.now.standings if one.submitted
    }
    found = beside(rolled.plan, period, kept, reports)
    errors = [(one.file, one.problem) for one in found.told if one.problem.severity == "error"]
    return rolled._replace(records=found), errors


def _others(inputs: Inputs, found: Inputs) -> Inputs:
    """Those of the files `found` that aren't among the `inputs`."""
    known = {os.path.abspath(file) for file in inputs.files}
    files = [file for file in found.files if os.path.abspath(file) not in known]
    return found._replace(files=files, jobs=min(found.jobs, inputs.jobs))


def _only_period(plans: Succession, reports: Sequence[Submission]) -> ReportingPeriod:
    found = {one.period.id: one.period for one in reports if one.period}
    if not found:
        raise InputError(*reports[0].diagnostics, file=reports[0].file)
    if len(found) > 1:
        inside = sorted(found.values(), key=lambda period: period.data_to)
        known = ", ".join(period.id for period in inside)
        raise UsageError(diagnostic("usage-which-period", known=known))
    return next(iter(found.values()))
