"""The live verdict of a form while a target still has time."""

from __future__ import annotations

from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.render.template.formulas import Cells, verdict
from cchc.template import form

CELLS = Cells("C9", "D9", "E9", "F9", "$B$6")


def formula(plan: Plan, agency: str, metric: str, period: str = "2026-Y") -> str:
    made = form(plan, plan.agency[agency], plan.period[period])
    [line] = [line for line in made.lines if line.metric.id == metric]
    return verdict(line, CELLS, Messages("en"))


def test_failing_waits_for_the_day_that_the_data_go_up_to(plan: Plan) -> None:
    waiting = 'IF(ISNUMBER($B$6),IF($B$6>=DATE(2026,12,31),"Fail","Not due"),"Not due")'
    assert f'IF(E9>340,"Pass",{waiting})' in formula(plan, "so-tai-chinh", "doanh_nghiep_moi")
    assert 'IF(ISBLANK(E9),"Missing"' in formula(plan, "so-tai-chinh", "doanh_nghiep_moi")
    other = formula(load(), "so-tai-chinh", "nha_dat_sap_xep_lai")
    assert "$B$6" not in other


def test_one_agency_is_one(plan: Plan) -> None:
    one = formula(plan, "xa-muong-la", "cong_khai_ns_xa")
    assert "AND(E9<>0,E9<>1)" in one
    assert "D9>1" in one
    assert "D9>1" not in formula(plan, "xa-muong-la", "ho_so_dung_han")
