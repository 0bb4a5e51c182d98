"""`cchc deadlines` as CSV and Markdown: the same days and words, and nothing that acts."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from checking import as_printed
from conftest import Cchc
from tiny_plan import changed

from cchc.deadlines import deadlines, span
from cchc.plan.model import Plan
from cchc.render.deadlines.csv import COLUMNS

YEAR = ("--from", "01/01/2026", "--to", "31/12/2026", "--today", "15/01/2026")
DONE = """\
agency: so-noi-vu
period: Q1/2026
reported_on: 08/03/2026
metrics: {}
activities:
  IV.2: {status: done, completed_on: 30/01/2026}
  IV.3: {status: done, completed_on: 02/02/2026}
agency_plan: {issued_on: 09/01/2026}
"""
MARCH = ("--today", "12/03/2026", "--quarter", "I/2026", "--lead-only")


def rows(text: str) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(text)))
    assert all(None not in row for row in found)
    return found


def written(folder: Path, text: str, name: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("format", ["table", "csv", "markdown"])
def test_no_text_of_a_plan_begins_a_line(format: str, tmp_path: Path, cchc: Cchc) -> None:
    broken = r'{vi: "x\n::error::y", en: "x\n::error::y"}'
    text = changed(
        ("{vi: Hằng tháng, en: Every month}", broken),
        ("{vi: Bản tin, en: Bulletin}", broken),
        ("{vi: Kết quả, en: Result}", broken),
        ("name: Sở Một,", r'name: "Sở\n::error::Một",'),
    )
    plan = written(tmp_path, text, "plan.yaml")
    outcome = cchc("deadlines", "--plan", plan, "--format", format, *YEAR)
    assert outcome.status == 0
    assert "::error::y" in outcome.out
    assert "Sở ::error::Một" in " ".join(outcome.out.split())
    assert not re.search(r"^\s*::error", outcome.out, re.MULTILINE)


# CSV


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("agency", [(), ("--agency", "xa-muong-la")], ids=["all", "one"])
def test_csv_says_what_json_says(lang: str, agency: tuple[str, ...], cchc: Cchc) -> None:
    options = (*YEAR, *agency, "--lang", lang)
    found = rows(cchc("deadlines", "--format", "csv", *options).out)
    assert tuple(found[0]) == COLUMNS
    wanted = json.loads(cchc("deadlines", "--format", "json", *options).out)
    dated = [row for row in found if row["due_on"]]
    assert [
        (row["due_on"], row["id"], row["title"], row["output"], row["kind"]) for row in dated
    ] == [
        (item["due_on"], item["id"], item["title"], item["output"], item["kind"])
        for item in wanted["items"]
    ]
    assert [row["lead"].split(";") for row in dated] == [item["lead"] for item in wanted["items"]]
    assert [row["condition"] or None for row in dated] == [
        item["condition"] for item in wanted["items"]
    ]
    undated = found[len(dated) :]
    for kind, name in (("ongoing", "ongoing"), ("event", "events")):
        ids = dict.fromkeys(row["id"] for row in undated if row["kind"] == kind)
        assert list(ids) == wanted[name]
    assert {row["kind"] for row in undated} == {"ongoing", "event"}


def test_a_row_of_csv_in_full(cchc: Cchc) -> None:
    found = rows(cchc("deadlines", "--format", "csv", "--month", "03/2026").out)
    assert found[2] == {
        "due_on": "2026-03-11",
        "id": "I.1",
        "number": "2",
        "title": "Kế hoạch tuyên truyền CCHC năm 2026",
        "output": "Báo cáo, lồng ghép với báo cáo CCHC",
        "kind": "reporting",
        "lead": "so-noi-vu",
        "lead_names": "Sở Nội vụ",
        "section": "PL.I",
        "item": "1",
        "clause": "",
        "state": "",
        "completed_on": "",
        "condition": "",
        "weekday": "3",
    }
    [report] = [row for row in found if row["id"] == "report-2026-Q1"]
    assert (report["lead"], report["lead_names"], report["section"]) == (
        "department;commune",
        "sở, ban, ngành; UBND xã, phường",
        "TCTH.1.b",
    )
    thrift = [row for row in found if row["id"] == "VI.1"]
    assert [(row["due_on"], row["number"], row["kind"]) for row in thrift] == [
        ("2026-03-31", "1", "quarter"),
        ("", "2", "event"),
    ]
    assert thrift[1]["condition"].startswith("Khi đến kỳ theo quy định")


def test_csv_has_how_things_stand(tmp_path: Path, cchc: Cchc) -> None:
    file = written(tmp_path, DONE, "done.yaml")
    found = rows(cchc("deadlines", "--format", "csv", "--done", file, *MARCH).out)
    states = {(row["id"], row["due_on"]): (row["state"], row["completed_on"]) for row in found}
    assert states["IV.2", "2026-01-31"] == ("done", "2026-01-30")
    assert states["IV.3", "2026-01-31"] == ("late", "2026-02-02")
    assert states["V.2", "2026-01-31"] == ("not_reported", "")
    assert states["agency-plan", "2026-01-10"] == ("done", "2026-01-09")
    assert states["data-2026-Q1", "2026-03-09"] == ("", "")


# Markdown


def tables(text: str) -> dict[str, list[list[str]]]:
    """The cells of each table's rows, by the heading over it."""
    found: dict[str, list[list[str]]] = {}
    for block in text.split("\n## ")[1:]:
        heading, _, rest = block.partition("\n")
        lines = [line for line in rest.splitlines() if line.startswith("|")]
        found[heading] = [line.strip("| ").split(" | ") for line in lines[2:]]
    return found


