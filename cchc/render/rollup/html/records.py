"""What the agencies' records say beside their reports: the largest differences."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import element
from cchc.render.rollup import records as words
from cchc.render.rollup.html.links import PageLinks
from cchc.rollup.model import Rollup

_COLUMNS = ("agency", "metric", "reported", "recomputed", "why")


def records(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    """A row for each difference; nothing where no records were given."""
    if rollup.records is None:
        return None
    rows = list(words.differences(rollup.records, messages))
    return element(
        "div",
        element("p", words.compared(rollup.records, messages)),
        _table(rows, messages) if rows else None,
        element("ul", (element("li", one) for one in words.problems(rollup.records, messages))),
    )


def _table(rows: list[words.Difference], messages: Messages) -> Element:
    headings = (element("th", messages(f"rollup.records.{name}"), scope="col") for name in _COLUMNS)
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", headings)),
            element(
                "tbody",
                (
                    element(
                        "tr",
                        element("th", row.agency, scope="row"),
                        (element("td", cell) for cell in row[1:]),
                    )
                    for row in rows
                ),
            ),
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=messages("rollup.records"),
    )
