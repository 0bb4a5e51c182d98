"""Reporting periods, from words that name a period and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from cchc.decision.model import ORGANISATION, Section
from cchc.decision.times import Day, days
from cchc.decision.words import roman
from cchc.draft.model import NOWHERE, Drafted, Origin, both, titled
from cchc.plan.model import ReportingPeriod, Source
from cchc.plan.schedule import end_of_month
from cchc.text import fold

_NAMED: Final = re.compile(
    r"\b(?P<each>(hang|tung|moi|dinh ky) quy)\b(?! (?:iv|i{1,3}|[1-4])\b)"
    r"|\bquy (?P<Q>iv|i{1,3}|[1-4])\b|\b0?(?P<M9>9) thang\b|\b0?(?P<H1>6) thang\b"
    r"|(?<!dau )\b(?P<Y>nam)\b(?! truoc(?! ngay| \d))"
)
"""Words for a period; neither "6 tháng đầu năm" nor "năm trước" is this year."""
_NUMERALS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
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
    several = list(_several(unit.text, year))
    found = several or [(id, _window(unit, written, id, year)) for id in _ids(head, year)[:1]]
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


def _several(text: str, year: int) -> Iterator[tuple[str, _Window | None]]:
    """The reports of one sentence that has a day for each: "quý I trước 15/3; năm trước 05/12"."""
    folded = fold(text)
    named = list(_NAMED.finditer(folded)) if len(folded) == len(text) else []
    spans = list(pairwise([*(match.start() for match in named), len(text)]))
    inside = [days(text[start:end]) for start, end in spans]
    one_only = len(named) < 2 and not any(match["each"] for match in named)
    if one_only or any(len(one) != 1 for one in inside):
        return
    ids = [_ids(text[start:end], year) for start, end in spans]
    once = {id for one in ids if len(one) == 1 for id in one}
    instead = {f"{year}-Q2"} if f"{year}-H1" in once else set()
    instead |= {f"{year}-Q4"} if f"{year}-Y" in once else set()
    for found, (day,) in zip(ids, inside, strict=True):
        for id in found:
            due_on = day.last(year, _month(id))
            if id not in instead or len(found) == 1:
                yield id, _until(due_on, id, year) if due_on else None


def _ids(words: str, year: int) -> list[str]:
    """``2027-Q1``, ``2027-H1``, ``2027-M9``, ``2027-Y``; all quarters' for "every quarter"."""
    match = _NAMED.search(fold(words))
    if match is None:
        return []
    if match["each"]:
        return [f"{year}-Q{number}" for number in range(1, 5)]
    if quarter := match["Q"]:
        return [f"{year}-Q{_NUMERALS.get(quarter) or quarter}"]
    return [f"{year}-{match.lastgroup}"]


def _title(id: str, year: int) -> str:
    short = id.partition("-")[2]
    names = {"H1": "6 tháng đầu năm", "M9": "9 tháng đầu năm", "Y": "năm"}
    return f"Báo cáo {names.get(short) or f'quý {roman(int(short[1:]))} năm'} {year}"


def _month(id: str) -> int:
    """The last month of a period."""
    short = id.partition("-")[2]
    return {"H1": 6, "M9": 9, "Y": 12}.get(short) or int(short[1:]) * 3


def _until(due_on: date, id: str, year: int) -> _Window:
    """The year's data until the day before, or the period's end where that is earlier."""
    data_to = min(due_on - timedelta(days=1), end_of_month(year, _month(id)))
    return _Window(date(year, 1, 1), data_to, due_on)


def _window(unit: Unit, written: Sequence[Day], id: str, year: int) -> _Window | None:
    """The days by their order in the words."""
    if len(written) == 1:
        due_on = written[0].last(year, _month(id))
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
