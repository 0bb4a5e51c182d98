"""A plan held against its decision: the real one agrees in full, every planted error is found."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Cchc, Outcome

# ruff: noqa: E501  # the decision's own words
REAL = ROOT.parent / "shared" / "data" / "decision_3350.txt"
HOME = ROOT / "examples" / "plans" / "van-khe"
DECISION, PLAN = HOME / "quyet-dinh-12.txt", HOME / "plan_2027.yaml"
needs_the_real_one = pytest.mark.skipif(not REAL.exists(), reason="the decision's text isn't here")


def found(outcome: Outcome, kind: str) -> list[tuple[str, str, int | None, str | None]]:
    """Code, address, line and entry of each finding."""
    return [
        (
            one["code"],
            ".".join(str(part) for part in one["source"].values() if part is not None),
            one["line"],
            one["entry"],
        )
        for one in json.loads(outcome.out)[kind]
    ]


@pytest.fixture
def trace(tmp_path: Path, cchc: Cchc) -> Callable[..., Outcome]:
    """Traces the fictional plan against its decision, each with some words replaced."""

    def call(
        plan: dict[str, str] | None = None, text: dict[str, str] | None = None, *more: str
    ) -> Outcome:
        files = []
        for path, changes in ((DECISION, text or {}), (PLAN, plan or {})):
            content = path.read_text("utf-8")
            for old, new in changes.items():
                assert content.count(old) == 1, old
                content = content.replace(old, new)
            files.append(tmp_path / path.name)
            files[-1].write_text(content, "utf-8")
        command = ("plan", "trace", "--source", files[0], "--plan", files[1])
        return cchc(*command, *(more or ("--format", "json")))

    return call


# Decisions that agree


@needs_the_real_one
def test_the_real_decision_is_covered_in_full(cchc: Cchc) -> None:
    outcome = cchc("plan", "trace", "--source", REAL, "--format", "json")
    assert outcome.status == 0
    document = json.loads(outcome.out)
    assert document["unclaimed"] == document["contradictory"] == []
    covered = {subject: len(places) for subject, places in document["covered"].items()}
    # 57 targets, 4 reports and 4 duties cite a place; 43 have a figure, 14 don't; ten days:
    # 10/01 of the agency's plan, "before the 12th", and two of each of the four reports.  Who takes
    # part in II.3 and V.1 is told by readings; 2 dialogues, 12 publications, 13 schools, 9 and 1
    # zones are numbers within activities.
    assert covered == {
        "head": 3, "source": 65, "threshold": 43, "figure": 43, "item": 14,
        "row": 54, "time": 54, "lead": 54, "coordinating": 52, "quantity": 5, "day": 10,
    }  # fmt: skip
    assert "II.6.a.6" in document["covered"]["figure"]  # 340 enterprises, 75 cooperatives


@pytest.mark.parametrize(
    ("source", "plan"),
    [("quyet-dinh-12.txt", "plan_2027.yaml"), ("quyet-dinh-45.txt", "plan_2027_sua_doi.yaml")],
)
def test_the_fictional_decisions_are_covered_in_full(source: str, plan: str, cchc: Cchc) -> None:
    outcome = cchc("plan", "trace", "--source", HOME / source, "--plan", HOME / plan)
    assert outcome.status == 0
    assert outcome.out.endswith("\nKế hoạch khớp hoàn toàn với quyết định.\n")


def test_what_is_shown(trace: Callable[..., Outcome]) -> None:
    outcome = trace({"value: 95, unit": "value: 96, unit"}, None, "--lang", "en")
    assert outcome.status == 1
    shown = " ".join(outcome.out.split())
    assert "held against Decision 12/QĐ-UBND" in shown
    assert "18 sections, 17 list items, 10 rows of the appendix" in shown
    assert (
        "In the decision and not in the plan (1) - II.2.a item 1, line 33: the figure ≥ 95% is no "
        "target's “Tối thiểu 95% hồ sơ được giải quyết đúng hạn; trong đó hồ sơ lĩnh vực đất đai "
        "đạt từ 90% trở lên.”"
    ) in shown
    assert "the threshold ≥ 96% is not in these words; they say: ≥ 95%, ≥ 90%" in shown
    line = PLAN.read_text("utf-8").splitlines().index("  - id: ho-so-dung-han") + 1
    assert f"{PLAN.name}:{line})" in shown.replace(" ", "")


# Planted errors


Planted = dict[str, tuple[dict[str, str], list[Any], list[Any]]]
TARGETS: Planted = {
    "a figure changed": (
        {"value: 95, unit": "value: 96, unit"},
        [("figure", "II.2.a.1", 33, None)],
        [("threshold", "II.2.a.1", 33, "ho-so-dung-han")],
    ),
    "a figure of another kind": (
        {'value: 12, unit: "dịch vụ"': 'value: 13, unit: "dịch vụ"'},
        [("figure", "II.3.a.2", 42, None)],
        [("threshold", "II.3.a.2", 42, "dich-vu-moi")],
    ),
    "an operator changed": (
        {'{op: ">", value: "88.5", unit: "%"}': '{op: ">=", value: "88.5", unit: "%"}'},
        [],
        [("op", "II.2.a.2", 34, "hai-long")],
    ),
    "at most where the words say neither": (
        {
            'reviewed}\n    threshold: {op: ">=",': 'reviewed}\n    threshold: {op: "<=",',
        },
        [],
        [("bare", "II.1.a.1", 27, "ra-soat-van-ban")],
    ),
    "more time than the words give": (
        {
            "source: {section: II.3.a, item: 2}": "source: {section: II.3.a, item: 2}\n    until: 2027-12-31"
        },
        [],
        [("until", "II.3.a.2", 42, "dich-vu-moi")],
    ),
    "another thing counted": (
        {'value: 12, unit: "dịch vụ"': 'value: 12, unit: "hồ sơ"'},
        [],
        [("unit", "II.3.a.2", 42, "dich-vu-moi")],
    ),
    "at most taken for at least": (
        {'{op: "<=", value: 5, unit: "%"}': '{op: ">=", value: 5, unit: "%"}'},
        [],
        [("op", "II.2.a.3", 35, "bo-sung-qua-mot-lan")],
    ),
    "another section": (
        {"source: {section: II.2.a, item: 2}": "source: {section: II.9.a, item: 2}"},
        [("figure", "II.2.a.2", 34, None)],
        [("place", "II.9.a.2", None, "hai-long")],
    ),
    "another item": (
        {"source: {section: II.2.a, item: 2}": "source: {section: II.2.a, item: 7}"},
        [("figure", "II.2.a.2", 34, None)],
        [("place", "II.2.a.7", None, "hai-long")],
    ),
    "an item that another target cites": (
        {"source: {section: II.2.a, item: 4}": "source: {section: II.1.a, item: 1}"},
        [("figure", "II.2.a.4", 36, None)],
        [
            ("same-place", "II.1.a.1", 27, "niem-yet-cong-khai"),
            ("twice", "II.1.a.1", 27, "niem-yet-cong-khai"),
        ],
    ),
    "a clause that isn't there": (
        {"item: 1, clause: 2}": "item: 1, clause: 5}"},
        [],
        [("clause", "II.2.a.1", 33, "dat-dai-dung-han")],
    ),
    "a confirmation that cites nothing": (
        {"source: {section: II.1.a, item: 2}": "source: {section: II.1.a, item: 3}"},
        [("item", "II.1.a.2", 28, None)],
        [("place", "II.1.a.3", None, "cong-bo-het-hieu-luc")],
    ),
    "a clause behind the figure": (
        {
            "source: {section: II.2.a, item: 4}": "source: {section: II.2.a, item: 4, clause: 2}",
        },
        [],
        [("before", "II.2.a.4", 36, "niem-yet-cong-khai")],
    ),
    "clauses the wrong way round": (
        {
            "item: 1, clause: 1}": "item: 1, clause: 9}",
            "item: 1, clause: 2}": "item: 1, clause: 1}",
            "item: 1, clause: 9}": "item: 1, clause: 2}",
        },
        [],
        [("order", "II.2.a.1", 33, "ho-so-dung-han")],
    ),
}
ROWS: Planted = {
    "a month changed": (
        {"schedule: {kind: month, month: 2027-02}": "schedule: {kind: month, month: 2027-03}"},
        [],
        [("months", "PL.I.1", 62, "I.1")],
    ),
    "a quarter changed": (
        {
            "schedule: {kind: quarter, quarter: 2027-Q1}": "schedule: {kind: quarter, quarter: 2027-Q2}"
        },
        [],
        [("quarters", "PL.I.2", 63, "I.2")],
    ),
    "a day changed": (
        {"schedule: {kind: day, day: 2027-11-14}": "schedule: {kind: day, day: 2027-11-15}"},
        [],
        [("days", "PL.III.4", 73, "III.4")],
    ),
    "a day for the month it is in": (
        {"schedule: {kind: day, day: 2028-01-19}": "schedule: {kind: month, month: 2028-01}"},
        [],
        [("days", "PL.III.4", 73, "III.4"), ("months", "PL.III.4", 73, "III.4")],
    ),
    "words that don't say the output's own time": (
        {"text: Tháng 10/2027": "text: Tháng"},
        [("unquoted", "PL.II.1", 65, "II.1")],
        [("output", "PL.II.1", 65, "II.1")],
    ),
    "ongoing for what waits for something": (
        {
            "schedule:\n          kind: event\n          event:": "schedule:\n          kind: ongoing\n          event:"
        },
        [],
        [("schedule", "PL.III.3", 72, "III.3")],
    ),
    "once for every quarter": (
        {"schedule: {kind: quarterly}": "schedule: {kind: ongoing}"},
        [],
        [("schedule", "PL.II.4", 68, "II.4")],
    ),
    "a quarter for a month": (
        {"schedule: {kind: month, month: 2027-10}": "schedule: {kind: quarter, quarter: 2027-Q4}"},
        [],
        [("months", "PL.II.1", 65, "II.1"), ("quarters", "PL.II.1", 65, "II.1")],
    ),
    "once for every month": (
        {"schedule: {kind: monthly}": "schedule: {kind: ongoing}"},
        [],
        [("schedule", "PL.II.2", 66, "II.2")],
    ),
    "a lead changed": (
        {"lead: [tai-chinh]": "lead: [noi-vu]"},
        [],
        [("lead", "PL.II.3", 67, "II.3")],
    ),
    "a kind of agency for one": (
        {"lead: [commune]": "lead: [department]"},
        [],
        [("lead", "PL.II.2", 66, "II.2")],
    ),
    "other words": (
        {"text: Quý IV/2027": "text: Quý III/2027"},
        [],
        [("words", "PL.III.1", 70, "III.1")],
    ),
    "a row that isn't there": (
        {"source: {section: PL.II, item: 3}": "source: {section: PL.II, item: 5}"},
        [("row", "PL.II.3", 67, None)],
        [("place", "PL.II.5", None, "II.3")],
    ),
    "somebody else who takes part": (
        {"coordinating: [hoi-doanh-nghiep]": "coordinating: [noi-vu]"},
        [],
        [("coordinating", "PL.II.3", 67, "II.3")],
    ),
    "nobody who takes part": (
        {"coordinating: [hoi-doanh-nghiep]": "coordinating: []"},
        [],
        [("coordinating", "PL.II.3", 67, "II.3")],
    ),
    "a number within an activity": (
        {'{op: ">=", value: 2, unit: lần}': '{op: ">=", value: 4, unit: lần}'},
        [],
        [("quantity", "PL.II.3", 67, "II.3")],
    ),
    "a number within an activity as a most": (
        {'{op: ">=", value: 2, unit: lần}': '{op: "<=", value: 2, unit: lần}'},
        [],
        [("bare", "PL.II.3", 67, "II.3")],
    ),
    "an output owed by somebody whom the row doesn't name": (
        {"text: Hằng quý": "text: Hằng quý\n        lead: [commune]"},
        [],
        [("lead", "PL.II.4", 68, "II.4")],
    ),
    "a row cited twice": (
        {"source: {section: PL.III, item: 2}": "source: {section: PL.III, item: 1}"},
        [("row", "PL.III.2", 71, None)],
        [
            ("same-row", "PL.III.1", 70, "III.2"),
            ("number", "PL.III.1", 70, "III.2"),
            ("quarters", "PL.III.1", 70, "III.2"),
            ("words", "PL.III.1", 70, "III.2"),
            ("lead", "PL.III.1", 70, "III.2"),
            ("coordinating", "PL.III.1", 70, "III.2"),
        ],
    ),
}
DAYS: Planted = {
    "the last day of data": (
        {"data_to: 2027-05-31": "data_to: 2027-05-30"},
        [("day", "III.1.b.1", 52, None)],
        [("plan-day", "III.1.b.1", 52, "2027-H1")],
    ),
    "before taken for by": (
        {"due_on: 2027-12-05": "due_on: 2027-12-06"},
        [("day", "III.1.b.3", 54, None)],
        [("plan-day", "III.1.b.3", 54, "2027-Y")],
    ),
    "a report's last day a month later": (
        {"due_on: 2027-12-05": "due_on: 2028-01-05"},
        [("day", "III.1.b.3", 54, None)],
        [("plan-day", "III.1.b.3", 54, "2027-Y")],
    ),
    "in force from another day": (
        {"effective_from: 2027-01-08": "effective_from: 2027-01-15"},
        [],
        [("effective", "", None, "van-khe-2027")],
    ),
    "the agency's own plan": (
        {"due_on: 2027-01-25": "due_on: 2027-01-26"},
        [("day", "III.1.a.1", 50, None)],
        [("plan-day", "III.1.a.1", 50, "agency-plan")],
    ),
    "a place that isn't there": (
        {"source: {section: III.1.b, item: 2}": "source: {section: III.1.c, item: 2}"},
        [("day", "III.1.b.2", 53, None)] * 3,
        [("place", "III.1.c.2", None, "2027-M9")],
    ),
    "another decision": (
        {"decision: 12/QĐ-UBND": "decision: 21/QĐ-UBND", "signed_on: 2027-01-08": "signed_on: 2027-01-07"},
        [],
        [("decision", "", None, "van-khe-2027"), ("signed-on", "", None, "van-khe-2027")],
    ),
}  # fmt: skip
PLANTED = {**TARGETS, **ROWS, **DAYS}


@pytest.mark.parametrize("error", PLANTED)
def test_an_error_planted_in_the_plan(error: str, trace: Callable[..., Outcome]) -> None:
    changes, unclaimed, contradictory = PLANTED[error]
    outcome = trace(changes)
    assert outcome.status == 1
    assert found(outcome, "unclaimed") == unclaimed
    assert found(outcome, "contradictory") == contradictory


TEXTS: Planted = {
    "in force from a day that it names": (
        {"có hiệu lực kể từ ngày ký.": "có hiệu lực thi hành kể từ ngày 15/01/2027."},
        [],
        [("effective", "", None, "van-khe-2027")],
    ),
    "a number that the plan doesn't have": (
        {"| Khảo sát mức độ hài lòng |": "| Khảo sát mức độ hài lòng tại 12 xã, 2 lần/năm |"},
        [("count", "PL.II.1", 65, "II.1"), ("count", "PL.II.1", 65, "II.1")],
        [],
    ),
    "levels of government, which nobody counts": (
        {"| Khảo sát mức độ hài lòng |": "| Khảo sát mức độ hài lòng ở 2 cấp tỉnh, xã, kể cả 3 sở |"},
        [("count", "PL.II.1", 65, "II.1")],
        [],
    ),
    "somebody unknown who takes part": (
        {"| Sở Tài chính | Hội Doanh nghiệp tỉnh |": "| Sở Tài chính | Hội Nông dân tỉnh |"},
        [],
        [("name", "PL.II.3", 67, "II.3")],
    ),
    "nobody who leads": (
        {"| Thông báo kết luận | Sở Tài chính |": "| Thông báo kết luận | |"},
        [],
        [("no-lead", "PL.II.3", 67, "II.3")],
    ),
    "another decision replaced": (
        {"có hiệu lực kể từ ngày ký.": "có hiệu lực kể từ ngày ký, thay thế Quyết định số 9/QĐ-UBND."},
        [],
        [("supersedes", "", None, "van-khe-2027")],
    ),
    "words of the time column that no output quotes": (
        {"| Thường xuyên |": "| Thường xuyên; báo cáo kết quả theo quy định |"},
        [("unquoted", "PL.III.2", 71, "III.2")],
        [],
    ),
    "a target more": (
        {"b) Nhiệm vụ\n- Mỗi tuần": "- Tối thiểu 70% cuộc gọi được trả lời.\nb) Nhiệm vụ\n- Mỗi tuần"},
        [("figure", "II.2.a.5", 37, None)],
        [],
    ),
    "a figure more in an item": (
        {"được nộp trực tuyến.": "được nộp trực tuyến, trong đó cấp xã ít nhất 40%."},
        [("figure", "II.3.a.1", 41, None)],
        [],
    ),
    "an item without a figure": (
        {"- Công bố đầy đủ danh mục": "- Xây dựng sổ tay nghiệp vụ.\n- Công bố đầy đủ danh mục"},
        [("item", "II.1.a.3", 29, None)],
        [],
    ),
    "a count more": (
        {"toàn trình.\n": "toàn trình và 03 trợ lý ảo.\n"},
        [("figure", "II.3.a.2", 42, None)],
        [],
    ),
    "a row more": (
        {"III. CHÍNH QUYỀN SỐ\n| 1.": "| 5. | Tập huấn | Tài liệu | Sở Nội vụ | | Quý II/2027 |\nIII. CHÍNH QUYỀN SỐ\n| 1."},
        [("row", "PL.II.5", 69, None)],
        [],
    ),
    "a row without a number that can be read": (
        {"| 4. | Kiểm tra bộ phận": "| 4b | Kiểm tra bộ phận"},
        [("unread", "", 68, None)],
        [("place", "PL.II.4", None, "II.4")],
    ),
    "a second row with a number": (
        {"| 4. | Kiểm tra bộ phận": "| 3. | Kiểm tra bộ phận"},
        [("row", "PL.II.3", 68, None)],
        [("place", "PL.II.4", None, "II.4")],
    ),
    "a table of targets": (
        {"- Công bố đầy đủ": "| 1 | Văn bản được rà soát | % | ≥ 95 |\n- Công bố đầy đủ"},
        [("unread", "", 28, None)],
        [],
    ),
    "a day more": (
        {"- Tổng hợp báo cáo của các cơ quan": "- Trước ngày 10/12/2027 tổng hợp báo cáo của các cơ quan"},
        [("day", "III.2.1", 56, None)],
        [],
    ),
    "a lead that the plan doesn't know": (
        {"| Sở Tài chính | Hội Doanh nghiệp tỉnh |": "| Sở Ngoại vụ | Hội Doanh nghiệp tỉnh |"},
        [],
        [("name", "PL.II.3", 67, "II.3")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("error", TEXTS)
def test_something_more_in_the_decision(error: str, trace: Callable[..., Outcome]) -> None:
    changes, unclaimed, contradictory = TEXTS[error]
    outcome = trace(None, changes)
    assert outcome.status == 1
    assert found(outcome, "unclaimed") == unclaimed
    assert found(outcome, "contradictory") == contradictory


def test_every_kind_of_finding_is_planted() -> None:
    from cchc.trace.model import CODES

    planted = {
        one[0]
        for _, *kinds in (*PLANTED.values(), *TEXTS.values())
        for kind in kinds
        for one in kind
    }
    of_word = {"symbol", "equation", "field", "picture", "object", "note", "margin"}
    tried_below = {"no-targets", "no-rows", "periods"}
    elsewhere = {"unexplained", *of_word}  # in test_accounting.py
    assert planted == set(CODES) - tried_below - elsewhere


def test_what_goes_with_reports_goes_with_all_that_are_named(trace: Callable[..., Outcome]) -> None:
    text = {"| Thường xuyên |": "| Cùng báo cáo 6 tháng, năm |"}
    ongoing = "schedule: {kind: ongoing}\n        text: Thường xuyên"
    for periods, contradictory in (
        ("2027-H1, 2027-Y", []),
        ("2027-H1, 2027-M9, 2027-Y", []),
        ("2027-Y", [("periods", "PL.III.2", 71, "III.2")]),
    ):
        new = f"schedule: {{kind: reporting, periods: [{periods}]}}\n        text: Cùng báo cáo 6 tháng, năm"
        outcome = trace({ongoing: new}, text)
        assert found(outcome, "contradictory") == contradictory


QUARTERLY, HALF_YEARLY = "{kind: quarterly}", "{kind: half_yearly}"
REPORTING = "{kind: reporting, periods: [2027-H1, 2027-M9, 2027-Y]}"
WAITING = "{kind: event, event: {vi: Khi có, en: When}}"


@pytest.mark.parametrize(
    ("words", "agreeing", "other"),
    [
        ("Báo cáo định kỳ quý/6 tháng/năm", [REPORTING], [QUARTERLY, HALF_YEARLY, WAITING]),
        ("Báo cáo định kỳ theo quý, năm", [REPORTING], [QUARTERLY, "{kind: year}", WAITING]),
        ("Báo cáo theo quy định", [WAITING], [QUARTERLY, REPORTING, "{kind: ongoing}"]),
        ("Báo cáo khi Hiệp hội Du lịch Việt Nam yêu cầu", [WAITING], [REPORTING, QUARTERLY]),
        ("Hằng quý", [QUARTERLY, REPORTING], [HALF_YEARLY, WAITING]),
        ("06 tháng/lần", [HALF_YEARLY], ["{kind: monthly}", REPORTING]),
    ],
)
def test_words_without_a_date_ask_for_their_kind_of_time(
    words: str, agreeing: list[str], other: list[str], trace: Callable[..., Outcome]
) -> None:
    ongoing = "schedule: {kind: ongoing}\n        text: Thường xuyên"
    for schedule in (*agreeing, *other):
        new = f"schedule: {schedule}\n        text: {words}"
        outcome = trace({ongoing: new}, {"| Thường xuyên |": f"| {words} |"})
        expected = [] if schedule in agreeing else [("schedule", "PL.III.2", 71, "III.2")]
        assert found(outcome, "contradictory") == expected, schedule


@pytest.mark.parametrize(
    ("reading", "agrees"),
    [
        ("100% là mức cao nhất, tức không quá 100%.", True),
        ("Tỷ lệ văn bản còn lại (<= 100%).", True),
        ("Không quá 90%.", False),
        ("Trên 100%.", False),
        ("Đọc như câu ghi: 100%.", False),
    ],
)
def test_a_reading_tells_how_a_bare_figure_compares(
    reading: str, agrees: bool, trace: Callable[..., Outcome]
) -> None:
    old = "    due: year_end\n    source: {section: II.1.a, item: 1}\n"
    threshold = 'reviewed}\n    threshold: {op: ">=",'
    text = f"{{vi: '{reading}', en: 'x'}}"
    changes = {
        threshold: threshold.replace(">=", "<="),
        old: f"{old}    reading: {{decided: {text}, why: {text}}}\n",
    }
    contradictory = [] if agrees else [("bare", "II.1.a.1", 27, "ra-soat-van-ban")]
    assert found(trace(changes), "contradictory") == contradictory


@pytest.mark.parametrize(
    ("words", "reading", "agrees"),
    [
        ("đạt 100-102%", "Trong khoảng 100-102% lấy mức thấp.", True),
        ("đạt 100 - 102 %", "Lấy 100, không lấy 102.", True),
        ("đạt từ 100% đến 102%", "Lấy 100%, không lấy 102%.", True),
        ("đạt 100-102%", "Lấy mức thấp.", False),
        ("đạt 100-102%", "", False),
        ("đạt 100%; nơi khác 102%", "Lấy 100%, không lấy 102%.", False),
    ],
)
def test_a_reading_tells_which_end_of_a_range_is_meant(
    words: str, reading: str, agrees: bool, trace: Callable[..., Outcome]
) -> None:
    old = "    due: year_end\n    source: {section: II.1.a, item: 1}\n"
    text = f"{{vi: '{reading}', en: x}}"
    new = f"{old}    reading: {{decided: {text}, why: {text}}}\n" if reading else old
    sentence = {"- 100% văn bản quy phạm pháp luật của tỉnh": f"- Văn bản {words} và"}
    outcome = trace({old: new}, sentence)
    unclaimed = [] if agrees else [("figure", "II.1.a.1", 27, None)]
    assert found(outcome, "unclaimed") == unclaimed
    assert found(outcome, "contradictory") == []


def test_a_day_of_the_month_is_in_the_month_that_the_data_close_in(
    trace: Callable[..., Outcome],
) -> None:
    for words, day, agrees in (
        ("gửi trước ngày 06 của tháng sau", "2027-06-05", True),
        ("gửi chậm nhất ngày 05 của tháng cuối kỳ", "2027-06-05", False),
        ("gửi chậm nhất ngày 05 của tháng sau", "2027-07-05", False),
    ):
        text = {"gửi chậm nhất ngày 05/6/2027": words}
        outcome = trace({"due_on: 2027-06-05": f"due_on: {day}"}, text)
        assert (found(outcome, "contradictory") == []) is agrees, words


def test_a_text_in_which_nothing_is_found_is_not_agreed_with(tmp_path: Path, cchc: Cchc) -> None:
    source, plan = tmp_path / "a.txt", tmp_path / "plan.yaml"
    source.write_text(
        "I. YÊU CẦU\n1. Làm đúng hạn\n- 95% hồ sơ đúng hạn.\nII. TỔ CHỨC THỰC HIỆN\n"
        "1. Các sở (có Phụ lục kèm theo)\nPHỤ LỤC\n1. Rà soát: Sở Tư pháp, Quý I/2027\n",
        "utf-8",
    )
    assert cchc("plan", "new", "--source", source, "-o", plan).status == 0
    trace = ("plan", "trace", "--source", source, "--plan", plan)
    outcome = cchc(*trace, "--format", "json")
    assert outcome.status == 1
    assert found(outcome, "unclaimed") == [
        ("no-targets", "", None, None),
        ("no-rows", "", None, None),
    ]
    shown = " ".join(cchc(*trace, "--lang", "en").out.split())
    assert (
        "- no list of targets (“Chỉ tiêu”, “Mục tiêu”) was found in the text; the headings passed "
        "over: I. YÊU CẦU, I.1. Làm đúng hạn, II. TỔ CHỨC THỰC HIỆN, II.1. Các sở"
    ) in shown
    assert "- no row of an appendix was found in the text" in shown


# Random errors in the real plan


def changed(text: str, number: int) -> str:
    """The plan with one of its figures, months, quarters, leads, places or days changed."""
    changes: list[tuple[str, Callable[[str], str]]] = [
        (r'(threshold: \{op: "[<>=]+", value: )(\d+)', lambda value: str(int(value) - 1)),
        (r"(month: 2026-)(\d\d)", lambda month: f"{int(month) % 12 + 1:02}"),
        (r"(quarter: 2026-Q)(\d)", lambda quarter: str(int(quarter) % 4 + 1)),
        (r"(\n    lead: \[)([a-z-]+)", lambda lead: "so-y-te" if lead != "so-y-te" else "so-noi-vu"),
        (r"(source: \{section: (?:II|PL)\.[^,]+, item: )(\d+)", lambda item: str(int(item) + 20)),
        (r"(\n    coordinating: \[)([a-z-]+)", lambda one: "so-y-te" if one != "so-y-te" else "so-noi-vu"),
        (r"((?:data_from|data_to|due_on): 202\d-\d\d-)(\d\d)", lambda day: f"{int(day) + 3:02}"),
    ]  # fmt: skip
    places = [
        (match, change) for pattern, change in changes for match in re.finditer(pattern, text)
    ]
    match, change = places[number % len(places)]
    return text[: match.start(2)] + change(match[2]) + text[match.end(2) :]


@needs_the_real_one
@pytest.mark.parametrize("seed", range(30))
def test_any_change_of_the_real_plan_is_noticed(seed: int, tmp_path: Path, cchc: Cchc) -> None:
    text = (ROOT / "plan_2026.yaml").read_text("utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(changed(text, random.Random(seed).randrange(10_000)), "utf-8")
    outcome = cchc("plan", "trace", "--source", REAL, "--plan", plan, "--format", "json")
    assert outcome.status == 1, outcome.out


@needs_the_real_one
@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('value: 9, unit: "vùng"', 'value: 2, unit: "vùng"', "quantity", "PL.VIII.3"),
        ('value: 1, unit: "vùng"', 'value: 3, unit: "vùng"', "quantity", "PL.VIII.3"),
        ('value: 13, unit: "trường"', 'value: 31, unit: "trường"', "quantity", "PL.IV.1"),
        ('value: 13, unit: "trường"', 'value: 13, unit: "lớp"', "unit", "PL.IV.1"),
        ('value: 12, unit: "lần"', 'value: 11, unit: "lần"', "quantity", "PL.III.8"),
        ('value: 2, unit: "lần"', 'value: 1, unit: "lần"', "quantity", "PL.I.7"),
        ("[van-phong-chinh-phu, department,", "[department,", "coordinating", "PL.III.7"),
        ("[commune, gdtrh-gdtx, gdmn-gdth,", "[commune, gdmn-gdth,", "coordinating", "PL.VII.10"),
        # Where a reading explains the words, it has to name whom they are taken for.
        ("van-phong-hdnd, van-phong-ubnd-tinh]", "van-phong-hdnd, so-y-te]", "coordinating", "PL.II.3"),
    ],
)  # fmt: skip
def test_numbers_within_activities_and_who_takes_part(
    old: str, new: str, code: str, place: str, tmp_path: Path, cchc: Cchc
) -> None:
    text = (ROOT / "plan_2026.yaml").read_text("utf-8")
    assert text.count(old) == 1
    plan = tmp_path / "plan.yaml"
    plan.write_text(text.replace(old, new), "utf-8")
    outcome = cchc("plan", "trace", "--source", REAL, "--plan", plan, "--format", "json")
    assert outcome.status == 1
    told = found(outcome, "contradictory")
    assert [(one[0], one[1]) for one in told] == [(code, place)]


# Sources


def test_a_word_document(tmp_path: Path, cchc: Cchc) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    rows: list[list[str]] = []

    def table() -> None:
        if rows:
            made = document.add_table(0, len(rows[0]))
            for row in rows:
                for cell, text in zip(made.add_row().cells, row, strict=True):
                    cell.text = text
            rows.clear()

    for line in DECISION.read_text("utf-8").splitlines():
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        table()
        if line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    table()
    file = tmp_path / "decision.docx"
    document.save(str(file))
    outcome = cchc("plan", "trace", "--source", file, "--plan", PLAN)
    assert outcome.status == 0, outcome.out


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 3, "no-decision"),
        (b"Xin ch\xc3\xa0o.\n", 3, "no-decision"),
        (b"%PDF-1.7", 3, "not-a-decision"),
        (b"<html><body>95%</body></html>", 3, "not-a-decision"),
        (b"PK\x03\x04nothing", 3, "document-damaged"),
        (b"\xff\xfe\xff\xfe\x00", 3, "not-utf8"),
        (b"- \x1b[31mred\n", 3, "control-character"),
    ],
)
def test_other_files(content: bytes, status: int, code: str, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "decision"
    file.write_bytes(content)
    outcome = cchc("plan", "trace", "--source", file, "--plan", PLAN)
    assert (outcome.status, outcome.out) == (status, "")
    assert f"[{code}]" in outcome.err


def test_a_source_is_needed(cchc: Cchc) -> None:
    outcome = cchc("plan", "trace", "--lang", "en")
    assert outcome.status == 2
    assert "--source" in outcome.err


@pytest.mark.parametrize(
    "text",
    [
        "| " * 20_000,
        "1. a\n" * 20_000,
        "a) b\n" * 20_000,
        "II. CHỈ TIÊU\n- " + "100% " * 20_000,
        "II. CHỈ TIÊU\n- " + "9" * 20_000 + "%",
        "II. CHỈ TIÊU\n- " + "1.000" * 5_000 + " việc",
        "TỔ CHỨC\n1. ngày " + "31/12/2027 " * 5_000,
        "| TT | Chủ trì | Thời gian |\n" + "| 1 | Sở; " + "Sở, " * 10_000 + " | Quý I |\n",
    ],
)
def test_texts_that_go_on_and_on(text: str, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "decision.txt"
    file.write_text(text, "utf-8")
    outcome = cchc("plan", "trace", "--source", file, "--plan", PLAN)
    assert outcome.status in (1, 3)
    assert "[internal]" not in outcome.err
