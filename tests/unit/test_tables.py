"""Tables in all the shapes that programs and people give them: the same figures, or the cause."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hostile_tables import GENERATORS
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN

from cchc.diagnostics import Place
from cchc.submission.model import Measured, Submission
from cchc.submission.read import read_submission
from cchc.submission.tables.headings import MOST_COLUMNS
from cchc.submission.tables.qualifiers import Meaning, Reference, read, split_name
from cchc.submission.tables.remarks import is_sum

LABELS = [["Cơ quan", "Sở Một"], ["Kỳ báo cáo", "Quý I/2026"]]
HEADING = ["STT", "Mã chỉ số", "Tử số", "Mẫu số", "Ghi chú"]
ABOVE = [
    [],
    [["ỦY BAN NHÂN DÂN TỈNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["SỞ MỘT"]],
    [["BÁO CÁO SỐ LIỆU QUÝ I NĂM 2026"], ["(Kèm theo Báo cáo số 12/BC-SM ngày 10/3/2026)"]],
]
BELOW = [
    [],
    [["", "Tổng cộng", "1", "2"]],
    [["", "", "", "", "Sơn La, ngày 10 tháng 3 năm 2026"], ["", "Nơi nhận:", "", "GIÁM ĐỐC"]],
    [["", "NGƯỜI LẬP BIỂU", "", "THỦ TRƯỞNG"], ["", "Lan", "", "Hùng"], ["", "- Lưu: VT, 02 bản"]],
]
Rows = list[list[str]]


def submission(folder: Path, text: str | bytes, name: str = "input.csv") -> Submission:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_submission(str(file), PLAN)


def errors(found: Submission) -> list[tuple[str, Place | None]]:
    return [(p.code, p.place) for p in found.diagnostics if p.severity == "error"]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def joined(rows: Rows, delimiter: str, writing: str) -> str:
    """`rows` as CSV: plain, each cell in quotation marks, as formulas, or each line as a cell."""
    cell = {"cells": quoted, "formulas": lambda text: f"={quoted(text)}"}.get(writing, str)
    lines = [delimiter.join(map(cell, row)) for row in rows]
    return "\n".join(map(quoted, lines) if writing == "lines" else lines) + "\n"


@given(
    above=st.sampled_from(ABOVE),
    below=st.sampled_from(BELOW),
    sides=st.tuples(st.integers(0, 999), st.integers(1000, 99999)),
    delimiter=st.sampled_from(";\t|"),
    writing=st.sampled_from(["plain", "cells", "formulas", "lines"]),
    one_cell=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_around_the_figures_they_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    above: Rows,
    below: Rows,
    sides: tuple[int, int],
    delimiter: str,
    writing: str,
    one_cell: bool,
    encoding: str,
) -> None:
    labels = [[": ".join(row)] for row in LABELS] if one_cell else LABELS
    rows = [
        *above,
        *labels,
        HEADING,
        ["1", "dung_han", str(sides[0]), str(sides[1]), "khảo sát"],
        ["2", "so_hoa", "9", "10"],
        *below,
    ]
    text = joined(rows, delimiter, writing)

    found = submission(tmp_path_factory.getbasetemp(), text.encode(encoding))

    assert errors(found) == []
    assert found.agency
    assert found.agency.id == "so-mot"
    assert found.period
    assert found.period.id == "2026-Q1"
    values = {
        metric: figure.content.value
        for metric, figure in found.figures.items()
        if isinstance(figure.content, Measured)
    }
    assert values == {"dung_han": Fraction(sides[0] * 100, sides[1]), "so_hoa": Fraction(90)}
    assert found.figures["dung_han"].note == "khảo sát"


Q1 = Reference("2026-Q1", frozenset(("ho so", "doanh nghiep")))


@pytest.mark.parametrize(
    ("heading", "name", "meaning", "unit"),
    [
        ("Giá trị", "gia tri", "nothing", ""),
        ("Tỷ lệ (%)", "ty le", "nothing", "%"),
        ("Giá trị (ĐVT: phần trăm)", "gia tri", "nothing", "%"),
        ("Tử số (hồ sơ)", "tu so", "nothing", "ho so"),
        ("Tử số (số hồ sơ) (1)", "tu so", "nothing", "ho so"),
        ("Tỷ lệ (3)=(1)/(2)", "ty le", "nothing", ""),
        ("Tỷ lệ (3=1/2*100)", "ty le", "nothing", ""),
        ("Giá trị (a)", "gia tri", "nothing", ""),
        ("Giá trị (2026)", "gia tri", "own", ""),
        ("Giá trị (năm 2026)", "gia tri", "own", ""),
        ("Giá trị năm 2026 (%)", "gia tri", "own", "%"),
        ("Giá trị (Quý I)", "gia tri", "own", ""),
        ("Giá trị (thực hiện quý I/2026)", "gia tri", "own", ""),
        ("Kết quả (kỳ này)", "ket qua", "own", ""),
        ("Thực hiện kỳ báo cáo này", "thuc hien", "own", ""),
        ("Giá trị [2025]", "gia tri", "other", ""),
        ("Giá trị 2025", "gia tri", "other", ""),
        ("Giá trị (%) (2025)", "gia tri", "other", "%"),
        ("Giá trị (Q1/2025)", "gia tri", "other", ""),
        ("Giá trị (Quý II)", "gia tri", "other", ""),
        ("Giá trị (6 tháng đầu năm)", "gia tri", "other", ""),
        ("Giá trị (cùng kỳ)", "gia tri", "other", ""),
        ("Giá trị (so với năm trước)", "gia tri", "other", ""),
        ("Giá trị kỳ trước", "gia tri", "other", ""),
        ("Giá trị (kế hoạch 2026)", "gia tri", "other", ""),
        ("Giá trị (ước thực hiện)", "gia tri", "other", ""),
        ("Tỷ lệ (‰)", "ty le", "other", ""),
        ("Tử số (triệu đồng)", "tu so", "unclear", ""),
        ("Giá trị (đã duyệt)", "gia tri", "unclear", ""),
        ("Giá trị (%) (hồ sơ)", "gia tri", "unclear", ""),
    ],
)
def test_what_a_heading_says_beside_its_name(
    heading: str, name: str, meaning: Meaning, unit: str
) -> None:
    plain, said = split_name(heading)
    assert plain == name
    assert read(said, Q1) == (meaning, unit)


def test_without_a_known_period_any_year_may_be_the_reports(tmp_path: Path) -> None:
    assert read(("2025",), Q1._replace(period=""))[0] == "own"
    found = submission(tmp_path, "Cơ quan;so-mot\nMã chỉ số;Giá trị (2025)\ndung_han;95%\n")
    assert errors(found) == [("missing-period", Place(1, 1))]


def test_the_period_asked_for_says_which_column_is_the_reports(tmp_path: Path) -> None:
    file = tmp_path / "input.csv"
    file.write_text(
        "Cơ quan;so-mot\nMã chỉ số;Giá trị (Quý I);Giá trị (6 tháng)\ndung_han;70%;90%\n", "utf-8"
    )
    for id, value in ("2026-Q1", 70), ("2026-H1", 90):
        content = read_submission(str(file), PLAN, PLAN.period[id]).figures["dung_han"].content
        assert isinstance(content, Measured)
        assert content.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng (A+B)", "Total")),
        *((text, True) for text in ("Tổng cộng toàn tỉnh", "Cộng mục II", "Tổng số")),
        *((text, False) for text in ("Tổng số hồ sơ", "Cộng đồng", "tong_so", "Công khai", "")),
    ],
)
def test_what_names_a_sum(text: str, expected: bool) -> None:
    assert is_sum(text) == expected


def test_a_heading_that_is_too_wide_is_reported_once(tmp_path: Path) -> None:
    columns = ";".join(f"x{number}" for number in range(MOST_COLUMNS))
    rows = "".join(f"ho_so_{number};92%\n" for number in range(50))
    found = submission(tmp_path, f"Cơ quan;so-mot\nKỳ;Q1/2026\nMã chỉ số;Giá trị;{columns}\n{rows}")
    assert [(p.code, p.place) for p in found.diagnostics] == [("too-many-columns", Place(3, 1))]


def test_unknown_columns_are_reported_one_by_one_as_far_as_that_helps(tmp_path: Path) -> None:
    columns = ";".join(f"Cột riêng {number}" for number in range(10, 35))
    found = submission(
        tmp_path, f"Cơ quan;so-mot\nKỳ;Q1/2026\nMã chỉ số;Giá trị;{columns}\ndung_han;92%\n"
    )
    codes = [problem.code for problem in found.diagnostics]
    assert codes == ["unknown-column"] * 20 + ["unknown-columns"]
    last = found.diagnostics[-1]
    # Behind "Mã chỉ số;Giá trị;" and twenty times "Cột riêng 10;".
    assert last.place == Place(3, 19 + 20 * 13)
    assert last.params == {"count": 5}


def test_what_is_ours_in_nothing_says_so_alone(tmp_path: Path) -> None:
    found = submission(tmp_path, "id,name\n1,english\n")
    assert errors(found) == [("no-table", Place(1, 1))]


@pytest.mark.parametrize("name", GENERATORS)
def test_hostile_tables_are_read_to_their_end(name: str, tmp_path: Path) -> None:
    found = submission(tmp_path, GENERATORS[name](150))
    assert found.diagnostics or not found.figures
