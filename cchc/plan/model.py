"""The plan as frozen types: what a reform decision asks, of whom, and by when.

These classes are the one definition of a plan.  `cchc.plan.load` lets pydantic build them
from YAML, strictly (`extra="forbid"`, no coercion); everything after that only reads them.
They are dataclasses rather than pydantic's models, and become dataclasses only when a plan is
parsed (:func:`complete`): a command that uses an already compiled plan builds none, and would
pay more for importing pydantic than for all the rest, and a tenth of its time for the classes.

Two conventions hold throughout:

* text that people read is a :class:`Text`, in Vietnamese and English;
* every figure is a :class:`~decimal.Decimal`, every date a :class:`~datetime.date`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Literal, NoReturn, TypeVar, dataclass_transform

AgencyKind = Literal["department", "commune"]
MetricKind = Literal["share", "count", "growth", "confirmation"]
Op = Literal[">=", ">", "<=", "<"]
Due = Literal["always", "year_end"]
Accrual = Literal["year", "period"]
Counting = Literal["one", "units"]
ScheduleKind = Literal[
    "day", "month", "quarter", "year",
    "monthly", "quarterly", "half_yearly", "reporting",
    "ongoing", "event",
]  # fmt: skip
Trait = Literal[
    "target", "always", "year_end", "confirmation", "counts_agencies", "accrues",
    "dated", "month", "quarter", "year", "after_data",
]  # fmt: skip
Lang = Literal["vi", "en"]

_T = TypeVar("_T")


_incomplete: list[type] = []


@dataclass_transform(frozen_default=True)
def entry(cls: type[_T]) -> type[_T]:
    """Marks a frozen dataclass, to be made one by :func:`complete`."""
    _incomplete.append(cls)
    return cls


def complete() -> None:
    """Makes the entries the dataclasses they are marked as; needed before any is built."""
    from dataclasses import dataclass

    while _incomplete:
        dataclass(frozen=True, eq=False)(_incomplete.pop())


class Entry:
    """Base of everything a plan file may hold; carries pydantic's settings as plain data.

    Entries with the same values are equal, be their plan parsed or compiled.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "strict": True,
        "extra": "forbid",
        "use_attribute_docstrings": True,
    }

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self._values() == other._values())

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in type(self).__annotations__)


@entry
class Text(Entry):
    """One text in both languages."""

    vi: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en


@entry
class Source(Entry):
    """The place in the decision that an entry comes from."""

    section: str
    """Section as the decision numbers it (``II.3.a``); ``PL.III`` is part III of the appendix,
    ``TCTH.1.b`` is item 1.b of the part on organisation, whose numeral is lost."""
    item: int | None = None
    """Position in the section's list, or the number in the appendix; counted from 1."""
    clause: int | None = None
    """Which clause of the item, counted from 1, where the item has several."""


@entry
class Reading(Entry):
    """How a text that can be read two ways is read here, and why."""

    decided: Text
    why: Text
    about: Text | None = None
    """What the reading concerns, where it belongs to the whole plan rather than one entry."""
    bears_on: tuple[Trait, ...] = ()
    """Which entries a reading of the whole plan bears on, by what they have in common: every
    ``target``; targets by when they are due (``always``, ``year_end``); metrics that are a
    ``confirmation``, that ``accrues`` or ``counts_agencies``; what is ``dated``; outputs due in
    a ``month``, a ``quarter`` or the ``year``, and ``after_data``, after the year's data close."""


@entry
class Threshold(Entry):
    """A figure to reach: ``value`` is percent for shares and growth, else a number of `unit`."""

    op: Op
    value: Decimal
    unit: str


@entry
class Confirmed(Entry):
    """The threshold of a confirmation: the answer has to be yes."""

    op: Literal["=="]
    value: Literal["yes"]


