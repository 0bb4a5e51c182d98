"""What changed about the reports and duties of every agency."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.plan.diff.activities import times, when
from cchc.plan.diff.alike import match
from cchc.plan.diff.both import Both, comings
from cchc.plan.diff.model import Change
from cchc.plan.model import Obligation, ReportingPeriod


def changes(both: Both) -> Iterator[Change]:
    """The reporting periods, then the obligations."""
    yield from _reporting(both)
    yield from _obligations(both)


def _reporting(both: Both) -> Iterator[Change]:
    def about(period: ReportingPeriod) -> Change:
        return Change("reporting", period.id, period.title, period.source, both.everyone)

    periods = match(
        both.old.reporting, both.new.reporting, lambda a, b: both.years.same(a.id, b.id)
    )
    for old, new in periods.pairs:
        yield from both.days(about(new), old, new, "data_from", "data_to", "due_on")
        yield from both.facts(about(new), old, new, "final", "reading", "title", "source")
    yield from comings(periods, about, about)


def _obligations(both: Both) -> Iterator[Change]:
    same = both.years.same
    duties = match(
        both.old.obligations, both.new.obligations,
        lambda a, b: a.id == b.id,
        lambda a, b: same(a.id, b.id),
        lambda a, b: same(a.title.vi, b.title.vi),
    )  # fmt: skip
    for old, new in duties.pairs:
        yield from _obligation(both, old, new)
    yield from comings(
        duties,
        lambda duty: _about(duty, both.held(duty.applies_to)),
        lambda duty: _about(duty, both.was_held(duty.applies_to)),
    )


def _about(duty: Obligation, held: frozenset[str]) -> Change:
    return Change("obligations", duty.id, duty.title, duty.source, held)


def _obligation(both: Both, old: Obligation, new: Obligation) -> Iterator[Change]:
    base = _about(new, both.held(new.applies_to))
    if old.due_on and new.due_on:
        yield from both.days(base, old, new, "due_on")
    else:
        yield from times(both, base, when(old.times, both.old), when(new.times, both.new))
    yield from both.scope(base, "applies_to", old.applies_to, new.applies_to)
    fields = {before.id: after.id for before, after in both.fields.pairs}
    covered = tuple(fields.get(id, id) for id in old.fields)
    yield from both.parts(base, "fields", covered, new.fields)
    yield from both.parts(base, "requirements", old.requirements, new.requirements)
    yield from both.facts(base, old, new, "reading", "id", "title", "source")