def test_markdown_has_a_table_for_each_month(cchc: Cchc) -> None:
    text = cchc("deadlines", "--format", "markdown", "--quarter", "I/2026").out
    found = tables(text)
    assert list(found) == ["Tháng 01/2026", "Tháng 02/2026", "Tháng 03/2026",
                           "Thường xuyên", "Chờ sự kiện"]  # fmt: skip
    assert [len(rows) for rows in found.values()] == [10, 1, 14, 0, 0]
    assert found["Tháng 01/2026"][:2] == [
        ["10/01/2026 (thứ Bảy)", "Ban hành kế hoạch CCHC năm 2026 của cơ quan", "mọi cơ quan",
         "TCTH.1.a ý 1"],
        ["31/01/2026 (thứ Bảy)",
         "Kế hoạch tuyên truyền CCHC năm 2026<br>→ Quyết định của Chủ tịch UBND tỉnh", "Sở Nội vụ",
         "PL.I.1"],
    ]  # fmt: skip
    assert found["Tháng 03/2026"][1] == [
        "11/03/2026 (thứ Tư)", "Gửi Báo cáo CCHC Quý I: ngày cuối", "mọi cơ quan", "TCTH.1.b ý 1",
    ]  # fmt: skip
    assert "\n| Hạn | Việc, sản phẩm | Chủ trì | Căn cứ |\n| --- | --- | --- | --- |\n" in text
    assert "\n- PL.II.6 Bảo đảm tốt hơn quyền tiếp cận thông tin" in text
    assert text.startswith("# Việc đến hạn từ 01/01/2026 đến 31/03/2026\n\n## ")
    assert text.endswith("\n25 việc đến hạn; 8 việc thường xuyên, 9 việc chờ sự kiện.\n")


def test_markdown_in_english_for_one_agency(cchc: Cchc) -> None:
    options = ("--month", "01/2026", "--agency", "xa-muong-la", "--lead-only", "--lang", "en")
    text = cchc("deadlines", "--format", "markdown", *options).out
    assert text.startswith("# Xã Mường La: due from 01/01/2026 to 31/01/2026\n")
    assert tables(text)["01/2026"] == [
        ["10/01/2026 (Saturday)", "Issue the agency's own reform plan for 2026", "every agency",
         "TCTH.1.a item 1"],
    ]  # fmt: skip


def test_markdown_has_how_things_stand_and_nothing_of_the_day(tmp_path: Path, cchc: Cchc) -> None:
    file = written(tmp_path, DONE, "done.yaml")
    text = cchc("deadlines", "--format", "markdown", "--done", file, *MARCH).out
    days = {cells[-1]: cells[0] for cells in tables(text)["Tháng 01/2026"]}
    assert days["PL.IV.2"] == "31/01/2026 (thứ Bảy)<br>✓ xong 30/01/2026"
    assert days["PL.IV.3"] == "31/01/2026 (thứ Bảy)<br>✓ xong muộn 02/02/2026"
    assert days["PL.V.2"] == "31/01/2026 (thứ Bảy)<br>! QUÁ HẠN, chưa báo cáo"
    without = cchc("deadlines", "--format", "markdown", "--month", "01/2026").out
    later = cchc(
        "deadlines", "--format", "markdown", "--month", "01/2026", "--today", "31/12/2026"
    ).out
    assert later == without


