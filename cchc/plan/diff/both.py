"""Two plans side by side: who is who in them, and how their fields are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from cchc.plan.diff.alike import Matched, Years, match
from cchc.plan.diff.model import Change
from cchc.plan.diff.turns import turn_of_days
from cchc.plan.model import Activity, Agency, Body, Entry, Field, Plan, Target

E = TypeVar("E", bound=Entry)


class Both(NamedTuple):
    """The plans, and which of the entries that others refer to are the same."""

    old: Plan
    new: Plan
    years: Years
    fields: Matched[Field]
    agencies: Matched[Agency]
    bodies: Matched[Body]
    names: Mapping[str, str]
    """The new plan's ids for agencies and bodies by the old one's."""
    before: Mapping[str, str]
    """Agencies and bodies of the old plan by their new ids, with their kinds; a body's is empty."""
    now: Mapping[str, str]
    """Those of the new plan."""

    @classmethod
    def of(cls, old: Plan, new: Plan) -> Both:
        """Two plans, with the entries matched that others refer to."""
        fields = match(
            old.fields, new.fields,
            lambda a, b: a.id == b.id,
            lambda a, b: a.title.vi == b.title.vi,
        )  # fmt: skip
        agencies = match(
            old.agencies, new.agencies,
            lambda a, b: a.id == b.id,
            lambda a, b: a.gso_code is not None and a.gso_code == b.gso_code,
            lambda a, b: a.name == b.name,
        )  # fmt: skip
        bodies = match(
            old.bodies, new.bodies,
            lambda a, b: a.id == b.id,
            lambda a, b: a.name.vi == b.name.vi,
        )  # fmt: skip
        years = Years(old.plan.year, new.plan.year)
        names = {a.id: b.id for a, b in agencies.pairs} | {a.id: b.id for a, b in bodies.pairs}
        before = {names.get(id, id): kind for id, kind in _registry(old).items()}
        return cls(old, new, years, fields, agencies, bodies, names, before, _registry(new))

    @property
    def everyone(self) -> frozenset[str]:
        """Every agency of the new plan."""
        return frozenset(self.new.agency)

    def held(self, names: tuple[str, ...]) -> frozenset[str]:
        """Whom names in the new plan mean."""
        return _meant(self.now, names)

    def was_held(self, names: tuple[str, ...]) -> frozenset[str]:
        """Whom names in the old plan meant, by their new ids."""
        return _meant(self.before, self._renamed(names))

    def scope(
        self, base: Change, kind: str, old: tuple[str, ...], new: tuple[str, ...]
    ) -> Iterator[Change]:
        """Whom a field that names agencies has gained and lost.

        That an agency is new, gone or of another kind is a change of its own; here counts only
        what the names have turned.
        """
        before = self._renamed(old)
        gained = self.held(new) - _meant(self.now, before)
        lost = _meant(self.before, before) - _meant(self.before, new)
        if gained or lost:
            whom = base._replace(concerns=gained | lost, coordinating=frozenset())
            yield whom._replace(kind=kind, gained=tuple(sorted(gained)), lost=tuple(sorted(lost)))

    def facts(self, base: Change, old: E, new: E, *names: str) -> Iterator[Change]:
        """Each of the named fields that doesn't say the same."""
        for name in names:
            before, after = getattr(old, name), getattr(new, name)
            if not self.years.same(before, after):
                yield base._replace(kind=name, before=before, after=after)

    def days(self, base: Change, old: E, new: E, *names: str) -> Iterator[Change]:
        """Each of the named days that isn't the same, and by how much."""
        for change in self.facts(base, old, new, *names):
            if isinstance(change.before, date) and isinstance(change.after, date):
                turn, by = turn_of_days([self.years.moved(change.before)], [change.after])
                yield change._replace(turn=turn, by=by)
            else:
                yield change

    def parts(
        self, base: Change, kind: str, old: tuple[Entry | str, ...], new: tuple[Entry | str, ...]
    ) -> Iterator[Change]:
        """What a list of texts, ids or quantities has gained and lost."""
        same = self.years.same
        gained = tuple(one for one in new if not any(same(was, one) for was in old))
        lost = tuple(was for was in old if not any(same(was, one) for one in new))
        if gained or lost:
            yield base._replace(kind=kind, gained=gained, lost=lost)

    def field(
        self, base: Change, old: Target | Activity, new: Target | Activity
    ) -> Iterator[Change]:
        """The heading that an entry stands under, if it is another one."""
        [before] = (field for field in self.old.fields if field.id == old.field)
        [after] = (field for field in self.new.fields if field.id == new.field)
        if (before, after) not in self.fields.pairs:
            yield base._replace(kind="field", before=before, after=after)

    def _renamed(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.names.get(name, name) for name in names)


def comings(
    entries: Matched[E], now: Callable[[E], Change], before: Callable[[E], Change]
) -> Iterator[Change]:
    """The entries that are new, then those that are gone.

    Args:
        entries: the entries of both plans.
        now: what an entry of the new plan is, and whom it concerns.
        before: the same of an entry of the old one.
    """
    for entry in entries.added:
        yield now(entry)._replace(kind="added", after=entry)
    for entry in entries.removed:
        yield before(entry)._replace(kind="removed", before=entry)


def _registry(plan: Plan) -> dict[str, str]:
    agencies = {agency.id: str(agency.kind) for agency in plan.agencies}
    return agencies | {body.id: "" for body in plan.bodies}


def _meant(registry: Mapping[str, str], names: tuple[str, ...]) -> frozenset[str]:
    """Whom names mean: ids, or kinds of agency."""
    return frozenset(id for id, kind in registry.items() if id in names or kind in names)
