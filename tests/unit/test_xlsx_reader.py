"""Excel workbooks as rows of cells: what Excel shows, nothing run, nothing unpacked without end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import archive, package

from cchc.diagnostics import Place
from cchc.document.workbook import package as limited
from cchc.document.workbook.limits import MAX_COLUMNS, MAX_ROWS
from cchc.document.xlsx import parse
from cchc.errors import InputError
from cchc.submission.numbers import parse_number


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(**cells: Any) -> bytes:
    """A workbook of one sheet; a pair is a value and its number format."""
    book = openpyxl.Workbook()
    book.calculation.fullCalcOnLoad = False  # as Excel saves
    sheet: Any = book.worksheets[0]
    sheet.title = "Trang"
    for cell, content in cells.items():
        value, number_format = content if isinstance(content, tuple) else (content, None)
        sheet[cell] = value
        if number_format:
            sheet[cell].number_format = number_format
    return saved(book)


def edited(content: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """The workbook with the XML of one part changed; a part that isn't there begins empty."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        names = source.namelist()
        for name in dict.fromkeys([*names, part]):
            data = source.read(name) if name in names else b""
            target.writestr(name, edit(data.decode()) if name == part else data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def texts(content: bytes) -> dict[str, str]:
    (sheet,) = parse(content)
    return {
        cell.scalar.place.cell: cell.scalar.text
        for row in sheet.rows
        for cell in row.cells.values()
    }


def problems(content: bytes) -> list[tuple[str, str]]:
    return [
        (cell.scalar.place.cell, cell.problem.code)
        for sheet in parse(content)
        for row in sheet.rows
        for cell in row.cells.values()
        if cell.problem
    ]


def refusal(content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputError) as caught:
        parse(content)
    (problem,) = caught.value.diagnostics
    return problem.code, dict(problem.params)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.925, "0%", "92,5%"),
        (0.925, "0.0%", "92,5%"),
        (0.925, "[Red]0.00%;[Blue]-0.00%", "92,5%"),
        (0.79996, "0.00%", "79,996%"),
        (1, "0%", "100%"),
        (92.5, '0.0"%"', "92,5%"),
        (92.5, r"0.0\%", "92,5%"),
        (0.925, "General", "0,925"),
        (0.1 + 0.2, "0%", "30%"),
        (0.07 * 100, "General", "7"),
        (812, "General", "812"),
        (812.0, "#,##0", "812"),
        (1234567, "#,##0", "1234567"),
        (1e15, "General", "1000000000000000"),
        (-3, "General", "-3"),
        (True, "General", "true"),
        ("92,5%", "General", "92,5%"),
        ("  812 ", "@", "812"),
        (date(2026, 1, 9), "dd/mm/yyyy", "09/01/2026"),
        (datetime(2026, 1, 9, 10, 30), "dd/mm/yyyy hh:mm", "09/01/2026"),
        (time(12, 30), "hh:mm", "12:30:00"),
        (timedelta(hours=30), "[h]:mm", "30:00:00"),
    ],
)
def test_a_cell_reads_as_it_shows(value: Any, number_format: str, text: str) -> None:
    assert texts(workbook(B2=(value, number_format))) == {"B2": text}


def stored(value: float, styles: str = "") -> bytes:
    """A workbook of one number as Excel stores it, without a library's time."""
    return archive(package(f"<row><c><v>{value!r}</v></c></row>", styles=styles))


@given(st.integers(0, 10**15 - 1), st.integers(0, 8))
def test_a_number_of_fifteen_digits_is_read_as_it_was_typed(units: int, digits: int) -> None:
    typed = Fraction(units, 10**digits)
    text = texts(stored(float(typed)))["A1"]
    assert parse_number(text, grouping=False).value == typed


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_a_percentage_is_read_as_it_was_typed(units: int, digits: int) -> None:
    typed = Fraction(units, 10**digits)
    text = texts(stored(float(typed / 100), '<cellXfs><xf numFmtId="10"/></cellXfs>'))["A1"]
    number = parse_number(text, grouping=False)
    assert (number.value, number.percent) == (typed, True)


def test_days_of_the_other_calendar_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904  # type: ignore[attr-defined]
    sheet: Any = book.worksheets[0]
    sheet["A1"] = date(2026, 1, 9)
    assert texts(saved(book)) == {"A1": "09/01/2026"}


