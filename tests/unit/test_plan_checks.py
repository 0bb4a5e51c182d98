"""A mistake in a plan is told with its code and its place; each row makes one mistake."""

from __future__ import annotations

from typing import Final

import pytest
from tiny_plan import PLAN, TINY, at, changed, codes, marked, refusal

from cchc.plan.parse import parse

Edit = tuple[str, str]

AGENCY: Final = "{id: so-mot, name: Sở Một, kind: department}"
FIELD: Final = "{id: cong-viec, title: {vi: Công việc, en: Work}}"
SLIPS: Final = 'threshold: {op: "<", value: 10, unit: lỗi}'
COMPLAINTS: Final = 'threshold: {op: "<=", value: 5, unit: "%"}'
PUBLISHED: Final = 'threshold: {op: "==", value: "yes"}'
SLIPS_METRIC: Final = "id: sai_sot\n    kind: count\n"
SLIPS_UNIT: Final = "    unit: {vi: lỗi, en: slips}\n"
MONTH: Final = "schedule: {kind: month, month: 2026-02}"
QUARTER: Final = "schedule: {kind: quarter, quarter: 2026-Q1}"
YEAR: Final = "schedule: {kind: year}"
REPORTING: Final = "schedule: {kind: reporting, periods: [2026-Q1, 2026-Y]}"
EVENT: Final = "schedule: {kind: event, event: {vi: Khi Bộ yêu cầu, en: When the ministry asks}}"
OUTPUT_OF_THE_YEAR: Final = f"""    outputs:
      - name: {{vi: Báo cáo, en: Report}}
        {YEAR}
        text: Năm 2026
"""
FIRST_REPORT: Final = ("  - id: 2026-Q1", "  ‸- id: 2026-Q1")


def threshold(inside: str) -> str:
    return f"threshold: {{{inside}}}"


def schedule(inside: str) -> str:
    return f"‸schedule: {{{inside}}}"


