"""One list on which several agencies report counts once in the province's figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from test_rollup import COMMUNES, DEPARTMENTS, NONE, of, rolled, sent, unknown
from tiny_plan import PROVINCE, changed, refusal

from cchc.plan.load import load
from cchc.plan.model import Plan

LISTED: Final = replace(
    PROVINCE,
    metrics=tuple(
        replace(metric, shared_list=("commune",)) if metric.id == "dung_han" else metric
        for metric in PROVINCE.metrics
    ),
)
"""The tiny plan in which communes report on one list; 80% is asked for."""


def total(said: dict[str, str], plan: Plan = LISTED) -> Any:
    return of(rolled(*(sent(one, plan=plan, dung_han=text) for one, text in said.items()),
                     plan=plan), "dung-han")  # fmt: skip


def communes(*texts: str) -> dict[str, str]:
    """What the five communes report; an empty text for one that is silent."""
    return {one: text for one, text in zip(COMMUNES, texts, strict=True) if text}


def test_the_procedures_of_the_real_plan() -> None:
    """60/120 at 14 departments and 340/380 at 75 communes: 1180 of 2060, not 26340 of 30180."""
    plan = load()
    said = {"department": "60/120", "commune": "340/380"}
    reports = [
        sent(one.id, on=date(2026, 3, 10), plan=plan, tthc_phi_dia_gioi=said[one.kind])
        for one in plan.agencies
    ]
    found = of(rolled(*reports, plan=plan), "tthc-phi-dia-gioi")
    assert Fraction(26340 * 100, 30180) > 87  # what it was taken for, of 70% asked
    assert (found.numerator, found.denominator) == (14 * 60 + 340, 14 * 120 + 380)
    assert found.value == Fraction(118000, 2060)  # 57.28%
    assert (found.status, found.rests_on, found.estimated) == ("fail", ("list",), False)
    assert (found.unknown, found.differing, found.low, found.high) == ((), (), found.value,
                                                                        found.value)  # fmt: skip


def test_which_metrics_have_one_list() -> None:
    plan = load()
    assert {metric.id for metric in plan.metrics if metric.shared_list} == {
        "tthc_phi_dia_gioi",
        "tthc_thanh_toan_truc_tuyen",
        "tthc_noi_bo_cong_bo",
        "tthc_cong_bo_cong_khai",
        "tthc_san_xuat_kinh_doanh_truc_tuyen",
        "dvc_toan_trinh",
    }
    assert {metric.shared_list for metric in plan.metrics} == {(), ("commune",)}


def test_sums_are_divided_by_how_many_reported() -> None:
    # Departments 90 of 100; communes 36, 38, 40, 34 and 32 of 40: 180 of 200 by five.
    said = {"so-mot": "90/100", "so-hai": NONE}
    said |= communes("36/40", "38/40", "40/40", "34/40", "32/40")
    found = total(said)
    assert (found.numerator, found.denominator) == (90 + 36, 100 + 40)
    assert (found.value, found.rests_on, found.differing) == (90, ("list",), ())


def test_who_has_none_arising_does_not_report_on_the_list() -> None:
    found = total({"so-mot": "0/10", **communes("8/10", NONE, "10/10", NONE, NONE)})
    assert (found.numerator, found.denominator) == (9, 20)
    assert unknown(found) == {"so-hai"}


def test_a_silent_agency_bounds_its_share_of_the_list() -> None:
    # Two of five are silent: each is a fifth of the list of 40, which weighs no more for it.
    said = dict.fromkeys(DEPARTMENTS, "50/50") | communes("40/40", "40/40", "40/40", "", "")
    found = total(said)
    assert (found.numerator, found.denominator, found.value) == (140, 140, 100)
    assert (found.low, found.high) == (Fraction(124 * 100, 140), 100)  # 24 to 40 of 40
    assert (found.status, found.rests_on, found.estimated) == ("pass", ("list",), False)
    assert unknown(found) == {"xa-ta-hoc-hai", "phuong-dong-da"}
    assert not found.assumed


def test_a_percentage_needs_no_assumed_weight() -> None:
    said = dict.fromkeys(DEPARTMENTS, "50/50") | communes("10/40", "75", "10/40", "50%", "10/40")
    found = total(said)
    # 10, 30, 10, 20 and 10 of 40: 80 of 200 by five
    assert (found.numerator, found.denominator) == (100 + 16, 100 + 40)
    assert (found.rests_on, found.estimated, found.wanted, found.unknown) == (("list",), False, (),
                                                                              ())  # fmt: skip


def test_percentages_alone_leave_the_length_of_the_list_open() -> None:
    said = dict.fromkeys(DEPARTMENTS, "90/100") | communes("60%", "60%", "70%", "70%", "90%")
    found = total(said)
    # 70% on the mean; its weight is taken for that of a department, 100.
    assert (found.numerator, found.denominator) == (180 + 70, 300)
    assert (found.status, found.estimated, found.rests_on) == ("pass", True, ("mean", "list"))
    assert unknown(found) == set(COMMUNES)


def test_denominators_that_differ_are_a_question() -> None:
    said = dict.fromkeys(DEPARTMENTS, NONE) | communes("8/10", "8/10", "9/12", "8/10", "50%")
    found = total(said)
    assert [
        (one.denominator, [agency.id for agency in one.agencies]) for one in found.differing
    ] == [
        (10, ["xa-tan-an", "phuong-tan-an", "xa-ta-hoc-hai"]),
        (12, ["xa-ta-hoc"]),
    ]
    # Lengths of 10, 10, 12, 10 and their mean, 10.5; 33 and half of 10.5 of the sum of 52.5
    assert found.value == Fraction(3825, 1) * 100 / 5250


def test_a_list_on_which_nobody_reports_weighs_once() -> None:
    found = total(dict.fromkeys(DEPARTMENTS, "90/100"))
    # 180 of 200, and a list of 100 of which nothing is known
    assert (found.low, found.high) == (60, Fraction(28000, 300))
    assert (found.value, found.rests_on) == (90, ("list", "silent"))


def test_a_single_reporter_alone_rests_on_nothing() -> None:
    said = {"so-mot": "9/10", "so-hai": NONE, **communes("9/10", NONE, NONE, NONE, NONE)}
    assert (total(said).rests_on, total(said).value) == ((), 90)


_COUNT = "    kind: count\n    numerator: {vi: Doanh"
_SHARE = "    kind: share\n    numerator: {vi: Hồ sơ số"
_LIST = "    shared_list: [commune]\n"


@pytest.mark.parametrize(
    ("old", "more"), [(_COUNT, _LIST), (_SHARE, f"    counts_agencies: one\n{_LIST}")]
)
def test_only_shares_of_things_have_a_list(old: str, more: str) -> None:
    kind, _, rest = old.partition("\n")
    edit = (old, f"{kind}\n{more}{rest}")
    assert [one.code for one in refusal(changed(edit))] == ["plan-shared-list"]
