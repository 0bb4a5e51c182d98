"""`cchc report -o FILE.html`: the picture of a period as one page for screens and paper."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit import provenance
from cchc.render.kit.page import element
from cchc.render.rollup import words
from cchc.render.rollup.html.calendar import calendar
from cchc.render.rollup.html.document import document
from cchc.render.rollup.html.heatmap import heatmap
from cchc.render.rollup.html.links import PageLinks
from cchc.render.rollup.html.owed import owed, reports
from cchc.render.rollup.html.periods import periods
from cchc.render.rollup.html.summary import summary
from cchc.render.rollup.html.targets import targets
from cchc.rollup.model import Rollup

_SECTIONS = {
    "summary": summary,
    "reports": reports,
    "owed": owed,
    "heatmap": heatmap,
    "targets": targets,
    "periods": periods,
    "calendar": calendar,
}
"""The parts of the page by the names of their anchors, in order."""


_TITLE = 70
"""Characters of a page's title, of which a tab or a bookmark shows fewer."""


def content(rollup: Rollup, messages: Messages, folder: str) -> bytes:
    """The page, which is to lie in `folder`."""
    links = PageLinks(rollup.plan, messages, folder)
    title = words.title(rollup, messages)
    parts = {name: part(rollup, messages, links) for name, part in _SECTIONS.items()}
    present = {name: part for name, part in parts.items() if part is not None}
    return document(
        messages(
            "report.title",
            title=rollup.now.period.title[messages.lang],
            id=rollup.now.period.id,
            decision=rollup.plan.plan.decision,
        )[:_TITLE],
        messages.lang,
        provenance.line(rollup.plan),
        element("a", messages("report.skip"), href="#summary", class_="skip"),
        element(
            "header",
            element("h1", title),
            element("p", messages("report.made", day=rollup.day)),
            element("nav", _contents(present, messages), aria_label=messages("report.contents")),
        ),
        _filters(rollup, messages),
        element(
            "main",
            (
                element(
                    "section",
                    element("h2", messages(f"report.{name}")),
                    part,
                    id=name,
                    aria_label=messages(f"report.{name}"),
                )
                for name, part in present.items()
            ),
        ),
        element(
            "footer",
            element("p", messages("report.footer")),
            element("p", provenance.line(rollup.plan)),
        ),
    )


def _contents(parts: dict[str, Element], messages: Messages) -> Element:
    return element(
        "ul",
        (
            element("li", element("a", messages(f"report.{name}"), href=f"#{name}"))
            for name in parts
        ),
    )


def _filters(rollup: Rollup, messages: Messages) -> Element:
    """What narrows the page; hidden until the script that works it has run."""
    return element(
        "form",
        _choice("agency", messages("report.filter.agency"), _agencies(rollup, messages), messages),
        _choice("field", messages("report.filter.field"), _fields(rollup, messages), messages),
        _choice("verdict", messages("report.filter.verdict"), _verdicts(messages), messages),
        element("button", messages("report.filter.reset"), type="reset"),
        element("button", messages("report.filter"), type="submit", class_="skip"),
        element("output", id="shown", data_text=messages("report.filter.shown")),
        id="filters",
        aria_label=messages("report.filter"),
        hidden=True,
    )


def _choice(name: str, label: str, options: Iterator[Element], messages: Messages) -> Element:
    every = element("option", messages("report.filter.all"), value="")
    return element("label", element("span", label), element("select", every, options, name=name))


def _agencies(rollup: Rollup, messages: Messages) -> Iterator[Element]:
    kinds = dict.fromkeys(agency.kind for agency in rollup.plan.agencies)
    for kind in kinds:
        name = messages(f"kind.{kind}")
        yield element("option", messages("report.filter.kind", kind=name), value=f"kind:{kind}")
    for kind in kinds:
        yield element(
            "optgroup",
            (
                element("option", agency.name, value=agency.id)
                for agency in rollup.plan.agencies
                if agency.kind == kind
            ),
            label=messages(f"kind.{kind}"),
        )


def _fields(rollup: Rollup, messages: Messages) -> Iterator[Element]:
    for field in words.fields_with_targets(rollup.plan):
        yield element("option", field.title[messages.lang], value=field.id)


def _verdicts(messages: Messages) -> Iterator[Element]:
    for status in ("fail", "missing", "invalid", "pass", "none_arising", "not_due"):
        yield element("option", messages(f"status.{status}"), value=status)
    yield element("option", messages("report.filter.undecided"), value="undecided")
