"""What changed about how the figures of one report have to agree."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.plan.diff.alike import match
from cchc.plan.diff.both import Both, comings
from cchc.plan.diff.model import Change
from cchc.plan.model import Relation


def changes(both: Both) -> Iterator[Change]:
    """The relations of both plans."""

    def about(relation: Relation) -> Change:
        return Change("relations", relation.id, relation.title, None, both.everyone)

    same = both.years.same
    relations = match(both.old.relations, both.new.relations, lambda a, b: same(a.id, b.id))
    for old, new in relations.pairs:
        yield from both.facts(about(new), old, new, "left", "op", "right", "reading", "title")
    yield from comings(relations, about, about)