def with_value(content: bytes, stored: str) -> bytes:
    """The workbook whose formulas have the stored value, as XML."""
    return edited(
        content, SHEET, lambda xml: re.sub(r"</f><v ?/>|</f><v></v>", f"</f>{stored}", xml)
    )


def test_formulas_give_the_value_they_had() -> None:
    content = workbook(A1="=1+1", B1="=SUM(A1:A9)")
    assert problems(content) == [
        ("A1", "formula-without-value"),
        ("B1", "formula-without-value"),
    ]
    stored = with_value(content, "<v>0.5</v>")
    assert (texts(stored), problems(stored)) == ({"A1": "0,5", "B1": "0,5"}, [])


def test_a_formula_may_yield_an_empty_text() -> None:
    content = edited(
        workbook(A1='=""'), SHEET, lambda xml: re.sub(r'<c r="A1".*?</c>', EMPTY_TEXT, xml)
    )
    assert (texts(content), problems(content)) == ({}, [])


EMPTY_TEXT = '<c r="A1" t="str"><f>""</f><v></v></c>'


def test_errors_are_told_whether_typed_or_computed() -> None:
    assert problems(workbook(A1="#DIV/0!", B2="#REF!")) == [
        ("A1", "cell-error"),
        ("B2", "cell-error"),
    ]
    computed = edited(
        workbook(A1="=1/0"),
        SHEET,
        lambda xml: re.sub(
            r'<c r="A1".*?</c>', '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', xml
        ),
    )
    assert problems(computed) == [("A1", "cell-error")]


def test_a_link_to_another_file_is_remarked() -> None:
    content = with_value(workbook(A1="=[1]Sheet1!A1"), "<v>7</v>")
    (sheet,) = parse(content)
    cell = sheet.rows[0].cells[1]
    assert cell.scalar.text == "7"
    (remark,) = cell.remarks
    assert (remark.code, remark.place) == ("external-link", Place(1, 1, "Trang"))


def test_merged_cells_spoil_what_they_cover() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet["A1"], sheet["A3"], sheet["D5"] = "across", "down", "last"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    assert problems(saved(book)) == [
        ("B1", "merged-cells"),
        ("C1", "merged-cells"),
        ("A3", "merged-cells"),
        ("A4", "merged-cells"),
    ]


def test_macros_are_left_alone() -> None:
    content = edited(workbook(A1="x"), "xl/vbaProject.bin", lambda _: "\0Auto_Open\0")
    assert texts(content) == {"A1": "x"}


@pytest.mark.parametrize(
    ("row", "column"), [(1, MAX_COLUMNS + 1), (MAX_ROWS + 1, 1), (1048576, 16384)]
)
def test_a_cell_far_out(row: int, column: int) -> None:
    place = Place(row, column)
    code, params = refusal(workbook(**{"A1": "x", place.cell: "y"}))
    assert (code, params["cell"]) == ("sheet-too-large", place.cell)


def test_formats_far_out_are_no_matter() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet["A1"] = "x"
    sheet["XFD1048576"].number_format = "0%"
    assert texts(saved(book)) == {"A1": "x"}


def merged(*areas: str, **cells: Any) -> bytes:
    ranges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return edited(
        workbook(**cells),
        SHEET,
        lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"),
    )


def test_a_merged_range_without_end_covers_no_more_than_there_is() -> None:
    content = merged("A1:XFD1048576", A1="x", C2="y")
    assert [cell for cell, _ in problems(content)] == ["A1", "B1", "C1", "A2", "B2", "C2"]


def test_merged_ranges_over_each_other_cover_too_much() -> None:
    content = merged(*["A1:XFD1048576"] * 60, A1="x", GR5="y")
    assert refusal(content)[0] == "too-many-values"


def test_more_cells_than_any_submission_has() -> None:
    rows = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 150}</row>' for row in range(1, 400))
    content = edited(
        workbook(A1="x"),
        SHEET,
        lambda xml: re.sub(r"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml),
    )
    assert refusal(content)[0] == "too-many-values"


def test_more_elements_than_any_workbook_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "MAX_TAGS", 1_000)
    content = edited(workbook(A1="x"), SHEET, lambda _: f"<x>{'<y/>' * 1_001}</x>")
    assert refusal(content)[0] == "too-many-values"


