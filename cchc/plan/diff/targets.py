"""What changed about the targets: how much, of whom, by when, of what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.plan.diff import records
from cchc.plan.diff.alike import match
from cchc.plan.diff.both import Both, comings
from cchc.plan.diff.model import Change
from cchc.plan.diff.turns import turn_of_threshold
from cchc.plan.model import Metric, Target

_DEFINITION: Final = (
    *("kind", "numerator", "denominator", "unit", "whole"),
    *("always_arises", "counts_agencies", "accrues"),
)
"""Fields of a metric that say what is counted, and how."""


def changes(both: Both) -> Iterator[Change]:
    """The targets of both plans; one that only goes by another id is the same."""
    same = both.years.same
    targets = match(
        both.old.targets, both.new.targets,
        lambda a, b: a.id == b.id,
        lambda a, b: same(a.id, b.id),
        lambda a, b: same(a.metric, b.metric) and a.source == b.source,
        lambda a, b: same(a.title.vi, b.title.vi),
    )  # fmt: skip
    for old, new in targets.pairs:
        yield from _target(both, old, new)
    yield from comings(
        targets,
        lambda target: _about(target, both.held(target.applies_to)),
        lambda target: _about(target, both.was_held(target.applies_to)),
    )


def _about(target: Target, held: frozenset[str]) -> Change:
    return Change("targets", target.id, target.title, target.source, held)


def _target(both: Both, old: Target, new: Target) -> Iterator[Change]:
    base = _about(new, both.held(new.applies_to))
    was, now = both.old.metric[old.metric], both.new.metric[new.metric]
    for change in both.facts(base, old, new, "threshold"):
        comparable = _comparable(both, was, now)
        turn = turn_of_threshold(old.threshold, new.threshold, now) if comparable else "other"
        yield change._replace(turn=turn)
    yield from both.scope(base, "applies_to", old.applies_to, new.applies_to)
    yield from both.facts(base, old, new, "due")
    yield from both.days(base, old, new, "until")
    yield from both.facts(base, old, new, "held_by", "metric")
    yield from both.facts(base, was, now, *_DEFINITION)
    yield from both.parts(base, "shared_list", was.shared_list, now.shared_list)
    yield from records.changes(both, base, was, now)
    yield from both.facts(base, old, new, "reading", "id", "title")
    yield from both.field(base, old, new)
    yield from both.facts(base, old, new, "source")


def _comparable(both: Both, old: Metric, new: Metric) -> bool:
    """Whether a figure of the one can be more or less than a figure of the other."""
    same = both.years.same
    if old.kind != new.kind:
        return False
    defined = (same(getattr(old, name), getattr(new, name)) for name in _DEFINITION)
    return same(old.id, new.id) or all(defined)
