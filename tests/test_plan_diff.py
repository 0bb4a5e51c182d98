"""`cchc plan diff`: what changed between two plans, in words, and for whom."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, Cchc
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import TINY, changed

from cchc.plan.diff import diff
from cchc.plan.diff.model import Change, PlanDiff
from cchc.plan.diff.turns import turn_of_days, turn_of_threshold
from cchc.plan.model import (
    Agency,
    DossierCounts,
    Metric,
    Op,
    Plan,
    Reading,
    Records,
    Schedule,
    Text,
    Threshold,
)
from cchc.plan.parse import parse

PLAN_2026 = ROOT / "plan_2026.yaml"
MIRROR = {
    "added": "removed", "removed": "added", "stricter": "looser", "looser": "stricter",
    "later": "earlier", "earlier": "later",
}  # fmt: skip

Files = Callable[..., tuple[Path, Path]]
Compare = Callable[..., str]
Found = Callable[..., dict[str, Any]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def write(new: str, old: str = TINY) -> tuple[Path, Path]:
        paths = (tmp_path / "old.yaml", tmp_path / "new.yaml")
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, "utf-8")
        return paths

    return write


@pytest.fixture
def compare(cchc: Cchc, files: Files) -> Compare:
    """The table, its lines joined, for a new plan and an old one."""

    def run(new: str, *options: str, old: str = TINY) -> str:
        outcome = cchc("plan", "diff", *files(new, old), *options)
        assert (outcome.status, outcome.err) == (0, "")
        assert max(map(len, outcome.out.splitlines())) <= 80
        return " ".join(outcome.out.split())

    return run


@pytest.fixture
def found(cchc: Cchc, files: Files) -> Found:
    """The JSON document for a new plan and an old one."""

    def run(new: str, *options: str, old: str = TINY) -> dict[str, Any]:
        outcome = cchc("plan", "diff", *files(new, old), "--format", "json", *options)
        assert (outcome.status, outcome.err) == (0, "")
        return dict(json.loads(outcome.out))

    return run


class Case(NamedTuple):
    """One edit of the tiny plan, the change it is, and its words."""

    edit: tuple[str, str]
    change: tuple[str, str, str]
    vi: str
    en: str


SO_HOA_SO = 'threshold: {op: ">=", value: 90, unit: "%"}'
KHIEU_NAI = 'threshold: {op: "<=", value: 5, unit: "%"}'
SAI_SOT = 'threshold: {op: "<", value: 10, unit: lỗi}'
THANH_LAP = 'threshold: {op: ">", value: 340, unit: doanh nghiệp}'
Q1 = "    due_on: 2026-03-11\n"
I3 = "    lead: [so-mot]\n    coordinating: [so-hai]\n"

CASES = {
    "stricter": Case(
        (SO_HOA_SO, SO_HOA_SO.replace("90", "92.5")),
        ("targets", "so-hoa-so", "threshold"),
        "“Số hóa ở sở” (II.1 ý 2.1) · áp dụng: sở, ban, ngành "
        "Ngưỡng: từ ≥ 90% thành ≥ 92,5% (chặt hơn)",
        "“Digitised at departments” (II.1 item 2.1) · for: departments "
        "Threshold: from ≥ 90% to ≥ 92.5% (stricter)",
    ),
    "stricter by its sign": Case(
        (SO_HOA_SO, SO_HOA_SO.replace(">=", ">")),
        ("targets", "so-hoa-so", "threshold"),
        "Ngưỡng: từ ≥ 90% thành > 90% (chặt hơn)",
        "Threshold: from ≥ 90% to > 90% (stricter)",
    ),
    "looser downwards": Case(
        (KHIEU_NAI, KHIEU_NAI.replace("5", "5.01")),
        ("targets", "khieu-nai", "threshold"),
        "Ngưỡng: từ ≤ 5% thành ≤ 5,01% (nới hơn)",
        "Threshold: from ≤ 5% to ≤ 5.01% (looser)",
    ),
    "the other way round": Case(
        (SAI_SOT, SAI_SOT.replace("<", ">")),
        ("targets", "sai-sot", "threshold"),
        "Ngưỡng: từ < 10 thành > 10 (không so sánh được với ngưỡng cũ)",
        "Threshold: from < 10 to > 10 (can't be compared with the old one)",
    ),
    "equal in whole numbers": Case(
        (THANH_LAP, THANH_LAP.replace('">", value: 340', '">=", value: 341')),
        ("targets", "thanh-lap", "threshold"),
        "Ngưỡng: từ > 340 thành ≥ 341 (mức phải đạt như cũ)",
        "Threshold: from > 340 to ≥ 341 (asks the same)",
    ),
    "another unit": Case(
        (THANH_LAP, THANH_LAP.replace("doanh nghiệp", "hộ")),
        ("targets", "thanh-lap", "threshold"),
        "Ngưỡng: từ > 340 doanh nghiệp thành > 340 hộ (không so sánh được với ngưỡng cũ)",
        "Threshold: from > 340 doanh nghiệp to > 340 hộ (can't be compared with the old one)",
    ),
    "scope": Case(
        (f"{SAI_SOT}\n    applies_to: [so-mot]", f"{SAI_SOT}\n    applies_to: [so-hai, commune]"),
        ("targets", "sai-sot", "applies_to"),
        "“Sai sót” (II.1 ý 5) Áp dụng: thêm UBND xã, phường; Sở Hai; bớt Sở Một",
        "“Slips” (II.1 item 5) Applies to: now also communes; Sở Hai; no longer Sở Một",
    ),
    "a kind without one": Case(
        (
            f"{KHIEU_NAI}\n    applies_to: [department, commune]",
            f"{KHIEU_NAI}\n    applies_to: [so-hai, commune]",
        ),
        ("targets", "khieu-nai", "applies_to"),
        "Áp dụng: bớt Sở Một",
        "Applies to: no longer Sở Một",
    ),
    "year's end": Case(
        (f"{KHIEU_NAI}\n    applies_to: [department, commune]\n    due: always",
         f"{KHIEU_NAI}\n    applies_to: [department, commune]\n    due: year_end"),
        ("targets", "khieu-nai", "due"),
        "Xét ở: từ mọi kỳ báo cáo thành báo cáo năm",
        "Due with: from every reporting period to annual report",
    ),
    "what is counted": Case(
        ("numerator: {vi: Hồ sơ đúng hạn, en: Dossiers in time}",
         "numerator: {vi: Hồ sơ sớm hạn, en: Dossiers ahead of time}"),
        ("targets", "dung-han", "numerator"),
        "“Đúng hạn” (II.1 ý 1) · áp dụng: mọi cơ quan "
        "Đếm: từ “Hồ sơ đúng hạn” thành “Hồ sơ sớm hạn”",
        "“In time” (II.1 item 1) · for: every agency "
        "Counted: from “Dossiers in time” to “Dossiers ahead of time”",
    ),
    "none arising": Case(
        ("  - id: sai_sot\n", "  - id: sai_sot\n    always_arises: true\n"),
        ("targets", "sai-sot", "always_arises"),
        "Nay không được ghi “không phát sinh”",
        "“None arising” is no longer an answer",
    ),
    "accrual": Case(
        ("  - id: sai_sot\n", "  - id: sai_sot\n    accrues: year\n"),
        ("targets", "sai-sot", "accrues"),
        "Mốc bắt đầu lũy kế: nay là đầu năm",
        "Accrues over: now the year",
    ),
    "clause": Case(
        ("source: {section: II.1, item: 5}", "source: {section: II.2, item: 9}"),
        ("targets", "sai-sot", "source"),
        "Căn cứ: từ II.1 ý 5 thành II.2 ý 9",
        "Clause: from II.1 item 5 to II.2 item 9",
    ),
    "renamed": Case(
        ("  - id: sai-sot\n", "  - id: loi\n"),
        ("targets", "loi", "id"),
        "Mã: từ sai-sot thành loi",
        "Id: from sai-sot to loi",
    ),
    "the English title alone": Case(
        ("title: {vi: Khiếu nại, en: Complaints}", "title: {vi: Khiếu nại, en: Grievances}"),
        ("targets", "khieu-nai", "title"),
        "Tên: chỉ bản tiếng Anh thay đổi",
        "Title: from “Complaints” to “Grievances”",
    ),
    "a reading": Case(
        (
            "source: {section: II.1, item: 5}",
            "source: {section: II.1, item: 5}\n    reading:\n"
            "      decided: {vi: Tính cả lỗi nhỏ., en: Small slips count.}\n"
            "      why: {vi: Không loại trừ., en: None are left out.}",
        ),
        ("targets", "sai-sot", "reading"),
        "Cách hiểu: nay là “Tính cả lỗi nhỏ.”",
        "Reading: now “Small slips count.”",
    ),
    "a month": Case(
        ("{kind: month, month: 2026-02}\n        text: Tháng 02/2026",
         "{kind: month, month: 2026-04}\n        text: Tháng 04/2026"),
        ("activities", "I.1", "schedule"),
        "“Hai sản phẩm” (I.1) · chủ trì: Sở Một · phối hợp: mọi cơ quan Sản phẩm “Kế hoạch”, "
        "hạn: từ 28/02/2026 thành 30/04/2026 (muộn hơn 2 tháng, tức 61 ngày)",
        "“Two outputs” (I.1) · lead: Sở Một · coordinating: every agency Output “Plan”, "
        "due: from 28/02/2026 to 30/04/2026 (2 months later, which is 61 days)",
    ),
    "an event": Case(
        ("schedule: {kind: ongoing}",
         "schedule: {kind: event, event: {vi: Khi Bộ mời, en: When the ministry invites}}"),
        ("activities", "I.7", "schedule"),
        "Sản phẩm “Kết quả”, hạn: từ thường xuyên thành “Khi Bộ mời”",
        "Output “Result”, due: from ongoing to “When the ministry invites”",
    ),
    "the words for a time": Case(
        ("text: Quý I/2026", "text: Quý đầu năm 2026"),
        ("activities", "I.2", "text"),
        "Sản phẩm “Văn bản”, thời gian ghi là: từ “Quý I/2026” thành “Quý đầu năm 2026”",
        "Output “Document”, time as written: from “Quý I/2026” to “Quý đầu năm 2026”",
    ),
    "an output's name": Case(
        ("name: {vi: Bản tin, en: Bulletin}", "name: {vi: Bản tin tháng, en: Monthly bulletin}"),
        ("activities", "I.3", "name"),
        "Sản phẩm “Bản tin tháng”, tên: từ “Bản tin” thành “Bản tin tháng”",
        "Output “Monthly bulletin”, name: from “Bulletin” to “Monthly bulletin”",
    ),
    "another output": Case(
        ("        text: Thường xuyên\n",
         "        text: Thường xuyên\n      - name: {vi: Sổ tay, en: Handbook}\n"
         "        schedule: {kind: monthly}\n        text: Hằng tháng\n"),
        ("activities", "I.7", "added"),
        "Thêm sản phẩm “Sổ tay”, hạn: cuối mỗi tháng",
        "New output “Handbook”, due: the end of each month",
    ),
    "the lead": Case(
        (I3, I3.replace("[so-mot]", "[so-mot, cong-an]")),
        ("activities", "I.3", "lead"),
        "“Hằng tháng” (I.3) Chủ trì: thêm Công an tỉnh",
        "“Every month” (I.3) Lead: now also Provincial police",
    ),
    "who takes part": Case(
        (I3, I3.replace("[so-hai]", "[so-hai, commune]")),
        ("activities", "I.3", "coordinating"),
        "Phối hợp: thêm UBND xã, phường",
        "Coordinating: now also communes",
    ),
    "a quantity": Case(
        ("source: {section: PL.I, item: 3}",
         "source: {section: PL.I, item: 3}\n    quantities:\n"
         "      - counts: {vi: Số tin, en: Items}\n"
         "        threshold: {op: \">=\", value: 12, unit: tin}"),
        ("activities", "I.3", "quantities"),
        "Số lượng: thêm “Số tin” ≥ 12",
        "Quantities: now also “Items” ≥ 12",
    ),
    "another number": Case(
        ("  - id: I.8\n", "  - id: I.9\n"),
        ("activities", "I.9", "id"),
        "“Khi có yêu cầu” (I.9) · chủ trì: Sở Hai Mã: từ I.8 thành I.9",
        "“On request” (I.9) · lead: Sở Hai Id: from I.8 to I.9",
    ),
    "a report's last day": Case(
        ("due_on: 2026-06-11", "due_on: 2026-06-10"),
        ("reporting", "2026-H1", "due_on"),
        "“6 tháng” (TCTH.1 ý 2) · áp dụng: mọi cơ quan "
        "Hạn: từ 11/06/2026 thành 10/06/2026 (sớm hơn 1 ngày)",
        "“Half-year” (TCTH.1 item 2) · for: every agency "
        "Due: from 11/06/2026 to 10/06/2026 (1 day earlier)",
    ),
    "a duty's day": Case(
        ("due_on: 2026-01-10", "due_on: 2026-03-10"),
        ("obligations", "agency-plan", "due_on"),
        "Hạn: từ 10/01/2026 thành 10/03/2026 (muộn hơn 2 tháng, tức 59 ngày)",
        "Due: from 10/01/2026 to 10/03/2026 (2 months later, which is 59 days)",
    ),
    "a requirement": Case(
        ("requirements: []", "requirements: [{vi: Có số liệu, en: Has figures}]"),
        ("obligations", "agency-plan", "requirements"),
        "Yêu cầu: thêm “Có số liệu”",
        "Requirements: now also “Has figures”",
    ),
    "an agency's name": Case(
        ("name: Sở Hai,", "name: Sở Nhì,"),
        ("agencies", "so-hai", "name"),
        "“Sở Nhì” (so-hai) Tên: từ Sở Hai thành Sở Nhì",
        "“Sở Nhì” (so-hai) Name: from Sở Hai to Sở Nhì",
    ),
    "an agency's kind": Case(
        ("id: phuong-dong-da, name: Phường Đống Đa, kind: commune",
         "id: phuong-dong-da, name: Phường Đống Đa, kind: department"),
        ("agencies", "phuong-dong-da", "kind"),
        "Loại: từ UBND xã, phường thành sở, ban, ngành: thêm 1 chỉ tiêu, 1 hoạt động chủ trì; "
        "bớt 2 chỉ tiêu, 1 hoạt động chủ trì",
        "Kind: from communes to departments: now also targets: 1, activities led: 1; "
        "no longer targets: 2, activities led: 1",
    ),
    "a new agency": Case(
        ("\nbodies:\n", "  - {id: so-ba, name: Sở Ba, kind: department}\n\nbodies:\n"),
        ("agencies", "so-ba", "added"),
        "- Thêm “Sở Ba” (so-ba) · sở, ban, ngành · 3 chỉ tiêu, 1 hoạt động chủ trì",
        "- Added: “Sở Ba” (so-ba) · departments · targets: 3, activities led: 1",
    ),
    "a body's name": Case(
        ("{vi: Công an tỉnh, en: Provincial police}", "{vi: Công an, en: Police}"),
        ("bodies", "cong-an", "name"),
        "Tên: từ “Công an tỉnh” thành “Công an”",
        "Name: from “Provincial police” to “Police”",
    ),
    "a field's title": Case(
        ("title: {vi: Công việc, en: Work}", "title: {vi: Nhiệm vụ, en: Tasks}"),
        ("fields", "cong-viec", "title"),
        "Tên: từ “Công việc” thành “Nhiệm vụ”",
        "Title: from “Work” to “Tasks”",
    ),
    "superseding": Case(
        ("supersedes: []", "supersedes: [9/QĐ-CŨ]"),
        ("plan", "thu-2026", "supersedes"),
        "Thay thế quyết định: thêm 9/QĐ-CŨ",
        "Supersedes: now also 9/QĐ-CŨ",
    ),
    "where it is published": Case(
        ("supersedes: []", "supersedes: []\n  url: https://vanban.vn/1"),
        ("plan", "thu-2026", "url"),
        "Nơi đăng: nay là https://vanban.vn/1",
        "Published at: now https://vanban.vn/1",
    ),
    "how the whole is read": Case(
        (
            "supersedes: []",
            "supersedes: []\n  readings:\n"
            "    - about: {vi: Ngày nghỉ, en: Days off}\n"
            "      decided: {vi: Không lùi hạn., en: No day moves.}\n"
            "      why: {vi: Không có quy định., en: No rule says so.}",
        ),
        ("plan", "thu-2026", "reading"),
        "Cách hiểu “Ngày nghỉ”: nay là “Không lùi hạn.”",
        "Reading of “Days off”: now “No day moves.”",
    ),
    "parts of one": Case(
        ("  - id: sai_sot\n", "  - id: sai_sot\n    whole: false\n"),
        ("targets", "sai-sot", "whole"),
        "Nay được ghi số có phần lẻ",
        "Now fractions of one may be counted",
    ),
    "agencies counted": Case(
        ("  - id: khieu_nai\n", "  - id: khieu_nai\n    counts_agencies: units\n"),
        ("targets", "khieu-nai", "counts_agencies"),
        "Cách đếm cơ quan: nay là tính cả đơn vị trực thuộc",
        "Agencies counted: now each with the units under it",
    ),
    "a statistics code": Case(
        ("name: Xã Tân An,", 'name: Xã Tân An, gso_code: "0123",'),
        ("agencies", "xa-tan-an", "gso_code"),
        "Mã thống kê: nay là 0123",
        "Statistics code: now 0123",
    ),
    "the decision's number": Case(
        ("decision: 1/QĐ-THỬ", "decision: 2/QĐ-THỬ"),
        ("plan", "thu-2026", "decision"),
        "So sánh kế hoạch: Quyết định 1/QĐ-THỬ (năm 2026) → Quyết định 2/QĐ-THỬ (năm 2026) "
        "Quyết định - “Kế hoạch thử” (2/QĐ-THỬ) · áp dụng: mọi cơ quan "
        "Số quyết định: từ “1/QĐ-THỬ” thành “2/QĐ-THỬ”",
        "Decision: from “1/QĐ-THỬ” to “2/QĐ-THỬ”",
    ),
}  # fmt: skip
"""Edits that are one change each."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_edit_is_one_change_in_words(case: Case, compare: Compare, found: Found) -> None:
    new = changed(case.edit)
    document = found(new)
    assert [(c["section"], c["id"], c["kind"]) for c in document["changes"]] == [case.change]
    assert case.vi in compare(new)
    assert case.en in compare(new, "--lang", "en")
    assert document["changes"][0]["message"] in case.vi.replace("- Thêm", "Thêm")


