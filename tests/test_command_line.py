"""The command line itself: languages, help, errors, exit statuses, streams."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from checking import plan_file
from conftest import ROOT, Cchc

from cchc import __version__

EXAMPLE = ROOT / "examples" / "agency.yaml"


def test_help_is_in_the_chosen_language(cchc: Cchc) -> None:
    vietnamese, english = cchc("--help").out, cchc("--lang", "en", "--help").out
    assert vietnamese.startswith("Cách dùng: cchc [TÙY CHỌN] LỆNH")
    assert english.startswith("Usage: cchc [OPTIONS] COMMAND")
    for command in ("check", "deadlines", "plan"):
        assert f"\n  {command} " in vietnamese
        assert f"\n  {command} " in english


@pytest.mark.parametrize(
    "command",
    [["check"], ["deadlines"], ["plan"], ["plan", "show"], ["plan", "validate"], ["plan", "diff"]],
)
def test_no_english_is_left_in_vietnamese_help(command: list[str], cchc: Cchc) -> None:
    outcome = cchc(*command, "--help")
    assert outcome.status == 0
    for word in ("Usage", "Options", "Arguments", "Show this", "[default", "required", "TEXT"):
        assert word not in outcome.out
    assert cchc(*command, "--help", "--lang=en").out.startswith("Usage: cchc ")


def test_the_environment_sets_the_language(monkeypatch: pytest.MonkeyPatch, cchc: Cchc) -> None:
    monkeypatch.setenv("CCHC_LANG", "en")
    assert "needs ≥ 80%" in cchc("check", ROOT / "examples" / "commune-quarter.yaml").out
    assert "Cách dùng" in cchc("--help", "--lang", "vi").out


def test_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc) -> None:
    def checksum(file: Path) -> str:
        return hashlib.sha256(file.read_bytes()).hexdigest()

    whose = f"3350/QĐ-UBND (son-la-2026) sha256:{checksum(ROOT / 'plan_2026.yaml')}"
    assert cchc("--version") == (0, f"cchc {__version__}\n{whose}\n", "")
    plan = plan_file(tmp_path)
    monkeypatch.setenv("CCHC_PLAN", str(plan))
    whose = f"1/QĐ-THỬ (thu-2026) sha256:{checksum(plan)}"
    assert cchc("-V").out == f"cchc {__version__}\n{whose}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], "usage-missing-command", "the command is missing"),
        (["plan"], "usage-missing-command", "cchc plan --help"),
        (["chek"], "usage-no-such-command", "Did you mean “check”?"),
        (["check"], "usage-missing-argument", "FILE… is missing"),
        (["check", "--formt", "json", EXAMPLE], "usage-no-such-option", "--formt"),
        (["check", EXAMPLE, "--period"], "usage-option-value", "--period"),
        (["check", EXAMPLE, "--plan", ""], "usage-option-value", "--plan"),
        (["deadlines", "--month", ""], "usage-option-value", "--month"),
        (["check", EXAMPLE, "--format", "xml"], "usage-unknown-choice", "table, json"),
        (["check", EXAMPLE, "--only", "fail,lost"], "usage-unknown-choice", "“lost”"),
        (["check", EXAMPLE, "--period", "Q2/2026"], "usage-unknown-period", "2026-H1"),
        (["check", EXAMPLE, "--today", "1/2"], "usage-not-a-date", "“1/2”"),
        (["check", "-", "-"], "usage-stdin-twice", "only be used once"),
        (["check", EXAMPLE, "--lang", "fr"], "usage-unknown-choice", "vi, en"),
    ],
)
def test_a_wrong_command_line(
    arguments: list[str], code: str, words: str, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.setenv("CCHC_LANG", "en")
    outcome = cchc(*arguments)
    if "fr" not in arguments:
        assert words in outcome.err
    assert f"[{code}]" in outcome.err
    assert outcome.status == 2
    assert outcome.out == ""


def test_a_mistake_in_the_program_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nought")

    monkeypatch.setattr("cchc.cli.inputs.read_by_its_plan", broken)
    outcome = cchc("check", EXAMPLE)
    assert outcome.status == 3
    assert "ZeroDivisionError: nought [internal]" in " ".join(outcome.out.split())
    assert "Traceback" not in outcome.out + outcome.err
    monkeypatch.setenv("CCHC_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cchc("check", EXAMPLE)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cchc", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "cp437", "ascii", "utf-8"])
def test_a_redirected_run_survives_any_code_page(encoding: str) -> None:
    for arguments in (["check", "examples/invalid.yaml"], ["--help"], ["chek"], ["plan", "show"]):
        done = process(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode in (0, 2, 3)
        assert b"Traceback" not in done.stderr
        question_marks = (done.stdout + done.stderr).count(b"?")
        assert question_marks <= 2  # "Có phải …?"


def test_a_reader_that_leaves_early_changes_nothing() -> None:
    script = f"{sys.executable} -m cchc plan show | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


MAY_LOAD = {
    "": "batch dates diagnostics errors exact memo policy results settings text",
    "cli": "app check click clock console environment examples inputs jobs localised main options "
    "outputs run stopping",
    "document": "encoding files kinds lines look_alikes nodes normal writing yaml",
    "evaluate": "activities agreement duties targets",
    "messages": "vi",
    "plan": "compiled load model schedule succession",
    "render": "look wording",
    "render.check": "findings json words writer",
    "render.kit": "json provenance",
    "submission": "activities agencies amounts date_slips documents estimates everyday figures "
    "folders ignored metrics mistaken model numbers read spellings texts titles wanted",
    "waivers": "model",
}
"""What a check to JSON may load of cchc, by package: the way of the data, and no other command."""
HEAVY = {"pydantic", "rich.console", "rich.table", "openpyxl", "zipfile", "multiprocessing"}
"""What it mustn't, of all else there is."""


def test_a_check_to_json_loads_what_it_needs_and_nothing_else() -> None:
    script = (
        "import sys; from cchc.cli.run import run; "
        "run(['check', 'examples/agency.yaml', '--format', 'json', '--no-config']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    process("check", "examples/agency.yaml")  # compiles the plan
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False, text=True
    )
    loaded = set(done.stderr.split())
    assert "cchc.render.check.json" in loaded
    assert not loaded & HEAVY
    may = {"cchc", *(f"cchc.{name}" for name in MAY_LOAD if name)}
    for package, names in MAY_LOAD.items():
        may |= {".".join(filter(None, ("cchc", package, name))) for name in names.split()}
    assert {name for name in loaded if name.split(".")[0] == "cchc"} <= may
