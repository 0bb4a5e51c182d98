"""Sheets and CSV files to the tree that a YAML submission gives, by their headings and labels.

A sheet may begin with anything; ``Cơ quan`` has the agency in the next cell, a row with ``Mã chỉ
số`` begins the figures, one with ``Mã hoạt động`` the activities.  Columns are found by their
headings, so that they may be moved and others put between them.

One reader judges all formats therefore.  A heading that is nearly right is refused, one of another
kind is only noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.csv import DELIMITERS, hinted_delimiter
from cchc.document.nodes import Document, Mapping, Node, Scalar, Sequence
from cchc.document.table import Cell, Row, Sheet
from cchc.submission.columns import FIGURES, HEAD, METRICS, Column, is_word, named
from cchc.submission.headings import Table, duplicate_columns, find_heading, second_row
from cchc.submission.numbers import is_none_arising, parse_answer
from cchc.text import fold, squeeze

_LOOKED_AT: Final = 60
"""Lines of a text that tell whether it is a table."""
_DAYS: Final = re.compile(r"[;,\n]+")
_NONE_ARISING: Final = "none arising"
_ENTRIES: Final = (*FIGURES, "none_arising")
_NUMBERS: Final = re.compile(r"[-+0-9.,%/\s]+")
_ORDINAL: Final = re.compile(r"\(?[0-9]{1,2}\)?")

Cells = dict[str, Cell]
"""The cells of a row by the keys of their columns."""
Pairs = dict[str, tuple[Scalar, Node]]


def delimiter_of(text: str) -> str:
    """What parts the cells of `text`, by the words of a table of figures; empty if it is none."""
    if hint := hinted_delimiter(text):
        return hint
    lines = text[:50_000].splitlines()[:_LOOKED_AT]
    counts = {delimiter: sum(_words(line, delimiter) for line in lines) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else ""


def _words(line: str, delimiter: str) -> int:
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    if len(cells) < 2 or cells[0].startswith("#"):  # a comment of YAML
        return 0
    return sum(map(is_word, cells))


def layout(sheets: Iterable[Sheet], text: str = "") -> Document:
    """The document that the tables of `sheets` lay out; `text` is what they were read from."""
    reader = _Layout()
    for sheet in sheets:
        if sheet.is_hidden:
            reader.skip(sheet)
        else:
            reader.read(sheet)
    return reader.document(text)


class _Layout:
    """Collects what the rows say."""

    def __init__(self) -> None:
        self.root: Pairs = {}
        self.metrics: Pairs = {}
        self.activities: Pairs = {}
        self.agency_plan: Pairs = {}
        self.problems: list[Diagnostic] = []
        self.spoiled: dict[Place, Diagnostic] = {}
        self.start: Place | None = None
        self.has_metrics = False
        self.unread: set[tuple[str, str]] = set()
        """Sheets and names of columns that nobody reads, though they hold numbers."""
        self.sheets: list[str] = []
        """Sheets that hold figures."""
        self.contradicted: set[Column] = set()
        """Labels that have been given two values."""
        self.repeated: dict[tuple[str, str], Diagnostic] = {}
        """Sheets that repeat what another has, with the other."""

    def skip(self, sheet: Sheet) -> None:
        """Says that a hidden sheet might have been meant."""
        if any(map(find_heading, sheet.rows)):
            place = Place(1, 1, sheet.name)
            self.problems.append(diagnostic("hidden-sheet", place, name=sheet.name))

    def read(self, sheet: Sheet) -> None:
        """Takes in the labels and tables of one sheet."""
        table: Table | None = None
        for row in sheet.rows:
            self.start = self.start or next(iter(row.cells.values())).scalar.place
            if heading := find_heading(row):
                table = heading
                self.has_metrics |= table.columns is METRICS
                self.problems += (*table.problems(), *duplicate_columns(table, row))
            elif (table and _is_figures(table, row)) or (not self._labels(row) and table):
                if problem := second_row(table, row):
                    self.problems.append(problem)
                    table = None
                else:
                    self._table_row(table, row)

    def document(self, text: str) -> Document:
        """What was collected, as the YAML form would give it."""
        start = self.start or Place(1, 1)
        if not self.has_metrics:
            heading = f"“{METRICS[0].vi}”"
            self.problems.append(diagnostic("no-table", start, heading=heading))
        for key, pairs in (
            ("metrics", self.metrics),
            ("activities", self.activities),
            ("agency_plan", self.agency_plan),
        ):
            if pairs or key == "metrics":
                place = next((first.place for first, _ in pairs.values()), start)
                self.root[key] = Scalar(key, place), Mapping(pairs, place)
        return Document(Mapping(self.root, start), self.problems, self.spoiled, text, tabular=True)

    # Labels

    def _labels(self, row: Row) -> bool:
        """Takes labels with the values beside them; False where the row begins with none."""
        cells = [(number, cell) for number, cell in row.cells.items() if not cell.is_blank]
        if not cells or named(HEAD, cells[0][1].scalar.text) is None:
            return False
        for number, cell in cells:
            if label := named(HEAD, cell.scalar.text):
                self._label(label, cell.scalar, _beside(row, number))
        return True

    def _label(self, label: Column, key: Scalar, value: Cell) -> None:
        pairs, name = self.root, label.key
        if name in ("issued_on", "plan_document"):
            pairs, name = self.agency_plan, name.removeprefix("plan_")
        if value.is_blank and not value.problem and label.key not in ("agency", "period"):
            return
        if name in pairs and not _is_nothing(pairs[name][1]):
            self._again(label, value, pairs[name][1])
            return
        self.problems += value.remarks
        if value.problem:
            self._spoil(key.place, value.problem)
        pairs[name] = key._replace(text=name), value.scalar

    def _again(self, label: Column, value: Cell, earlier: Node) -> None:
        """A label that stands twice may only repeat itself."""
        scalar = value.scalar
        same = isinstance(earlier, Scalar) and squeeze(earlier.text) == squeeze(scalar.text)
        if not same and label not in self.contradicted:  # once for a table of many agencies
            self.contradicted.add(label)
            self.problems.append(
                diagnostic(
                    "two-values",
                    scalar.place,
                    key=label.vi,
                    value=scalar.text,
                    earlier=earlier.text if isinstance(earlier, Scalar) else "",
                    first=earlier.place,
                )
            )

    # Rows of tables

    def _table_row(self, table: Table, row: Row) -> None:
        for number, column in table.heads.items():
            if (cell := row.cells.get(number)) and not cell.is_blank:
                self._label(column, cell.scalar, cell)
        cells = {
            column.key: row.cells[number]
            for number, column in table.at.items()
            if column.is_read and number in row.cells
        }
        key = cells.pop(table.key.key, None)
        filled = [cell for cell in cells.values() if not cell.is_blank]
        if key is None or key.is_blank:
            self._without_key(table, key, cells)
            return
        # A title that is merged across the table covers cells that nobody fills in.
        cells = {
            name: cell
            for name, cell in cells.items()
            if not (cell.is_blank and cell.problem and cell.problem.place == key.scalar.place)
        }
        problem = table.torn(row) or _problem(cells)
        if problem:
            self._spoil(key.scalar.place, problem)
        elif table.columns is METRICS and _is_title(key.scalar.text, row, filled):
            return
        if table.columns is METRICS:
            has_figure = any(name in cells and not cells[name].is_blank for name in _ENTRIES)
            self._unread(table, row, key.scalar, is_filled=has_figure)
        if not problem and not filled:
            self._blank(table, row, key.scalar)
            return
        if not problem and table.missing and _is_half(cells):  # told once, at the heading
            self.spoiled[key.scalar.place] = table.missing
        remarks = {remark.code: remark for cell in reversed(filled) for remark in cell.remarks}
        self.problems += remarks.values()  # one of each kind for a row
        if table.columns is METRICS:
            figure = _figure(cells)
            if not figure.pairs and not problem:  # only that something did arise
                self._blank(table, row, key.scalar)
                return
            self._one_sheet(key.scalar.place)
            self._add(self.metrics, key.scalar, figure)
        else:
            self._add(self.activities, key.scalar, _activity(cells))

    def _without_key(self, table: Table, key: Cell | None, cells: Cells) -> None:
        """A row that holds what needs a key is told; a note alone may be anything."""
        wanted = FIGURES if table.columns is METRICS else ("status", "completed_on")
        given = (cells[name] for name in wanted if name in cells and not cells[name].is_blank)
        figures = [cell for cell in given if _NUMBERS.fullmatch(cell.scalar.text)]
        if figures and table.key in table.at.values():
            missing = diagnostic("row-without-key", figures[0].scalar.place, name=table.key.vi)
            self.problems.append(key.problem if key and key.problem else missing)

    def _blank(self, table: Table, row: Row, key: Scalar) -> None:
        """A row of a form that isn't filled in, as far as anybody can tell."""
        if table.columns is METRICS:
            self.metrics.setdefault(key.text, (key, Scalar("", table.place_in(row))))

    def _unread(self, table: Table, row: Row, key: Scalar, *, is_filled: bool) -> None:
        """Numbers beside the columns for figures: once for each column."""
        for place, name in table.unread(row, is_filled=is_filled):
            column = name or str(place.column)
            if (place.sheet, column) not in self.unread:
                self.unread.add((place.sheet, column))
                problem = diagnostic("unread-figures", place, key=key.text, name=name or "–")
                self.problems.append(problem)

    def _one_sheet(self, place: Place) -> None:
        """Figures of another sheet may be another period's; they mustn't fill this one's gaps."""
        if place.sheet not in self.sheets:
            self.sheets.append(place.sheet)
            if len(self.sheets) == 2:
                first = self.sheets[0]
                self.problems.append(
                    diagnostic("several-sheets", place, first=first, sheet=place.sheet)
                )

    def _add(self, pairs: Pairs, key: Scalar, value: Node) -> None:
        if key.text not in pairs or _is_nothing(pairs[key.text][1]):
            pairs[key.text] = key, value
            return
        first = pairs[key.text][0].place
        sheets = first.sheet, key.place.sheet
        problem = diagnostic("duplicate-key", key.place, key=key.text, first=first)
        if first.sheet != key.place.sheet:  # a copied sheet: told once
            if sheets in self.repeated:
                self.spoiled[first] = self.repeated[sheets]
                return
            problem = diagnostic(
                "repeated-sheet", key.place, key=key.text, first=first, sheet=key.place.sheet
            )
            self.repeated[sheets] = problem
        self._spoil(first, problem)

    def _spoil(self, key: Place, problem: Diagnostic) -> None:
        self.problems.append(problem)
        self.spoiled[key] = problem


