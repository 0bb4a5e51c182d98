"""`cchc tally`: figures from records, beside what was reported."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT, Cchc, Outcome
from keeping import (
    COUNTS,
    DOSSIERS,
    LIST_HEADING,
    ROWS,
    SECRETS,
    dossier,
    form_csv,
    form_rows,
    form_xlsx,
    list_csv,
    totals,
)
from outputs import hold_against_schema

from cchc import __version__

Q3 = ("--agency", "xa-muong-la", "--period", "Q3/2026")
PORTAL = """\
departmentCode,departmentName,level,totalReceived,totalOnTime,totalOverdue,ratio
H52,UBND tỉnh Sơn La,PROVINCE,5000,4900,,98
H52.1,UBND xã Mường La,COMMUNE,2100,2063,37,98.24
"""


def tallied(cchc: Cchc, *arguments: str | Path) -> tuple[Outcome, dict[str, Any]]:
    outcome = cchc("tally", *arguments, "--format", "json", "--lang", "en")
    return outcome, json.loads(outcome.out)


def counts(report: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["metric"]: (one["numerator"], one["denominator"]) for one in report["figures"]}


def codes(report: dict[str, Any]) -> list[str]:
    return [one["code"] for one in report["diagnostics"]]


def report_of(path: Path, *figures: str, agency: str = "xa-muong-la") -> Path:
    lines = "".join(f"  {figure}\n" for figure in figures)
    path.write_text(f"agency: {agency}\nperiod: Q3/2026\nmetrics:\n{lines}", "utf-8")
    return path


def test_json_names_its_program_and_plan_and_keeps_to_its_schema(
    tmp_path: Path, cchc: Cchc
) -> None:
    outcome, report = tallied(cchc, form_csv(tmp_path / "form.csv", form_rows()), *Q3)
    plan = hashlib.sha256((ROOT / "plan_2026.yaml").read_bytes()).hexdigest()
    assert report["tool"] == {"name": "cchc", "version": __version__}
    assert (report["plan"]["decision"], report["plan"]["sha256"]) == ("3350/QĐ-UBND", plan)
    hold_against_schema(outcome.out)
    for field, wrong in (("value", 95.08), ("doubt", "unsure"), ("sources", [])):
        other = copy.deepcopy(report)
        other["figures"][0][field] = wrong
        with pytest.raises(AssertionError, match=r"\$\.figures\[0\]"):
            hold_against_schema(json.dumps(other))


# Forms


@pytest.mark.parametrize("write", [form_xlsx, form_csv])
def test_a_form_gives_the_plans_share(write: Any, tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path / f"form{'.xlsx' if write is form_xlsx else '.csv'}", form_rows())
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, report["exit_status"], report["diagnostics"]) == (0, 0, [])
    assert report["schema"] == "cchc.tally/1"
    assert report["agency"] == {"id": "xa-muong-la", "name": "Xã Mường La", "kind": "commune"}
    [figure] = report["figures"]
    # By hand: (560+35+90+30) of (600+140+2+10) = 715/752 = 95.079…%
    assert (figure["metric"], figure["value"]) == ("ho_so_dung_han", "95.08")
    assert (figure["numerator"], figure["denominator"]) == ("715", "752")
    assert figure["source"] == "Form 06a, columns 8+9 of 7+13"
    assert (figure["reported"], figure["agrees"], figure["portal"]) == (None, None, None)


def test_the_source_is_told_in_vietnamese(tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    outcome = cchc("tally", file, *Q3, "--format", "json")
    assert json.loads(outcome.out)["figures"][0]["source"] == "Biểu 06a, cột 8+9 trên 7+13"


@pytest.mark.parametrize(
    ("row", "column", "value", "message", "cell"),
    [
        (0, 4, 21, "column 3 is 620, but columns 4+5+6 add up to 621", "C7"),
        (1, 7, 31, "column 7 is 140, but columns 8+9+10 add up to 141", "G8"),
        (1, 11, 11, "column 11 is 40, but columns 12+13 add up to 41", "K8"),
        (0, 1, 619, "column 3 is 619, but columns 4+5+6 add up to 620", "C7"),
    ],
)
def test_sums_that_do_not_hold_are_told_at_their_cell(
    row: int, column: int, value: int, message: str, cell: str, tmp_path: Path, cchc: Cchc
) -> None:
    rows: list[list[str | int]] = [list(one) for one in ROWS]
    rows[row][column] = value
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(rows))
    outcome, report = tallied(cchc, file, *Q3)
    assert outcome.status == 3
    told = report["diagnostics"][0]
    assert (told["code"], told["message"], told["cell"]) == ("form-sum", message, cell)
    assert report["figures"][0]["doubt"] == "broken"


def test_a_total_that_is_not_the_sum(tmp_path: Path, cchc: Cchc) -> None:
    total = totals(ROWS)
    total[0], total[1] = total[0] + 1, total[1] + 1
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(total=total))
    outcome, report = tallied(cchc, file, *Q3)
    assert outcome.status == 3
    messages = [(one["cell"], one["message"]) for one in report["diagnostics"]]
    assert ("C9", "column 3: the total is 801, but the rows add up to 800") in messages


def test_groups_of_a_form_are_not_counted_twice(tmp_path: Path, cchc: Cchc) -> None:
    rows = form_rows()
    group: list[str | int | None] = ["I", "Cấp xã", *totals(ROWS)]
    rows.insert(6, group)
    outcome, report = tallied(cchc, form_xlsx(tmp_path / "form.xlsx", rows), *Q3)
    assert (outcome.status, counts(report)) == (0, {"ho_so_dung_han": ("715", "752")})
    group[2] = 799
    outcome, report = tallied(cchc, form_xlsx(tmp_path / "form.xlsx", rows), *Q3)
    assert "column 3: the total is 799, but the rows add up to 800" in [
        one["message"] for one in report["diagnostics"]
    ]


def test_a_form_of_other_days_never_agrees(tmp_path: Path, cchc: Cchc) -> None:
    days = "Từ ngày 15/6/2026 đến ngày 14/9/2026"
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(days=days))
    against = report_of(tmp_path / "report.yaml", "ho_so_dung_han: 715/752")
    outcome, report = tallied(cchc, file, *Q3, "--against", against)
    [figure] = report["figures"]
    assert (outcome.status, figure["agrees"], figure["doubt"]) == (0, None, "other")
    assert report["diagnostics"][0]["message"] == (
        "the form counts from 15/06/2026 to 14/09/2026, "
        "the period's data are from 10/06/2026 to 09/09/2026"
    )
    written = tmp_path / "filled.yaml"
    cchc("tally", file, *Q3, "-o", written)
    assert "numerator" not in written.read_text("utf-8")


@pytest.mark.parametrize(
    "days",
    [
        "Từ ngày 10 tháng 6 năm 2026 đến hết ngày 09 tháng 9 năm 2026",
        "từ 10/6 đến 09/9/2026",
        "Từ ngày 10-06-2026 đến ngày 9-9-2026",
    ],
)
def test_days_of_a_form_as_people_write_them(days: str, tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(days=days))
    assert codes(tallied(cchc, file, *Q3)[1]) == []


def test_a_form_without_days_or_total_is_told(tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(days="")[:-1])
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, sorted(codes(report))) == (0, ["form-no-days", "form-no-total"])
    assert counts(report) == {"ho_so_dung_han": ("715", "752")}


def test_a_form_of_another_agency_is_refused(tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows(agency="UBND xã Vân Hồ"))
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, report["figures"]) == (3, [])
    [told] = report["diagnostics"]
    assert told["message"] == "this form is that of Xã Vân Hồ, not of Xã Mường La"


def test_two_forms_of_an_agency_are_not_added_up(tmp_path: Path, cchc: Cchc) -> None:
    first = form_xlsx(tmp_path / "a.xlsx", form_rows())
    second = form_xlsx(tmp_path / "b.xlsx", form_rows())
    outcome, report = tallied(cchc, first, second, *Q3)
    assert (outcome.status, codes(report)) == (3, ["form-twice"])


def test_a_figure_that_is_no_count_is_told(tmp_path: Path, cchc: Cchc) -> None:
    rows: list[list[str | int]] = [list(one) for one in ROWS]
    rows[0][1], rows[1][2] = "1.204 hs", "60,5"
    outcome, report = tallied(cchc, form_xlsx(tmp_path / "form.xlsx", form_rows(ROWS)), *Q3)
    assert outcome.status == 0
    file = form_csv(tmp_path / "form.csv", form_rows(rows, total=totals(ROWS)))
    outcome, report = tallied(cchc, file, *Q3)
    bad = [one for one in report["diagnostics"] if one["code"] == "form-cell"]
    assert [one["line"] for one in bad] == [8, 9]
    assert bad[0]["message"] == "column 3 isn't a whole number of 0 or more"


# Against a report


@pytest.mark.parametrize(
    ("reported", "agrees", "status"),
    [
        ("715/752", True, 0),
        ('"95,08%"', True, 0),
        ('"95,1%"', True, 0),
        ('"95,07%"', False, 1),
        ("714/752", False, 1),
        ("không phát sinh", False, 1),
    ],
)
def test_what_agrees(reported: str, agrees: bool, status: int, tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    against = report_of(tmp_path / "report.yaml", f"ho_so_dung_han: {reported}")
    outcome, report = tallied(cchc, file, *Q3, "--against", against)
    assert (outcome.status, report["exit_status"]) == (status, status)
    assert report["figures"][0]["agrees"] is agrees


def test_how_far_apart_and_whose_way_it_is(tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    # By the form's own way, 715 of the 740 that are settled.
    against = report_of(tmp_path / "report.yaml", "ho_so_dung_han: 715/740")
    portal = tmp_path / "portal.csv"
    portal.write_text(PORTAL, "utf-8")
    outcome, report = tallied(cchc, file, portal, *Q3, "--against", against)
    assert outcome.status == 1
    [figure] = report["figures"]
    assert figure["reported"]["numerator"] == "715"
    # 715/740 - 715/752 = 1.5418…
    assert figure["difference"] == {"numerator": "0", "denominator": "-12", "points": "1.54"}
    assert "the share of form II.06a" in figure["message"]
    # 2063/2100 = 98.238…
    assert (figure["portal"]["numerator"], figure["portal"]["value"]) == ("2063", "98.24")
    assert "those pending in time included" in figure["portal"]["differs"]
    shown = cchc("tally", file, portal, *Q3, "--against", against)
    assert "LỆCH" in shown.out
    assert "mẫu số −12 (hồ sơ)" in " ".join(shown.out.split())


def test_a_report_of_another_agency_is_refused(tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    against = report_of(tmp_path / "report.yaml", "ho_so_dung_han: 715/752", agency="xa-van-ho")
    outcome = cchc("tally", file, *Q3, "--against", against, "--lang", "en")
    assert outcome.status == 3
    assert "this report is of Xã Vân Hồ, 2026-Q3, not of Xã Mường La, 2026-Q3" in outcome.err


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx"])
def test_what_is_written_is_ready_for_check(suffix: str, tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    written = tmp_path / f"filled.{suffix}"
    assert cchc("tally", file, *Q3, "-o", written).status == 0
    assert written.name in cchc("tally", file, *Q3, "-o", written).err  # refused without --force
    checked = json.loads(cchc("check", written, "--format", "json").out)["submissions"][0]
    by_target = {one["target"]: one for one in checked["results"]}
    one = by_target["ho-so-dung-han"]
    assert (one["numerator"], one["denominator"]) == ("715", "752")
    assert one["note"] == "Biểu 06a, cột 8+9 trên 7+13"
    assert by_target["so-hoa-ho-so-cap-xa"]["status"] == "missing"
    assert checked["verdict"] == "fail"
    outcome, _ = tallied(cchc, file, *Q3, "--against", written)
    assert outcome.status == 0


@pytest.mark.parametrize("format", ["table", "markdown", "csv"])
def test_other_formats_have_the_figures(format: str, tmp_path: Path, cchc: Cchc) -> None:
    file = form_xlsx(tmp_path / "form.xlsx", form_rows())
    against = report_of(tmp_path / "report.yaml", "ho_so_dung_han: 715/740")
    outcome = cchc("tally", file, *Q3, "--against", against, "--format", format)
    assert outcome.status == 1
    if format == "csv":
        [row] = csv.DictReader(io.StringIO(outcome.out))
        assert (row["numerator"], row["reported_denominator"], row["agrees"]) == (
            *("715", "740"),
            "false",
        )
    else:
        assert "715/752" in outcome.out
        assert "715/740" in outcome.out


# Lists of dossiers


def test_a_list_is_counted_by_the_plans_definitions(tmp_path: Path, cchc: Cchc) -> None:
    file = list_csv(tmp_path / "list.csv", DOSSIERS)
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, codes(report)) == (0, [])
    assert counts(report) == COUNTS
    assert {one["source"] for one in report["figures"]} == {"List of dossiers"}


def test_a_workbook_and_parquet_come_to_the_same(tmp_path: Path, cchc: Cchc) -> None:
    duckdb = pytest.importorskip("duckdb")
    plain = list_csv(tmp_path / "list.csv", DOSSIERS)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["SỔ THEO DÕI HỒ SƠ"])
    for row in csv.reader(plain.read_text("utf-8-sig").splitlines(), delimiter=";"):
        book.worksheets[0].append(row)
    book.save(tmp_path / "list.xlsx")
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{plain}', all_varchar=true))"
        f" TO '{tmp_path / 'list.parquet'}' (FORMAT parquet)"
    )
    for name in ("list.xlsx", "list.parquet"):
        assert counts(tallied(cchc, tmp_path / name, *Q3)[1]) == COUNTS, name


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        (
            dossier("a1", "01/07/2026", "05/07/2026", "04/07/2026"),
            "record-repeated",
            "row 11 has the code of row 2; only row 2 is counted",
        ),
        (
            dossier("b1", "31/06/2026", "05/07/2026"),
            "record-not-a-day",
            "row 11: “Ngày tiếp nhận” isn't a day",
        ),
        (
            dossier("b1", "01/07/2026", "05/07/2026", "04/07/26"),
            "record-not-a-day",
            "row 11: “Ngày trả” isn't a day",
        ),
        (
            dossier("b1", "", "05/07/2026", "04/07/2026"),
            "record-without",
            "row 11 has no “Ngày tiếp nhận” and isn't counted",
        ),
        (
            dossier("", "01/07/2026", "05/07/2026", "04/07/2026"),
            "record-without",
            "row 11 has no “Mã hồ sơ” and isn't counted",
        ),
        (
            dossier("b1", "05/07/2026", "06/07/2026", "04/07/2026"),
            "record-backwards",
            "row 11 was returned before it was received and isn't counted",
        ),
        (
            dossier("b1", "05/07/2026", "", "06/07/2026"),
            "record-lacks",
            "row 11 lacks what ho_so_dung_han needs and isn't counted for it",
        ),
    ],
)
def test_rows_that_cannot_be_used_are_told(
    row: str, code: str, message: str, tmp_path: Path, cchc: Cchc
) -> None:
    outcome, report = tallied(cchc, list_csv(tmp_path / "list.csv", [*DOSSIERS, row]), *Q3)
    told = next(one for one in report["diagnostics"] if one["code"] == code)
    assert (told["message"], told["line"]) == (message, 11)
    assert counts(report)["ho_so_dung_han"] == COUNTS["ho_so_dung_han"]
    # One of ten is more than 1%.
    assert (outcome.status, codes(report)[-1]) == (3, "records-unusable")


def test_one_bad_row_of_a_hundred_is_borne(tmp_path: Path, cchc: Cchc) -> None:
    good = [dossier(f"c{n}", "01/07/2026", "05/07/2026", "04/07/2026") for n in range(97)]
    good.append(dossier("last", "09/09/2026", "30/09/2026"))
    first = dossier("c-before", "01/06/2026", "05/06/2026", "04/06/2026")
    bad = dossier("bad", "01/07/2026", "không rõ")
    outcome, report = tallied(cchc, list_csv(tmp_path / "a.csv", [first, *good, bad]), *Q3)
    assert (outcome.status, codes(report)) == (0, ["record-not-a-day"])
    assert counts(report)["ho_so_dung_han"] == ("97", "97")
    worse = list_csv(tmp_path / "b.csv", [first, *good[1:], bad])
    outcome, report = tallied(cchc, worse, *Q3)  # 1 of 99
    assert (outcome.status, codes(report)[-1]) == (3, "records-unusable")


def test_what_a_later_list_cannot_tell(tmp_path: Path, cchc: Cchc) -> None:
    file = list_csv(tmp_path / "list.csv", DOSSIERS[3:])
    against = report_of(tmp_path / "r.yaml", "ho_so_dung_han: 2/4", "ho_so_so_hoa: 4/5")
    outcome, report = tallied(cchc, file, *Q3, "--against", against)
    by_metric = {one["metric"]: one for one in report["figures"]}
    # a4 a6 a9 settled, a7 overdue; late a6: what was carried over may be missing.
    assert counts(report)["ho_so_dung_han"] == ("2", "4")
    assert by_metric["ho_so_dung_han"]["agrees"] is None
    assert by_metric["ho_so_dung_han"]["doubt"] == "part"
    assert by_metric["ho_so_so_hoa"]["agrees"] is True
    assert "begins on 10/06/2026" in report["diagnostics"][0]["message"]
    # Fewer than the list itself has can only be wrong.
    report_of(tmp_path / "r.yaml", "ho_so_dung_han: 1/3")
    outcome, report = tallied(cchc, file, *Q3, "--against", against)
    assert outcome.status == 1


def test_a_list_that_may_have_been_exported_too_early(tmp_path: Path, cchc: Cchc) -> None:
    rows = [DOSSIERS[0], dossier("b1", "01/07/2026", "05/07/2026", "06/07/2026")]
    outcome, report = tallied(cchc, list_csv(tmp_path / "list.csv", rows), *Q3)
    assert (outcome.status, codes(report)) == (0, ["records-end"])
    assert "the last day in the list is 06/07/2026" in report["diagnostics"][0]["message"]


def test_without_what_counts_lists_forms_are_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    form = form_csv(tmp_path / "form.csv", form_rows())
    outcome, report = tallied(cchc, form, list_csv(tmp_path / "list.csv", DOSSIERS), *Q3)
    assert (outcome.status, codes(report)) == (3, ["records-not-installed"])
    assert counts(report) == {"ho_so_dung_han": ("715", "752")}


def test_columns_that_a_list_has_not(tmp_path: Path, cchc: Cchc) -> None:
    heading = LIST_HEADING.replace("Số hóa hồ sơ", "Cột khác")
    file = list_csv(tmp_path / "list.csv", DOSSIERS, heading)
    _, report = tallied(cchc, file, *Q3)
    lacking = {one["metric"]: one["lacks"] for one in report["figures"] if one["lacks"]}
    assert lacking == {"ho_so_so_hoa": ["digitised"], "ho_so_ket_qua_so_hoa": ["digitised"]}
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("digitised: Cột khác\n", "utf-8")
    assert counts(tallied(cchc, file, *Q3, "--columns", mapping)[1]) == COUNTS
    mapping.write_text("digitized: Cột khác\n", "utf-8")
    outcome = cchc("tally", file, *Q3, "--columns", mapping, "--lang", "en")
    assert outcome.status == 3
    assert f"{mapping}:1:1: error: there is no column “digitized”" in outcome.err
    mapping.write_text("digitised: Cột nào\n", "utf-8")
    outcome, report = tallied(cchc, file, *Q3, "--columns", mapping)
    assert codes(report) == ["columns-missing"]


def test_a_form_and_a_list_that_differ_are_told(tmp_path: Path, cchc: Cchc) -> None:
    form = form_xlsx(tmp_path / "form.xlsx", form_rows())
    file = list_csv(tmp_path / "list.csv", DOSSIERS)
    written = tmp_path / "filled.yaml"
    outcome = cchc("tally", form, file, *Q3, "-o", written, "--format", "json")
    report = json.loads(outcome.out)
    assert codes(report) == ["records-differ"]
    text = written.read_text("utf-8")
    assert "  ho_so_dung_han: {" not in text
    assert '  ho_so_so_hoa: {numerator: 4, denominator: 5, note: "Sổ theo dõi hồ sơ"}' in text


def test_no_output_has_personal_details(tmp_path: Path, cchc: Cchc) -> None:
    """A list in which a telephone slipped into the column of days, and rows are broken."""
    name, telephone, address = SECRETS
    rows = [*DOSSIERS, dossier("b1", telephone, name), dossier("b2", "01/07/2026", address)]
    rows.append(dossier("b3", "01/07/2026", "02/07/2026", agency=f"{name}, {address}"))
    file = list_csv(tmp_path / "list.csv", rows)
    torn = list_csv(tmp_path / "torn.csv", [*DOSSIERS, f'a;"{name};{telephone}'])
    wide = list_csv(tmp_path / "wide.csv", [*DOSSIERS, ";".join([name] * 40)])
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("agency: Người nộp\n", "utf-8")
    folder = tmp_path / "each"
    said = []
    for source in (file, torn, wide):
        for format in ("table", "json", "markdown", "csv"):
            said.append(cchc("tally", source, *Q3, "--format", format))
        written = tmp_path / f"{source.stem}.yaml"
        said.append(cchc("tally", source, *Q3, "-o", written, "--columns", mapping))
        said.append(cchc("tally", source, "--each-agency", "--period", "Q3/2026", "-o", folder))
    texts = [text for outcome in said for text in (outcome.out, outcome.err)]
    texts += [made.read_text("utf-8") for made in (*tmp_path.glob("*.yaml"), *folder.glob("*"))]
    assert any("record-not-a-day" in text for text in texts)
    for secret in SECRETS:
        # The mapping's own heading is "Người nộp", not a name.
        assert not any(secret in text for text in texts), secret
    assert said[0].status == 3


def test_a_list_that_breaks_off_is_an_error_with_its_line(tmp_path: Path, cchc: Cchc) -> None:
    file = list_csv(tmp_path / "list.csv", [*DOSSIERS, ";".join(["x"] * 40)])
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, report["figures"], codes(report)) == (3, [], ["records-unreadable"])
    assert "(line 11)" in report["diagnostics"][0]["message"]


# The portal


def test_the_portal_stands_beside_and_never_as_ours(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "portal.csv"
    file.write_text(
        "departmentCode,departmentName,code,name,numerator,denominator,ratio\n"
        "H52,UBND tỉnh Sơn La,SO_HOA_GIAY_TO_GIAI_QUYET,,1,2,50\n"
        "H52.1,UBND xã Mường La,SO_HOA_GIAY_TO_GIAI_QUYET,,1169,6684,17.49\n"
        "H52.1,UBND xã Mường La,PETITION_PROCESSING_ON_TIME,,,,100\n"
        "H52.1,UBND xã Mường La,PUBLISH_ON_TIME,,3,4,75\n"
        "H52.1,UBND xã Mường La,PUBLIC_UPDATE_ON_TIME,,4,4,100\n",
        "utf-8",
    )
    against = report_of(tmp_path / "report.yaml", "ho_so_so_hoa: 1169/6684")
    written = tmp_path / "filled.yaml"
    outcome = cchc("tally", file, *Q3, "--against", against, "--format", "json", "-o", written)
    report = json.loads(outcome.out)
    assert outcome.status == 0
    by_metric = {one["metric"]: one for one in report["figures"]}
    assert set(by_metric) == {
        *("ho_so_so_hoa", "phan_anh_kien_nghi_xu_ly", "tthc_cong_bo_cong_khai")
    }
    one = by_metric["ho_so_so_hoa"]
    assert (one["numerator"], one["agrees"], one["doubt"]) == (None, None, "silent")
    # 1169/6684 = 17.4895…
    assert one["portal"]["value"] == "17.49"
    assert by_metric["phan_anh_kien_nghi_xu_ly"]["portal"]["value"] == "100.00"
    assert by_metric["tthc_cong_bo_cong_khai"]["portal_others"][0]["value"] == "100.00"
    assert "1169" not in written.read_text("utf-8")


def test_another_provinces_table_is_told(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "portal.csv"
    file.write_text(PORTAL.replace("Sơn La", "Phú Thọ"), "utf-8-sig")
    outcome, report = tallied(cchc, file, *Q3)
    assert (outcome.status, codes(report)) == (0, ["portal-other-province"])
    assert report["diagnostics"][0]["line"] == 2


# All agencies, clusters, the command line


def test_a_file_for_each_agency(tmp_path: Path, cchc: Cchc) -> None:
    rows = [*DOSSIERS, dossier("v1", "01/07/2026", "05/07/2026", "04/07/2026", agency="Xã Vân Hồ")]
    file = list_csv(tmp_path / "list.csv", rows)
    folder = tmp_path / "out"
    arguments = ("tally", file, "--each-agency", "--period", "Q3/2026", "-o", folder)
    outcome = cchc(*arguments, "--lang", "en")
    assert outcome.status == 0
    assert outcome.out == f"Wrote 2 files to {folder}.\n"
    assert sorted(made.name for made in folder.iterdir()) == ["xa-muong-la.yaml", "xa-van-ho.yaml"]
    assert "ho_so_dung_han: {numerator: 3, denominator: 6," in (
        folder / "xa-muong-la.yaml"
    ).read_text("utf-8")
    assert "ho_so_dung_han: {numerator: 1, denominator: 1," in (
        folder / "xa-van-ho.yaml"
    ).read_text("utf-8")
    assert cchc(*arguments).status == 2
    assert cchc(*arguments, "--force").status == 0


def test_agencies_that_nobody_knows_are_told(tmp_path: Path, cchc: Cchc) -> None:
    rows = [*DOSSIERS, dossier("v1", "01/07/2026", "05/07/2026", agency="Xã Không Có")]
    outcome, report = tallied(cchc, list_csv(tmp_path / "list.csv", rows), *Q3)
    assert "record-unknown-agency" in codes(report)
    assert (outcome.status, counts(report)) == (3, COUNTS)


def test_nothing_of_the_agency_is_told(tmp_path: Path, cchc: Cchc) -> None:
    file = list_csv(tmp_path / "list.csv", DOSSIERS)
    _, report = tallied(cchc, file, "--agency", "xa-van-ho", "--period", "Q3/2026")
    assert (report["figures"], codes(report)) == ([], ["records-silent"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list.csv", "--period", "Q3/2026"), "usage-missing-option"),
        (("list.csv", "--agency", "xa-van-ho"), "usage-missing-option"),
        (Q3, "usage-missing-argument"),
        (("list.csv", "--each-agency", *Q3), "usage-tally-each"),
        (("--sql", "oracle", "--period", "Q3/2026"), "usage-unknown-choice"),
    ],
)
def test_what_the_command_needs(arguments: tuple[str, ...], code: str, cchc: Cchc) -> None:
    outcome = cchc("tally", *arguments)
    assert outcome.status == 2
    assert f"[{code}]" in outcome.err


def test_a_file_that_is_no_record_costs_no_other(tmp_path: Path, cchc: Cchc) -> None:
    form = form_xlsx(tmp_path / "form.xlsx", form_rows())
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n", "utf-8")
    outcome, report = tallied(cchc, form, other, tmp_path / "none.csv", *Q3)
    assert (outcome.status, sorted(codes(report))) == (3, ["not-found", "records-unknown"])
    assert counts(report) == {"ho_so_dung_han": ("715", "752")}


def test_a_folder_of_records(tmp_path: Path, cchc: Cchc) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    form_xlsx(folder / "form.xlsx", form_rows())
    (folder / "portal.csv").write_text(PORTAL, "utf-8")
    (folder / "notes.txt").unlink(missing_ok=True)
    outcome, report = tallied(cchc, folder, *Q3)
    assert (outcome.status, counts(report)) == (0, {"ho_so_dung_han": ("715", "752")})
    assert report["figures"][0]["portal"]["numerator"] == "2063"


@pytest.fixture
def province(tmp_path: Path) -> tuple[Path, Path]:
    """Reports of two agencies, and their records: a form, and the province's list."""
    reports, kept = tmp_path / "reports", tmp_path / "records"
    reports.mkdir()
    kept.mkdir()
    report_of(reports / "a.yaml", "ho_so_dung_han: 715/752", "ho_so_so_hoa: 4/6")
    report_of(reports / "b.yaml", "ho_so_dung_han: 40/40", agency="xa-van-ho")
    form_xlsx(kept / "form.xlsx", form_rows())
    form_xlsx(kept / "other.xlsx", form_rows(agency="UBND xã Vân Hồ"))
    return reports, kept


