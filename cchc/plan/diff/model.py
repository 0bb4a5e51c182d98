"""What a comparison of two plans finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from cchc.plan.model import Agency, AgencyKind, Entry, Output, Plan, Schedule, Source, Text

Section = Literal[
    "plan", "targets", "activities", "reporting", "obligations", "relations", "fields", "agencies",
    "bodies",
]  # fmt: skip
Subject = Literal["added", "removed", "threshold", "scope", "deadline", "counting", "other"]
Turn = Literal["stricter", "looser", "equal", "other", "later", "earlier"]

SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
_SUBJECT: Final[dict[str, Subject]] = {
    "added": "added",
    "removed": "removed",
    "threshold": "threshold",
    **dict.fromkeys(("applies_to", "lead", "coordinating"), "scope"),
    **dict.fromkeys(("due", "until", "schedule", "due_on", "final"), "deadline"),
    **dict.fromkeys(("data_from", "data_to"), "deadline"),
    **dict.fromkeys(("metric", "numerator", "denominator", "unit", "whole"), "counting"),
    **dict.fromkeys(("always_arises", "counts_agencies", "shared_list", "accrues"), "counting"),
    **dict.fromkeys(("held_by", "left", "op", "right"), "counting"),
    **dict.fromkeys(("records.form", "records.elsewhere", "records.portal"), "counting"),
    **dict.fromkeys(("records.dossiers", "records.limits"), "counting"),
    **dict.fromkeys(("records.numerator", "records.denominator"), "counting"),
}
NAMING: Final = frozenset(("applies_to", "lead", "coordinating"))
"""Fields that name agencies: what they gain and lose are ids of agencies and bodies."""


class Timing(NamedTuple):
    """When an output falls due in its plan."""

    schedule: Schedule
    days: tuple[date, ...]
    """Empty for what is ongoing or waits for an event."""


class Delay(NamedTuple):
    """How much later a day is than it was; negative where it is earlier."""

    days: int
    months: int | None
    """The same in whole months, where it is: from one month's last day to another's, say."""


Fact: TypeAlias = Entry | Timing | str | bool | int | date | None


class Change(NamedTuple):
    """One thing about one entry that isn't as it was.

    Ids of agencies and bodies are those of the new plan, also for what the old one says of them.
    """

    section: Section
    id: str
    """The entry's id in the new plan; in the old one if the new one lacks it."""
    title: Text | str
    source: Source | None
    concerns: frozenset[str]
    """Ids of the agencies, and of bodies, that it is a change for; of an activity, those that
    lead it."""
    coordinating: frozenset[str] = frozenset()
    """Of an activity, the ids of those that take part in it."""
    kind: str = ""
    """The field that changed, ``id`` included, and ``records.numerator`` and the like for how a
    metric comes from records; ``added`` or ``removed`` for a whole entry or
    output, and ``number`` for an output that reports have to name by another number."""
    before: Fact = None
    after: Fact = None
    gained: tuple[Entry | str, ...] = ()
    """What a list has and hadn't: ids where it names agencies; for an agency, the targets and
    activities that are now its own because of what it is."""
    lost: tuple[Entry | str, ...] = ()
    turn: Turn | None = None
    by: Delay | None = None
    output: Output | None = None
    """The output of the activity that it is about, where it is about one."""
    number: int = 0
    """Which of the activity's outputs that is, counted from 1."""

    @property
    def subject(self) -> Subject:
        """What the change is about, as people would sort it."""
        if self.kind == "kind":
            return "scope" if self.section == "agencies" else "counting"
        return _SUBJECT.get(self.kind, "other")


class PlanDiff(NamedTuple):
    """Everything that differs between two plans, in the order of the new one."""

    old: Plan
    new: Plan
    changes: tuple[Change, ...]
    agency: Agency | None = None
    """Whose changes alone these are; None for everyone's."""

    def of(self, agency: Agency) -> PlanDiff:
        """Only what changes for one agency of either plan."""
        ids = {agency.id} | {
            change.id
            for change in self.changes
            if (change.section, change.kind, change.before) == ("agencies", "id", agency.id)
        }
        changes = (one for one in self.changes if ids & (one.concerns | one.coordinating))
        return self._replace(changes=tuple(changes), agency=agency)

    @property
    def counts(self) -> dict[Subject, int]:
        """How many changes there are about what."""
        found = Counter(change.subject for change in self.changes)
        return {subject: found[subject] for subject in SUBJECTS}

    def name(self, id: str) -> Text | str:
        """What an agency or a body is called, in the new plan if it is there."""
        agency = self.new.agency.get(id) or self.old.agency.get(id)
        if agency:
            return agency.name
        bodies = (*self.new.bodies, *self.old.bodies)
        return next(body.name for body in bodies if body.id == id)

    def grouped(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The same with a kind of agency for its members, where all of them are among `ids`.

        That may be all there are in the new plan, or all there were.
        """
        whole = frozenset(ids)
        left, kinds = set(whole), {}
        for kind in get_args(AgencyKind):
            for plan in (self.new, self.old):
                members = {agency.id for agency in plan.agencies if agency.kind == kind}
                if len(members) > 1 and members <= whole:
                    left -= members
                    kinds[kind] = True
        return (*kinds, *self._ordered(left))

    def _ordered(self, ids: set[str]) -> list[str]:
        """Agencies before bodies, as the plans list them."""
        plans = (self.new, self.old)
        known = [agency.id for plan in plans for agency in plan.agencies]
        known += [body.id for plan in plans for body in plan.bodies]
        return [id for id in dict.fromkeys(known) if id in ids]
