"""From schedules to days: the last day of the month, the quarter, the half-year, the year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN

from cchc.plan.model import Schedule, Text
from cchc.plan.schedule import due_dates, end_of_month, end_of_quarter, parse_month, parse_quarter

MONTH_ENDS = [
    date(2026, month, day)
    for month, day in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
]


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        (Schedule("month", month="2026-01"), [date(2026, 1, 31)]),
        (Schedule("month", month="2026-02"), [date(2026, 2, 28)]),
        (Schedule("month", month="2026-04"), [date(2026, 4, 30)]),
        (Schedule("month", month="2026-12"), [date(2026, 12, 31)]),
        (Schedule("quarter", quarter="2026-Q1"), [date(2026, 3, 31)]),
        (Schedule("quarter", quarter="2026-Q2"), [date(2026, 6, 30)]),
        (Schedule("quarter", quarter="2026-Q3"), [date(2026, 9, 30)]),
        (Schedule("quarter", quarter="2026-Q4"), [date(2026, 12, 31)]),
        (Schedule("year"), [date(2026, 12, 31)]),
        (Schedule("day", day=date(2026, 6, 29)), [date(2026, 6, 29)]),
        (Schedule("monthly"), MONTH_ENDS),
        (Schedule("quarterly"), MONTH_ENDS[2::3]),
        (Schedule("half_yearly"), [date(2026, 6, 30), date(2026, 12, 31)]),
        (
            Schedule("reporting", periods=("2026-Q1", "2026-Y")),
            [date(2026, 3, 11), date(2026, 12, 11)],
        ),
        (Schedule("ongoing"), []),
        (Schedule("event", event=Text("Khi cần", "When needed")), []),
        (Schedule("month", month="2026-06", event=Text("Sau khi", "After")), [date(2026, 6, 30)]),
    ],
)
def test_due_dates(schedule: Schedule, days: list[date]) -> None:
    assert list(due_dates(schedule, PLAN)) == days


def test_the_year_is_the_plans() -> None:
    leap = replace(PLAN, plan=replace(PLAN.plan, year=2028))
    monthly = due_dates(Schedule("monthly"), leap)
    assert len(monthly) == 12
    assert monthly[1] == date(2028, 2, 29)
    assert due_dates(Schedule("year"), leap) == (date(2028, 12, 31),)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_the_day_after_the_end_of_a_month_is_a_first(year: int, month: int) -> None:
    end = end_of_month(year, month)
    assert (end.year, end.month, end.day) == (year, month, monthrange(year, month)[1])
    assert (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("quarter", "end"),
    [
        (1, date(2025, 3, 31)),
        (2, date(2025, 6, 30)),
        (3, date(2025, 9, 30)),
        (4, date(2025, 12, 31)),
    ],
)
def test_end_of_quarter(quarter: int, end: date) -> None:
    assert end_of_quarter(2025, quarter) == end


def test_plans_write_months_and_quarters_in_iso_order() -> None:
    assert parse_month("2026-04") == (2026, 4)
    assert parse_quarter("2026-Q3") == (2026, 3)


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "2026-4", "26-04", "04/2026", "2026", "2026-04-01", "2026-xx", ""],
)
def test_no_month(text: str) -> None:
    with pytest.raises(ValueError):
        parse_month(text)


@pytest.mark.parametrize(
    "text", ["2026-Q0", "2026-Q5", "2026-q1", "2026-1", "26-Q1", "Q1/2026", "2026-QI", ""]
)
def test_no_quarter(text: str) -> None:
    with pytest.raises(ValueError):
        parse_quarter(text)


@pytest.mark.parametrize("text", ["2026-+4", "2026- 4", "2026-٠٤", "2_26-04", "+202-04"])
def test_a_month_is_written_in_digits_only(text: str) -> None:
    with pytest.raises(ValueError):
        parse_month(text)
