"""Which entries of the plan, or which code, a name means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from cchc.catalogue import CatalogueEntry, entries
from cchc.plan.model import Activity, Agency, Metric, Obligation, Plan, ReportingPeriod, Target
from cchc.submission.agencies import find_agencies
from cchc.submission.read import find_period
from cchc.text import fold, nearest


class OneOutput(NamedTuple):
    """One of an activity's several outputs."""

    activity: Activity
    number: int
    """Which, counted from 1."""


Subject: TypeAlias = (
    Target | Metric | Activity | OneOutput | CatalogueEntry | ReportingPeriod | Obligation | Agency
)

_LIKE: Final = 0.7
"""Likeness, of 1, for suggesting a name; to look up a wrong one does no harm."""


def names(plan: Plan) -> Iterator[tuple[str, Subject]]:
    """Every name that can be explained, with what it means."""
    for target in plan.targets:
        yield target.id, target
    for metric in plan.metrics:
        yield metric.id, metric
    for activity in plan.activities:
        yield activity.id, activity
        if len(activity.outputs) > 1:
            for number in range(1, len(activity.outputs) + 1):
                yield f"{activity.id}.{number}", OneOutput(activity, number)
    for entry in entries():
        yield entry.code, entry
    for period in plan.reporting:
        yield period.id, period
    for obligation in plan.obligations:
        yield obligation.id, obligation
    for agency in plan.agencies:
        yield agency.id, agency


def find(plan: Plan, text: str) -> list[Subject]:
    """What `text` means: several things where it names several, none where it names nothing.

    An id as it stands wins over one in capitals, without accents or in the brackets of a message,
    and that over one with spaces or underscores for hyphens.
    """
    known = list(names(plan))
    text = text.strip()
    for spelling in (_as_written, _folded, _joined):
        wanted = spelling(text)
        if found := [subject for name, subject in known if spelling(name) == wanted]:
            return _without_repetition(found)
    if period := find_period(plan, text):
        return [period]
    return [*find_agencies(plan, text)]


def most_like(plan: Plan, text: str) -> str:
    """The name most like `text`, else the first that holds it; empty where there is neither."""
    known, part = [name for name, _ in names(plan)], _joined(text)
    holding = (name for name in known if len(part) > 2 and part in _joined(name))
    return nearest(text, known, cutoff=_LIKE) or next(holding, "")


def _without_repetition(found: list[Subject]) -> list[Subject]:
    """Without the metrics of targets that are among them: a page on a target covers its metric."""
    covered = {subject.metric for subject in found if isinstance(subject, Target)}
    return [
        subject for subject in found if not (isinstance(subject, Metric) and subject.id in covered)
    ]


def _as_written(text: str) -> str:
    return text


def _folded(text: str) -> str:
    return fold(text.strip("[]"))


def _joined(text: str) -> str:
    return "-".join(_folded(text).replace("_", "-").split())