@pytest.mark.parametrize("file", [PLAN_2026, None], ids=["2026", "tiny"])
@pytest.mark.parametrize(("lang", "words"), [("vi", "Không có thay đổi."), ("en", "No changes.")])
def test_a_plan_is_as_it_was(
    file: Path | None, lang: str, words: str, tmp_path: Path, cchc: Cchc
) -> None:
    tiny = tmp_path / "tiny.yaml"
    tiny.write_text(TINY, "utf-8")
    outcome = cchc("plan", "diff", file or tiny, file or tiny, "--lang", lang)
    assert outcome.status == 0
    assert outcome.out.splitlines()[-1] == words
    assert outcome.out.count("\n\n") == 1  # the heading and that


def test_what_is_new_or_gone_says_what_it_asks(compare: Compare, found: Found) -> None:
    start, end = TINY.index("  - id: cong-khai\n"), TINY.index("\nactivities:")
    gone = TINY[start:end]
    came = gone.replace("cong-khai", "niem-yet").replace("Công khai", "Niêm yết")
    came = came.replace("Publication", "Notices").replace("item: 7", "item: 8")
    new = TINY.replace(gone, came)
    assert (
        "Chỉ tiêu - Thêm “Niêm yết” (II.1 ý 8) · xác nhận “có” · mọi kỳ báo cáo · áp dụng: "
        "UBND xã, phường - Bỏ “Công khai” (II.1 ý 7) · xác nhận “có” · mọi kỳ báo cáo · "
        "áp dụng: UBND xã, phường 2 thay đổi: 1 thêm, 1 bỏ." in compare(new)
    )
    assert (
        "- Removed: “Publication” (II.1 item 7) · a confirmed “yes” · every reporting period · "
        "for: communes 2 changes: 1 added, 1 removed." in compare(new, "--lang", "en")
    )
    added, removed = found(new)["changes"]
    assert (added["id"], added["kind"], added["before"]) == ("niem-yet", "added", None)
    assert added["after"]["threshold"] == {"op": "==", "value": "yes"}
    assert (removed["id"], removed["kind"], removed["after"]) == ("cong-khai", "removed", None)
    assert removed["concerns"] == ["commune"]


