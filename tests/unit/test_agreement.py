"""Figures of one report that count the same things, and counts that can't vanish."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from test_rollup import EVERYONE, rolled, sent
from tiny_plan import PROVINCE_TEXT, Q1_DUE, at, check, codes, refusal

from cchc.diagnostics import Diagnostic
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.plan.parse import parse
from cchc.render.rollup.words import fall

RELATIONS: Final = """
relations:
  - id: khieu-nai
    title: {vi: Hồ sơ khiếu nại là hồ sơ không đúng hạn, en: Complaints are dossiers not in time}
    left: {metric: khieu_nai, side: denominator}
    op: "=="
    right: {metric: dung_han, side: rest}
  - id: so-hoa
    title: {vi: Số hóa là một phần, en: Digitised ones are a part}
    left: {metric: so_hoa, side: numerator}
    op: "<="
    right: {metric: dung_han, side: numerator}
  - id: sai-sot
    title: {vi: Sai sót không nhiều hơn hồ sơ, en: No more slips than dossiers}
    left: {metric: sai_sot, side: value}
    op: "<="
    right: {metric: dung_han, side: denominator}
"""
TEXT: Final = PROVINCE_TEXT + RELATIONS
PLAN: Final = parse(TEXT)


def warned(folder: Path, *figures: str) -> list[Diagnostic]:
    lines = "".join(f"  {line}\n" for line in figures)
    text = f"agency: so-mot\nperiod: Q1/2026\nreported_on: 10/03/2026\nmetrics:\n{lines}"
    found = check(folder, text, plan=PLAN)
    return [one for one in found.diagnostics if one.code == "figures-disagree"]


@pytest.mark.parametrize(
    ("in_time", "complaints", "agrees"),
    [
        ("812/1000", "1/188", True),
        ("812/1000", "1/187", False),
        ("812/1000", "1/189", False),
        ("812/1000", "không phát sinh", False),
        ("1000/1000", "không phát sinh", True),
        ("1000/1000", "0/1", False),
        ("không phát sinh", "không phát sinh", True),
        ("không phát sinh", "1/2", False),
        ("81,2%", "không phát sinh", False),  # less than all in time, so some were not
        ("81,2%", "1/188", True),
        ("100%", "không phát sinh", True),
        ("100%", "1/2", False),
        ("81,2%", "4%", True),
        ("100%", "4%", False),
        ("812/1000", "4%", True),
        ("nhiều", "1/2", True),  # what can't be read agrees with any
    ],
)
def test_what_is_not_in_time(in_time: str, complaints: str, agrees: bool, tmp_path: Path) -> None:
    found = warned(tmp_path, f"dung_han: {in_time}", f"khieu_nai: {complaints}")
    assert not found if agrees else codes(found) == ["figures-disagree"]


@pytest.mark.parametrize(
    ("digitised", "in_time", "agrees"),
    [
        ("80/90", "80/100", True),
        ("81/90", "80/100", False),
        ("79/90", "80/100", True),
        ("90%", "0/100", False),
        ("90%", "0%", False),
        ("90%", "1/100", True),
        ("0%", "0/100", True),
    ],
)
def test_a_part_is_no_more_than_the_whole(
    digitised: str, in_time: str, agrees: bool, tmp_path: Path
) -> None:
    found = warned(tmp_path, f"so_hoa: {digitised}", f"dung_han: {in_time}")
    assert not found if agrees else len(found) == 1


def test_counts_by_themselves(tmp_path: Path) -> None:
    assert not warned(tmp_path, "sai_sot: 5", "dung_han: 4/5")
    assert len(warned(tmp_path, "sai_sot: 6", "dung_han: 4/5")) == 1
    assert not warned(tmp_path, "sai_sot: 6", "dung_han: 80%")  # of nobody knows how many


def test_both_places_are_named(tmp_path: Path) -> None:
    [problem] = warned(tmp_path, "dung_han: 812/1000", "khieu_nai: không phát sinh")
    assert (at(problem), problem.severity) == ((6, 14), "warning")
    assert problem.excerpt == "  khieu_nai: không phát sinh"
    assert Messages("vi").message(problem) == (
        "Hồ sơ khiếu nại là hồ sơ không đúng hạn: mẫu số của “khieu_nai” là 0, "
        "còn mẫu số trừ tử số của “dung_han” là 188 (dòng 5)"
    )
    assert Messages("en").message(problem) == (
        "Complaints are dossiers not in time: the denominator of “khieu_nai” is 0, "
        "but the denominator less numerator of “dung_han” is 188 (line 5)"
    )
    [unknown] = warned(tmp_path, "khieu_nai: không phát sinh", "dung_han: 81,2%")
    assert "là ít nhất 1 (dòng 6)" in Messages("vi").message(unknown)


def test_a_figure_that_is_not_reported_agrees(tmp_path: Path) -> None:
    assert not warned(tmp_path, "khieu_nai: 1/2")
    assert not warned(tmp_path, "dung_han: 1/2")


def test_a_warning_changes_no_verdict(tmp_path: Path) -> None:
    text = (
        "agency: so-hai\nperiod: Q1/2026\nreported_on: 10/03/2026\n"
        "metrics: {dung_han: 90/100, so_hoa: 9/10, khieu_nai: 0/1}\n"
        "agency_plan: {issued_on: 09/01/2026}\n"
    )
    found = check(tmp_path, text, plan=PLAN)
    assert "figures-disagree" in codes(found.diagnostics)
    assert found.verdict == "pass"


def test_figures_of_different_agencies_are_not_judged() -> None:
    reports = [
        sent("so-mot", plan=PLAN, dung_han="812/1000"),
        sent("so-hai", plan=PLAN, khieu_nai="không phát sinh"),
    ]
    for standing in rolled(*reports, plan=PLAN).now.standings:
        assert "figures-disagree" not in codes(standing.checked.diagnostics)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("{metric: sai_sot, side: value}", "{metric: sai_sot, side: rest}"), "plan-side"),
        (("{metric: so_hoa, side: numerator}", "{metric: so_hoa, side: value}"), "plan-side"),
        (("{metric: sai_sot, side: value}", "{metric: cong_khai, side: value}"), "plan-side"),
        (("{metric: so_hoa, side", "{metric: dung_han, side"), "plan-relation"),
        (("{metric: so_hoa, side", "{metric: so_hoaa, side"), "plan-unknown-reference"),
    ],
)
def test_relations_of_a_plan_are_checked(edit: tuple[str, str], code: str) -> None:
    assert TEXT.count(edit[0]) == 1
    assert [one.code for one in refusal(TEXT.replace(*edit))] == [code]


def test_the_relations_of_the_real_plan() -> None:
    plan = load()
    said = {
        (one.left.metric, one.left.side, one.op, one.right.metric, one.right.side)
        for one in plan.relations
    }
    late = ("ho_so_tre_han_xin_loi", "denominator", "==", "ho_so_dung_han", "rest")
    whole = ("tthc_phi_dia_gioi", "denominator", "==", "tthc_cong_bo_cong_khai", "denominator")
    assert {late, whole} <= said
    assert len(said) == len(plan.relations) == 10


# Between periods


def falls(first: dict[str, str], then: dict[str, str], plan: Plan = PLAN) -> Any:
    before = [sent("so-mot", "2026-Q1", Q1_DUE, plan, **first)]
    now = [sent("so-mot", "2026-H1", Q1_DUE, plan, **then)]
    return rolled(*now, period="2026-H1", plan=plan, earlier=before).impossible


def test_what_was_counted_can_not_vanish() -> None:
    found = falls({"dung_han": "57/60"}, {"dung_han": "không phát sinh"})
    assert [(one.part, one.before, one.after) for one in found] == [
        ("numerator", 57, 0),
        ("denominator", 60, 0),
    ]
    assert fall(found[0], Messages("en")) == (
        "Sở Một: Dossiers in time: 57, then 0 (2026-Q1/so-mot.yaml:4:3; 2026-H1/so-mot.yaml:4:3)"
    )


def test_what_never_arose_can_not_vanish() -> None:
    assert not falls({"dung_han": "không phát sinh"}, {"dung_han": "không phát sinh"})
    assert not falls({"dung_han": "không phát sinh"}, {"dung_han": "57/60"})
    assert not falls({"dung_han": "0/0"}, {"dung_han": "0/0"})
    assert not falls({"so_hoa": "57/60"}, {"so_hoa": "không phát sinh"})  # accrues not


def test_everyone_who_agrees_is_left_alone() -> None:
    reports = [sent(one, plan=PLAN, dung_han="9/10", khieu_nai="0/1") for one in EVERYONE]
    for standing in rolled(*reports, plan=PLAN).now.standings:
        assert "figures-disagree" not in codes(standing.checked.diagnostics)
