"""Sheets of figures to work on: texts that can't act, real numbers and days, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from itertools import accumulate
from textwrap import wrap
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from cchc.exact import decimal_text
from cchc.text import visible

_CODE_LIKE: Final = re.compile("_x(?=[0-9A-Fa-f]+_)")
"""What LibreOffice takes for the code of a character: "_xa_" for a line break, in an id."""
_MOST: Final = 32_767
"""Characters that a cell holds."""
_ACTS: Final = ("=", "+", "-", "@")
"""What a text that is edited in Excel must not begin with, lest it become a formula."""
_EXACT: Final = Context(prec=15)
"""Digits that Excel keeps."""
_LINE: Final = 15
"""Points that a line of text is high."""
_MOST_LINES: Final = 6
"""Lines of a cell that are in sight; a longer note is read by making its row higher."""
_UPRIGHT: Final = 210
"""Points that a row of upright headings is high."""
_PAGE: Final = 130
"""Characters that fit beside each other on a page, in their full size."""
_FACE: Final = "Times New Roman"
"""As Decree 30/2020/NĐ-CP has it for documents; columns are as wide as its digits make them."""
_SIZE: Final = 11
"""Points of the letters."""
DAY: Final = "dd/mm/yyyy"
_HEADING: Final = "1F4E78"
_GRID: Final = "BFBFBF"

Tone = Literal["good", "bad", "open", "none"]
_FILLS: Final[Mapping[Tone, str]] = {
    "good": "C6E0B4",
    "bad": "F8CBAD",
    "open": "FFE699",
    "none": "EDEDED",
}


class Number(NamedTuple):
    """A number with the format that shows it."""

    value: Decimal
    format: str


Value: TypeAlias = "str | int | Number | date | None"


class Head(NamedTuple):
    """A column's heading."""

    title: str
    width: float
    """In characters."""


class _Look(NamedTuple):
    """What a cell looks like."""

    format: str
    tone: Tone | None
    bold: bool
    centred: bool
    quoted: bool


def number(
    value: Fraction | None, limit: Fraction | None = None, *, least: int = 0, mark: str = ""
) -> Number | str | None:
    """An exact figure as a number that a sheet holds.

    It shows as many decimals as it takes not to look equal to `limit`.  Where the 15 digits of a
    sheet's numbers don't tell it from its limit, it becomes a text.

    Args:
        value: the figure.
        limit: the threshold it is compared with.
        least: decimals to show at the least.
        mark: a text to show behind it.
    """
    if value is None:
        return None
    shown = decimal_text(value, least, limit)
    rounded = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    if limit is not None and _order(Fraction(rounded), limit) != _order(value, limit):
        return shown + mark
    decimals = len(shown.partition(".")[2])
    return Number(rounded, format_of(decimals, mark))


def format_of(decimals: int, mark: str = "") -> str:
    """The format of a number with so many decimals, and a text behind it."""
    return "#,##0" + (f".{'0' * decimals}" if decimals else "") + (f'"{mark}"' if mark else "")


def _order(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)


def font(*, bold: bool = False, size: float = _SIZE, color: str | None = None) -> Any:
    """The letters of a cell, all of one face, `size` in points.

    One that names neither face nor size is shown in whatever a program takes for its own.
    """
    from openpyxl.styles import Font

    return Font(name=_FACE, size=size, bold=bold, color=color)


def new_book() -> Any:
    """An empty workbook of openpyxl's whose cells have these letters unless they say otherwise.

    Raises:
        ImportError: openpyxl isn't installed.
    """
    from openpyxl import Workbook
    from openpyxl.utils.indexed_list import IndexedList

    book: Any = Workbook()
    book.remove(book.active)
    book._fonts = IndexedList([font()])
    book._named_styles["Normal"].font = font()
    return book


