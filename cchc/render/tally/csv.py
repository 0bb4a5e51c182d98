"""`cchc tally --format csv`: a row for each figure of each record, for other programs."""

from __future__ import annotations

import csv
from typing import Any, Final, TextIO

from cchc.records.tally import Tally
from cchc.render.kit.csv import harmless
from cchc.render.look import Look
from cchc.render.records.document import document
from cchc.text import one_line

COLUMNS: Final = (
    *("agency", "period", "metric", "numerator", "denominator", "value", "source"),
    *("reported_numerator", "reported_denominator", "reported_value", "agrees", "doubt"),
    *("portal_numerator", "portal_denominator", "portal_value", "message"),
)
_SIDES: Final = ("numerator", "denominator", "value")


def render(report: Tally, look: Look, out: TextIO) -> None:
    """Writes the figures; names are those of the JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figure in document(report, look.messages)["figures"]:
        reported, portal = figure["reported"] or {}, figure["portal"] or {}
        cells = (
            *(report.agency.id, report.period.id, figure["metric"]),
            *(figure[side] for side in _SIDES),
            figure["source"],
            *(reported.get(side) for side in _SIDES),
            *(figure["agrees"], figure["doubt"]),
            *(portal.get(side) for side in _SIDES),
            figure["message"],
        )
        writer.writerow([_cell(cell) for cell in cells])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(one_line(str(value)))
