"""The year's report and its supplement, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Cchc
from submitting import submit

FIGURES = {"doanh_nghiep_moi": "{value: 300, estimate: 345}", "htx_moi": "76"}


def folder(tmp_path: Path, *supplements: tuple[str, str, str]) -> Path:
    """A folder with the year's report of so-tai-chinh and supplements: name, day, enterprises."""
    home = tmp_path / "2026-Y"
    submit(home, "so-tai-chinh", FIGURES, period="2026-Y", reported_on="10/12/2026")
    for name, as_of, count in supplements:
        submit(
            home,
            "so-tai-chinh",
            {"doanh_nghiep_moi": count},
            period="2026-Y",
            reported_on="05/01/2027",
            more=[f"as_of: {as_of}"],
            name=name,
        )
    return home


def checked(home: Path, cchc: Cchc, *more: str) -> tuple[int, dict[str, Any]]:
    outcome = cchc("check", home, "--format", "json", *more)
    return outcome.status, json.loads(outcome.out)


@pytest.mark.parametrize("more", [(), ("--latest",)])
def test_a_supplement_replaces_the_years_report(
    more: tuple[str, ...], tmp_path: Path, cchc: Cchc
) -> None:
    home = folder(tmp_path, ("bo-sung.yaml", "31/12/2026", "341"))
    status, report = checked(home, cchc, *more)
    year, later = str(home / "so-tai-chinh.yaml"), str(home / "bo-sung.yaml")
    assert report["superseded"] == [{"file": year, "by": later}]
    assert report["conflicts"] == []
    assert report["summary"] == {"files": 1, "pass": 0, "fail": 1, "invalid": 0, "waived": 0}
    assert status == 1  # the supplement leaves the other targets out


def test_two_supplements_up_to_one_day_conflict(tmp_path: Path, cchc: Cchc) -> None:
    home = folder(tmp_path, ("a.yaml", "31/12/2026", "341"), ("b.yaml", "31/12/2026", "342"))
    status, report = checked(home, cchc)
    [conflict] = report["conflicts"]
    assert [Path(file).name for file in conflict["files"]] == ["a.yaml", "b.yaml"]
    assert status == 3


def test_the_json_of_a_check_has_both(tmp_path: Path, cchc: Cchc) -> None:
    home = folder(tmp_path, ("bo-sung.yaml", "31/12/2026", "340"))
    _, report = checked(home, cchc, "--lang", "en")
    later, year = report["submissions"]
    assert (year["as_of"], later["as_of"]) == (None, "2026-12-31")
    results = {
        (one["as_of"], result["target"]): result for one in (year, later)
        for result in one["results"]
    }  # fmt: skip
    before, after = (results[day, "doanh-nghiep-moi"] for day in (None, "2026-12-31"))
    assert (before["status"], before["value"], before["estimate"]) == ("not_due", "300", "345")
    assert before["message"] == (
        "it has until 31/12/2026; now 300, needs > 340: 41 short (enterprises) so far. "
        "Estimate for the year: 345, which would meet > 340."
    )
    assert (after["status"], after["estimate"]) == ("fail", None)
    assert results[None, "htx-moi"]["status"] == "pass"
    assert not [one for one in later["diagnostics"] if one["code"] == "report-late"]


def test_the_terminal_shows_the_estimate_beside_the_figure(tmp_path: Path, cchc: Cchc) -> None:
    home = folder(tmp_path, ("bo-sung.yaml", "31/12/2026", "340"))
    shown = cchc("check", home / "so-tai-chinh.yaml", "--only", "not_due", "--lang", "en").out
    assert "(year: ≈" in shown
    shown = cchc("check", home / "bo-sung.yaml", "--only", "fail").out
    assert "Báo cáo CCHC năm (2026-Y), số liệu đến ngày 31/12/2026" in shown


def test_the_province_counts_the_supplement(tmp_path: Path, cchc: Cchc) -> None:
    home = folder(tmp_path, ("bo-sung.yaml", "31/12/2026", "341"))
    outcome = cchc("rollup", home, "--period", "2026-Y", "--today", "06/01/2027",
                   "--format", "json")  # fmt: skip
    report = json.loads(outcome.out)
    [total] = [one for one in report["totals"] if one["target"] == "doanh-nghiep-moi"]
    assert (total["status"], total["value"]) == ("pass", "341")
    [agency] = [one for one in report["agencies"] if one["agency"]["id"] == "so-tai-chinh"]
    assert (agency["timing"], agency["days_late"], agency["as_of"]) == ("on_time", 0, "2026-12-31")
    assert [Path(one["file"]).name for one in report["superseded"]] == ["so-tai-chinh.yaml"]
    assert report["conflicts"] == []


def test_the_notes_name_the_method_and_whose_fraction_is_wanted(tmp_path: Path, cchc: Cchc) -> None:
    for agency, figure in (("so-noi-vu", "90/100"), ("so-tu-phap", "75,6%")):
        submit(tmp_path / "q", agency, {"hai_long_tthc": figure})
    submit(tmp_path / "q", "xa-muong-la", {"tthc_phi_dia_gioi": "340/380"})
    submit(tmp_path / "q", "xa-bac-yen", {"tthc_phi_dia_gioi": "340/379"})
    shown = cchc("rollup", tmp_path / "q", "--period", "2026-Q1", "--today", "11/03/2026",
                 "--format", "markdown").out  # fmt: skip
    assert "† Danh mục chung chỉ tính một lần" in shown
    assert "cơ quan chỉ báo tỷ lệ được tính theo mẫu số trung bình" in shown
    assert "kỳ gần nhất có báo" not in shown
    assert "cần bổ sung tử số và mẫu số: Sở Tư pháp." in shown
    assert "380 (Xã Mường La); 379 (Xã Bắc Yên)" in shown