def test_what_is_new_among_the_activities_and_reports(compare: Compare) -> None:
    start, end = TINY.index("  - id: I.8\n"), TINY.index("\nreporting:")
    half = TINY[TINY.index("  - id: 2026-H1\n") : TINY.index("  - id: 2026-Y\n")]
    without = TINY.replace(TINY[start:end], "").replace(half, "")
    assert compare(TINY, old=without).endswith(
        "Hoạt động - Thêm “Khi có yêu cầu” (I.8) · “Quyết định”, hạn: “Khi Bộ yêu cầu” · "
        "chủ trì: Sở Hai Kỳ báo cáo - Thêm “6 tháng” (TCTH.1 ý 2) · số liệu từ 10/12/2025 đến "
        "hết 09/06/2026, hạn 11/06/2026 · áp dụng: mọi cơ quan 2 thay đổi: 2 thêm."
    )
    assert "- Bỏ “Khi có yêu cầu” (I.8)" in compare(without)


def test_a_new_activity_moves_the_numbers_and_nothing_else(found: Found) -> None:
    start, end = TINY.index("  - id: I.2\n"), TINY.index("  - id: I.3\n")
    one_more = TINY[start:end].replace("Một quý", "Chuyển đổi số")
    moved = re.sub(r"id: I\.([2-8])\n", lambda m: f"id: I.{int(m[1]) + 1}\n", TINY)
    moved = re.sub(
        r"PL\.I, item: ([2-8])", lambda m: f"PL.I, item: {int(m[1]) + 1}", moved
    )  # the appendix is numbered anew
    moved = moved.replace("  - id: I.3\n", one_more + "  - id: I.3\n")
    changes = found(moved)["changes"]
    renumbered = [(c["before"], c["after"]) for c in changes if c["kind"] == "id"]
    assert renumbered == [(f"I.{n}", f"I.{n + 1}") for n in range(2, 9)]
    assert [(c["id"], c["kind"]) for c in changes if c["kind"] != "id"] == [("I.2", "added")]


