"""What a plan says of how long targets have and how totals are made: shown, compared, traced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, Cchc

TEXT = (ROOT / "plan_2026.yaml").read_text("utf-8")
DECISION = """\
1. Tài chính công
a) Chỉ tiêu
- Phấn đấu đến hết năm 2026, toàn tỉnh có trên 340 doanh nghiệp thành lập mới.
- Giải ngân vốn đạt từ 90% trở lên.
"""


def edited(folder: Path, *edits: tuple[str, str]) -> Path:
    """The real plan with each first text, which stands there once, made the second."""
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    file = folder / "plan.yaml"
    file.write_text(text, "utf-8")
    return file


def target(id: str) -> str:
    """A target's lines up to where `until` or `held_by` stand."""
    start = TEXT.index(f"  - id: {id}\n    metric:")
    return TEXT[start : TEXT.index("    reading:", start)]


@pytest.mark.parametrize(
    ("id", "old", "new", "said"),
    [
        (
            "htx-moi", "until: 2026-12-31", "until: 2027-01-31",
            "Last day of the target: from 31/12/2026 to 31/01/2027"
            " (1 month later, which is 31 days)",
        ),
        (
            "bien-che-dung-chi-tieu", "held_by: so-noi-vu", "held_by: so-tai-chinh",
            "Who holds the province's figure: from Sở Nội vụ to Sở Tài chính",
        ),
    ],
)  # fmt: skip
def test_differences_of_a_target_are_told(
    id: str, old: str, new: str, said: str, tmp_path: Path, cchc: Cchc
) -> None:
    lines = target(id)
    changed = edited(tmp_path, (lines, lines.replace(old, new)))
    outcome = cchc("plan", "diff", ROOT / "plan_2026.yaml", changed, "--format", "json",
                   "--lang", "en")  # fmt: skip
    [change] = json.loads(outcome.out)["changes"]
    assert change["id"] == id
    assert _spaced(change["message"]) == said, change["message"]
    gone = edited(tmp_path, (lines, lines.replace(f"    {old}\n", "")))
    outcome = cchc("plan", "diff", ROOT / "plan_2026.yaml", gone, "--format", "json")
    [change] = json.loads(outcome.out)["changes"]
    assert (change["kind"], change["after"]) == (old.partition(":")[0], None)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def test_differences_of_lists_and_relations_are_told(tmp_path: Path, cchc: Cchc) -> None:
    metric = TEXT[TEXT.index("  - id: tthc_phi_dia_gioi\n") :]
    metric = metric[: metric.index("    shared_list: [commune]\n") + 27]
    relation = "  - id: luot-hai-long\n"
    changed = edited(
        tmp_path,
        (metric, metric.replace("    shared_list: [commune]\n", "")),
        (relation, "  - id: luot-hai-long-khac\n"),
    )
    outcome = cchc("plan", "diff", ROOT / "plan_2026.yaml", changed, "--format", "json",
                   "--lang", "en")  # fmt: skip
    changes = json.loads(outcome.out)["changes"]
    told = {(one["section"], one["id"], one["kind"]): one for one in changes}
    assert told.keys() == {
        ("targets", "tthc-phi-dia-gioi", "shared_list"),
        ("relations", "luot-hai-long-khac", "added"),
        ("relations", "luot-hai-long", "removed"),
    }
    assert told["targets", "tthc-phi-dia-gioi", "shared_list"]["lost"] == ["commune"]
    assert cchc("plan", "diff", ROOT / "plan_2026.yaml", changed).status == 0


