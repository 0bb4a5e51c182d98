"""Reporting periods, from words that name a period and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from cchc.decision.model import ORGANISATION, Section
from cchc.decision.reports import last_days_of_reports, last_month, reports_named
from cchc.decision.times import Day, days
from cchc.decision.words import roman
from cchc.draft.model import NOWHERE, TO_FILL, Drafted, Origin, both, titled
from cchc.plan.model import Reading, ReportingPeriod, Source
from cchc.plan.schedule import end_of_month
from cchc.text import fold

_REPORT: Final = re.compile(r"\bbao cao\b")
_GUESSED: Final = ("title", "data_from", "data_to", "due_on", "final")
_DAYS_TO_SEND: Final = timedelta(days=5)
"""Until a report is due, where only its data's days are named."""


class Unit(NamedTuple):
    """An item of the part on organisation, or the words of a section without a list."""

    section: Section
    source: Source
    text: str
    line: int


class _Window(NamedTuple):
    """First and last day of the data, and the last permitted one for the report."""

    data_from: date
    data_to: date
    due_on: date


def reports(unit: Unit, year: int) -> Iterator[Drafted[ReportingPeriod]]:
    """The reports that the words name, where their days make sense."""
    head = unit.text.partition(":")[0]
    written = days(unit.text)
    about = f"{unit.section.title} {head}" if unit.source.item else head
    if not written or not _REPORT.search(fold(about)):
        return
    several: list[tuple[str, _Window | None]] = [
        (id, _until(due_on, id, year)) for id, due_on in last_days_of_reports(unit.text, year)
    ]
    named = reports_named(head, year)[:1]
    found = several or [(id, _window(unit, written, id, year)) for id in named]
    for id, window in found:
        if window and _makes_sense(window, year):
            title = _title(id, year) if several else head
            period = ReportingPeriod(
                id, both(titled(title)), *window, unit.source, to_confirm=_GUESSED
            )
            yield Drafted(period, Origin(unit.line, unit.text))


def annual(units: Iterator[Unit], year: int) -> Drafted[ReportingPeriod]:
    """A report to be filled in: the decision's days for it weren't found."""
    source = next((unit.source for unit in units), Source(ORGANISATION))
    window = _Window(date(year, 1, 1), date(year, 11, 30), date(year, 12, 15))
    return Drafted(
        ReportingPeriod(
            f"{year}-Y",
            both(f"Báo cáo năm {year}"),
            *window,
            Source(source.section),
            reading=Reading(
                both(f"{TO_FILL}: kỳ và ngày báo cáo."),
                both("Không thấy văn bản nêu kỳ báo cáo nào có ngày."),
            ),
            to_confirm=(*_GUESSED, "source"),
        ),
        NOWHERE,
    )


def closed(found: Sequence[Drafted[ReportingPeriod]]) -> list[Drafted[ReportingPeriod]]:
    """The reports, the last of them as the one that closes the year."""
    from dataclasses import replace

    ordered = sorted(found, key=lambda one: (one.entry.due_on, one.entry.id))
    last = Drafted(replace(ordered[-1].entry, final=True), ordered[-1].origin)
    return [*ordered[:-1], last]


def _title(id: str, year: int) -> str:
    short = id.partition("-")[2]
    names = {"H1": "6 tháng đầu năm", "M9": "9 tháng đầu năm", "Y": "năm"}
    if short.startswith("T"):
        return f"Báo cáo tháng {int(short[1:])} năm {year}"
    return f"Báo cáo {names.get(short) or f'quý {roman(int(short[1:]))} năm'} {year}"


def _until(due_on: date, id: str, year: int) -> _Window:
    """The year's data until the day before, or the period's end where that is earlier."""
    data_to = min(due_on - timedelta(days=1), end_of_month(year, last_month(id)))
    return _Window(date(year, 1, 1), data_to, due_on)


def _window(unit: Unit, written: Sequence[Day], id: str, year: int) -> _Window | None:
    """The days by their order in the words."""
    if len(written) == 1:
        due_on = written[0].last(year, last_month(id))
        return _until(due_on, id, year) if due_on else None
    data_from, data_to = written[0].on(year, 1), written[1].on(year, 12)
    if written[0].before or not data_from or not data_to:
        return None
    common = [day for day in days(unit.section.title) if day.month is None]
    ending = [*written[2:], *common]
    due_on = ending[0].last(year, data_to.month) if ending else data_to + _DAYS_TO_SEND
    return _Window(data_from, data_to, due_on) if due_on else None


def _makes_sense(window: _Window, year: int) -> bool:
    in_year = window.data_to.year == year and window.due_on.year in (year, year + 1)
    return in_year and window.data_from <= window.data_to < window.due_on