def test_a_number_that_is_given_to_something_else(compare: Compare, found: Found) -> None:
    new = changed(("{vi: Khi có yêu cầu, en: On request}", "{vi: Sổ tay mới, en: A handbook}"))
    assert [(c["id"], c["kind"]) for c in found(new)["changes"]] == [
        ("I.8", "added"),
        ("I.8", "removed"),
    ]
    shown = compare(new)
    assert "- Thêm “Sổ tay mới” (I.8)" in shown
    assert "- Bỏ “Khi có yêu cầu” (I.8)" in shown


def test_a_report_that_is_put_off_takes_what_goes_with_it(compare: Compare, found: Found) -> None:
    new = changed((Q1, Q1.replace("11", "15")))
    assert [(c["section"], c["id"], c["days"], c["turn"]) for c in found(new)["changes"]] == [
        ("activities", "I.6", None, "later"),
        ("reporting", "2026-Q1", 4, "later"),
    ]
    assert "hạn: từ 11/03/2026, 11/12/2026 thành 15/03/2026, 11/12/2026 (muộn hơn)" in compare(new)


def test_another_report_closes_the_year(compare: Compare) -> None:
    start, end = TINY.index("  - id: 2026-Y\n"), TINY.index("\nobligations:")
    new = TINY.replace(TINY[start:end], "").replace("[2026-Q1, 2026-Y]", "[2026-Q1]")
    new = new.replace("due_on: 2026-06-11\n", "due_on: 2026-06-11\n    final: true\n")
    shown = compare(new)
    assert "“6 tháng” (TCTH.1 ý 2) · áp dụng: mọi cơ quan Nay là báo cáo chốt năm" in shown
    assert "- Bỏ “Năm” (TCTH.1 ý 3) · số liệu từ 10/12/2025 đến hết 09/12/2026" in shown
    assert "hạn: từ 11/03/2026, 11/12/2026 thành 11/03/2026 " in shown
    assert "No longer closes the year" in compare(TINY, "--lang", "en", old=new)


def test_outputs_that_change_places_are_reported_by_other_numbers(compare: Compare) -> None:
    start, end = (
        TINY.index("      - name: {vi: Kế hoạch,"),
        TINY.index("    source: {section: PL.I, item: 1}"),
    )
    first, second = TINY[start:end].split("      - ")[1:]
    new = TINY[:start] + f"      - {second}      - {first}" + TINY[end:]
    shown = compare(new)
    assert "Sản phẩm “Báo cáo”, số thứ tự khi báo cáo: từ 2 thành 1" in shown
    assert "Sản phẩm “Kế hoạch”, số thứ tự khi báo cáo: từ 1 thành 2" in shown
    assert shown.endswith("2 thay đổi: 2 khác.")


def test_a_metric_replaced_makes_thresholds_incomparable(compare: Compare, found: Found) -> None:
    new = changed(
        (SO_HOA_SO, SO_HOA_SO.replace("90", "95")),
        ("  - id: so-hoa-so\n    metric: so_hoa\n", "  - id: so-hoa-so\n    metric: dung_han\n"),
    )
    changes = found(new)["changes"]
    assert [(c["kind"], c["turn"]) for c in changes] == [
        ("threshold", "other"),
        ("metric", None),
        ("numerator", None),
        ("denominator", None),
    ]
    shown = compare(new)
    assert "Mã số liệu: từ so_hoa thành dung_han" in shown
    assert "Tính trên: từ “Hồ sơ” thành “Hồ sơ đã giải quyết”" in shown


def test_a_metric_that_only_goes_by_another_id_stays_comparable(found: Found) -> None:
    new = changed((SAI_SOT, SAI_SOT.replace("10", "5"))).replace("sai_sot", "loi_sai")
    assert [(c["kind"], c["turn"]) for c in found(new)["changes"]] == [
        ("threshold", "stricter"),
        ("metric", None),
    ]


def test_only_the_reason_of_a_reading(compare: Compare) -> None:
    reading = (
        "source: {section: II.1, item: 5}\n    reading:\n"
        "      decided: {vi: Tính cả lỗi nhỏ., en: Small slips count.}\n"
        "      why: {vi: WHY, en: None are left out.}"
    )
    old, new = (
        changed(("source: {section: II.1, item: 5}", reading.replace("WHY", why)))
        for why in ("Không loại trừ.", "Văn bản 12 hướng dẫn.")
    )
    assert "Cách hiểu: giữ nguyên, chỉ lý do thay đổi" in compare(new, old=old)
    assert "Reading: as before, only the reason" in compare(new, "--lang", "en", old=old)
    assert "Cách hiểu: bỏ “Tính cả lỗi nhỏ.”" in compare(TINY, old=old)


