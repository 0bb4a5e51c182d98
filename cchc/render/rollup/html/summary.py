"""The headline: what came in, what is reached, where to look first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import element
from cchc.render.rollup import words
from cchc.render.rollup.html.links import PageLinks, anchor
from cchc.rollup.model import Rollup

_WORST: Final = 5
"""Targets, and agencies, that are named at the top."""


def summary(rollup: Rollup, messages: Messages, links: PageLinks) -> Element:
    """Big figures, then the targets and agencies that most is amiss with."""
    return element(
        "div",
        element("dl", _figures(rollup, messages), class_="figures"),
        element("p", words.submitted(rollup.now, messages)),
        element("p", words.reached(rollup.now, messages)),
        (element("p", note, class_="note") for note in words.notes(rollup, messages)),
        element(
            "div",
            _worst_targets(rollup, messages),
            _worst_agencies(rollup, messages),
            class_="columns",
        ),
    )


def _figures(rollup: Rollup, messages: Messages) -> Iterator[Element]:
    reached, timings = rollup.now.reached, rollup.now.timings
    came = sum(one.submitted for one in rollup.now.standings)
    overdue = sum(
        result.state in ("overdue", "not_reported")
        for standing in rollup.now.standings
        for result in standing.led
    )
    late = timings["late"]
    yield _figure("reports", f"{came}/{len(rollup.now.standings)}", messages("report.came"))
    yield _figure("targets", str(reached["pass"]), messages("report.reached"), "pass")
    yield _figure("targets", str(reached["fail"]), messages("report.not-reached"), "fail")
    if reached["undecided"]:
        yield _figure("targets", str(reached["undecided"]), messages("report.undecided"), "open")
    yield _figure("reports", str(late), messages("report.late"), "open" if late else "pass")
    kind = "fail" if overdue else "pass"
    yield _figure("calendar", str(overdue), messages("report.overdue"), kind)


def _figure(section: str, figure: str, label: str, kind: str = "") -> Element:
    link = element("a", figure, href=f"#{section}")
    return element("div", element("dt", label), element("dd", link), class_=kind or None)


def _worst_targets(rollup: Rollup, messages: Messages) -> Element | None:
    counted = [
        (total.counts.get("fail", 0) + total.counts.get("invalid", 0), total)
        for total in rollup.now.totals
    ]
    worst = sorted((one for one in counted if one[0]), key=lambda one: -one[0])[:_WORST]
    if not worst:
        return None
    items = (
        element(
            "li",
            element("a", total.target.title[messages.lang], href=f"#{anchor(total.target)}"),
            messages("report.failing-agencies", count=count),
        )
        for count, total in worst
    )
    return element("div", element("h3", messages("report.worst-targets")), element("ol", items))


def _worst_agencies(rollup: Rollup, messages: Messages) -> Element | None:
    worst = words.behind(rollup)[:_WORST]
    if not worst:
        return None
    items = (
        element(
            "li",
            element("a", one.agency.name, href=f"#agency-{one.agency.id}"),
            messages("report.failing-targets", count=one.failing),
        )
        for one in worst
    )
    return element("div", element("h3", messages("report.worst-agencies")), element("ol", items))
