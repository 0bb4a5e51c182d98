"""The national portal's tables (Decision 766/QĐ-TTg): what it says, by its own definitions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.table import Row, Sheet
from cchc.plan.model import Metric, Plan, PortalMeasure
from cchc.records.model import Published
from cchc.submission.agencies import find_agencies
from cchc.text import fold

_AGENCY: Final = "departmentName"
_MARK: Final = "departmentCode"
_CODE, _NAME = "code", "name"
_KEY: Final = {"metricCode", "cchc metric"}


def find_columns(row: Row) -> dict[str, int] | None:
    """The columns of a table of the portal, if this row is its heading."""
    found = {cell.scalar.text: column for column, cell in row.cells.items()}
    return found if {_MARK, _AGENCY} <= found.keys() else None


def is_key(row: Row) -> bool:
    """Whether this is the heading of the table that says which metric a measure belongs to.

    The plan has what it says (`records`), so that it needn't be read.
    """
    return {cell.scalar.text for cell in row.cells.values()} >= _KEY


def read_portal(
    sheet: Sheet, file: str, plan: Plan, metrics: Sequence[Metric]
) -> tuple[dict[str, list[Published]], list[Diagnostic]]:
    """What a table says by agency, and what there is to say of it.

    Rows of agencies that the plan hasn't got are left alone: the portal lists every province's.
    """
    problems: list[Diagnostic] = []
    found: dict[str, list[Published]] = {}
    columns: dict[str, int] | None = None
    provinces: set[str] = set()
    for row in sheet.rows:
        if columns is None:
            columns = find_columns(row)
            continue
        name = _text(row, columns, _AGENCY)
        place = next(iter(row.cells.values())).scalar.place
        if fold(name).startswith("ubnd tinh") and fold(name) not in provinces:
            provinces.add(fold(name))
            if _is_province_of(plan, name):
                continue
            problems.append(
                diagnostic("portal-other-province", place, name=name, by=plan.plan.issued_by)
            )
        agencies = find_agencies(plan, name) if name else []
        if len(agencies) != 1:
            continue
        for metric in metrics:
            for measure in metric.records.portal if metric.records else ():
                if one := _published(row, columns, metric, measure, file, problems):
                    found.setdefault(agencies[0].id, []).append(one)
    return found, problems


def _is_province_of(plan: Plan, name: str) -> bool:
    return fold(name).removeprefix("ubnd ") in fold(plan.plan.issued_by)


def _published(
    row: Row,
    columns: dict[str, int],
    metric: Metric,
    measure: PortalMeasure,
    file: str,
    problems: list[Diagnostic],
) -> Published | None:
    """What the row says of a measure; None where it is about something else."""
    if measure.code:
        names = {fold(_text(row, columns, key)) for key in (_CODE, _NAME)}
        if fold(measure.code) not in names:
            return None
        keys, called = ("numerator", "denominator"), measure.code
    else:
        keys = (measure.numerator or "", measure.denominator or "")
        if not set(keys) <= columns.keys():
            return None
        called = "/".join(keys)
    above, below = (_whole(row, columns, key, problems) for key in keys)
    value = Fraction(100 * above, below) if above is not None and below else None
    if value is None and measure.code:
        value = _ratio(_text(row, columns, "ratio"))
    return Published(metric.id, file, called, measure.differs, above, below, value)


def _text(row: Row, columns: dict[str, int], name: str) -> str:
    column = columns.get(name)
    return row.cells[column].scalar.text if column in row.cells else ""


def _whole(row: Row, columns: dict[str, int], name: str, problems: list[Diagnostic]) -> int | None:
    text = _text(row, columns, name).strip()
    if not text or (text.isascii() and text.isdigit() and len(text) <= 18):
        return int(text) if text else None
    place = row.cells[columns[name]].scalar.place
    problems.append(diagnostic("portal-cell", place, name=name))
    return None


def _ratio(text: str) -> Fraction | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and 0 <= value <= 100 else None
