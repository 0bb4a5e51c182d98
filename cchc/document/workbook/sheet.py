"""One sheet's XML as rows of cells: what each shows, what hides it, what makes it doubtful."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row, Sheet
from cchc.document.workbook.book import Book, Listed
from cchc.document.workbook.limits import MAX_COLUMNS, Budget, check_place
from cchc.document.workbook.merged import cover
from cchc.document.workbook.names import is_true, locals_of, number_of
from cchc.document.workbook.package import Package, damaged
from cchc.document.workbook.strings import plain, read_strings
from cchc.document.workbook.styles import Styles
from cchc.document.workbook.values import Shown, shown_day, shown_number, shown_text, stored_number

_NAMES: Final = locals_of(
    "row", "c", "v", "f", "is", "t", "rPh", "col", "mergeCell", "sheetData", "cols", "mergeCells"
)
_TEXTS: Final = ("s", "str", "inlineStr")
"""Types of cells that hold a text: shared, a formula's, their own."""
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_QUOTED: Final = re.compile(r'"[^"]*"')
_OTHER_FILE: Final = re.compile(r"\[[0-9]+\][^\[\]]*!|\[[^\[\]]*\.xl")
"""A reference to another file in a formula, as Excel stores it or as people type it."""


class Shared(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str] | None
    """Texts; None where the part that has them is missing."""
    strings_part: str
    styles: Styles
    since_1904: bool
    is_stale: bool
    budget: Budget


def shared_by(package: Package, book: Book) -> Shared:
    """What the cells of `book` refer to.

    Raises:
        InputError: a part is damaged.
    """
    return Shared(
        read_strings(package, book.strings),
        book.strings,
        Styles(package, book.styles),
        book.since_1904,
        book.is_stale,
        Budget(),
    )


def read_sheet(package: Package, listed: Listed, shared: Shared) -> Sheet:
    """The rows of one sheet.

    Raises:
        InputError: it is damaged, has too much, or a cell with something in it is too far out.
    """
    reader = _Sheet(listed.name, shared)
    package.read(listed.part, reader)
    cover(reader.rows, reader.merged, listed.name, shared.budget)
    return Sheet(
        listed.name,
        [Row(number, dict(sorted(reader.rows[number].items()))) for number in sorted(reader.rows)],
        is_hidden=listed.is_hidden,
    )


