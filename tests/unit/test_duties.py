"""Duties beside the agency's own plan, and outputs that others than the lead owe."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tiny_plan import changed, codes, refusal, submit

from cchc.deadlines import Scope, deadlines
from cchc.evaluate import evaluate
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.plan.parse import parse
from cchc.results import SubmissionResult

HEAD = "agency: {0}\nperiod: Q1/2026\nreported_on: 10/04/2026\nmetrics: {{}}\n"
LATER = date(2026, 4, 10)

# The tiny plan's one duty, and three more: with a day, each quarter, and by a body alone.
DUTIES = """\
  - id: bao-cao-rieng
    title: {vi: Báo cáo riêng, en: A report of its own}
    due_on: 2026-02-15
    applies_to: [so-mot]
    source: {section: TCTH.2.a}
  - id: tong-hop
    title: {vi: Tổng hợp, en: Consolidated report}
    schedule: {kind: quarterly}
    applies_to: [so-mot]
    source: {section: TCTH.2.b}
  - id: cua-hoi
    title: {vi: Báo cáo của Hội, en: Report of the association}
    schedule: {kind: event, event: {vi: Khi có yêu cầu, en: On request}}
    applies_to: [hoi]
    source: {section: TCTH.3}
"""


def with_duties(duties: str = DUTIES) -> str:
    text = changed(("bodies:", "bodies:\n  - {id: hoi, name: {vi: Hội, en: Association}}\n#"))
    return text.rstrip("\n") + "\n" + duties


def check(folder: Path, lines: str, plan: Plan, agency: str = "so-mot") -> SubmissionResult:
    return evaluate(submit(folder, HEAD.format(agency) + lines, plan), plan, LATER)


def stands(checked: SubmissionResult) -> list[tuple[str, date | None, str]]:
    return [(one.obligation.id, one.due_on, one.state) for one in checked.obligations]


def test_each_duty_is_reported_by_itself(tmp_path: Path) -> None:
    plan = parse(with_duties())
    checked = check(tmp_path, "agency_plan: {issued_on: 09/01/2026}\n", plan)
    assert stands(checked)[:3] == [
        ("agency-plan", date(2026, 1, 10), "done"),
        ("bao-cao-rieng", date(2026, 2, 15), "not_reported"),
        ("tong-hop", date(2026, 3, 31), "not_reported"),
    ]
    assert [code for code in codes(checked.diagnostics) if "duty" in code] == [
        "duty-not-reported", "duty-not-reported",
    ]  # fmt: skip
    told = (
        "activities:\n"
        "  BAO-CAO-RIENG: {status: done, completed_on: 15/02/2026}\n"
        "  tong-hop: {status: in_progress, completed_on: [01/04/2026]}\n"
    )
    checked = check(tmp_path, told, plan)
    assert stands(checked)[:4] == [
        ("agency-plan", date(2026, 1, 10), "not_reported"),
        ("bao-cao-rieng", date(2026, 2, 15), "done"),
        ("tong-hop", date(2026, 3, 31), "overdue"),  # 01/04 is within the second quarter
        ("tong-hop", date(2026, 6, 30), "done"),
    ]
    assert not [one for one in checked.activities if one.activity.id in ("bao-cao-rieng",)]


def test_a_duty_done_late_is_told(tmp_path: Path) -> None:
    told = "activities:\n  bao-cao-rieng: {status: done, completed_on: 16/02/2026}\n"
    checked = check(tmp_path, told, parse(with_duties()))
    [late] = [one for one in checked.diagnostics if one.code == "duty-late"]
    assert (late.params["duty"], late.params["due_on"]) == ("bao-cao-rieng", date(2026, 2, 15))
    assert late.place and late.place.line == 6
    assert checked.verdict == "fail"  # for the figures that are missing, no more
    assert late.severity == "warning"


def test_a_body_that_submits_nothing_has_its_duty(tmp_path: Path) -> None:
    plan = parse(with_duties())
    found = deadlines(plan, date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1))
    [waiting] = [one for one in found.events if one.activity.id == "cua-hoi"]
    assert waiting.activity.lead == ("hoi",)
    its = {one.id for one in found.items if one.output is None and one.kind == "quarterly"}
    assert its == {"tong-hop"}
    for agency in plan.agencies:
        own = deadlines(plan, found.start, found.end, found.today, Scope(agency))
        assert ("tong-hop" in {one.id for one in own.items}) == (agency.id == "so-mot")
        assert "cua-hoi" not in {one.activity.id for one in own.events}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    due_on: 2026-02-15\n", ""),
        ("    due_on: 2026-02-15\n", "    due_on: 2026-02-15\n    schedule: {kind: year}\n"),
    ],
)
def test_a_duty_says_once_when_it_is_due(old: str, new: str) -> None:
    [problem] = refusal(with_duties(DUTIES.replace(old, new)))
    assert (problem.code, problem.params["id"]) == ("plan-duty-time", "bao-cao-rieng")


def test_times_of_duties_are_checked_as_others(tmp_path: Path) -> None:
    for old, new, code in (
        ("2026-02-15", "2027-02-15", "plan-outside-year"),
        ("{kind: quarterly}", "{kind: month}", "plan-schedule"),
        ("{kind: quarterly}", "{kind: month, month: 2026-13}", "plan-schedule-form"),
        ("applies_to: [hoi]", "applies_to: [hoi-x]", "plan-unknown-reference"),
    ):
        assert codes(list(refusal(with_duties(DUTIES.replace(old, new))))) == [code]


# III.2 of the real plan: the province's plan, and each agency's own.


@pytest.mark.parametrize("key", ["III.2", "III.2.2"])
def test_a_communes_own_plan_of_control(key: str, tmp_path: Path) -> None:
    plan = load()
    told = f"activities:\n  {key}: {{status: done, completed_on: 31/03/2026}}\n"
    checked = check(tmp_path, told, plan, "xa-muong-la")
    [own] = [one for one in checked.activities if one.activity.id == "III.2"]
    assert (own.number, own.due_on, own.state) == (2, date(2026, 3, 31), "done")
    assert not {"activity-first-output", "activity-not-lead"} & set(codes(checked.diagnostics))
    checked = check(tmp_path, "", plan, "xa-muong-la")
    [own] = [one for one in checked.activities if one.activity.id == "III.2"]
    assert (own.number, own.state) == (2, "not_reported")


def test_the_office_owes_both_and_is_told_which_one_is_meant(tmp_path: Path) -> None:
    told = "activities:\n  III.2: {status: done, completed_on: 30/03/2026}\n"
    checked = check(tmp_path, told, load(), "van-phong-ubnd-tinh")
    both = [(one.number, one.state) for one in checked.activities if one.activity.id == "III.2"]
    assert both == [(1, "done"), (2, "not_reported")]
    assert "activity-first-output" in codes(checked.diagnostics)


def test_the_provinces_plan_is_not_a_communes(tmp_path: Path) -> None:
    told = (
        "activities:\n"
        "  III.2.1: {status: done, completed_on: 30/03/2026}\n"
        "  III.2.2: {status: done, completed_on: 30/03/2026}\n"
    )
    checked = check(tmp_path, told, load(), "xa-muong-la")
    [problem] = [one for one in checked.diagnostics if one.code == "activity-not-lead"]
    assert problem.place and problem.place.line == 6


def test_one_output_reported_under_two_names(tmp_path: Path) -> None:
    told = (
        "activities:\n"
        "  III.2: {status: done, completed_on: 30/03/2026}\n"
        "  III.2.2: {status: done, completed_on: 31/03/2026}\n"
    )
    checked = check(tmp_path, told, load(), "xa-muong-la")
    [problem] = [one for one in checked.diagnostics if one.code == "duplicate-activity"]
    assert problem.place and problem.place.line == 7


# The agency's own plan, whose last day is a Saturday.


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_plan_issued_after_a_saturday_is_late_by_the_reading(lang: str, tmp_path: Path) -> None:
    from cchc.messages import Messages

    plan = load()
    checked = check(tmp_path, "agency_plan: {issued_on: 12/01/2026}\n", plan, "so-noi-vu")
    [late] = [one for one in checked.diagnostics if one.code == "agency-plan-late"]
    told = Messages("en" if lang == "en" else "vi").message(late)
    assert "12/01/2026" in told
    assert {
        "vi": "(cách đọc của kế hoạch: Hạn giữ nguyên ngày ghi trong Quyết định, kể cả thứ Bảy",
        "en": "(the plan's reading: A deadline stays on its date, be it a Saturday",
    }[lang] in told


def test_a_working_day_needs_no_reading(tmp_path: Path) -> None:
    text = changed(("    due_on: 2026-01-10\n", "    due_on: 2026-01-09\n"))
    checked = check(tmp_path, "agency_plan: {issued_on: 12/01/2026}\n", parse(text))
    [late] = [one for one in checked.diagnostics if one.code == "agency-plan-late"]
    assert late.params["reading"] is None
