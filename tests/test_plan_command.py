"""`cchc plan`: the plan as programs and people see it, and mistakes in a plan file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, Cchc

PLAN = ROOT / "plan_2026.yaml"


def test_the_plan_as_json_has_all_that_the_contract_names(cchc: Cchc) -> None:
    document = json.loads(cchc("plan", "show", "--format", "json").out)
    assert document["schema"] == "cchc.plan/1"
    assert {"plan", "metrics", "targets", "activities", "reporting", "obligations"} <= set(document)
    [target] = [t for t in document["targets"] if t["id"] == "ho-so-luan-chuyen-dien-tu"]
    assert target["metric"] == "ho_so_luan_chuyen_dien_tu"
    assert target["field"] == "thu-tuc-hanh-chinh"
    assert target["threshold"] == {"op": ">=", "value": "80", "unit": "%"}
    assert target["applies_to"] == ["department", "commune"]
    assert target["due"] == "always"
    assert target["source"] == {"section": "II.3.a", "item": 3, "clause": 1}
    confirmations = [t for t in document["targets"] if t["threshold"]["op"] == "=="]
    assert {t["threshold"]["value"] for t in confirmations} == {"yes"}
    [metric] = [m for m in document["metrics"] if m["id"] == target["metric"]]
    assert metric["kind"] == "share"
    assert metric["numerator"] == "Hồ sơ TTHC luân chuyển giữa các cơ quan bằng phương thức điện tử"
    [activity] = [a for a in document["activities"] if a["id"] == "III.4"]
    assert activity["lead"] == ["van-phong-ubnd-tinh"]
    assert activity["coordinating"] == ["department", "commune"]
    assert [
        (output["schedule"]["kind"], output["schedule"]["quarter"], output["text"])
        for output in activity["outputs"]
    ] == [("quarter", "2026-Q1", "Quý I/2026"), ("quarter", "2026-Q4", "Quý IV/2026")]
    third = document["reporting"][2]
    assert (third["id"], third["data_from"], third["data_to"], third["due_on"]) == (
        "2026-Q3",
        "2026-06-10",
        "2026-09-09",
        "2026-09-11",
    )


def test_the_plan_in_english(cchc: Cchc) -> None:
    document = json.loads(cchc("plan", "show", "--format", "json", "--lang", "en").out)
    assert document["fields"][2]["title"] == "Reform of administrative procedures"
    shown = cchc("plan", "show", "--lang", "en").out
    assert "Decision 3350/QĐ-UBND of 26/12/2025" in shown
    assert "> 340" in shown
    assert max(map(len, (line.rstrip() for line in shown.splitlines()))) <= 80


def test_the_travelling_plan_is_valid(cchc: Cchc) -> None:
    for arguments in ([], [PLAN]):
        outcome = cchc("plan", "validate", *arguments)
        assert outcome.status == 0
        assert "57 chỉ tiêu, 56 chỉ số, 54 hoạt động, 89 cơ quan, 4 kỳ báo cáo" in outcome.out


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("    due: always\n", "    due: sometimes\n", "plan-bad-choice", "always, year_end"),
        ("    due: always\n", "", "plan-missing-field", "“due”"),
        ("    due: always\n", "    due: always\n    dues: x\n", "plan-unknown-field", "“dues”"),
        ("field: the-che\n", "field: the-chee\n", "plan-unknown-reference", "the-che"),
        ("value: 80,", "value: eighty,", "plan-bad-value", "con số"),
        ("value: 80,", "value: 101,", "plan-threshold", "share"),
        ("month: 2026-01}", "month: 2027-01}", "plan-outside-year", "2026"),
        ("month: 2026-01}", "month: 2026-13}", "plan-schedule-form", "2026-13"),
        ("data_to: 2026-03-09", "data_to: 2026-03-12", "plan-window", "2026-Q1"),
        ("    final: true\n", "", "plan-final-report", "final"),
        ("schema: cchc.plan/1\n", "", "not-a-plan", "schema"),
    ],
)
def test_a_mistake_in_a_plan_has_its_place(
    old: str, new: str, code: str, words: str, tmp_path: Path, cchc: Cchc
) -> None:
    text = PLAN.read_text("utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new, 1), "utf-8")

    outcome = cchc("plan", "validate", wrong)

    assert outcome.status == 3
    assert outcome.out == ""
    [first] = [found for found in outcome.err.splitlines() if found.startswith(f"{wrong}:")]
    assert f"[{code}]" in first
    assert words in first
    if new.strip() and "final" not in code:
        near = int(first.removeprefix(f"{wrong}:").split(":")[0])
        assert abs(near - line) <= 1, first
    checked = cchc("check", ROOT / "examples" / "agency.yaml", "--plan", wrong)
    assert (checked.status, checked.err) == (3, outcome.err)


def test_every_mistake_is_reported_at_once(tmp_path: Path, cchc: Cchc) -> None:
    text = PLAN.read_text("utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        text.replace("kind: share", "kind: shares", 1).replace("due: always", "due: never", 1),
        "utf-8",
    )
    err = cchc("plan", "validate", wrong, "--lang", "en").err
    assert "“shares” cannot be used for “kind”" in err
    assert "Did you mean “share”?" in err
    assert "“never” cannot be used for “due”" in err


def test_several_plans_are_validated_each_and_the_worst_counts(tmp_path: Path, cchc: Cchc) -> None:
    wrong, absent = tmp_path / "wrong.yaml", tmp_path / "absent.yaml"
    wrong.write_text("schema: cchc.plan/1\n", "utf-8")
    outcome = cchc("plan", "validate", wrong, PLAN, absent, "--lang", "en")
    assert outcome.status == 3
    assert outcome.out.startswith(f"{PLAN}: valid. 57 targets")
    assert f"{wrong}:1:1: error: the field “plan” is missing" in outcome.err
    assert f"{absent}: error: there is no such file. [not-found]" in outcome.err
    assert cchc("plan", "validate", PLAN, PLAN).status == 0


@pytest.mark.parametrize("files", [("",), (PLAN, "")])
def test_an_unset_variable_is_no_plan(files: tuple[str | Path, ...], cchc: Cchc) -> None:
    outcome = cchc("plan", "validate", *files)
    assert (outcome.status, outcome.out) == (2, "")
    assert "[usage-option-value]" in outcome.err