def test_the_plan_is_shown_with_all_of_it(cchc: Cchc) -> None:
    shown = " ".join(cchc("plan", "show").out.split())
    assert "Số liệu phải khớp nhau" in shown
    assert "mẫu số của ho_so_tre_han_xin_loi = mẫu số trừ tử số của ho_so_dung_han" in shown
    page = cchc("plan", "show", "--format", "markdown", "--lang", "en").out
    assert "- **Needs:** \\> 340 (annual report; up to 31/12/2026)" in page
    plan = json.loads(cchc("plan", "show", "--format", "json").out)
    lasting = {one["id"]: one["until"] for one in plan["targets"] if one["until"]}
    assert lasting["doanh-nghiep-moi"] == "2026-12-31"
    counting = {one["id"]: one["counts_agencies"] for one in plan["metrics"]}
    assert counting["co_quan_cong_khai_ket_qua"] == "one"
    assert counting["cong_khai_ns_don_vi"] is counting["cong_khai_ns_tt61"] is None
    assert [one["op"] for one in plan["relations"]].count("==") == 3


def test_explain_tells_of_it(cchc: Cchc) -> None:
    told = " ".join(cchc("explain", "doanh-nghiep-moi", "--lang", "en").out.split())
    assert "The decision gives it until 31/12/2026" in told
    told = " ".join(cchc("explain", "bien-che-dung-chi-tieu", "--lang", "en").out.split())
    assert "The province's figure is that of Sở Nội vụ" in told
    told = " ".join(cchc("explain", "tthc_phi_dia_gioi", "--lang", "en").out.split())
    assert "which the province counts once: communes" in told.lower()


# The decision's words


def small(folder: Path, *, until: str, reading: str = "") -> tuple[Path, Path]:
    """A plan of the two targets of `DECISION`, the first with `until`."""
    from tiny_plan import TINY

    head, rest = TINY.split("targets:\n", 1)
    tail = rest[rest.index("activities:\n") :]
    start = head.index("metrics:\n")
    metrics = head[start:]
    kept = metrics[metrics.index("  - id: dung_han") : metrics.index("  - id: so_hoa")]
    counts = metrics[metrics.index("  - id: thanh_lap") : metrics.index("  - id: sai_sot")]
    targets = f"""\
targets:
  - id: thanh-lap
    metric: thanh_lap
    field: cong-viec
    title: {{vi: Thành lập mới, en: Newly founded}}
    threshold: {{op: ">", value: 340, unit: doanh nghiệp}}
    applies_to: [so-mot]
    due: year_end
    source: {{section: I.1.a, item: 1}}
{until}
  - id: dung-han
    metric: dung_han
    field: cong-viec
    title: {{vi: Giải ngân, en: Disbursed}}
    threshold: {{op: ">=", value: 90, unit: "%"}}
    applies_to: [so-mot]
    due: year_end
    source: {{section: I.1.a, item: 2}}
{reading}
"""
    plan, decision = folder / "plan.yaml", folder / "decision.txt"
    plan.write_text(f"{head[:start]}metrics:\n{kept}{counts}\n{targets}\n{tail}", "utf-8")
    decision.write_text(DECISION, "utf-8")
    return plan, decision


GIVEN = "    until: 2026-12-31"
READ = """\
    until: 2026-12-31
    reading:
      decided: {vi: Có đến hết ngày 31/12/2026., en: It has until 31/12/2026.}
      why: {vi: Kế hoạch là của cả năm., en: The plan is the year's.}
"""


@pytest.mark.parametrize(
    ("until", "reading", "wrong"),
    [
        (GIVEN, "", []),
        ("", "", ["thanh-lap"]),
        ("    until: 2026-12-30", "", ["thanh-lap"]),
        (GIVEN, GIVEN, ["dung-han"]),  # the words give the second no day, and no reading does
        (GIVEN, READ, []),
    ],
)
def test_until_is_held_against_the_words(
    until: str, reading: str, wrong: list[str], tmp_path: Path, cchc: Cchc
) -> None:
    plan, decision = small(tmp_path, until=until, reading=reading)
    outcome = cchc("plan", "trace", "--source", decision, "--plan", plan, "--format", "json")
    findings = json.loads(outcome.out)["contradictory"]
    assert [one["entry"] for one in findings if one["code"] == "until"] == wrong
