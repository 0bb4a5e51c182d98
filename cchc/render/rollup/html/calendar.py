"""The agencies' own plans, then the activities by month, with how each lead stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import Child, element
from cchc.render.rollup.html.links import PageLinks
from cchc.render.rollup.lists import duties
from cchc.results import ActivityResult, State
from cchc.rollup.model import Rollup, Standing

_ORDER: Final[tuple[State, ...]] = ("not_reported", "overdue", "late", "open", "done")
_NAMED: Final = 6
"""Leads that are named; more are counted."""


class Due(NamedTuple):
    """One output on one day, with all who lead it."""

    day: date
    results: tuple[tuple[Standing, ActivityResult], ...]


def calendar(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    """The agencies' own plans, then a list for each month; what has no day is left out."""
    due = _due(rollup)
    own_plans = [element("p", text) for text in duties(rollup, messages)]
    if not (due or own_plans):
        return None
    months = groupby(due, key=lambda one: (one.day.year, one.day.month))
    return element("div", own_plans, _months(months, rollup, messages), class_="calendar")


def _due(rollup: Rollup) -> list[Due]:
    found: dict[tuple[date, str, int], list[tuple[Standing, ActivityResult]]] = {}
    for standing in rollup.now.standings:
        for result in standing.led:
            if result.due_on:
                key = (result.due_on, result.activity.id, result.number)
                found.setdefault(key, []).append((standing, result))
    order = {activity.id: number for number, activity in enumerate(rollup.plan.activities)}
    keys = sorted(found, key=lambda key: (key[0], order[key[1]], key[2]))
    return [Due(key[0], tuple(found[key])) for key in keys]


def _months(
    months: groupby[tuple[int, int], Due], rollup: Rollup, messages: Messages
) -> Iterator[Element]:
    today_shown = False
    for (year, month), group in months:
        items: list[Element] = []
        for one in group:
            if one.day >= rollup.day and not today_shown:
                items.append(_today(rollup, messages))
                today_shown = True
            items.append(_item(one, messages))
        yield element("h3", messages("report.month", month=f"{month:02d}", year=year))
        yield element("ol", items)
    if not today_shown:
        yield element("ol", _today(rollup, messages))


def _today(rollup: Rollup, messages: Messages) -> Element:
    return element("li", messages("report.today", day=rollup.day), class_="today")


def _item(due: Due, messages: Messages) -> Element:
    activity, output = due.results[0][1].activity, due.results[0][1].output
    return element(
        "li",
        element(
            "time",
            f"{messages.day(due.day)}, {messages.weekday(due.day)}",
            datetime=due.day.isoformat(),
        ),
        element("span", f" {activity.id} {activity.title[messages.lang]}", class_="what"),
        element("span", f" → {output.name[messages.lang]}", class_="output"),
        element("ul", _leads(due, messages), class_="leads"),
        data_field=activity.field,
        data_agencies=" ".join(standing.agency.id for standing, _ in due.results),
        data_kinds=" ".join(dict.fromkeys(standing.agency.kind for standing, _ in due.results)),
    )


def _leads(due: Due, messages: Messages) -> Iterator[Element]:
    """Each lead's state, the worst first; many leads of one state are counted."""
    states = Counter(result.state for _, result in due.results)
    for state in _ORDER:
        leads = [pair for pair in due.results if pair[1].state == state]
        if not leads:
            continue
        names: Child = "; ".join(_lead(*pair, messages) for pair in leads[:_NAMED])
        more = states[state] - _NAMED
        if more > 0:
            names = f"{names}; {messages('report.more', count=more)}"
        mark = element("b", messages(f"state.{state}"), class_=f"state-{state}")
        yield element("li", mark, f": {names}")


def _lead(standing: Standing, result: ActivityResult, messages: Messages) -> str:
    if not result.completed_on:
        return standing.agency.name
    document = f", {result.document}" if result.document else ""
    return f"{standing.agency.name} ({messages.day(result.completed_on)}{document})"
