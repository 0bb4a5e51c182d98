"""Workbooks that are out to wear a reader down, each of a size to choose.

`GENERATORS` has a function for each kind: it takes a number of rows, sheets, attributes or
whatever the kind multiplies, and gives the file.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

from packages import ODS_AFTER, ODS_BEFORE, TABLE, archive, opendocument, package

from cchc.document.workbook.compound import pack


def sheets_of_one_part(size: int) -> bytes:
    """`size` sheets that are one part."""
    parts = package()
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n + 2}" r:id="r1"/>' for n in range(size))
    book = str(parts["xl/workbook.xml"]).replace("</sheets>", f"{sheets}</sheets>")
    return archive(parts | {"xl/workbook.xml": book})


def styled_empty_rows(size: int) -> bytes:
    """`size` rows of one cell that has a format and nothing else."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(5, size + 5))
    return archive(package(TABLE + rows))


def attributes(size: int) -> bytes:
    """One element with `size` attributes."""
    given = " ".join(f'a{n}=""' for n in range(size))
    return archive(package(f"{TABLE}<row {given}/>"))


def styles(size: int) -> bytes:
    """`size` styles of cells."""
    return archive(package(styles=f"<cellXfs>{'<xf/>' * size}</cellXfs>"))


def merged_ranges(size: int) -> bytes:
    """`size` merged ranges, each over all there is."""
    ranges = '<mergeCell ref="A1:XFD1048576"/>' * size
    return archive(package(after=f"<mergeCells>{ranges}</mergeCells>"))


def merged_pairs(size: int) -> bytes:
    """`size` merged ranges of two cells each, beyond what the sheet holds."""
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(9, size + 9))
    return archive(package(after=f"<mergeCells>{ranges}</mergeCells>"))


def hidden_columns(size: int) -> bytes:
    """`size` times all columns hidden."""
    columns = '<col min="1" max="16384" hidden="1"/>' * size
    return archive(package(before=f"<cols>{columns}</cols>"))


def strings(size: int) -> bytes:
    """`size` shared texts that no cell needs."""
    return archive(package(strings="<si><t>x</t></si>" * size))


def number_formats(size: int) -> bytes:
    """A number format of `size` brackets, none of them closed, and a cell that has it."""
    made = (
        f'<numFmts><numFmt numFmtId="164" formatCode="{"[" * size}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs>'
    )
    return archive(package(styles=made))


def empty_results(size: int) -> bytes:
    """A formula dragged down over `size` rows that gives nothing."""
    rows = "".join(
        f'<row r="{n}"><c r="B{n}" t="str"><f t="shared" si="0"/><v></v></c></row>'
        for n in range(5, size + 5)
    )
    return archive(package(TABLE + rows))


def long_formula(size: int) -> bytes:
    """A formula of `size` brackets, each of which may begin the name of another file."""
    row = f'<row r="5"><c r="B5"><f>{"[1]" * size}</f><v>1</v></c></row>'
    return archive(package(TABLE + row))


def repeated_rows(size: int) -> bytes:
    """An .ods of `size` empty rows, each of all columns, and a row of figures before them."""
    cells = '<table:table-cell office:value-type="float" office:value="1"/>'
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = (
        f"{ODS_BEFORE}<table:table-row>{cells}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{size}">{empty}</table:table-row>{ODS_AFTER}'
    )
    return archive(opendocument(content))


def old_records(size: int) -> bytes:
    """An .xls of `size` records that say nothing."""
    begin, end = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005), struct.pack("<HH", 0x000A, 0)
    sheet = struct.pack("<HHIHBB", 0x0085, 9, len(begin) + 13 + len(end), 0, 1, 0) + b"S"
    row = struct.pack("<HHHHHd", 0x0203, 14, 0, 0, 0, 1.0)
    records = struct.pack("<HH", 0x9999, 0) * size
    return pack("Workbook", begin + sheet + end + begin + row + records + end)


def one_text(size: int) -> bytes:
    """A text of `size` blanks that as many cells share."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(size))
    return archive(package(TABLE + rows, strings=f"<si><t>{' ' * size}</t></si>"))


def nested(size: int) -> bytes:
    """`size` elements within one another."""
    return archive(package(after="<a>" * size + "</a>" * size))


GENERATORS: Final[dict[str, Callable[[int], bytes]]] = {
    made.__name__: made
    for made in (
        sheets_of_one_part, styled_empty_rows, attributes, styles, merged_ranges, merged_pairs,
        hidden_columns, strings, number_formats, empty_results, long_formula, repeated_rows,
        nested, old_records, one_text,
    )
}  # fmt: skip
"""Each kind by its name."""
