"""Inputs that are out to wear a reader down, and figures that must not get lost on the way."""

from __future__ import annotations

import io
import os
import re
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from tiny_plan import PLAN, at, codes

from cchc.dates import period_id
from cchc.document import yaml
from cchc.document.files import read_bytes
from cchc.errors import InputError
from cchc.submission.model import Measured, Submission
from cchc.submission.read import read_submission

HEAD = "agency: so-hai\nperiod: Q1/2026\nmetrics:\n"
SHEET = "xl/worksheets/sheet1.xml"
CELLS = "A1: Cơ quan, B1: so-hai, A2: Kỳ báo cáo, B2: Q1/2026, A3: Mã chỉ số, B3: Giá trị"
FILLED = "A4: dung_han, B4: 91"


def book(cells: str = FILLED, more: str = "", edit: Callable[[str], str] | None = None) -> bytes:
    """A workbook of one sheet with a table, the XML of its sheet changed by `edit`."""
    made = workbooks.build(f"sheets: {{S: {{cells: {{{CELLS}, {cells}}}{more}}}}}")
    if edit is None:
        return made
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, edit(content.decode()) if name == SHEET else content)
    return stream.getvalue()


def appended(xml: str) -> Callable[[str], str]:
    """Puts `xml` behind the cells."""
    return lambda sheet: sheet.replace("</sheetData>", f"</sheetData>{xml}")


def read(folder: Path, content: bytes | str, suffix: str) -> Submission:
    file = folder / f"report{suffix}"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_submission(str(file), PLAN)


# Patience: what once took minutes would stop the run, so that no time needs to be asserted


@pytest.mark.parametrize("text", ["quý I" + "/" * 20_000 + "x", "quý I" + " -./," * 3000 + "năm"])
def test_a_period_of_many_signs_is_soon_unknown(text: str) -> None:
    assert period_id(text) not in PLAN.period


def test_lines_that_only_look_blank_cost_no_more_than_others() -> None:
    with pytest.raises(InputError, match="empty"):
        yaml.parse("\u00a0\n" * 200_000)


def test_a_link_over_the_whole_sheet_bears_no_figure(tmp_path: Path) -> None:
    links = '<hyperlinks><hyperlink ref="A1:XFD20" location="S!A1"/></hyperlinks>'
    assert "dung_han" in read(tmp_path, book(edit=appended(links)), ".xlsx").figures


def test_space_before_a_part_hides_nothing_of_it(tmp_path: Path) -> None:
    merged = appended('<mergeCells><mergeCell ref="B4:B5"/></mergeCells>')
    content = book(f"{FILLED}, A5: so_hoa", edit=lambda sheet: " " * 80 + merged(sheet))
    assert "merged-cells" in codes(read(tmp_path, content, ".xlsx").diagnostics)


# Nothing gets lost


def test_space_before_a_part_loses_no_figure(tmp_path: Path) -> None:
    submission = read(tmp_path, book(edit=lambda sheet: " " * 80 + sheet), ".xlsx")
    assert "dung_han" in submission.figures


@pytest.mark.parametrize("row", ["6000", "1048576"])
def test_cells_that_say_only_their_row_are_read_or_refused(row: str, tmp_path: Path) -> None:
    cells = '<c t="inlineStr"><is><t>so_hoa</t></is></c><c><v>12</v></c>'
    more = f'<row r="{row}">{cells}</row></sheetData>'
    content = book(edit=lambda sheet: sheet.replace("</sheetData>", more))
    submission = read(tmp_path, content, ".xlsx")
    assert "so_hoa" in submission.figures or "sheet-too-large" in codes(submission.diagnostics)


@pytest.mark.parametrize(
    "figure", ["{numerator:31, denominator:75}", "{value:92}", "{92%}", "{31/75}"]
)
def test_a_figure_without_spaces_in_braces_is_not_taken_for_a_blank(
    figure: str, tmp_path: Path
) -> None:
    submission = read(tmp_path, f"{HEAD}  dung_han: {figure}\n", ".yaml")
    assert set(codes(submission.diagnostics)) == {"unknown-figure-key"}
    assert "dung_han" not in submission.blank


def test_an_activity_without_spaces_in_braces_is_not_taken_for_a_blank(tmp_path: Path) -> None:
    text = f"{HEAD}  {{}}\nactivities:\n  I.2: {{status:done, completed_on:01/03/2026}}\n"
    assert "unknown-key" in codes(read(tmp_path, text, ".yaml").diagnostics)