def test_a_rollup_sets_records_beside_reports(province: tuple[Path, Path], cchc: Cchc) -> None:
    reports, kept = province
    command = ("rollup", reports, "--period", "Q3/2026", "--records", kept, "--lang", "en")
    report = json.loads(cchc(*command, "--format", "json").out)
    found = {one["agency"]["id"]: one["figures"][0] for one in report["records"]["agencies"]}
    assert {agency: one["agrees"] for agency, one in found.items()} == {
        "xa-muong-la": True,
        "xa-van-ho": False,
    }
    assert report["records"]["diagnostics"] == []
    sentence = "Xã Vân Hồ, ho_so_dung_han: reported 100.00%, 40/40; by the records 95.08%, 715/752."
    for format in ("table", "markdown"):
        out = " ".join(cchc(*command, "--format", format).out.replace("\\", "").split())
        assert sentence in out, format
        assert "1 figure agrees, 1 differ" in out
    without = json.loads(cchc(*command[:4], "--format", "json").out)
    assert without["records"] is None


def test_broken_records_make_a_rollup_invalid(
    province: tuple[Path, Path], tmp_path: Path, cchc: Cchc
) -> None:
    reports, kept = province
    (kept / "wrong.csv").write_text("a;b\n1;2\n", "utf-8")
    asked = (reports, "--period", "Q3/2026", "--records", kept)
    outcome = cchc("rollup", *asked, "--lang", "en")
    assert outcome.status == 3
    assert "records-unknown" in outcome.out
    made = tmp_path / "made.html"
    outcome = cchc("report", *asked, "-o", made, "--lang", "en")
    assert (outcome.status, made.exists()) == (3, True)
    assert "wrong.csv: error: this is neither a form 06a" in outcome.err
    assert "A form needs its row of numbers 1 to 13" in outcome.err


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_report_lists_the_largest_differences(
    suffix: str, province: tuple[Path, Path], tmp_path: Path, cchc: Cchc
) -> None:
    reports, kept = province
    made = tmp_path / f"made.{suffix}"
    outcome = cchc(
        "report", reports, "--period", "Q3/2026", "--records", kept, "-o", made, "--lang", "en"
    )
    assert outcome.status == 1
    if suffix == "html":
        text = made.read_text("utf-8")
        assert 'id="records"' in text
    else:
        import docx

        document = docx.Document(str(made))
        text = "\n".join(
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        )
        assert "REPORTS BESIDE RECORDS" in "\n".join(one.text for one in document.paragraphs)
    assert "715/752" in text
    assert "40/40" in text


