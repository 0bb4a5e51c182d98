"""Strings that are out to break something, and other people's YAML: never more than an error."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest
from conftest import Cchc
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

STRINGS = [
    # Terminal control
    "\x1b[2J\x1b[31mđỏ\x1b]0;title\x07",
    "\x9b31m",
    "\u202egnp.exe\u202c",
    "\u2066\u2067ẩn\u2069",
    "a\rb",
    "\x00",
    "\x08\x08\x08pass",
    "\ufeff",
    "\u200b\u200c\u200d",
    "\u2028\u2029",
    # Markup of other programs
    "[bold red]Đạt[/bold red]",
    "[/]",
    "[link=file:///etc/passwd]x[/link]",
    ":warning:",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;&#x202e;",
    "| a | b |\n|---|---|",
    "::error file=x,line=1::Hello",
    "%0A::set-output name=x::y",
    # Formulas
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    # Format strings and templates
    "%s%s%n",
    "{0}{1}",
    "{file}",
    "{}",
    "{{7*7}}",
    "${HOME}",
    "$(reboot)",
    "`reboot`",
    # YAML
    "!!python/object/apply:os.system [id]",
    "*x",
    "&x y",
    "<<: *x",
    "- a",
    "? a",
    "key: value",
    "'",
    '"',
    "#",
    "---",
    "...",
    "|",
    ">",
    "@",
    "%",
    "`",
    "null",
    "~",
    # Numbers and answers
    "NaN",
    "-Infinity",
    "1e400",
    "0x7fffffff",
    "9" * 5000,
    "-0",
    "1/0",
    "0/0",
    "1/2/3",
    "⅓",
    "٣١/٧٥",
    "一百",
    "∞",
    # Text
    "",
    " ",
    "\u00a0",
    "Z̷̢͇a̴̰͝l̶̡g̸o",
    "e" + "\u0301" * 500,
    "👩‍👩‍👧‍👦",
    "Ｆｕｌｌ",
    "ﷺ",
    "İ",
    "ß",
    "ǅ",
    "\u0130\u0307",
    "\U000e0001",
    "x" * 70_000,
    # Paths and names
    "../../../../etc/passwd",
    "CON",
    "file:///dev/null",
    "C:\\",
    "a;b,c\td",
]
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def assert_harmless(cchc: Cchc, file: Path) -> None:
    for format in ("table", "json"):
        outcome = cchc("check", file, "--format", format)
        assert outcome.status in (0, 1, 3)
        assert outcome.err == ""
        assert ACTING.search(outcome.out) is None
        if format == "json":
            assert json.loads(outcome.out)["exit_status"] == outcome.status


def names(strings: list[str]) -> list[str]:
    return [f"{number}-{ascii(text)[:20]}" for number, text in enumerate(strings)]


def places(text: str) -> list[list[str]]:
    """A table with the text wherever one may stand."""
    return [
        ["agency", text],
        ["period", "Q1/2026"],
        ["reported_on", text],
        ["metric", "value", "note", text],
        ["hai_long_tthc", text, text],
        ["ho_so_dung_han", "92%", text],
        [text, "92%", ""],
        ["activity", "status", "completed_on", "document", "note"],
        ["IV.2", text, text, text, text],
    ]


@pytest.mark.parametrize("text", STRINGS, ids=names(STRINGS))
def test_a_hostile_string_anywhere_in_csv(text: str, tmp_path: Path, cchc: Cchc) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(places(text))
    file = tmp_path / "report.csv"
    file.write_text(stream.getvalue(), "utf-8", newline="")
    assert_harmless(cchc, file)


@pytest.mark.parametrize("text", STRINGS, ids=names(STRINGS))
def test_a_hostile_string_anywhere_in_yaml(text: str, tmp_path: Path, cchc: Cchc) -> None:
    quoted = json.dumps(text, ensure_ascii=True)  # as escapes, so that YAML takes it
    quoted = re.sub(r"\\ud[89ab]..\\ud[c-f]..", lambda match: json.loads(f'"{match[0]}"'), quoted)
    file = tmp_path / "report.yaml"
    for written in (quoted, text):
        file.write_text(
            f"agency: {written}\nperiod: Q1/2026\nmetrics:\n"
            f"  hai_long_tthc: {written}\n"
            f"  ho_so_dung_han: {{value: 92, note: {written}}}\n"
            f"  {written}: 1\nactivities:\n  IV.2: {{status: {written}, document: {written}}}\n",
            "utf-8",
            newline="",
        )
        assert_harmless(cchc, file)


def test_hostile_strings_in_a_workbook(tmp_path: Path, cchc: Cchc) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, text in enumerate(STRINGS):
        sheet = book.create_sheet(f"Trang {number}")
        for row in places(ILLEGAL_CHARACTERS_RE.sub("", text)[:30_000]):
            sheet.append(row)
    file = tmp_path / "report.xlsx"
    book.save(file)
    assert_harmless(cchc, file)


def test_a_hostile_file_name(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "a\x1b[31m\u202eb [red].yaml"
    file.write_text("agency: so-noi-vu\n", "utf-8")
    assert_harmless(cchc, file)


FOREIGN = os.environ.get("CCHC_FOREIGN_YAML", "")


@pytest.mark.skipif(not FOREIGN, reason="CCHC_FOREIGN_YAML names no folder of YAML test data")
def test_other_peoples_yaml(tmp_path: Path, cchc: Cchc) -> None:
    """The inputs of PyYAML's or of YAML's own test suite, as they are and as metrics."""
    files = [file for file in sorted(Path(FOREIGN).rglob("*")) if file.is_file()]
    assert len(files) > 100
    for number, foreign in enumerate(files):
        content = foreign.read_bytes()
        below = b"agency: so-noi-vu\nperiod: Q1/2026\nmetrics:\n" + re.sub(
            rb"^", b"  ", content, flags=re.MULTILINE
        )
        for each in (content, below):
            file = tmp_path / f"{number}.yaml"
            file.write_bytes(each)
            outcome = cchc("check", file, "--format", "json")
            assert outcome.status in (0, 1, 3), foreign
            assert outcome.err == "", foreign
