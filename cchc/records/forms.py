"""Forms II.06a and 06b/VPCP/KSTT: thirteen numbered columns, whose sums have to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from cchc.dates import DateError, parse_date
from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.table import Cell, Row, Sheet
from cchc.plan.model import Metric, ReportingPeriod
from cchc.records.model import Counts, OtherWay, RecordKind, Scope, Tallied
from cchc.text import fold

COLUMNS: Final = 13
_FIGURES: Final = range(3, COLUMNS + 1)
_IDENTITIES: Final = ((3, (4, 5, 6)), (7, (8, 9, 10)), (11, (12, 13)), (3, (7, 11)))
"""A column, and those that it is the sum of."""
_NUMBER: Final = re.compile(r"\(?([0-9]{1,2})\)?(?:\s*=.*)?")
_WHOLE: Final = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:[. \u00a0][0-9]{3})+")
_NAME: Final = re.compile(r"06\s*\.?\s*([ab])\b")
_REPORTS: Final = re.compile(r"đơn\s+vị\s+báo\s+cáo\s*:\s*([^\n]*)", re.IGNORECASE)
_DAY: Final = (
    r"([0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{4})?"
    r"|[0-9]{1,2} thang [0-9]{1,2}(?: nam [0-9]{4})?)"
)
"""A day, the first of two with or without its year; folded."""
_DAYS: Final = re.compile(rf"tu (?:ngay )?{_DAY} ?(?:den|-) ?(?:het )?(?:ngay )?{_DAY}")
_ROMAN: Final = re.compile(r"[IVX]+")
_LETTER: Final = re.compile(r"[A-ZĐ]")
_NUMBERED: Final = 2
"""The level of a row that is no group's."""


class FormRow(NamedTuple):
    """A row of the form with its figures."""

    place: Place
    level: int
    """How deep it stands: 0 for a letter, 1 for a Roman numeral, 2 for a number."""
    figures: dict[int, int]
    """By the number of the column; without those that are empty."""
    places: dict[int, Place]


class RecordForm(NamedTuple):
    """One form."""

    name: str
    """``06a`` or ``06b``."""
    reporter: str
    """The agency that it says it is of; empty where it doesn't."""
    days: tuple[date, date] | None
    """The first and the last day that it says it counts."""
    totals: dict[int, int]
    place: Place
    """Of the row of numbers."""
    problems: tuple[Diagnostic, ...]


def find_numbers(row: Row) -> dict[int, int] | None:
    """Where each numbered column of a form stands, if this is its row of numbers 1 to 13."""
    found: dict[int, int] = {}
    for column, cell in row.cells.items():
        match = _NUMBER.fullmatch(cell.scalar.text.strip())
        if match and int(match[1]) == len(found) + 1:
            found[int(match[1])] = column
    return found if len(found) >= COLUMNS else None


def read_forms(sheets: Sequence[Sheet]) -> Iterator[RecordForm]:
    """The forms in a workbook or a CSV file; hidden sheets are left alone."""
    for sheet in sheets:
        for index, row in enumerate(sheet.rows):
            if not sheet.is_hidden and (at := find_numbers(row)):
                yield _form(sheet.rows[:index], row, sheet.rows[index + 1 :], at)
                break


def _form(head: Sequence[Row], numbers: Row, body: Sequence[Row], at: dict[int, int]) -> RecordForm:
    texts = [cell.scalar.text for row in head for cell in row.cells.values()]
    above = "\n".join(texts)
    name = _NAME.search(fold(above))
    reporter = _REPORTS.search(above)
    problems: list[Diagnostic] = []
    lines: list[FormRow] = []
    total: FormRow | None = None
    place = next(iter(numbers.cells.values())).scalar.place
    for row in body:
        line = _line(row, at, problems)
        if _is_total(row, at):
            total = line
            break
        if line.figures or line.level < _NUMBERED:
            lines.append(line)
    problems += (one for line in (*lines, *filter(None, [total])) for one in _broken(line))
    sums = _sums(lines, problems)
    if total is None:
        problems.append(diagnostic("form-no-total", place))
    else:
        problems += _wrong_total(total, sums)
        sums = {column: total.figures.get(column, 0) for column in _FIGURES}
    said = reporter[1].strip() if reporter else ""
    return RecordForm(
        f"06{name[1]}" if name else "06a",
        said if any(letter.isalpha() for letter in said) else "",
        _days(fold(above)),
        sums,
        place,
        tuple(problems),
    )