@entry
class Metric(Entry):
    """A figure that agencies report."""

    id: str
    kind: MetricKind
    numerator: Text
    """What is counted; for a confirmation, what is confirmed."""
    denominator: Text | None = None
    """What it is counted out of (shares), or compared with (growth)."""
    unit: Text | None = None
    """The noun for one case of the numerator, as in "18 dossiers short"."""
    whole: bool = True
    """Whether numerator and denominator are whole numbers; money is not."""
    always_arises: bool = False
    """Whether there is always something to count, so that "none arising" can't be right."""
    counts_agencies: Counting | None = None
    """Whether agencies are what is counted, so that in the province's figure a silent one counts
    too, as one that hasn't: ``one``, each is one, whatever fraction it writes; ``units``, each
    together with the units under it."""
    accrues: Accrual | None = None
    """From when the count only ever grows: ``year``, the numerator from the year's first day on;
    ``period``, numerator and denominator from the first day of the period's data on."""
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    @property
    def may_not_arise(self) -> bool:
        """Whether "none arising" can be right: a count of nothing is 0."""
        return self.kind in ("share", "confirmation") and not self.always_arises

    @property
    def is_percent(self) -> bool:
        """Whether its figures are percentages of a numerator over a denominator."""
        return self.kind in ("share", "growth")

    @property
    def base(self) -> int:
        """What is taken off that percentage: a growth begins at 100."""
        return 100 if self.kind == "growth" else 0


@entry
class Target(Entry):
    """A clause of the decision that an agency can meet or miss."""

    id: str
    metric: str
    field: str
    title: Text
    threshold: Threshold | Confirmed
    applies_to: tuple[str, ...]
    """Kinds of agency and ids of agencies."""
    due: Due
    """``year_end`` targets are not due before the report that closes the year."""
    source: Source
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    def applies(self, agency: Agency) -> bool:
        """Whether the target is this agency's."""
        return agency.kind in self.applies_to or agency.id in self.applies_to


@entry
class Schedule(Entry):
    """When an output falls due."""

    kind: ScheduleKind
    day: date | None = None
    """For kind ``day``: the last day that is in time."""
    month: str | None = None
    """``YYYY-MM``, for kind ``month``: due on the month's last day."""
    quarter: str | None = None
    """``YYYY-Qn``, for kind ``quarter``: due on the quarter's last day."""
    periods: tuple[str, ...] = ()
    """Reporting periods, for kind ``reporting``: due with each period's report."""
    event: Text | None = None
    """What has to happen first; required for kind ``event``, else a condition."""


@entry
class Output(Entry):
    """What an activity yields, and when."""

    name: Text
    schedule: Schedule
    text: str
    """The time column's own words."""


@entry
class Quantity(Entry):
    """A number that an activity's wording hides."""

    counts: Text
    threshold: Threshold


@entry
class Activity(Entry):
    """One number of the appendix."""

    id: str
    """Part and number: ``III.4``."""
    field: str
    title: Text
    lead: tuple[str, ...]
    """Ids of agencies, kinds of agency, or ids of bodies outside the registry."""
    coordinating: tuple[str, ...]
    outputs: tuple[Output, ...]
    source: Source
    quantities: tuple[Quantity, ...] = ()
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    def leads(self, agency: Agency) -> bool:
        """Whether the agency leads the activity, by itself or as one of its kind."""
        return agency.kind in self.lead or agency.id in self.lead


@entry
class ReportingPeriod(Entry):
    """A report that every agency owes, and the data it covers."""

    id: str
    title: Text
    data_from: date
    """First day counted."""
    data_to: date
    """Last day counted."""
    due_on: date
    """Last permitted day."""
    source: Source
    final: bool = False
    """Whether this report closes the year, so that year-end targets fall due."""
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""


@entry
class Obligation(Entry):
    """A duty of every agency with one date: its own plan for the year."""

    id: str
    title: Text
    due_on: date
    """Last permitted day."""
    applies_to: tuple[str, ...]
    fields: tuple[str, ...]
    """Fields of reform that have to be covered."""
    requirements: tuple[Text, ...]
    source: Source
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    def applies(self, agency: Agency) -> bool:
        """Whether the duty is this agency's."""
        return agency.kind in self.applies_to or agency.id in self.applies_to


