"""The period beside those before it: how many reported, how much is reached, what turned."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import element
from cchc.render.rollup import words
from cchc.render.rollup.html.links import PageLinks, anchor
from cchc.rollup.model import FigureChange, Impossible, Rollup, Snapshot


def periods(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    """A row for each period, then the changes; nothing where there is only one period."""
    if not rollup.earlier:
        return None
    heading = ("period", "came", "reached", "not-reached", "undecided", "failing")
    before = rollup.earlier[-1].period
    return element(
        "div",
        element(
            "section",
            element(
                "table",
                element(
                    "thead",
                    element(
                        "tr",
                        (
                            element("th", messages(f"report.{name}"), scope="col")
                            for name in heading
                        ),
                    ),
                ),
                element("tbody", (_row(one, messages) for one in (*rollup.earlier, rollup.now))),
            ),
            class_="scroll",
            tabindex=0,
            aria_label=messages("report.periods.table"),
        ),
        element("h3", messages("rollup.changes", title=before.title, id=before.id)),
        element("p", words.moves(rollup, messages)),
        _newly(rollup, messages),
        _impossible(rollup, messages, links),
    )


def _row(snapshot: Snapshot, messages: Messages) -> Element:
    came = [one for one in snapshot.standings if one.submitted]
    reached = snapshot.reached
    figures = (
        f"{len(came)}/{len(snapshot.standings)}",
        *(str(reached[status]) for status in ("pass", "fail", "undecided")),
        str(sum(one.failing for one in came)),
    )
    return element(
        "tr",
        element("th", snapshot.period.title[messages.lang], scope="row"),
        (element("td", figure) for figure in figures),
    )


def _newly(rollup: Rollup, messages: Messages) -> Element | None:
    newly = words.newly_failing(rollup)
    if not newly:
        return None
    return element(
        "details",
        element("summary", messages("rollup.newly")),
        element(
            "ul",
            (
                element(
                    "li",
                    element("a", target.title[messages.lang], href=f"#{anchor(target)}"),
                    element("ul", (_change(one, messages) for one in changes)),
                    data_field=target.field,
                )
                for target, changes in newly
            ),
        ),
    )


def _change(change: FigureChange, messages: Messages) -> Element:
    return element(
        "li",
        words.turned(change, messages),
        data_agency=change.agency.id,
        data_kind=change.agency.kind,
        data_status=change.after.status,
    )


def _impossible(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    if not rollup.impossible:
        return None
    return element(
        "details",
        element("summary", messages("rollup.impossible", count=len(rollup.impossible))),
        element("ul", (_fall(one, messages, links) for one in rollup.impossible)),
    )


def _fall(one: Impossible, messages: Messages, links: PageLinks) -> Element:
    return element(
        "li",
        words.fall_of(one, messages),
        " (",
        links.figure(messages("report.earlier"), one.earlier, None),
        ", ",
        links.figure(messages("report.later"), one.later, None),
        ")",
        data_agency=one.agency.id,
        data_kind=one.agency.kind,
    )
