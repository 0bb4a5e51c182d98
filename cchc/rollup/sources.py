"""Which of the reports that are found a rollup counts, and where those before them are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from cchc.batch import Superseded, identity, superseded
from cchc.dates import period_id
from cchc.plan.model import ReportingPeriod
from cchc.plan.succession import Succession
from cchc.submission.folders import figures_below, is_passed_over
from cchc.submission.model import Submission


def told_apart(
    found: Iterable[Submission], arguments: Sequence[str]
) -> tuple[list[Submission], list[str]]:
    """The submissions of what the `arguments` led to, and the files that are none."""
    reports: list[Submission] = []
    foreign: list[str] = []
    for one in found:
        if is_passed_over(one, arguments):
            foreign.append(one.file)
        else:
            reports.append(one)
    return reports, foreign


def counted(
    reports: list[Submission], *, latest: bool
) -> tuple[list[Submission], tuple[Superseded, ...]]:
    """The reports that count, and those left aside for later ones."""
    replaced = superseded(map(identity, reports)) if latest else ()
    aside = {one.file for one in replaced}
    return [one for one in reports if one.file not in aside], replaced


def folders_before(
    plans: Succession, period: ReportingPeriod, arguments: Sequence[str]
) -> list[str]:
    """The folders beside the one given whose names are those of earlier periods."""
    if len(arguments) != 1 or not os.path.isdir(arguments[0]):
        return []
    folder = arguments[0]
    above = os.path.normpath(os.path.join(folder, os.pardir))
    earlier = [one.id for one in plans.before(period)]
    try:
        beside = sorted(os.listdir(above))
    except OSError:  # a folder that may be entered and not listed
        return []
    paths = [
        os.path.normpath(os.path.join(above, name)) for name in beside if period_id(name) in earlier
    ]
    return [
        path
        for path in paths
        if os.path.isdir(path)
        and os.path.realpath(path) != os.path.realpath(folder)
        and figures_below(path).files
    ]
