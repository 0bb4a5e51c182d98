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
from typing import Any, ClassVar, Final, Literal, NoReturn, Self, TypeVar, dataclass_transform

AgencyKind = Literal["department", "commune"]
MetricKind = Literal["share", "count", "growth", "confirmation"]
Op = Literal[">=", ">", "<=", "<"]
Due = Literal["always", "year_end"]
Accrual = Literal["year", "period"]
Counting = Literal["one", "units"]
Side = Literal["numerator", "denominator", "rest", "value"]
Relating = Literal["==", "<="]
ScheduleKind = Literal[
    "day", "month", "quarter", "year",
    "monthly", "quarterly", "half_yearly", "reporting",
    "ongoing", "event",
]  # fmt: skip
Trait = Literal[
    "target", "always", "year_end", "until", "confirmation", "counts_agencies", "shared_list",
    "accrues", "dated", "month", "quarter", "year", "after_data", "below_100", "day_off",
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

    @classmethod
    def made_of(cls, **values: object) -> Self:
        """An entry that is worked out from others; needs no :func:`complete`."""
        made = cls.__new__(cls)
        vars(made).update(values)
        return made

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

    @property
    def address(self) -> str:
        """Section and item in one: ``PL.III.4``."""
        return self.section if self.item is None else f"{self.section}.{self.item}"


@entry
class Reading(Entry):
    """How a text that can be read two ways is read here, and why."""

    decided: Text
    why: Text
    about: Text | None = None
    """What the reading concerns, where it belongs to the whole plan rather than one entry."""
    bears_on: tuple[Trait, ...] = ()
    """Which entries a reading of the whole plan bears on, by what they have in common: every
    ``target``; targets by when they are due (``always``, ``year_end``, ``until``); metrics that
    are a ``confirmation``, that ``accrues`` or ``counts_agencies``, that have a ``shared_list``;
    what is ``dated``; outputs due in a ``month``, a ``quarter`` or the ``year``, and
    ``after_data``, after the year's data close; targets of several agencies that ask for a share
    ``below_100`` percent; what falls due on a ``day_off``, a Saturday or a Sunday."""


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
    shared_list: tuple[AgencyKind, ...] = ()
    """Kinds of agency whose members all report on one and the same list, which the province
    therefore counts once: each of them adds its figure divided by how many reported."""
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
    until: date | None = None
    """The last day that the decision gives the target, where the year's data close before it: in
    data that close earlier, not to have reached it yet is no failure."""
    held_by: str | None = None
    """Id of the agency whose figure is the province's; what others report is their own share in
    it.  Without one, the province adds up what all report."""
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    def applies(self, agency: Agency) -> bool:
        """Whether the target is this agency's."""
        return agency.is_among(self.applies_to)


@entry
class Counted(Entry):
    """One side of a metric's figure, as a number of cases."""

    metric: str
    side: Side
    """``rest`` is the denominator less the numerator; ``value`` a count by itself."""


@entry
class Relation(Entry):
    """What two figures of one report have to agree on, since they count the same things."""

    id: str
    title: Text
    """What agrees, in a sentence."""
    left: Counted
    op: Relating
    right: Counted
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""


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
    lead: tuple[str, ...] = ()
    """Who owes it, where that isn't whoever leads the activity; named as a lead is."""


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

    def leads_of(self, number: int) -> tuple[str, ...]:
        """Who owes one of the outputs, counted from 1; named as a lead is."""
        return self.outputs[number - 1].lead or self.lead

    def owed_by(self, agency: Agency) -> tuple[int, ...]:
        """Which of the outputs, counted from 1, the agency owes."""
        numbers = range(1, len(self.outputs) + 1)
        return tuple(number for number in numbers if agency.is_among(self.leads_of(number)))


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
    """A duty beside the reports of figures: an agency's own plan, a report on a field.

    The agency's own plan, ``agency-plan``, is reported as ``agency_plan``; every other duty by its
    id, as an activity is, and stands as one does.  It has a `due_on` or a `schedule`.
    """

    id: str
    title: Text
    applies_to: tuple[str, ...]
    """Kinds of agency, ids of agencies, or ids of bodies outside the registry."""
    source: Source
    due_on: date | None = None
    """Last permitted day."""
    schedule: Schedule | None = None
    """When it falls due, where that isn't one day."""
    fields: tuple[str, ...] = ()
    """Fields of reform that have to be covered."""
    requirements: tuple[Text, ...] = ()
    reading: Reading | None = None
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    @property
    def is_agency_plan(self) -> bool:
        """Whether it is the agency's own plan for the year."""
        return self.id == "agency-plan"

    @property
    def times(self) -> Schedule:
        """When it falls due."""
        return self.schedule or Schedule.made_of(kind="day", day=self.due_on)

    def applies(self, agency: Agency) -> bool:
        """Whether the duty is this agency's."""
        return agency.is_among(self.applies_to)

    def as_activity(self) -> Activity:
        """The duty as an activity of no field with one output, to be judged as activities are."""
        output = Output.made_of(name=self.title, schedule=self.times, text="")
        return Activity.made_of(
            id=self.id,
            field="",
            title=self.title,
            lead=self.applies_to,
            coordinating=(),
            outputs=(output,),
            source=self.source,
        )


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
    """The statistics office's code of a commune: five digits."""
    to_confirm: tuple[str, ...] = ()
    """Fields that a draft guessed and nobody has confirmed yet."""

    def is_among(self, names: tuple[str, ...]) -> bool:
        """Whether one of the names is the agency's id or its kind."""
        return self.id in names or self.kind in names


@entry
class Body(Entry):
    """A body that the decision names but that submits no report."""

    id: str
    name: Text
    also: tuple[str, ...] = ()
    """Other names by which the decision calls it."""


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


_CONTENT: Final = "bytes of its file"
"""Where a plan keeps what it was read from; beside its entries, and never compiled with them."""


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
    relations: tuple[Relation, ...] = ()
    """What the figures of one report have to agree on."""

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
        """What is reported under ``activities``, by id: those of the appendix, then duties."""
        duties = (duty.as_activity() for duty in self.obligations if not duty.is_agency_plan)
        return {activity.id: activity for activity in (*self.activities, *duties)}

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
            *(output.lead for activity in self.activities for output in activity.outputs),
            *(obligation.applies_to for obligation in self.obligations),
        )

    def bearing(self, *traits: Trait) -> tuple[Reading, ...]:
        """The whole plan's readings that bear on what has one of these traits."""
        readings = self.plan.readings
        return tuple(one for one in readings if not set(traits).isdisjoint(one.bears_on))

    @cached_property
    def unconfirmed(self) -> int:
        """How many fields of entries a draft guessed and nobody has confirmed yet."""
        entries: list[
            Provenance
            | Agency
            | Metric
            | Target
            | Activity
            | ReportingPeriod
            | Obligation
            | Relation
        ] = [
            self.plan,
            *self.agencies,
            *self.metrics,
            *self.targets,
            *self.activities,
            *self.reporting,
            *self.obligations,
            *self.relations,
        ]
        return sum(len(entry.to_confirm) for entry in entries)

    def read_from(self, content: bytes) -> Plan:
        """This plan, which knows that it was read from a file of these bytes."""
        vars(self)[_CONTENT] = content
        return self

    @cached_property
    def sha256(self) -> str:
        """Checksum of the file that the plan was read from; empty where it wasn't from one."""
        from hashlib import sha256  # what few runs need

        content = vars(self).get(_CONTENT)
        return sha256(content).hexdigest() if content else ""

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
        entries: list[Field | Target | Activity | ReportingPeriod | Obligation | Relation] = [
            *self.fields,
            *self.targets,
            *self.activities,
            *self.reporting,
            *self.obligations,
            *self.relations,
        ]
        for entry in entries:
            if entry.reading:
                yield entry.id, entry.reading
