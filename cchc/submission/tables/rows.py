"""The rows of a table, each as what YAML would write for its metric or activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Node, Scalar
from cchc.document.table import Cell, Row
from cchc.plan.model import Plan
from cchc.submission.columns import FIGURES
from cchc.submission.numbers import none_arising, parse_answer
from cchc.submission.tables.entries import BESIDE, Cells, activity, figure, is_whole_fraction
from cchc.submission.tables.labels import Label
from cchc.submission.tables.remarks import begins_signatures, is_sum, is_title, sum_named
from cchc.submission.tables.settle import Columns
from cchc.submission.tables.units import Units
from cchc.submission.tables.unread import UnreadColumns, has_digit
from cchc.text import fold

_NUMBERS: Final = re.compile(r"[-+0-9.,%/\s]+")
_ACTIVITY: Final = re.compile(r"[IVXivx]+[ .]*[0-9]")


class RowReport(NamedTuple):
    """What a row reports."""

    key: Scalar
    node: Node
    is_blank: bool = False
    """Whether it is a row of a form that nobody filled in."""
    spoiled: Diagnostic | None = None
    """Why the figure can't be trusted."""


class Read(NamedTuple):
    """What a row comes to."""

    entry: RowReport | None
    labels: list[Label]
    """The agency or period of a row of a long table."""
    problems: list[Diagnostic]


def read_rows(columns: Columns, rows: list[Row], plan: Plan) -> Iterator[Read]:
    """What each of the `rows` below a heading comes to, with the metrics of `plan`."""
    reader = _Rows(columns, plan)
    heads = columns.heading.heads
    for row in rows if columns.at else ():
        problems: list[Diagnostic] = []
        labels = [
            Label(heads[number], cell.scalar, cell)
            for number, cell in row.cells.items()
            if number in heads and not cell.is_blank
        ]
        yield Read(reader.entry(row, problems), labels, problems)


