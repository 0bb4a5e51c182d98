"""Who owes what: reports that are missing, late or wrong, then each agency's targets to mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import Child, between, element
from cchc.render.rollup import words
from cchc.render.rollup.html.links import PageLinks
from cchc.render.rollup.lists import Code, File, ListedLine, Listing, Piece
from cchc.render.rollup.lists import reports as lists_of_reports
from cchc.render.wording import reason
from cchc.results import Result
from cchc.rollup.model import FAILING, Rollup, Standing


def reports(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    """Reports that did not come, came late, or can't be used."""
    lists = tuple(lists_of_reports(rollup, messages))
    return element("div", (_listing(one, links) for one in lists)) if lists else None


def _listing(listing: Listing, links: PageLinks) -> Element:
    return element(
        "div",
        element("h3", listing.heading),
        element(
            "ul",
            (_line(line, links) for line in listing.lines),
            class_="names" if listing.in_a_row else None,
        ),
        (element("p", text) for text in listing.closing),
    )


def _line(line: ListedLine, links: PageLinks) -> Element:
    return element(
        "li",
        (_piece(piece, links) for piece in line.pieces),
        " " if line.files else None,
        _files(line.files, links),
        data_agency=line.agency.id if line.agency else None,
        data_kind=line.agency.kind if line.agency else None,
    )


def _piece(piece: Piece, links: PageLinks) -> Child:
    if isinstance(piece, File):
        return _file(piece, links)
    return element("code", piece) if isinstance(piece, Code) else piece


def _files(files: Iterable[str], links: PageLinks) -> Child:
    return between(", ", (_file(file, links) for file in files))


def _file(file: str, links: PageLinks) -> Element:
    return element("a", os.path.basename(file), href=links.to(file), title=file, class_="file")


def owed(rollup: Rollup, messages: Messages, links: PageLinks) -> Element | None:
    """Each agency that reported and has something to mend, the worst first."""
    behind = words.behind(rollup)
    if not behind:
        return None
    return element("div", (_agency(one, messages, links) for one in behind), class_="owed")


def _agency(standing: Standing, messages: Messages, links: PageLinks) -> Element:
    failing = [result for result in standing.checked.results if result.status in FAILING]
    counts = words.failing_counts(standing.checked.summary, messages)
    return element(
        "details",
        element(
            "summary",
            element("span", standing.agency.name, class_="name"),
            element("span", counts, class_="counts"),
        ),
        element("p", _files(standing.files, links)),
        element("ul", (_target(standing, one, messages, links) for one in failing)),
        id=f"agency-{standing.agency.id}",
        data_agency=standing.agency.id,
        data_kind=standing.agency.kind,
    )


def _target(standing: Standing, result: Result, messages: Messages, links: PageLinks) -> Element:
    return element(
        "li",
        element("b", messages(f"status.{result.status}"), class_=result.status),
        f" {result.target.title[messages.lang]} (",
        links.clause(result.target),
        "): ",
        links.figure(reason(result, messages), standing.checked.submission.file, result.place),
        _note(result),
        data_field=result.target.field,
        data_status=result.status,
    )


def _note(result: Result) -> Iterator[Child]:
    if result.note:
        yield element("span", f" [{result.note}]", class_="note")