EXAMPLE = ROOT / "examples" / "so-sach"
SO_SACH = ("bieu-06a.xlsx", "so-theo-doi-ho-so.csv", "cong-dvcqg-tien-do.csv")


@pytest.mark.parametrize(("lang", "file"), [("vi", "ket-qua.md"), ("en", "ket-qua.en.md")])
def test_the_example_is_what_tally_makes(
    lang: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.chdir(EXAMPLE)
    written = tmp_path / "da-dien.yaml"
    against = ("--against", "bao-cao.yaml", "--format", "markdown", "--lang", lang)
    outcome = cchc("tally", *SO_SACH, *Q3, *against)
    assert outcome.status == 1
    assert outcome.out == Path(file).read_text("utf-8")
    assert cchc("tally", *SO_SACH, *Q3, "-o", written).status == 0
    assert written.read_text("utf-8") == Path("da-dien.yaml").read_text("utf-8")


@pytest.mark.parametrize("guide", ["records.md", "records.vi.md"])
def test_the_guides_commands_run(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "so-sach")
    monkeypatch.chdir(tmp_path / "so-sach")
    lines = (ROOT / "docs" / guide).read_text("utf-8").splitlines()
    commands = [line for line in lines if line.startswith("$ cchc ")]
    assert len(commands) == 2
    statuses = [cchc(*command.split()[2:]).status for command in commands]
    assert statuses == [0, 1]
    assert Path("moi.yaml").read_bytes() == Path("da-dien.yaml").read_bytes()
    assert cchc("check", "moi.yaml").status == 1


def test_the_shared_forms_come_to_what_they_should(cchc: Cchc) -> None:
    """The form whose three rates are 98,77%, 98,19% and 98,24%."""
    folder = Path(__file__).parents[2] / "shared" / "data" / "forms"
    if not folder.is_dir():
        pytest.skip("the shared forms aren't here")
    _, report = tallied(cchc, folder / "bieu-06a-vpcp-kstt.xlsx", *Q3)
    [figure] = report["figures"]
    assert (figure["numerator"], figure["denominator"]) == ("2009", "2046")
    assert (figure["value"], report["diagnostics"]) == ("98.19", [])