class _Rows:
    """Reads rows below one heading."""

    def __init__(self, columns: Columns, plan: Plan) -> None:
        self.columns = columns
        self.are_metrics = columns.are_metrics
        self.figures = {n: c.key for n, c in columns.at.items() if c.key in FIGURES}
        self.title = next((n for n, c in columns.at.items() if c.key == "title"), None)
        self.reported: set[tuple[str, Place | None]] = set()
        """Problems of cells, of which a merged one concerns several rows."""
        self.unread = UnreadColumns(columns)
        self.units = Units(columns, plan)
        self.is_signed = False
        """Whether signatures have begun."""

    def entry(self, row: Row, problems: list[Diagnostic]) -> RowReport | None:
        """What a row reports, if anything; adds to `problems`."""
        at = self.columns.at
        cells = {
            at[number].key: cell
            for number, cell in row.cells.items()
            if number in at and at[number].is_read
        }
        key = cells.pop(self.columns.key.key, None)
        filled = [cell for cell in cells.values() if not cell.is_blank]
        if self.are_metrics and (named := self._sum(row, key, cells)):
            problems.append(diagnostic("sum-row", named.scalar.place, name=named.scalar.text))
            return None
        if key is None or key.is_blank:
            key = self._without_key(row, key, cells, problems)
            if key is None:
                return None
        # A title that is merged across the table covers cells that nobody fills in.
        cells = {
            name: cell
            for name, cell in cells.items()
            if not (cell.is_blank and cell.problem and cell.problem.place == key.scalar.place)
        }
        found = [*self._torn(row)] or [*_problems(cells)]  # what follows a torn one is shifted
        if not found and self._is_remark(key.scalar.text, row, filled):
            return None
        problems += self._once(found)
        spoiled = found[0] if found else None
        if found and not row.torn:
            problems += _wordy(cells)
        if self.are_metrics:
            problems += self.unread.problems(row, key.scalar, cells)
            units = list(self.units.problems(row, key.scalar))
            problems += units
            spoiled = spoiled or next((p for p in units if p.severity == "error"), None)
        if not spoiled and not filled:
            return self._blank(row, key.scalar)
        if not spoiled and self.columns.missing and _is_half(cells):  # reported at the heading
            spoiled = self.columns.missing
        remarks = {remark.code: remark for cell in reversed(filled) for remark in cell.remarks}
        problems += remarks.values()  # one of each kind for a row
        if not self.are_metrics:
            return RowReport(key.scalar, activity(cells), spoiled=spoiled)
        made = figure(cells)
        if not made.pairs and not spoiled:  # only that something did arise
            return self._blank(row, key.scalar)
        return RowReport(key.scalar, made, spoiled=spoiled)

    def _sum(self, row: Row, key: Cell | None, cells: Cells) -> Cell | None:
        """The cell that says that a row with figures only adds up others."""
        if not any(name in cells and not cells[name].is_blank for name in FIGURES):
            return None
        if key and not key.is_blank:
            return key if is_sum(key.scalar.text) else None
        return sum_named(row, self.figures)

    def _without_key(
        self, row: Row, key: Cell | None, cells: Cells, problems: list[Diagnostic]
    ) -> Cell | None:
        """The title of a row with figures, in place of its key; an error where there is none.

        A row with a note alone may be anything.
        """
        wanted = FIGURES if self.are_metrics else ("status", "completed_on")
        given = (cells[name] for name in wanted if name in cells and not cells[name].is_blank)
        figures = [cell for cell in given if _NUMBERS.fullmatch(cell.scalar.text)]
        if not figures or not self.columns.has_key:
            return None
        title = row.cells.get(self.title) if self.title else None
        if title and not title.is_blank and not (key and key.problem) and self.are_metrics:
            return title
        name = self.columns.key.vi
        missing = diagnostic("row-without-key", figures[0].scalar.place, name=name)
        problems += self._once([key.problem if key and key.problem else missing])
        return None

    def _is_remark(self, key: str, row: Row, filled: list[Cell]) -> bool:
        """Whether a row is none of figures or activities: a title, a signature."""
        if self.are_metrics:
            is_remark = is_title(key, row, filled, is_signed=self.is_signed)
        else:
            is_remark = not _ACTIVITY.match(key)
        if is_remark and not self.is_signed:
            self.is_signed = begins_signatures(row)
        return is_remark and (self.are_metrics or self.is_signed)

    def _torn(self, row: Row) -> Iterator[Diagnostic]:
        """Numbers of the row that a comma may have cut in two.

        In a row as wide as its heading, two figures side by side are what they seem; a figure
        before a column for something else isn't.
        """
        for column, value in row.torn.items():
            alone = column in self.figures and column + 1 not in self.figures
            if row.width != self.columns.heading.width or alone:
                yield diagnostic("comma-splits", row.cells[column].scalar.place, value=value)

    def _once(self, problems: list[Diagnostic]) -> Iterator[Diagnostic]:
        for problem in problems:
            if (problem.code, problem.place) not in self.reported:
                self.reported.add((problem.code, problem.place))
                yield problem

    def _blank(self, row: Row, key: Scalar) -> RowReport | None:
        """A row of a form that isn't filled in, as far as anybody can tell.

        Its figure belongs into the first cell for figures; in a CSV file, into the row.
        """
        if not self.are_metrics:
            return None
        place = next(iter(row.cells.values())).scalar.place
        if place.sheet and self.figures:
            place = place._replace(column=min(self.figures))
        return RowReport(key, Scalar("", place), is_blank=True)


def _problems(cells: Cells) -> Iterator[Diagnostic]:
    """Why a row can't be used, if it can't."""
    for name, cell in cells.items():
        if cell.problem and name not in BESIDE:  # a merged note spoils no figure
            yield cell.problem
    none = cells.get("none_arising")
    if none is None or none.is_blank or parse_answer(none.scalar.text) is False:
        return
    if not (none_arising(none.scalar.text) is not None or _is_tick(none.scalar.text)):
        yield diagnostic("not-none-arising", none.scalar.place, value=none.scalar.text)
    elif any(name in FIGURES and not cell.is_blank for name, cell in cells.items()):
        yield diagnostic("figure-and-none-arising", none.scalar.place)


def _wordy(cells: Cells) -> Iterator[Diagnostic]:
    """Words in cells for figures, reported beside what else keeps their row from being read."""
    for name in ("numerator", "denominator"):
        cell = cells.get(name)
        if cell and not (cell.is_blank or cell.problem or has_digit(cell.scalar.text)):
            yield diagnostic("not-a-number", cell.scalar.place, value=cell.scalar.text)


def _is_tick(text: str) -> bool:
    return fold(text) in ("x", "v", "✓") or parse_answer(text) is True


def _is_half(cells: Cells) -> bool:
    """Whether a row has one side of a fraction and nothing else to go by."""
    given = [name for name in FIGURES if name in cells and not cells[name].is_blank]
    return len(given) == 1 and given[0] != "value" and not is_whole_fraction(cells[given[0]])
