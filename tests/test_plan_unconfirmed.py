"""What a draft of a plan guessed stays visible until a person has confirmed it."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Cchc

PLAN = ROOT / "examples" / "plans" / "van-khe" / "plan_2027.yaml"
REPORT = ROOT / "examples" / "plans" / "van-khe" / "bao-cao" / "2027-H1" / "khe-ha.yaml"
TARGET = "  - id: ho-so-dung-han\n"


def draft(folder: Path, fields: str) -> Path:
    file = folder / "plan.yaml"
    text = PLAN.read_text("utf-8")
    assert text.count(TARGET) == 1
    file.write_text(text.replace(TARGET, f"{TARGET}    to_confirm: {fields}\n"), "utf-8")
    return file


def test_the_plan_is_valid_and_says_what_is_left(tmp_path: Path, cchc: Cchc) -> None:
    plan = draft(tmp_path, "[threshold, applies_to]")
    outcome = cchc("plan", "validate", plan)
    assert outcome.status == 0
    assert outcome.out.endswith("\nCòn 2 chỗ chưa xác nhận (to_confirm).\n")
    assert "to_confirm" not in cchc("plan", "validate", PLAN).out


def test_every_verdict_by_it_is_warned_of(tmp_path: Path, cchc: Cchc) -> None:
    plan = draft(tmp_path, "[threshold, applies_to]")
    outcome = cchc("check", REPORT, "--plan", plan, "--lang", "en")
    assert outcome.status == 0
    shown = " ".join(outcome.out.split())
    assert "warning: the plan is a draft, with guesses for a person to confirm (2 in" in shown
    assert "[plan-unconfirmed]" in shown
    assert "plan-unconfirmed" not in cchc("check", REPORT, "--plan", PLAN).out


def test_only_fields_of_the_entry_can_wait(tmp_path: Path, cchc: Cchc) -> None:
    plan = draft(tmp_path, "[threshold, aplies_to]")
    outcome = cchc("plan", "validate", plan, "--lang", "en")
    assert outcome.status == 3
    line = plan.read_text("utf-8").splitlines().index("    to_confirm: [threshold, aplies_to]") + 1
    assert f"{plan}:{line}:29: error: " in outcome.err
    assert "Did you mean “applies_to”?" in outcome.err
