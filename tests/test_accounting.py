"""Every number of a decision's text is claimed, set aside for a reason, or told as unexplained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Cchc

HERE = ROOT / "tests" / "decisions"
VAN_KHE = ROOT / "examples" / "plans" / "van-khe"
HEAD = "Số: 7/QĐ-UBND\nKẾ HOẠCH\nCải cách hành chính tỉnh A năm 2028\n"


@pytest.fixture
def proof(tmp_path: Path, cchc: Cchc) -> Any:
    """Traces a text against the draft of `drafted`, or of itself."""

    def call(text: str, *more: str, drafted: str = "") -> Any:
        source, plan = tmp_path / "a.txt", tmp_path / "plan.yaml"
        source.write_text(HEAD + (drafted or text), "utf-8")
        assert cchc("plan", "new", "--source", source, "-o", plan, "--force").status == 0
        source.write_text(HEAD + text, "utf-8")
        command = ("plan", "trace", "--source", source, "--plan", plan)
        return cchc(*command, *(more or ("--format", "json")))

    return call


def fates(outcome: Any) -> dict[str, tuple[str, str | None]]:
    """What became of each number, by the number; its reason or the entry that claims it."""
    listed = json.loads(outcome.out)["figures"]["list"]
    return {one["text"]: (one["fate"], one["reason"]) for one in listed}


TARGETS = "II. MỤC TIÊU CỤ THỂ\n1. 95% hồ sơ đúng hạn.\n"


def test_a_sentence_on_tasks_below_targets_is_a_target(proof: Any) -> None:
    text = f"{TARGETS}2. Hoàn thành 100% nhiệm vụ được giao.\n"
    outcome = proof(text)
    assert fates(outcome)["100%"] == ("claimed", None)
    # A plan without it is no proof.
    outcome = proof(text, drafted=TARGETS)
    assert outcome.status == 1
    assert [(one["code"], one["line"]) for one in json.loads(outcome.out)["unclaimed"]] == [
        ("figure", 6)
    ]


@pytest.mark.parametrize(
    ("section", "number", "reason"),
    [
        ("III. NHIỆM VỤ\n- Số hóa 80% sổ sách.\n", "80%", "task"),
        ("III. YÊU CẦU\n- Tiếp nối mức 80% đã đạt.\n", "80%", "background"),
        ("III. NHIỆM VỤ\n- Theo Nghị định số 45/2020/NĐ-CP.\n",
         "Nghị định số 45/2020/NĐ-CP", "document"),
        ("III. NHIỆM VỤ\n- Giai đoạn 2021-2025 đã xong.\n", "2021-2025", "other-year"),
        ("III. NHIỆM VỤ\n- Dịch vụ công mức độ 4.\n", "mức độ 4", "name"),
        ("III. LĨNH VỰC KHÁC\n- Phấn đấu 80% hộ dân.\n", "80%", None),
        ("III. LĨNH VỰC KHÁC\n- Xây 12 trạm.\n", "12", None),
        ("III. LĨNH VỰC KHÁC\n- Xong trong tháng 6/2028.\n", "tháng 6/2028", None),
    ],
)  # fmt: skip
def test_what_no_entry_claims(section: str, number: str, reason: str | None, proof: Any) -> None:
    outcome = proof(f"{TARGETS}{section}IV. TỔ CHỨC THỰC HIỆN\n1. Các sở thực hiện.\n")
    assert fates(outcome)[number] == ("aside" if reason else "unexplained", reason)
    codes = {(one["code"], one["line"]) for one in json.loads(outcome.out)["unclaimed"]}
    assert (("unexplained", 7) in codes) == (reason is None)
    if reason is None:
        assert outcome.status == 1


def test_the_summary_and_why_of_a_line(cchc: Cchc) -> None:
    command = (
        "plan", "trace", "--source", VAN_KHE / "quyet-dinh-12.txt", "--plan",
        VAN_KHE / "plan_2027.yaml", "--lang", "en",
    )  # fmt: skip
    shown = " ".join(cchc(*command).out.split())
    # Claimed are 9 figures of targets and the year that one is compared with, 10 days and the
    # names of 2 reports, and the times of 7 rows; in tasks stand the years of three titles.
    assert "Numbers of the whole text (63) 29 claimed by an entry of the plan 34 set aside" in shown
    assert "3 in a task, which is no target" in shown
    assert "0 unexplained The plan agrees with the decision in full." in shown
    shown = " ".join(cchc(*command, "--explain", "33").out.split())
    assert shown.startswith("Line 33: “- Tối thiểu 95% hồ sơ được giải quyết đúng hạn; trong đó")
    assert "- 95%: claimed by ho-so-dung-han II.2.a.1, under “Chỉ tiêu”" in shown
    shown = " ".join(cchc(*command, "--explain", "8").out.split())
    assert "- 16 tháng 6 năm 2025: set aside: number or date of a legal document" in shown
    assert cchc(*command, "--explain", "4").out == "Line 4 has no number.\n"


def test_a_draft_tells_what_it_left(tmp_path: Path, cchc: Cchc) -> None:
    source = tmp_path / "a.txt"
    source.write_text(f"{HEAD}{TARGETS}III. LĨNH VỰC KHÁC\n- Phấn đấu 80% hộ dân.\n", "utf-8")
    drafted = cchc("plan", "new", "--source", source, "--lang", "en").out
    assert "# Not drafted (1):\n" in drafted
    assert (
        "#   Line 7: the number 80% is no entry's of the plan, and nothing tells why it needn't be "
        "one “- Phấn đấu 80% hộ dân.”\n"
    ) in drafted


def test_signs_that_only_a_font_shows_are_told(proof: Any) -> None:
    outcome = proof(f"{TARGETS}2. Trễ hạn \uf0a3 5%.\n", "--lang", "en")
    assert outcome.status == 1
    assert "a sign that only its font shows (U+F0A3) is not read" in outcome.out


def test_a_draft_of_every_kind_is_a_plan_that_agrees(tmp_path: Path, cchc: Cchc) -> None:
    source, plan = HERE / "ke-hoach-lam-ha.txt", tmp_path / "plan.yaml"
    assert cchc("plan", "new", "--source", source, "-o", plan).status == 0
    assert cchc("plan", "validate", plan).status == 0
    outcome = cchc("plan", "trace", "--source", source, "--plan", plan)
    assert (outcome.status, outcome.out.splitlines()[-1]) == (
        0, "Kế hoạch khớp hoàn toàn với quyết định.",
    )  # fmt: skip
