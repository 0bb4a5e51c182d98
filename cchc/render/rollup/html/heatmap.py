"""The map of agencies × targets, worst agencies first; what a cell says shows below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import element
from cchc.render.rollup.html.links import PageLinks, anchor
from cchc.render.wording import shown_fraction, shown_value
from cchc.results import Result, Status
from cchc.rollup.model import Rollup, Standing

_LEGEND: Final[tuple[Status, ...]] = (
    "fail",
    "missing",
    "invalid",
    "pass",
    "none_arising",
    "not_due",
)


def heatmap(rollup: Rollup, messages: Messages, links: PageLinks) -> Element:
    """A table whose cells can be walked through with the arrow keys."""
    return element(
        "div",
        element("p", messages("report.heatmap.how"), class_="note"),
        element("ul", _legend(messages), class_="legend"),
        element(
            "section",
            _table(rollup, messages, links),
            class_="scroll",
            tabindex=0,
            aria_label=messages("report.heatmap.caption"),
        ),
        _fold(rollup, messages),
        element("p", id="detail", role="status", hidden=True),
    )


def _legend(messages: Messages) -> Iterator[Element]:
    for status in _LEGEND:
        mark = element("span", class_="mark", data_s=status, aria_hidden="true")
        yield element("li", mark, messages(f"status.{status}"))


def _table(rollup: Rollup, messages: Messages, links: PageLinks) -> Element:
    return element(
        "table",
        element("caption", messages("report.heatmap.caption")),
        element("thead", _fields(rollup, messages), _targets(rollup, messages)),
        element(
            "tbody", (_row(one, messages, links) for one in rollup.now.standings if one.submitted)
        ),
        element("tbody", (_row(one, messages, links) for one in _silent(rollup)), id="silent")
        if _silent(rollup)
        else None,
        id="map",
    )


def _silent(rollup: Rollup) -> list[Standing]:
    """The agencies that there is no report of, which stand below the others, folded."""
    return [one for one in rollup.now.standings if not one.submitted]


def _fold(rollup: Rollup, messages: Messages) -> Element | None:
    """What unfolds the rows of the silent; hidden until the script that works it has run."""
    count = len(_silent(rollup))
    if not count:
        return None
    text = messages("report.heatmap.silent", count=count)
    return element(
        "button", text, type="button", id="fold", hidden=True, aria_expanded="false",
        aria_controls="silent",
    )  # fmt: skip


def _fields(rollup: Rollup, messages: Messages) -> Element:
    titles = {field.id: field.title[messages.lang] for field in rollup.plan.fields}
    groups = groupby(rollup.plan.targets, key=lambda target: target.field)
    return element(
        "tr",
        element("th", messages("rollup.column.agency"), rowspan=2, scope="col"),
        (
            element(
                "th",
                titles[field],
                colspan=len(list(group)),
                scope="colgroup",
                title=titles[field],
                data_field=field,
            )
            for field, group in groups
        ),
    )


def _targets(rollup: Rollup, messages: Messages) -> Element:
    """Numbers that lead to the targets: their titles would not fit."""
    return element(
        "tr",
        (
            element(
                "th",
                element("a", str(number), href=f"#{anchor(target)}"),
                scope="col",
                title=target.title[messages.lang],
                data_field=target.field,
                data_reached=total.status if (total := rollup.now.total(target)) else None,
                data_clause=messages.clause(target.source, rollup.plan),
            )
            for number, target in enumerate(rollup.plan.targets, 1)
        ),
    )


def _row(standing: Standing, messages: Messages, links: PageLinks) -> Element:
    file = standing.checked.submission.file
    return element(
        "tr",
        element("th", standing.agency.name, scope="row"),
        (_cell(result, messages) for result in standing.checked.results),
        data_agency=standing.agency.id,
        data_kind=standing.agency.kind,
        data_file=links.to(file) if file else None,
        data_name=os.path.basename(file) or None,
        class_=None if standing.submitted else "silent",
    )


def _cell(result: Result, messages: Messages) -> Element:
    if result.status == "not_applicable":
        return element("td")
    fraction = shown_fraction(result, messages)
    value = shown_value(result, messages) if result.content else ""
    return element(
        "td",
        messages(f"status.{result.status}"),
        data_s=result.status,
        data_v=(f"{value} ({fraction})" if fraction else value) or None,
        data_at=messages.place(result.place) if result.place else None,
    )
