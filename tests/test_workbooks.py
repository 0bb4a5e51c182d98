"""Workbooks as other programs write them, through the command line, and other people's."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import ROOT, Cchc
from hostile_workbooks import GENERATORS, styled_empty_rows
from packages import archive, package

CASES: Final = ROOT.parent / "shared" / "cases"
CORPUS: Final = ROOT.parent / "shared" / "corpus"
FOREIGN: Final = os.environ.get("CCHC_FOREIGN_WORKBOOKS", "")

DAMAGED: Final = {
    "issue252.xlsx": "the checksum of xl/_rels/workbook.xml.rels is wrong",
}
"""Other people's files that are damaged indeed, and in which way."""
CALLED_DAMAGED: Final = {"workbook-damaged", "sheet-missing", "sheets-are-one", "internal"}


def inline(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


def table(*rows: str) -> str:
    """A head and a heading, and the rows of figures from the fourth on."""
    head = (
        f'<row r="1">{inline("A1", "Cơ quan")}{inline("B1", "Sở Nội vụ")}</row>'
        f'<row r="2">{inline("A2", "Kỳ báo cáo")}{inline("B2", "Q1/2026")}</row>'
        f'<row r="3">{inline("A3", "Mã chỉ số")}{inline("B3", "Tử số")}'
        f"{inline('C3', 'Mẫu số')}{inline('D3', 'Giá trị')}</row>"
    )
    return head + "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 4))


def figure(cell: str, **more: str) -> dict[str, str | bytes]:
    """A workbook that reports one figure; `cell` is D4, as XML."""
    return package(table(inline("A4", "hai_long_tthc") + cell), **more)


def formats(code: str) -> str:
    return (
        f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    )


def checked(cchc: Cchc, file: Path, *options: str) -> dict[str, Any]:
    outcome = cchc("check", file, "--format", "json", "--lang", "en", *options)
    assert outcome.err == ""
    (submission,) = json.loads(outcome.out)["submissions"]
    assert isinstance(submission, dict)
    return submission


def result(submission: dict[str, Any], metric: str = "hai_long_tthc") -> dict[str, Any]:
    results: list[dict[str, Any]] = submission["results"]
    return next(each for each in results if each["metric"] == metric)


def codes(submission: dict[str, Any]) -> list[str]:
    return [f"{each['severity']} {each['code']}" for each in submission["diagnostics"]]


def told(submission: dict[str, Any], code: str) -> dict[str, Any]:
    found = [each for each in submission["diagnostics"] if each["code"] == code]
    assert len(found) == 1
    problem: dict[str, Any] = found[0]
    return problem


@pytest.mark.parametrize(
    ("code", "stored", "value", "numerator"),
    [
        ("0.0%", "0.925", "92.50", None),
        ("0&quot;%&quot;", "92", "92.00", None),
        ("[&lt;1]0.0%;0.0&quot;%&quot;", "92.5", "92.50", None),
        ("0.0%", "0.005", "0.50", None),
        ("0&quot;/75&quot;", "70", "93.33", "70"),
    ],
)
def test_a_figure_is_what_its_cell_shows(
    code: str, stored: str, value: str, numerator: str | None, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.xlsx"
    cell = f'<c r="D4" s="1"><v>{stored}</v></c>'
    file.write_bytes(archive(figure(cell, styles=formats(code))))
    submission = checked(cchc, file)
    assert (result(submission)["value"], result(submission)["numerator"]) == (value, numerator)
    assert not any(code.startswith("error") for code in codes(submission))


@pytest.mark.parametrize(
    ("lang", "message", "help"),
    [
        (
            "vi",
            "ô chứa 95 nhưng định dạng số “0.0‰” hiện ra thành số khác",
            "đặt định dạng General (hoặc Percentage) rồi gõ lại",
        ),
        (
            "en",
            "the cell holds 95, but its number format “0.0‰” shows another number",
            "Give the cell the format General (or Percentage) and type",
        ),
    ],
)
def test_a_figure_that_shows_as_another_is_refused_at_its_cell(
    lang: str, message: str, help: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.xlsx"
    cell = '<c r="D4" s="1"><v>95</v></c>'
    file.write_bytes(archive(figure(cell, styles=formats("0.0‰"))))
    submission = checked(cchc, file, "--lang", lang)
    problem = told(submission, "number-format")
    assert (problem["sheet"], problem["cell"]) == ("S", "D4")
    assert message in problem["message"]
    assert help in problem["help"]
    assert result(submission)["status"] == "invalid"


@pytest.mark.parametrize(
    ("lang", "message"), [("vi", "có thể đã cũ"), ("en", "may be out of date")]
)
def test_an_old_result_is_warned_of_at_its_cell(
    lang: str, message: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.xlsx"
    cell = '<c r="D4" s="1"><f>0.9+0.025</f><v>0.925</v></c>'
    parts = figure(cell, styles=formats("0.0%"), settings='<calcPr fullCalcOnLoad="1"/>')
    file.write_bytes(archive(parts))
    submission = checked(cchc, file, "--lang", lang)
    problem = told(submission, "stale-result")
    assert (problem["severity"], problem["cell"]) == ("warning", "D4")
    assert message in problem["message"]
    assert "Ctrl+Alt+F9" in problem["help"]
    assert result(submission)["status"] == "pass"


def test_typed_figures_are_never_old(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.xlsx"
    parts = figure('<c r="D4"><v>92.5</v></c>', settings='<calcPr fullCalcOnLoad="1"/>')
    file.write_bytes(archive(parts))
    assert "warning stale-result" not in codes(checked(cchc, file))


def test_what_makes_a_figure_doubtful_is_all_told(tmp_path: Path, cchc: Cchc) -> None:
    cell = '<c r="D4"><f>[1]S!A1</f><v>92.5</v></c>'
    row = f'<row r="4" hidden="1">{inline("A4", "hai_long_tthc")}{cell}</row>'
    file = tmp_path / "report.xlsx"
    file.write_bytes(archive(package(table() + row, settings='<calcPr calcMode="manual"/>')))
    found = codes(checked(cchc, file))
    for code in ("external-link", "stale-result", "hidden-cell"):
        assert f"warning {code}" in found


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize(
    ("lang", "message"),
    [("vi", "chỉ đọc được giá trị"), ("en", "only the values of .{kind} files can be read")],
)
def test_what_cannot_be_seen_in_other_workbooks_is_said_once(
    kind: str, lang: str, message: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = ROOT / "tests" / "cases" / f"file-{kind}" / f"input.{kind}"
    problem = told(checked(cchc, file, "--lang", lang), "values-only")
    assert problem["severity"] == "warning"
    assert message.format(kind=kind) in problem["message"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_is_known_by_its_content(kind: str, tmp_path: Path, cchc: Cchc) -> None:
    source = ROOT / "tests" / "cases" / f"file-{kind}" / f"input.{kind}"
    file = tmp_path / "report.xlsx"
    file.write_bytes(source.read_bytes())
    assert told(checked(cchc, file), "values-only")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / f"report.{kind}").write_bytes(source.read_bytes())
    assert told(checked(cchc, folder), "values-only")


def test_a_sheet_that_is_not_there_is_named_in_both_languages(tmp_path: Path, cchc: Cchc) -> None:
    parts = package()
    del parts["xl/worksheets/sheet1.xml"]
    file = tmp_path / "report.xlsx"
    file.write_bytes(archive(parts))
    for lang, words in (("vi", "trang “S”"), ("en", "the sheet “S”")):
        submission = checked(cchc, file, "--lang", lang)
        assert words in told(submission, "sheet-missing")["message"]


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ("merged_ranges", "merged-cells"),
        ("attributes", "too-many-values"),
        ("sheets_of_one_part", "sheets-are-one"),
    ],
)
def test_what_is_hostile_gets_one_clear_message(
    size: str, code: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(GENERATORS[size](200_000 if size == "attributes" else 2))
    assert f"error {code}" in codes(checked(cchc, file))


@pytest.mark.parametrize("name", GENERATORS)
def test_every_hostile_workbook_is_read_or_refused(name: str, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(GENERATORS[name](300))
    assert cchc("check", file, "--format", "json").status == 3


def test_formats_of_empty_rows_are_no_values(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(styled_empty_rows(60_000))
    assert "error too-many-values" not in codes(checked(cchc, file))


# What came of other people's files; neither folder travels with the project

BASE: Final[dict[str, tuple[str, str | None]]] = {
    "ho_so_dung_han": ("pass", "100.00"),
    "hai_long_tthc": ("pass", "92.50"),
}
LIKE_BASE: Final = (
    "base", "color", "empty-fill", "font-family", "style-index", "drawing-missing", "core-date",
    "comments", "hyperlink", "protected", "jpeg-logo", "zip-backslash", "styled-empty",
    "no-sharedstrings",
)  # fmt: skip
SHARED: Final[dict[str, dict[str, tuple[str, str | None]]]] = {
    **dict.fromkeys(LIKE_BASE, BASE),
    "sst-case": {"hai_long_tthc": ("pass", "92.50")},
    "fmt-promille": {"hai_long_tthc": ("invalid", None)},
    "fmt-literal-over": {"hai_long_tthc": ("pass", "93.33")},
    "stale-cache": {"hai_long_tthc": ("pass", "95.00")},
}  # fmt: skip


@pytest.mark.skipif(not CASES.is_dir(), reason="no folder of shared cases beside the project")
@pytest.mark.parametrize("name", SHARED)
def test_a_shared_case_comes_to_what_it_should(name: str, cchc: Cchc) -> None:
    submission = checked(cchc, CASES / "xlsx" / f"{name}.xlsx")
    for metric, expected in SHARED[name].items():
        found = result(submission, metric)
        assert (found["status"], found["value"]) == expected
    assert ("warning stale-result" in codes(submission)) == (name == "stale-cache")


def foreign_files() -> list[Path]:
    """Other people's tables, of the shared folder and those that the environment names."""
    folders = [CORPUS, *map(Path, filter(None, FOREIGN.split(os.pathsep)))]
    kinds = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods", ".xlsb", ".csv", ".tsv"}
    return [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix.lower() in kinds
    ]


@pytest.mark.skipif(
    not (FOREIGN or CORPUS.is_dir()),
    reason="no folder of other people's workbooks: no ../shared/corpus, no CCHC_FOREIGN_WORKBOOKS",
)
def test_other_peoples_workbooks(cchc: Cchc) -> None:
    """None crashes, takes over five seconds, or is called damaged unless it is."""
    files = foreign_files()
    assert files
    for file in files:
        begun = time.process_time()
        outcome = cchc("check", file, "--format", "json", "--lang", "en")
        assert time.process_time() - begun < 5, file
        assert (outcome.status, outcome.err) == (3, ""), file
        (submission,) = json.loads(outcome.out)["submissions"]
        found = {each["code"] for each in submission["diagnostics"]}
        assert bool(found & CALLED_DAMAGED) == (file.name in DAMAGED), file
