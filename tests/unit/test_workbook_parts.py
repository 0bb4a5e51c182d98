"""Packages as other programs write them: odd names and parts, and what bears no figure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from packages import TABLE, archive, package, related

from cchc.diagnostics import Diagnostic, Place
from cchc.document.kinds import is_workbook, workbook_kind
from cchc.document.table import Cell
from cchc.document.workbook import package as limited
from cchc.document.workbook.package import part_name
from cchc.document.xlsx import parse
from cchc.errors import InputError

Parts = dict[str, str | bytes]
SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def cells(parts: Parts) -> dict[str, Cell]:
    content = archive(parts)
    assert is_workbook(content)
    (sheet,) = parse(content)
    return {cell.scalar.place.cell: cell for row in sheet.rows for cell in row.cells.values()}


def texts(parts: Parts) -> dict[str, str]:
    return {place: cell.scalar.text for place, cell in cells(parts).items()}


def refusal(parts: Parts) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        parse(archive(parts))
    (problem,) = caught.value.diagnostics
    return problem


def one(cell: str, **more: str) -> Parts:
    """A workbook of one row, with one cell as XML."""
    return package(f'<row r="1">{cell}</row>', **more)


PLAIN = {"A1": "Cơ quan", "A3": "Mã chỉ số", "B3": "Giá trị", "A4": "so_hoa", "B4": "91"}


def test_a_plain_package() -> None:
    assert texts(package()) == PLAIN


# Names of parts


@pytest.mark.parametrize(
    "name",
    [
        "xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml",
        "./xl/./worksheets//sheet1.xml", "xl/other/../worksheets/sheet1.xml",
        "xl/worksheets/sheet%31.xml",
    ],
)  # fmt: skip
def test_all_spellings_of_a_name_are_one(name: str) -> None:
    assert part_name(name) == "xl/worksheets/sheet1.xml"


def test_names_go_from_their_folder() -> None:
    assert part_name("xl", "worksheets/sheet1.xml") == "xl/worksheets/sheet1.xml"
    assert part_name("xl", "/other/sheet1.xml") == "other/sheet1.xml"
    assert part_name("xl", "../sheet1.xml") == "sheet1.xml"
    assert part_name("../../sheet1.xml") == "sheet1.xml"


@pytest.mark.parametrize(
    "spell",
    [str.upper, str.title, lambda name: name.replace("/", "\\"), lambda name: f"/{name}"],
)
def test_parts_are_found_however_their_names_are_spelt(spell: Callable[[str], str]) -> None:
    assert texts({spell(name): content for name, content in package().items()}) == PLAIN


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets\\Sheet1.xml"])
def test_targets_are_absolute_or_relative(target: str) -> None:
    assert texts(package() | {RELATIONS: related(r1=("worksheet", target))}) == PLAIN


def test_a_workbook_may_stand_in_another_folder() -> None:
    parts = {name.replace("xl/", "book/"): content for name, content in package().items()}
    parts["_rels/.rels"] = related(r1=("officeDocument", "/book/workbook.xml"))
    assert texts(parts) == PLAIN


def test_a_part_that_stands_twice_is_refused() -> None:
    problem = refusal(package() | {"xl/worksheets/Sheet1.xml": str(package()[SHEET])})
    assert (problem.code, problem.params["reason"]) == ("workbook-damaged", "damage.twice")


def test_other_kinds_are_told_by_their_parts() -> None:
    assert workbook_kind(archive({"WORD\\document.xml": "<x/>"})) == ""
    assert workbook_kind(archive({"XL\\workbook.bin": b"\0"})) == ""
    assert workbook_kind(archive({"Content.xml": "<x/>"})) == ".ods"
    text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    assert workbook_kind(archive(text)) == ""


# What bears no figure


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/media/image1.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("xl/media/image1.emf", b"\xfe\xff<not XML"),
        ("xl/media/image1.svg", b"<svg><broken"),
        ("xl/theme/theme1.xml", b"<a:theme>"),
        ("xl/comments1.xml", b"<comments><authors/>"),
        ("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>"),
        ("xl/pivotTables/pivotTable1.xml", b""),
        ("xl/pivotCache/pivotCacheRecords1.xml", b"<!DOCTYPE x>"),
        ("xl/calcChain.xml", b"\0"),
        ("xl/printerSettings/printerSettings1.bin", b"<\0x\0"),
        ("xl/externalLinks/externalLink1.xml", b"<x"),
        ("xl/tables/table1.xml", b"<x"),
        ("xl/metadata.xml", b"<x"),
        ("xl/richData/rdrichvalue.xml", b"<x"),
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        ("xl/worksheets/_rels/sheet1.xml.rels", b"<x"),
        ("customXml/item1.xml", b"<x"),
        ("docProps/core.xml", b"<x>04/03/2026 10:20</y>"),
        ("docProps/custom.xml", b"\xff\xfe"),
        ("[Content_Types].xml", b"<x"),
    ],
)
def test_parts_that_bear_no_figure_cannot_break(name: str, content: bytes) -> None:
    assert texts(package() | {name: content}) == PLAIN


@pytest.mark.parametrize(
    "styles",
    [
        "",
        "<fonts><font><color rgb='#FF0000'/><family val='34'/><sz val=''/></font></fonts>",
        "<fills><fill/><fill><patternFill patternType='none such'/></fill></fills>",
        "<borders><border><left style=''/></border></borders>",
        "<cellStyles><cellStyle/></cellStyles>",
        "<dxfs><dxf><numFmt numFmtId='0' formatCode='0%'/></dxf></dxfs>",
        "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>",
        "<cellXfs><xf/><xf numFmtId=''/><xf numFmtId='x'/><xf numFmtId='-1'/></cellXfs>",
        "<numFmts><numFmt/><numFmt numFmtId='164'/></numFmts>"
        "<cellXfs><xf numFmtId='164'/></cellXfs>",
        "<colors><indexedColors/></colors><tableStyles/><extLst><ext/></extLst>",
    ],
)
def test_styles_that_bear_no_figure_cannot_break(styles: str) -> None:
    assert texts(package(styles=styles)) == PLAIN


@pytest.mark.parametrize(
    "after",
    [
        '<autoFilter ref=""/>',
        '<hyperlinks><hyperlink ref="x"/></hyperlinks>',
        '<dataValidations><dataValidation sqref=""><formula1>x</formula1></dataValidation>'
        "</dataValidations>",
        '<conditionalFormatting><cfRule priority="-1"/></conditionalFormatting>',
        '<mergeCells count="0"/><mergeCells><mergeCell/><mergeCell ref="A1"/></mergeCells>',
        '<pageSetup orientation="sideways"/><drawing/><legacyDrawing/><tableParts count="x"/>',
        '<extLst><ext xmlns:x="http://schemas.microsoft.com/office/excel/2006/main">'
        "<x:f>B4</x:f><x:row><x:c><x:v>7</x:v></x:c></x:row></ext></extLst>",
    ],
)
def test_what_follows_the_cells_cannot_break(after: str) -> None:
    assert texts(package(after=after)) == PLAIN


@pytest.mark.parametrize(
    "before",
    [
        '<dimension ref="A1:A1"/>',
        '<dimension ref="x"/>',
        '<sheetPr><tabColor rgb="x"/></sheetPr><sheetViews><sheetView zoomScale=""/></sheetViews>',
        '<cols><col/><col min="" max="" hidden="1"/><col min="9" max="2" hidden="1"/></cols>',
    ],
)
def test_what_goes_before_the_cells_cannot_break(before: str) -> None:
    read = cells(package(before=before))
    assert {place: cell.scalar.text for place, cell in read.items()} == PLAIN
    assert not any(cell.remarks for cell in read.values())


def test_settings_that_bear_no_figure_cannot_break() -> None:
    settings = '<definedNames><definedName name="x">#REF!</definedName></definedNames><calcPr/>'
    assert texts(package(settings=settings)) == PLAIN


# XML, however it is written


def test_any_prefix_comment_and_encoding() -> None:
    rows = TABLE.replace("<", "<x:").replace("<x:/", "</x:")
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?><!-- x --><?x y?><x:worksheet xmlns:x='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<x:sheetData><!-- <c r='B9'/> -->{rows}</x:sheetData></x:worksheet>"
    )
    assert texts(package() | {SHEET: sheet.encode("utf-16")}) == PLAIN


def test_a_byte_order_mark_and_character_data() -> None:
    cell = '<c r="A1" t="inlineStr"><is><t><![CDATA[a < b & c]]></t></is></c>'
    parts = one(cell)
    assert texts(parts | {SHEET: b"\xef\xbb\xbf" + str(parts[SHEET]).encode()}) == {
        "A1": "a < b & c"
    }


@pytest.mark.parametrize("part", [SHEET, STYLES, STRINGS, BOOK, RELATIONS])
def test_entities_are_refused_in_every_part_that_is_read(part: str) -> None:
    parts = package()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    problem = refusal(parts | {part: f"{bomb}{parts[part]!s}"})
    assert problem.code == "workbook-damaged"
    assert problem.params == {"part": part, "reason": "damage.dtd"}


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="inlineStr"><is><r><t>Sở</t></r><r><rPr><b/></rPr><t> Nội vụ</t></r></is></c>',
         "Sở Nội vụ"),
        ('<c t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>', "漢"),
        ('<c t="inlineStr"><v>1.0</v><is><t>1.</t></is></c>', "1."),
        ("<c><is><t>x</t></is></c>", "x"),
        ('<c t="str"><v>92,5%</v></c>', "92,5%"),
        ('<c t=""><v>7</v></c>', "7"),
        ('<c t="n"><v> 7 </v></c>', "7"),
        ('<c t="b"><v>1</v></c>', "true"),
        ('<c t="d"><v>2026-01-09T00:00:00</v></c>', "09/01/2026"),
        ("<c><v>0.92500000000000004</v></c>", "0,925"),
        ("<c><v>8.12E2</v></c>", "812"),
        ("<c><v>abc</v></c>", "abc"),
        ('<c s="99"><v>7</v></c>', "7"),
        ('<c s="x"><v>7</v></c>', "7"),
        ('<c cm="1" vm="1" ph="1"><f t="array" ref="A1">X()</f><v>7</v></c>', "7"),
        ('<c t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\nb"),
        ('<c t="inlineStr"><is><t>_x005F_xa</t></is></c>', "_xa"),
        ('<c t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', "_x0041_"),
        ('<c t="inlineStr"><is><t>_x0053__x1EDF_</t></is></c>', "Sở"),
        ('<c t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "\U0001f600"),
        ('<c t="inlineStr"><is><t>_x001B_[31m _xD83D_</t></is></c>', "_x001B_[31m _xD83D_"),
        ('<c t="inlineStr"><is><t>So\u031b\u0309</t></is></c>', "Sở"),
    ],
)  # fmt: skip
def test_a_cell_is_read_however_it_is_stored(cell: str, text: str) -> None:
    assert texts(one(cell)) == {"A1": text}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="1"/>', "<c><v/></c>", "<c><v></v></c>", '<c t="s"><v/></c>',
        '<c t="inlineStr"><is/></c>', '<c t="inlineStr"><is><t> </t></is></c>',
        '<c t="str"><f>IF(B1="","",B1)</f><v></v></c>', '<c t="str"><f>""</f></c>',
    ],
)  # fmt: skip
def test_what_holds_nothing_is_no_value(cell: str) -> None:
    assert texts(one(cell)) == {}


def test_what_holds_nothing_is_never_too_much_nor_too_far() -> None:
    rows = "".join(f'<row r="{n}"><c r="ZZ{n}" s="1"/></row>' for n in range(9, 60_000))
    assert texts(package(TABLE + rows)) == PLAIN


def test_cells_without_a_place_follow_one_another() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c>"
    assert texts(package(f"{rows}</row><row r='5'><c r='?'><v>5</v></c></row>")) == {
        "A1": "1", "C1": "2", "C2": "3", "D2": "4", "A5": "5",
    }  # fmt: skip


def test_rows_and_cells_come_in_order() -> None:
    rows = '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="a1"><v>1'
    assert list(texts(package(f"{rows}</v></c></row>"))) == ["A1", "A2", "B2"]


@pytest.mark.parametrize("hidden", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"'])
def test_a_hidden_row_is_remarked(hidden: str) -> None:
    read = cells(package(f'<row r="1" {hidden}><c r="A1"><v>1</v></c></row>'))
    assert [remark.code for remark in read["A1"].remarks] == ["hidden-cell"]


@pytest.mark.parametrize("hidden", ['hidden="1"', 'width="0" customWidth="1"'])
def test_a_hidden_column_is_remarked(hidden: str) -> None:
    row = '<row r="1"><c r="B1"><v>1</v></c><c r="D1"><v>1</v></c><c r="GR1"><v>1</v></c></row>'
    read = cells(package(row, before=f'<cols><col min="3" max="16384" {hidden}/></cols>'))
    assert {place: len(cell.remarks) for place, cell in read.items()} == {
        "B1": 0, "D1": 1, "GR1": 1,
    }  # fmt: skip


# Shared texts

SHARED = "<si><t>92,5%</t></si><si><r><t>Sở </t></r><r><t>Nội vụ</t></r></si><si/>"


@pytest.mark.parametrize(
    ("index", "read"), [("0", "92,5%"), ("1", "Sở Nội vụ"), (" 1 ", "Sở Nội vụ")]
)
def test_a_shared_text(index: str, read: str) -> None:
    assert texts(one(f'<c t="s"><v>{index}</v></c>', strings=SHARED)) == {"A1": read}


@pytest.mark.parametrize("index", ["3", "-1", "x", "1.0", "99999999999"])
def test_a_shared_text_that_is_not_there_is_named(index: str) -> None:
    problem = refusal(one(f'<c r="A1" t="s"><v>{index}</v></c>', strings=SHARED))
    assert problem.code == "workbook-damaged"
    assert problem.params == {"part": STRINGS, "reason": "damage.text"}
    assert problem.place == Place(1, 1, "S")


def test_without_its_part_a_shared_text_is_named_and_the_rest_is_read() -> None:
    parts = package()
    del parts[STRINGS]
    assert texts(parts) == PLAIN
    needing = one('<c r="A1" t="s"><v>0</v></c>')
    del needing[STRINGS]
    problem = refusal(needing)
    assert problem.params == {"part": STRINGS, "reason": "damage.missing"}
    assert problem.place == Place(1, 1, "S")


def test_a_large_part_that_bears_no_figure_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limited, "MAX_SIZE", 10_000)
    noise = b"".join(b'<r><x v="%d"/></r>' % (n * n * 7919 % 99_999_989) for n in range(1_000))
    content = archive(package() | {"xl/pivotCache/pivotCacheRecords1.xml": noise})
    assert len(noise) > 10_000
    (sheet,) = parse(content)
    assert sheet.rows[0].cells[1].scalar.text == "Cơ quan"


def test_without_its_part_no_number_has_a_format() -> None:
    parts = one('<c s="1"><v>0.925</v></c>')
    del parts[STYLES]
    assert texts(parts) == {"A1": "0,925"}


def test_shared_texts_may_be_related_to_nothing() -> None:
    parts = one('<c t="s"><v>0</v></c>', strings=SHARED)
    assert texts(parts | {RELATIONS: related(r1=("worksheet", "worksheets/sheet1.xml"))}) == {
        "A1": "92,5%"
    }


# Number formats


@pytest.mark.parametrize(
    ("styles", "text"),
    [
        ('<cellXfs><xf/><xf numFmtId="9"/></cellXfs>', "92,5%"),
        ('<cellXfs><xf/><xf numFmtId="10" applyNumberFormat="0"/></cellXfs>', "92,5%"),
        ('<numFmts><numFmt numFmtId="9" formatCode="0"/></numFmts>'
         '<cellXfs><xf/><xf numFmtId="9"/></cellXfs>', "0,925"),
        ('<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
         '<cellXfs><xf/><xf numFmtId="164"/></cellXfs>', "92,5%"),
        ('<cellXfs><xf/><xf numFmtId="900"/></cellXfs>', "0,925"),
    ],
)  # fmt: skip
def test_a_style_has_its_number_format(styles: str, text: str) -> None:
    assert texts(one('<c s="1"><v>0.925</v></c>', styles=styles)) == {"A1": text}


def test_a_format_that_shows_another_number_is_told_with_both() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0&quot;‰&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs>'
    )
    cell = cells(one('<c r="A1"><v>95</v></c>', styles=styles))["A1"]
    assert cell.problem is not None
    assert (cell.problem.code, cell.is_blank) == ("number-format", True)
    assert cell.problem.params == {"value": 95, "format": '0.0"‰"'}


def test_a_value_that_does_not_show_is_remarked() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs>'
    )
    cell = cells(one('<c r="A1"><v>95</v></c>', styles=styles))["A1"]
    assert (cell.scalar.text, cell.problem) == ("95", None)
    assert [remark.code for remark in cell.remarks] == ["format-hides"]


# Formulas


@pytest.mark.parametrize(
    ("settings", "is_stale"),
    [
        ("", False),
        ("<calcPr/>", False),
        ('<calcPr calcId="191029"/>', False),
        ('<calcPr calcMode="auto" fullCalcOnLoad="0" calcCompleted="1"/>', False),
        ('<calcPr fullCalcOnLoad="1"/>', True),
        ('<calcPr fullCalcOnLoad="true"/>', True),
        ('<calcPr calcMode="manual"/>', True),
        ('<calcPr calcCompleted="0"/>', True),
        ('<calcPr forceFullCalc="1"/>', True),
    ],
)
def test_stored_results_may_be_old(settings: str, is_stale: bool) -> None:
    row = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>2</v></c>'
        '<c r="C1" t="str"><f>A1</f><v>x</v></c>'
    )
    read = cells(one(row, settings=settings))
    remarks = {place: [remark.code for remark in cell.remarks] for place, cell in read.items()}
    stale = ["stale-result"] * is_stale
    assert remarks == {"A1": stale, "B1": [], "C1": stale}


def test_a_formula_of_several_cells_goes_to_another_file_in_each() -> None:
    row = (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">[1]S!A1</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c>'
        '<c r="C1"><f t="shared" si="1">A1</f><v>3</v></c>'
    )
    read = cells(one(row))
    assert {place: len(cell.remarks) for place, cell in read.items()} == {"A1": 1, "B1": 1, "C1": 0}


@pytest.mark.parametrize("formula", ["<f>A1+1</f>", '<f t="shared" si="0"/>', "<f/>", "<f></f>"])
@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_result_is_told(formula: str, value: str) -> None:
    cell = cells(one(f'<c r="A1">{formula}{value}</c>'))["A1"]
    assert cell.problem is not None
    assert cell.problem.code == "formula-without-value"


# Sheets


def with_sheets(*listed: str, **relations: tuple[str, str]) -> Parts:
    parts = package()
    known = {"r1": ("worksheet", "worksheets/sheet1.xml")} | relations
    book = str(parts[BOOK])
    begin, end = book.index("<sheets>"), book.index("</sheets>")
    return parts | {
        BOOK: f"{book[:begin]}<sheets>{''.join(listed)}{book[end:]}",
        RELATIONS: related(**known),
    }


def sheet(name: str, id: str, state: str = "visible") -> str:
    return f'<sheet name="{name}" sheetId="1" state="{state}" r:id="{id}"/>'


@pytest.mark.parametrize("target", ["worksheets/sheet2.xml", "NULL", ""])
def test_a_sheet_that_is_not_there_is_named(target: str) -> None:
    problem = refusal(
        with_sheets(sheet("Số liệu", "r1"), sheet("Phụ lục", "r2"), r2=("worksheet", target))
    )
    assert (problem.code, problem.params) == ("sheet-missing", {"name": "Phụ lục"})


def test_a_sheet_that_is_related_to_nothing_is_named() -> None:
    problem = refusal(with_sheets(sheet("Số liệu", "r9")))
    assert (problem.code, problem.params) == ("sheet-missing", {"name": "Số liệu"})


def test_sheets_that_are_one_part_are_named() -> None:
    other = ("worksheet", "/xl/Worksheets/sheet1.xml")
    problem = refusal(with_sheets(sheet("Quý I", "r1"), sheet("Quý II", "r2"), r2=other))
    assert (problem.code, problem.params) == (
        "sheets-are-one", {"first": "Quý I", "name": "Quý II"},
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet"])
def test_sheets_without_cells_are_passed_over(kind: str) -> None:
    parts = with_sheets(sheet("Số liệu", "r1"), sheet("Biểu đồ", "r2"), r2=(kind, "charts/1.xml"))
    assert texts(parts | {"xl/charts/1.xml": "<x"}) == PLAIN


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_marked(state: str) -> None:
    (read,) = parse(archive(with_sheets(sheet("S", "r1", state))))
    assert read.is_hidden


def test_a_workbook_without_sheets_is_damaged() -> None:
    assert refusal(with_sheets()).params == {"part": BOOK, "reason": "damage.no-sheets"}


def test_a_part_that_cannot_be_unpacked_is_named() -> None:
    content = archive(package())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo(SHEET)
    at = info.header_offset + 30 + len(SHEET)
    broken = content[:at] + b"\xff" * 20 + content[at + 20 :]
    with pytest.raises(InputError) as caught:
        parse(broken)
    (problem,) = caught.value.diagnostics
    assert problem.params == {"part": SHEET, "reason": "damage.packed"}