FIELDS: Final[list[tuple[str, list[Edit]]]] = [
    ("plan-missing-field", [("  year: 2026\n", ""), ("\nplan:\n", "\n‸plan:\n")]),
    ("plan-missing-field", [(FIELD, "{id: cong-viec, ‸title: {vi: Công việc}}")]),
    ("plan-missing-field", [(AGENCY, "‸{id: so-mot, name: Sở Một}")]),
    ("plan-missing-field", [(SLIPS, "‸" + threshold('op: "<", value: 10'))]),
    ("plan-missing-field", [(PUBLISHED, "‸" + threshold('op: "=="'))]),
    (
        "plan-missing-field",  # of an output
        [
            (
                OUTPUT_OF_THE_YEAR,
                "    outputs:\n      - ‸name: {vi: Báo cáo, en: Report}\n        text: Năm 2026\n",
            )
        ],
    ),
    ("plan-unknown-field", [("\nfields:\n", "\n‸extra: 1\nfields:\n")]),
    ("plan-unknown-field", [(AGENCY, "{id: so-mot, name: Sở Một, kind: department, ‸head: An}")]),
    ("plan-unknown-field", [(SLIPS, threshold('op: "<", value: 10, unit: lỗi, ‸of: x'))]),
    ("plan-unknown-field", [(PUBLISHED, threshold('op: "==", value: "yes", ‸unit: "%"'))]),
    ("plan-bad-choice", [("schema: cchc.plan/1", "schema: ‸cchc.plan/2")]),
    ("plan-bad-choice", [(AGENCY, "{id: so-mot, name: Sở Một, kind: ‸departmnt}")]),
    ("plan-bad-choice", [(SLIPS, threshold('op: ‸"=>", value: 10, unit: lỗi'))]),
    ("plan-bad-choice", [(PUBLISHED, threshold('op: "==", value: ‸"no"'))]),
    ("plan-bad-choice", [("schedule: {kind: monthly}", "schedule: {kind: ‸weekly}")]),
    ("plan-bad-choice", [("- id: sai_sot\n    kind: count", "- id: sai_sot\n    kind: ‸sum")]),
    ("plan-bad-value", [("year: 2026", "year: ‸nay")]),
    ("plan-bad-value", [("year: 2026", 'year: ‸"2026"')]),
    ("plan-bad-value", [("year: 2026", "year: ‸2026.0")]),
    ("plan-bad-value", [("year: 2026", "year: ‸true")]),
    ("plan-bad-value", [("signed_on: 2025-12-26", "signed_on: ‸26/12/2025")]),
    ("plan-bad-value", [("signed_on: 2025-12-26", "signed_on: ‸2025-13-26")]),
    ("plan-bad-value", [("signed_on: 2025-12-26", "signed_on: ‸20251226")]),
    ("plan-bad-value", [("supersedes: []", "supersedes: ‸1/QĐ")]),
    ("plan-bad-value", [("supersedes: []", "supersedes: [‸12]")]),
    ("plan-bad-value", [("supersedes: []", "supersedes:‸")]),
    ("plan-bad-value", [("whole: false", "whole: ‸no")]),
    ("plan-bad-value", [("whole: false", "whole: ‸0")]),
    ("plan-bad-value", [(SLIPS, threshold('op: "<", value: ‸ten, unit: lỗi'))]),
    ("plan-bad-value", [(SLIPS, threshold('op: "<", value: ‸"9,5", unit: lỗi'))]),
    ("plan-bad-value", [(SLIPS, threshold('op: "<", value: ‸NaN, unit: lỗi'))]),
    ("plan-bad-value", [(SLIPS, threshold('op: "<", value: ‸yes, unit: lỗi'))]),
    ("plan-bad-value", [(AGENCY, "{id: so-mot, name: ‸12, kind: department}")]),
    ("plan-bad-value", [(AGENCY, "‸Sở Một")]),
    ("duplicate-key", [("year: 2026", "year: 2026\n  ‸year: 2026")]),
]
IDS: Final[list[tuple[str, list[Edit]]]] = [
    ("plan-bad-id", [("- id: sai_sot", "- id: ‸Sai-sot"), ("metric: sai_sot", "metric: Sai-sot")]),
    ("plan-bad-id", [("- id: sai-sot", "- id: ‸sai_sot")]),
    ("plan-bad-id", [("{id: cong-an,", "{id: ‸công-an,"), ("lead: [cong-an]", "lead: [công-an]")]),
    ("plan-bad-id", [("- id: I.4", "- id: ‸IV")]),
    ("plan-bad-id", [("- id: I.4", "- id: ‸I.04")]),
    ("plan-bad-id", [("- id: 2026-H1", "- id: ‸h1")]),
    ("plan-bad-id", [("- id: agency-plan", "- id: ‸agency plan")]),
    ("plan-duplicate-id", [("- id: so-hoa-xa", "- id: ‸so-hoa-so")]),
    ("plan-duplicate-id", [("{id: xa-ta-hoc-hai,", "{id: ‸xa-ta-hoc,")]),
    ("plan-duplicate-id", [("{id: phuong-dong-da,", "{id: ‸commune,")]),
    ("plan-duplicate-id", [("- id: I.4", "- id: ‸I.1")]),
    ("plan-duplicate-id", [("- id: 2026-H1", "- id: ‸2026-Q1")]),
]
REFERENCES: Final[list[tuple[str, list[Edit]]]] = (
    [
        ("plan-unknown-reference", [(f"{old}cong-viec", f"{old}‸cong-viek")])
        for old in ("metric: dung_han\n    field: ", "id: I.4\n    field: ")
    ]
    + [
        ("plan-unknown-reference", [(old, new)])
        for old, new in (
            ("id: so-hoa-so\n    metric: so_hoa", "id: so-hoa-so\n    metric: ‸so_hao"),
            (
                f"{PUBLISHED}\n    applies_to: [commune]",
                f"{PUBLISHED}\n    applies_to: [‸communes]",
            ),
            (f"{SLIPS}\n    applies_to: [so-mot]", f"{SLIPS}\n    applies_to: [so-mot, ‸so-ba]"),
            (f"{SLIPS}\n    applies_to: [so-mot]", f"{SLIPS}\n    applies_to: [‸cong-an]"),
            ("lead: [cong-an]", "lead: [‸cong-am]"),
            ("coordinating: [commune]", "coordinating: [commune, ‸ward]"),
            (REPORTING, "schedule: {kind: reporting, periods: [2026-Q1, ‸2026-Q2]}"),
            ("fields: [cong-viec]", "fields: [cong-viec, ‸the-che]"),
            (
                "due_on: 2026-01-10\n    applies_to: [department, commune]",
                "due_on: 2026-01-10\n    applies_to: [department, ‸all]",
            ),
        )
    ]
    + [
        ("plan-named-twice", [(old, new)])
        for old, new in (
            (f"{SLIPS}\n    applies_to: [so-mot]", f"{SLIPS}\n    applies_to: [so-mot, ‸so-mot]"),
            ("lead: [cong-an]", "lead: [cong-an, ‸cong-an]"),
            ("coordinating: [commune]", "coordinating: [commune, department, ‸commune]"),
            (REPORTING, "schedule: {kind: reporting, periods: [2026-Q1, ‸2026-Q1]}"),
            ("fields: [cong-viec]", "fields: [cong-viec, ‸cong-viec]"),
        )
    ]
)
METRICS: Final[list[tuple[str, list[Edit]]]] = [
    (
        "plan-unused-metric",
        [
            (
                SLIPS_UNIT,
                f"{SLIPS_UNIT}  - ‸id: thua\n    kind: confirmation\n"
                "    numerator: {vi: Thừa, en: Spare}\n",
            )
        ],
    ),
    (
        "plan-metric-denominator",
        [(SLIPS_METRIC, f"‸{SLIPS_METRIC}    denominator: {{vi: Việc, en: Tasks}}\n")],
    ),
    (
        "plan-metric-denominator",
        [
            ("    denominator: {vi: Dự toán, en: Estimate}\n", ""),
            ("- id: thu_ngan_sach", "- ‸id: thu_ngan_sach"),
        ],
    ),
    ("plan-metric-unit", [(SLIPS_METRIC, f"‸{SLIPS_METRIC}"), (SLIPS_UNIT, "")]),
    (
        "plan-counts-agencies",
        [
            (SLIPS_METRIC, f"‸{SLIPS_METRIC}"),
            (SLIPS_UNIT, f"{SLIPS_UNIT}    counts_agencies: one\n"),
        ],
    ),
    (
        "plan-accrues",
        [
            (
                "id: cong_khai\n    kind: confirmation\n",
                "‸id: cong_khai\n    kind: confirmation\n    accrues: year\n",
            )
        ],
    ),
    (
        "plan-metric-unit",
        [("id: cong_khai\n", "‸id: cong_khai\n    unit: {vi: lần, en: times}\n")],
    ),
    ("plan-threshold", [(SLIPS, "‸" + threshold('op: "<", value: 10, unit: "%"'))]),
    ("plan-threshold", [(SLIPS, "‸" + threshold('op: "<", value: -1, unit: lỗi'))]),
    ("plan-threshold", [(SLIPS, "‸" + PUBLISHED)]),
    ("plan-threshold", [(PUBLISHED, "‸" + threshold('op: ">=", value: 80, unit: "%"'))]),
    ("plan-threshold", [(COMPLAINTS, "‸" + threshold('op: "<=", value: 5, unit: hồ sơ'))]),
    ("plan-threshold", [(COMPLAINTS, "‸" + threshold('op: "<=", value: 100.1, unit: "%"'))]),
]
TIMES: Final[list[tuple[str, list[Edit]]]] = [
    (
        "plan-window",
        [
            ("data_to: 2026-06-09", "data_to: 2026-06-11"),
            ("due_on: 2026-06-11", "due_on: ‸2026-06-11"),
        ],
    ),
    (
        "plan-window",
        [
            (
                "data_from: 2025-12-10\n    data_to: 2026-03-09",
                "data_from: 2026-03-10\n    data_to: ‸2026-03-09",
            )
        ],
    ),
    ("plan-outside-year", [("data_to: 2026-06-09", "data_to: ‸2025-12-10")]),
    ("plan-outside-year", [("due_on: 2026-01-10", "due_on: ‸2027-01-10")]),
    ("plan-outside-year", [("due_on: 2026-01-10", "due_on: ‸2025-12-31")]),
    ("plan-outside-year", [(MONTH, schedule("kind: month, month: 2027-02"))]),
    ("plan-outside-year", [(QUARTER, schedule("kind: quarter, quarter: 2025-Q4"))]),
    ("plan-outside-year", [(MONTH, schedule("kind: day, day: 2027-02-01"))]),
    ("plan-effective", [("effective_from: 2025-12-26", "effective_from: ‸2025-12-25")]),
    ("plan-url", [("supersedes: []", "supersedes: []\n  url: ‸example.vn/qd")]),
    ("plan-url", [("supersedes: []", "supersedes: []\n  url: ‸javascript:alert(1)")]),
    ("plan-url", [("supersedes: []", "supersedes: []\n  url: ‸'https://example.vn/q d'")]),
    ("plan-final-report", [FIRST_REPORT, ("    final: true\n", "")]),
    ("plan-final-report", [FIRST_REPORT, ("06-11\n", "06-11\n    final: true\n")]),
    (
        "plan-final-report",
        [
            FIRST_REPORT,
            ("    final: true\n", ""),
            ("due_on: 2026-06-11\n", "due_on: 2026-06-11\n    final: true\n"),
        ],
    ),
]
SCHEDULES: Final[list[tuple[str, list[Edit]]]] = [
    ("plan-schedule", [(MONTH, schedule("kind: month"))]),
    ("plan-schedule", [(MONTH, schedule("kind: month, quarter: 2026-Q1"))]),
    ("plan-schedule", [(MONTH, schedule("kind: month, month: 2026-02, quarter: 2026-Q1"))]),
    ("plan-schedule", [(QUARTER, schedule("kind: quarter"))]),
    ("plan-schedule", [(YEAR, schedule("kind: year, month: 2026-12"))]),
    ("plan-schedule", [(REPORTING, schedule("kind: reporting"))]),
    ("plan-schedule", [(REPORTING, schedule("kind: reporting, periods: []"))]),
    ("plan-schedule", [(EVENT, schedule("kind: event"))]),
    (
        "plan-schedule",
        [("schedule: {kind: ongoing}", schedule("kind: ongoing, periods: [2026-Q1]"))],
    ),
    ("plan-schedule-form", [(MONTH, schedule("kind: month, month: 2026-13"))]),
    ("plan-schedule-form", [(MONTH, schedule("kind: month, month: 02/2026"))]),
    ("plan-schedule-form", [(QUARTER, schedule("kind: quarter, quarter: 2026-Q5"))]),
    ("plan-schedule-form", [(QUARTER, schedule("kind: quarter, quarter: I/2026"))]),
    (
        "plan-no-output",
        [("  - id: I.5", "  - ‸id: I.5"), (OUTPUT_OF_THE_YEAR, "    outputs: []\n")],
    ),
]


