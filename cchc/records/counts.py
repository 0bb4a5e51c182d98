"""Tables of counts: what the query of `cchc tally --sql` came to where the lists are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.table import Row, Sheet
from cchc.plan.model import Metric, Plan, ReportingPeriod
from cchc.records.lists import MOST_UNUSABLE
from cchc.records.model import Counts, RecordKind, Tallied
from cchc.records.query import DENOMINATOR, LACKING, NUMERATOR
from cchc.submission.agencies import resolve

_HEAD: Final = ("period", "agency", "dossiers", "flawed")


def find_columns(row: Row) -> dict[str, int] | None:
    """The columns of a table of counts, if this row is its heading."""
    found = {cell.scalar.text.strip().lower(): column for column, cell in row.cells.items()}
    return found if set(_HEAD) <= found.keys() else None


def read_counts(
    sheet: Sheet, file: str, plan: Plan, period: ReportingPeriod, metrics: Sequence[Metric]
) -> tuple[dict[str, list[Tallied]], list[Diagnostic]]:
    """What a table of counts says by agency, and what is wrong with it."""
    problems: list[Diagnostic] = []
    found: dict[str, list[Tallied]] = {}
    columns: dict[str, int] | None = None
    for row in sheet.rows:
        if columns is None:
            columns = find_columns(row)
            continue
        place = next(iter(row.cells.values())).scalar.place
        if (its := _text(row, columns, "period")) != period.id:
            problems.append(diagnostic("counts-period", place, found=its, period=period.id))
            continue
        named = _text(row, columns, "agency")
        agency = resolve(plan, named, place) if named else None
        if isinstance(agency, Diagnostic):
            problems.append(agency)
            continue
        for metric in metrics:
            if metric.id + NUMERATOR in columns:
                counts = _counts(row, columns, metric, place, problems)
                one = Tallied(metric.id, RecordKind("counts", file), counts)
                found.setdefault(agency.id if agency else "", []).append(one)
    return found, problems


def _counts(
    row: Row, columns: dict[str, int], metric: Metric, place: Place, problems: list[Diagnostic]
) -> Counts | None:
    above, below, lacking, dossiers, flawed = (
        _whole(row, columns, name, place, problems)
        for name in (
            *(metric.id + part for part in (NUMERATOR, DENOMINATOR, LACKING)),
            *("dossiers", "flawed"),
        )
    )
    if above is None or below is None or lacking is None or dossiers is None or flawed is None:
        return None
    if above > below:
        problems.append(
            diagnostic("numerator-over-denominator", place, numerator=above, denominator=below)
        )
        return None
    if (lacking + flawed) > MOST_UNUSABLE * dossiers:
        problems.append(
            diagnostic("records-unusable", place, count=lacking + flawed, rows=dossiers)
        )
    return Counts(above, below)


def _text(row: Row, columns: dict[str, int], name: str) -> str:
    column = columns.get(name)
    return row.cells[column].scalar.text.strip() if column in row.cells else ""


def _whole(
    row: Row, columns: dict[str, int], name: str, place: Place, problems: list[Diagnostic]
) -> int | None:
    text = _text(row, columns, name)
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    problems.append(diagnostic("counts-cell", place, name=name))
    return None