def test_markdown_says_that_nothing_is_due(cchc: Cchc) -> None:
    text = cchc("deadlines", "--format", "markdown", "--month", "01/2027").out
    assert (
        "\n\nKhông có việc nào đến hạn trong thời gian này. Kế hoạch này thuộc năm 2026.\n" in text
    )
    assert "\n## Thường xuyên\n\n- PL.II.6 " in text


# Files


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.csv", "csv"), ("a.md", "markdown"), ("a.json", "json"), ("a.txt", "table")],
)
def test_a_files_suffix_chooses_the_format(
    name: str, format: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / name
    outcome = cchc("deadlines", *YEAR, "-o", file)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", f"Đã ghi {file}.\n")
    assert as_printed(file) == cchc("deadlines", *YEAR, "--format", format).out
    assert cchc("deadlines", "--month", "02/2026", "-o", file).status == 0  # made anew
    assert as_printed(file) != cchc("deadlines", *YEAR, "--format", format).out


def test_another_suffix_is_refused(tmp_path: Path, cchc: Cchc) -> None:
    outcome = cchc("deadlines", "-o", tmp_path / "a.docx", "--lang", "en")
    assert outcome.status == 2
    assert "[usage-unknown-suffix]" in outcome.err
    assert ".txt, .json, .ics, .csv, .md" in outcome.err
    assert cchc("deadlines", *YEAR, "--format", "csv", "-o", tmp_path / "a.docx").status == 0


# Texts that would like to be more

FORMULA = "=HYPERLINK(1);+2"
MARKUP = "# <b>x</b> | [a](http://b) `c` @d *e*"


def hostile(folder: Path, text: str) -> Path:
    quoted = f'{{vi: "{text}", en: "{text}"}}'
    plan = changed(
        ("name: Sở Một", f'name: "{text}"'),
        ("{vi: Hai sản phẩm, en: Two outputs}", quoted),
        ("{vi: Kế hoạch, en: Plan}", quoted),
        ("{vi: Khi Bộ yêu cầu, en: When the ministry asks}", quoted),
        ("{vi: Khi có yêu cầu, en: On request}", quoted),
    )
    return written(folder, plan, "plan.yaml")


def test_no_cell_of_csv_is_a_formula(tmp_path: Path, cchc: Cchc) -> None:
    options = ("--format", "csv", *YEAR, "--plan", hostile(tmp_path, FORMULA))
    found = rows(cchc("deadlines", *options).out)
    [first] = [row for row in found if (row["id"], row["number"]) == ("I.1", "1")]
    assert {first[name] for name in ("title", "output", "lead_names")} == {"'=HYPERLINK(1);'+2"}
    [event] = [row for row in found if row["id"] == "I.8"]
    assert event["condition"] == event["title"] == "'=HYPERLINK(1);'+2"
    for row in found:
        for cell in row.values():
            assert not re.search(r"(^|[;\t\n]) *[=+@-]", cell)


def test_no_text_of_a_plan_is_markdown(tmp_path: Path, cchc: Cchc) -> None:
    options = ("--format", "markdown", *YEAR, "--plan", hostile(tmp_path, MARKUP))
    text = cchc("deadlines", *options).out
    shown = "\\# &lt;b>x&lt;/b> \\| \\[a\\](http\\://b) \\`c\\` \\@\u2060d \\*e\\*"
    assert f"| 28/02/2026 (thứ Bảy) | {shown}<br>→ {shown} | {shown} | PL.I.1 |\n" in text
    assert "<b>" not in text
    [event] = [line for line in text.splitlines() if line.startswith("- PL.I.8 ")]
    assert "[a](" not in event
    assert "\\[" in event


def test_what_falls_due_with_several_reports_knows_which(plan: Plan) -> None:
    assert span(plan) == (date(2026, 1, 10), date(2026, 12, 31))
    found = deadlines(plan, *span(plan), date(2026, 1, 1))
    ids = ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]
    for kind, outputs in (("reporting", 2), ("report", 1), ("data", 1)):
        periods = [item.period for item in found.items if item.kind == kind]
        assert periods == [id for id in ids for _ in range(outputs)]
    others = [item for item in found.items if item.kind not in ("reporting", "report", "data")]
    assert all(item.period is None for item in others)
