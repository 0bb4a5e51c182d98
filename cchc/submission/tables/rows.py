"""The rows of a table, each as what YAML would write for its metric or activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.document.table import Cell, Row
from cchc.submission.columns import ENTRIES, FIGURES, METRICS
from cchc.submission.numbers import is_none_arising, parse_answer
from cchc.submission.tables.headings import Heading
from cchc.submission.tables.regions import Label, Table
from cchc.text import fold

_DAYS: Final = re.compile(r"[;,\n]+")
_NONE_ARISING: Final = "none arising"
_NUMBERS: Final = re.compile(r"[-+0-9.,%/\s]+")
_ORDINAL: Final = re.compile(r"\(?[0-9]{1,2}\)?")

Cells = dict[str, Cell]
"""The cells of a row by the keys of their columns."""
Pairs = dict[str, tuple[Scalar, Node]]


class Entry(NamedTuple):
    """What a row reports."""

    key: Scalar
    node: Node
    is_blank: bool = False
    """Whether it is a row of a form that nobody filled in."""
    spoiled: Diagnostic | None = None
    """Why the figure can't be trusted."""


class Read(NamedTuple):
    """What a row comes to."""

    entry: Entry | None
    labels: list[Label]
    """The agency or period of a row of a long table."""
    problems: list[Diagnostic]


def read_rows(table: Table) -> Iterator[Read]:
    """What each row of `table` comes to."""
    reader = _Rows(table.heading)
    for row in table.rows:
        problems: list[Diagnostic] = []
        labels = [
            Label(table.heading.heads[number], cell.scalar, cell)
            for number, cell in row.cells.items()
            if number in table.heading.heads and not cell.is_blank
        ]
        yield Read(reader.entry(row, problems), labels, problems)


class _Rows:
    """Reads rows below one heading."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.unread: set[str] = set()
        """Columns that nobody reads, though they hold numbers."""

    def entry(self, row: Row, problems: list[Diagnostic]) -> Entry | None:
        """What a row reports, if anything; adds to `problems`."""
        heading = self.heading
        cells = {
            heading.at[number].key: cell
            for number, cell in row.cells.items()
            if number in heading.at and heading.at[number].is_read
        }
        key = cells.pop(heading.key.key, None)
        filled = [cell for cell in cells.values() if not cell.is_blank]
        if key is None or key.is_blank:
            problems += _without_key(heading, key, cells)
            return None
        # A title that is merged across the table covers cells that nobody fills in.
        cells = {
            name: cell
            for name, cell in cells.items()
            if not (cell.is_blank and cell.problem and cell.problem.place == key.scalar.place)
        }
        spoiled = heading.torn(row) or _problem(cells)
        is_metric = heading.columns is METRICS
        if spoiled:
            problems.append(spoiled)
        elif is_metric and _is_title(key.scalar.text, row, filled):
            return None
        if is_metric:
            has_figure = any(name in cells and not cells[name].is_blank for name in ENTRIES)
            problems += self._unread(row, key.scalar, is_filled=has_figure)
        if not spoiled and not filled:
            return self._blank(row, key.scalar)
        if not spoiled and heading.missing and _is_half(cells):  # told once, at the heading
            spoiled = heading.missing
        remarks = {remark.code: remark for cell in reversed(filled) for remark in cell.remarks}
        problems += remarks.values()  # one of each kind for a row
        if not is_metric:
            return Entry(key.scalar, _activity(cells), spoiled=spoiled)
        figure = _figure(cells)
        if not figure.pairs and not spoiled:  # only that something did arise
            return self._blank(row, key.scalar)
        return Entry(key.scalar, figure, spoiled=spoiled)

    def _blank(self, row: Row, key: Scalar) -> Entry | None:
        """A row of a form that isn't filled in, as far as anybody can tell."""
        if self.heading.columns is not METRICS:
            return None
        return Entry(key, Scalar("", self.heading.place_in(row)), is_blank=True)

    def _unread(self, row: Row, key: Scalar, *, is_filled: bool) -> Iterator[Diagnostic]:
        """Numbers beside the columns for figures: once for each column."""
        for place, name in self.heading.unread(row, is_filled=is_filled):
            column = name or str(place.column)
            if column not in self.unread:
                self.unread.add(column)
                yield diagnostic("unread-figures", place, key=key.text, name=name or "–")


def _without_key(heading: Heading, key: Cell | None, cells: Cells) -> Iterator[Diagnostic]:
    """A row that holds what needs a key is told; a note alone may be anything."""
    wanted = FIGURES if heading.columns is METRICS else ("status", "completed_on")
    given = (cells[name] for name in wanted if name in cells and not cells[name].is_blank)
    figures = [cell for cell in given if _NUMBERS.fullmatch(cell.scalar.text)]
    if figures and heading.has_key:
        missing = diagnostic("row-without-key", figures[0].scalar.place, name=heading.key.vi)
        yield key.problem if key and key.problem else missing


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
