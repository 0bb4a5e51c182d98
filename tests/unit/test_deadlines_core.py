"""What falls due in a window, for whom, and what has no day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN, submit

from cchc.deadlines import Deadline, Deadlines, Scope, deadlines
from cchc.plan.load import load

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 1, 1)


def due(start: date, end: date, scope: Scope = Scope()) -> Deadlines:  # noqa: B008 - immutable
    return deadlines(PLAN, start, end, TODAY, scope)


def of(agency: str, *, lead_only: bool = False) -> Scope:
    return Scope(PLAN.agency[agency], lead_only)


def days(found: Deadlines) -> list[tuple[str, str]]:
    return [(item.due_on.isoformat(), item.id) for item in found.items]


def activities(found: Deadlines) -> set[str]:
    return {item.id for item in found.items if item.id.startswith("I.")}


def test_a_whole_year_in_order() -> None:
    assert days(due(*YEAR)) == [
        ("2026-01-10", "agency-plan"),
        ("2026-01-31", "I.3"),
        ("2026-02-28", "I.1"),
        ("2026-02-28", "I.3"),
        ("2026-03-09", "data-2026-Q1"),
        ("2026-03-11", "report-2026-Q1"),
        ("2026-03-11", "I.6"),
        ("2026-03-31", "I.2"),
        ("2026-03-31", "I.3"),
        ("2026-04-30", "I.3"),
        ("2026-05-31", "I.3"),
        ("2026-06-09", "data-2026-H1"),
        ("2026-06-11", "report-2026-H1"),
        ("2026-06-30", "I.3"),
        ("2026-06-30", "I.4"),
        ("2026-07-31", "I.3"),
        ("2026-08-31", "I.3"),
        ("2026-09-30", "I.3"),
        ("2026-10-31", "I.3"),
        ("2026-11-30", "I.3"),
        ("2026-12-09", "data-2026-Y"),
        ("2026-12-11", "report-2026-Y"),
        ("2026-12-11", "I.6"),
        ("2026-12-31", "I.1"),
        ("2026-12-31", "I.3"),
        ("2026-12-31", "I.4"),
        ("2026-12-31", "I.5"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (date(2026, 1, 10), date(2026, 1, 10), ["agency-plan"]),
        (date(2026, 1, 11), date(2026, 1, 30), []),
        (date(2026, 1, 10), date(2026, 1, 31), ["agency-plan", "I.3"]),
        (date(2026, 1, 11), date(2026, 1, 31), ["I.3"]),
        (date(2026, 2, 1), date(2026, 2, 27), []),
        (date(2026, 2, 1), date(2026, 2, 28), ["I.1", "I.3"]),
        (date(2026, 3, 9), date(2026, 3, 10), ["data-2026-Q1"]),
        (date(2026, 3, 11), date(2026, 3, 11), ["report-2026-Q1", "I.6"]),
        (date(2026, 3, 12), date(2026, 3, 30), []),
        (date(2027, 1, 1), date(2027, 12, 31), []),
        (date(2025, 12, 1), date(2025, 12, 31), []),
        (date(2026, 2, 1), date(2026, 1, 1), []),
    ],
)
def test_both_ends_of_the_window_belong_to_it(start: date, end: date, found: list[str]) -> None:
    assert [item.id for item in due(start, end).items] == found


@given(st.dates(date(2025, 12, 1), date(2027, 1, 31)), st.integers(0, 90), st.integers(0, 300))
def test_two_windows_side_by_side_hold_what_the_whole_does(
    start: date, first: int, second: int
) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=1 + second)
    parts = due(start, middle).items + due(middle + timedelta(days=1), end).items
    assert parts == due(start, end).items
    assert all(start <= item.due_on <= end for item in parts)


@pytest.mark.parametrize("window", [JANUARY, YEAR, (date(2027, 1, 1), date(2027, 1, 1))])
def test_what_has_no_day_is_set_apart_and_never_lost(window: tuple[date, date]) -> None:
    found = due(*window)
    assert [entry.activity.id for entry in found.ongoing] == ["I.7"]
    assert [entry.activity.id for entry in found.events] == ["I.8"]
    assert not {"I.7", "I.8"} & activities(found)


def test_an_item_says_what_it_is() -> None:
    items = {(item.id, item.number): item for item in due(*YEAR).items}
    first, second = items["I.1", 1], items["I.1", 2]
    assert (first.kind, first.due_on, first.output) == (
        "month",
        date(2026, 2, 28),
        PLAN.activity["I.1"].outputs[0].name,
    )
    assert (second.kind, second.due_on, second.output) == (
        "quarter",
        date(2026, 12, 31),
        PLAN.activity["I.1"].outputs[1].name,
    )
    assert (first.lead, first.source) == (("so-mot",), PLAN.activity["I.1"].source)
    assert (first.state, first.completed_on) == (None, None)
    kinds = {item.id: item.kind for item in items.values()}
    assert kinds["agency-plan"] == "agency_plan"
    assert kinds["data-2026-Q1"] == "data"
    assert kinds["report-2026-Q1"] == "report"
    assert kinds["I.5"] == "year"
    assert kinds["I.6"] == "reporting"


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        (of("so-mot"), {"I.1", "I.2", "I.3"}),  # I.1 and I.3 by id, I.2 by kind
        (of("so-mot", lead_only=True), {"I.1", "I.2", "I.3"}),
        (of("so-hai"), {"I.1", "I.2", "I.3", "I.5", "I.6"}),
        (of("so-hai", lead_only=True), {"I.2", "I.6"}),
        (of("xa-ta-hoc"), {"I.1", "I.4"}),
        (of("xa-ta-hoc", lead_only=True), {"I.4"}),
    ],
)
def test_scope(scope: Scope, wanted: set[str]) -> None:
    found = due(*YEAR, scope)
    assert activities(found) == wanted
    # Everyone's duties stay, whatever the agency leads.
    assert [item.id for item in found.items if item.kind == "agency_plan"] == ["agency-plan"]
    assert sum(item.kind == "report" for item in found.items) == 3
    assert sum(item.kind == "data" for item in found.items) == 3


def test_scope_holds_for_what_has_no_day() -> None:
    def undated(scope: Scope) -> tuple[list[str], list[str]]:
        found = due(*JANUARY, scope)
        return [each.activity.id for each in found.ongoing], [
            each.activity.id for each in found.events
        ]

    assert undated(of("so-mot")) == (["I.7"], [])
    assert undated(of("so-hai")) == ([], ["I.8"])
    assert undated(of("xa-ta-hoc")) == (["I.7"], [])
    assert undated(of("xa-ta-hoc", lead_only=True)) == ([], [])


@pytest.fixture
def done(tmp_path: Path) -> dict[tuple[str, int, date], Deadline]:
    """The year of Sở Một on 11/03/2026, by a submission of that day."""
    submission = submit(
        tmp_path,
        "agency: so-mot\nperiod: Q1/2026\nreported_on: 11/03/2026\nmetrics: {}\n"
        "agency_plan: {issued_on: 12/01/2026}\n"
        "activities:\n"
        "  I.1: {status: done, completed_on: 28/02/2026}\n"
        "  I.2: {status: in_progress}\n"
        "  I.3: {status: in_progress, completed_on: [02/02/2026]}\n",
    )
    found = deadlines(PLAN, *YEAR, date(2026, 4, 1), of("so-mot"), submission)
    return {(item.id, item.number, item.due_on): item for item in found.items}


@pytest.mark.parametrize(
    ("item", "number", "day", "state", "completed_on"),
    [
        ("I.1", 1, date(2026, 2, 28), "done", date(2026, 2, 28)),
        ("I.1", 2, date(2026, 12, 31), "open", None),
        ("I.2", 1, date(2026, 3, 31), "overdue", None),
        ("I.3", 1, date(2026, 1, 31), "overdue", None),
        ("I.3", 1, date(2026, 2, 28), "done", date(2026, 2, 2)),
        ("I.3", 1, date(2026, 4, 30), "open", None),
        ("agency-plan", 1, date(2026, 1, 10), "late", date(2026, 1, 12)),
        ("report-2026-Q1", 1, date(2026, 3, 11), "done", date(2026, 3, 11)),
        ("report-2026-H1", 1, date(2026, 6, 11), None, None),
        ("data-2026-Q1", 1, date(2026, 3, 9), None, None),
    ],
)
def test_what_a_submission_tells(
    done: dict[tuple[str, int, date], Deadline],
    item: str,
    number: int,
    day: date,
    state: str | None,
    completed_on: date | None,
) -> None:
    found = done[item, number, day]
    assert (found.state, found.completed_on) == (state, completed_on)


def test_a_report_sent_late_is_late(tmp_path: Path) -> None:
    text = "agency: so-mot\nperiod: Q1/2026\nreported_on: 12/03/2026\nmetrics: {}\n"
    found = deadlines(PLAN, *YEAR, date(2026, 4, 1), of("so-mot"), submit(tmp_path, text))
    (item,) = (item for item in found.items if item.id == "report-2026-Q1")
    assert item.state == "late"


def test_the_provinces_reports() -> None:
    """Data close on the 9th, reports are due before the 12th of the period's last month."""
    found = deadlines(load(), *YEAR, TODAY)
    reports = [item for item in days(found) if item[1].startswith(("data-", "report-"))]
    assert reports == [
        ("2026-03-09", "data-2026-Q1"),
        ("2026-03-11", "report-2026-Q1"),
        ("2026-06-09", "data-2026-H1"),
        ("2026-06-11", "report-2026-H1"),
        ("2026-09-09", "data-2026-Q3"),
        ("2026-09-11", "report-2026-Q3"),
        ("2026-12-09", "data-2026-Y"),
        ("2026-12-11", "report-2026-Y"),
    ]
    assert ("2026-01-10", "agency-plan") in days(found)
    assert load().period["2026-Q3"].data_from == date(2026, 6, 10)
