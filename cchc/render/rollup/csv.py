"""`cchc rollup --format csv`: one row for each agency and target, for other programs.

Headings are the names of the JSON; figures are decimals with a point; commas part the cells.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final, TextIO

from cchc.exact import amount_text
from cchc.render.kit.csv import harmless, place_in_decision
from cchc.render.look import Look
from cchc.render.wording import exact_value
from cchc.results import Result
from cchc.rollup.model import Rollup, Standing
from cchc.submission.model import Measured

COLUMNS: Final = (
    *("period", "agency", "name", "kind", "timing", "reported_on", "target", "metric", "field"),
    *("section", "item", "clause", "status", "value", "numerator", "denominator"),
    *("op", "threshold", "unit", "file", "line", "column", "sheet", "cell", "note"),
)


def render(rollup: Rollup, look: Look, out: TextIO) -> None:
    """Writes the agencies as the registry has them, each with its targets in the plan's order."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    standings = {one.agency.id: one for one in rollup.now.standings}
    for agency in rollup.plan.agencies:
        writer.writerows(_rows(rollup, standings[agency.id]))


def _rows(rollup: Rollup, standing: Standing) -> Iterator[tuple[str, ...]]:
    agency, submission = standing.agency, standing.checked.submission
    reported_on = submission.reported_on
    head = (
        rollup.now.period.id,
        harmless(agency.id),
        harmless(agency.name),
        agency.kind,
        standing.timing,
        reported_on.isoformat() if reported_on else "",
    )
    for result in standing.checked.results:
        if result.status != "not_applicable":
            yield *head, *_target(result), *_figure(result), *_place(result, submission.file)


def _target(result: Result) -> tuple[str, ...]:
    target = result.target
    return target.id, target.metric, target.field, *place_in_decision(target.source)


def _figure(result: Result) -> tuple[str, ...]:
    content = result.content if isinstance(result.content, Measured) else None
    numerator = content.numerator if content else None
    denominator = content.denominator if content else None
    threshold = result.target.threshold
    return (
        result.status,
        exact_value(result) or "",
        "" if numerator is None else amount_text(numerator),
        "" if denominator is None else amount_text(denominator),
        threshold.op,
        str(threshold.value),
        getattr(threshold, "unit", ""),
    )


def _place(result: Result, file: str) -> tuple[str, ...]:
    place = result.place
    line, column = (str(place.line), str(place.column)) if place else ("", "")
    sheet = place.sheet if place else ""
    cell = place.cell if place and sheet else ""
    return harmless(file), line, column, harmless(sheet), cell, harmless(result.note)
