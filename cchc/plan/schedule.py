"""From a schedule in the plan to the days on which something falls due."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta

from cchc.plan.model import Plan, Schedule

MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
QUARTER: Final = re.compile(r"([0-9]{4})-Q([1-4])")
END_OF_MONTH: Final = relativedelta(day=31)
"""Added to any day, gives the last day of its month."""


@lru_cache(maxsize=128)
def end_of_month(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, 1) + END_OF_MONTH


def end_of_quarter(year: int, quarter: int) -> date:
    """Last day of a quarter, 1 to 4."""
    return end_of_month(year, quarter * 3)


def parse_month(text: str) -> tuple[int, int]:
    """Year and month of a plan's ``YYYY-MM``.

    Raises:
        ValueError: another form, or no such month.
    """
    return _parse(MONTH, text)


def parse_quarter(text: str) -> tuple[int, int]:
    """Year and quarter of a plan's ``YYYY-Qn``.

    Raises:
        ValueError: another form, or no such quarter.
    """
    return _parse(QUARTER, text)


def _parse(pattern: re.Pattern[str], text: str) -> tuple[int, int]:
    match = pattern.fullmatch(text)
    if not match:
        raise ValueError(text)
    return int(match[1]), int(match[2])


def due_dates(schedule: Schedule, plan: Plan) -> tuple[date, ...]:
    """Every day on which the schedule asks for the output, in order.

    Empty for what is ongoing or waits for an event.
    """
    year = plan.plan.year
    if schedule.kind == "day" and schedule.day:
        return (schedule.day,)
    if schedule.kind == "month" and schedule.month:
        return (end_of_month(*parse_month(schedule.month)),)
    if schedule.kind == "quarter" and schedule.quarter:
        return (end_of_quarter(*parse_quarter(schedule.quarter)),)
    if schedule.kind == "year":
        return (end_of_month(year, 12),)
    if schedule.kind == "monthly":
        return tuple(end_of_month(year, month) for month in range(1, 13))
    if schedule.kind == "quarterly":
        return tuple(end_of_quarter(year, quarter) for quarter in range(1, 5))
    if schedule.kind == "half_yearly":
        return end_of_month(year, 6), end_of_month(year, 12)
    if schedule.kind == "reporting":
        return tuple(plan.period[period].due_on for period in schedule.periods)
    return ()
