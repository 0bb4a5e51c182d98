"""What isn't reported is told where it belongs: the blank line or row, or the lines to add."""

from __future__ import annotations

from pathlib import Path

import pytest
import workbooks
from conftest import Cchc

HEAD = "agency: so-noi-vu\nperiod: Q1/2026\nmetrics:\n"
ARGUMENTS = ("--only", "missing")


def missing(cchc: Cchc, file: Path, lang: str) -> str:
    shown = cchc("check", file, *ARGUMENTS, "--lang", lang).out
    return " ".join(shown[shown.rindex("(37)") :].split())


@pytest.mark.parametrize(
    ("lang", "line", "others"),
    [("vi", "dòng 4: Mức độ", "Thêm các dòng"), ("en", "line 4: Satisf", "Add these lines")],
)
def test_a_blank_key_is_told_by_its_line(
    lang: str, line: str, others: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(f"{HEAD}  hai_long_tthc:\n", "utf-8")
    words = missing(cchc, file, lang)
    assert line in words
    assert others in words
    assert "ho_so_dung_han: #" in words
    assert "hai_long_tthc: #" not in words


@pytest.mark.parametrize(
    ("lang", "row", "others"),
    [
        ("vi", "hàng 4 trang “Số liệu”: Mức độ", "Điền các hàng sau"),
        ("en", "row 4 of sheet “Số liệu”: Satisf", "Fill in these rows"),
    ],
)
def test_a_blank_row_is_told_by_its_number(
    lang: str, row: str, others: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(
        workbooks.build(
            "sheets: {Số liệu: {cells: {A1: Cơ quan, B1: Sở Nội vụ, A2: Kỳ báo cáo, B2: Q1/2026,"
            " A3: Mã chỉ số, B3: Giá trị, C3: Ghi chú, A4: hai_long_tthc}}}"
        )
    )
    words = missing(cchc, file, lang)
    assert row in words
    assert others in words
    assert "metrics" not in words
