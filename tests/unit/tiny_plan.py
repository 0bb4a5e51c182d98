"""A tiny fictional plan for the unit tests, and short ways to parse and report against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, Protocol

import pytest

from cchc.diagnostics import Diagnostic, Place
from cchc.errors import InputError
from cchc.evaluate import evaluate
from cchc.plan.model import Plan
from cchc.plan.parse import parse
from cchc.results import Result, SubmissionResult
from cchc.submission.model import Submission
from cchc.submission.read import read_submission

TINY: Final = """\
schema: cchc.plan/1

plan:
  id: thu-2026
  title: {vi: Kế hoạch thử, en: A plan to try}
  year: 2026
  decision: 1/QĐ-THỬ
  issued_by: Chủ tịch
  signed_on: 2025-12-26
  effective_from: 2025-12-26
  supersedes: []

fields:
  - {id: cong-viec, title: {vi: Công việc, en: Work}}

agencies:
  - {id: so-mot, name: Sở Một, kind: department}
  - {id: so-hai, name: Sở Hai, kind: department}
  - {id: xa-tan-an, name: Xã Tân An, kind: commune}
  - {id: phuong-tan-an, name: Phường Tân An, kind: commune}
  - {id: xa-ta-hoc, name: Xã Tà Hộc, kind: commune}
  - {id: xa-ta-hoc-hai, name: Xã Tạ Hộc, kind: commune}
  - {id: phuong-dong-da, name: Phường Đống Đa, kind: commune}

bodies:
  - {id: cong-an, name: {vi: Công an tỉnh, en: Provincial police}}

metrics:
  - id: dung_han
    kind: share
    numerator: {vi: Hồ sơ đúng hạn, en: Dossiers in time}
    denominator: {vi: Hồ sơ đã giải quyết, en: Dossiers settled}
    unit: {vi: hồ sơ, en: dossiers}
  - id: so_hoa
    kind: share
    numerator: {vi: Hồ sơ số hóa, en: Dossiers digitised}
    denominator: {vi: Hồ sơ, en: Dossiers}
    unit: {vi: hồ sơ, en: dossiers}
  - id: khieu_nai
    kind: share
    numerator: {vi: Hồ sơ khiếu nại, en: Dossiers complained of}
    denominator: {vi: Hồ sơ, en: Dossiers}
    unit: {vi: hồ sơ, en: dossiers}
  - id: thanh_lap
    kind: count
    numerator: {vi: Doanh nghiệp mới, en: New enterprises}
    unit: {vi: doanh nghiệp, en: enterprises}
  - id: sai_sot
    kind: count
    numerator: {vi: Sai sót, en: Slips}
    unit: {vi: lỗi, en: slips}
  - id: thu_ngan_sach
    kind: growth
    numerator: {vi: Thu, en: Revenue}
    denominator: {vi: Dự toán, en: Estimate}
    unit: {vi: tỷ đồng, en: billion dong}
    whole: false
  - id: cong_khai
    kind: confirmation
    numerator: {vi: Đã công khai, en: Published}

