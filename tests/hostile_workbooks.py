"""Workbooks that are out to wear a reader down, each of a size to choose.

`GENERATORS` has a function for each kind: it takes a number of rows, sheets, attributes or
whatever the kind multiplies, and gives the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TABLE: Final = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Cơ quan</t></is></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>Mã chỉ số</t></is></c>'
    '<c r="B3" t="inlineStr"><is><t>Giá trị</t></is></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>so_hoa</t></is></c><c r="B4"><v>91</v></c></row>'
)
ODS_BEFORE: Final = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="S">'
)
ODS_AFTER: Final = "</table:table></office:spreadsheet></office:body></office:document-content>"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """The parts, packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def package(
    rows: str = _TABLE, before: str = "", after: str = "", **more: str
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet.

    Args:
        rows: the rows, as XML.
        before: what stands before them in the sheet.
        after: what stands behind them.
        more: contents of ``styles``, ``strings``, and further ``settings`` of the workbook.
    """
    sheet = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    relations = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id, kind, target in (
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "styles", "styles.xml"),
            ("r3", "sharedStrings", "sharedStrings.xml"),
        )
    )
    return {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="S" sheetId="1" r:id="r1"/></sheets>{more.get("settings", "")}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{more.get("styles", "")}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{more.get("strings", "")}</sst>',
    }


def sheets_of_one_part(size: int) -> bytes:
    """`size` sheets that are one part."""
    parts = package()
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n + 2}" r:id="r1"/>' for n in range(size))
    book = str(parts["xl/workbook.xml"]).replace("</sheets>", f"{sheets}</sheets>")
    return archive(parts | {"xl/workbook.xml": book})


def styled_empty_rows(size: int) -> bytes:
    """`size` rows of one cell that has a format and nothing else."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(5, size + 5))
    return archive(package(_TABLE + rows))


def attributes(size: int) -> bytes:
    """One element with `size` attributes."""
    given = " ".join(f'a{n}=""' for n in range(size))
    return archive(package(f"{_TABLE}<row {given}/>"))


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
    return archive(package(_TABLE + rows))


def long_formula(size: int) -> bytes:
    """A formula of `size` brackets, each of which may begin the name of another file."""
    row = f'<row r="5"><c r="B5"><f>{"[1]" * size}</f><v>1</v></c></row>'
    return archive(package(_TABLE + row))


def repeated_rows(size: int) -> bytes:
    """An .ods of `size` empty rows, each of all columns, and a row of figures before them."""
    cells = '<table:table-cell office:value-type="float" office:value="1"/>'
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = (
        f"{ODS_BEFORE}<table:table-row>{cells}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{size}">{empty}</table:table-row>{ODS_AFTER}'
    )
    return archive(opendocument(content))


def opendocument(content: str) -> dict[str, str | bytes]:
    """The parts of an .ods."""
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }


GENERATORS: Final[dict[str, Callable[[int], bytes]]] = {
    made.__name__: made
    for made in (
        sheets_of_one_part, styled_empty_rows, attributes, styles, merged_ranges, merged_pairs,
        hidden_columns, strings, number_formats, empty_results, long_formula, repeated_rows,
    )
}  # fmt: skip
"""Each kind by its name."""
