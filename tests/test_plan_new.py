"""A plan drafted from a decision's text: valid, complete by tracing, and marked for a person."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Cchc
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.decision.lines import lines_of
from cchc.decision.read import decision
from cchc.draft import draft
from cchc.draft.model import Draft
from cchc.messages import Messages
from cchc.plan.load import load, parse_bytes
from cchc.plan.model import Activity, Plan, Target, Threshold
from cchc.render import content
from cchc.trace import trace

REAL = ROOT.parent / "shared" / "data" / "decision_3350.txt"
REGISTRY = REAL.with_name("agencies_son_la.csv")
HOME = ROOT / "examples" / "plans" / "van-khe"
DECISION, PLAN = HOME / "quyet-dinh-12.txt", HOME / "plan_2027.yaml"
needs_the_real_one = pytest.mark.skipif(not REAL.exists(), reason="the decision's text isn't here")


def drafted(folder: Path, cchc: Cchc, source: Path, *more: str | Path) -> Path:
    file = folder / "plan.yaml"
    outcome = cchc("plan", "new", "--source", source, "-o", file, *more)
    assert (outcome.status, outcome.out) == (0, "")
    return file


def as_document(source: Path, file: Path) -> Path:
    """The text as a Word document: tables of its rows with bars, paragraphs of the rest."""
    docx = pytest.importorskip("docx")
    document, table = docx.Document(), None
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("| "):
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            table = table or document.add_table(0, len(cells))
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
        else:
            table = None
            document.add_paragraph(line)
    document.save(file)
    return file


# What is drafted


def test_a_draft_is_valid_and_agrees_with_its_decision(tmp_path: Path, cchc: Cchc) -> None:
    for source in (
        DECISION,
        HOME / "quyet-dinh-45.txt",
        as_document(DECISION, tmp_path / "a.docx"),
    ):
        plan = drafted(tmp_path, cchc, source, "--force")
        outcome = cchc("plan", "validate", plan)
        assert outcome.status == 0
        assert (
            f"\nCòn {load(str(plan)).unconfirmed} chỗ chưa xác nhận (to_confirm).\n" in outcome.out
        )
        assert cchc("plan", "trace", "--source", source, "--plan", plan).status == 0


@needs_the_real_one
@pytest.mark.parametrize("more", [(), ("--agencies", REGISTRY)])
def test_so_is_that_of_the_real_decision(more: Any, tmp_path: Path, cchc: Cchc) -> None:
    plan = drafted(tmp_path, cchc, REAL, *more)
    assert cchc("plan", "validate", plan).status == 0
    outcome = cchc("plan", "trace", "--source", REAL, "--plan", plan, "--format", "json")
    assert outcome.status == 0
    covered = {
        subject: len(places) for subject, places in json.loads(outcome.out)["covered"].items()
    }
    # As with the plan that people made, which has nine confirmations more of the same items.
    assert covered == {
        "head": 3, "source": 53, "threshold": 43, "figure": 43, "item": 5,
        "row": 54, "time": 54, "lead": 54, "coordinating": 54, "quantity": 4, "day": 10,
    }  # fmt: skip
    reports = [(period.id, str(period.data_from), str(period.data_to), str(period.due_on))
               for period in load(str(plan)).reporting]  # fmt: skip
    assert reports == [
        ("2026-Q1", "2025-12-10", "2026-03-09", "2026-03-11"),
        ("2026-H1", "2025-12-10", "2026-06-09", "2026-06-11"),
        ("2026-Q3", "2026-06-10", "2026-09-09", "2026-09-11"),
        ("2026-Y", "2025-12-10", "2026-12-09", "2026-12-11"),
    ]


def by_place(entries: tuple[Any, ...]) -> dict[tuple[str, int | None, int], Any]:
    return {
        (entry.source.section, entry.source.item, entry.source.clause or 1): entry
        for entry in entries
    }


@pytest.fixture(scope="module")
def both_plans() -> tuple[Plan, Plan]:
    """The plan that people made, and the draft."""
    return load(str(PLAN)), draft(decision(lines_of(DECISION.read_text("utf-8")))).plan


def test_targets_are_those_that_people_found(both_plans: tuple[Plan, Plan]) -> None:
    made, found = (by_place(plan.targets) for plan in both_plans)
    assert list(made) == list(found)
    for place, target in made.items():
        assert compared(target, both_plans[0]) == compared(found[place], both_plans[1]), place


def compared(target: Target, plan: Plan) -> tuple[Any, ...]:
    threshold = target.threshold
    kind = plan.metric[target.metric].kind
    unit = threshold.unit.removesuffix(" công") if isinstance(threshold, Threshold) else ""
    return kind, threshold.op, threshold.value, unit, target.due, field_title(plan, target.field)


def field_title(plan: Plan, id: str) -> str:
    return next(field.title.vi for field in plan.fields if field.id == id)


def test_activities_are_those_that_people_found(both_plans: tuple[Plan, Plan]) -> None:
    made, found = (by_place(plan.activities) for plan in both_plans)
    assert list(made) == list(found)
    for place, activity in made.items():
        assert shown(activity, both_plans[0]) == shown(found[place], both_plans[1]), place


def shown(activity: Activity, plan: Plan) -> tuple[Any, ...]:
    names = {agency.id: agency.name for agency in plan.agencies}
    names |= {body.id: body.name.vi for body in plan.bodies}
    outputs = [
        (output.name.vi, output.schedule.kind, output.schedule.month, output.schedule.quarter,
         output.schedule.day,
         output.schedule.event and output.schedule.event.vi, output.text)
        for output in activity.outputs
    ]  # fmt: skip
    return (
        activity.id, activity.title.vi, field_title(plan, activity.field),
        [names.get(id, id) for id in activity.lead],
        [names.get(id, id) for id in activity.coordinating], outputs,
    )  # fmt: skip


def test_reports_and_duties_are_those_that_people_found(both_plans: tuple[Plan, Plan]) -> None:
    made, found = (
        (
            [(one.id, one.data_from, one.data_to, one.due_on, one.final) for one in plan.reporting],
            [
                (one.id, one.due_on, one.applies_to, one.source)
                for one in plan.obligations
                if one.due_on  # a duty without a day is for people to find
            ],
            (plan.plan.id, plan.plan.title.vi, plan.plan.year, plan.plan.decision),
            (plan.plan.issued_by, plan.plan.signed_on, plan.plan.effective_from),
        )
        for plan in both_plans
    )
    assert made == found


ORGANISED = "I. CHỈ TIÊU\n1. Thủ tục\n- 95% hồ sơ.\nII. TỔ CHỨC THỰC HIỆN\n1. Các sở năm 2027\n- "


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Báo cáo quý I trước ngày 15/3/2027; 6 tháng trước 15/6; năm chậm nhất ngày 05/12.",
            [("2027-Q1", "2027-03-14"), ("2027-H1", "2027-06-14"), ("2027-Y", "2027-12-05")],
        ),
        # Of the second and the fourth quarter the six months and the year take the place.
        (
            "Hằng quý (trước ngày 10 của tháng cuối quý), 6 tháng (trước ngày 05/6), năm (trước "
            "ngày 25/11) báo cáo kết quả.",
            [("2027-Q1", "2027-03-09"), ("2027-H1", "2027-06-04"), ("2027-Q3", "2027-09-09"),
             ("2027-Y", "2027-11-24")],
        ),
        (
            "Báo cáo hằng quý chậm nhất ngày 10 của tháng cuối quý.",
            [("2027-Q1", "2027-03-10"), ("2027-Q2", "2027-06-10"), ("2027-Q3", "2027-09-10"),
             ("2027-Q4", "2027-12-10")],
        ),
        ("Báo cáo 6 tháng trước ngày 10 của tháng cuối kỳ.", [("2027-H1", "2027-06-09")]),
        # "Năm trước" is no last year where a day follows.
        (
            "Báo cáo định kỳ quý I trước ngày 10/3; báo cáo năm trước ngày 05/12/2027.",
            [("2027-Q1", "2027-03-09"), ("2027-Y", "2027-12-04")],
        ),
        # To be filled in: no report, and last days of two that are no window of data.
        ("Sở Nội vụ tổng hợp trước ngày 30/11.", [("2027-Y", "2027-12-15")]),
        ("Gửi báo cáo trước ngày 20 hằng tháng; năm: 05/12/2027.", [("2027-Y", "2027-12-15")]),
    ],
)  # fmt: skip
def test_several_reports_in_one_sentence(words: str, found: list[tuple[str, str]]) -> None:
    read = decision(lines_of(f"KẾ HOẠCH NĂM 2027\n{ORGANISED}{words}\n"))
    made = draft(read).plan
    assert [(one.id, str(one.due_on)) for one in made.reporting] == found
    if words.startswith(("Báo cáo", "Hằng quý")):
        assert not [one for one in trace(made, read).findings if "day" in one.code]


def test_the_days_of_reports_in_one_sentence_are_not_each_others() -> None:
    words = "Báo cáo quý I trước ngày 15/3; 6 tháng trước ngày 15/6; năm trước ngày 05/12."
    read = decision(lines_of(f"KẾ HOẠCH NĂM 2027\n{ORGANISED}{words}\n"))
    made = draft(read).plan
    quarter, half, year = made.reporting
    swapped = replace(quarter, due_on=half.due_on), replace(half, due_on=quarter.due_on), year
    found = trace(replace(made, reporting=swapped), read).findings
    assert [(one.code, one.entry, str(one.plan)) for one in found if "day" in one.code] == [
        ("plan-day", "2027-Q1", "2027-06-14"),
        ("plan-day", "2027-H1", "2027-03-14"),
    ]


def test_a_list_below_a_heading_of_targets_has_its_own_field() -> None:
    text = (
        "I. CHỈ TIÊU NĂM 2027\n1. Thể chế\n- 100% văn bản.\n2. Thủ tục\na) Chỉ tiêu\n- 95% hồ sơ.\n"
    )
    made = draft(decision(lines_of(text))).plan
    assert [field_title(made, one.field) for one in made.targets] == ["Thể chế", "Thủ tục"]


def test_each_entry_below_an_item_is_a_clause_of_its_own() -> None:
    read = decision(
        lines_of(
            "I. CHỈ TIÊU NĂM 2027\n1. Thể chế\n- Về văn bản:\n+ 100% văn bản được rà soát;\n"
            "+ Công bố đầy đủ\ndanh mục.\n- Về công vụ đạt 90%:\n+ Bổ nhiệm đúng quy định.\n"
        )
    )
    made = draft(read).plan
    assert [
        (one.source.item, one.source.clause, str(getattr(one.threshold, "value", "")), one.title.vi)
        for one in made.targets
    ] == [
        (1, 1, "100", "Văn bản được rà soát"),
        (1, 2, "yes", "Công bố đầy đủ danh mục"),
        (2, 1, "90", "Về công vụ đạt 90%"),
        (2, 2, "yes", "Bổ nhiệm đúng quy định"),
    ]
    assert not [one for one in trace(made, read).findings if one.code in ("item", "figure")]
    fewer = replace(made, targets=tuple(one for one in made.targets if one.source.clause == 1))
    left = [one for one in trace(fewer, read).findings if one.code == "item"]
    assert [(one.item, one.excerpt) for one in left] == [
        (1, "Công bố đầy đủ danh mục."),
        (2, "Bổ nhiệm đúng quy định."),
    ]


def test_everything_is_marked(both_plans: tuple[Plan, Plan]) -> None:
    found = both_plans[1]
    for target in found.targets:
        assert {"threshold", "applies_to", "due"} <= set(target.to_confirm)
    for metric in found.metrics:
        assert {"kind", "denominator", "unit"} <= set(metric.to_confirm) or metric.kind in (
            "count",
            "confirmation",
        )
    for activity in found.activities:
        assert {"lead", "coordinating", "outputs"} <= set(activity.to_confirm)
    for agency in found.agencies:
        assert agency.to_confirm == ("id", "name", "kind")
    for period in found.reporting:
        assert {"data_from", "data_to", "due_on"} <= set(period.to_confirm)


def test_what_stands_above_an_entry(cchc: Cchc) -> None:
    outcome = cchc("plan", "new", "--source", DECISION, "--lang", "en")
    assert outcome.status == 0
    assert outcome.err == ""
    assert outcome.out.startswith("# A draft made by rule from the decision's text: ")
    lines = outcome.out.splitlines()
    at = lines.index("  - id: muc-do-hai-long-nguoi")
    assert lines[at - 2 : at] == [
        "  # Line 34: “Mức độ hài lòng của người dân, doanh nghiệp đạt trên 88,5%”",
        "  # To confirm: id, title, threshold, applies_to, due",
    ]


def test_a_figure_without_an_operator_says_so(tmp_path: Path, cchc: Cchc) -> None:
    outcome = cchc("plan", "new", "--source", DECISION)
    assert outcome.out.count("# Câu không ghi là tối thiểu hay tối đa; tạm ghi “>=”.\n") == 2


# A draft in use


def test_a_check_by_a_draft_is_warned_of(tmp_path: Path, cchc: Cchc) -> None:
    plan = drafted(tmp_path, cchc, DECISION)
    report = tmp_path / "report.yaml"
    report.write_text("agency: so-noi-vu\nperiod: 2027-H1\nmetrics: {}\n", "utf-8")
    outcome = cchc("check", report, "--plan", plan, "--lang", "en")
    assert "[plan-unconfirmed]" in outcome.out + outcome.err


def test_a_file_is_replaced_only_when_asked(tmp_path: Path, cchc: Cchc) -> None:
    plan = drafted(tmp_path, cchc, DECISION)
    before = plan.read_bytes()
    outcome = cchc("plan", "new", "--source", DECISION, "-o", plan, "--lang", "en")
    assert outcome.status == 2
    assert "[usage-file-exists]" in outcome.err
    assert plan.read_bytes() == before
    assert drafted(tmp_path, cchc, DECISION, "--force", "--lang", "en").read_bytes() != before


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("Kính gửi các sở.\n", "no-decision"), ("\x00", "")]
)
def test_what_is_no_decision(text: str, code: str, tmp_path: Path, cchc: Cchc) -> None:
    source = tmp_path / "a.txt"
    source.write_text(text, "utf-8")
    new = cchc("plan", "new", "--source", source, "--lang", "en")
    traced = cchc("plan", "trace", "--source", source, "--plan", PLAN, "--lang", "en")
    assert (new.status, new.out) == (3, "")
    assert new.err == traced.err
    assert code in new.err or code == "empty"


def test_a_source_is_needed(cchc: Cchc) -> None:
    outcome = cchc("plan", "new", "--lang", "en")
    assert outcome.status == 2
    assert "--source" in outcome.err


# The registry


def test_agencies_of_a_registry(tmp_path: Path, cchc: Cchc) -> None:
    table = tmp_path / "co-quan.csv"
    table.write_text(
        "\ufeffkind;name;id;gso_code\n"
        "department;Sở Nội vụ;noi-vu;\ncommune;Xã Khe Hạ;khe-ha;01234\n",
        "utf-8",
    )
    plan = load(str(drafted(tmp_path, cchc, DECISION, "--agencies", table)))
    assert [(one.id, one.name, one.kind, one.gso_code) for one in plan.agencies] == [
        ("noi-vu", "Sở Nội vụ", "department", None),
        ("khe-ha", "Xã Khe Hạ", "commune", "01234"),
    ]
    assert plan.activity["II.1"].lead == ("noi-vu",)
    assert [body.name.vi for body in plan.bodies] == [
        "Văn phòng UBND tỉnh", "Sở Khoa học và Công nghệ", "Sở Tài chính", "Hội Doanh nghiệp tỉnh",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id,name\na,A\n", "1:1: error: the table has no column “kind”"),
        ("id,name,kind\n", "1:1: error: the table of agencies has nothing but its heading"),
        ("id,name,kind\na,A,sở\n", "2:5: error: “sở” is no kind of agency; choose department or"),
        ("id,name,kind\na,,commune\n", "2:1: error: this row has no “name”"),
        ("id,name,kind\na,A,commune\na,B,commune\n", "3:1: error: the id “a” is used twice"),
        ("id,name,kind\nSở A,A,commune\n", "2:1: error: "),
    ],
)
def test_a_bad_registry(text: str, shown: str, tmp_path: Path, cchc: Cchc) -> None:
    table = tmp_path / "a.csv"
    table.write_text(text, "utf-8")
    outcome = cchc("plan", "new", "--source", DECISION, "--agencies", table, "--lang", "en")
    assert (outcome.status, outcome.out) == (3, "")
    assert shown in outcome.err
    assert "How to fix it: " in outcome.err


# Whatever the text


def yaml_of(made: Draft) -> bytes:
    return content("draft", "yaml", made, Messages("vi"))


NASTY = [
    "# không phải chú thích", "'nháy' \"kép\"", "khóa: giá trị", "- gạch", "{a: [b", "@`>", "%YAML",
    "&neo *neo !!str", "--- ...", "no", "null", "~", "\\x1b[31m", "\u202eđảo", "\u200b\ue000",
    "dài " * 3000,
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_no_words_break_the_file(words: str, tmp_path: Path, cchc: Cchc) -> None:
    text = DECISION.read_text("utf-8")
    for old, new in (
        ("văn bản quy phạm pháp luật của tỉnh đến", f"{words} đến"),
        ("- Công bố đầy đủ danh mục", f"- {words}"),
        ("Khảo sát mức độ hài lòng", words),
        ("Hội Doanh nghiệp tỉnh", words),
        ("Sau khi Chính phủ", f"Sau {words}"),
    ):
        assert old in text
        text = text.replace(old, new)
    source = tmp_path / "a.txt"
    source.write_text(text, "utf-8")
    plan = drafted(tmp_path, cchc, source)
    assert cchc("plan", "validate", plan).status == 0
    document = yaml.safe_load(plan.read_text("utf-8"))
    assert len(document["targets"]) == 10
    assert len(document["activities"]) == 10


VOCABULARY = """hồ sơ đạt tối thiểu dưới 95% 12 doanh nghiệp trở lên tăng so với năm 2026 trong
    đó và , ; . Sở Tài chính UBND các xã phường Tháng 02/2027 Quý I/2027 hằng tháng Thường xuyên
    năm 30/6/2027 báo cáo 6 tháng ban hành kế hoạch trước ngày 12 # : - ' " 99999999999999999999
    0% 250%"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASE = st.lists(WORDS, max_size=14).map(" ".join)
ROW = st.tuples(st.integers(0, 12), *[PHRASE] * 5).map(
    lambda cells: "| " + " | ".join(map(str, cells)) + " |"
)
LINE = st.one_of(
    PHRASE.map(lambda text: f"- {text}"),
    ROW,
    PHRASE,
    st.sampled_from(
        ["I. MỤC TIÊU", "II. TỔ CHỨC THỰC HIỆN", "1. Chỉ tiêu", "2. Việc khác", "a) Chỉ tiêu",
         "b) Nhiệm vụ", "PHỤ LỤC", "KẾ HOẠCH NĂM 2027", "I. PHẦN MỘT",
         "| TT | Nội dung | Sản phẩm | Chủ trì | Phối hợp | Thời gian |"]
    ),
)  # fmt: skip


@settings(max_examples=30)  # a plan is long to write and to read
@given(st.lists(LINE, max_size=30))
def test_every_draft_is_a_plan(lines: list[str]) -> None:
    made = draft(decision(lines_of("\n".join(lines))))
    plan = parse_bytes(yaml_of(made), "plan.yaml")
    assert plan == made.plan
