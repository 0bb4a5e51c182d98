"""`cchc check` as its users meet it: officers at a terminal, programs that read JSON."""

from __future__ import annotations

import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import workbooks
from conftest import ROOT, Cchc

from cchc.plan.model import Plan

DEPARTMENT = "agency: so-noi-vu\nperiod: {period}\nmetrics:\n  {metrics}\n"


def write(folder: Path, metrics: str, period: str = "Quý I/2026", more: str = "") -> Path:
    file = folder / "agency.yaml"
    file.write_text(DEPARTMENT.format(period=period, metrics=metrics) + more, "utf-8")
    return file


def result(cchc: Cchc, file: Path, target: str, *options: str) -> dict[str, Any]:
    outcome = cchc("check", file, "--format", "json", *options)
    [found] = [
        entry
        for entry in json.loads(outcome.out)["submissions"][0]["results"]
        if entry["target"] == target
    ]
    return dict(found)


TARGET = "ho-so-luan-chuyen-dien-tu"  # at least 80%, II.3.a item 3
METRIC = "ho_so_luan_chuyen_dien_tu"


@pytest.mark.parametrize(
    ("written", "status", "value"),
    [
        ("80%", "pass", "80.00"),
        ("92,5%", "pass", "92.50"),
        ("{numerator: 812, denominator: 1000}", "pass", "81.20"),
        ("799/1000", "fail", "79.90"),
        ("79,996", "fail", "79.996"),
        ("79999999/100000000", "fail", "79.999999"),
        ("31/75", "fail", "41.33"),
        ("4/5", "pass", "80.00"),
        ("không phát sinh", "none_arising", None),
        ("0/0", "none_arising", None),
    ],
)
def test_a_share_against_its_threshold(
    written: str, status: str, value: str | None, tmp_path: Path, cchc: Cchc
) -> None:
    found = result(cchc, write(tmp_path, f"{METRIC}: {written}"), TARGET)
    assert (found["status"], found["value"]) == (status, value)


def test_a_result_has_all_that_the_contract_names(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, f"{METRIC}: {{numerator: 799, denominator: 1000}}")
    found = result(cchc, file, TARGET, "--lang", "en")
    wanted = {
        "target": TARGET,
        "metric": METRIC,
        "status": "fail",
        "value": "79.90",
        "numerator": "799",
        "denominator": "1000",
        "threshold": {"op": ">=", "value": "80", "unit": "%"},
        "line": 4,
        "column": 30,
        "message": "79.90% (799/1,000), needs ≥ 80%: 0.10 percentage points short, "
        "that is 1 short (dossiers).",
    }
    assert {key: found[key] for key in wanted} == wanted


def test_the_document_has_all_that_the_contract_names(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, f"{METRIC}: 79%\n  nope: 1")
    outcome = cchc("check", file, "--format", "json")
    document = json.loads(outcome.out)
    assert document["schema"] == "cchc.check/1"
    assert document["plan"] == {
        "id": "son-la-2026",
        "decision": "3350/QĐ-UBND",
        "year": 2026,
        "sha256": sha256((ROOT / "plan_2026.yaml").read_bytes()).hexdigest(),
    }
    assert document["exit_status"] == outcome.status == 3
    [submission] = document["submissions"]
    assert submission["file"] == str(file)
    assert submission["agency"] == {"id": "so-noi-vu", "name": "Sở Nội vụ", "kind": "department"}
    assert submission["period"] == "2026-Q1"
    assert submission["verdict"] == "invalid"
    assert submission["summary"]["fail"] == 1
    assert sum(submission["summary"].values()) == len(submission["results"])
    [problem] = [d for d in submission["diagnostics"] if d["severity"] == "error"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-metric", 5, 3)


def test_text_in_json_is_utf8_and_nfc_whatever_the_code_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cchc.cli.run import run

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    file = write(tmp_path, f"{METRIC}: 79%")
    assert run(["check", str(file), "--format", "json"]) == 1
    text = raw.getvalue().decode("utf-8")
    assert '"name": "Sở Nội vụ"' in text
    assert "\r" not in text


@pytest.mark.parametrize(
    ("code_page", "words"),
    [
        ("cp1252", "Không dat"),
        ("ascii", "Khong dat"),
        ("cp437", "Không dat"),
        ("utf-8", "Không đạt"),
    ],
)
def test_a_legacy_code_page_gets_letters_rather_than_question_marks(
    code_page: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cchc.cli.run import run

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=code_page))
    assert run(["check", str(ROOT / "examples" / "commune-quarter.yaml")]) == 1
    text = raw.getvalue().decode(code_page)
    assert words in text
    assert "?" not in text
    screen = [line.rstrip() for line in text.splitlines() if ": # " not in line]
    assert max(map(len, screen)) <= 80  # but for the lines to copy into the submission