def _beside(row: Row, number: int) -> Cell:
    """The cell to the right of a label, which may be merged with the cells that follow it."""
    label = row.cells[number].scalar.place
    nothing = Cell(Scalar("", label._replace(column=number + 1) if label.sheet else label))
    number += 1
    while (cell := row.cells.get(number, nothing)).is_blank and _is_covered(cell):
        number += 1
    return nothing if named(HEAD, cell.scalar.text) else cell


def _is_covered(cell: Cell) -> bool:
    """Whether the cell is hidden by others that are merged."""
    return cell.problem is not None and cell.problem.code == "merged-cells"


def _problem(cells: Cells) -> Diagnostic | None:
    """Why a row can't be used, if it can't."""
    for name, cell in cells.items():
        if cell.problem and name != "note":  # a merged note spoils no figure
            return cell.problem
    none = cells.get("none_arising")
    if none is None or none.is_blank or parse_answer(none.scalar.text) is False:
        return None
    if not (is_none_arising(none.scalar.text) or _is_tick(none.scalar.text)):
        return diagnostic("not-none-arising", none.scalar.place, value=none.scalar.text)
    if any(name in FIGURES and not cell.is_blank for name, cell in cells.items()):
        return diagnostic("figure-and-none-arising", none.scalar.place)
    return None


