"""The encoded plan against Decision 3350/QĐ-UBND, by tables read off the decision by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cchc.plan.model import Confirmed, Plan, Threshold
from cchc.plan.schedule import due_dates

D, C = "department", "commune"
BOTH = (D, C)
STC = ("so-tai-chinh",)

# Section, item, clause, operator, figure: every clause of the "Chỉ tiêu" lists with a number.
NUMBERED = """
2 1 1 >= 100 | 2 1 2 >= 100 | 2 2 1 >= 100 | 2 2 2 >= 100 | 2 3 1 >= 100 | 2 5 1 >= 100
3 3 1 >= 80 | 3 4 1 >= 80 | 3 4 2 >= 30 | 3 5 1 >= 90 | 3 5 2 >= 80 | 3 6 1 >= 90 | 3 6 2 >= 85
3 7 1 >= 100 | 3 8 1 >= 100 | 3 8 2 >= 100 | 3 9 1 >= 100 | 3 9 2 >= 100 | 3 10 1 >= 80
3 11 1 >= 100
5 1 1 >= 100 | 5 2 1 >= 100 | 5 2 2 >= 100 | 5 3 1 >= 100 | 5 3 2 >= 100
6 1 2 >= 5 | 6 2 1 >= 90 | 6 2 2 > 80 | 6 3 1 >= 100 | 6 3 2 >= 100 | 6 4 1 > 80 | 6 5 1 >= 100
6 6 1 > 340 | 6 6 2 > 75
7 1 1 >= 70 | 7 2 1 >= 100 | 7 3 1 >= 70 | 7 4 1 >= 95 | 7 5 1 >= 100 | 7 6 1 >= 100
7 7 1 >= 100 | 7 8 1 >= 100 | 7 9 1 >= 100
"""
# Clauses without a number, and the five bullets of section 1.
CONFIRMED = "1 1|1 2|1 3|1 4|1 5|2 1 3|2 3 2|2 4 1|3 1 1|3 2 1|4 1 1|4 1 2|4 2 1|6 1 1"

# Appendix: id, lead as the table has it, the time of each output.
APPENDIX = """
I.1 so-noi-vu 2026-01 reporting
I.2 so-noi-vu 2026-04
I.3 so-noi-vu 2026-08
I.4 so-noi-vu 2026-12
I.5 so-tai-chinh event
I.6 so-tai-chinh event
I.7 so-tai-chinh half_yearly
I.8 van-phong-ubnd-tinh 2026-12
II.1 so-tu-phap 2026-01 2026-11
II.2 so-tu-phap 2026-01
II.3 so-tu-phap event
II.4 so-tu-phap 2026-01 2026-12
II.5 so-tu-phap 2026-01
II.6 department,commune ongoing
III.1 van-phong-ubnd-tinh ongoing
III.2 van-phong-ubnd-tinh 2026-Q1 2026-Q1
III.3 van-phong-ubnd-tinh event
III.4 van-phong-ubnd-tinh 2026-Q1 2026-Q4
III.5 department event
III.6 van-phong-ubnd-tinh ongoing
III.7 van-phong-ubnd-tinh ongoing
III.8 van-phong-ubnd-tinh monthly
III.9 van-phong-ubnd-tinh quarterly
IV.1 so-giao-duc-va-dao-tao 2026-Q1
IV.2 so-noi-vu 2026-01
IV.3 so-noi-vu 2026-01
IV.4 so-noi-vu 2026-11
IV.5 so-noi-vu 2026-11
IV.6 so-noi-vu 2026-12
IV.7 so-noi-vu 2026-12
V.1 so-noi-vu ongoing
V.2 so-noi-vu 2026-01
V.3 so-noi-vu ongoing
VI.1 so-tai-chinh 2026-Q1 event
VI.2 so-tai-chinh 2026-12
VI.3 so-tai-chinh 2026-12
VI.4 so-tai-chinh 2026-Q4
VI.5 so-tai-chinh 2026-12
VI.6 so-tai-chinh 2026-12
VI.7 so-tai-chinh event
VII.1 so-khoa-hoc-va-cong-nghe year
VII.2 so-khoa-hoc-va-cong-nghe 2026-Q4
VII.3 commune ongoing
VII.4 so-khoa-hoc-va-cong-nghe year
VII.5 van-phong-ubnd-tinh,so-khoa-hoc-va-cong-nghe year
VII.6 department,commune year
VII.7 so-khoa-hoc-va-cong-nghe year
VII.8 so-khoa-hoc-va-cong-nghe year
VII.9 * year
VII.10 so-giao-duc-va-dao-tao 2026-Q1
VIII.1 so-cong-thuong 2026-Q1
VIII.2 ban-quan-ly-cac-khu-cong-nghiep ongoing
VIII.3 so-nong-nghiep-va-moi-truong 2026-Q4
VIII.4 so-tai-chinh 2026-Q1
"""
NINE_LEADS = {
    "so-nong-nghiep-va-moi-truong",
    "so-khoa-hoc-va-cong-nghe",
    "so-xay-dung",
    "so-tu-phap",
    "so-cong-thuong",
    "so-tai-chinh",
    "so-noi-vu",
    "so-van-hoa-the-thao-va-du-lich",
    "so-giao-duc-va-dao-tao",
}


def test_every_numbered_clause_has_its_operator_and_figure(plan: Plan) -> None:
    wanted = set()
    for entry in NUMBERED.replace("\n", "|").split("|"):
        if entry.strip():
            section, item, clause, op, value = entry.split()
            wanted.add((f"II.{section}.a", int(item), int(clause), op, value))
    found = {
        (t.source.section, t.source.item, t.source.clause, t.threshold.op, str(t.threshold.value))
        for t in plan.targets
        if isinstance(t.threshold, Threshold)
    }
    assert found == wanted
    assert len(wanted) == 43
    kinds = Counter(t.threshold.unit for t in plan.targets if isinstance(t.threshold, Threshold))
    assert kinds == {"%": 41, "doanh nghiệp": 1, "HTX": 1}


def test_every_clause_without_a_number_is_a_confirmation(plan: Plan) -> None:
    wanted = set()
    for entry in CONFIRMED.split("|"):
        section, item, clause = (*entry.split(), "1")[:3]
        address = "II.1" if section == "1" else f"II.{section}.a"
        wanted.add((address, int(item), int(clause)))
    found = {
        (t.source.section, t.source.item, t.source.clause)
        for t in plan.targets
        if isinstance(t.threshold, Confirmed)
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("address", "applies_to"),
    [
        (("II.2.a", 4, 1), ("so-tu-phap",)),
        (("II.3.a", 3, 1), BOTH),
        (("II.3.a", 5, 1), (D,)),  # "của cấp tỉnh … 90%"
        (("II.3.a", 5, 2), (C,)),  # "của cấp xã … 80%"
        (("II.3.a", 9, 1), BOTH),  # "do cơ quan chuyên môn cấp tỉnh, UBND cấp xã tiếp nhận"
        (("II.5.a", 3, 2), (C,)),  # "cán bộ, công chức cấp xã"
        (("II.6.a", 1, 2), STC),
        (("II.6.a", 2, 1), STC),
        (("II.6.a", 3, 2), (C,)),  # "100% UBND các xã, phường"
        (("II.6.a", 6, 1), STC),
        (("II.6.a", 6, 2), STC),
        (("II.7.a", 7, 1), (C,)),  # "chính quyền xã, phường"
    ],
)
def test_whom_a_target_concerns(
    plan: Plan, address: tuple[str, int, int], applies_to: tuple[str, ...]
) -> None:
    [target] = [
        t for t in plan.targets if (t.source.section, t.source.item, t.source.clause) == address
    ]
    assert target.applies_to == applies_to


def test_what_is_due_only_at_the_years_end(plan: Plan) -> None:
    year_end = {t.id for t in plan.targets if t.due == "year_end"}
    assert year_end == {
        "danh-gia-chi-so-2026",
        "kiem-tra-cchc",
        "doi-moi-mot-cua",
        "ke-hoach-dao-tao",
        "can-bo-xa-dat-chuan",
        "tang-thu-noi-dia",
        "giai-ngan-dau-tu-cong",
        "nha-dat-sap-xep-lai",
        "doanh-nghiep-moi",
        "htx-moi",
    }


def test_the_appendix_row_by_row(plan: Plan) -> None:
    rows = [line.split() for line in APPENDIX.strip().splitlines()]
    assert [row[0] for row in rows] == [activity.id for activity in plan.activities]
    for (id, lead, *times), activity in zip(rows, plan.activities, strict=True):
        if lead == "*":
            assert set(activity.lead) == NINE_LEADS
        else:
            assert activity.lead == tuple(lead.split(",")), id
        schedules = [output.schedule for output in activity.outputs]
        assert [s.month or s.quarter or s.kind for s in schedules] == times, id
        part, number = id.split(".")
        assert (activity.source.section, activity.source.item) == (f"PL.{part}", int(number))
    parts = Counter(activity.id.split(".")[0] for activity in plan.activities)
    assert list(parts.values()) == [8, 6, 9, 7, 3, 7, 10, 4]


@pytest.mark.parametrize(
    ("activity", "days"),
    [
        ("II.2", [date(2026, 1, 31)]),
        ("I.2", [date(2026, 4, 30)]),
        ("IV.1", [date(2026, 3, 31)]),
        ("VIII.3", [date(2026, 12, 31)]),
        ("VII.1", [date(2026, 12, 31)]),
        ("I.7", [date(2026, 6, 30), date(2026, 12, 31)]),
        ("II.6", []),
        ("I.5", []),
        (
            "III.9",
            [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)],
        ),
    ],
)
def test_the_days_on_which_an_activity_falls_due(
    plan: Plan, activity: str, days: list[date]
) -> None:
    [output] = plan.activity[activity].outputs
    assert list(due_dates(output.schedule, plan)) == days


def test_a_monthly_publication_falls_due_twelve_times(plan: Plan) -> None:
    [output] = plan.activity["III.8"].outputs
    days = due_dates(output.schedule, plan)
    assert len(days) == 12
    assert days[1] == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("activity", "figures"),
    [("I.7", ["2"]), ("III.8", ["12"]), ("VIII.3", ["9", "1"]), ("IV.1", ["13"])],
)
def test_numbers_hidden_in_activities(plan: Plan, activity: str, figures: list[str]) -> None:
    quantities = plan.activity[activity].quantities
    assert [str(quantity.threshold.value) for quantity in quantities] == figures
    assert {quantity.threshold.op for quantity in quantities} == {">="}


def test_reports_and_their_windows(plan: Plan) -> None:
    found = [(p.id, p.data_from, p.data_to, p.due_on, p.final) for p in plan.reporting]
    opening = date(2025, 12, 10)
    assert found == [
        ("2026-Q1", opening, date(2026, 3, 9), date(2026, 3, 11), False),
        ("2026-H1", opening, date(2026, 6, 9), date(2026, 6, 11), False),
        ("2026-Q3", date(2026, 6, 10), date(2026, 9, 9), date(2026, 9, 11), False),
        ("2026-Y", opening, date(2026, 12, 9), date(2026, 12, 11), True),
    ]


def test_the_agencys_own_plan(plan: Plan) -> None:
    [duty] = (duty for duty in plan.obligations if duty.is_agency_plan)
    assert duty.id == "agency-plan"
    assert duty.due_on == date(2026, 1, 10)
    assert set(duty.applies_to) == {D, C}
    assert len(duty.fields) == 6


def test_every_agency_issues_its_own_plan_of_control_of_procedures(plan: Plan) -> None:
    # "các sở, ban, ngành; UBND các xã, phường ban hành kế hoạch triển khai thực hiện tại cơ quan,
    # đơn vị của mình", in the first quarter; the province's is for its Office to draft.
    activity = plan.activity["III.2"]
    assert [activity.leads_of(number) for number in (1, 2)] == [("van-phong-ubnd-tinh",), BOTH]
    assert all(
        list(due_dates(output.schedule, plan)) == [date(2026, 3, 31)] for output in activity.outputs
    )
    assert activity.reading
    assert "Theo yêu cầu" in activity.reading.decided.vi
    owed = {agency.id: activity.owed_by(agency) for agency in plan.agencies}
    assert owed.pop("van-phong-ubnd-tinh") == (1, 2)
    assert set(owed.values()) == {(2,)}


def test_the_duties_of_those_who_lead(plan: Plan) -> None:
    # TCTH.2.a, 2.b and 3; none of them has a day of its own in the text.
    _, *duties = plan.obligations
    five = {f"so-{name}" for name in ("noi-vu", "tu-phap", "khoa-hoc-va-cong-nghe", "tai-chinh")}
    five |= {"van-phong-ubnd-tinh"}
    assert [(duty.source.section, set(duty.applies_to)) for duty in duties] == [
        ("TCTH.2.a", {"so-noi-vu"}),
        ("TCTH.2.b", five),
        ("TCTH.3", {"trung-tam-phuc-vu-hanh-chinh-cong-tinh"}),
    ]
    assert all(duty.due_on is None and duty.reading for duty in duties)
    days = [list(due_dates(duty.times, plan)) for duty in duties]
    # "lồng ghép với báo cáo kết quả thực hiện CCHC": with the reports, by their days.
    assert days == [[], [period.due_on for period in plan.reporting], []]


def test_the_decree_on_departments_is_not_asked_of_the_management_board(plan: Plan) -> None:
    [target] = [target for target in plan.targets if target.id == "co-cau-ben-trong"]
    departments = {agency.id for agency in plan.agencies if agency.kind == D}
    assert set(target.applies_to) == departments - {"ban-quan-ly-cac-khu-cong-nghiep"}
    assert len(target.applies_to) == 13


def test_52_targets_and_five_directions(plan: Plan) -> None:
    directions = [target for target in plan.targets if target.source.section == "II.1"]
    assert (len(plan.targets) - len(directions), len(directions)) == (52, 5)
    confirmed = [target for target in plan.targets if isinstance(target.threshold, Confirmed)]
    assert len(confirmed) - len(directions) == 9


@pytest.mark.parametrize(
    ("target", "vi", "en"),
    [
        ("trien-khai-dong-bo-cchc", "đồng bộ", "in a coordinated way"),
        ("giao-dich-thanh-toan-truc-tuyen", "TTHC đã triển khai", "procedures that offer"),
        ("luan-chuyen-bo-nhiem", "cán bộ, công chức, viên chức", "public employees"),
        ("can-bo-xu-ly-ky-so", "Lãnh đạo, cán bộ, công chức", "Leaders, officials and civil"),
        ("tuyen-dung-vien-chuc", "Đơn vị sự nghiệp", "Public service units"),
        ("nha-dat-sap-xep-lai", "sắp xếp lại, xử lý", "reorganising and disposing of"),
        ("cong-khai-ns-don-vi", "tổ chức được ngân sách hỗ trợ", "supported organisations"),
    ],
)  # fmt: skip
def test_titles_keep_what_the_text_says(plan: Plan, target: str, vi: str, en: str) -> None:
    [title] = [one.title for one in plan.targets if one.id == target]
    assert vi in title.vi
    assert en in title.en


@pytest.mark.parametrize(
    ("activity", "vi", "en"),
    [
        ("VI.4", "Phương án sắp xếp, xử lý tài sản công năm 2026", "reorganising and disposing of"),
        ("VI.6", "Công khai quyết toán ngân sách năm 2025", "final budget accounts of 2025"),
        ("VII.1", "Tham mưu triển khai có hiệu quả Kế hoạch chuyển đổi số", "effectively"),
        ("VII.8", "Xây dựng Khung kiến trúc số cấp tỉnh", "Draw up"),
        ("VIII.1", "thương mại điện tử và xuất khẩu hàng hóa năm 2026", "exports of goods"),
    ],
)
def test_titles_of_activities_too(plan: Plan, activity: str, vi: str, en: str) -> None:
    title = plan.activity[activity].title
    assert vi in title.vi
    assert en in title.en


def test_provenance(plan: Plan) -> None:
    head = plan.plan
    assert head.decision == "3350/QĐ-UBND"
    assert head.signed_on == head.effective_from == date(2025, 12, 26)
    assert head.supersedes == ()
    assert head.year == 2026


def test_the_registry(plan: Plan) -> None:
    kinds = Counter(agency.kind for agency in plan.agencies)
    assert kinds == {D: 14, C: 75}
    codes = [agency.gso_code for agency in plan.agencies if agency.kind == C]
    assert all(re.fullmatch(r"0[34]\d{3}", code or "") for code in codes)
    assert len(set(codes)) == 75


def test_the_registry_is_the_provinces(plan: Plan) -> None:
    if not REGISTRY.exists():
        pytest.skip("the registry is not beside this checkout")
    with REGISTRY.open(encoding="utf-8-sig", newline="") as file:
        rows = [(r["id"], r["name"], r["kind"], r["gso_code"]) for r in csv.DictReader(file)]
    assert rows == [(a.id, a.name, a.kind, a.gso_code or "") for a in plan.agencies]


@pytest.mark.parametrize(
    "target",
    [
        "trien-khai-dong-bo-cchc",
        "tang-thu-noi-dia",
        "tthc-thanh-toan-truc-tuyen",
        "ho-so-dung-han",
        "khong-cung-cap-lai-giay-to",
        "bien-che-dung-chi-tieu",
        "tthc-san-xuat-kinh-doanh-truc-tuyen",
    ],
)
def test_a_reading_says_what_else_the_text_could_mean(plan: Plan, target: str) -> None:
    [entry] = [t for t in plan.targets if t.id == target]
    assert entry.reading
    assert "ách đọc khác" in entry.reading.why.vi
    assert "could also" in entry.reading.why.en


@pytest.mark.parametrize(
    "target",
    [
        "doanh-nghiep-moi",
        "htx-moi",
        "tang-thu-noi-dia",
        "doi-moi-mot-cua",
        "tthc-thanh-toan-truc-tuyen",
        "giao-dich-thanh-toan-truc-tuyen",
        "so-hoa-ho-so-cap-tinh",
        "so-hoa-ho-so-cap-xa",
        "ho-so-ket-qua-so-hoa",
        "hai-long-tthc",
        "hai-long-dat-dai-xay-dung-dau-tu",
        "ho-so-dung-han",
        "cong-khai-ns-don-vi",
        "cong-khai-ns-tt61",
        "nha-dat-sap-xep-lai",
        "trien-khai-dong-bo-cchc",
        "khong-cung-cap-lai-giay-to",
        "co-cau-ben-trong",
        "bien-che-dung-chi-tieu",
        "tthc-san-xuat-kinh-doanh-truc-tuyen",
    ],
)
def test_what_can_be_read_two_ways_has_its_reading(plan: Plan, target: str) -> None:
    [entry] = [t for t in plan.targets if t.id == target]
    assert entry.reading
    for text in (entry.reading.decided, entry.reading.why):
        assert text.vi
        assert text.en
        assert text.vi != text.en


def test_the_whole_plans_readings(plan: Plan) -> None:
    about = " | ".join(reading.about.en for reading in plan.plan.readings if reading.about)
    assert "days off" in about
    assert "December activities" in about
    assert "Whom the registry holds" in about
    assert "Shares below 100%" in about
    assert plan.activity["VI.7"].reading


# Against the decision's own text, where it is at hand.

REGISTRY = Path(__file__).parents[2] / "shared" / "data" / "agencies_son_la.csv"
DECISION = Path(__file__).parents[2] / "shared" / "data" / "decision_3350.txt"


@pytest.fixture(scope="session")
def decision() -> str:
    if not DECISION.exists():
        pytest.skip("the decision's text is not beside this checkout")
    return " ".join(DECISION.read_text("utf-8").split())


def test_the_time_column_is_the_decisions_own_words(plan: Plan, decision: str) -> None:
    appendix = decision[decision.index("DANH MỤC CÁC HOẠT ĐỘNG TRIỂN KHAI") :]
    for activity in plan.activities:
        for output in activity.outputs:
            assert output.text in appendix, activity.id


def test_every_figure_stands_in_the_decision(plan: Plan, decision: str) -> None:
    for target in plan.targets:
        if isinstance(target.threshold, Threshold):
            figure = f"{target.threshold.value}{'%' if target.threshold.unit == '%' else ''}"
            assert re.search(rf"\b{figure}(?!\d)", decision), target.id


def test_titles_are_our_own_words(plan: Plan, decision: str) -> None:
    for target in plan.targets:
        assert target.title.vi not in decision, target.id