def test_the_vietnamese_code_page_keeps_every_accent(monkeypatch: pytest.MonkeyPatch) -> None:
    from unicodedata import normalize

    from cchc.cli.run import run

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1258"))
    assert run(["check", str(ROOT / "examples" / "commune-quarter.yaml")]) == 1
    assert "Luân chuyển hồ sơ TTHC" in normalize("NFC", raw.getvalue().decode("cp1258"))


@pytest.mark.parametrize(
    ("period", "status"),
    [("Quý I/2026", "not_due"), ("6 tháng/2026", "not_due"), ("Năm 2026", "fail")],
)
def test_a_year_end_target_is_not_due_before_the_years_report(
    period: str, status: str, tmp_path: Path, cchc: Cchc
) -> None:
    agency = "agency: xa-muong-la"
    file = write(tmp_path, "can_bo_xa_dat_chuan: 31/75", period)
    file.write_text(file.read_text("utf-8").replace("agency: so-noi-vu", agency), "utf-8")
    found = result(cchc, file, "can-bo-xa-dat-chuan")
    assert (found["status"], found["value"]) == (status, "41.33")


def test_a_year_end_target_that_is_met_early_passes(tmp_path: Path, cchc: Cchc) -> None:
    found = result(cchc, write(tmp_path, "ke_hoach_dao_tao: 75/75"), "ke-hoach-dao-tao")
    assert found["status"] == "pass"