def test_what_bears_no_figure_is_not_counted() -> None:
    content = edited(workbook(A1="x"), "xl/other.xml", lambda _: f"<x>{'<y/>' * 1_000_001}</x>")
    assert texts(content) == {"A1": "x"}


def test_cells_need_not_say_where_they_stand() -> None:
    content = edited(
        workbook(A1="x", B1="y"), SHEET, lambda xml: re.sub(r'<c r="[AB]1"', "<c", xml)
    )
    assert texts(content) == {"A1": "x", "B1": "y"}


def test_a_bomb_is_not_unpacked() -> None:
    stream = io.BytesIO(workbook(A1="x"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.xml", b"<" + b" " * 60_000_000)
    assert len(stream.getvalue()) < 100_000
    assert refusal(stream.getvalue())[0] == "workbook-too-large"


def test_more_parts_than_any_workbook_has() -> None:
    stream = io.BytesIO(workbook(A1="x"))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(1100):
            archive.writestr(f"xl/media/{number}", b"")
    assert refusal(stream.getvalue())[0] == "workbook-too-large"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    content = edited(workbook(A1="x"), SHEET, lambda xml: f"<?xml version='1.0'?>{bomb}{xml}")
    assert refusal(content) == ("workbook-damaged", {"part": SHEET, "reason": "damage.dtd"})


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("cut", [0, 1, 50, 200])
def test_a_damaged_part_is_named(part: str, cut: int) -> None:
    content = edited(workbook(A1="x"), part, lambda xml: xml[:cut])
    assert refusal(content) == ("workbook-damaged", {"part": part, "reason": "damage.xml"})


@given(st.data())
def test_no_part_of_a_workbook_breaks_the_reader(data: st.DataObject) -> None:
    content = workbook(A1="x", B2=(0.5, "0%"), C3="=1+1")
    part = data.draw(st.sampled_from(zipfile.ZipFile(io.BytesIO(content)).namelist()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part).decode()
    at = data.draw(st.integers(0, len(xml)))
    until = data.draw(st.integers(at, min(len(xml), at + 40)))
    put = data.draw(st.sampled_from(["", "<c/>", '"', "&", "9", "<row r='x'/>", "<c r='ZZZZ9'/>"]))
    try:
        parse(edited(content, part, lambda _: xml[:at] + put + xml[until:]))
    except InputError as error:
        assert len(error.diagnostics) == 1


def test_an_archive_with_a_password() -> None:
    content = bytearray(workbook(A1="x"))
    at = 0
    while (at := content.find(b"PK\x01\x02", at + 1)) > 0:
        content[at + 8] |= 1  # the flag that says a part is encrypted
    assert refusal(bytes(content))[0] == "workbook-damaged"


def test_what_is_no_workbook_at_all() -> None:
    assert refusal(b"")[0] == "workbook-damaged"
    assert refusal(b"PK\x03\x04 and nothing else")[0] == "workbook-damaged"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    old = Path(__file__).parent.parent / "cases" / "file-xls" / "input.xls"
    assert refusal(old.read_bytes())[0] == "xlsx-not-installed"


def test_todays_workbooks_need_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(A1="x")
    for name in ("openpyxl", "python_calamine", "defusedxml"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    assert texts(content) == {"A1": "x"}


def test_a_formula_for_many_cells_is_not_written_out() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/><v>1</v></c></row>'
        for row in range(2, 3000)
    )
    first = f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2999">{"1+" * 4000}1</f></c></row>'
    content = edited(
        workbook(A1="x"),
        SHEET,
        lambda xml: re.sub(
            r"<sheetData>.*</sheetData>", f"<sheetData>{first}{rows}</sheetData>", xml
        ),
    )
    assert len(texts(content)) == 2999


def test_a_number_format_longer_than_any() -> None:
    content = edited(
        workbook(A1=(1, "0.0")),
        "xl/styles.xml",
        lambda xml: xml.replace('formatCode="0.0"', f'formatCode="{"[" * 300_000}"'),
    )
    assert problems(content) == [("A1", "number-format")]