def test_a_long_reading_is_told_whole(compare: Compare) -> None:
    long = "Tính cả " + "lỗi nhỏ và " * 40 + "lỗi lớn."
    reading = f"\n    reading:\n      decided: {{vi: {long}, en: x}}\n      why: {{vi: y, en: y}}"
    place = "source: {section: II.1, item: 5}"
    assert f"“{long}”" in compare(changed((place, place + reading)))


def test_an_agency_that_goes_by_another_id_is_the_same(found: Found) -> None:
    new = re.sub(r"\bso-hai\b", "so-nhi", TINY)
    assert [(c["section"], c["id"], c["kind"]) for c in found(new)["changes"]] == [
        ("agencies", "so-nhi", "id")
    ]
    other = new.replace("due_on: 2026-01-10", "due_on: 2026-01-20")
    for name in ("so-nhi", "so-hai"):  # known by either
        assert found(other, "--agency", name)["count"] == 2


def test_agencies_that_are_merged(compare: Compare, found: Found) -> None:
    """Where a target names whoever is gone, whoever came has it."""
    new = TINY.replace("so-hai", "so-chung").replace("Sở Hai", "Sở Chung")
    changes = {(c["section"], c["id"], c["kind"]): c for c in found(new)["changes"]}
    assert set(changes) == {
        *(("activities", id, "lead") for id in ("I.6", "I.8")),
        *(("activities", id, "coordinating") for id in ("I.3", "I.5")),
        ("agencies", "so-chung", "added"),
        ("agencies", "so-hai", "removed"),
    }
    assert changes["agencies", "so-hai", "removed"]["lost"] == [
        "dung-han", "so-hoa-so", "khieu-nai", "I.2", "I.6", "I.8"
    ]  # fmt: skip
    assert "“Theo kỳ” (I.6) Chủ trì: thêm Sở Chung; bớt Sở Hai" in compare(new)


def test_one_agency_sees_what_changes_for_it(compare: Compare, found: Found) -> None:
    new = changed(
        (SO_HOA_SO, SO_HOA_SO.replace("90", "95")),  # departments
        (SAI_SOT, SAI_SOT.replace("10", "5")),  # so-mot
        ("due_on: 2026-01-10", "due_on: 2026-01-20"),  # everyone
        (I3, I3.replace("[so-hai]", "[]")),
        ("  - {id: phuong-dong-da, name: Phường Đống Đa, kind: commune}\n", ""),
    )

    def ids(agency: str) -> list[str]:
        document = found(new, "--agency", agency)
        assert document["count"] == len(document["changes"]) == sum(document["counts"].values())
        return [change["id"] for change in document["changes"]]

    assert ids("so-mot") == ["so-hoa-so", "sai-sot", "agency-plan"]
    assert ids("Sở Hai") == ["so-hoa-so", "I.3", "agency-plan"]
    assert ids("xa-tan-an") == ["agency-plan"]
    assert ids("phuong-dong-da") == ["phuong-dong-da"]  # it is in the old plan only
    assert "Chỉ những thay đổi đối với Sở Hai." in compare(new, "--agency", "so-hai")
    assert compare(TINY, "--agency", "so-hai", "--lang", "en").endswith(
        "Only what changes for Sở Hai. No changes."
    )


def test_nearly_all_of_a_kind_are_the_kind_without_the_others(cchc: Cchc, tmp_path: Path) -> None:
    text = PLAN_2026.read_text("utf-8")
    start = text.index("  - id: chuyen-muc-cchc\n")
    place = text[start : text.index("\n    due:", start)]
    assert place.endswith("[department, commune]")
    departments = re.findall(r"\{id: ([a-z-]+), name: [^\n]*kind: department\}", text)
    others = [id for id in departments if id not in ("so-noi-vu", "so-y-te")]
    assert len(others) == len(departments) - 2 > 3
    few = place.replace("department, commune", ", ".join(["commune", "so-noi-vu"]))
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(text.replace(place, few), "utf-8")
    many = place.replace("department, commune", ", ".join(["commune", "so-noi-vu", *others]))
    new.write_text(text.replace(place, many), "utf-8")
    shown = " ".join(cchc("plan", "diff", old, new).out.split())
    assert "Áp dụng: thêm sở, ban, ngành (trừ Sở Nội vụ; Sở Y tế)" in shown
    [change] = json.loads(cchc("plan", "diff", old, new, "--format", "json").out)["changes"]
    assert sorted(change["gained"]) == sorted(others)


def next_year(text: str) -> str:
    """A plan for the year after: every year that it names is one later."""
    return re.sub(r"(?<![0-9])202[4-8](?![0-9])", lambda m: str(int(m[0]) + 1), text)


def test_another_years_plan_differs_in_the_decision_alone(cchc: Cchc, tmp_path: Path) -> None:
    old, new = PLAN_2026, tmp_path / "plan_2027.yaml"
    new.write_text(next_year(old.read_text("utf-8")), "utf-8")
    document = json.loads(cchc("plan", "diff", old, new, "--format", "json").out)
    assert {(c["section"], c["kind"]) for c in document["changes"]} == {
        ("plan", kind) for kind in ("year", "signed_on", "effective_from", "url")
    }
    assert "Hai kế hoạch khác năm: khi so sánh, ngày tháng" in cchc("plan", "diff", old, new).out


@pytest.mark.parametrize("years", [1, 2])  # 2028 is a leap year
def test_deadlines_are_compared_within_the_year(years: int, compare: Compare, found: Found) -> None:
    later = TINY
    for _ in range(years):
        later = next_year(later)
    kinds = [c["kind"] for c in found(later)["changes"]]
    assert kinds == ["year", "signed_on", "effective_from"]
    year = 2026 + years
    new = later.replace(f"month: {year}-02", f"month: {year}-04").replace(
        f"data_to: {year}-03-09", f"data_to: {year}-03-08"
    )
    days = 61
    shown = compare(new)
    assert f"hạn: từ 28/02/2026 thành 30/04/{year} (muộn hơn 2 tháng, tức {days} ngày)" in shown
    assert f"Ngày cuối tính số liệu: từ 09/03/2026 thành 08/03/{year} (sớm hơn 1 ngày)" in shown