@pytest.mark.parametrize(("code", "edits"), FIELDS + IDS + REFERENCES + METRICS + TIMES + SCHEDULES)
def test_one_mistake(code: str, edits: list[Edit]) -> None:
    text, (place,) = marked(changed(*edits))
    assert [(problem.code, problem.place) for problem in refusal(text)] == [(code, place)]


def test_places_are_lines_and_columns_of_the_file() -> None:
    """The same by hand: `year` is on line 6, its value after ``  year: ``."""
    (problem,) = refusal(changed(("year: 2026", "year: nay")))
    assert (at(problem), problem.params["name"], problem.params["value"]) == (
        (6, 9),
        "year",
        "nay",
    )


@pytest.mark.parametrize(
    ("edit", "param", "value"),
    [
        (("lead: [cong-an]", "lead: [cong-am]"), "nearest", "cong-an"),
        ((AGENCY, AGENCY.replace("ment", "mnt")), "nearest", "department"),
        ((FIELD, "{id: cong-viec, title: {vi: Công việc}}"), "name", "en"),
        (("- id: I.4", "- id: I.1"), "id", "I.1"),
        ((MONTH, "schedule: {kind: month, month: 2026-13}"), "value", "2026-13"),
    ],
)
def test_what_is_told(edit: Edit, param: str, value: str) -> None:
    (problem,) = refusal(changed(edit))
    assert problem.params[param] == value


