"""Reports and the agency's own plan, from the days in the part on organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from cchc.decision.model import ORGANISATION, Decision, Section
from cchc.decision.times import Day, days
from cchc.draft.ids import Ids
from cchc.draft.model import NOWHERE, Drafted, Origin, both, titled
from cchc.plan.model import Obligation, ReportingPeriod, Source
from cchc.text import fold

_PERIODS: Final = (
    (re.compile(r"\bquy (?:(iv|i{1,3})\b|([1-4])\b)"), "Q"),
    (re.compile(r"\b0?9 thang\b"), "M9"),
    (re.compile(r"\b0?6 thang\b"), "H1"),
    (re.compile(r"\bnam\b"), "Y"),
)
_NUMERALS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REPORT: Final = re.compile(r"\bbao cao\b")
_PLAN: Final = re.compile(r"\b(?:ban hanh|xay dung|dieu chinh|sua doi)\b.*\bke hoach\b")
_EVERYBODY: Final = ("department", "commune")
_GUESSED_REPORT: Final = ("title", "data_from", "data_to", "due_on", "final")
_DAYS_TO_SEND: Final = timedelta(days=5)
"""Until a report is due, where only its data's days are named."""


class _Unit(NamedTuple):
    """An item of the part on organisation, or the words of a section without a list."""

    section: Section
    source: Source
    text: str
    line: int


class Duties(NamedTuple):
    """What every agency owes by a day."""

    reporting: list[Drafted[ReportingPeriod]]
    obligations: list[Drafted[Obligation]]


def duties(decision: Decision, fields: Sequence[str], year: int) -> Duties:
    """The reports and the plans; one report to fill in where none is found."""
    reports: dict[str, Drafted[ReportingPeriod]] = {}
    plans: list[Drafted[Obligation]] = []
    ids = Ids("-")
    for unit in _units(decision):
        if report := _report(unit, year):
            reports.setdefault(report.entry.id, report)
        elif due_on := _plan_due(unit, year):
            plans.append(_plan(unit, due_on, ids.make("agency plan", "agency-plan"), fields))
    return Duties(_closed(list(reports.values()) or [_annual(decision, year)]), plans)


def _units(decision: Decision) -> Iterator[_Unit]:
    for section in decision.sections:
        if not section.of_duties:
            continue
        part, _, rest = section.address.partition(".")
        lost = part == decision.organisation and not decision.section(part)
        numeral = ORGANISATION if lost else part
        address = ".".join(filter(None, (numeral, rest)))
        if not section.items:
            yield _Unit(section, Source(address), section.title, section.line)
        for item in section.items:
            yield _Unit(section, Source(address, item.number), item.text, item.line)


def _report(unit: _Unit, year: int) -> Drafted[ReportingPeriod] | None:
    """The report that the words name, if its days make sense."""
    head = unit.text.partition(":")[0]
    written = days(unit.text)
    about = f"{unit.section.title} {head}" if unit.source.item else head
    id = _period_id(head, year) if written and _REPORT.search(fold(about)) else ""
    window = _window(unit, written, year) if id else None
    if not window or not _makes_sense(*window, year):
        return None
    data_from, data_to, due_on = window
    period = ReportingPeriod(
        id, both(titled(head)), data_from, data_to, due_on, unit.source, to_confirm=_GUESSED_REPORT
    )
    return Drafted(period, Origin(unit.line, unit.text))


def _period_id(head: str, year: int) -> str:
    """``2027-Q1``, ``2027-H1``, ``2027-M9``, ``2027-Y``; empty where no period is named."""
    folded = fold(head)
    for words, short in _PERIODS:
        if match := words.search(folded):
            number = _NUMERALS.get(match[1]) or match[2] if short == "Q" else ""
            return f"{year}-{short}{number}"
    return ""


def _window(unit: _Unit, written: Sequence[Day], year: int) -> tuple[date, date, date] | None:
    """First and last day of the data and the last permitted one, by their order in the words."""
    if len(written) == 1:
        due_on = written[0].last(year, 12)
        return (date(year, 1, 1), due_on - timedelta(days=1), due_on) if due_on else None
    data_from, data_to = written[0].on(year, 1), written[1].on(year, 12)
    if not data_from or not data_to:
        return None
    common = [day for day in days(unit.section.title) if day.month is None]
    ending = [*written[2:], *common]
    due_on = ending[0].last(year, data_to.month) if ending else data_to + _DAYS_TO_SEND
    return (data_from, data_to, due_on) if due_on else None


def _makes_sense(data_from: date, data_to: date, due_on: date, year: int) -> bool:
    in_year = data_to.year == year and due_on.year in (year, year + 1)
    return in_year and data_from <= data_to < due_on


def _annual(decision: Decision, year: int) -> Drafted[ReportingPeriod]:
    """A report to be filled in: the decision's days for it weren't found."""
    source = next((unit.source for unit in _units(decision)), Source(ORGANISATION))
    return Drafted(
        ReportingPeriod(
            f"{year}-Y",
            both(f"Báo cáo năm {year}"),
            date(year, 1, 1),
            date(year, 11, 30),
            date(year, 12, 15),
            Source(source.section),
            to_confirm=(*_GUESSED_REPORT, "source"),
        ),
        NOWHERE,
    )


def _closed(reports: Sequence[Drafted[ReportingPeriod]]) -> list[Drafted[ReportingPeriod]]:
    """The reports, the last of them as the one that closes the year."""
    from dataclasses import replace

    ordered = sorted(reports, key=lambda one: (one.entry.due_on, one.entry.id))
    last = Drafted(replace(ordered[-1].entry, final=True), ordered[-1].origin)
    return [*ordered[:-1], last]


def _plan_due(unit: _Unit, year: int) -> date | None:
    """The day of an agency's own plan, where the words are of one."""
    written = days(unit.text) if _PLAN.search(fold(unit.text)) else ()
    due_on = written[0].last(year, 1) if written else None
    return due_on if due_on and due_on.year == year else None


def _plan(unit: _Unit, due_on: date, id: str, fields: Sequence[str]) -> Drafted[Obligation]:
    obligation = Obligation(
        id,
        both(titled(unit.text)),
        due_on,
        _EVERYBODY,
        tuple(fields),
        (),
        unit.source,
        to_confirm=("title", "due_on", "applies_to", "fields", "requirements"),
    )
    return Drafted(obligation, Origin(unit.line, unit.text))