@pytest.mark.parametrize(
    ("written", "status"), [("340", "fail"), ("341", "pass"), ("1 000", "pass")]
)
def test_over_340_enterprises_is_more_than_340(
    written: str, status: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "stc.yaml"
    head = "agency: Sở Tài chính\nperiod: Năm 2026\nreported_on: 05/01/2027\nas_of: 31/12/2026\n"
    text = f"{head}metrics:\n  doanh_nghiep_moi: {written}\n"
    file.write_text(text, "utf-8")
    assert result(cchc, file, "doanh-nghiep-moi")["status"] == status


@pytest.mark.parametrize(
    ("written", "status", "value"),
    [
        ("{numerator: 5250, denominator: 5000}", "pass", "5.00"),
        ("{numerator: 5249, denominator: 5000}", "fail", "4.98"),
        ("-3,2%", "fail", "-3.20"),
        ("5%", "pass", "5.00"),
        ("103%", "invalid", None),  # of the estimate, or over it?
    ],
)
def test_growth_over_the_estimate(
    written: str, status: str, value: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "stc.yaml"
    head = "agency: Sở Tài chính\nperiod: 2026-Y\nreported_on: 05/01/2027\nas_of: 31/12/2026\n"
    text = f"{head}metrics:\n  tang_thu_noi_dia: {written}\n"
    file.write_text(text, "utf-8")
    found = result(cchc, file, "tang-thu-noi-dia")
    assert (found["status"], found["value"]) == (status, value)


@pytest.mark.parametrize(
    ("written", "status"),
    [("có", "pass"), ("yes", "pass"), ("đã", "pass"), ("không", "fail"), ("chưa", "fail")],
)
def test_a_confirmation(written: str, status: str, tmp_path: Path, cchc: Cchc) -> None:
    found = result(
        cchc, write(tmp_path, f"bien_che_dung_chi_tieu: {written}"), "bien-che-dung-chi-tieu"
    )
    assert found["status"] == status
    assert found["threshold"] == {"op": "==", "value": "yes"}


def test_digitisation_asks_90_of_departments_and_80_of_communes(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, "ho_so_so_hoa: 85%")
    assert result(cchc, file, "so-hoa-ho-so-cap-tinh")["status"] == "fail"
    assert result(cchc, file, "so-hoa-ho-so-cap-xa")["status"] == "not_applicable"
    file.write_text(file.read_text("utf-8").replace("so-noi-vu", "Xã Mường La"), "utf-8")
    assert result(cchc, file, "so-hoa-ho-so-cap-tinh")["status"] == "not_applicable"
    assert result(cchc, file, "so-hoa-ho-so-cap-xa")["status"] == "pass"


def test_the_period_can_be_overridden(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, "ke_hoach_dao_tao: 31/75")
    outcome = cchc("check", file, "--period", "Năm 2026", "--format", "json")
    assert json.loads(outcome.out)["submissions"][0]["period"] == "2026-Y"


def test_only_selects_rows_and_leaves_summary_and_status(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, f"{METRIC}: 79%\n  hai_long_tthc: 95%")
    outcome = cchc("check", file, "--only", "fail", "--format", "json")
    [submission] = json.loads(outcome.out)["submissions"]
    assert [entry["status"] for entry in submission["results"]] == ["fail"]
    assert submission["summary"]["pass"] == 1
    shown = cchc("check", file, "--only", "fail")
    assert "Luân chuyển" in shown.out
    assert "Mức độ hài lòng" not in shown.out
    assert shown.status == outcome.status == 1


def test_every_status_by_name_shows_other_agencies_targets_too(cchc: Cchc) -> None:
    example = ROOT / "examples" / "agency.yaml"
    named = "pass,fail,missing,invalid,none_arising,not_due,not_applicable"
    assert "Hợp tác xã thành lập mới" not in cchc("check", example).out
    assert "Hợp tác xã thành lập mới" in cchc("check", example, "--only", named).out


def test_notes_travel_with_what_they_are_about(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(
        "agency: so-noi-vu\nperiod: Q1/2026\nnote: cả báo cáo\nmetrics:\n"
        "  hai_long_tthc: {value: 92%, note: chỉ số}\nactivities:\n"
        "  IV.2: {status: done, completed_on: 30/01/2026, note: hoạt động}\n"
        "agency_plan: {issued_on: 09/01/2026, note: kế hoạch}\n",
        "utf-8",
    )
    (submission,) = json.loads(cchc("check", file, "--format", "json").out)["submissions"]
    (figure,) = (each for each in submission["results"] if each["metric"] == "hai_long_tthc")
    (activity,) = (each for each in submission["activities"] if each["id"] == "IV.2")
    (plan,) = submission["obligations"]
    notes = [each["note"] for each in (submission, figure, activity, plan)]
    assert notes == ["cả báo cáo", "chỉ số", "hoạt động", "kế hoạch"]


def test_more_metrics_than_any_plan_has(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.yaml"
    lines = "".join(f"  x_{number}: 1\n" for number in range(1005))
    file.write_text(f"agency: so-noi-vu\nperiod: Q1/2026\nmetrics:\n{lines}", "utf-8")
    (submission,) = json.loads(cchc("check", file, "--format", "json").out)["submissions"]
    last = submission["diagnostics"][1000]
    assert (last["code"], last["line"]) == ("too-many-values", 1004)
    assert "1000" in last["message"]


def test_quiet_tells_the_first_error_on_the_same_line(cchc: Cchc) -> None:
    file = ROOT / "examples" / "invalid.yaml"
    outcome = cchc("check", "--quiet", file, "--lang", "en")
    (line,) = outcome.out.splitlines()
    assert line.startswith(f"{file}: INVALID: ")
    assert line.endswith(
        "7 errors. Line 7: the numerator 1,000 is over the denominator 812"
        " [numerator-over-denominator]"
    )
    assert outcome.status == 3


def test_quiet_prints_one_line_for_each_file(cchc: Cchc) -> None:
    files = [ROOT / "examples" / name for name in ("agency.yaml", "commune-quarter.yaml")]
    outcome = cchc("check", "--quiet", *files)
    first, second, _, total = outcome.out.splitlines()
    assert first.startswith(f"{files[0]}: ĐẠT: ")
    assert second.startswith(f"{files[1]}: KHÔNG ĐẠT: ")
    assert total == "Tất cả 2 tệp: 1 đạt, 1 không đạt."
    assert outcome.status == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, cchc: Cchc) -> None:
    content = (ROOT / "examples" / "agency.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    outcome = cchc("check", "-")
    assert outcome.out.startswith("<đầu vào chuẩn>\nSở Nội vụ")
    assert outcome.status == 0


def test_a_file_that_is_none(tmp_path: Path, cchc: Cchc) -> None:
    good = ROOT / "examples" / "agency.yaml"
    outcome = cchc("check", tmp_path / "nowhere.yaml", good, "--format", "json")
    bad, fine = json.loads(outcome.out)["submissions"]
    assert [problem["code"] for problem in bad["diagnostics"]] == ["not-found"]
    assert (bad["agency"], bad["period"], bad["results"]) == (None, None, [])
    assert fine["verdict"] == "pass"
    assert outcome.status == 3


@pytest.mark.parametrize("command", ["check", "rollup"])
def test_a_missing_file_is_told_on_standard_error_too(
    command: str, tmp_path: Path, cchc: Cchc
) -> None:
    good = tmp_path / "agency.yaml"
    good.write_bytes((ROOT / "examples" / "agency.yaml").read_bytes())
    gone = [tmp_path / "agency.yml", tmp_path / "other.csv"]
    outcome = cchc(command, *gone, good, "https://x.vn/a.yaml?b=1", "--format=json", "--lang=en")
    assert outcome.status == 3
    assert outcome.err.splitlines() == [
        f"{gone[0]}: error: there is no such file. Did you mean “{good}”? [not-found]",
        f"{gone[1]}: error: there is no such file. [not-found]",
        "  How to fix it: Check the name of the file and the directory you are in.",
        "https://x.vn/a.yaml?b=1: error: this is an address, not a file [address-given]",
        "  How to fix it: cchc reads files of this machine only; download it first, then name the"
        " file.",
    ]
    assert json.loads(outcome.out)["exit_status"] == 3


def test_invalid_outranks_fail(cchc: Cchc) -> None:
    examples = ROOT / "examples"
    assert cchc("check", examples / "commune-quarter.yaml").status == 1
    both = cchc("check", examples / "commune-quarter.yaml", examples / "invalid.yaml")
    assert both.status == 3


def test_the_day_of_the_report_decides_what_is_overdue(tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, f"{METRIC}: 90%", more="activities:\n  IV.2: {status: in_progress}\n")

    def state(*options: str) -> str:
        outcome = cchc("check", file, "--format", "json", *options)
        activities = json.loads(outcome.out)["submissions"][0]["activities"]
        return next(str(entry["state"]) for entry in activities if entry["id"] == "IV.2")

    assert state("--today", "31/01/2026") == "open"  # due on the month's last day
    assert state("--today", "01/02/2026") == "overdue"
    file.write_text(file.read_text("utf-8") + "reported_on: 20/01/2026\n", "utf-8")
    assert state() == "open"


@pytest.mark.parametrize(("issued_on", "state"), [("10/01/2026", "done"), ("2026-01-11", "late")])
def test_the_agencys_own_plan(issued_on: str, state: str, tmp_path: Path, cchc: Cchc) -> None:
    file = write(tmp_path, f"{METRIC}: 90%", more=f"agency_plan:\n  issued_on: {issued_on}\n")
    outcome = cchc("check", file, "--format", "json")
    [submission] = json.loads(outcome.out)["submissions"]
    assert [duty["state"] for duty in submission["obligations"]] == [state]
    late = [d for d in submission["diagnostics"] if d["code"] == "agency-plan-late"]
    assert len(late) == (state == "late")


def test_every_status_appears_in_the_examples(cchc: Cchc) -> None:
    seen = set()
    for file in (ROOT / "examples").glob("*.yaml"):
        outcome = cchc("check", file, "--format", "json")
        summary = json.loads(outcome.out)["submissions"][0]["summary"]
        seen |= {status for status, count in summary.items() if count}
    assert seen == {
        "pass",
        "fail",
        "missing",
        "invalid",
        "none_arising",
        "not_due",
        "not_applicable",
    }


@pytest.mark.parametrize(
    "file", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda file: file.name
)
def test_an_example_ends_as_it_says(file: Path, cchc: Cchc) -> None:
    text = file.read_text("utf-8")
    assert "minh họa" in text
    [wanted] = [line for line in text.splitlines() if line.startswith("# exit: ")]
    assert cchc("check", file).status == int(wanted.removeprefix("# exit: "))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_example_says_the_same_as_a_table(suffix: str, cchc: Cchc) -> None:
    def results(file: Path) -> list[dict[str, object]]:
        outcome = cchc("check", file, "--format", "json")
        assert outcome.status == 0
        (submission,) = json.loads(outcome.out)["submissions"]
        assert submission["diagnostics"] == []
        places = ("line", "column", "sheet", "cell")
        entries = submission["results"] + submission["activities"] + submission["obligations"]
        return [{key: entry[key] for key in entry if key not in places} for entry in entries]

    written = ROOT / "examples" / "agency.yaml"
    assert results(written.with_suffix(f".{suffix}")) == results(written)


def test_the_published_figure_of_2025(cchc: Cchc) -> None:
    file = ROOT / "examples" / "six-months-2025.yaml"
    found = result(cchc, file, "ke-hoach-dao-tao")
    assert (found["numerator"], found["denominator"], found["value"]) == ("31", "75", "41.33")
    assert "41,33%" in cchc("check", file).out


def test_notes_and_names_from_a_file_stay_text(tmp_path: Path, cchc: Cchc) -> None:
    note = r'"[bold red]x[/] \e]0;title\a \u202e"'
    file = write(tmp_path, f"{METRIC}: {{value: 79, note: {note}}}")
    out = cchc("check", file).out
    assert r"[bold red]x[/] \x1b]0;title\x07 \u202e" in " ".join(out.split())
    assert "\x1b" not in out
    assert "\u202e" not in out
    document = cchc("check", file, "--format", "json").out
    assert not {"\x1b", "\u202e"} & set(document)
    [found] = [
        entry
        for entry in json.loads(document)["submissions"][0]["results"]
        if entry["target"] == TARGET
    ]
    assert found["note"] == "[bold red]x[/] \x1b]0;title\x07 \u202e"


def test_another_plan(tmp_path: Path, plan: Plan, cchc: Cchc) -> None:
    text = (ROOT / "plan_2026.yaml").read_text("utf-8")
    stricter = tmp_path / "plan.yaml"
    before, after = text.split(f"metric: {METRIC}\n", 1)
    stricter.write_text(
        before + f"metric: {METRIC}\n" + after.replace("value: 80,", "value: 95,", 1), "utf-8"
    )
    file = write(tmp_path, f"{METRIC}: 90%")
    assert result(cchc, file, TARGET)["status"] == "pass"
    for _ in range(2):  # parsed, then compiled
        assert result(cchc, file, TARGET, "--plan", str(stricter))["status"] == "fail"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_that_editors_count(sign: str, tmp_path: Path, cchc: Cchc) -> None:
    metrics = f"hai_long_tthc: {{value: 92%, note: a{sign}b}}\n  {METRIC}: nhiều"
    file = write(tmp_path, metrics, period=f"Quý I/2026 # a{sign}b")
    outcome = cchc("check", file, "--lang", "en")
    lines = outcome.out.splitlines()
    at = next(number for number, line in enumerate(lines) if f"{file}:5:30:" in line)
    shown = next(number for number in range(at + 1, len(lines)) if METRIC in lines[number])
    assert lines[shown].strip() == f"{METRIC}: nhiều"
    assert lines[shown + 1].index("^") == lines[shown].index("nhiều")
    annotated = cchc("check", file, "--format", "github", "--lang", "en").out
    assert ",line=5,col=30,title=Invalid" in annotated


def test_a_line_for_each_file_names_cells_and_sheets_as_they_are(
    tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "a.xlsx"
    described = ROOT / "tests" / "cases" / "xlsx-merged-figures" / "workbook.yaml"
    file.write_bytes(workbooks.build(described.read_text("utf-8")))
    assert " Ô B5 trang “Số liệu”: ô gộp B5:B6 che ô số liệu [merged-cells]\n" in (
        cchc("check", file, "-q").out
    )
    assert " Cell B5 of sheet “Số liệu”: " in cchc("check", file, "-q", "--lang", "en").out
