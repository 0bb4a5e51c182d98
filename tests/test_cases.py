"""Every folder in ``cases`` is an input with the diagnostics it must yield, in both languages.

The input is ``input.yaml``, ``input.csv`` or any other ``input.*``; ``workbook.yaml`` describes
an Excel workbook, which is built from it (see `workbooks.build`).  ``expect.yaml`` has the exit
status, further ``arguments`` if there are any, and for each diagnostic that is an error or names
a place in the file: ``at`` (line:column, or sheet!cell), its code, and a part of its message in
Vietnamese and in English.  ``values`` may give what some metrics must be read as.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import workbooks
import yaml
from conftest import ROOT, Cchc

CASES = sorted((ROOT / "tests" / "cases").iterdir())


def expectation(case: Path) -> dict[str, Any]:
    expected: dict[str, Any] = yaml.safe_load((case / "expect.yaml").read_text("utf-8"))
    return expected


built = cache(lambda description: workbooks.build(description.read_text("utf-8")))
"""A described workbook, made once for all languages and formats."""


def input_of(case: Path, scratch: Path) -> Path:
    described = case / "workbook.yaml"
    if described.exists():
        file = scratch / "input.xlsx"
        file.write_bytes(built(described))
        return file
    (file,) = case.glob("input.*")
    return file


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, lang: str, tmp_path: Path, cchc: Cchc) -> None:
    expected = expectation(case)
    file = input_of(case, tmp_path)

    arguments = expected.get("arguments", [])
    outcome = cchc("check", file, *arguments, "--format", "json", "--lang", lang)
    submission = json.loads(outcome.out)["submissions"][0]
    found = [
        problem
        for problem in submission["diagnostics"]
        if problem["line"] is not None or problem["severity"] == "error"
    ]

    assert [(_place(problem), problem["code"]) for problem in found] == [
        (problem["at"], problem["code"]) for problem in expected["diagnostics"]
    ]
    for problem, wanted in zip(found, expected["diagnostics"], strict=True):
        assert wanted[lang] in problem["message"]
        assert problem["help"]
    read = {result["metric"]: result["value"] for result in submission["results"]}
    for metric, value in expected.get("values", {}).items():
        assert read[metric] == value
    assert outcome.status == expected["exit"]
    assert outcome.err == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_table_shows_the_place_and_the_help(
    case: Path, tmp_path: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = expectation(case)
    file = input_of(case, tmp_path)
    monkeypatch.chdir(file.parent)

    shown = cchc("check", file.name, *expected.get("arguments", []), "--lang", "en")
    words = " ".join(shown.out.split())

    for problem in expected["diagnostics"]:
        mark = "!" if "!" in problem["at"] else ":"
        place = f"{file.name}{mark}{problem['at']}" if problem["at"] else file.name
        assert f"{place}: " in words
        assert f"[{problem['code']}]" in words
    if expected["diagnostics"]:
        assert "How to fix it: " in words
    assert "\x1b" not in shown.out
    assert shown.status == expected["exit"]


def _place(problem: dict[str, Any]) -> str:
    if problem["line"] is None:
        return ""
    if problem["sheet"]:
        return f"{problem['sheet']}!{problem['cell']}"
    return f"{problem['line']}:{problem['column']}"
