"""The headline: what came in, what is reached, where to look first."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import element
from cchc.render.rollup import overview, words
from cchc.render.rollup.html.charts import stacked
from cchc.render.rollup.html.links import PageLinks, anchor
from cchc.render.rollup.overview import STANDS, FieldStand
from cchc.rollup.model import Rollup


def summary(rollup: Rollup, messages: Messages, links: PageLinks) -> Element:
    """Big figures, how far each field is, what holds the province back; no more than a page."""
    notes = [element("p", note, class_="note") for note in words.notes(rollup, messages)]
    return element(
        "div",
        element("dl", _figures(rollup, messages), class_="figures"),
        element("p", words.submitted(rollup.now, messages)),
        element("p", words.reached(rollup.now, messages)),
        _by_field(rollup, messages),
        element(
            "div",
            _held_back(rollup, messages),
            _holding(rollup, messages),
            class_="columns",
        ),
        _changed(rollup, messages),
        _silent(rollup, messages),
        element("details", element("summary", messages("report.notes")), notes) if notes else None,
    )


def _by_field(rollup: Rollup, messages: Messages) -> Element:
    """A bar for each field: what is met, what isn't, what is open."""
    return element(
        "table",
        element("caption", messages("report.by-field")),
        element(
            "thead",
            element(
                "tr",
                element("th", messages("report.filter.field"), scope="col"),
                element("th", messages("report.share"), scope="col"),
                (element("th", messages(f"report.{one}"), scope="col") for one in STANDS),
            ),
        ),
        element("tbody", (_field_row(one, messages) for one in overview.by_field(rollup))),
        class_="fields",
    )


def _field_row(one: FieldStand, messages: Messages) -> Element:
    said = ", ".join(f"{messages(f'report.{stand}')}: {one.counts[stand]}" for stand in STANDS)
    return element(
        "tr",
        element("th", one.field.title[messages.lang], scope="row"),
        element("td", stacked([(stand, one.counts[stand]) for stand in STANDS], said)),
        (element("td", str(one.counts[stand])) for stand in STANDS),
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


def _held_back(rollup: Rollup, messages: Messages) -> Element | None:
    found = overview.held_back(rollup, messages)
    items = (
        element(
            "li",
            element(
                "a", one.total.target.title[messages.lang], href=f"#{anchor(one.total.target)}"
            ),
            messages("report.failing-agencies", count=one.agencies),
            _missing(one.missing, messages),
        )
        for one in found
    )
    heading = element("h3", messages("report.worst-targets"))
    return element("div", heading, element("ol", items)) if found else None


def _holding(rollup: Rollup, messages: Messages) -> Element | None:
    found = overview.holding(rollup, messages)
    items = (
        element(
            "li",
            element("a", one.standing.agency.name, href=f"#agency-{one.standing.agency.id}"),
            messages("report.failing-targets", count=one.standing.failing),
            _missing(one.missing, messages),
        )
        for one in found
    )
    heading = element("h3", messages("report.worst-agencies"))
    return element("div", heading, element("ol", items)) if found else None


def _missing(cases: str, messages: Messages) -> str | None:
    return f"; {messages('report.missing', cases=cases)}" if cases else None


def _changed(rollup: Rollup, messages: Messages) -> Element | None:
    """What moved since the period before; nothing where there is none."""
    if not rollup.earlier:
        return None
    before = rollup.earlier[-1].period
    heading = messages("rollup.changes", title=before.title, id=before.id)
    return element("div", element("h3", heading), element("p", words.moves(rollup, messages)))


def _silent(rollup: Rollup, messages: Messages) -> Element | None:
    found = overview.silent(rollup)
    if not found:
        return None
    names = "; ".join(one.agency.name for one in found)
    heading = messages("report.silent", count=len(found))
    return element("div", element("h3", heading), element("p", names, class_="note"))
