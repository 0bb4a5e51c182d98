"""What changed about the fields of reform, the agencies and the bodies that the plan names."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.plan.diff.both import Both, comings
from cchc.plan.diff.model import Change
from cchc.plan.model import Agency, Body, Field, Plan


def changes(both: Both) -> Iterator[Change]:
    """The fields, the agencies, the bodies."""
    yield from _fields(both)
    yield from _agencies(both)
    yield from _bodies(both)


def _fields(both: Both) -> Iterator[Change]:
    def about(field: Field) -> Change:
        return Change("fields", field.id, field.title, None, both.everyone)

    for old, new in both.fields.pairs:
        yield from both.facts(about(new), old, new, "reading", "id", "title")
    yield from comings(both.fields, about, about)


def _agencies(both: Both) -> Iterator[Change]:
    for old, new in both.agencies.pairs:
        base = _about(new)
        for change in both.facts(base, old, new, "kind"):
            gained = _only(_duties(both.new, new.id, new.kind), _duties(both.new, new.id, old.kind))
            lost = _only(_duties(both.old, old.id, old.kind), _duties(both.old, old.id, new.kind))
            yield change._replace(gained=gained, lost=lost)
        yield from both.facts(base, old, new, "id", "name", "gso_code")
    yield from comings(
        both.agencies,
        lambda one: _about(one)._replace(gained=_duties(both.new, one.id, one.kind)),
        lambda one: _about(one)._replace(lost=_duties(both.old, one.id, one.kind)),
    )


def _about(agency: Agency) -> Change:
    return Change("agencies", agency.id, agency.name, None, frozenset((agency.id,)))


def _duties(plan: Plan, id: str, kind: str) -> tuple[str, ...]:
    """The targets of an agency, then the activities that it leads."""
    named = {id, kind}
    targets = (target.id for target in plan.targets if named & set(target.applies_to))
    activities = (
        activity.id
        for activity in plan.activities
        if any(named & set(activity.leads_of(at + 1)) for at in range(len(activity.outputs)))
    )
    return (*targets, *activities)


def _only(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in some if one not in others)


def _bodies(both: Both) -> Iterator[Change]:
    def about(body: Body) -> Change:
        return Change("bodies", body.id, body.name, None, frozenset((body.id,)))

    for old, new in both.bodies.pairs:
        yield from both.facts(about(new), old, new, "id", "name")
    yield from comings(both.bodies, about, about)
