"""Who owes what: reports that are missing, late or wrong, then each agency's targets to mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.render.kit.page import Child, between, element
from cchc.render.rollup import words as province
from cchc.render.rollup.html.links import Links
from cchc.render.wording import reason
from cchc.results import Result, SubmissionResult
from cchc.rollup.model import FAILING, Rollup, Standing


def reports(report: Rollup, messages: Messages, links: Links) -> Element | None:
    """Reports that did not come, came late, or can't be used."""
    late = sorted(province.of_timing(report, "late"), key=lambda one: -one.days_late)
    early, undated = (province.of_timing(report, timing) for timing in ("early", "undated"))
    data_to = report.now.period.data_to
    parts = [
        _agencies(messages, "rollup.silent", province.of_timing(report, "silent"), links),
        _agencies(messages, "rollup.conflicts", province.of_timing(report, "conflict"), links),
        _agencies(messages, "rollup.late", late, links),
        _agencies(messages, "rollup.early", early, links, day=data_to),
        _agencies(messages, "rollup.undated", undated, links),
        _files(report, messages, links),
        _others(report, messages, links),
    ]
    return element("div", parts) if any(part is not None for part in parts) else None


def _agencies(
    messages: Messages, key: str, standings: Iterable[Standing], links: Links, **params: object
) -> Element | None:
    standings = tuple(standings)
    if not standings:
        return None
    items = (
        element(
            "li",
            one.agency.name
            if not one.days_late
            else messages("rollup.late.by", agency=one.agency.name, days=one.days_late),
            " " if one.files else None,
            between(", ", (_file(file, links) for file in one.files)),
            data_agency=one.agency.id,
            data_kind=one.agency.kind,
        )
        for one in standings
    )
    return element(
        "div",
        element("h3", messages(key, count=len(standings), **params)),
        element("ul", items, class_="names"),
    )


def _files(report: Rollup, messages: Messages, links: Links) -> Element | None:
    """Files with errors, with the first of them."""
    invalid = [*report.unattributed, *(one.checked for one in province.invalid(report))]
    if not invalid:
        return None
    return element(
        "div",
        element("h3", messages("rollup.invalid", count=len(invalid))),
        element("ul", (_wrong(checked, messages, links) for checked in invalid)),
    )


def _wrong(checked: SubmissionResult, messages: Messages, links: Links) -> Element:
    errors = [problem for problem in checked.diagnostics if problem.severity == "error"]
    where = f" {messages.place(errors[0].place)}:" if errors[0].place else ""
    more = messages("rollup.more-errors", count=len(errors) - 1) if errors[1:] else ""
    agency = checked.submission.agency
    return element(
        "li",
        _file(checked.submission.file, links),
        f":{where} {messages.message(errors[0])}",
        more,
        data_agency=agency.id if agency else None,
        data_kind=agency.kind if agency else None,
    )


def _others(report: Rollup, messages: Messages, links: Links) -> Element | None:
    """Files that were not counted."""
    parts = [
        element(
            "div",
            element("h3", messages(key)),
            element("ul", (element("li", _file(name, links)) for name in names)),
        )
        for key, names in province.left_aside(report)
    ]
    return element("div", parts) if parts else None


def _file(file: str, links: Links) -> Element:
    return element("a", os.path.basename(file), href=links.to(file), title=file, class_="file")


def owed(report: Rollup, messages: Messages, links: Links) -> Element | None:
    """Each agency that reported and has something to mend, the worst first."""
    behind = [one for one in report.now.standings if one.submitted and one.failing]
    if not behind:
        return None
    return element("div", (_agency(one, messages, links) for one in behind), class_="owed")


def _agency(standing: Standing, messages: Messages, links: Links) -> Element:
    failing = [result for result in standing.checked.results if result.status in FAILING]
    return element(
        "details",
        element(
            "summary",
            element("span", standing.agency.name, class_="name"),
            element("span", _counts(failing, messages), class_="counts"),
        ),
        element("p", between(", ", (_file(file, links) for file in standing.files))),
        element("ul", (_target(standing, one, messages, links) for one in failing)),
        id=f"agency-{standing.agency.id}",
        data_agency=standing.agency.id,
        data_kind=standing.agency.kind,
    )


def _counts(failing: list[Result], messages: Messages) -> str:
    statuses = [result.status for result in failing]
    return ", ".join(
        messages(
            "check.count", count=statuses.count(status), status=province.words(status, messages)
        )
        for status in ("fail", "missing", "invalid")
        if status in statuses
    )


def _target(standing: Standing, result: Result, messages: Messages, links: Links) -> Element:
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