REWORDED = {
    "data_from: 2025-12-10": (
        "data_from: 2025-12-11",
        "Ngày đầu tính số liệu: từ 10/12/2025 thành 11/12/2025",
        "First day of data: from 10/12/2025 to 11/12/2025",
    ),
    "schedule: {kind: monthly}": (
        "schedule: {kind: month, month: 2026-06}",
        "hạn: từ cuối mỗi tháng thành 30/06/2026",
        "due: from the end of each month to 30/06/2026",
    ),
    "effective_from: 2025-12-26": (
        "effective_from: 2026-01-01",
        "Ngày có hiệu lực: từ 26/12/2025 thành 01/01/2026",
        "Effective date: from 26/12/2025 to 01/01/2026",
    ),
    "counts_agencies: one": (
        "counts_agencies: units",
        "Cách đếm cơ quan: từ mỗi cơ quan là một thành tính cả đơn vị trực thuộc",
        "Agencies counted: from each as one to each with the units under it",
    ),
    "accrues: year": (
        "accrues: period",
        "Mốc bắt đầu lũy kế: từ đầu năm thành đầu kỳ",
        "Accrues over: from the year to the period",
    ),
}


@pytest.mark.parametrize("before", REWORDED)
def test_no_word_is_doubled(before: str, compare: Compare) -> None:
    after, *told = REWORDED[before]
    old = changed(("  - id: dung_han\n", "  - id: dung_han\n    accrues: year\n"
                   "    counts_agencies: one\n"))  # fmt: skip
    assert before in old
    new = old.replace(before, after, 1)
    for lang, words in zip(("vi", "en"), told, strict=True):
        shown = compare(new, "--lang", lang, old=old)
        assert words in shown
        assert not re.search(r"\b([^\W\d]+):? \1\b", shown)


ID = "  - id: dung_han\n"
BY_FORM = """\
      form:
        numerator: [8, 9]
        denominator: [7, 13]
        elsewhere:
          - name: {vi: Tỷ lệ của Bộ, en: The ministry's rate}
            numerator: [8, 9]
            denominator: [7]
"""
BY_LIST = """\
      dossiers:
        numerator: settled and not late
        denominator: settled
        limits: {vi: Không có ngày thanh toán., en: No day of payment.}
"""
BY_PORTAL = """\
      portal:
        - code: DUNG_HAN
          differs: {vi: Cổng đếm khác., en: The portal counts otherwise.}
"""
RECORDS = f"{ID}    records:\n{BY_FORM}{BY_LIST}{BY_PORTAL}"
OF_RECORDS = {
    "columns": (
        ("denominator: [7, 13]", "denominator: [7]"),
        "records.form",
        "Tính theo biểu 06a, 06b: từ cột 8+9 trên 7+13 thành cột 8+9 trên 7",
        "By forms 06a, 06b: from columns 8+9 of 7+13 to columns 8+9 of 7",
    ),
    "no form": (
        (BY_FORM, ""),
        "records.form",
        "Tính theo biểu 06a, 06b: bỏ cột 8+9 trên 7+13",
        "By forms 06a, 06b: no longer columns 8+9 of 7+13",
    ),
    "another's columns": (
        ("            denominator: [7]", "            denominator: [7, 11]"),
        "records.elsewhere",
        "Cách đọc biểu của nơi khác: thêm “Tỷ lệ của Bộ” (cột 8+9 trên 7+11); "
        "bớt “Tỷ lệ của Bộ” (cột 8+9 trên 7)",
        "Other readings of the form: now also “The ministry's rate” (columns 8+9 of 7+11); "
        "no longer “The ministry's rate” (columns 8+9 of 7)",
    ),
    "no list": (
        (BY_LIST, ""),
        "records.dossiers",
        "Tính theo sổ theo dõi hồ sơ: bỏ “settled and not late” trên “settled”",
        "By lists of dossiers: no longer “settled and not late” of “settled”",
    ),
    "a condition": (
        ("denominator: settled", "denominator: settled or pending"),
        "records.denominator",
        "Hồ sơ tính vào mẫu số: từ “settled” thành “settled or pending”",
        "Dossiers in the denominator: from “settled” to “settled or pending”",
    ),
    "the other condition": (
        ("numerator: settled and not late", "numerator: not late"),
        "records.numerator",
        "Hồ sơ tính vào tử số: từ “settled and not late” thành “not late”",
        "Dossiers in the numerator: from “settled and not late” to “not late”",
    ),
    "limits": (
        ("vi: Không có ngày thanh toán.", "vi: Không có ngày trả phí."),
        "records.limits",
        "Điều sổ theo dõi hồ sơ không cho biết: từ “Không có ngày thanh toán.” thành "
        "“Không có ngày trả phí.”",
        "What lists of dossiers can't tell: changed in Vietnamese only",
    ),
    "the portal": (
        ("code: DUNG_HAN", "numerator: dung\n          denominator: tong"),
        "records.portal",
        "Số của Cổng DVCQG đặt cạnh: thêm dung / tong (“Cổng đếm khác.”); bớt DUNG_HAN "
        "(“Cổng đếm khác.”)",
        "Portal figures set beside it: now also dung / tong (“The portal counts otherwise.”); "
        "no longer DUNG_HAN (“The portal counts otherwise.”)",
    ),
}
"""Edits of a metric that comes from records, the kind of change each is, and its words."""


@pytest.mark.parametrize(("edit", "kind", "vi", "en"), OF_RECORDS.values(), ids=OF_RECORDS)
def test_another_way_from_the_records(
    edit: tuple[str, str], kind: str, vi: str, en: str, compare: Compare, found: Found
) -> None:
    old, new = changed((ID, RECORDS)), changed((ID, RECORDS.replace(*edit)))
    document = found(new, old=old)
    changes = [(c["section"], c["id"], c["kind"], c["message"]) for c in document["changes"]]
    assert changes == [("targets", "dung-han", kind, vi)]
    assert document["counts"]["counting"] == 1
    assert vi in compare(new, old=old)
    assert en in compare(new, "--lang", "en", old=old)


def test_a_metric_that_now_comes_from_records(compare: Compare, found: Found) -> None:
    new = changed((ID, RECORDS))
    kinds = ["records.form", "records.dossiers", "records.portal"]
    assert [change["kind"] for change in found(new)["changes"]] == kinds
    shown = compare(new, "--lang", "en")
    assert "By forms 06a, 06b: now columns 8+9 of 7+13" in shown
    assert "By lists of dossiers: now “settled and not late” of “settled”" in shown
    assert "beside it: now also DUNG_HAN (“The portal counts otherwise.”)" in shown


def test_the_order_of_columns_is_no_change(found: Found) -> None:
    new = RECORDS.replace("[8, 9]", "[9, 8]").replace("[7, 13]", "[13, 7]")
    assert found(changed((ID, new)), old=changed((ID, RECORDS)))["count"] == 0