def _line(row: Row, at: dict[int, int], problems: list[Diagnostic]) -> FormRow:
    first = next(iter(row.cells.values())).scalar.place
    order = row.cells[at[1]].scalar.text.strip(" .") if at[1] in row.cells else ""
    level = _NUMBERED
    if _ROMAN.fullmatch(order):
        level = 1
    elif _LETTER.fullmatch(order):
        level = 0
    figures, places = {}, {}
    for number in _FIGURES:
        column = at[number]
        places[number] = first._replace(column=column) if first.sheet else first
        if cell := row.cells.get(column):
            places[number] = cell.scalar.place
            if (value := _figure(cell, number, problems)) is not None:
                figures[number] = value
    return FormRow(first, level, figures, places)


def _figure(cell: Cell, column: int, problems: list[Diagnostic]) -> int | None:
    """A cell's count; None where it is empty, or has something that is told."""
    text = cell.scalar.text.strip()
    if cell.problem and (text or cell.problem.code != "merged-cells"):
        problems.append(cell.problem)
        return None
    if text in ("", "-", "–"):
        return None
    if not _WHOLE.fullmatch(text):
        problems.append(diagnostic("form-cell", cell.scalar.place, column=column))
        return None
    return int(re.sub(r"[. \u00a0]", "", text))


def _is_total(row: Row, at: dict[int, int]) -> bool:
    words = (row.cells[at[n]].scalar.text for n in (1, 2) if at[n] in row.cells)
    return any(fold(word).startswith(("tong cong", "tong so", "tong", "cong")) for word in words)


def _broken(line: FormRow) -> Iterator[Diagnostic]:
    """The sums that don't hold in a row."""
    if not line.figures:
        return
    for column, parts in _IDENTITIES:
        stated = line.figures.get(column, 0)
        added = sum(line.figures.get(part, 0) for part in parts)
        if stated != added:
            yield diagnostic(
                "form-sum",
                line.places[column],
                column=column,
                parts="+".join(map(str, parts)),
                stated=stated,
                added=added,
            )


def _sums(lines: Sequence[FormRow], problems: list[Diagnostic]) -> dict[int, int]:
    """The sum of all rows; a group's own figures stand for those of the rows under it."""
    sums = dict.fromkeys(_FIGURES, 0)
    index = 0
    while index < len(lines):
        line = lines[index]
        end = index + 1
        while end < len(lines) and lines[end].level > line.level:
            end += 1
        under = lines[index + 1 : end]
        figures = line.figures
        if any(one.figures for one in under):
            below = _sums(under, problems)
            if figures:
                problems += _wrong_total(line, below)
            else:
                figures = below
        for column in _FIGURES:
            sums[column] += figures.get(column, 0)
        index = end
    return sums


def _wrong_total(line: FormRow, sums: dict[int, int]) -> Iterator[Diagnostic]:
    for column in _FIGURES:
        stated = line.figures.get(column, 0)
        if stated != sums[column]:
            yield diagnostic(
                "form-total",
                line.places[column],
                column=column,
                stated=stated,
                added=sums[column],
            )


def _days(text: str) -> tuple[date, date] | None:
    """The days that a form says it counts, from folded text; the first may leave out its year."""
    match = _DAYS.search(text)
    if not match:
        return None
    try:
        last = parse_date(match[2])
        first = match[1]
        if not re.search(r"[0-9]{4}$", first):
            first += f" nam {last.year}" if "thang" in first else f"/{last.year}"
        return parse_date(first.replace("thang", "tháng").replace("nam", "năm")), last
    except DateError:
        return None


def tally_form(
    form: RecordForm, file: str, period: ReportingPeriod, metrics: Sequence[Metric]
) -> tuple[list[Tallied], list[Diagnostic]]:
    """What a form says of the metrics that come from it, and what there is to say of its days."""
    problems = list(form.problems)
    same_days = form.days in (None, (period.data_from, period.data_to))
    if form.days is None:
        problems.append(diagnostic("form-no-days", form.place, **_window(period)))
    elif not same_days:
        days = {"form_from": form.days[0], "form_to": form.days[1]}
        problems.append(diagnostic("form-other-days", form.place, **days, **_window(period)))
    found = []
    for metric in metrics:
        if metric.records and (sums := metric.records.form):
            origin = RecordKind("form", file, form.name, sums.numerator, sums.denominator)
            ways = tuple(
                OtherWay(way, _counts(form, way.numerator, way.denominator))
                for way in sums.elsewhere
            )
            counts = _counts(form, sums.numerator, sums.denominator)
            scope: Scope = "whole" if same_days else "other"
            found.append(Tallied(metric.id, origin, counts, (), scope, ways))
    return found, problems


def _window(period: ReportingPeriod) -> dict[str, object]:
    return {"data_from": period.data_from, "data_to": period.data_to}


def _counts(form: RecordForm, above: tuple[int, ...], below: tuple[int, ...]) -> Counts:
    return Counts(
        sum(form.totals[column] for column in above),
        sum(form.totals[column] for column in below),
    )
