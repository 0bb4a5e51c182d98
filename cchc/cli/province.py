"""The submissions of a period and of those before it, rolled up."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cchc.cli import clock, options
from cchc.cli.console import Screen, show_missing
from cchc.cli.inputs import Inputs, submissions
from cchc.diagnostics import diagnostic
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
    return roll_up(plans, chosen, day, reports, earlier, replaced, skipped)


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