def _is_tick(text: str) -> bool:
    return fold(text) in ("x", "v", "✓") or parse_answer(text) is True


def _is_half(cells: Cells) -> bool:
    """Whether a row has one side of a fraction and nothing else to go by."""
    given = [name for name in FIGURES if name in cells and not cells[name].is_blank]
    return len(given) == 1 and given[0] != "value" and not _is_whole_fraction(cells[given[0]])


def _is_whole_fraction(cell: Cell) -> bool:
    """Whether both sides of a fraction stand in one cell: ``31/75``."""
    return "/" in cell.scalar.text


def _is_figures(table: Table, row: Row) -> bool:
    """Whether a row has a key and a figure, so that a label before them is none."""
    keys = {
        column.key
        for number, column in table.at.items()
        if number in row.cells and not row.cells[number].is_blank
    }
    return table.key.key in keys and any(name in keys for name in _ENTRIES)


def _is_title(key: str, row: Row, filled: list[Cell]) -> bool:
    """Whether a row is none of figures: a heading, signatures, the columns' own numbers.

    An answer is a figure: a metric by its title instead of its id has to be told.
    """
    if _numbers_columns(row):
        return True
    texts = [cell.scalar.text for cell in filled]
    return " " in key.strip() and not any(map(_says_something, texts))


