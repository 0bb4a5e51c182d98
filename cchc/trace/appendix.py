"""Activities against the rows of the appendix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cchc.decision.model import AppendixRow, Decision
from cchc.decision.names import plain
from cchc.decision.times import last_days, months, quarters, year_alone
from cchc.plan.model import Activity, Output, Plan, Schedule, ScheduleKind
from cchc.trace.model import Claim, Code, Finding, of_row
from cchc.trace.parties import trace_parties
from cchc.trace.quantities import trace_quantities

_QUARTER: Final = r"\bquy\b(?! (?:dinh|che|trinh|hoach|mo|pham|chuan)\b)"
"""A quarter ("quý"), and no rule ("quy định")."""
_YEAR: Final = r"(?<!viet )\bnam\b(?! \d)"
_PERIODIC: Final = rf"(?<!hang ){_QUARTER}(?! (?:[1-4]|i{{1,3}}|iv)\b).*{_YEAR}"
"""Quarter and year as the periods of reports."""
_KINDS: Final[tuple[tuple[re.Pattern[str], frozenset[ScheduleKind]], ...]] = (
    (re.compile(r".*\bthuong xuyen\b.*"), frozenset(("ongoing",))),
    (re.compile(r".*\bhang thang\b.*"), frozenset(("monthly",))),
    (re.compile(r".*\bhang quy\b.*"), frozenset(("quarterly", "reporting"))),
    (re.compile(r".*\b0?6 thang( mot| 0?1)? lan\b.*"), frozenset(("half_yearly",))),
    (re.compile(rf".*\b(bao cao|dinh ky)\b.*{_PERIODIC}.*"), frozenset(("reporting",))),
    (re.compile(r"(sau|ngay sau|khi)\b.*"), frozenset(("event", "day", "month", "quarter"))),
    (re.compile(r"(trong |ca )?(nam )?[12][0-9]{3}"), frozenset(("year",))),
)
"""What an output's words ask for: one of these kinds; a year where it is all there is."""
_REPORTS: Final = (
    (re.compile(_QUARTER), re.compile(r"-Q\d$")),
    (re.compile(r"\b0?6 thang\b"), re.compile(r"-H1$")),
    (re.compile(r"\b0?9 thang\b"), re.compile(r"-M9$")),
    (re.compile(_YEAR), re.compile(r"-Y$")),
)
"""Words for reports, and the ids of those that they mean."""
_WORDS: Final[Mapping[ScheduleKind, re.Pattern[str]]] = {
    "ongoing": re.compile(r"\bthuong xuyen\b"),
    "monthly": re.compile(r"(?<!\d )\bthang\b"),
    "quarterly": re.compile(_QUARTER),
    "half_yearly": re.compile(r"\blan\b|\b6 thang\b"),
    "year": re.compile(r"\bnam\b|\b[12][0-9]{3}\b"),
    "reporting": re.compile(rf"{_QUARTER}|{_YEAR}|\b0?[69] thang\b|\bky\b|\bcchc\b|\bcai cach\b"),
}
"""What an output's words have to have for a kind of schedule."""


def trace_rows(plan: Plan, decision: Decision) -> Iterator[Claim | Finding]:
    """Whether every row is an activity, and every activity is its row."""
    claimed: dict[AppendixRow, Activity] = {}
    rows: dict[tuple[str, int | None], AppendixRow] = {}
    for one in decision.rows:
        rows.setdefault((one.place, one.number), one)  # of rows with one number the first
    for activity in plan.activities:
        row = rows.get((activity.source.section, activity.source.item))
        if row is None:
            source = activity.source
            yield Finding("contradictory", "place", source.section, source.item, entry=activity.id)
            continue
        if row in claimed:
            both = claimed[row].id, activity.id
            yield of_row(row, activity, "same-row")._replace(plan=both)
        else:
            yield Claim("row", row.address)
        claimed.setdefault(row, activity)
        yield from _row(plan, activity, row)
    for row in decision.rows:
        if row not in claimed:  # be it a second one with the same number
            yield Finding("unclaimed", "row", *_where(row), excerpt=row.title)


def _where(row: AppendixRow) -> tuple[str, int, int]:
    return row.place, row.number, row.line