def corner(reference: str) -> tuple[int, int] | None:
    """Row and column of ``C7``, ``$C$7`` included; None for anything else."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


class _Sheet:
    """Takes in the cells of a sheet, the ranges it merges, the columns it hides."""

    def __init__(self, name: str, shared: Shared) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._name, self._shared = name, shared
        self._hidden_columns = 0
        """A bit for each."""
        self._row = self._column = 0
        self._is_row_hidden = False
        self._attributes: dict[str, str] = {}
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._inline: list[str] | None = None
        self._into: list[str] | None = None
        """Where text goes, if it is text of a cell."""
        self._spoken = False
        self._formula_id = ""
        self._external: set[str] = set()
        """Formulas of several cells that go to other files."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "c":
            self._attributes = attributes
            self._value = self._formula = self._inline = None
            reference = attributes.get("r")
            at = corner(reference) if reference else None
            self._row, self._column = at or (self._row, self._column + 1)
        elif kind == "v":
            self._value = self._into = []
        elif kind == "row":
            self._begin_row(attributes)
        elif kind == "f":
            self._formula = self._into = []
            self._formula_id = attributes.get("si", "")
        elif kind == "is":
            self._inline = []
        elif kind == "t" and self._inline is not None and not self._spoken:
            self._into = self._inline
        elif kind == "rPh":
            self._spoken = True
        elif kind == "col":
            self._column_of(attributes)
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        kind = _NAMES.get(name)
        if kind == "c":
            if self._value or self._formula is not None or self._inline:
                self._cell()
            self._inline = None
        elif kind in ("v", "f", "t"):
            self._into = None
        elif kind == "rPh":
            self._spoken = False

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = number_of(attributes.get("r")) or self._row + 1
        self._column = 0
        self._is_row_hidden = is_true(attributes.get("hidden")) or _is_nothing(attributes.get("ht"))

    def _column_of(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
            first = number_of(attributes.get("min")) or 0
            last = min(number_of(attributes.get("max")) or 0, MAX_COLUMNS)
            if 0 < first <= last:
                self._hidden_columns |= (1 << (last + 1)) - (1 << first)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if (start := corner(first)) and (end := corner(last)):
            rows, columns = zip(start, end, strict=True)
            self.merged.append(((min(rows), min(columns)), (max(rows), max(columns))))

    def _cell(self) -> None:
        """Keeps a cell that has something in it."""
        place = Place(self._row, self._column, self._name)
        made = self._made(place)
        if made.is_blank and not made.problem:
            return
        check_place(place)
        self._shared.budget.spend()
        if self._is_row_hidden or self._hidden_columns >> self._column & 1:
            made = made._replace(remarks=(*made.remarks, diagnostic("hidden-cell", place)))
        self.rows.setdefault(self._row, {})[self._column] = made

    def _made(self, place: Place) -> Cell:
        kind = self._attributes.get("t", "")
        if self._inline and (self._value is None or kind == "inlineStr"):
            kind, stored = "inlineStr", "".join(self._inline)
        else:
            stored = "".join(self._value or ())
        if self._formula is not None and not stored and kind not in _TEXTS:
            return _faulty(place, diagnostic("formula-without-value", place))
        if kind == "e":
            return _faulty(place, diagnostic("cell-error", place, value=plain(stored, place)))
        remarks = self._of_formula(place)
        shown = self._shown(kind, stored, place)
        scalar = Scalar(shown.text, place, kind not in _TEXTS, shown.is_number)
        if shown.fault == "format-hides":
            return Cell(scalar, None, (*remarks, self._fault(shown, place)))
        if shown.fault:
            return _faulty(place, self._fault(shown, place))
        return Cell(scalar, None, remarks)

    def _shown(self, kind: str, stored: str, place: Place) -> Shown:
        """What a cell of this type shows for what is stored in it."""
        code = self._shared.styles.number_format(self._attributes.get("s"))
        if kind == "s" and stored.strip():
            return shown_text(self._string(stored, place), code)
        if kind == "b":
            answers = {"1": "true", "0": "false"}
            return Shown(answers.get(stored.strip(), stored.strip().lower()))
        if kind == "d":
            return Shown(shown_day(stored.strip()))
        number = None if kind in _TEXTS else stored_number(stored)
        if number is None:
            return shown_text(plain(stored, place), code)
        return shown_number(number, code, since_1904=self._shared.since_1904)

    def _string(self, index: str, place: Place) -> str:
        strings, part = self._shared.strings, self._shared.strings_part
        if strings is None:
            raise damaged(part, "missing", place)
        number = number_of(index)
        if number is None or number >= len(strings):
            raise damaged(part, "text", place)
        self._shared.budget.spend_letters(len(strings[number]))
        return plain(strings[number], place)

    def _of_formula(self, place: Place) -> tuple[Diagnostic, ...]:
        """What to mind about a value, if a formula gave it."""
        if self._formula is None:
            return ()
        remarks = []
        formula = "".join(self._formula)
        if formula and _OTHER_FILE.search(_QUOTED.sub("", formula)):
            self._external.add(self._formula_id or place.cell)
        if (self._formula_id or place.cell) in self._external:
            remarks.append(diagnostic("external-link", place))
        if self._shared.is_stale:
            remarks.append(diagnostic("stale-result", place))
        return tuple(remarks)

    def _fault(self, shown: Shown, place: Place) -> Diagnostic:
        code = self._shared.styles.number_format(self._attributes.get("s"))
        value = Fraction(shown.text.replace(",", ".")) if shown.is_number else shown.text
        return diagnostic(shown.fault, place, value=value, format=code)


def _faulty(place: Place, problem: Diagnostic) -> Cell:
    return Cell(Scalar("", place), problem)


def _is_nothing(size: str | None) -> bool:
    """Whether a height or a width is 0, which hides as well."""
    return size is not None and stored_number(size) == 0
