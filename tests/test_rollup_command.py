"""`cchc rollup` as the province's officers meet it, and the programs that read what it writes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from checking import as_printed
from conftest import ROOT, Cchc, Outcome
from rich.cells import cell_len
from tiny_plan import PROVINCE_TEXT

FORMATS = ("table", "json", "markdown", "csv")
JSON = ("--format", "json")

# The first quarter.  In time; two days late; before the data close; without a day; two files of
# one commune; and two communes that are silent.
QUARTER = {
    "hai.yaml": "agency: so-hai\nreported_on: 10/03/2026\n"
    "metrics:\n  dung_han: 900/1000\n  so_hoa: 95/100\n  khieu_nai: 5/100\n",
    "mot.yaml": "agency: so-mot\nreported_on: 13/03/2026\n"
    "metrics:\n  dung_han: 1/2\n  so_hoa: 90%\n  khieu_nai: 5/100\n  sai_sot: 12\n",
    "xa/tan-an.yaml": "agency: xa-tan-an\nreported_on: 08/03/2026\n"
    "metrics:\n  dung_han: 40/50\n  so_hoa: 80/100\n  khieu_nai: 1/100\n"
    "  cong_khai: có\n  niem_yet: 1/1\n",
    "xa/phuong.yaml": "agency: phuong-tan-an\n"
    "metrics:\n  dung_han: 79\n  so_hoa: 70/100\n  cong_khai: không\n  niem_yet: 0/1\n",
    "xa/ta-hoc.yaml": "agency: xa-ta-hoc\nreported_on: 09/03/2026\nmetrics:\n  dung_han: 1/1\n",
    "xa/ta-hoc-2.yaml": "agency: xa-ta-hoc\nreported_on: 10/03/2026\nmetrics:\n  dung_han: 10/10\n",
}
SILENT = ["xa-ta-hoc", "xa-ta-hoc-hai", "phuong-dong-da"]


def put(folder: Path, files: dict[str, str], period: str = "Q1/2026") -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"period: {period}\n{text}", "utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PROVINCE_TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def quarter(here: Path) -> Path:
    return put(here / "2026-Q1", QUARTER)


@pytest.fixture
def rollup(here: Path, cchc: Cchc) -> Cchc:
    """`cchc rollup` against the tiny plan."""

    def call(*arguments: str | Path) -> Outcome:
        return cchc("rollup", "--plan", here / "plan.yaml", *arguments)

    return call


def document(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome.out)
    assert found["schema"] == "cchc.rollup/1"
    assert found["exit_status"] == outcome.status
    return found


def codes(error: str) -> list[str]:
    return re.findall(r"\[([a-z-]+)\]$", error, re.MULTILINE)


# JSON


def test_the_head_of_the_document(quarter: Path, rollup: Cchc) -> None:
    outcome = rollup("2026-Q1", "--period", "Quý I/2026", *JSON)
    found = document(outcome)
    assert found["plan"].pop("sha256")
    assert found["plan"] == {"id": "thu-2026", "decision": "1/QĐ-THỬ", "year": 2026}
    assert (found["period"], found["day"]) == ("2026-Q1", "2026-03-11")
    assert found["submitted"] == {
        "on_time": 1,
        "late": 1,
        "early": 1,
        "undated": 1,
        "silent": 2,
        "conflict": 1,
    }
    assert {status: count for status, count in found["reached"].items() if count} == {
        "pass": 1,
        "fail": 3,
        "undecided": 3,
        "not_due": 2,
    }
    assert outcome.status == 3  # two files of one commune
    assert found["earlier"] == found["changes"] == found["impossible"] == []


FIGURES = ("basis", "status", "value", "numerator", "denominator", "low", "high", "assumed")


@pytest.mark.parametrize(
    ("target", "figures"),
    [
        # 900 + 1 + 40 of 1000 + 2 + 50.  Three communes of 50, like the one that is known, are
        # missing; the 79% alone weighs as much, 39.5 of 50: 980.5 of 1252, or 1130.5.
        ("dung-han", ("sum", "undecided", "88.97", "980.5", "1102", "78.31", "90.30", True)),
        # 95 of 100, and 90% of as many
        ("so-hoa-so", ("sum", "pass", "92.50", "185", "200", "92.50", "92.50", True)),
        # 150 of 200, and three communes of 100
        ("so-hoa-xa", ("sum", "undecided", "75.00", "150", "200", "30.00", "90.00", True)),
        # 11 of 300, and four communes of 100: 11 of 700, or 411
        ("khieu-nai", ("sum", "undecided", "3.67", "11", "300", "1.57", "58.71", True)),
        ("thanh-lap", ("lead", "not_due", None, None, None, None, None, False)),
        ("sai-sot", ("lead", "fail", "12", None, None, None, None, False)),
        ("thu-ngan-sach", ("lead", "not_due", None, None, None, None, None, False)),
        ("cong-khai", ("agencies", "fail", "20.00", "1", "5", "20.00", "80.00", False)),
        ("niem-yet", ("agencies", "fail", "20.00", "1", "5", "20.00", "80.00", False)),
    ],
)
def test_what_the_province_reaches(
    target: str, figures: tuple[object, ...], quarter: Path, rollup: Cchc
) -> None:
    totals = document(rollup("2026-Q1", *JSON))["totals"]
    (found,) = (total for total in totals if total["target"] == target)
    assert tuple(found[name] for name in FIGURES) == figures


def test_what_isnt_known_is_named(quarter: Path, rollup: Cchc) -> None:
    totals = {one["target"]: one for one in document(rollup("2026-Q1", *JSON))["totals"]}
    assert sorted(totals["dung-han"]["unknown"]) == sorted([*SILENT, "phuong-tan-an"])
    assert sorted(totals["niem-yet"]["unknown"]) == sorted(SILENT)
    assert totals["dung-han"]["agencies"] == {"missing": 3, "fail": 2, "pass": 2}
    assert totals["niem-yet"]["threshold"] == {"op": ">=", "value": "100", "unit": "%"}
    assert totals["niem-yet"]["source"] == {"section": "II.1", "item": 8, "clause": None}


def test_every_agency_stands_with_each_of_its_targets(quarter: Path, rollup: Cchc) -> None:
    agencies = document(rollup("2026-Q1", *JSON))["agencies"]
    assert [
        (one["agency"]["id"], one["timing"], one["days_late"], one["verdict"]) for one in agencies
    ] == [
        ("xa-ta-hoc", "conflict", 0, None),
        ("xa-ta-hoc-hai", "silent", 0, None),
        ("phuong-dong-da", "silent", 0, None),
        ("phuong-tan-an", "undated", 0, "fail"),
        ("so-mot", "late", 2, "fail"),
        ("so-hai", "on_time", 0, "pass"),
        ("xa-tan-an", "early", 0, "pass"),
    ]
    assert [len(one["results"]) for one in agencies] == [5, 5, 5, 5, 6, 3, 5]
    assert [len(one["files"]) for one in agencies] == [2, 0, 0, 1, 1, 1, 1]
    (share,) = (one for one in agencies[3]["results"] if one["target"] == "dung-han")
    assert share == {
        "target": "dung-han",
        "status": "fail",
        "value": "79.00",
        "numerator": None,
        "estimate": None,
        "denominator": None,
        "line": 4,
        "column": 13,
        "sheet": None,
        "cell": None,
    }


def test_activities_by_lead(quarter: Path, rollup: Cchc) -> None:
    def states(*options: str) -> list[tuple[str, str, str]]:
        return [
            (one["agency"], one["id"], one["due_on"])
            for one in document(rollup("2026-Q1", *JSON, *options))["activities"]
            if one["state"] == "not_reported"
        ]

    past = [("so-mot", "I.1", "2026-02-28"), ("so-mot", "I.3", "2026-01-31")]
    assert states() == [*past, ("so-mot", "I.3", "2026-02-28")]
    later = states("--today", "01/04/2026")
    assert ("so-hai", "I.2", "2026-03-31") in later  # due on the last day before
    assert ("so-mot", "I.3", "2026-03-31") in later
    assert len(later) == 3 + 3


@pytest.mark.parametrize("options", [(), ("--latest",)])
@pytest.mark.parametrize("format", FORMATS)
def test_the_number_of_jobs_changes_nothing(
    format: str, options: tuple[str, ...], quarter: Path, rollup: Cchc
) -> None:
    alone, two = (
        rollup("2026-Q1", "--format", format, "--jobs", jobs, *options) for jobs in ("1", "2")
    )
    assert alone.out
    assert two == alone


def test_the_latest_of_two(quarter: Path, rollup: Cchc) -> None:
    outcome = rollup("2026-Q1", "--latest", *JSON)
    found = document(outcome)
    assert (found["conflicts"], outcome.status) == ([], 1)
    old, new = (str(Path("2026-Q1/xa") / name) for name in ("ta-hoc.yaml", "ta-hoc-2.yaml"))
    assert found["superseded"] == [{"file": old, "by": new}]
    (total,) = (one for one in found["totals"] if one["target"] == "dung-han")
    assert (total["numerator"], total["denominator"]) == (
        "974.7",
        "1092",
    )  # with 10 of 10, and so 79% of 30
    for format in ("table", "markdown"):
        assert old in rollup("2026-Q1", "--latest", "--format", format).out


# The period


def test_the_only_period_is_the_one(quarter: Path, rollup: Cchc) -> None:
    assert document(rollup("2026-Q1", *JSON))["period"] == "2026-Q1"


def test_of_several_periods_one_has_to_be_named(quarter: Path, rollup: Cchc) -> None:
    put(quarter, {"year.yaml": QUARTER["hai.yaml"]}, "Năm 2026")
    outcome = rollup("2026-Q1")
    assert (outcome.status, outcome.out) == (2, "")
    assert "không rõ tổng hợp kỳ nào; các kỳ: 2026-Q1, 2026-Y [usage-which-period]" in outcome.err
    assert "Ghi một trong các kỳ đó sau --period." in outcome.err
    found = document(rollup("2026-Q1", "--period", "Q1/2026", *JSON))
    assert [one["period"] for one in found["elsewhere"]] == ["2026-Y"]
    assert found["submitted"]["on_time"] == 1
    assert document(rollup("2026-Q1", "--period", "2026-Y", *JSON))["submitted"]["silent"] == 6


def test_without_a_readable_report_the_first_ones_error_is_told(here: Path, rollup: Cchc) -> None:
    put(here / "d", {"broken.yaml": "agency: [\n"})
    outcome = rollup("d", "--lang", "en")
    assert (outcome.status, outcome.out) == (3, "")
    assert (
        "broken.yaml:3:1: error: the indentation doesn't match line 2 [yaml-indent]" in outcome.err
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["2026-Q1", "--period", "Q2/2026"], "usage-unknown-period"),
        (["2026-Q1", "--today", "31/02/2026"], "usage-no-such-date"),
        (["2026-Q1", "--format", "pdf"], "usage-unknown-choice"),
        (["2026-Q1", "--previous", "empty"], "usage-empty-folder"),
        (["2026-Q1", "--previous", "*.csv"], "usage-no-match"),
        (["2026-Q1", ""], "usage-option-value"),
        (["empty"], "usage-empty-folder"),
        (["nothing/*"], "usage-no-match"),
        ([], "usage-missing-argument"),
    ],
)
def test_wrong_command_lines(arguments: list[str], code: str, quarter: Path, rollup: Cchc) -> None:
    (quarter.parent / "empty").mkdir()
    outcome = rollup(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert codes(outcome.err) == [code]


# Earlier periods

HALF = {
    "hai.yaml": "agency: so-hai\nmetrics:\n  dung_han: 790/1000\n  so_hoa: 96/100\n"
    "  khieu_nai: 5/100\n",
    "mot.yaml": "agency: so-mot\nmetrics:\n  dung_han: 8/10\n  so_hoa: 90%\n  khieu_nai: 5/100\n"
    "  sai_sot: 9\n",
}


@pytest.fixture
def half(quarter: Path) -> Path:
    return put(quarter.parent / "2026-H1", HALF, "6 tháng/2026")


def changes(found: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            one["agency"],
            one["target"],
            one["before"]["value"],
            one["after"]["value"],
            one["direction"],
            one["newly"],
        )
        for one in found["changes"]
    ]


CHANGES = {
    ("so-hai", "dung-han", "90.00", "79.00", "fell", "failing"),
    ("so-hai", "so-hoa-so", "95.00", "96.00", "rose", None),
    ("so-mot", "dung-han", "50.00", "80.00", "rose", "passing"),
    ("so-mot", "sai-sot", "12", "9", "fell", "passing"),
}


def test_the_folder_beside_is_the_period_before(half: Path, rollup: Cchc) -> None:
    found = document(rollup("2026-H1", *JSON))
    assert [one["period"] for one in found["earlier"]] == ["2026-Q1"]
    assert found["earlier"][0]["submitted"]["conflict"] == 1
    assert set(changes(found)) == CHANGES
    # From 900 to 790 dossiers since the same day; the other counts only grew.
    assert found["impossible"] == [
        {
            "agency": "so-hai",
            "metric": "dung_han",
            "part": "numerator",
            "before": "900",
            "after": "790",
            "earlier": str(Path("2026-Q1/hai.yaml")),
            "later": str(Path("2026-H1/hai.yaml")),
            "earlier_at": found["impossible"][0]["earlier_at"],
            "later_at": found["impossible"][0]["later_at"],
        }
    ]
    for side in ("earlier", "later"):
        [fall] = found["impossible"]
        lines = Path(fall[side]).read_text("utf-8").splitlines()
        assert "dung_han" in lines[fall[f"{side}_at"]["line"] - 1]


@pytest.mark.parametrize("name", ["Q1-2026", "quy I 2026", "elsewhere"])
def test_the_folder_before_may_be_given(name: str, half: Path, rollup: Cchc) -> None:
    (half.parent / "2026-Q1").rename(half.parent / "apart")
    (half.parent / "below").mkdir()
    (half.parent / "apart").rename(half.parent / "below" / name)
    assert document(rollup("2026-H1", *JSON))["earlier"] == []
    found = document(rollup("2026-H1", "--previous", Path("below") / name, *JSON))
    assert set(changes(found)) == CHANGES


def test_earlier_reports_from_standard_input(
    half: Path, monkeypatch: pytest.MonkeyPatch, rollup: Cchc
) -> None:
    content = f"period: Q1/2026\n{QUARTER['mot.yaml']}".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = document(rollup("2026-H1", "--previous", "-", "--jobs", "2", *JSON))
    assert set(changes(found)) == {change for change in CHANGES if change[0] == "so-mot"}


def test_from_within_the_folder(half: Path, monkeypatch: pytest.MonkeyPatch, rollup: Cchc) -> None:
    monkeypatch.chdir(half)
    assert set(changes(document(rollup(".", *JSON)))) == CHANGES


def test_earlier_reports_in_the_same_folder(half: Path, rollup: Cchc) -> None:
    both = ("2026-H1", "2026-Q1", "--period", "6 tháng/2026")
    assert set(changes(document(rollup(*both, *JSON)))) == CHANGES


def test_earlier_reports_in_folders_below(half: Path, rollup: Cchc) -> None:
    for name in ("hai.yaml", "mot.yaml"):
        (half.parent / "2026-Q1" / name).rename(half.parent / "2026-Q1" / "xa" / name)
    assert set(changes(document(rollup("2026-H1", *JSON)))) == CHANGES


@pytest.mark.parametrize("name", [".hidden.yaml", "~$hai.xlsx", "note.docx", "deep/er/.x.yaml"])
def test_a_folder_beside_without_reports_is_none(name: str, here: Path, rollup: Cchc) -> None:
    put(here / "2026-H1", HALF, "6 tháng/2026")
    put(here / "2026-Q1", {name: QUARTER["hai.yaml"]})
    outcome = rollup("2026-H1", *JSON)
    assert document(outcome)["earlier"] == []
    assert outcome.status == 1


def test_earlier_files_that_cannot_be_read_change_nothing(here: Path, rollup: Cchc) -> None:
    put(here / "2026-H1", HALF, "6 tháng/2026")
    alone = rollup("2026-H1", *JSON)
    put(here / "2026-Q1", {"broken.yaml": "agency: [\n", "b.csv": "x;y\n"})
    (here / "2026-Q1" / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    beside = rollup("2026-H1", *JSON)
    assert (alone.status, beside.status) == (1, 1)
    found, before = document(beside), document(alone)
    unread = [str(Path("2026-Q1") / name) for name in ("b.csv", "broken.yaml", "old.xls")]
    assert (before.pop("unused"), found.pop("unused")) == ([], unread)
    assert found == before


def test_a_folder_above_that_cannot_be_listed_changes_nothing(
    half: Path, monkeypatch: pytest.MonkeyPatch, rollup: Cchc
) -> None:
    listed = os.listdir

    def listdir(path: str) -> list[str]:
        if Path(path).resolve() == half.parent.resolve():
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "listdir", listdir)
    assert document(rollup("2026-H1", *JSON))["earlier"] == []


# The table


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_over_80_columns(lang: str, half: Path, rollup: Cchc) -> None:
    for folder in ("2026-Q1", "2026-H1"):
        out = rollup(folder, "--lang", lang).out
        assert [line for line in out.splitlines() if cell_len(line) > 80] == []
        assert "\x1b" not in out


def test_the_words_of_the_table(half: Path, rollup: Cchc) -> None:
    out = rollup("2026-Q1").out
    first, day, _, submitted, more, *_ = out.splitlines()
    assert first == "Quý I (2026-Q1) toàn tỉnh · Quyết định 1/QĐ-THỬ"
    assert day == "Ngày đối chiếu: 11/03/2026."
    assert f"{submitted} {more}".startswith(
        "Đã nộp: 4/7 cơ quan (1 đúng hạn, 1 nộp muộn, 1 nộp trước khi chốt số liệu, 1 không ghi "
        "ngày báo cáo, 2 chưa nộp, 1 nộp trùng)."
    )
    flat = " ".join(out.split())
    for words in (
        "Chỉ tiêu toàn tỉnh: 9 (1 đạt, 3 không đạt, 3 chưa xác định, 2 chưa đến hạn).",
        "Chưa nộp báo cáo (2) Xã Tạ Hộc; Phường Đống Đa",
        "Nộp muộn (1) Sở Một (2 ngày)",
        "Ngày báo cáo trước ngày chốt số liệu 09/03/2026 (1) Xã Tân An",
        f"- Xã Tà Hộc: {Path('2026-Q1/xa/ta-hoc-2.yaml')}; {Path('2026-Q1/xa/ta-hoc.yaml')}",
        "≈ 88,97%",
        "≈ 78,31–90,30%",
        "980,5/1.102",
        "Chỉ báo tỷ lệ, cần bổ sung tử số và mẫu số:",
        "Chưa xác định: đạt hay không còn tùy vào số liệu chưa có.",
        "xếp từ nhiều đến ít (2)",
        "Phường Tân An 5/5 5",
        "Sở Một 2/6 2",
        # One output of I.1 and two months of I.3 are past.  Ahead lie its other output, ten months,
        # I.2 of two departments, and two halves of the year for each of five communes.
        "chủ trì 3 QUÁ HẠN, chưa báo cáo; 23 chưa xong - Sở Một: I.1 Kế hoạch: QUÁ HẠN 28/02/2026,",
        "Kế hoạch của cơ quan: 7 QUÁ HẠN, chưa báo cáo.",
    ):
        assert words in flat, words


def test_the_words_of_the_table_in_english(half: Path, rollup: Cchc) -> None:
    flat = " ".join(rollup("2026-H1", "--lang", "en").out.split())
    for words in (
        "Half-year (2026-H1), whole province · Decision 1/QĐ-THỬ",
        "Submitted: 2 of 7 agencies (2 without a day, 5 not submitted).",
        "Against the period before: First quarter (2026-Q1)",
        "2 figures rose, 2 fell; 1 target newly fails, 2 newly pass.",
        "- In time: Sở Hai (90.00% → 79.00%)",
        "- Sở Hai: Dossiers in time: 900, then 790",
    ):
        assert words in flat, words


def test_what_nobody_has_to_mend_has_no_empty_table(here: Path, rollup: Cchc) -> None:
    put(here / "d", {"hai.yaml": QUARTER["hai.yaml"]})
    flat = " ".join(rollup("d", "--lang", "en").out.split())
    assert "the worst first (0) Activities by lead" in flat


def test_in_a_code_page_without_vietnamese(quarter: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cchc", "rollup", "2026-Q1", "--plan", "plan.yaml"],
        cwd=quarter.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (3, b"")
    assert run.stdout.startswith(b"Quy I (2026-Q1) toan tinh - Quyet dinh 1/QD-THU")


# CSV


def rows(outcome: Outcome) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(outcome.out), strict=True))


def test_csv_has_a_row_for_each_agency_and_target(quarter: Path, rollup: Cchc) -> None:
    found = rows(rollup("2026-Q1", "--format", "csv"))
    assert len(found) == 6 + 3 + 5 * 5
    assert len({(row["agency"], row["target"]) for row in found}) == len(found)
    assert not [row for row in found if None in row or None in row.values()]
    (row,) = (r for r in found if (r["agency"], r["target"]) == ("so-mot", "dung-han"))
    assert row == {
        "period": "2026-Q1",
        "agency": "so-mot",
        "name": "Sở Một",
        "kind": "department",
        "timing": "late",
        "reported_on": "2026-03-13",
        "target": "dung-han",
        "metric": "dung_han",
        "field": "cong-viec",
        "section": "II.1",
        "item": "1",
        "clause": "",
        "status": "fail",
        "value": "50.00",
        "numerator": "1",
        "denominator": "2",
        "op": ">=",
        "threshold": "80",
        "unit": "%",
        "file": str(Path("2026-Q1/mot.yaml")),
        "line": "5",
        "column": "13",
        "sheet": "",
        "cell": "",
        "note": "",
    }
    silent = [row for row in found if row["agency"] == "phuong-dong-da"]
    assert {(row["timing"], row["status"], row["value"]) for row in silent} == {
        ("silent", "missing", "")
    }


@pytest.mark.parametrize(
    "note",
    [
        "=HYPERLINK(0)",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1+1",
        "＝1+1",
        "x;=1+1",
        "x; @SUM(A1)",
        "x\n=1+1",
        "x\t=1+1",
        'x";=1+1',
    ],
)
def test_a_note_is_no_formula_wherever_cells_part(note: str, here: Path, rollup: Cchc) -> None:
    written = json.dumps(note)  # is YAML as well
    text = f"agency: so-hai\nmetrics:\n  dung_han: {{value: 81, note: {written}}}\n"
    put(here / "d", {"=1+1.yaml": text})
    outcome = rollup("d", "--format", "csv", "--period", "Q1/2026")
    for delimiter in (",", ";", "\t"):
        for line in csv.reader(io.StringIO(outcome.out), delimiter=delimiter):
            for cell in line:
                start = cell.lstrip(' "')
                assert not start.startswith(("=", "+", "@", "＝")) or cell in (">=", "==")
                assert not re.match(r"-(?!\d+(\.\d+)?$)", start), cell
    (row,) = (r for r in rows(outcome) if r["note"])
    assert row["note"].replace("'", "") == note


def test_csv_does_nothing_to_a_terminal(here: Path, rollup: Cchc) -> None:
    text = 'agency: so-hai\nmetrics:\n  dung_han: {value: 81, note: "\\e[31m\\u202e\\u00a0đỏ"}\n'
    put(here / "d", {"a.yaml": text})
    outcome = rollup("d", "--format", "csv")
    assert not {"\x1b", "\u202e"} & set(outcome.out)
    assert "\\x1b[31m\\u202e\u00a0đỏ" in outcome.out


# Markdown

EVIL = (
    "| `x` <script>alert(1)</script> <img src=x> @user https://evil.vn www.evil.vn [a](b) **b** "
    "~~s~~ &amp; <https://evil.vn> ![i](j) \\| \\"
)


def rendered(text: str) -> str:
    markdown = pytest.importorskip("markdown_it")
    html: str = markdown.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return html


def test_markdown_is_tables_and_lists(half: Path, rollup: Cchc) -> None:
    html = rendered(rollup("2026-Q1", "--format", "markdown").out)
    assert html.startswith("<h1>Quý I (2026-Q1) toàn tỉnh · Quyết định 1/QĐ-THỬ</h1>")
    totals, agencies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    assert [row.count("<td>") for row in totals.split("</tr>")[:-1]] == [6] * 9
    assert "<td>≈ 88,97%<br>980,5/1.102<br>≈ 78,31–90,30%</td>" in totals
    assert re.findall(r"<td>(.*?)</td>", agencies) == [
        "Phường Tân An",
        "5",
        "5",
        "Sở Một",
        "2",
        "2",
    ]
    for words in (
        "<h2>Chưa nộp báo cáo (2)</h2>\n<p>Xã Tạ Hộc; Phường Đống Đa</p>",
        "<h2>Nộp muộn (1)</h2>\n<p>Sở Một (2 ngày)</p>",
        "<h2>Ngày báo cáo trước ngày chốt số liệu 09/03/2026 (1)</h2>\n<p>Xã Tân An</p>",
        "<li>Sở Một: I.1 Kế hoạch: QUÁ HẠN 28/02/2026, chưa báo cáo</li>",
    ):
        assert words in html, words
    html = rendered(rollup("2026-H1", "--format", "markdown").out)
    assert "<li>Đúng hạn: Sở Hai (90,00% → 79,00%)</li>" in html
    assert "900 rồi 790" in html


def test_nothing_in_a_file_acts_in_markdown(here: Path, rollup: Cchc) -> None:
    name = "a`b``c|d@user<script>[x](y) www.evil.vn.yaml" if os.name != "nt" else "a`b @user.yaml"
    put(here / "d", {name: f"agency: {json.dumps(EVIL)}\nmetrics:\n  dung_han: 1\n"})
    put(here / "d", {"b.yaml": f"agency: so-hai\nmetrics:\n  {json.dumps(EVIL)}: 1\n"})
    out = rollup("d", "--format", "markdown", "--period", "Q1/2026").out
    html = rendered(out)
    outside = re.sub(r"<code>.*?</code>", "", html)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {
        *("h1", "h2", "p", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td", "br")
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in outside
    assert "https://evil.vn" in outside  # as it is read, though no link
    assert not re.search(r"https?://|www\.", re.sub(r"(`+) .*? \1", "", out))
    assert not re.search(r"@\w", outside)
    assert "&amp;amp;" in outside
    if os.name != "nt":
        assert "<code>d/a`b``c∣d@user&lt;script&gt;[x](y) www.evil.vn.yaml</code>" in html


# Files


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.json", "json"), ("a.MD", "markdown"), ("a.csv", "csv"), ("a.txt", "table")],
)
def test_the_suffix_tells_the_format(name: str, format: str, quarter: Path, rollup: Cchc) -> None:
    printed = rollup("2026-Q1", "--format", format)
    saved = rollup("2026-Q1", "-o", name)
    assert (saved.status, saved.out) == (printed.status, "") == (3, "")
    assert name in saved.err
    assert as_printed(quarter.parent / name) == printed.out


def test_a_format_named_outranks_the_suffix(quarter: Path, rollup: Cchc) -> None:
    rollup("2026-Q1", "-o", "a.txt", "--format", "json")
    assert json.loads((quarter.parent / "a.txt").read_text("utf-8"))["schema"] == "cchc.rollup/1"


def test_a_file_is_not_overwritten_unasked(quarter: Path, rollup: Cchc) -> None:
    file = quarter.parent / "a.xlsx"
    file.write_text("mine", "utf-8")
    outcome = rollup("2026-Q1", "-o", "a.xlsx")
    assert (outcome.status, codes(outcome.err)) == (2, ["usage-file-exists"])
    assert file.read_text("utf-8") == "mine"
    assert rollup("2026-Q1", "-o", "a.xlsx", "--force").status == 3
    assert file.read_bytes().startswith(b"PK")
    assert rollup("2026-Q1", "-o", "a.csv").status == 3
    assert rollup("2026-Q1", "-o", "a.csv").status == 3  # made anew


@pytest.mark.parametrize("name", ["2026-Q1/r.csv", "2026-Q1/x/../r.CSV", "2025-Y/r.csv"])
def test_a_rollup_never_lies_among_submissions(name: str, quarter: Path, rollup: Cchc) -> None:
    for folder in ("2026-Q1/x", "2025-Y"):
        (quarter.parent / folder).mkdir(exist_ok=True)
    (quarter.parent / name).write_text("mine", "utf-8")
    outcome = rollup("2026-Q1", "--previous", "2025-Y", "-o", name, "--force")
    assert (outcome.status, outcome.out, codes(outcome.err)) == (2, "", ["usage-output-checked"])
    assert (quarter.parent / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.pdf", "usage-unknown-suffix"),
        ("a", "usage-unknown-suffix"),
        ("no/folder/a.csv", "usage-no-folder"),
        ("", "usage-option-value"),
    ],
)
def test_files_that_cannot_be(name: str, code: str, quarter: Path, rollup: Cchc) -> None:
    outcome = rollup("2026-Q1", "-o", name)
    assert (outcome.status, outcome.out, codes(outcome.err)) == (2, "", [code])


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text here")
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_that_is_no_text(format: str, here: Path, rollup: Cchc) -> None:
    for code, text in ((0xDCFF, QUARTER["hai.yaml"]), (0xDCFE, "agency: nobody\n")):
        put(here / "d", {f"{chr(code)}.yaml": text})
    outcome = rollup("d", "--period", "Q1/2026", "-o", "out", "--format", format)
    assert outcome.status == 3
    shown = "\\udcff" if format == "csv" else "\\udcfe"  # which has no rows of its own
    assert shown in (here / "out").read_text("utf-8")
