"""Each target: what the province reaches, how agencies lie about the threshold, the clause."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element

from cchc.messages import Messages
from cchc.plan.model import Threshold
from cchc.render.kit.page import Child, between, element
from cchc.render.rollup import words
from cchc.render.rollup.html.charts import distribution, scale, trend
from cchc.render.rollup.html.links import PageLinks, anchor
from cchc.render.wording import shown_fraction, shown_value
from cchc.results import Result
from cchc.rollup.model import FAILING, Rollup, Standing, Total
from cchc.submission.model import Measured


def targets(rollup: Rollup, messages: Messages, links: PageLinks) -> Element:
    """An article for each target, by field."""
    return element(
        "div",
        (
            (
                element("h3", field.title[messages.lang], data_field=field.id),
                (
                    _article(rollup, total, messages, links)
                    for total in rollup.now.totals
                    if total.target.field == field.id
                ),
            )
            for field in words.fields_with_targets(rollup.plan)
        ),
        class_="targets",
    )


def _article(rollup: Rollup, total: Total, messages: Messages, links: PageLinks) -> Element:
    target = total.target
    number = rollup.plan.targets.index(target) + 1
    return element(
        "article",
        element("h4", f"{number}. {target.title[messages.lang]}"),
        element("p", _standing(rollup, total, messages, links), class_="standing"),
        _distribution(rollup, total, messages),
        _answers(total, messages),
        _trend(rollup, total, messages),
        _failing(rollup, total, messages, links),
        _clause(rollup, total, messages),
        id=anchor(target),
        data_field=target.field,
    )


def _standing(
    rollup: Rollup, total: Total, messages: Messages, links: PageLinks
) -> Iterator[Child]:
    """The verdict, the figure and what it is held against."""
    yield element("b", words.status(total, messages), class_=total.status)
    fraction = words.fraction(total, messages)
    figure = words.value(total, messages) + (f" ({fraction})" if fraction else "")
    yield " "
    yield _of_lead(rollup, total, figure, links) if total.basis == "lead" else figure
    yield f", {messages('report.needs', threshold=words.threshold(total, messages))}"
    if bounds := words.bounds(total, messages):
        yield f"; {messages('report.between', bounds=bounds)}"


def _of_lead(rollup: Rollup, total: Total, figure: str, links: PageLinks) -> Child:
    """The lead's figure, which leads to its file."""
    number = rollup.plan.targets.index(total.target)
    lead = next(one for one in rollup.now.standings if one.agency == total.lead)
    place = lead.checked.results[number].place
    return links.figure(figure, lead.checked.submission.file, place)


def _measured(rollup: Rollup, total: Total) -> list[tuple[Standing, Result, Fraction]]:
    """The agencies that gave a figure for a target."""
    number = rollup.plan.targets.index(total.target)
    return [
        (one, result, result.content.value)
        for one in rollup.now.standings
        if isinstance((result := one.checked.results[number]).content, Measured)
    ]


def _distribution(rollup: Rollup, total: Total, messages: Messages) -> Element | None:
    threshold = total.target.threshold
    measured = _measured(rollup, total)
    if not isinstance(threshold, Threshold) or len(measured) < 2:
        return None
    limit = Fraction(threshold.value)
    bounds = (total.low, total.high) if total.low != total.high else (None, None)
    every = [limit, *(value for *_, value in measured)]
    every += [value for value in (total.value, *bounds) if value is not None]
    span = scale(every, percent=total.measure == "percent")
    unit = "%" if total.measure == "percent" else ""
    passing = sum(result.status == "pass" for _, result, _ in measured)
    return distribution(
        span,
        [(value, result.status == "pass") for _, result, value in measured],
        limit,
        (total.value, *bounds),
        messages("report.drawing", passing=passing, count=len(measured)),
        (
            f"{messages.number(str(int(span.first)))}{unit}",
            f"{messages.number(str(int(span.last)))}{unit}",
        ),
    )


def _answers(total: Total, messages: Messages) -> Element | None:
    """How many agencies stand how, where several are concerned."""
    if total.basis == "lead":
        return None
    counts = words.counted(sorted(total.counts.items(), key=lambda one: -one[1]), messages)
    return element("p", messages("report.agencies-stand", counts=counts))


def _trend(rollup: Rollup, total: Total, messages: Messages) -> Element | None:
    """The province's figure over the periods."""
    course = [
        (snapshot.period.id, one)
        for snapshot in (*rollup.earlier, rollup.now)
        if (one := snapshot.total(total.target))
    ]
    if len(course) < 2:
        return None
    path = " → ".join(f"{period} {words.value(one, messages)}" for period, one in course)
    totals = [one for _, one in course]
    drawing = None
    if total.measure == "percent" and sum(one.value is not None for one in totals) > 1:
        drawing = trend([one.value for one in totals], words.limit(total), path)
    return element("p", drawing, f" {path}", class_="over-time")


def _failing(rollup: Rollup, total: Total, messages: Messages, links: PageLinks) -> Element | None:
    """The agencies in the way, with their figures."""
    number = rollup.plan.targets.index(total.target)
    failing = [
        (one, one.checked.results[number])
        for one in rollup.now.standings
        if one.submitted and one.checked.results[number].status in FAILING
    ]
    if not failing:
        return None
    return element(
        "details",
        element("summary", messages("report.failing-list", count=len(failing))),
        element("ul", (_agency(one, result, messages, links) for one, result in failing)),
    )


def _agency(standing: Standing, result: Result, messages: Messages, links: PageLinks) -> Element:
    fraction = shown_fraction(result, messages)
    value = shown_value(result, messages) + (f" ({fraction})" if fraction else "")
    status = messages(f"status.{result.status}")
    return element(
        "li",
        f"{standing.agency.name}: ",
        links.figure(
            value if result.content and result.status == "fail" else status,
            standing.checked.submission.file,
            result.place,
        ),
        data_agency=standing.agency.id,
        data_kind=standing.agency.kind,
        data_status=result.status,
    )


def _clause(rollup: Rollup, total: Total, messages: Messages) -> Iterator[Element]:
    """Where the decision says so, what is counted; folded, how the clause is read."""
    target, metric = total.target, total.metric
    reading = target.reading
    rows: list[Child] = [
        messages(
            "report.clause",
            decision=rollup.plan.plan.decision,
            clause=messages.clause(target.source, rollup.plan),
        ),
        messages("report.counted", what=metric.numerator),
        messages("report.counted-of", what=metric.denominator) if metric.denominator else None,
    ]
    yield element("p", between(" ", (row for row in rows if row is not None)), class_="clause-text")
    if reading:
        said = messages("report.reading", decided=reading.decided, why=reading.why)
        summary = element("summary", messages("report.reading.summary"))
        yield element("details", summary, element("p", said), class_="clause-text")
