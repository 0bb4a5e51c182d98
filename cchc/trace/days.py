"""Reports and duties against the days in the part on organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from cchc.decision.model import Decision, Section
from cchc.decision.reports import last_days_of_reports
from cchc.decision.times import Day, days, months
from cchc.plan.model import Obligation, Plan, ReportingPeriod, Source
from cchc.plan.schedule import end_of_month
from cchc.trace.model import Claim, Finding

_Entry: TypeAlias = ReportingPeriod | Obligation


class _Unit(NamedTuple):
    """An item of the part on organisation, or a section's own words."""

    address: str
    item: int | None
    text: str
    line: int

    @property
    def shown(self) -> str:
        return f"{self.address}.{self.item}" if self.item else self.address


def trace_days(plan: Plan, decision: Decision) -> Iterator[Claim | Finding]:
    """Whether every day there is some entry's, and every entry's days are there."""
    entries: list[_Entry] = [*plan.reporting, *plan.obligations]
    for entry in entries:
        beside = [other for other in entries if other.source == entry.source]
        yield from _entry(plan, decision, entry, sum(len(_days(other)) for other in beside))
    for section in decision.sections:
        if section.of_duties:
            for unit in _units(section):
                yield from _claims(plan, decision, unit, entries)


def _units(section: Section) -> list[_Unit]:
    own = _Unit(section.address, None, section.title, section.line)
    return [own, *(_Unit(section.address, one.number, one.text, one.line) for one in section.items)]


def _entry(plan: Plan, decision: Decision, entry: _Entry, count: int) -> Iterator[Claim | Finding]:
    """Whether the place that an entry cites is there, and has its days.

    Args:
        plan: the plan.
        decision: the text.
        entry: the report or duty.
        count: how many days all entries have that cite the place.
    """
    source = entry.source
    section = decision.section(source.section)
    units = [
        unit for unit in (_units(section) if section else ()) if unit.item in (None, source.item)
    ]
    if section is None or (source.item and len(units) < 2):
        yield Finding("contradictory", "place", source.section, source.item, entry=entry.id)
        return
    unit = units[-1]
    yield Claim("source", unit.shown)
    written = [day for unit in units for day in days(unit.text)]
    # Where the words name fewer days, the plan has had to work the others out.
    complete = len(written) >= count
    if not written and not entry.reading and not _is_within(entry, unit.text, plan):
        yield Finding(
            "contradictory", "plan-day", unit.address, unit.item, unit.line, entry.id,
            (), entry.due_on or (), unit.text,
        )  # fmt: skip
        return
    named = dict(last_days_of_reports(unit.text, plan.plan.year)).get(entry.id)
    for due in _days(entry):
        another = due.last and named not in (None, due.on)
        if another or (complete and not any(_is(day, due, plan) for day in written)):
            words = tuple(day.text for day in written)
            yield Finding(
                "contradictory", "plan-day", unit.address, unit.item, unit.line, entry.id,
                words, due.on, unit.text,
            )  # fmt: skip


def _is_within(entry: _Entry, words: str, plan: Plan) -> bool:
    """Whether an entry is due on the last day of a month that the words name, which have no day."""
    ends = {end_of_month(*map(int, month.split("-"))) for month in months(words, plan.plan.year)}
    return entry.due_on in ends


class _Due(NamedTuple):
    """A day of an entry."""

    on: date
    last: bool
    """Whether it is a last one that is in time."""
    closing: date | None
    """The last day of the data, in whose month a day without a month is."""


def _days(entry: _Entry) -> list[_Due]:
    if isinstance(entry, Obligation):
        return [_Due(entry.due_on, True, None)] if entry.due_on else []
    return [
        _Due(entry.data_from, False, None),
        _Due(entry.data_to, False, None),
        _Due(entry.due_on, True, entry.data_to),
    ]


def _is(day: Day, due: _Due, plan: Plan) -> bool:
    year = plan.plan.year
    if day.month is None and due.closing:
        return due.on == day.last(due.closing.year, due.closing.month)
    return day.bounds(due.on, year) if due.last else day.fits(due.on, year) and not day.before


def _claims(
    plan: Plan, decision: Decision, unit: _Unit, entries: list[_Entry]
) -> Iterator[Claim | Finding]:
    """Each day of `unit` with the entries that cite it, or its section where it is its text."""
    citing = [entry for entry in entries if _cites(entry.source, decision, unit)]
    for day in days(unit.text):
        if any(_is(day, due, plan) for entry in citing for due in _days(entry)):
            yield Claim("day", unit.shown)
        else:
            yield Finding(
                "unclaimed", "day", unit.address, unit.item, unit.line,
                text=day.text, excerpt=unit.text,
            )  # fmt: skip


def _cites(source: Source, decision: Decision, unit: _Unit) -> bool:
    section = decision.section(source.section)
    same = section is not None and section.address == unit.address
    return same and unit.item in (None, source.item)