def _row(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Claim | Finding]:
    """Number, times, parties and quantities of one activity."""
    if activity.id != row.address:
        found = of_row(row, activity, "number")
        yield found._replace(text=row.address, plan=activity.id)
    words = [*_times(plan, activity, row), *_words(activity, row)]
    own = [] if words else [*_own_times(plan, activity, row), *_unquoted(activity, row)]
    problems = [*words, *own, *_schedules(plan, activity, row), *_periods(plan, activity, row)]
    yield from problems
    if not problems:
        yield Claim("time", row.address)
    yield from trace_parties(plan, activity, row)
    yield from trace_quantities(activity, row)


def _times(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """The days, months and quarters that either side names; those that a plan of the year can."""
    year = plan.plan.year
    schedules = [output.schedule for output in activity.outputs]
    encoded: dict[Code, set[str]] = {
        "days": {schedule.day.isoformat() for schedule in schedules if schedule.day},
        "months": {schedule.month for schedule in schedules if schedule.month},
        "quarters": {schedule.quarter for schedule in schedules if schedule.quarter},
    }
    readers: dict[Code, Callable[[str, int], frozenset[str]]] = {
        "days": last_days,
        "months": months,
        "quarters": quarters,
    }
    for code, read in readers.items():
        named = frozenset().union(*(read(time, year) for time in row.times))
        in_text = {time for time in named if time.startswith((f"{year}-", f"{year + 1}-"))}
        if in_text != encoded[code]:
            yield of_row(row, activity, code)._replace(
                text=tuple(sorted(in_text)), plan=tuple(sorted(encoded[code]))
            )


def _kinds(activity: Activity) -> Iterator[tuple[str, set[ScheduleKind]]]:
    """The words of outputs, and of what kinds their times are."""
    for text in dict.fromkeys(output.text for output in activity.outputs):
        yield text, {one.schedule.kind for one in activity.outputs if one.text == text}


def _schedules(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """What falls due all the time, at intervals or in the year, by the words."""
    for text, encoded in _kinds(activity):
        words = plain(text)
        if year_alone(words) not in (None, plan.plan.year):
            continue  # of another year, which no schedule of the plan's can be
        meant = encoded | _read_as(activity, words, encoded)
        missing = any(asking.fullmatch(words) and not kinds & meant for asking, kinds in _KINDS)
        invented = any(kind in _WORDS and not _WORDS[kind].search(words) for kind in encoded)
        if missing or invented:
            found = of_row(row, activity, "schedule")
            yield found._replace(text=text, plan=tuple(sorted(encoded)))


def _read_as(activity: Activity, words: str, encoded: set[ScheduleKind]) -> frozenset[ScheduleKind]:
    """The reports of the province itself, by quarter and year, which only a reading can tell."""
    by_quarter = activity.reading and "quarterly" in encoded and not re.search("6 thang", words)
    return frozenset(("reporting",)) if by_quarter else frozenset()


def _words(activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """Each output keeps words of the time column."""
    written = plain(" ".join(row.times))
    for output in activity.outputs:
        if not _whole(output).search(written):
            found = of_row(row, activity, "words")
            yield found._replace(text="; ".join(row.times), plan=output.text)


def _unquoted(activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """The time column has no words that no output keeps."""
    left = plain(" ".join(row.times))
    for output in sorted(activity.outputs, key=lambda one: len(one.text), reverse=True):
        left = _whole(output).sub(" ", left)
    if left.strip():
        found = of_row(row, activity, "unquoted")
        yield found._replace(kind="unclaimed", text="; ".join(row.times))


def _whole(output: Output) -> re.Pattern[str]:
    """Finds an output's words in plain words."""
    return re.compile(rf"(?<!\S){re.escape(plain(output.text))}(?!\S)")


def _own_times(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """Each output's words name its own day, month or quarter, and not another output's."""
    for output in activity.outputs:
        time = _time(output.schedule)
        if time and time not in _named(output.text, plan.plan.year):
            yield of_row(row, activity, "output")._replace(text=output.text, plan=time)


def _periods(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """What goes with reports goes with all that its words name."""
    for output in activity.outputs:
        if output.schedule.kind == "reporting":
            named = {
                period.id
                for words, short in _REPORTS
                for period in plan.reporting
                if words.search(plain(output.text)) and short.search(period.id)
            }
            if not named <= set(output.schedule.periods):
                found = of_row(row, activity, "periods")
                yield found._replace(text=output.text, plan=output.schedule.periods)


def _time(schedule: Schedule) -> str:
    return str(schedule.day or schedule.month or schedule.quarter or "")


def _named(text: str, year: int) -> frozenset[str]:
    return last_days(text, year) | months(text, year) | quarters(text, year)
