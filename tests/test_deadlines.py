"""`cchc deadlines`: what falls due when, read off the decision by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Cchc

TODAY = ("--today", "15/01/2026")

JANUARY = [
    ("2026-01-10", "agency-plan", "agency_plan"),
    ("2026-01-31", "I.1", "month"),
    ("2026-01-31", "II.1", "month"),
    ("2026-01-31", "II.2", "month"),
    ("2026-01-31", "II.4", "month"),
    ("2026-01-31", "II.5", "month"),
    ("2026-01-31", "III.8", "monthly"),
    ("2026-01-31", "IV.2", "month"),
    ("2026-01-31", "IV.3", "month"),
    ("2026-01-31", "V.2", "month"),
]
ONGOING = ["II.6", "III.1", "III.6", "III.7", "V.1", "V.3", "VII.3", "VIII.2"]
EVENTS = ["I.5", "I.6", "II.3", "III.3", "III.5", "VI.1", "VI.7"]
DUTIES = ["bao-cao-cchc-cua-tinh", "bao-cao-trung-tam"]


def document(cchc: Cchc, *options: str | Path) -> dict[str, Any]:
    outcome = cchc("deadlines", "--format", "json", *TODAY, *options)
    assert outcome.status == 0
    return dict(json.loads(outcome.out))


def days(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(item["due_on"], item["id"], item["kind"]) for item in found["items"]]


def test_january(cchc: Cchc) -> None:
    found = document(cchc, "--month", "01/2026")
    assert (found["schema"], found["from"], found["to"]) == (
        "cchc.deadlines/1",
        "2026-01-01",
        "2026-01-31",
    )
    assert days(found) == JANUARY
    assert found["ongoing"] == ONGOING
    assert found["events"] == EVENTS + DUTIES
    decree = found["items"][3]
    assert decree["lead"] == ["so-tu-phap"]
    assert decree["output"] == "Quyết định của Chủ tịch UBND tỉnh"


def test_march_has_the_quarter_the_report_and_the_closing_of_data(cchc: Cchc) -> None:
    found = days(document(cchc, "--month", "3/2026"))
    assert found == [
        ("2026-03-09", "data-2026-Q1", "data"),
        ("2026-03-11", "report-2026-Q1", "report"),
        ("2026-03-11", "I.1", "reporting"),
        ("2026-03-11", "bao-cao-linh-vuc-2026-Q1", "reporting"),
        ("2026-03-31", "III.2", "quarter"),  # the province's plan, and each agency's own
        ("2026-03-31", "III.2", "quarter"),
        ("2026-03-31", "III.4", "quarter"),
        ("2026-03-31", "III.8", "monthly"),
        ("2026-03-31", "III.9", "quarterly"),
        ("2026-03-31", "IV.1", "quarter"),
        ("2026-03-31", "VI.1", "quarter"),
        ("2026-03-31", "VII.10", "quarter"),
        ("2026-03-31", "VIII.1", "quarter"),
        ("2026-03-31", "VIII.4", "quarter"),
    ]


def test_thirteen_entries_of_the_year_fall_on_weekends(cchc: Cchc) -> None:
    items = document(cchc, "--from", "01/01/2026", "--to", "31/12/2026")["items"]
    weekends = Counter(item["due_on"] for item in items if item["weekday"] > 5)
    # By the calendar of 2026: Saturdays but for Sunday, 31 May.
    assert weekends == {
        "2026-01-10": 1, "2026-01-31": 9, "2026-02-28": 1, "2026-05-31": 1, "2026-10-31": 1,
    }  # fmt: skip
    assert {item["weekday"] for item in items if item["due_on"] == "2026-05-31"} == {7}


@pytest.mark.parametrize("written", ["I/2026", "Q1/2026", "Quý I/2026", "1/2026", "2026-Q1"])
def test_a_quarter_is_its_three_months(written: str, cchc: Cchc) -> None:
    quarter = document(cchc, "--quarter", written)
    months = [document(cchc, "--month", f"0{month}/2026") for month in (1, 2, 3)]
    assert (quarter["from"], quarter["to"]) == ("2026-01-01", "2026-03-31")
    assert quarter["items"] == [item for month in months for item in month["items"]]


def test_the_whole_year_has_every_occurrence(cchc: Cchc) -> None:
    found = document(cchc, "--from", "01/01/2026", "--to", "2026-12-31")
    ids = [item["id"] for item in found["items"]]
    assert ids.count("III.8") == 12
    assert ids.count("I.7") == 2
    assert ids.count("I.1") == 5  # the decision, and a report with each of the four
    assert len([id for id in ids if id.startswith("report-")]) == 4
    assert len([id for id in ids if id.startswith("data-")]) == 4
    everything = set(ids) | set(found["ongoing"]) | set(found["events"])
    assert len({id for id in everything if id[0] in "IV"}) == 54


def test_both_ends_of_a_window_belong_to_it(cchc: Cchc) -> None:
    on_the_day = document(cchc, "--from", "10/01/2026", "--to", "10/01/2026")
    assert days(on_the_day) == JANUARY[:1]
    before = document(cchc, "--from", "01/01/2026", "--to", "09/01/2026")
    assert days(before) == []


def test_an_agencys_own_and_what_it_takes_part_in(cchc: Cchc) -> None:
    mine = document(cchc, "--month", "01/2026", "--agency", "Sở Tư pháp", "--lead-only")
    assert [entry[1] for entry in days(mine)] == ["agency-plan", "II.1", "II.2", "II.4", "II.5"]
    assert mine["ongoing"] == ["II.6"]  # led by all departments and communes
    both = document(cchc, "--month", "01/2026", "--agency", "so-tu-phap")
    assert days(both) == JANUARY  # it takes part in the rest, as a department


def test_a_month_without_anything_says_so(cchc: Cchc) -> None:
    outcome = cchc("deadlines", "--month", "01/2027", *TODAY)
    assert outcome.status == 0
    assert "Không có việc nào đến hạn trong thời gian này." in outcome.out
    assert "Kế hoạch này thuộc năm 2026." in outcome.out
    english = cchc("deadlines", "--from", "01/02/2026", "--to", "02/02/2026", "--lang", "en")
    assert "Nothing is due in this time." in english.out
    assert "II.6" in english.out  # what is ongoing is never lost


def test_the_screen_counts_the_days(cchc: Cchc) -> None:
    def line_after(text: str, start: str) -> str:
        lines = text.splitlines()
        [number] = [n for n, line in enumerate(lines) if line.startswith(start)]
        return lines[number + 1]

    screen = cchc("deadlines", "--from", "10/01/2026", "--to", "10/01/2026", *TODAY).out
    assert line_after(screen, "10/01/2026 T7 ").startswith("qua 5 ngày")
    screen = cchc("deadlines", "--from", "15/01/2026", "--to", "30/04/2026", *TODAY).out
    assert line_after(screen, "09/03/2026 T2 ").startswith("còn 53 ngày")  # 16 + 28 + 9


def test_a_submission_ticks_what_is_done(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "done.yaml"
    file.write_text(
        "agency: so-noi-vu\nperiod: Q1/2026\nreported_on: 08/03/2026\nmetrics: {}\n"
        "activities:\n"
        "  IV.2: {status: done, completed_on: 30/01/2026}\n"
        "  IV.3: {status: done, completed_on: 02/02/2026}\n"
        "agency_plan: {issued_on: 09/01/2026}\n",
        "utf-8",
    )
    arguments = ("--quarter", "I/2026", "--done", file, "--lead-only", "--today", "12/03/2026")
    found = json.loads(cchc("deadlines", "--format", "json", *arguments).out)
    assert found["agency"] == "so-noi-vu"
    states = {(item["id"], item["due_on"]): item["state"] for item in found["items"]}
    assert states == {
        ("agency-plan", "2026-01-10"): "done",
        ("I.1", "2026-01-31"): "not_reported",
        ("IV.2", "2026-01-31"): "done",
        ("IV.3", "2026-01-31"): "late",
        ("V.2", "2026-01-31"): "not_reported",
        ("data-2026-Q1", "2026-03-09"): None,
        ("report-2026-Q1", "2026-03-11"): "done",
        ("I.1", "2026-03-11"): None,
        ("bao-cao-linh-vuc-2026-Q1", "2026-03-11"): None,
        ("III.2", "2026-03-31"): "open",
    }
    screen = cchc("deadlines", *arguments).out
    assert "✓ xong" in screen
    assert "! QUÁ HẠN" in screen


@pytest.mark.parametrize(
    ("options", "code", "value"),
    [
        (["--month", "13/2026"], "usage-not-a-month", "“13/2026” không phải tháng"),
        (["--month", "1/26"], "usage-not-a-month", "“1/26” không phải tháng"),
        (["--month", "2026-01"], "usage-not-a-month", "“2026-01” không phải tháng"),
        (["--quarter", "V/2026"], "usage-not-a-quarter", "“V/2026” không phải quý"),
        (["--from", "01/01/2026"], "usage-half-window", "--from và --to"),
        (["--from", "2/1/2026", "--to", "1/1/2026"], "usage-window-order", "ở sau"),
        (["--from", "31/4/2026", "--to", "1/5/2026"], "usage-no-such-date", "31/4/2026"),
        (["--from", "10/13/2026", "--to", "1/5/2027"], "usage-no-such-date", "10/13/2026"),
        (["--from", "1/1/26", "--to", "1/5/26"], "usage-not-a-date", "1/1/26"),
        (["--month", "01/2026", "--quarter", "I/2026"], "usage-window", "chọn một cách"),
        (["--agency", "Sở Nội"], "usage-unknown-agency", "Có phải “Sở Nội vụ”?"),
        (["--lead-only"], "usage-lead-only", "--agency"),
        (["--format", "xml"], "usage-unknown-choice", "table, json"),
        (["--month", "01/2026", "stray"], "usage-extra-argument", "stray"),
    ],
)
def test_a_wrong_command_line(options: list[str], code: str, value: str, cchc: Cchc) -> None:
    outcome = cchc("deadlines", *options)
    assert outcome.status == 2
    assert outcome.out == ""
    assert f"[{code}]" in outcome.err
    assert value in outcome.err


def test_a_submission_with_errors_cant_tell_what_is_done(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "done.yaml"
    file.write_text("agency: so-noi-vu\nperiod: Q1/2026\nmetrics: {nope: 1}\n", "utf-8")
    outcome = cchc("deadlines", "--month", "01/2026", "--done", file)
    assert outcome.status == 3
    assert f"{file}:3:11: lỗi: không có chỉ số “nope”" in outcome.err
