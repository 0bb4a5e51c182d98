"""What `cchc check` writes for other programs, held against their schemas and their readers."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from checking import ADDRESS, COMMUNE, DEPARTMENT, PASSING, plan_file, put
from conftest import ROOT, Cchc, Outcome
from tiny_plan import PLAN

from cchc.batch import outcome
from cchc.catalogue import entries
from cchc.diagnostics import Place
from cchc.evaluate import evaluate
from cchc.messages import Messages
from cchc.render import FORMATS
from cchc.render.check.writer import check_writer
from cchc.render.look import Links, Look, Way
from cchc.submission.read import read_submission
from cchc.waivers.model import Waiver

SCHEMAS = Path(__file__).parent / "schemas"
STREAMED = ("junit", "sarif", "github", "gitlab", "markdown", "csv")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in, which is no CI's; with a page of help."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CCHC_HELP_URL", ADDRESS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory, here: Path, cchc: Cchc) -> Cchc:
    """`cchc check` against the tiny plan, in English."""
    plan = plan_file(tmp_path_factory.mktemp("plan"))

    def call(*arguments: str | Path) -> Outcome:
        return cchc("check", "--plan", plan, "--lang", "en", *arguments)

    return call


# The workflow commands, as GitHub's documentation and its toolkit have them


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def command(line: str) -> Command | None:
    """What the runner makes of a line of the log: a command, or nothing."""
    if not line.lstrip().startswith("::"):
        return None
    head, _, message = line.lstrip()[2:].partition("::")
    name, _, rest = head.partition(" ")
    pairs = (pair.partition("=") for pair in rest.split(",") if pair)
    return Command(name, {key: unescaped(value) for key, _, value in pairs}, unescaped(message))


def unescaped(text: str) -> str:
    for escape, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, letter)
    return text


def commands(out: str) -> list[Command]:
    return [found for line in out.split("\n") if (found := command(line))]


def test_annotations_stand_on_the_lines_of_the_figures(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT)
    done = check("d/a.yaml", "--format", "github", "--only", "pass,fail,missing,invalid")
    assert done.status == 3
    errors = [one for one in commands(done.out) if one.name == "error"]
    assert errors == [
        Command(
            "error",
            {"file": "d/a.yaml", "line": "5", "col": "13", "title": "Fail: dung-han (II.1 item 1)"},
            "In time (II.1 item 1): 79.90% (799/1,000), needs ≥ 80%: "
            "0.10 percentage points short, that is 1 short (dossiers).\n"
            f"{ADDRESS}#dung-han",
        ),
        Command(
            "error",
            {
                "file": "d/a.yaml",
                "line": "8",
                "col": "12",
                "title": "Invalid: sai-sot (II.1 item 5)",
            },
            errors[1].message,
        ),
    ]
    assert errors[1].message.startswith("Slips (II.1 item 5): “nhiều” is not a number")
    assert errors[1].message.endswith(f"\n{ADDRESS}#sai-sot")
    assert "\nHow to fix it: Write just one number" in errors[1].message


def test_what_is_missing_is_annotated_where_the_figures_begin(here: Path, check: Cchc) -> None:
    put(here, b=COMMUNE)
    found = commands(check("b.yaml", "--format", "github").out)
    missing = next(one for one in found if one.properties["title"].startswith("Missing"))
    assert missing.properties["title"] == "Missing: cong-khai (II.1 item 7)"
    assert (missing.properties["line"], missing.properties["col"]) == ("4", "1")


def test_the_log_counts_what_github_would_not_show(here: Path, check: Cchc) -> None:
    put(here, a=DEPARTMENT, b=COMMUNE, c=PASSING)
    done = check("a.yaml", "b.yaml", "c.yaml", "--format", "github")
    plain = [line for line in done.out.splitlines() if not command(line)]
    counts = Counter(
        (one.properties["file"], one.name) for one in commands(done.out) if one.properties
    )
    # The plan of the agency, and the activities I.1, I.2, I.3 twice; the commune's plan and I.4.
    assert counts["a.yaml", "error"] == 2
    assert counts["b.yaml", "error"] == 2
    assert plain == [
        f"cchc: a.yaml: errors: 2; warnings: {counts['a.yaml', 'warning']}; notices: 0.",
        f"cchc: b.yaml: errors: 2; warnings: {counts['b.yaml', 'warning']}; notices: 0.",
        "cchc: All 3 files: 1 invalid, 1 fail, 1 pass.",
    ]
    assert check("c.yaml", "--format", "github").out == "cchc: PASS: 3 pass, 5 not applicable.\n"


@pytest.mark.parametrize(
    "options", [(), ("--only", "fail"), ("--only", "pass"), ("--errors-only",)]
)
@pytest.mark.parametrize("copies", [1, 4, 5, 6, 12])
def test_the_limit_of_annotations_is_told_where_it_is_exceeded(
    copies: int, options: tuple[str, ...], here: Path, check: Cchc
) -> None:
    waiver = (
        "  - {target: so-hoa-xa, agency: xa-tan-an, reason: x, document: y, until: 01/01/2027}\n"
    )
    (here / "w.yaml").write_text(f"schema: cchc.waivers/1\nwaivers:\n{waiver}", "utf-8")
    for number in range(copies):
        put(here / "d" / f"{number}", a=f"{COMMUNE}  x: 1\n", b=PASSING, c=DEPARTMENT, d="{")
    more = ("--waivers", "w.yaml", "--today", "10/03/2026", "--format", "github", *options)
    for files in ("d/*/a.yaml", "d/*/b.yaml", "d/*/c.yaml", "d/*/d.yaml", "d"):
        out = check(files, *more).out
        assert out
        most = max(Counter(one.name for one in commands(out)).values(), default=0)
        told = "GitHub shows only 10 annotations of each kind for a step; this log has them all."
        assert (told in out) == (most > 10)


def test_files_are_named_from_the_root_of_the_repository(
    here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here / "reports" / "q1", a=DEPARTMENT)
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.setenv(variable, str(here))
        monkeypatch.chdir(here / "reports")
        for argument in ("q1/a.yaml", here / "reports" / "q1" / "a.yaml"):
            found = commands(check(argument, "--format", "github").out)
            assert {one.properties["file"] for one in found} == {"reports/q1/a.yaml"}
            issues = json.loads(check(argument, "--format", "gitlab").out)
            assert {one["location"]["path"] for one in issues} == {"reports/q1/a.yaml"}
        monkeypatch.delenv(variable)


# GitLab


def test_a_code_quality_report(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE, c=PASSING, d=PASSING)
    done = check("d", "--format", "gitlab")
    assert done.status == 3
    issues = valid(done.out, "gitlab-code-quality.json")
    found = [
        (one["location"]["path"], one["check_name"], one["severity"], one["location"]["lines"])
        for one in issues
        if one["severity"] != "minor"
    ]
    assert found == [
        ("d/a.yaml", "dung-han", "major", {"begin": 5}),
        ("d/a.yaml", "sai-sot", "critical", {"begin": 8}),
        ("d/b.yaml", "so-hoa-xa", "major", {"begin": 6}),
        ("d/b.yaml", "cong-khai", "major", {"begin": 4}),
        ("d/c.yaml", "conflict", "critical", {"begin": 1}),
        ("d/d.yaml", "conflict", "critical", {"begin": 1}),
    ]
    assert issues[0]["description"] == (
        "Fail: In time (II.1 item 1): 79.90% (799/1,000), needs ≥ 80%: "
        f"0.10 percentage points short, that is 1 short (dossiers).\n{ADDRESS}#dung-han"
    )
    fingerprints = [one["fingerprint"] for one in issues]
    assert len(set(fingerprints)) == len(fingerprints)


def test_fingerprints_stay_when_lines_move(here: Path, check: Cchc) -> None:
    put(here, a=DEPARTMENT)
    before = json.loads(check("a.yaml", "--format", "gitlab").out)
    put(here, a="# one line more\n" + DEPARTMENT.replace("799/", "798/"))
    after = json.loads(check("a.yaml", "--format", "gitlab").out)
    assert [one["fingerprint"] for one in after] == [one["fingerprint"] for one in before]
    assert after[0]["location"]["lines"] == {"begin": 6}


def test_fingerprints_stay_when_a_problem_like_it_is_mended(here: Path, check: Cchc) -> None:
    def sarif(text: str) -> dict[str, str]:
        put(here, a=text)
        run = sarif_run(check("a.yaml", "--format", "sarif", "--today", "31/12/2026").out)
        return {
            one["message"]["text"]: one["partialFingerprints"]["cchc/v1"]
            for one in run["results"]
            if one["ruleId"] == "activity-not-reported"
        }

    before = sarif(DEPARTMENT)
    after = sarif(DEPARTMENT + "activities:\n  I.2: {status: done, completed_on: 31/03/2026}\n")
    assert 0 < len(after) < len(before)
    assert after.items() <= before.items()


def test_nothing_wrong_is_an_empty_report(here: Path, check: Cchc) -> None:
    put(here, c=PASSING)
    assert json.loads(check("c.yaml", "--format", "gitlab").out) == []


# SARIF


def test_a_log_in_sarif(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE)
    done = check("d", "--format", "sarif")
    run = sarif_run(done.out)
    results = {
        one["ruleId"]: one
        for one in run["results"]
        if location(one)[0] == "d/a.yaml" and "status" in one["properties"]
    }
    assert {rule: (one["kind"], one["level"]) for rule, one in results.items()} == {
        "dung-han": ("fail", "error"),
        "so-hoa-so": ("pass", "none"),
        "so-hoa-xa": ("notApplicable", "none"),
        "khieu-nai": ("informational", "none"),
        "thanh-lap": ("open", "none"),
        "sai-sot": ("fail", "error"),
        "thu-ngan-sach": ("open", "none"),
        "cong-khai": ("notApplicable", "none"),
    }
    assert location(results["dung-han"]) == ("d/a.yaml", 5, 13)
    assert results["dung-han"]["properties"] == {
        "agency": "so-mot",
        "period": "2026-Q1",
        "target": "dung-han",
        "metric": "dung_han",
        "clause": "II.1 item 1",
        "status": "fail",
        "value": "79.90",
        "threshold": {"op": ">=", "value": "80", "unit": "%"},
        "note": "",
        "help": f"{ADDRESS}#dung-han",
    }
    assert run["invocations"] == [{"exitCode": 3, "executionSuccessful": True}]
    assert run["columnKind"] == "unicodeCodePoints"
    missing = next(one for one in run["results"] if one["ruleId"] == "cong-khai")
    assert missing["properties"]["clause"] == "II.1 item 7"


def test_every_result_names_its_rule(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE)
    run = sarif_run(check("d", "--format", "sarif").out)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        *(target.id for target in PLAN.targets),
        *(entry.code for entry in entries()),
    ]
    for result in run["results"]:
        assert result["ruleId"] in [rule["id"] for rule in rules]
    for rule in rules:
        is_target = rule["id"] in [target.id for target in PLAN.targets]
        assert rule.get("helpUri") == (f"{ADDRESS}#{rule['id']}" if is_target else None)
        assert rule["shortDescription"]["text"]
        assert rule["help"]["markdown"]
    assert rules[0]["fullDescription"]["text"] == "In time: ≥ 80%. Clause: Decision 1/QĐ-THỬ, " + (
        "II.1 item 1."
    )
    assert rules[0]["properties"] == {
        "clause": "II.1 item 1",
        "decision": "1/QĐ-THỬ",
        "field": "cong-viec",
        "metric": "dung_han",
    }


def test_another_reader_of_sarif_sees_the_same(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT)
    check("d/a.yaml", "--errors-only", "--format", "sarif", "-o", "out.sarif")
    loader = import_module("sarif.loader")
    records = loader.load_sarif_file("out.sarif").get_records()
    assert [
        (one["Severity"], one["Code"], one["Location"], int(one["Line"])) for one in records
    ] == [("error", "dung-han", "d/a.yaml", 5), ("error", "sai-sot", "d/a.yaml", 8)]
    assert records[0]["Description"].startswith("In time (II.1 item 1): 79.90% (799/1,000)")


@pytest.mark.skipif(not shutil.which("sarif-multitool"), reason="sarif-multitool isn't installed")
def test_the_validator_of_sarif_finds_no_error(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE, c=PASSING, d=PASSING)
    check("d", "--format", "sarif", "-o", "out.sarif")
    done = subprocess.run(
        ["sarif-multitool", "validate", "out.sarif", "--rule-kind", "Sarif;Ghas"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert "1 files scanned" in done.stdout
    assert not re.search(r": error [A-Z]+\d+", done.stdout)


def test_a_cell_of_a_workbook_has_no_line(here: Path, check: Cchc) -> None:
    openpyxl = import_module("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    for row in (("agency", "so-hai"), ("period", "Q1/2026"), ("metric", "value")):
        sheet.append(row)
    for row in (("dung_han", "nhiều"), ("so_hoa", "95%"), ("khieu_nai", "5%")):
        sheet.append(row)
    book.save("a.xlsx")
    found = commands(check("a.xlsx", "--format", "github").out)[0]
    assert found.properties == {"file": "a.xlsx", "title": "Invalid: dung-han (II.1 item 1)"}
    assert found.message.startswith("In time (II.1 item 1): cell B4 of sheet “Số liệu”: “nhiều”")
    result = sarif_run(check("a.xlsx", "--format", "sarif").out)["results"][0]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"] == [
        {"name": "B4", "fullyQualifiedName": "Số liệu!B4", "kind": "cell"}
    ]
    cells = next(csv.DictReader(StringIO(check("a.xlsx", "--format", "csv").out)))
    assert (cells["sheet"], cells["cell"], cells["code"]) == ("Số liệu", "B4", "not-a-number")


# JUnit


def test_a_suite_for_each_file(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE, c=PASSING)
    done = check("d", "--format", "junit")
    suites = junit(done.out)
    assert [suite.name for suite in suites] == ["d/a.yaml", "d/b.yaml", "d/c.yaml"]
    assert [(one.tests, one.failures, one.errors, one.skipped) for one in suites] == [
        # fail; invalid; nothing arisen, two not due, two of communes
        (8, 1, 1, 5),
        # fail and missing; four of departments
        (8, 2, 0, 4),
        (8, 0, 0, 5),
    ]
    cases = {case.name.split(":")[0]: case for case in suites[0]}
    assert cases["dung-han"].name == "dung-han: In time"
    assert cases["dung-han"].classname == "so-mot.2026-Q1"
    assert [(type(one).__name__, one.type, one.message) for one in cases["dung-han"].result] == [
        (
            "Failure",
            "fail",
            "Fail: line 5: 79.90% (799/1,000), needs ≥ 80%: 0.10 percentage points short, that is "
            "1 short (dossiers).",
        )
    ]
    assert [type(one).__name__ for one in cases["sai-sot"].result] == ["Error"]
    assert [type(one).__name__ for one in cases["khieu-nai"].result] == ["Skipped"]
    assert cases["so-hoa-so"].result == []
    assert cases["so-hoa-so"].system_out == (
        f"target: so-hoa-so\nstatus: pass\nclause: II.1 item 2.1\nhelp: {ADDRESS}#so-hoa-so"
    )
    assert {one.name: one.value for one in suites[1].properties()} == {
        "file": "d/b.yaml",
        "agency": "xa-tan-an",
        "period": "2026-Q1",
        "decision": "1/QĐ-THỬ",
        "verdict": "fail",
    }


def test_a_file_that_cannot_be_read_is_an_error_in_junit(here: Path, check: Cchc) -> None:
    put(here, a="agency: so-mot\n\tperiod: Q1/2026\n")
    done = check("a.yaml", "--format", "junit")
    assert done.status == 3
    (suite,) = junit(done.out)
    assert (suite.tests, suite.errors) == (1, 1)
    (case,) = suite
    assert (case.name, case.classname) == ("yaml-tab: line 2", "a.yaml")
    (error,) = case.result
    assert error.type == "yaml-tab"
    assert "a tab where spaces belong" in error.text
    assert ADDRESS not in error.text  # which tells of targets


# CSV


def test_rows_of_results_and_problems(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE)
    rows = list(csv.DictReader(StringIO(check("d", "--format", "csv").out)))
    targets = {(row["agency"], row["target"]): row for row in rows if row["target"]}
    assert len(targets) == 16
    shown = ("file", "name", "period", "metric", "title", "status", "value", "numerator")
    figures = ("denominator", "op", "threshold", "unit", "gap", "clause", "line", "column", "help")
    row = targets["so-mot", "dung-han"]
    assert [row[name] for name in shown] == [
        *("d/a.yaml", "Sở Một", "2026-Q1", "dung_han", "In time", "fail", "79.90", "799")
    ]
    assert [row[name] for name in figures] == [
        *("1000", ">=", "80", "%", "-0.10", "II.1 item 1", "5", "13", f"{ADDRESS}#dung-han")
    ]
    row = targets["xa-tan-an", "so-hoa-xa"]
    assert (row["value"], row["gap"], row["note"]) == ("75.00", "-5.00", "số tạm")
    assert targets["so-mot", "sai-sot"]["code"] == "not-a-number"
    warnings = {row["code"] for row in rows if row["status"] == "warning"}
    assert "agency-plan-not-reported" in warnings


# Markdown


def html_of(text: str) -> str:
    markdown = import_module("markdown_it").MarkdownIt("commonmark").enable("table")
    html: str = markdown.render(text)
    return html


def test_markdown_has_what_fails_first_and_passes_folded(here: Path, check: Cchc) -> None:
    put(here, b=COMMUNE)
    html = html_of(check("b.yaml", "--format", "markdown").out)
    assert html.startswith(
        "<h2>Xã Tân An · First quarter · Decision 1/QĐ-THỬ</h2>\n"
        "<p>❌ FAIL: 2 pass, 1 fail, 1 missing, 4 not applicable. <code>b.yaml</code></p>"
    )
    pressing, folded = html.split("<details><summary>Other results (2)</summary>")
    assert re.findall(r"<td>(. [A-Z]\w+)</td>", pressing) == ["❌ Fail", "⬜ Missing"]
    assert (
        "<td>Digitised at communes<br>75.00%, needs ≥ 80%: 5.00 percentage points short.<br>"
        f'line 6<br>số tạm<br><a href="{ADDRESS}#so-hoa-xa"><code>so-hoa-xa</code></a></td>\n'
        "<td>75.00%</td>\n<td>≥ 80%</td>\n<td>−5.00 points</td>\n<td>II.1 item 2.2</td>"
    ) in pressing
    assert re.findall(r"<td>(. [A-Z]\w+)</td>", folded) == ["✅ Pass", "✅ Pass"]
    assert folded.rstrip().endswith("</details>")


# What concerns several files


@pytest.mark.parametrize("format", STREAMED)
def test_conflicts_are_told_and_never_look_green(format: str, here: Path, check: Cchc) -> None:
    put(here / "d", a=PASSING, b=PASSING)
    (here / "d" / "readme.pdf").write_text("x")
    done = check("d", "--format", format)
    assert done.status == 3
    if format == "junit":
        run = junit(done.out)[-1]
        assert (run.name, run.tests, run.errors, run.skipped) == ("cchc", 3, 2, 1)
        assert [case.name for case in run] == [
            *("conflict: d/a.yaml", "conflict: d/b.yaml", "skipped: d/readme.pdf")
        ]
    elif format == "sarif":
        found = [
            (one["ruleId"], one["kind"], one["level"], location(one)[0])
            for one in sarif_run(done.out)["results"]
        ]
        assert found[-3:] == [
            ("conflict", "fail", "error", "d/a.yaml"),
            ("conflict", "fail", "error", "d/b.yaml"),
            ("skipped", "informational", "none", "d/readme.pdf"),
        ]
    elif format == "github":
        told = [(one.name, one.properties["file"]) for one in commands(done.out)]
        assert told == [("error", "d/a.yaml"), ("error", "d/b.yaml"), ("notice", "d/readme.pdf")]
        assert "1 agency with several files" in done.out
    elif format == "csv":
        rows = list(csv.DictReader(StringIO(done.out)))
        assert [(row["file"], row["status"], row["code"]) for row in rows[-3:]] == [
            ("d/a.yaml", "error", "conflict"),
            ("d/b.yaml", "error", "conflict"),
            ("d/readme.pdf", "note", "skipped"),
        ]
    elif format == "gitlab":
        names = [one["check_name"] for one in json.loads(done.out)]
        assert names == ["conflict", "conflict"]
    else:
        html = html_of(done.out)
        assert "<h2>❌ Several files of one agency and period</h2>" in html
        assert "<li>Sở Hai, 2026-Q1: <code>d/a.yaml</code>, <code>d/b.yaml</code></li>" in html
        assert "since they are no submissions: 1 (d/readme.pdf)" in html
        assert "All 2 files: 2 pass, 1 agency with several files." in html


@pytest.mark.parametrize("format", STREAMED)
def test_files_left_aside_are_told(format: str, here: Path, check: Cchc) -> None:
    put(here / "d", a=PASSING, b=PASSING.replace("10/03/2026\nm", "11/03/2026\nm"))
    done = check("d", "--latest", "--format", format)
    assert done.status == 0
    assert ("d/a.yaml" in done.out) == (format != "gitlab")  # where there is nothing to mend


# Waivers


@pytest.fixture
def waived(here: Path) -> Callable[[str], str]:
    """What a format makes of a submission whose failing share is excused."""
    put(here, a=DEPARTMENT)
    submission = read_submission("a.yaml", PLAN)
    checked = evaluate(submission, PLAN, date(2026, 3, 10))
    waiver = Waiver("dung-han", "so-mot", "lũ quét", "12/QĐ-UBND", date(2026, 6, 30), Place(1, 1))
    results = tuple(
        one._replace(waiver=waiver) if one.target.id in ("dung-han", "so-hoa-so") else one
        for one in checked.results
    )
    checked = checked._replace(results=results)

    def text(format: str) -> str:
        writer = check_writer(format, Way(Look(Messages("en")), links=Links(root=str(here))))
        return writer.submission(PLAN, checked, outcome(checked))

    return text


BY = "Waived by 12/QĐ-UBND, up to 30/06/2026: lũ quét"


def test_a_waived_failure_is_shown_as_such(waived: Callable[[str], str]) -> None:
    found = commands(waived("github"))[0]
    assert (found.name, found.properties["title"]) == ("notice", "Waived: dung-han (II.1 item 1)")
    assert BY in found.message
    issue = json.loads(f"[{waived('gitlab')}]")[0]
    assert (issue["check_name"], issue["severity"]) == ("dung-han", "info")
    assert BY in issue["description"]
    row = next(csv.DictReader(StringIO(check_writer("csv", _WAY).opening(PLAN) + waived("csv"))))
    assert (row["status"], row["waived"]) == ("fail", "yes")
    assert BY in row["message"]
    (suite,) = junit(f"<testsuites>{waived('junit')}</testsuites>")
    case = next(one for one in suite if one.name == "dung-han: In time")
    assert [type(one).__name__ for one in case.result] == ["Skipped"]
    assert BY in case.result[0].message
    assert suite.failures == 0
    assert "☑️ Waived | In time<br>79.90%" in waived("markdown").replace("\\", "")
    assert BY in waived("markdown")


_WAY = Way(Look(Messages("en")))


def test_a_waived_failure_is_suppressed_in_sarif(waived: Callable[[str], str]) -> None:
    results = json.loads(f"[{waived('sarif')}]")
    result = results[0]
    assert (result["kind"], result["level"]) == ("fail", "note")
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "lũ quét; 12/QĐ-UBND; up to 30/06/2026",
        }
    ]
    passed = next(one for one in results if one["ruleId"] == "so-hoa-so")
    assert passed["kind"] == "pass"  # a waiver excuses failures
    assert "suppressions" not in passed


# Links


def test_the_environment_says_where_things_are_explained(
    here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, a=DEPARTMENT)
    monkeypatch.setenv("CCHC_HELP_URL", "https://help.example/page#top")
    for format in FORMATS["check"]:
        if format != "table":
            out = check("a.yaml", "--format", format).out
            assert "https://help.example/page#dung-han" in out, format
            assert ADDRESS not in out
    monkeypatch.setenv("CCHC_HELP_URL", "javascript:alert(1)")
    done = check("a.yaml")
    assert (done.status, done.out) == (2, "")
    assert "[usage-help-url]" in done.err


@pytest.mark.parametrize("format", [*STREAMED, "json"])
def test_without_an_address_there_is_no_link(
    format: str, here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where a plan says that its decision is published, nothing is told of targets.
    monkeypatch.delenv("CCHC_HELP_URL")
    put(here / "d", a=DEPARTMENT)
    out = check("d", "--format", format).out
    assert "#dung-han" not in out
    if format == "sarif":
        assert "helpUri" not in json.dumps(sarif_run(out))
    if format == "json":
        assert {one["help"] for one in json.loads(out)["submissions"][0]["results"]} == {None}


def test_json_has_clause_and_link(here: Path, check: Cchc) -> None:
    put(here, a=DEPARTMENT)
    results = json.loads(check("a.yaml", "--format", "json").out)["submissions"][0]["results"]
    assert [(one["target"], one["clause"], one["help"]) for one in results[:2]] == [
        ("dung-han", "II.1 item 1", f"{ADDRESS}#dung-han"),
        ("so-hoa-so", "II.1 item 2.1", f"{ADDRESS}#so-hoa-so"),
    ]


# Hostile texts

EVIL = (
    "=cmd() ::error::x | <script>alert(1)</script> \x1b[31m\n::warning file=a::z\r\n##[error]y "
    "%0A::set-output name=a::b ]]> &amp; [a](https://evil.vn) {0} @user **b** `c`\n- d\n# e\u202e"
)
EVIL_FILE = "::error::x,y=%0A |<b>[a](c) ##[error].yaml" if os.name != "nt" else "%0A,y=[a](c).yaml"


@pytest.fixture
def hostile(here: Path) -> Path:
    """Submissions whose every free text acts if it is let."""
    text = json.dumps(EVIL)
    figure = f"{{value: 70, note: {text}}}"
    put(here / "d", a=DEPARTMENT.replace("799/1000", figure).replace("nhiều", text))
    put(here / "d", b=f"agency: {text}\nperiod: {text}\nmetrics: {{{text}: 1}}\n{text}: 1\n")
    (here / "d" / EVIL_FILE).write_text(PASSING.replace("80,", f"{figure},"), "utf-8")
    return here


def test_nothing_in_a_file_is_a_command(hostile: Path, check: Cchc) -> None:
    done = check("d", "--format", "github", "--only", "fail,invalid,missing")
    assert done.status == 3
    for line in done.out.split("\n"):
        found = command(line)
        if found is None:
            assert "##[" not in line
            assert line == "" or line.startswith("cchc: ")
            continue
        assert found.name in ("error", "warning")
        assert set(found.properties) <= {"file", "line", "col", "title"}
    names = {one.properties["file"] for one in commands(done.out)}
    assert names == {"d/a.yaml", "d/b.yaml", f"d/{EVIL_FILE}"}
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_no_escape_sequence_of_a_name_gets_through(here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT)
    (here / "d" / "a\x1b[31m\u202e\n::error::x.yaml").write_text(COMMUNE, "utf-8")
    (here / "d" / "\x1b[2J.txt").touch()
    done = check("d", "--format", "github")
    names = {one.properties["file"] for one in commands(done.out)}
    assert names == {"d/a.yaml", "d/a\\x1b[31m\\u202e\\n::error::x.yaml", "d/\\x1b[2J.txt"}
    assert done.out.replace("\n", "").isprintable()


def test_nothing_in_a_file_acts_in_documents(hostile: Path, check: Cchc) -> None:
    suites = junit(check("d", "--format", "junit").out)
    assert len(suites) == 3
    assert any("<script>alert(1)</script>" in case.system_out for case in suites[1])
    run = sarif_run(check("d", "--format", "sarif").out)
    texts = [one["message"]["text"] for one in run["results"]]
    assert not any("](" in text for text in texts)
    assert any("{{0}" in text for text in texts)
    uris = {location(one)[0] for one in run["results"]}
    assert "d/a.yaml" in uris
    assert all(re.fullmatch(r"[A-Za-z0-9._~%/-]+", uri) for uri in uris)
    issues = valid(check("d", "--format", "gitlab").out, "gitlab-code-quality.json")
    assert f"d/{EVIL_FILE}" in {one["location"]["path"] for one in issues}


def test_nothing_in_a_file_is_a_formula(hostile: Path, check: Cchc) -> None:
    out = check("d", "--format", "csv").out
    rows = list(csv.reader(StringIO(out)))
    width = len(rows[0])
    assert len(out.splitlines()) == len(rows)  # no cell has lines of its own
    for row in rows:
        assert len(row) == width
        for name, cell in zip(rows[0], row, strict=True):
            assert name in ("op", "gap") or not re.match(r"\s*[=+\-@]", cell), (name, cell)
    assert any(cell.startswith("'=cmd()") for row in rows for cell in row)


def test_nothing_in_a_file_is_markup(hostile: Path, check: Cchc) -> None:
    html = html_of(check("d", "--format", "markdown").out)
    outside = re.sub(r"<code>.*?</code>", "", html)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {
        *("h2", "h3", "p", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td", "br"),
        *("details", "summary", "a", "strong"),
    }
    assert set(re.findall(r'href="([^"#]*)', html)) == {ADDRESS}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in outside
    assert not re.search(r"@\w", outside)


# All of them


@pytest.mark.parametrize("format", FORMATS["check"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_processes_and_runs_make_no_difference(
    format: str, lang: str, hostile: Path, check: Cchc
) -> None:
    put(hostile / "d", c=COMMUNE, d=PASSING, e=PASSING)
    one = check("d", "--format", format, "--lang", lang, "--jobs", "1")
    two = check("d", "--format", format, "--lang", lang, "--jobs", "2")
    assert one == two
    assert one.status == 3


@pytest.mark.parametrize("format", STREAMED)
def test_texts_are_in_the_chosen_language(format: str, here: Path, cchc: Cchc) -> None:
    put(here / "d", b=COMMUNE, c=PASSING)
    out = cchc("check", "--plan", plan_file(here), "d", "--format", format).out
    assert "chưa" in out
    for word in (" short", "needs", "Missing", "Waived", "fail:", "not a target"):
        assert word not in out


@pytest.mark.parametrize("format", [*STREAMED, "json"])
def test_options_choose_what_is_shown(format: str, here: Path, check: Cchc) -> None:
    put(here / "d", a=DEPARTMENT, b=COMMUNE, c=PASSING)
    only = check("d", "--format", format, "--only", "missing").out
    assert "cong-khai" in only
    assert "79.90" not in only
    mend = check("d", "--format", format, "--errors-only").out
    assert "79.90" in mend
    shown = mend.replace('"id": "so-hoa-so"', "")
    assert "so-hoa-so" not in re.sub(r'"rules":.*\]', "", shown)
    assert "d/c.yaml" not in mend


@pytest.mark.parametrize("format", STREAMED)
def test_standard_input_has_no_file(
    format: str, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(DEPARTMENT.encode())))
    done = check("-", "--format", format)
    assert done.status == 3
    assert "dung-han" in done.out
    if format == "sarif":
        assert "physicalLocation" not in json.dumps(sarif_run(done.out)["results"])
    if format == "github":
        assert all("file" not in one.properties for one in commands(done.out))


def test_the_examples_are_valid_in_every_format(here: Path, cchc: Cchc) -> None:
    arguments = [str(file) for file in sorted((ROOT / "examples").glob("*.*"))]
    for lang in ("vi", "en"):
        run = sarif_run(cchc("check", *arguments, "--format", "sarif", "--lang", lang).out)
        assert run["tool"]["driver"]["language"] == lang
        suites = junit(cchc("check", *arguments, "--format", "junit", "--lang", lang).out)
        assert len(suites) == len(arguments) + 1
        gitlab = cchc("check", *arguments, "--format", "gitlab", "--lang", lang).out
        assert valid(gitlab, "gitlab-code-quality.json", absolute=True)


# Validation


def valid(text: str, schema: str, *, absolute: bool = False) -> Any:
    """The document in `text`, which has to be valid."""
    document = json.loads(text)
    jsonschema = import_module("jsonschema")
    rules = json.loads((SCHEMAS / schema).read_text("utf-8"))
    if absolute:  # files outside of any repository
        del rules["items"]["properties"]["location"]["properties"]["path"]["not"]
    kind = jsonschema.validators.validator_for(rules)
    kind.check_schema(rules)
    kind(rules, format_checker=kind.FORMAT_CHECKER).validate(document)
    return document


def sarif_run(text: str) -> dict[str, Any]:
    """The only run of a valid log."""
    (run,) = valid(text, "sarif-2.1.0-rtm.5.json")["runs"]
    assert all(one["level"] == "none" for one in run["results"] if one["kind"] != "fail")
    fingerprints = [one["partialFingerprints"]["cchc/v1"] for one in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    found: dict[str, Any] = run
    return found


def location(result: dict[str, Any]) -> tuple[str, int | None, int | None]:
    """The file, line and column of a result."""
    physical = result["locations"][0]["physicalLocation"]
    region = physical.get("region", {})
    return physical["artifactLocation"]["uri"], region.get("startLine"), region.get("startColumn")


def junit(text: str) -> list[Any]:
    """The suites of a valid report."""
    etree = import_module("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd")))
    schema.assertValid(etree.fromstring(text.encode()))
    return list(import_module("junitparser").JUnitXml.fromstring(text.encode()))
