"""What changed about the decision itself, and about how it is read as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.plan.diff.alike import match
from cchc.plan.diff.both import Both
from cchc.plan.diff.model import Change

_OWN: Final = ("year", "decision", "issued_by", "signed_on", "effective_from", "url")
"""Fields that are each decision's own, in whatever year."""


def changes(both: Both) -> Iterator[Change]:
    """The plan's head, field by field."""
    old, new = both.old.plan, both.new.plan
    base = Change("plan", new.id, new.title, None, both.everyone)
    for name in _OWN:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield base._replace(kind=name, before=before, after=after)
    yield from both.parts(base, "supersedes", old.supersedes, new.supersedes)
    yield from _readings(both, base._replace(kind="reading"))
    yield from both.facts(base, old, new, "id", "title")


def _readings(both: Both, base: Change) -> Iterator[Change]:
    same = both.years.same
    readings = match(
        both.old.plan.readings, both.new.plan.readings,
        same,
        lambda a, b: a.about is not None and same(a.about, b.about),
        lambda a, b: same(a.decided, b.decided),
    )  # fmt: skip
    for before, after in readings.pairs:
        if not same(before, after):
            yield base._replace(before=before, after=after)
    yield from (base._replace(after=reading) for reading in readings.added)
    yield from (base._replace(before=reading) for reading in readings.removed)