@pytest.mark.parametrize("blank", ["\u00a0", "\u00a0\u00a0  ", "\u3000", "\u00a0\n\n\u00a0"])
def test_a_line_that_only_looks_blank_is_blank(blank: str, tmp_path: Path) -> None:
    text = f"{HEAD}  dung_han: 91%\n{blank}\n  so_hoa: khoảng 12\n"
    submission = read(tmp_path, text, ".yaml")
    assert isinstance(submission.figures["dung_han"].content, Measured)
    (problem,) = submission.diagnostics
    assert (problem.code, problem.excerpt) == ("not-one-number", "  so_hoa: khoảng 12")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("  dung_han：khoảng 80", 12),
        ("  dung_han:\u00a0\u00a0khoảng 80", 14),
        ("  dung_han:\u200bkhoảng 80", 13),
        ("\u200b  dung_han: khoảng 80", 14),
    ],
)
def test_what_was_put_right_does_not_shift_later_places(
    line: str, column: int, tmp_path: Path
) -> None:
    problems = read(tmp_path, f"{HEAD}{line}\n", ".yaml").diagnostics
    (place,) = (at(problem) for problem in problems if problem.code == "not-one-number")
    assert place == (4, column)


def test_a_label_whose_formula_has_no_value_says_so(tmp_path: Path) -> None:
    described = f"sheets: {{S: {{cells: {{{CELLS}, {FILLED}}}}}}}".replace("so-hai", "=Z1")
    content = workbooks.build(described)
    problems = read(tmp_path, content, ".xlsx").diagnostics
    assert "formula-without-value" in codes(problems)


def test_a_blank_label_above_is_filled_by_a_long_table(tmp_path: Path) -> None:
    text = "Cơ quan;\nKỳ;\nagency;period;metric;value\nso-hai;Q1/2026;dung_han;91%\n"
    submission = read(tmp_path, text, ".csv")
    assert submission.agency is not None
    assert submission.diagnostics == ()


def test_a_row_without_a_figure_is_blank_where_it_stands(tmp_path: Path) -> None:
    described = (
        f"sheets: {{S: {{cells: {{{CELLS}, C3: Không phát sinh, A4: dung_han, C4: Không}}}}}}"
    )
    submission = read(tmp_path, workbooks.build(described), ".xlsx")
    place = submission.blank["dung_han"]
    assert (place.line, place.sheet) == (4, "S")


@pytest.mark.parametrize("merged", ["A4:B4", "A4:C4"])
def test_a_section_heading_may_be_merged_over_its_row(merged: str, tmp_path: Path) -> None:
    content = book("A4: I. CẢI CÁCH, A5: dung_han, B5: 91", f", merged: ['{merged}']")
    submission = read(tmp_path, content, ".xlsx")
    assert codes(submission.diagnostics) == []
    assert set(submission.figures) == {"dung_han"}


@pytest.mark.parametrize(
    ("formula", "external"),
    [
        ("[1]Sheet1!A1", True),
        ("SUM('[2]Báo cáo'!A1:A9)", True),
        ("[so-lieu.xlsx]S!A1", True),
        ("SUM(Table1[Giá trị])", False),
        ("Table1[[#This Row],[Tử số]]", False),
        ('IF(A1="[x]",91,91)', False),
    ],
)
def test_only_a_link_to_another_file_is_one(formula: str, external: bool, tmp_path: Path) -> None:
    escaped = formula.replace('"', "&quot;")
    content = book(
        "A4: dung_han, B4: 91",
        edit=lambda sheet: re.sub(
            r'(<c r="B4"[^>]*>)<v>91</v>', rf"\1<f>{escaped}</f><v>91</v>", sheet
        ),
    )
    submission = read(tmp_path, content, ".xlsx")
    assert isinstance(submission.figures["dung_han"].content, Measured)
    assert codes(submission.diagnostics) == ["external-link"] * external


def test_a_named_pipe_may_be_written_while_it_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)  # so that reading doesn't end before writing begins

    def write() -> None:
        for part in (b"agency: x\n", b"period: y\n"):
            time.sleep(0.05)
            os.write(held, part)
        os.close(held)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert read_bytes(str(pipe)) == b"agency: x\nperiod: y\n"
    finally:
        writer.join()


def test_a_row_with_a_metric_is_no_second_heading(tmp_path: Path) -> None:
    text = "agency;so-hai\nperiod;Q1/2026\nmetric;title;value\ndung_han;Tỷ lệ;91%\nso_hoa;x;92%\n"
    assert set(read(tmp_path, text, ".csv").figures) == {"dung_han", "so_hoa"}
