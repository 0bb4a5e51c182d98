"""Outputs and when they fall due, from the words of the time column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from cchc.decision.model import AppendixRow
from cchc.decision.names import plain
from cchc.decision.times import last_days, months, quarters, year_alone
from cchc.draft.model import TO_FILL, both
from cchc.plan.model import Output, ReportingPeriod, Schedule, ScheduleKind

_DASH: Final = re.compile(r"(?:^|[;.])[\s;]*[-–+]\s+")
"""Where a list within a cell goes on."""
_BESIDE: Final[tuple[tuple[ScheduleKind, re.Pattern[str]], ...]] = (
    ("monthly", re.compile(r"\bhang thang\b")),
    ("quarterly", re.compile(r"\bhang quy\b")),
    ("ongoing", re.compile(r"\bthuong xuyen\b")),
)
"""What may be said beside a month or a quarter."""
_ALONE: Final[tuple[tuple[ScheduleKind, re.Pattern[str]], ...]] = (
    (
        "half_yearly",
        re.compile(
            r"\b0?6 thang (mot |0?1 )?lan\b|\bnam (0?2|hai) lan\b|\b(0?2|hai) lan (mot |0?1 )?nam\b"
        ),
    ),
    (
        "year",
        re.compile(
            r"^(den |het |trong |ca |hoan thanh )*(nam( [12][0-9]{3})?|[12][0-9]{3})$|\bhang nam\b"
        ),
    ),
)
_EVERY_QUARTER: Final = re.compile(r"\bqu[ýí]\b(?!\s*(?:[IV1-4]+\b))", re.IGNORECASE)
_WITH_REPORTS: Final = re.compile(r"\b0?6 thang( va)? nam\b|\btheo (ky|dinh ky) bao cao\b")


def outputs(row: AppendixRow, year: int, periods: Sequence[ReportingPeriod]) -> tuple[Output, ...]:
    """What the row yields: an output for each time that its time column names."""
    return tuple(
        Output(both(product or row.title), schedule, text)
        for products, times in zip(row.products, row.times, strict=False)
        for product, text in _paired(products, times)
        for schedule in _schedules(text, year, periods)
    )


def _paired(products: str, times: str) -> Iterator[tuple[str, str]]:
    """Each time with its product; with all of them where there aren't as many of both."""
    when, what = _listed(times), _listed(products)
    for number, text in enumerate(when):
        yield what[number] if len(what) == len(when) else " ".join(products.split()), text


def _listed(cell: str) -> list[str]:
    """The entries of a list within a cell; the cell where it holds none."""
    found = [entry.strip(" ;.") for entry in _DASH.split(cell)]
    return [entry for entry in found if entry] or [cell.strip()]


def _schedules(text: str, year: int, periods: Sequence[ReportingPeriod]) -> Iterator[Schedule]:
    """Every time that the words name; the words themselves as an event where they name none."""
    words = plain(text)
    beside = [kind for kind, pattern in _BESIDE if pattern.search(words)]
    dated = [
        *(Schedule("day", day=date.fromisoformat(one)) for one in sorted(last_days(text, year))),
        *(Schedule("month", month=one) for one in sorted(months(text, year))),
        *(Schedule("quarter", quarter=one) for one in sorted(quarters(text, year))),
    ]
    dated = [one for one in dated if _fits(one, text, year)]
    yield from dated
    yield from (Schedule(kind) for kind in beside)
    if not (dated or beside):
        yield _undated(text, words, year, periods)


def _fits(schedule: Schedule, text: str, year: int) -> bool:
    """Whether a plan of the year can have it: in that year, or in the next if the words say so."""
    time = str(schedule.day or schedule.month or schedule.quarter)
    return time.startswith(f"{year}-") or (time[:4] == str(year + 1) and time[:4] in text)


def _undated(text: str, words: str, year: int, periods: Sequence[ReportingPeriod]) -> Schedule:
    kind = next((kind for kind, pattern in _ALONE if pattern.search(words)), None)
    if kind and (kind != "year" or year_alone(words) in (None, year)):
        return Schedule(kind)
    if _EVERY_QUARTER.search(text) or _WITH_REPORTS.search(words):
        return Schedule("reporting", periods=tuple(period.id for period in periods))
    return Schedule("event", event=both(text or f"{TO_FILL}: thời hạn"))
