"""Workbooks on paper: few pages, letters that can be read, nothing cut in two."""

from __future__ import annotations

import re
from importlib import import_module
from math import hypot
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT
from office import lines_of, printed
from openpyxl.utils import column_index_from_string, get_column_letter

from cchc.cli.run import run
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.template.xlsx import content
from cchc.template import form

LEAST = 7.0  # points
LONG = {
    "vi": {"Chi tiết": "CHI TIẾT SỐ LIỆU", "Hoạt động": "HOẠT ĐỘNG THEO CƠ QUAN CHỦ TRÌ",
           "Thay đổi": "THAY ĐỔI SO VỚI KỲ TRƯỚC"},
    "en": {"Details": "ALL FIGURES", "Activities": "ACTIVITIES BY LEAD",
           "Changes": "CHANGES AGAINST THE PERIOD BEFORE"},
}  # fmt: skip
SAID = {
    "vi": "In ra chỉ có phần đầu này; toàn bộ {} dòng xem và lọc trong trang tính “{}” của tệp.",
    "en": "Only these lines are printed; all {} rows are on the sheet “{}” of the file,"
    " to read and to filter.",
}


@pytest.fixture(scope="module", params=["vi", "en"])
def province(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The half-year of a full province, and the quarter before it, as a workbook."""
    folder = tmp_path_factory.mktemp("province")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        import_module("province").write_province(folder, ["2026-Q1", "2026-H1"], 3, 1)
    file = folder / f"{request.param}.xlsx"
    asked = ["--today", "20/06/2026", "--lang", request.param, "-o", str(file)]
    assert run(["rollup", str(folder / "2026-H1"), *asked]) == 3  # some files have slips
    return file


def test_long_lists_print_a_line_that_says_where_they_are(province: Path) -> None:
    book = openpyxl.load_workbook(province)
    for name, title in LONG[province.stem].items():
        sheet = book[name]
        assert sheet["A1"].value.startswith(title)
        rows = sheet.max_row - 4  # below the title, the decision, this line and the headings
        assert sheet["A3"].value == SAID[province.stem].format(rows, name)
        assert re.fullmatch(rf"'{name}'!\$A\$1:\$[A-Z]\$3", sheet.print_area)
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


def test_every_letter_has_the_face_and_size_that_columns_are_measured_with(province: Path) -> None:
    book = openpyxl.load_workbook(province)
    fonts = {(cell.font.name, cell.font.sz) for sheet in book for row in sheet for cell in row}
    assert fonts == {("Times New Roman", 11), ("Times New Roman", 14)}
    for sheet in book:
        setup = sheet.sheet_properties.pageSetUpPr
        scale = scale_to_fit(sheet) if setup and setup.fitToPage else sheet.page_setup.scale or 100
        if sheet.title not in LONG[province.stem]:
            assert 11 * scale / 100 >= LEAST


def scale_to_fit(sheet: Any) -> float:
    """Percent at which the columns that are printed fit on A4, turned, with margins of 0,4 inch.

    A digit in Times New Roman is half as wide as its size.
    """
    last = re.fullmatch(r".*:\$([A-Z]+)\$\d+", sheet.print_area)
    assert last
    columns = range(1, column_index_from_string(last[1]) + 1)
    wide = sum(sheet.column_dimensions[get_column_letter(column)].width for column in columns)
    return float(100 * (297 / 25.4 - 0.8) * 72 / (wide * 11 / 2))


def test_a_full_province_prints_on_twenty_pages_in_letters_of_seven_points(province: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(printed(province)).pages
    assert 10 < len(pages) <= 20
    for page in pages:
        assert sorted(round(float(side)) for side in page.mediabox[2:]) == [595, 842]  # A4
        assert min(sizes(page)) >= LEAST - 0.01


def sizes(page: Any) -> list[float]:
    """Points that the letters on a page are high, scale and turning reckoned in."""
    found = []

    def visit(text: str, page: list[float], line: list[float], _: Any, size: float) -> None:
        if text.strip():
            up = (line[2] * page[0] + line[3] * page[2], line[2] * page[1] + line[3] * page[3])
            found.append(size * hypot(*up))

    page.extract_text(visitor_text=visit)
    return found


def test_the_forms_ids_of_activities_are_whole_on_paper(plan: Plan, tmp_path: Path) -> None:
    asked = form(plan, plan.agency["so-noi-vu"], plan.period["2026-Y"])
    assert len(asked.tasks) > 10
    file = tmp_path / "form.xlsx"
    file.write_bytes(content(asked, Messages("vi")))
    # Without blanks, which are also seen between letters of some fonts.
    lines = ["".join(line.split()) for line in lines_of(printed(file))]
    (head,) = [line for line in lines if line.startswith("Hoạtđộng,sảnphẩmHạn")]
    assert head.endswith("GhichúMãhoạtđộng")  # on the page of the other columns
    for task in asked.tasks:
        assert any(re.search(rf"PL\.[IVX\d.]+?{re.escape(task.key)}$", line) for line in lines)