def test_every_mistake_is_told_in_the_order_of_the_file() -> None:
    text, places = marked(
        changed(
            ("- id: so-hoa-xa", "- id: ‸so-hoa-so"),
            (SLIPS, "‸" + threshold('op: "<", value: 10, unit: "%"')),
            ("lead: [cong-an]", "lead: [‸cong-am]"),
            ("due_on: 2026-01-10", "due_on: ‸2025-12-31"),
        )
    )
    problems = refusal(text)
    assert codes(problems) == [
        "plan-duplicate-id",
        "plan-threshold",
        "plan-unknown-reference",
        "plan-outside-year",
    ]
    assert [problem.place for problem in problems] == places


@pytest.mark.parametrize(
    "edit",
    [
        ("due_on: 2026-12-11", "due_on: 2027-01-05"),
        ("data_to: 2026-06-09", "data_to: 2026-06-10"),
        ("effective_from: 2025-12-26", "effective_from: 2026-01-01"),
        ("supersedes: []", "supersedes: [9/QĐ-UBND]"),
        (COMPLAINTS, threshold('op: "<=", value: 5.25, unit: "%"')),
        (MONTH, "schedule: {kind: month, month: 2026-02, event: {vi: Sau, en: After}}"),
    ],
)
def test_no_mistake(edit: Edit) -> None:
    assert parse(changed(edit)) != PLAN