def test_a_number_that_is_no_year_is_a_change(found: Found) -> None:
    later = next_year(TINY).replace("Doanh nghiệp mới", "2001 doanh nghiệp mới")
    old = TINY.replace("Doanh nghiệp mới", "2000 doanh nghiệp mới")
    kinds = [c["kind"] for c in found(later, old=old)["changes"]]
    assert kinds == ["year", "signed_on", "effective_from", "numerator"]


def test_json_has_the_facts(found: Found) -> None:
    new = changed(CASES["a month"].edit, CASES["scope"].edit)
    document = found(new)
    assert document["schema"] == "cchc.plan-diff/1"
    assert document["old"] == {"id": "thu-2026", "decision": "1/QĐ-THỬ", "year": 2026}
    assert (document["count"], document["agency"]) == (2, None)
    assert {k: v for k, v in document["counts"].items() if v} == {"scope": 1, "deadline": 1}
    scope, month = document["changes"]
    assert (scope["gained"], scope["lost"]) == (["commune", "so-hai"], ["so-mot"])
    assert scope["concerns"] == ["department", "commune"]
    assert scope["source"] == {"section": "II.1", "item": 5, "clause": None}
    assert (month["output"], month["turn"], month["days"]) == (1, "later", 61)
    assert month["before"]["due_on"] == ["2026-02-28"]
    assert month["after"]["schedule"]["month"] == "2026-04"
    assert (month["concerns"], month["coordinating"]) == (["so-mot"], ["department", "commune"])


HOSTILE = (
    "[bold red]Đạt[/bold red] <script>alert(1)</script> [x](http://x.vn) | `a` @all "
    "::error file=x::y {0} {file} *nhấn* # ~~x~~"
)


@pytest.mark.parametrize("format", ["table", "json", "markdown"])
def test_nothing_in_a_plan_acts(format: str, cchc: Cchc, files: Files) -> None:
    hostile = json.dumps(HOSTILE, ensure_ascii=False)
    old, new = files(
        changed(
            ("title: {vi: Sai sót, en: Slips}", f"title: {{vi: {hostile}, en: {hostile}}}"),
            ("name: Sở Hai,", f"name: {hostile},"),
            (f"{SAI_SOT}\n    applies_to: [so-mot]", f"{SAI_SOT}\n    applies_to: [so-hai]"),
            ("decision: 1/QĐ-THỬ", f"decision: {hostile}"),
        ),
        TINY,
    )
    outcome = cchc("plan", "diff", old, new, "--format", format)
    assert (outcome.status, outcome.err) == (0, "")
    if format == "table":
        assert HOSTILE in " ".join(outcome.out.split())
    elif format == "json":
        titles = {change["title"] for change in json.loads(outcome.out)["changes"]}
        assert HOSTILE in titles
    else:
        markdown = pytest.importorskip("markdown_it")
        parser = markdown.MarkdownIt("gfm-like", {"linkify": False})
        html = parser.render(outcome.out)
        assert set(re.findall(r"<(\w+)", html)) <= {"h1", "h2", "ul", "li", "p"}
        assert "@all" not in html
        assert "&lt;script&gt;" in html


def test_markdown_is_headings_and_lists(cchc: Cchc, files: Files) -> None:
    old, new = files(changed(CASES["stricter"].edit), TINY)
    assert cchc("plan", "diff", old, new, "--format", "markdown", "--lang", "en").out == (
        "# Plans compared: Decision 1/QĐ-THỬ (2026) → Decision 1/QĐ-THỬ (2026)\n"
        "\n## Targets\n\n"
        "- “Digitised at departments” (II.1 item 2.1) · for: departments\n"
        "  - Threshold: from ≥ 90% to ≥ 92.5% (stricter)\n"
        "\n1 change: 1 to thresholds.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["NEW"], 2, "thiếu MỚI"),
        ([], 2, "thiếu CŨ"),
        (["OLD", "NEW", "--format", "xml"], 2, "table, json, markdown"),
        (["OLD", "NEW", "--agency", "Sở Mộ"], 2, "Có phải “Sở Một”?"),
        (["OLD", "NEW", "--agency", "tan an"], 2, "usage-ambiguous-agency"),
        (["-", "-"], 2, "usage-stdin-twice"),
        (["OLD", "nowhere.yaml"], 3, "nowhere.yaml"),
        (["nowhere.yaml", "NEW"], 3, "[not-found]"),
        (["OLD", "BROKEN"], 3, "[plan-bad-choice]"),
    ],
)
def test_a_wrong_command_line(
    arguments: list[str], status: int, words: str, tmp_path: Path, cchc: Cchc
) -> None:
    for name, text in (
        ("OLD", TINY), ("NEW", TINY), ("BROKEN", TINY.replace("due: year_end", "due: never", 1))
    ):  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
    known = [str(tmp_path / a) if a in ("OLD", "NEW", "BROKEN") else a for a in arguments]
    outcome = cchc("plan", "diff", *known)
    assert (outcome.status, outcome.out) == (status, "")
    assert words in outcome.err


# Properties

OLD = parse(TINY)
Edit = Callable[[Plan], Plan]


def with_entries(plan: Plan, section: str, entries: Iterable[Any]) -> Plan:
    """The plan with other entries in one of its lists."""
    fields: dict[str, Any] = {section: tuple(entries)}
    return replace(plan, **fields)


def one(section: str, id: str, **fields: Any) -> Edit:
    """An edit of one entry's fields."""

    def edit(plan: Plan) -> Plan:
        entries = (
            replace(entry, **fields) if entry.id == id else entry
            for entry in getattr(plan, section)
        )
        return with_entries(plan, section, entries)

    return edit


def without(section: str, id: str) -> Edit:
    """An edit that takes one entry out."""

    def edit(plan: Plan) -> Plan:
        entries = (entry for entry in getattr(plan, section) if entry.id != id)
        return with_entries(plan, section, entries)

    return edit


def scheduled(id: str, schedule: Schedule) -> Edit:
    """An edit of when an activity's only output falls due."""
    [output] = OLD.activity[id].outputs
    return one("activities", id, outputs=(replace(output, schedule=schedule),))


def at_least(value: str) -> Threshold:
    return Threshold(">=", Decimal(value), "%")


