"""Every folder in ``cases`` is an input with the diagnostics it must yield, in both languages.

``expect.yaml`` has the exit status and, for each diagnostic that names a place in the file,
``at`` (line:column), its code, and a part of its message in Vietnamese and English.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Cchc

CASES = sorted((ROOT / "tests" / "cases").iterdir())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, lang: str, cchc: Cchc) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text("utf-8"))
    file = case / "input.yaml"

    outcome = cchc("check", file, "--format", "json", "--lang", lang)
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
    assert outcome.status == expected["exit"]
    assert outcome.err == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_table_shows_the_place_and_the_help(
    case: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text("utf-8"))
    monkeypatch.chdir(case)
    file = "input.yaml"

    shown = cchc("check", file, "--lang", "en")
    words = " ".join(shown.out.split())

    for problem in expected["diagnostics"]:
        place = f"{file}:{problem['at']}" if problem["at"] else file
        assert f"{place}: " in words
        assert f"[{problem['code']}]" in words
    assert "How to fix it: " in words
    assert "\x1b" not in shown.out
    assert shown.status == expected["exit"]


def _place(problem: dict[str, Any]) -> str:
    return "" if problem["line"] is None else f"{problem['line']}:{problem['column']}"