@entry
class Field(Entry):
    """A field of reform, or another heading that targets and activities stand under."""

    id: str
    title: Text
    reading: Reading | None = None


@entry
class Agency(Entry):
    """One agency of the registry."""

    id: str
    name: str
    kind: AgencyKind
    gso_code: str | None = None
    """The statistics office's code of a commune."""
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""


@entry
class Body(Entry):
    """A body that the appendix names but that submits no report."""

    id: str
    name: Text


@entry
class Provenance(Entry):
    """Which decision the plan encodes, and its standing."""

    id: str
    title: Text
    year: int
    decision: str
    issued_by: str
    signed_on: date
    effective_from: date
    supersedes: tuple[str, ...]
    """Numbers of the decisions that this one replaces from `effective_from` on."""
    readings: tuple[Reading, ...] = ()
    """Readings that concern the plan as a whole."""
    url: str | None = None
    """Where the decision is published: what machine formats link to, a target's id behind ``#``."""
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""


@entry
class Plan(Entry):
    """A whole plan.  Lists keep the order of the file, which is that of the decision."""

    schema: Literal["cchc.plan/1"]
    plan: Provenance
    fields: tuple[Field, ...]
    agencies: tuple[Agency, ...]
    bodies: tuple[Body, ...]
    metrics: tuple[Metric, ...]
    targets: tuple[Target, ...]
    activities: tuple[Activity, ...]
    reporting: tuple[ReportingPeriod, ...]
    obligations: tuple[Obligation, ...]

    @cached_property
    def agency(self) -> dict[str, Agency]:
        """Agencies by id."""
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def metric(self) -> dict[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.metrics}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """Activities by id."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def period(self) -> dict[str, ReportingPeriod]:
        """Reporting periods by id."""
        return {period.id: period for period in self.reporting}

    @cached_property
    def divided_items(self) -> frozenset[tuple[str, int | None]]:
        """Section and item of the list items that hold more than one target's clause."""
        return frozenset(
            (target.source.section, target.source.item)
            for target in self.targets
            if (target.source.clause or 1) > 1
        )

    @cached_property
    def named(self) -> frozenset[str]:
        """Every name that targets, activities and duties are given to: kinds and ids."""
        return frozenset().union(
            *(target.applies_to for target in self.targets),
            *(activity.lead for activity in self.activities),
            *(obligation.applies_to for obligation in self.obligations),
        )

    @cached_property
    def unconfirmed(self) -> int:
        """How many fields of entries a draft guessed and nobody has confirmed yet."""
        entries: list[
            Provenance | Agency | Metric | Target | Activity | ReportingPeriod | Obligation
        ] = [
            self.plan,
            *self.agencies,
            *self.metrics,
            *self.targets,
            *self.activities,
            *self.reporting,
            *self.obligations,
        ]
        return sum(len(entry.to_confirm) for entry in entries)

    def standing(self, agency: Agency) -> tuple[str, str]:
        """What `agency` has in common with all others that the plan asks the same of.

        Its kind, and its id where anything is asked of it by name.
        """
        return agency.kind, agency.id if agency.id in self.named else ""

    def __getstate__(self) -> dict[str, object]:
        """The entries alone, without what was worked out from them since."""
        return {name: value for name, value in vars(self).items() if name in self.__annotations__}

    def readings(self) -> Iterator[tuple[str, Reading]]:
        """Every reading with the id of the entry it belongs to, the whole plan's first."""
        for reading in self.plan.readings:
            yield self.plan.id, reading
        entries: list[Field | Target | Activity | ReportingPeriod | Obligation] = [
            *self.fields,
            *self.targets,
            *self.activities,
            *self.reporting,
            *self.obligations,
        ]
        for entry in entries:
            if entry.reading:
                yield entry.id, entry.reading