def test_a_file_that_is_no_plan() -> None:
    (problem,) = refusal("agency: so-mot\nperiod: Q1/2026\n")
    assert (problem.code, at(problem)) == ("not-a-plan", (1, 1))


def test_a_plan_of_nothing_but_its_name_lacks_every_list() -> None:
    problems = refusal("schema: cchc.plan/1\n")
    assert codes(problems) == ["plan-missing-field"] * 9
    assert {at(problem) for problem in problems} == {(1, 1)}
    assert {problem.params["name"] for problem in problems} == {
        "plan", "fields", "agencies", "bodies", "metrics", "targets", "activities", "reporting",
        "obligations",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["2026", "2026-x1", "tháng 2", "2026-02-01"])
def test_a_malformed_month_is_told_as_it_is_written(written: str) -> None:
    (problem,) = refusal(changed((MONTH, f'schedule: {{kind: month, month: "{written}"}}')))
    assert problem.code == "plan-schedule-form"
    assert problem.params["value"] == written


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("due_on: 2026-12-11", "due_on: ‸2028-01-11"), "plan-outside-year"),
        (("due_on: 2026-06-11", "due_on: ‸2026-06-09"), "plan-window"),
    ],
)
def test_a_report_due_at_the_wrong_time_is_told_where_it_is_due(edit: Edit, code: str) -> None:
    text, (place,) = marked(changed(edit))
    (problem,) = refusal(text)
    assert (problem.code, problem.place) == (code, place)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n"])
def test_what_is_no_mapping_is_no_plan(text: str) -> None:
    assert len(refusal(text)) == 1


def test_the_tiny_plan_is_as_it_should_be() -> None:
    assert PLAN.plan.year == 2026
    assert TINY.splitlines()[5] == "  year: 2026"
    assert [len(PLAN.metrics), len(PLAN.targets), len(PLAN.activities)] == [7, 8, 8]