targets:
  - id: dung-han
    metric: dung_han
    field: cong-viec
    title: {vi: Đúng hạn, en: In time}
    threshold: {op: ">=", value: 80, unit: "%"}
    applies_to: [department, commune]
    due: always
    source: {section: II.1, item: 1}
  - id: so-hoa-so
    metric: so_hoa
    field: cong-viec
    title: {vi: Số hóa ở sở, en: Digitised at departments}
    threshold: {op: ">=", value: 90, unit: "%"}
    applies_to: [department]
    due: always
    source: {section: II.1, item: 2, clause: 1}
  - id: so-hoa-xa
    metric: so_hoa
    field: cong-viec
    title: {vi: Số hóa ở xã, en: Digitised at communes}
    threshold: {op: ">=", value: 80, unit: "%"}
    applies_to: [commune]
    due: always
    source: {section: II.1, item: 2, clause: 2}
  - id: khieu-nai
    metric: khieu_nai
    field: cong-viec
    title: {vi: Khiếu nại, en: Complaints}
    threshold: {op: "<=", value: 5, unit: "%"}
    applies_to: [department, commune]
    due: always
    source: {section: II.1, item: 3}
  - id: thanh-lap
    metric: thanh_lap
    field: cong-viec
    title: {vi: Thành lập mới, en: Newly founded}
    threshold: {op: ">", value: 340, unit: doanh nghiệp}
    applies_to: [so-mot]
    due: year_end
    source: {section: II.1, item: 4}
  - id: sai-sot
    metric: sai_sot
    field: cong-viec
    title: {vi: Sai sót, en: Slips}
    threshold: {op: "<", value: 10, unit: lỗi}
    applies_to: [so-mot]
    due: always
    source: {section: II.1, item: 5}
  - id: thu-ngan-sach
    metric: thu_ngan_sach
    field: cong-viec
    title: {vi: Thu ngân sách, en: Revenue}
    threshold: {op: ">=", value: 5, unit: "%"}
    applies_to: [so-mot]
    due: year_end
    source: {section: II.1, item: 6}
  - id: cong-khai
    metric: cong_khai
    field: cong-viec
    title: {vi: Công khai, en: Publication}
    threshold: {op: "==", value: "yes"}
    applies_to: [commune]
    due: always
    source: {section: II.1, item: 7}

activities:
  - id: I.1
    field: cong-viec
    title: {vi: Hai sản phẩm, en: Two outputs}
    lead: [so-mot]
    coordinating: [department, commune]
    outputs:
      - name: {vi: Kế hoạch, en: Plan}
        schedule: {kind: month, month: 2026-02}
        text: Tháng 02/2026
      - name: {vi: Báo cáo, en: Report}
        schedule: {kind: quarter, quarter: 2026-Q4}
        text: Quý IV/2026
    source: {section: PL.I, item: 1}
  - id: I.2
    field: cong-viec
    title: {vi: Một quý, en: One quarter}
    lead: [department]
    coordinating: []
    outputs:
      - name: {vi: Văn bản, en: Document}
        schedule: {kind: quarter, quarter: 2026-Q1}
        text: Quý I/2026
    source: {section: PL.I, item: 2}
  - id: I.3
    field: cong-viec
    title: {vi: Hằng tháng, en: Every month}
    lead: [so-mot]
    coordinating: [so-hai]
    outputs:
      - name: {vi: Bản tin, en: Bulletin}
        schedule: {kind: monthly}
        text: Hằng tháng
    source: {section: PL.I, item: 3}
  - id: I.4
    field: cong-viec
    title: {vi: Nửa năm, en: Half-yearly}
    lead: [commune]
    coordinating: []
    outputs:
      - name: {vi: Báo cáo, en: Report}
        schedule: {kind: half_yearly}
        text: 6 tháng, năm
    source: {section: PL.I, item: 4}
  - id: I.5
    field: cong-viec
    title: {vi: Cả năm, en: The year}
    lead: [cong-an]
    coordinating: [so-hai]
    outputs:
      - name: {vi: Báo cáo, en: Report}
        schedule: {kind: year}
        text: Năm 2026
    source: {section: PL.I, item: 5}
  - id: I.6
    field: cong-viec
    title: {vi: Theo kỳ, en: With the reports}
    lead: [so-hai]
    coordinating: []
    outputs:
      - name: {vi: Báo cáo, en: Report}
        schedule: {kind: reporting, periods: [2026-Q1, 2026-Y]}
        text: Định kỳ
    source: {section: PL.I, item: 6}
  - id: I.7
    field: cong-viec
    title: {vi: Thường xuyên, en: Ongoing}
    lead: [so-mot]
    coordinating: [commune]
    outputs:
      - name: {vi: Kết quả, en: Result}
        schedule: {kind: ongoing}
        text: Thường xuyên
    source: {section: PL.I, item: 7}
  - id: I.8
    field: cong-viec
    title: {vi: Khi có yêu cầu, en: On request}
    lead: [so-hai]
    coordinating: []
    outputs:
      - name: {vi: Quyết định, en: Decision}
        schedule: {kind: event, event: {vi: Khi Bộ yêu cầu, en: When the ministry asks}}
        text: Khi Bộ yêu cầu
    source: {section: PL.I, item: 8}