def _says_something(text: str) -> bool:
    has_digit = any(letter.isdigit() for letter in text)
    return has_digit or parse_answer(text) is not None or is_none_arising(text)


def _numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: ``(1)``, ``(2)``, ``(3)``."""
    texts = {n: cell.scalar.text for n, cell in row.cells.items() if not cell.is_blank}
    if not all(map(_ORDINAL.fullmatch, texts.values())):
        return False
    return len({int(text.strip("()")) - number for number, text in texts.items()}) == 1


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty


def _figure(cells: Cells) -> Mapping:
    """A row of figures as YAML would write it out."""
    pairs: Pairs = {}
    given: Cells = {key: cells[key] for key in FIGURES if key in cells and not cells[key].is_blank}
    if list(given) == ["numerator"] and _is_whole_fraction(given["numerator"]):
        given = {"value": given["numerator"]}
    none = cells.get("none_arising")
    if none and not none.is_blank and parse_answer(none.scalar.text) is not False:
        given.setdefault("value", Cell(none.scalar._replace(text=_NONE_ARISING)))
    note = cells.get("note")
    if note and not note.is_blank:
        given["note"] = note
    for key, cell in given.items():
        pairs[key] = Scalar(key, cell.scalar.place), cell.scalar
    return Mapping(pairs, _first(pairs))


def _activity(cells: Cells) -> Node:
    """A row of an activity as YAML would write it out."""
    pairs: Pairs = {}
    for key, cell in cells.items():
        if not cell.is_blank:
            value: Node = cell.scalar
            if key == "completed_on":
                value = Sequence(list(_days(cell.scalar)), cell.scalar.place)
            pairs[key] = Scalar(key, cell.scalar.place), value
    return Mapping(pairs, _first(pairs))


def _first(pairs: Pairs) -> Place:
    return next((key.place for key, _ in pairs.values()), Place(1, 1))


def _days(scalar: Scalar) -> Iterator[Scalar]:
    """The days that a cell lists, one after the other."""
    for day in _DAYS.split(scalar.text):
        if day.strip():
            yield scalar._replace(text=day.strip())
