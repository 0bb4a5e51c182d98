"""An administrative document as Decree 30/2020/NĐ-CP lays it out: paper, type, tables.

What is in it is none of this module's business.  Every text goes through :func:`_run`, so that none
can act: no fields, no control characters, no marks that turn the direction of writing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cchc.render.kit.archive import settled
from cchc.text import visible

_FONT: Final = "Times New Roman"
_BODY: Final = Pt(14)
_TABLE: Final = Pt(12)
_A4: Final = (Mm(210), Mm(297))
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_DOTTED: Final = "…" * 33
_ALIGNED: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

Align = Literal["left", "centre", "right", "both"]
Cell: TypeAlias = "str | tuple[str, ...]"
"""A text, or several, each on a line of its own."""


class PaperColumn(NamedTuple):
    """A column of a table."""

    title: str
    width: float
    """Millimetres."""
    align: Align = "left"
    group: str = ""
    """The heading above those of neighbouring columns that share it."""


class PaperRow(NamedTuple):
    """A row of a table."""

    cells: Sequence[Cell]
    bold: frozenset[int] = frozenset()
    """Which cells stand out."""


class Band(NamedTuple):
    """A row of one text across all columns."""

    text: str


class Style(NamedTuple):
    """How a paragraph outside the running text looks."""

    align: Align = "centre"
    size: float = 13
    bold: bool = False
    italic: bool = False
    above: float = 0
    """Points of space above it."""


class Paper:
    """A document that grows from its head to its end."""

    def __init__(self, title: str, lang: str, day: date, made: str = "") -> None:
        self._document: Any = Document()
        self._day = day
        self._headings = [0, 0]
        self._day = day
        self._describe(title, day, made)
        self._set_type(lang)
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        _number_pages(section.header)
        _set_page(section, landscape=False)

    def columns(self, left: Sequence[Any], right: Sequence[Any], widths: Sequence[float]) -> None:
        """Two columns without borders; what is in them are texts with their style, or a line.

        Args:
            left: pairs of a text and its `Style`, or the length of a line in millimetres.
            right: the same.
            widths: of both columns, in millimetres.
        """
        table = self._table(widths)
        row = table.add_row()
        _keep_whole(row)
        for cell, width, texts in zip(row.cells, widths, (left, right), strict=True):
            first = cell.paragraphs[0]
            for text in texts:
                paragraph = cell.add_paragraph() if first is None else first
                first = None
                if isinstance(text, int | float):
                    _line(paragraph, (width - text) / 2)
                else:
                    _styled(paragraph, *text)

    def centred(self, text: str, style: Style) -> None:
        """A line in the middle of the page."""
        _styled(self._document.add_paragraph(), text, style)

    def rule(self, length: float) -> None:
        """A short line in the middle of a portrait page, as below a title."""
        _line(self._document.add_paragraph(), (160 - length) / 2)

    def heading(self, text: str) -> None:
        """A heading numbered ``I.``, ``II.`` and so on."""
        self._headings = [self._headings[0] + 1, 0]
        _run(self._heading(1), f"{_ROMAN[self._headings[0] - 1]}. {text}")

    def subheading(self, text: str) -> None:
        """A heading below it, numbered ``1.``, ``2.`` and so on."""
        self._headings[1] += 1
        _run(self._heading(2), f"{self._headings[1]}. {text}")

    def paragraph(self, text: str, *, lead: str = "") -> None:
        """A paragraph of the running text, begun by `lead` in bold."""
        paragraph = self._document.add_paragraph(style="Body Text")
        if lead:
            _run(paragraph, f"{lead} ").bold = True
        _run(paragraph, text)

    def blank(self, lines: int) -> None:
        """Dotted lines to write on, which stay on one page with what follows."""
        for _ in range(lines):
            paragraph = self._document.add_paragraph()
            _styled(paragraph, _DOTTED, Style("left", above=3))
            paragraph.paragraph_format.keep_with_next = True

    def last(self, text: str) -> None:
        """A paragraph of the running text that stays on one page with the signature below it."""
        self.paragraph(text)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def page(self) -> None:
        """Begins a new page."""
        self._document.add_page_break()

    def caption(self, text: str) -> None:
        """The title of the table that follows."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _styled(paragraph, text, Style(bold=True, size=13, above=6))
        paragraph.paragraph_format.space_after = Pt(4)

    def note(self, text: str) -> None:
        """A remark in small italics, as below a table."""
        _styled(self._document.add_paragraph(), text, Style("left", 12, italic=True, above=3))

    def table(self, columns: Sequence[PaperColumn], rows: Iterable[PaperRow | Band]) -> None:
        """A table with borders; its head comes again on each page, its rows stay whole."""
        table = self._table([column.width for column in columns])
        table.style = "Table Grid"
        _pad(table)
        _head(table, columns)
        for row in rows:
            if isinstance(row, Band):
                _band(table, row.text)
            else:
                _fill(table.add_row(), columns, row)

    def turn(self, *, landscape: bool) -> None:
        """Begins a page of the other orientation."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _set_page(section, landscape=landscape)

    def saved(self) -> bytes:
        """The document's file."""
        stream = io.BytesIO()
        self._document.save(stream)
        return settled(stream.getvalue(), self._day)

    def _describe(self, title: str, day: date, made: str) -> None:
        about = self._document.core_properties
        about.title = _clean(title)[:255]
        about.author = about.last_modified_by = "cchc"
        about.comments = _clean(made)[:255]
        about.created = about.modified = datetime(day.year, day.month, day.day)

    def _set_type(self, lang: str) -> None:
        styles = self._document.styles
        for name in ("Normal", "Body Text", "Heading 1", "Heading 2", "Header"):
            _set_font(styles[name], {"vi": "vi-VN"}.get(lang, "en-GB"))
        normal = styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(0), 1.0
        text = styles["Body Text"].paragraph_format
        text.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        text.first_line_indent = Mm(10)
        text.space_before = text.space_after = Pt(3)
        text.line_spacing = 1.1
        for name in ("Heading 1", "Heading 2"):
            styles[name].font.bold = True
            heading = styles[name].paragraph_format
            heading.first_line_indent = Mm(10)
            heading.space_before, heading.space_after = Pt(6), Pt(6)
            heading.keep_with_next = True

    def _heading(self, level: int) -> Any:
        return self._document.add_paragraph(style=f"Heading {level}")

    def _table(self, widths: Sequence[float]) -> Any:
        """An empty table of fixed widths; Word and LibreOffice each look at another place."""
        table = self._document.add_table(rows=0, cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table


def _clean(text: str) -> str:
    return visible(text, len(text))


def _run(paragraph: Any, text: str) -> Any:
    return paragraph.add_run(_clean(text))


def _styled(paragraph: Any, text: str, style: Style) -> None:
    paragraph.alignment = _ALIGNED[style.align]
    paragraph.paragraph_format.space_before = Pt(style.above)
    run = _run(paragraph, text)
    run.font.size = Pt(style.size)
    run.bold, run.italic = style.bold, style.italic


def _set_font(style: Any, lang: str) -> None:
    """Sets the type for every script, since a theme's font would outrank a plain name."""
    style.font.name, style.font.size = _FONT, _BODY
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    properties.append(_element("w:lang", val=lang, eastAsia=lang))


def _set_page(section: Any, *, landscape: bool) -> None:
    """A4 with the binding edge, 30 mm, on the left, or on top of a page that is turned."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = reversed(_A4) if landscape else _A4
    section.top_margin = Mm(30 if landscape else 20)
    section.left_margin = Mm(20 if landscape else 30)
    section.bottom_margin = section.right_margin = Mm(20)
    section.header_distance = Mm(10)


def _number_pages(header: Any) -> None:
    """Puts the page's number into the middle of the top margin."""
    paragraph = header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = _element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)
    field.append(_run(paragraph, "2")._r)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _line(paragraph: Any, indent: float) -> None:
    """Makes a paragraph a thin line that leaves `indent` millimetres on each side."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(indent)
    layout.line_spacing = Pt(3)
    layout.space_before, layout.space_after = Pt(2), Pt(4)
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="6", space="0", color="auto"))
    # The schema wants borders before spacing and indents.
    layout.element.get_or_add_pPr().insert(0, borders)


def _pad(table: Any) -> None:
    """Leaves 1 mm at the sides of cells, since columns are narrow."""
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="57", type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _head(table: Any, columns: Sequence[PaperColumn]) -> None:
    upper = table.add_row()
    rows = [upper]
    if any(column.group for column in columns):
        rows.append(table.add_row())
    for row in rows:
        _keep_whole(row, repeat=True)
    for number, column in enumerate(columns):
        cell = rows[-1].cells[number]
        if len(rows) > 1 and not column.group:
            cell = upper.cells[number].merge(cell)
        _write(cell, column.title, "centre", bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _group(upper, columns)


def _group(upper: Any, columns: Sequence[PaperColumn]) -> None:
    """Writes each group's heading above its columns."""
    groups: dict[str, list[int]] = {}
    for number, column in enumerate(columns):
        if column.group:
            groups.setdefault(column.group, []).append(number)
    for title, numbers in groups.items():
        cell = upper.cells[numbers[0]].merge(upper.cells[numbers[-1]])
        _write(cell, title, "centre", bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _band(table: Any, text: str) -> None:
    row = table.add_row()
    _keep_whole(row)
    cell = row.cells[0].merge(row.cells[-1])
    _write(cell, text, "left", bold=True)
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(row: Any, columns: Sequence[PaperColumn], filling: PaperRow) -> None:
    _keep_whole(row)
    for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        _write(cell, filling.cells[number], column.align, bold=number in filling.bold)


def _write(cell: Any, text: Cell, align: Align, *, bold: bool = False) -> None:
    lines = (text,) if isinstance(text, str) else text
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = _ALIGNED[align]
        if not number:
            paragraph.paragraph_format.space_before = Pt(1.5)
        if number == len(lines) - 1:
            paragraph.paragraph_format.space_after = Pt(1.5)
        run = _run(paragraph, line)
        run.font.size, run.bold = _TABLE, bold


def _keep_whole(row: Any, *, repeat: bool = False) -> None:
    """Keeps a row on one page; a head that repeats comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if repeat:
        properties.append(_element("w:tblHeader"))
