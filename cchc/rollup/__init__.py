"""Submissions to the province's picture of a period, beside the periods before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from cchc.batch import Superseded, conflicts, identity, supplemented
from cchc.plan.model import ReportingPeriod
from cchc.plan.succession import Succession
from cchc.rollup.changes import changes, impossible
from cchc.rollup.model import Rollup, Snapshot
from cchc.rollup.standings import checked_on, standings
from cchc.rollup.totals import totals
from cchc.rollup.weighing import Weights
from cchc.submission.model import Measured, Submission


def roll_up(
    plans: Succession,
    period: ReportingPeriod,
    day: date,
    submissions: Sequence[Submission],
    earlier: Sequence[Submission] = (),
    superseded: Sequence[Superseded] = (),
    skipped: Sequence[str] = (),
) -> Rollup:
    """The province in `period`.

    Args:
        plans: the plans, each of which the reports of its own periods are held against.
        period: the period to look at.
        day: the day on which what is not done counts as overdue.
        submissions: what has come in; those of earlier periods are what it is compared with.
        earlier: more submissions of earlier periods.
        superseded: files left aside for later ones.
        skipped: files that can't be submissions by their names.
    """
    reports = [one for one in submissions if one.agency and one.period]
    plan = plans.governing(period.id)
    before = plans.before(period)
    known = [*reports, *(one for one in earlier if one.agency and one.period in before)]
    supplements = supplemented(map(identity, known))
    replaced = frozenset(one.file for one in supplements)
    history: list[Snapshot] = []
    for past in before:
        if any(one.period == past for one in known):
            history.append(_snapshot(plans, past, past.due_on, known, replaced, history))
    now = _snapshot(plans, period, day, reports, replaced, history)
    current = [one for one in reports if one.file not in replaced]
    return Rollup(
        plan=plan,
        day=day,
        now=now,
        earlier=tuple(history),
        changes=changes(history[-1], now) if history else (),
        impossible=impossible(plan, history, now),
        unattributed=tuple(
            checked_on(one, plan, day) for one in submissions if not (one.agency and one.period)
        ),
        elsewhere=tuple(
            checked_on(one, plans.governing(one.period.id), day)
            for one in reports
            if one.period and one.period != period and one.period not in before
        ),
        conflicts=tuple(
            one for one in conflicts(map(identity, current)) if one.period == period.id
        ),
        superseded=(*superseded, *supplements),
        skipped=tuple(skipped),
        unused=_unused(before, [one for one in [*reports, *earlier] if one.file not in replaced]),
    )


def _unused(
    before: Sequence[ReportingPeriod], submissions: Sequence[Submission]
) -> tuple[str, ...]:
    """Files of the periods `before` that don't tell whose they are, or conflict."""
    untold = [one.file for one in submissions if not (one.agency and one.period)]
    past = [identity(one) for one in submissions if one.period in before]
    return (*untold, *(file for one in conflicts(past) for file in one.files))


def _snapshot(
    plans: Succession,
    period: ReportingPeriod,
    day: date,
    submissions: Sequence[Submission],
    replaced: Collection[str],
    earlier: Sequence[Snapshot],
) -> Snapshot:
    plan = plans.governing(period.id)
    found = standings(plan, period, day, submissions, replaced)
    reached = totals(plan, found, final=period.final, weights=_weights(earlier))
    return Snapshot(period, found, reached)


def _weights(earlier: Sequence[Snapshot]) -> Mapping[str, Weights]:
    """The last denominators that agencies reported, by metric and agency."""
    found: dict[str, dict[str, Fraction]] = {}
    for snapshot in earlier:
        for standing in snapshot.standings:
            for name, figure in standing.checked.submission.figures.items():
                content = figure.content
                if isinstance(content, Measured) and content.denominator:
                    found.setdefault(name, {})[standing.agency.id] = content.denominator
    return found