class Worksheet:
    """A sheet that grows row by row; no text in it is a formula, whoever edits the cell."""

    def __init__(self, sheet: Any, title: str, widths: Sequence[float] = ()) -> None:
        """Takes openpyxl's sheet; `widths` of columns are in characters."""
        from openpyxl.styles import Alignment, Border, PatternFill, Side

        side = Side(style="thin", color=_GRID)
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self._fills = {tone: PatternFill("solid", fgColor=fill) for tone, fill in _FILLS.items()}
        self.heading = PatternFill("solid", fgColor=_HEADING)
        self.bold, self.light = font(bold=True), font(bold=True, color="FFFFFF")
        self.wrapped = Alignment(vertical="top", wrap_text=True)
        self._centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._upright = Alignment(
            horizontal="center", vertical="bottom", text_rotation=90, wrap_text=True
        )
        self._large = font(bold=True, size=14)
        self._looks: dict[_Look, Any] = {}
        self.sheet = sheet
        self.number = 0
        """The row that was written last, counted from 1."""
        self._headed = 0
        sheet.title = title
        self._widen(widths)

    def _widen(self, widths: Sequence[float]) -> None:
        from openpyxl.utils import get_column_letter

        self.widths = tuple(widths)
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def line(self, text: str, *, large: bool = False) -> Any:
        """A text that runs over the cells to its right."""
        self.number += 1
        cell = self.put(1, text)
        if large:
            cell.font = self._large
        return cell

    def head(
        self, heads: Sequence[Head], *, freeze: int = 1, upright: int = 0, above: int = 0
    ) -> None:
        """The row of headings, which stays in sight, filters, and is printed on each page.

        Args:
            heads: the headings.
            freeze: columns on the left that stay in sight and are printed on each page.
            upright: from which column on headings are turned, counted from 1; 0 for none.
            above: rows above it that are printed on each page, too.
        """
        from openpyxl.utils import get_column_letter

        self.number += 1
        self._headed = self.number
        self._widen([head.width for head in heads])
        for column, head in enumerate(heads, 1):
            cell = self.put(column, head.title)
            cell.font, cell.fill, cell.border = self.light, self.heading, self.border
            turned = upright and column >= upright
            cell.alignment = self._upright if turned else self._centred
        titles = [head.title for head in heads[: upright - 1 if upright else None]]
        self.heighten(titles, least=_UPRIGHT if upright else 0)
        self.sheet.freeze_panes = f"{get_column_letter(freeze + 1)}{self.number + 1}"
        self.sheet.print_title_rows = f"{self.number - above}:{self.number}"
        self.sheet.print_title_cols = f"A:{get_column_letter(freeze)}"

    def row(
        self,
        values: Iterable[Value],
        tones: Mapping[int, Tone] | None = None,
        *,
        bold: bool = False,
        centre: int = 0,
    ) -> None:
        """A row of values.

        Args:
            values: of the cells from the left.
            tones: colours of cells by their column, counted from 1.
            bold: whether the row stands out.
            centre: from which column on values are centred, counted from 1; 0 for none.
        """
        self.number += 1
        values = tuple(values)
        for column, value in enumerate(values, 1):
            cell = self.put(column, value)
            look = _Look(
                cell.number_format,
                (tones or {}).get(column),
                bold,
                bool(centre) and column >= centre,
                cell.quotePrefix,
            )
            self._dress(cell, look)
        self.heighten(values)

    def heighten(
        self, values: Iterable[Value], *, least: float = 0, most: int = _MOST_LINES
    ) -> None:
        """Makes the row high enough for its texts, as far as one can judge by their length.

        Args:
            values: of the cells from the left.
            least: points that it is high at the least.
            most: lines that are in sight at the most.
        """
        lines = 1
        for value, width in zip(values, self.widths, strict=False):
            if isinstance(value, str):
                lines = max(
                    lines, sum(len(wrap(part, int(width))) or 1 for part in value.split("\n"))
                )
        self.sheet.row_dimensions[self.number].height = max(least, min(lines, most) * _LINE + 3)

    def _dress(self, cell: Any, look: _Look) -> None:
        """Gives a cell its look; one that was given before is taken over, which is far faster."""
        if look in self._looks:
            cell._style = self._looks[look]
            return
        cell.border = self.border
        cell.alignment = self._centred if look.centred else self.wrapped
        if look.bold:
            cell.font = self.bold
        if look.tone:
            cell.fill = self._fills[look.tone]
        self._looks[look] = cell._style

    def finish(self, *, scale: int = 0, unprinted: int = 0) -> None:
        """Sets the filter and the printing: A4, turned, as wide as the page unless scaled.

        Args:
            scale: percent of the size to print in, where the sheet is wider than a page.
            unprinted: columns on the right, for programs rather than people.
        """
        from openpyxl.utils import get_column_letter

        if self.number > self._headed:
            last = get_column_letter(len(self.widths))
            self.sheet.auto_filter.ref = f"A{self._headed}:{last}{self.number}"
        self.lay_out(scale=scale, unprinted=unprinted)

    def lay_out(self, *, scale: int = 0, unprinted: int = 0) -> None:
        """Sets up the printing, as `finish` does."""
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        if scale:
            sheet.page_setup.scale = scale
        else:
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.5
        sheet.oddFooter.center.text = "&P/&N"
        last = get_column_letter(len(self.widths) - unprinted)
        sheet.print_area = f"A1:{last}{self.number}"

    def print_only(self, rows: int) -> None:
        """Prints no more than the first rows, above the headings, in their full size."""
        from openpyxl.utils import get_column_letter

        columns = sum(width <= _PAGE for width in accumulate(self.widths))
        self.sheet.print_area = f"A1:{get_column_letter(max(1, columns))}{rows}"
        self.sheet.print_title_rows = self.sheet.print_title_cols = None

    def put(self, column: int, value: Value) -> Any:
        """Writes a value into the row, in a column counted from 1; returns its cell."""
        cell = self.sheet.cell(self.number, column)
        if isinstance(value, str):
            self._put_text(cell, value)
        elif isinstance(value, Number):
            cell.value, cell.number_format = value.value, value.format
        elif value is not None:
            cell.value = value
            if isinstance(value, date):
                cell.number_format = DAY
        return cell

    @staticmethod
    def _put_text(cell: Any, text: str) -> None:
        """A text stays one: not a formula, not even when somebody edits the cell."""
        shown = "\n".join(visible(line, _MOST) for line in text.split("\n"))
        if shown:
            cell.value = _CODE_LIKE.sub("_x005F_x", shown)[:_MOST]
            cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
            cell.quotePrefix = shown.startswith(_ACTS)
