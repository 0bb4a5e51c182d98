"""Submissions as the agencies of one province write them, by the plan that travels with cchc."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from math import ceil
from pathlib import Path
from random import Random
from typing import Final

from cchc.plan.load import load
from cchc.plan.model import Agency, Plan, ReportingPeriod, Threshold
from cchc.template import Form, FormLine, form

LATE: Final = 0.05
"""Share of the agencies that report after the last day."""
WRONG: Final = 0.05
"""Share of the files with a mistake."""


def write_province(out: Path, periods: list[str], missing: int, seed: int) -> list[Path]:
    """Writes one file for each agency and period but `missing` agencies a period."""
    plan, random = load(), Random(seed)
    written = []
    for id in periods:
        if id not in plan.period:
            raise SystemExit(f"{id} is none of {', '.join(plan.period)}")
        (out / id).mkdir(parents=True, exist_ok=True)
        silent = set(random.sample([agency.id for agency in plan.agencies], missing))
        for agency in plan.agencies:
            text = _submission(plan, agency, plan.period[id], random)
            if agency.id not in silent:
                file = out / id / f"{agency.id}.yaml"
                file.write_text(text, encoding="utf-8")
                written.append(file)
    return written


def _submission(plan: Plan, agency: Agency, period: ReportingPeriod, random: Random) -> str:
    asked = form(plan, agency, period)
    late = random.random() < LATE
    day = period.due_on + timedelta(random.randint(1, 9) if late else -random.randint(0, 5))
    figures = [figure(line, random) for line in asked.lines]
    if random.random() < WRONG:
        spoil(figures, random)
    lines = [
        f"agency: {agency.id if random.random() < 0.4 else agency.name}",
        f"period: {period.id}",
        f"reported_on: {day:%d/%m/%Y}",
        "metrics:",
        *figures,
        *_activities(asked, day, random),
        *_agency_plan(asked, random),
    ]
    return "\n".join(lines) + "\n"


def figure(line: FormLine, random: Random) -> str:
    """A figure that mostly meets its threshold; what isn't due yet mostly doesn't."""
    metric, threshold = line.metric, line.targets[0].threshold
    misses = random.random() < (0.02 if line.is_due else 0.6)
    if not isinstance(threshold, Threshold):
        return f"  {metric.id}: {'chưa' if misses else 'có'}"
    limit = float(threshold.value)
    upwards = threshold.op in (">=", ">")
    if metric.kind == "count":
        return f"  {metric.id}: {round(limit * (0.6 if misses == upwards else 1.1))}"
    if metric.kind == "growth":
        return f"  {metric.id}: {_decimal(limit + (-2.5 if misses == upwards else 1.4))}%"
    if not metric.always_arises and random.random() < 0.06:
        return f"  {metric.id}: không phát sinh"
    if metric.counts_agencies == "one":
        return f"  {metric.id}: {'0/1' if misses else '1/1'}"
    best = 100.0 if upwards else 0.0
    share = limit - 9 if misses and upwards else limit + 9 if misses else limit
    if not misses:
        share += (best - limit) * random.random()
    return f"  {metric.id}: {_share(share, random, up=upwards)}"


def _share(share: float, random: Random, *, up: bool) -> str:
    """A share in one of the ways people write them."""
    share = min(100.0, max(0.0, share))
    of = random.choice((7, 12, 26, 38, 61, 154, 812, 1204))
    cases = min(of, ceil(of * share / 100)) if up else int(of * share / 100)
    match random.randrange(5):
        case 0:
            return f"{_decimal(share)}%"
        case 1:
            return f"{{numerator: {cases}, denominator: {of}}}"
        case _:
            return f"{cases}/{of}"


def _decimal(value: float) -> str:
    """With a comma, and the last digit rounded up, so as to stay on its side of a threshold."""
    return f"{ceil(value * 10) / 10:.1f}".removesuffix(".0").replace(".", ",")


def _activities(asked: Form, day: date, random: Random) -> Iterator[str]:
    done = [
        f"  {task.key}: {{status: done, completed_on: {completed:%d/%m/%Y}}}"
        for task in asked.tasks
        if (completed := task.due_on[0] + timedelta(random.randint(-20, 2))) <= day
        and completed.year == asked.period.due_on.year
        and random.random() < 0.8
    ]
    return chain(("activities:",) if done else (), done)


def _agency_plan(asked: Form, random: Random) -> Iterator[str]:
    for duty in asked.obligations:
        if duty.due_on and random.random() < 0.9:
            issued = duty.due_on - timedelta(random.randint(-1, 6))
            yield "agency_plan:"
            yield f"  issued_on: {issued:%d/%m/%Y}"


def spoil(figures: list[str], random: Random) -> None:
    """Makes one of the mistakes that are made."""
    at = random.randrange(len(figures))
    key = figures[at].partition(":")[0]
    match random.randrange(5):
        case 0:
            del figures[at]
        case 1:
            figures[at] = f"{key}: gần đủ"
        case 2:
            figures[at] = f"{key}: 104%"
        case 3:
            figures.insert(at, figures[-1])
        case _:
            figures[at] = f"{key}x: 91"
