"""The Excel form as people read it: its period, a table without rows, the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from conftest import Cchc

from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.template.xlsx import content
from cchc.template import Form, form


def of(plan: Plan, period: str) -> Form:
    return form(plan, plan.agency["xa-muong-la"], plan.period[period])


@pytest.mark.parametrize(
    ("period", "written"),
    [("2026-Q1", "Quý I/2026"), ("2026-H1", "6 tháng/2026"), ("2026-Q3", "Quý III/2026"),
     ("2026-Y", "Năm 2026")],
)  # fmt: skip
def test_the_period_stands_as_people_write_it_and_is_read(
    period: str, written: str, plan: Plan, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(content(of(plan, period), Messages("vi")))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert written in {cell.value for row in sheet.iter_rows(max_row=6) for cell in row}
    assert f'"period": "{period}"' in cchc("check", file, "--format", "json").out


def test_a_table_of_activities_without_rows_says_so(plan: Plan, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(content(of(plan, "2026-Q1")._replace(tasks=()), Messages("vi")))
    sheet = openpyxl.load_workbook(file).worksheets[1]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts[-1] == "Trong kỳ này không có hoạt động nào của cơ quan đến hạn."
    assert "Mã hoạt động" not in texts
    assert cchc("check", file).status == 1  # figures are missing, and nothing is wrong


def test_the_same_input_gives_the_same_bytes(
    plan: Plan, tmp_path: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = content(of(plan, "2026-Q1"), Messages("vi"))
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 34, 0))
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
    assert content(of(plan, "2026-Q1"), Messages("vi")) == first
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.modified is not None
    assert properties.modified.date() == plan.plan.signed_on
