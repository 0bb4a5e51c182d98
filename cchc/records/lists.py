"""Lists of dossiers (sổ theo dõi hồ sơ): where they are read from, and what they come to."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row, Sheet
from cchc.errors import InputError
from cchc.plan.definitions import COLUMNS
from cchc.plan.model import Agency, Metric, Plan, ReportingPeriod
from cchc.records.columns import ListHeading, find_heading, unfound
from cchc.records.database import parquet_columns
from cchc.records.engine import CountedDossiers, List, count
from cchc.records.model import Counts, RecordKind, Scope, Tallied
from cchc.records.query import definitions, names_in
from cchc.submission.agencies import find_agencies

MOST_UNUSABLE: Final = Fraction(1, 100)
"""Share of a list's rows that may be unusable; beyond it its counts are no figures."""
_LOOKS_BACK: Final = frozenset(("settled", "pending", "returned", "due", "late"))
"""Columns of definitions that concern dossiers received before the window, too."""


def tally_list(
    source: List, plan: Plan, period: ReportingPeriod, metrics: Sequence[Metric]
) -> tuple[dict[str, list[Tallied]], list[Diagnostic]]:
    """What a list says by agency (an empty id where it names none), and what is wrong with it."""
    heading = source.heading
    wanted, lacking = {}, {}
    for id, definition in definitions(metrics).items():
        missing = heading.lacks(sorted(names_in(definition), key=list(COLUMNS).index))
        if missing:
            lacking[id] = missing
        else:
            wanted[id] = definition
    result = count(source, plan, period, wanted)
    problems = list(result.problems)
    by_agency, unknown = _by_agency(result.counted, plan, named="agency" in heading.at)
    if unknown:
        problems.append(
            diagnostic("record-unknown-agency", heading.place(heading.row, "agency"), count=unknown)
        )
    problems += _unusable(result.counted, unknown, heading)
    begins = result.begins
    late_start = begins is not None and begins >= period.data_from
    looking_back = {name for name in wanted if names_in(wanted[name]) & _LOOKS_BACK}
    gone = begins is not None and begins > period.data_from
    if late_start and (looking_back or gone):
        days = {"begins": begins, "data_from": period.data_from}
        problems.append(diagnostic("records-begin", heading.place(heading.row, "received"), **days))
    if result.ends is not None and result.ends < period.data_to:
        ended = {"ends": result.ends, "data_to": period.data_to}
        problems.append(diagnostic("records-end", heading.place(heading.row, "received"), **ended))
    found: dict[str, list[Tallied]] = {}
    for agency, counts in by_agency.items():
        origin = RecordKind("dossiers", source.shown)
        for metric in metrics:
            if metric.id in lacking:
                one = Tallied(metric.id, origin, None, lacking[metric.id])
            elif metric.id in counts:
                part = gone or (late_start and metric.id in looking_back)
                scope: Scope = "part" if part else "whole"
                one = Tallied(metric.id, origin, counts[metric.id], (), scope)
            else:
                continue
            found.setdefault(agency, []).append(one)
    return found, problems


def _by_agency(
    counted: Sequence[CountedDossiers], plan: Plan, *, named: bool
) -> tuple[dict[str, dict[str, Counts]], int]:
    """The counts by the id of the agency, and how many dossiers are of nobody we know."""
    found: dict[str, dict[str, Counts]] = {} if named else {"": {}}
    unknown = 0
    for one in counted:
        agencies: list[Agency] = find_agencies(plan, one.agency) if one.agency else []
        if named and len(agencies) != 1:
            unknown += one.dossiers
            continue
        its = found.setdefault(agencies[0].id if named else "", {})
        for metric, (above, below, _) in one.counts.items():
            before = its.get(metric, Counts(0, 0))
            its[metric] = Counts(before.numerator + above, before.denominator + below)
    return found, unknown


def _unusable(
    counted: Sequence[CountedDossiers], unknown: int, heading: ListHeading
) -> Iterator[Diagnostic]:
    """That too many rows can't be used, by the definition that can use the fewest."""
    rows = sum(one.dossiers for one in counted)
    metrics = {metric for one in counted for metric in one.counts}
    lacking = [sum(one.counts[metric][2] for one in counted) for metric in metrics]
    unusable = sum(one.flawed for one in counted) + unknown + max(lacking, default=0)
    if rows and Fraction(unusable, rows) > MOST_UNUSABLE:
        place = heading.place(heading.row, "code")
        yield diagnostic("records-unusable", place, count=min(unusable, rows), rows=rows)


@contextmanager
def list_in_sheet(
    file: str, sheet: Sheet, mapped: Mapping[str, str]
) -> Iterator[tuple[List, list[Diagnostic]] | None]:
    """The list in a workbook's sheet, copied for the database without what isn't needed."""
    heading = next(filter(None, (find_heading(row, mapped) for row in sheet.rows)), None)
    if heading is None:
        yield None
        return
    problems: list[Diagnostic] = []
    descriptor, copy = tempfile.mkstemp(prefix="cchc-", suffix=".csv")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as stream:
            _copy(sheet, heading, csv.writer(stream, delimiter=";"), problems)
        yield List(copy, file, heading, ";"), problems
    finally:
        os.unlink(copy)


def _copy(sheet: Sheet, heading: ListHeading, writer: object, problems: list[Diagnostic]) -> None:
    """The rows under the heading, as many lines as rows; other columns stay behind."""
    write = writer.writerow  # type: ignore[attr-defined]
    by_row = {row.number: row for row in sheet.rows}
    needed = set(heading.at.values())
    for number in range(1, max(by_row) + 1):
        cells = by_row[number].cells if number in by_row and number >= heading.row else {}
        for column in needed & cells.keys():
            problem = cells[column].problem
            if problem and problem.code != "merged-cells":
                problems.append(problem)
        row = [
            cells[column].scalar.text if column in needed and column in cells else ""
            for column in range(1, heading.width + 1)
        ]
        write(row if len(row) > 1 else [*row, ""])


def parquet_list(file: str, mapped: Mapping[str, str]) -> List:
    """The list in a Parquet file.

    Raises:
        InputError: its columns aren't those of a list of dossiers.
    """
    names = parquet_columns(file)
    cells = {number: Cell(Scalar(name, Place(1, number))) for number, name in enumerate(names, 1)}
    heading = find_heading(Row(0, cells), mapped) if cells else None
    if heading is None:
        raise InputError(diagnostic("records-unknown"))
    return List(file, file, heading._replace(row=0), "")


def check_mapping(mapped: Mapping[str, str], heading: ListHeading) -> Iterator[Diagnostic]:
    """Headings that a file of columns gives and this list hasn't got."""
    for title in unfound(mapped, heading):
        yield diagnostic("columns-missing", heading.place(max(1, heading.row), ""), name=title)
