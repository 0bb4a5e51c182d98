"""What changed about the activities: who leads, what they yield, by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cchc.plan.diff.alike import Years, match, reads_alike
from cchc.plan.diff.both import Both, comings
from cchc.plan.diff.model import Change, Timing
from cchc.plan.diff.turns import turn_of_days
from cchc.plan.model import Activity, Output, Plan, Schedule
from cchc.plan.schedule import due_dates


def changes(both: Both) -> Iterator[Change]:
    """The activities of both plans, known by their titles before their numbers.

    One that is new or gone moves the numbers of those after it.
    """
    same = both.years.same
    activities = match(
        both.old.activities, both.new.activities,
        lambda a, b: a.id == b.id and same(a.title.vi, b.title.vi),
        lambda a, b: same(a.title.vi, b.title.vi),
        lambda a, b: a.id == b.id and reads_alike(a.title.vi, b.title.vi),
    )  # fmt: skip
    for old, new in activities.pairs:
        yield from _activity(both, old, new)
    yield from comings(
        activities,
        lambda one: _about(one, both.held(one.lead), both.held(one.coordinating)),
        lambda one: _about(one, both.was_held(one.lead), both.was_held(one.coordinating)),
    )


def _about(activity: Activity, lead: frozenset[str], coordinating: frozenset[str]) -> Change:
    return Change("activities", activity.id, activity.title, activity.source, lead, coordinating)


def _activity(both: Both, old: Activity, new: Activity) -> Iterator[Change]:
    base = _about(new, both.held(new.lead), both.held(new.coordinating))
    yield from _outputs(both, base, old, new)
    yield from both.scope(base, "lead", old.lead, new.lead)
    yield from both.scope(base, "coordinating", old.coordinating, new.coordinating)
    yield from both.parts(base, "quantities", old.quantities, new.quantities)
    yield from both.facts(base, old, new, "reading", "id", "title")
    yield from both.field(base, old, new)
    if old.id == new.id:  # the number says where in the appendix it stands
        yield from both.facts(base, old, new, "source")


class _Numbered(NamedTuple):
    """An output, which of its activity's it is, and when it falls due."""

    output: Output
    number: int
    timing: Timing


def _numbered(activity: Activity, plan: Plan) -> list[_Numbered]:
    return [
        _Numbered(output, number, when(output.schedule, plan))
        for number, output in enumerate(activity.outputs, 1)
    ]


def when(schedule: Schedule, plan: Plan) -> Timing:
    """When something falls due by its schedule, its days in order."""
    return Timing(schedule, tuple(sorted(due_dates(schedule, plan))))


def _outputs(both: Both, base: Change, old: Activity, new: Activity) -> Iterator[Change]:
    def same_name(a: _Numbered, b: _Numbered) -> bool:
        return both.years.same(a.output.name.vi, b.output.name.vi)

    outputs = match(
        _numbered(old, both.old), _numbered(new, both.new),
        lambda a, b: a.number == b.number and same_name(a, b),
        same_name,
        lambda a, b: a.number == b.number and reads_alike(a.output.name.vi, b.output.name.vi),
        lambda a, b: a.number == b.number and _same_time(both.years, a.timing, b.timing),
    )  # fmt: skip
    for before, after in outputs.pairs:
        here = base._replace(output=after.output, number=after.number)
        yield from _output(both, here, before, after)
    for one in outputs.added:
        here = base._replace(output=one.output, number=one.number)
        yield here._replace(kind="added", after=one.timing)
    for one in outputs.removed:
        here = base._replace(output=one.output, number=one.number)
        yield here._replace(kind="removed", before=one.timing)


def _output(both: Both, base: Change, old: _Numbered, new: _Numbered) -> Iterator[Change]:
    moved = list(times(both, base, old.timing, new.timing))
    yield from moved or both.facts(base, old.output, new.output, "text")
    if old.number != new.number:
        yield base._replace(kind="number", before=old.number, after=new.number)
    yield from both.facts(base, old.output, new.output, "name")
    yield from both.scope(base, "lead", old.output.lead, new.output.lead)


def times(both: Both, base: Change, old: Timing, new: Timing) -> Iterator[Change]:
    """That something falls due at another time."""
    if not _same_time(both.years, old, new):
        turn, by = turn_of_days(_moved(both.years, old), new.days)
        yield base._replace(kind="schedule", before=old, after=new, turn=turn, by=by)


def _same_time(years: Years, old: Timing, new: Timing) -> bool:
    """Whether two outputs fall due on the same days, or wait for the same."""
    if not years.same(old.schedule.event, new.schedule.event):
        return False
    if old.days or new.days:
        return _moved(years, old) == new.days
    return old.schedule.kind == new.schedule.kind


def _moved(years: Years, timing: Timing) -> tuple[date, ...]:
    """The old plan's days in the new one's year; all but named ones and reports' end a month."""
    month_end = timing.schedule.kind not in ("day", "reporting")
    return tuple(years.moved(day, month_end=month_end) for day in timing.days)