WORDS = Text("Lời khác hẳn", "Quite other words")
EDITS: list[tuple[Edit, str, str | None]] = [
    (one("targets", "dung-han", threshold=at_least("85")),
     "targets dung-han threshold", "stricter"),
    (one("targets", "so-hoa-so", threshold=at_least("89.9")),
     "targets so-hoa-so threshold", "looser"),
    (one("targets", "so-hoa-so", due="year_end"), "targets so-hoa-so due", None),
    (one("targets", "so-hoa-xa", applies_to=("department",)), "targets so-hoa-xa applies_to", None),
    (one("targets", "so-hoa-xa", reading=Reading(WORDS, WORDS)), "targets so-hoa-xa reading", None),
    (one("targets", "thu-ngan-sach", title=WORDS), "targets thu-ngan-sach title", None),
    (without("targets", "khieu-nai"), "targets khieu-nai removed", None),
    (one("metrics", "thanh_lap", numerator=WORDS), "targets thanh-lap numerator", None),
    (one("metrics", "dung_han", records=Records(dossiers=DossierCounts("settled", "late"))),
     "targets dung-han records.dossiers", None),
    (one("metrics", "sai_sot", whole=False), "targets sai-sot whole", None),
    (one("activities", "I.3", lead=("so-hai",)), "activities I.3 lead", None),
    (one("activities", "I.3", coordinating=()), "activities I.3 coordinating", None),
    (scheduled("I.2", Schedule("month", month="2026-05")), "activities I.2 schedule", "later"),
    (scheduled("I.5", Schedule("month", month="2026-11")), "activities I.5 schedule", "earlier"),
    (scheduled("I.7", Schedule("monthly")), "activities I.7 schedule", None),
    (without("activities", "I.8"), "activities I.8 removed", None),
    (one("reporting", "2026-H1", due_on=date(2026, 6, 20)), "reporting 2026-H1 due_on", "later"),
    (one("reporting", "2026-Q1", data_to=date(2026, 3, 1)), "reporting 2026-Q1 data_to", "earlier"),
    (one("reporting", "2026-Y", final=False), "reporting 2026-Y final", None),
    (one("obligations", "agency-plan", requirements=(WORDS,)),
     "obligations agency-plan requirements", None),
    (one("agencies", "so-mot", name="Sở Khác"), "agencies so-mot name", None),
    (one("agencies", "phuong-dong-da", kind="department"), "agencies phuong-dong-da kind", None),
    (without("agencies", "xa-ta-hoc"), "agencies xa-ta-hoc removed", None),
    (one("bodies", "cong-an", name=WORDS), "bodies cong-an name", None),
    (one("fields", "cong-viec", title=WORDS), "fields cong-viec title", None),
]  # fmt: skip
"""Edits of different fields, each with the change that it is and the way it turns."""


def edited(numbers: set[int]) -> Plan:
    plan = OLD
    for number in sorted(numbers):
        plan = EDITS[number][0](plan)
    return plan


def shuffled(plan: Plan, random: Random) -> Plan:
    """The same entries in another order, and the same names in them."""

    def mixed(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(entries, len(entries)))

    sections = ("fields", "agencies", "bodies", "metrics", "targets", "activities", "reporting")
    targets = tuple(replace(t, applies_to=mixed(t.applies_to)) for t in plan.targets)
    activities = tuple(replace(a, coordinating=mixed(a.coordinating)) for a in plan.activities)
    plan = replace(plan, targets=targets, activities=activities)
    for name in sections:
        plan = with_entries(plan, name, mixed(getattr(plan, name)))
    return plan


numbers = st.sets(st.integers(0, len(EDITS) - 1))


@given(numbers, st.randoms(use_true_random=False))
def test_every_change_is_found_and_none_invented(chosen: set[int], random: Random) -> None:
    found = diff(OLD, shuffled(edited(chosen), random)).changes
    assert {(f"{c.section} {c.id} {c.kind}", c.turn) for c in found} == {
        EDITS[number][1:] for number in chosen
    }
    assert len(found) == len(chosen)
    assert diff(OLD, shuffled(OLD, random)).changes == ()


@given(numbers, numbers)
def test_the_other_way_round_everything_is_mirrored(some: set[int], others: set[int]) -> None:
    there, back = diff(edited(some), edited(others)), diff(edited(others), edited(some))
    assert sorted(map(forwards, there.changes), key=repr) == sorted(
        map(backwards, back.changes), key=repr
    )


def forwards(change: Change) -> tuple[object, ...]:
    days = change.by.days if change.by else None
    return (
        *(change.section, change.id, change.kind, change.turn, days, change.before, change.after),
        *(change.gained, change.lost),
    )


def backwards(change: Change) -> tuple[object, ...]:
    kind, turn = MIRROR.get(change.kind, change.kind), MIRROR.get(change.turn or "", change.turn)
    days = -change.by.days if change.by else None
    return (
        *(change.section, change.id, kind, turn, days, change.after, change.before),
        *(change.lost, change.gained),
    )


@given(numbers, st.sampled_from(OLD.agencies))
def test_an_agency_sees_the_changes_of_its_targets(chosen: set[int], agency: Agency) -> None:
    new = edited(chosen)
    everything = diff(OLD, new)
    its_own = set(everything.of(agency).changes)
    assert its_own <= set(everything.changes)
    before = {target.id for target in OLD.targets if target.applies(agency)}
    now = new.agency.get(agency.id)
    after = {target.id for target in new.targets if now and target.applies(now)}
    for change in everything.changes:
        if change.section != "targets":
            continue
        if change.kind == "removed":
            assert (change in its_own) == (change.id in before)
        elif change.kind != "applies_to":
            assert (change in its_own) == (change.id in after)
        elif change in its_own and now and now.kind == agency.kind:
            assert (change.id in before) != (change.id in after)


values = st.decimals(0, 400, places=1)
ops = st.sampled_from(["<", "<=", ">", ">="])


@given(ops, values, ops, values, st.booleans())
def test_a_threshold_is_stricter_if_fewer_figures_meet_it(
    op: Op, value: Decimal, other_op: Op, other: Decimal, whole: bool
) -> None:
    metric = Metric("x", "count", WORDS, unit=WORDS, whole=whole)
    old, new = Threshold(op, value, "x"), Threshold(other_op, other, "x")
    turn = turn_of_threshold(old, new, metric)
    if op[0] != other_op[0]:
        assert turn == "other"
        return
    step = 1 if whole else Decimal("0.05")
    figures = [n * step for n in range(int(402 / step))]
    meets = [{f for f in figures if _meets(f, t)} for t in (old, new)]
    expected = "equal" if meets[0] == meets[1] else "stricter" if meets[1] < meets[0] else "looser"
    low = value <= Decimal("0.1") or other <= Decimal("0.1")
    assert turn == expected or low  # no figure is below none


def _meets(figure: Decimal | int, threshold: Threshold) -> bool:
    value = threshold.value
    return {
        ">": figure > value, ">=": figure >= value, "<": figure < value, "<=": figure <= value
    }[threshold.op]  # fmt: skip


def test_days_that_move_in_different_ways_have_not_turned() -> None:
    early, late = date(2026, 3, 1), date(2026, 4, 2)
    assert turn_of_days([early, late], [late, early]) == (None, None)
    assert turn_of_days([early], [early, late]) == (None, None)
    assert turn_of_days([early], [late]) == ("later", (32, None))


def test_a_diff_names_everyone_it_speaks_of() -> None:
    found: PlanDiff = diff(OLD, edited(set(range(len(EDITS)))))
    for change in found.changes:
        for id in change.concerns | change.coordinating:
            assert found.name(id)