reporting:
  - id: 2026-Q1
    title: {vi: Quý I, en: First quarter}
    data_from: 2025-12-10
    data_to: 2026-03-09
    due_on: 2026-03-11
    source: {section: TCTH.1, item: 1}
  - id: 2026-H1
    title: {vi: 6 tháng, en: Half-year}
    data_from: 2025-12-10
    data_to: 2026-06-09
    due_on: 2026-06-11
    source: {section: TCTH.1, item: 2}
  - id: 2026-Y
    title: {vi: Năm, en: Year}
    data_from: 2025-12-10
    data_to: 2026-12-09
    due_on: 2026-12-11
    final: true
    source: {section: TCTH.1, item: 3}

obligations:
  - id: agency-plan
    title: {vi: Kế hoạch của cơ quan, en: The agency's plan}
    due_on: 2026-01-10
    applies_to: [department, commune]
    fields: [cong-viec]
    requirements: []
    source: {section: TCTH.1, item: 4}
"""
PLAN: Final = parse(TINY)

Q1_DUE: Final = date(2026, 3, 11)
"""The last day of the first report; the day of the report unless a test says otherwise."""


def changed(*edits: tuple[str, str]) -> str:
    """The tiny plan's text with each first text, which stands there once, made the second."""
    text = TINY
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


PROVINCE_TEXT: Final = changed(
    ("  - id: dung_han\n", "  - id: dung_han\n    accrues: period\n"),
    ("  - id: thanh_lap\n", "  - id: thanh_lap\n    accrues: year\n"),
    (
        "\ntargets:\n",
        """\
  - id: niem_yet
    kind: share
    numerator: {vi: Xã niêm yết, en: Communes that post notices}
    denominator: {vi: Xã (mỗi xã là 1), en: Communes (each is 1)}
    unit: {vi: xã, en: communes}
    counts_agencies: units

targets:
  - id: niem-yet
    metric: niem_yet
    field: cong-viec
    title: {vi: Niêm yết, en: Notices}
    threshold: {op: ">=", value: 100, unit: "%"}
    applies_to: [commune]
    due: always
    source: {section: II.1, item: 8}
""",
    ),
)
"""The tiny plan with what only a whole province shows: a metric that counts agencies, and counts
that only ever grow."""
PROVINCE: Final = parse(PROVINCE_TEXT)


def marked(text: str, mark: str = "‸") -> tuple[str, list[Place]]:
    """`text` without its marks, and the places that they stood at."""
    places = []
    while (at := text.find(mark)) >= 0:
        before = text[:at]
        places.append(Place(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1))
        text = before + text[at + len(mark) :]
    return text, places


def refusal(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics with which the plan `text` is refused."""
    with pytest.raises(InputError) as caught:
        parse(text)
    return caught.value.diagnostics


def submit(folder: Path, text: str, plan: Plan = PLAN) -> Submission:
    """The submission that `text` holds."""
    file = folder / "report.yaml"
    file.write_text(text, encoding="utf-8")
    return read_submission(str(file), plan)


def check(
    folder: Path, text: str, day: date | None = Q1_DUE, plan: Plan = PLAN
) -> SubmissionResult:
    """The verdicts of the submission that `text` holds."""
    return evaluate(submit(folder, text, plan), plan, day)


def by_target(checked: SubmissionResult) -> dict[str, Result]:
    """The results by the target's id."""
    return {result.target.id: result for result in checked.results}


class Placed(Protocol):
    """Whatever says where in the file it comes from."""

    @property
    def place(self) -> Place | None:
        """Its place."""
        ...


def at(placed: Placed) -> tuple[int, int] | None:
    """Line and column of something in a text file."""
    return placed.place[:2] if placed.place else None


def codes(problems: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    """The codes of `problems`, in their order."""
    return [problem.code for problem in problems]
