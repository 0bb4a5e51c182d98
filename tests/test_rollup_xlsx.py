"""The province's period as a workbook."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rolling import first_quarter, half_year, hostile

from cchc.errors import UsageError
from cchc.messages import Messages
from cchc.plan.model import Lang
from cchc.render.kit.sheets import Number, number
from cchc.render.rollup.xlsx import content
from cchc.rollup.model import Rollup


def opened(report: Rollup, lang: Lang = "vi") -> Any:
    return openpyxl.load_workbook(io.BytesIO(content(report, Messages(lang))))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quarter")


@pytest.fixture(scope="module")
def report(folder: Path) -> Rollup:
    return first_quarter(folder)


@pytest.fixture(scope="module")
def book(report: Rollup) -> Any:
    """The first quarter as a workbook; 89 agencies make one that takes a while."""
    return opened(report)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Rollup:
    return half_year(tmp_path_factory.mktemp("half"))


@pytest.fixture(scope="module")
def second_book(second: Rollup) -> Any:
    return opened(second)


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the headings as cells by heading."""
    first, last = sheet.auto_filter.ref.split(":")
    head, *rows = sheet[first:last]
    return [{cell.value: each for cell, each in zip(head, row, strict=True)} for row in rows]


def row_of(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    names = {"target": "Chỉ tiêu", "agency": "Cơ quan"}
    (found,) = (
        row for row in rows if all(row[names[key]].value == text for key, text in wanted.items())
    )
    return found


def values(row: dict[str, Any]) -> dict[str, Any]:
    return {key: cell.value for key, cell in row.items()}


def test_the_sheets_are_ready_to_filter_and_to_print(book: Any, second_book: Any) -> None:
    assert book.sheetnames == ["Tổng hợp", "Ma trận", "Cơ quan", "Chi tiết", "Hoạt động"]
    assert second_book.sheetnames[-1] == "Thay đổi"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.auto_filter.ref
    assert book["Ma trận"].freeze_panes == "D6"
    assert book["Ma trận"].print_title_rows == "$4:$5"
    assert book["Ma trận"].print_title_cols == "$A:$C"
    assert book["Tổng hợp"].page_setup.fitToHeight == 0


def test_the_totals(book: Any) -> None:
    rows = table(book["Tổng hợp"])
    assert len(rows) == 57
    row = row_of(rows, target="Số hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh")
    found = values(row)
    assert found["Giá trị"] == 89.5
    assert (found["Tử số"], found["Mẫu số"]) == (179, 200)
    assert found["Thấp nhất (%)"] == pytest.approx(100 * 179 / 1400, abs=1e-12)
    assert found["Cao nhất (%)"] == 98.5
    assert found["Đánh giá"] == "Chưa xác định"
    assert found["Mẫu số ước tính"] == "ước tính"
    assert (found["Đạt"], found["Không đạt"], found["Chưa báo cáo"]) == (1, 1, 12)
    assert found["Căn cứ"] == "II.3.a ý 5.1"
    assert row["Giá trị"].number_format == "#,##0.00"
    exact = row_of(rows, target="Kiểm tra văn bản QPPL đúng thời hạn")["Giá trị"]
    assert (exact.value, exact.number_format) == (99.999, "#,##0.000")


def test_a_number_never_looks_like_its_threshold() -> None:
    limit = Fraction(80)
    assert number(Fraction(4, 5) * 100, limit, least=2) == Number(Decimal(80), "#,##0.00")
    almost = Fraction(79_996, 1000)
    assert number(almost, limit, least=2) == Number(Decimal("79.996"), "#,##0.000")
    # A sheet's numbers keep 15 digits, which don't tell this one from 80.
    assert number(limit - Fraction(1, 10**15), limit, least=2) == "79.999999999999999"


def test_the_matrix_has_the_worst_first(book: Any) -> None:
    sheet = book["Ma trận"]
    rows = table(sheet)
    assert len(rows) == 89
    names = [row["Cơ quan"].value for row in rows]
    assert names[-1] in ("Sở Nội vụ", "Sở Tư pháp", "Xã Mường La")
    assert set(names[-3:]) == {"Sở Nội vụ", "Sở Tư pháp", "Xã Mường La"}
    head = "II.3.a ý 5.1; ≥ 90%\nSố hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh"
    ours = row_of(rows, agency="Sở Nội vụ")[head]
    assert (ours.value, ours.number_format) == (90, '#,##0.00" ✓"')
    theirs = row_of(rows, agency="Sở Tư pháp")[head]
    assert (theirs.value, theirs.number_format) == (89, '#,##0.00" ✗"')
    assert ours.fill.fgColor.rgb != theirs.fill.fgColor.rgb
    assert row_of(rows, agency="Sở Y tế")[head].value == "chưa BC"
    assert row_of(rows, agency="Xã Mường La")[head].value is None
    unread = "II.3.a ý 9.1; ≥ 100%\nHồ sơ TTHC giải quyết đúng hạn và trước hạn"
    assert row_of(rows, agency="Xã Mường La")[unread].value == "lỗi"
    column = theirs.column
    assert (sheet.cell(4, column).value, sheet.cell(4, column).number_format) == (
        89.5,
        '#,##0.00" ?"',
    )


def test_each_agency_has_a_row(folder: Path, book: Any) -> None:
    rows = table(book["Cơ quan"])
    assert len(rows) == 89
    late = values(row_of(rows, agency="Sở Tư pháp"))
    assert late["Ngày báo cáo"] == datetime(2026, 3, 13)
    assert (late["Đã gửi"], late["Thời gian gửi"], late["Số ngày muộn"]) == ("có", "muộn", 2)
    assert late["Tệp"] == str(folder / "so-tu-phap.yaml")
    ours = row_of(rows, agency="Sở Nội vụ")
    assert ours["Ngày báo cáo"].number_format == "dd/mm/yyyy"
    assert values(ours)["Hoạt động xong muộn"] == 1
    conflict = values(row_of(rows, agency="Xã Bắc Yên"))
    assert conflict["Tệp"].count("\n") == 1
    assert conflict["Thời gian gửi"] == "nhiều tệp, chưa rõ lấy tệp nào"


def test_every_figure_is_in_the_long_form(folder: Path, report: Rollup, book: Any) -> None:
    rows = table(book["Chi tiết"])
    plan = report.plan
    assert len(rows) == sum(
        target.applies(agency) for target in plan.targets for agency in plan.agencies
    )
    title = "Số hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh"
    found = values(row_of(rows, agency="Sở Tư pháp", target=title))
    assert found == {
        "Cơ quan": "Sở Tư pháp",
        "Chỉ tiêu": title,
        "Đánh giá": "Không đạt",
        "Giá trị": 89,
        "Đơn vị": "%",
        "Tử số": 89,
        "Mẫu số": 100,
        "Ngưỡng": "≥ 90%",
        "Căn cứ": "II.3.a ý 5.1",
        "Ghi chú": None,
        "Tệp": str(folder / "so-tu-phap.yaml"),
        "Dòng, ô": "5:17",
        "Mã cơ quan": "so-tu-phap",
        "Mã chỉ tiêu": "so-hoa-ho-so-cap-tinh",
        "Mã chỉ số": "ho_so_so_hoa",
    }


def test_activities_have_real_days(book: Any) -> None:
    rows = table(book["Hoạt động"])
    (found,) = (
        values(row)
        for row in rows
        if (row["Cơ quan chủ trì"].value, row["Số hiệu"].value) == ("Sở Nội vụ", "I.1.1")
    )
    assert found["Thời hạn"] == datetime(2026, 1, 31)
    assert found["Ngày hoàn thành"] == datetime(2026, 2, 5)
    assert (found["Tình trạng"], found["Văn bản"]) == ("Xong muộn", "12/QĐ-UBND")


def test_changes_begin_with_what_can_not_be(second_book: Any) -> None:
    rows = [values(row) for row in table(second_book["Thay đổi"])]
    kinds = [row["Thay đổi"] for row in rows]
    assert kinds[:3] == ["Số lũy kế giảm", "Số lũy kế giảm", "Mới không đạt"]
    assert [rows[0][key] for key in ("Phần", "Kỳ trước", "Kỳ này", "Chênh lệch")] == [
        "tử số",
        90,
        80,
        -10,
    ]
    fell = rows[2]
    assert fell["Kỳ trước"] == 90
    assert fell["Kỳ này"] == pytest.approx(100 * 80 / 95, abs=1e-12)
    assert (fell["Đánh giá kỳ trước"], fell["Đánh giá kỳ này"]) == ("Đạt", "Không đạt")


def test_in_english(second: Rollup) -> None:
    book = opened(second, "en")
    names = ["Totals", "Matrix", "Agencies", "Details", "Activities", "Changes"]
    assert book.sheetnames == names
    assert book["Totals"]["A1"].value == "THE PROVINCE'S RESULTS: Half-year report 2026"


def test_texts_from_files_never_act(tmp_path: Path) -> None:
    made = content(hostile(tmp_path), Messages("vi"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    shown = [cell for cell in cells if "calc'!A1" in str(cell.value)]
    assert len(shown) > 3
    for cell in shown:
        assert cell.data_type == "s"
        assert len(str(cell.value)) < 5_000
        assert "\\x1b[31m\\u202e" in str(cell.value)
        assert cell.quotePrefix is str(cell.value).startswith(("=", "@", "+"))
    (plus,) = (cell for cell in cells if cell.value == "+1")
    assert (plus.data_type, plus.quotePrefix) == ("s", True)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            assert not any(evil in text for evil in ("<script", "\x1b", "\u202e", "<f>")), name
            assert "TargetMode" not in text, name


def test_the_same_input_gives_the_same_bytes(
    second: Rollup, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = content(second, Messages("vi"))
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 34, 0))
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
    assert content(second, Messages("vi")) == first
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.modified is not None
    assert properties.modified.date() == second.day


def test_without_the_library_it_says_what_to_install(
    report: Rollup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match="xlsx-not-installed"):
        content(report, Messages("vi"))
