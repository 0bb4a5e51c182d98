"""Workbooks part by part, as programs write them that our own library isn't like."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TABLE: Final = (
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


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts, packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def related(**relations: tuple[str, str]) -> str:
    """Relations of a part: the kind and the target of each, by its id."""
    each = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def package(
    rows: str = TABLE, before: str = "", after: str = "", **more: str
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet.

    Args:
        rows: the rows, as XML.
        before: what stands before them in the sheet.
        after: what stands behind them.
        more: contents of ``styles``, ``strings``, and further ``settings`` of the workbook.
    """
    sheet = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    relations = related(
        r1=("worksheet", "worksheets/sheet1.xml"),
        r2=("styles", "styles.xml"),
        r3=("sharedStrings", "sharedStrings.xml"),
    )
    return {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="S" sheetId="1" r:id="r1"/></sheets>{more.get("settings", "")}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{more.get("styles", "")}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{more.get("strings", "")}</sst>',
    }


def opendocument(content: str) -> dict[str, str | bytes]:
    """The parts of an .ods."""
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }
