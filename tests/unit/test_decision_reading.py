"""Decisions as different provinces draft them: headings, lists, tables, what extraction does."""

from __future__ import annotations

import pytest

from cchc.decision.lines import lines_of
from cchc.decision.model import AppendixRow, Decision
from cchc.decision.read import decision
from cchc.diagnostics import Place
from cchc.draft import draft
from cchc.errors import InputError
from cchc.plan.model import Agency, complete
from cchc.trace import trace

complete()

HEADING = "| TT | Nội dung | Sản phẩm | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n"
FIRST = "| 1 | Rà soát | Báo cáo | Sở Tư pháp | Các sở | Quý I/2027 |\n"


def read(text: str) -> Decision:
    return decision(lines_of(text))


def targets(text: str) -> list[tuple[str, int | None, str]]:
    return [
        (item.section, item.number, item.text)
        for section in read(text).sections
        if section.of_targets
        for item in section.items
    ]


def rows(table: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (row.address, row.title, row.lead, row.coordinating, row.times)
        for row in read(f"I. MỤC ĐÍCH\n1. Yêu cầu\nPHỤ LỤC\n{table}").rows
    ]


def test_marks_without_end_are_refused_where_they_stand() -> None:
    with pytest.raises(InputError) as caught:
        read("I. MỤC ĐÍCH\n\n1. Yêu cầu a" + "\u0323\u0301" * 16)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place) == ("too-many-marks", Place(3, 1))


# Lists of targets


def test_headings_below_one_that_announces_targets() -> None:
    text = "II. CÁC CHỈ TIÊU CHỦ YẾU\n1. Thể chế\n- 100% văn bản.\n2. Thủ tục\n- 95% hồ sơ.\n"
    assert targets(text) == [("II.1", 1, "100% văn bản."), ("II.2", 1, "95% hồ sơ.")]


def test_tasks_below_one_that_announces_targets_are_none() -> None:
    text = "II. MỤC TIÊU CỤ THỂ\n1. Thể chế\na) Chỉ tiêu\n- 100%.\nb) Nhiệm vụ\n- Tăng 5%.\n"
    assert targets(text) == [("II.1.a", 1, "100%.")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("II. CHỈ TIÊU\n1. Hồ sơ đúng hạn đạt 95%.\n", "II.1"),
        ("II. Mục tiêu cụ thể\n1. Thủ tục\na) Hồ sơ đúng hạn đạt 95%.\n", "II.1.a"),
        ("II. MỤC TIÊU\n2. Mục tiêu cụ thể\n2.1. Hồ sơ đúng hạn đạt 95%.\n", "II.2.1"),
        ("PHẦN II. KẾT QUẢ CẦN ĐẠT\n1. Hồ sơ đúng hạn đạt 95%.\n", "II.1"),
    ],
)
def test_a_target_that_is_numbered_itself(text: str, address: str) -> None:
    assert targets(text) == [(address, None, "Hồ sơ đúng hạn đạt 95%.")]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("- Trễ hạn không quá\n5% tổng số.\n", "Trễ hạn không quá 5% tổng số."),
        ("- Đạt 92,\n5% trở lên.\n", "Đạt 92,5% trở lên."),
        ("- Số hóa 1.\n000 hồ sơ.\n", "Số hóa 1.000 hồ sơ."),
        ("- Cắt giảm của\nSở Nội vụ 02 phòng.\n", "Cắt giảm của Sở Nội vụ 02 phòng."),
    ],
)
def test_lines_that_a_page_broke(lines: str, joined: str) -> None:
    assert targets(f"II. CHỈ TIÊU\n1. Thủ tục\n{lines}- Khác.\n") == [
        ("II.1", 1, joined),
        ("II.1", 2, "Khác."),
    ]


LONG = (
    "Chỉ tiêu: Tối thiểu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn và trước hạn; "
    "trên 60% hồ sơ được nộp trực tuyến toàn trình."
)
AFTER: list[tuple[str, list[tuple[str, int | None, str]]]] = [
    # On the heading's own line, be that as long as it may.
    (
        f"a) {LONG}\n",
        [("II.1.a", None, LONG)],
    ),
    ("a) Mục tiêu\n- 95% hồ sơ.\n", [("II.1.a", 1, "95% hồ sơ.")]),
    ("a) Mục tiêu chung\n- Phục vụ tốt hơn.\n", []),
    # Marks that are no dashes, and entries below none.
    ("a) Chỉ tiêu\n+ 95% hồ sơ.\n+ 60% thủ tục.\n",
     [("II.1.a", 1, "95% hồ sơ."), ("II.1.a", 2, "60% thủ tục.")]),
    ("a) Chỉ tiêu\n✓ 95% hồ sơ\n● 60% thủ tục\n▪ Công bố\n‑ 5% lỗi\n",
     [("II.1.a", 1, "95% hồ sơ"), ("II.1.a", 2, "60% thủ tục"), ("II.1.a", 3, "Công bố"),
      ("II.1.a", 4, "5% lỗi")]),
    ("a) Chỉ tiêu\n- Về thủ tục:\n(1) 95% hồ sơ.\n◦ Công bố.\n",
     [("II.1.a", 1, "Về thủ tục: 95% hồ sơ. Công bố.")]),
    # Numbers of several levels need no sign behind them, where a heading follows.
    ("1.1 Chỉ tiêu\n- 95% hồ sơ.\n", [("II.1.1", 1, "95% hồ sơ.")]),
    ("a) Chỉ tiêu\n- 95% hồ sơ\n1.1 Trên 64% thủ tục\n",
     [("II.1.a", 1, "95% hồ sơ"), ("II.1.a", 2, "Trên 64% thủ tục")]),
    # A bar within an entry makes it no row of a table.
    ("a) Chỉ tiêu\n- 95% hồ sơ | trên 60% thủ tục.\n",
     [("II.1.a", 1, "95% hồ sơ | trên 60% thủ tục.")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), AFTER)
def test_lists_of_targets_as_others_write_them(
    text: str, found: list[tuple[str, int | None, str]]
) -> None:
    assert targets(f"II. LĨNH VỰC\n1. Thủ tục\n{text}") == found


def test_a_table_of_targets_is_a_list_and_a_row_without_columns_is_told() -> None:
    found = read(
        "II. LĨNH VỰC\n1. Thủ tục\na) Chỉ tiêu\n| TT | Chỉ tiêu | Mức |\n| 1 | Đúng hạn | ≥ 95% |\n"
        "| Trực tuyến | 60% |\nNơi nhận: | CHỦ TỊCH\n"
    )
    assert [item.text for one in found.sections for item in one.items] == ["Đúng hạn: ≥ 95%"]
    assert [(one.line, one.kind, one.text) for one in found.unread] == [
        (6, "row", "| Trực tuyến | 60% |")
    ]


def test_a_text_goes_on_behind_a_table_within_it() -> None:
    found = read(
        f"I. MỤC ĐÍCH\n1. Yêu cầu\nIII. NHIỆM VỤ CỤ THỂ\n{HEADING}{FIRST}"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Các sở\n- Báo cáo năm gửi trước ngày 06/12/2027.\n"
        "Nơi nhận: | CHỦ TỊCH\n"
    )
    assert [(row.address, row.times) for row in found.rows] == [("I.1", ("Quý I/2027",))]
    assert found.organisation == "IV"
    assert [item.text for one in found.sections if one.of_duties for item in one.items] == [
        "Báo cáo năm gửi trước ngày 06/12/2027."
    ]


# Duties


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["III. TỔ CHỨC THỰC HIỆN", "IV. KINH PHÍ"], ["III", "IV"]),
        (["III. CHẾ ĐỘ BÁO CÁO", "IV. TỔ CHỨC THỰC HIỆN"], ["III", "IV"]),
        (["III. TRÁCH NHIỆM CỦA CÁC CƠ QUAN", "IV. KINH PHÍ"], ["III", "IV"]),
        (["III. NHIỆM VỤ", "IV. TỔ CHỨC THỰC HIỆN"], ["IV"]),
    ],
)
def test_where_days_are_those_of_duties(headings: list[str], found: list[str]) -> None:
    text = "".join(f"{heading}\n- Trước ngày 30/6/2027.\n" for heading in headings)
    assert [one.address for one in read(text).sections if one.of_duties] == found


# The appendix


@pytest.mark.parametrize("number", ["1", "01", "1.", "1)", "001"])
def test_forms_of_a_number(number: str) -> None:
    table = HEADING + FIRST.replace("| 1 |", f"| {number} |")
    assert rows(table) == [("I.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",))]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        # No column of numbers, other columns, other words, another order.
        (
            "| Nội dung | Sản phẩm | Chủ trì | Thời gian |\n| Rà soát | Báo cáo | Sở A | Quý I |\n",
            [("I.1", "Rà soát", "Sở A", "", ("Quý I",))],
        ),
        (
            "| STT | Nhiệm vụ | Kinh phí (triệu đồng) | Đơn vị thực hiện | Hạn hoàn thành |\n"
            "| 1 | Rà soát | 50 | Sở A | Quý I |\n",
            [("I.1", "Rà soát", "Sở A", "", ("Quý I",))],
        ),
        (
            "| TT | Việc | Tiến độ | Đơn vị đầu mối | Đơn vị tham gia |\n"
            "| 1 | Rà soát | Quý I | Sở A | Sở B |\n",
            [("I.1", "", "Sở A", "Sở B", ("Quý I",))],
        ),
        # Cells that were copied with tabs between them.
        (
            HEADING.replace(" | ", "\t") + "1\tRà soát\tBáo cáo\tSở A\t\tQuý I\n",
            [("I.1", "Rà soát", "Sở A", "", ("Quý I",))],
        ),
        # A part's heading within the table, in one cell, or between the rows without capitals.
        (
            HEADING + "| I. THỂ CHẾ |\n" + FIRST + "| II | THỦ TỤC | | | | |\n" + FIRST,
            [("I.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",)),
             ("II.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",))],
        ),
        (
            HEADING + "I. Thể chế\n" + FIRST + "II. Thủ tục\n" + FIRST,
            [("I.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",)),
             ("II.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",))],
        ),
        # More products of one number, and what is as in the row above.
        (
            HEADING + FIRST + "| | | Kế hoạch | | | Quý II |\n",
            [("I.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027", "Quý II"))],
        ),
        (
            HEADING + FIRST + "| 2 | Kiểm tra | Báo cáo | Như trên | -nt- | Quý II |\n",
            [("I.1", "Rà soát", "Sở Tư pháp", "Các sở", ("Quý I/2027",)),
             ("I.2", "Kiểm tra", "Sở Tư pháp", "Các sở", ("Quý II",))],
        ),
    ],
)  # fmt: skip
def test_tables(table: str, found: list[tuple[str, str, str, str, tuple[str, ...]]]) -> None:
    assert rows(table) == found
    assert read(f"I. MỤC ĐÍCH\nPHỤ LỤC\n{table}").unread == ()


@pytest.mark.parametrize(
    ("table", "unread"),
    [
        (HEADING + FIRST + "| 1a | Kiểm tra | Báo cáo | Sở A | | Quý II |\n", [4 + 1]),
        ("| TT | Nội dung | Người làm | Khi nào |\n| 1 | Rà soát | Sở A | Quý I |\n", [4]),
        (HEADING + FIRST + "| Tổng cộng | 1 | | | | |\n", []),
    ],
)
def test_rows_that_cannot_be_read_are_not_lost(table: str, unread: list[int]) -> None:
    found = read(f"I. MỤC ĐÍCH\nPHỤ LỤC\n{table}")
    assert [one.line for one in found.unread] == unread


def test_a_table_before_the_appendix() -> None:
    text = f"I. CHỈ TIÊU\n1. Thủ tục\n{HEADING}{FIRST}II. TỔ CHỨC\n- Trước 30/6.\nPHỤ LỤC\n"
    found = read(text + HEADING + FIRST)
    assert [section.address for section in found.sections] == ["I", "I.1", "II"]
    assert [(row.address, row.line) for row in found.rows] == [("I.1", 9)]
    assert [one.line for one in found.unread] == [3, 4]


def test_two_rows_with_one_number_are_two() -> None:
    second = FIRST.replace("Rà soát", "Kiểm tra")
    found = read(f"I. MỤC ĐÍCH\nPHỤ LỤC\n{HEADING}{FIRST}{second}").rows
    assert [(row.address, row.title) for row in found] == [("I.1", "Rà soát"), ("I.1", "Kiểm tra")]
    assert len(set[AppendixRow](found)) == 2


# What extraction and editors do


def test_letters_with_their_marks_apart() -> None:
    import unicodedata

    text = f"II. CHỈ TIÊU\n1. Thủ tục\n- Tối thiểu 95% hồ sơ.\nPHỤ LỤC\n{HEADING}{FIRST}"
    assert read(unicodedata.normalize("NFD", text)) == read(text)


def test_a_letterhead_above_the_appendix_is_no_second_opening() -> None:
    letterhead = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----------\n"
    text = f"{letterhead}II. CHỈ TIÊU\n1. Thủ tục\n- 95% hồ sơ.\n{letterhead}PHỤ LỤC\n{HEADING}"
    assert targets(text + FIRST)[0] == ("II.1", 1, "95% hồ sơ.")


# The head

PART = "I. CHỈ TIÊU\n- 95% hồ sơ.\n"


@pytest.mark.parametrize(
    ("line", "effective_from", "replaces"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", "2027-06-18", ()),
        ("Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2027.", "2027-07-01", ()),
        ("Quyết định này có hiệu lực thi hành kể từ ngày 01/7/2027.", "2027-07-01", ()),
        (
            "Quyết định này có hiệu lực từ 01/7/2027; thay thế Quyết định số 12/QĐ-UBND ngày "
            "08/01/2027 và Quyết định số 9/QĐ-UBND, Nghị quyết số 5/NQ-HĐND.",
            "2027-07-01",
            ("12/QĐ-UBND", "9/QĐ-UBND"),
        ),
        ("Luật có hiệu lực từ ngày 01/3/2027, thay thế Quyết định số 1/QĐ-TTg.", None, ()),
        ("Quyết định này có hiệu lực theo quy định.", None, ()),
    ],
)
def test_what_a_decision_says_of_itself(
    line: str, effective_from: str | None, replaces: tuple[str, ...]
) -> None:
    read = decision(lines_of(f"Số: 45/QĐ-UBND\nVân Khê, ngày 18 tháng 6 năm 2027\n{line}\n{PART}"))
    assert (read.effective_from and read.effective_from.isoformat()) == effective_from
    assert read.replaces == replaces


@pytest.mark.parametrize(
    "lines",
    [
        "KẾ HOẠCH\nCải cách hành chính tỉnh Vân Khê năm 2027",
        "Sửa đổi, thay thế Kế hoạch Cải cách hành chính tỉnh Vân Khê năm 2027",
        "V/v ban hành Kế hoạch Cải cách hành chính tỉnh Vân Khê năm 2027",
    ],
)
def test_the_title_on_one_line_or_two(lines: str) -> None:
    title = decision(lines_of(f"{lines}\n{PART}")).title
    assert title.lower() == "kế hoạch cải cách hành chính tỉnh vân khê năm 2027"


# Who leads


@pytest.mark.parametrize(
    ("cells", "lead", "coordinating"),
    [
        ("Sở Nội vụ chủ trì, phối hợp Sở Tài chính | ", "Sở Nội vụ", "Sở Tài chính"),
        ("Sở Nội vụ (chủ trì), phối hợp với các sở | Xã A", "Sở Nội vụ", "các sở; Xã A"),
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính | ", "Sở Nội vụ", "Sở Tài chính"),
        ("Sở Nội vụ | Sở Tài chính", "Sở Nội vụ", "Sở Tài chính"),
    ],
)
def test_a_cell_that_also_says_who_takes_part(cells: str, lead: str, coordinating: str) -> None:
    row = f"| 1 | Rà soát | Báo cáo | {cells} | Quý I/2027 |\n"
    assert rows(HEADING + row) == [("I.1", "Rà soát", lead, coordinating, ("Quý I/2027",))]


REGISTRY = (
    Agency("noi-vu", "Sở Nội vụ", "department"),
    Agency("tai-chinh", "Sở Tài chính", "department"),
    Agency("van-hoa", "Sở Văn hóa, Thể thao và Du lịch", "department"),
    Agency("xa-a", "Xã A", "commune"),
)


@pytest.mark.parametrize(
    ("cell", "lead"),
    [
        ("Các Sở: Nội vụ, Tài chính", ("noi-vu", "tai-chinh")),
        ("Sở Nội vụ, Tài chính, Văn hóa, Thể thao và Du lịch", ("noi-vu", "tai-chinh", "van-hoa")),
        ("Sở Nội vụ, Xã A", ("noi-vu", "xa-a")),
        ("Các sở, ban, ngành (trừ Sở Tài chính)", ("noi-vu", "van-hoa")),
        ("Các sở, ban, ngành; Xã A", ("department", "xa-a")),
    ],
)
def test_names_that_share_their_first_word(cell: str, lead: tuple[str, ...]) -> None:
    text = f"I. CHỈ TIÊU NĂM 2027\n- 95% hồ sơ.\nPHỤ LỤC\n{HEADING}{FIRST}".replace(
        "Sở Tư pháp", cell
    )
    found = read(text)
    plan = draft(found, REGISTRY).plan
    assert plan.activities[0].lead == lead
    assert not [one for one in trace(plan, found).findings if one.code in ("lead", "name")]


def test_names_are_learned_from_where_they_stand_alone() -> None:
    first = FIRST.replace("Sở Tư pháp", "Sở Nội vụ, Tài chính")
    alone = [
        FIRST.replace("Sở Tư pháp", name).replace("| 1 |", f"| {number} |")
        for number, name in enumerate(("Sở Tài chính", "Sở Nội vụ"), 2)
    ]
    text = f"I. CHỈ TIÊU NĂM 2027\n- 95% hồ sơ.\nPHỤ LỤC\n{HEADING}{first}{''.join(alone)}"
    plan = draft(read(text)).plan
    assert [one.lead for one in plan.activities] == [
        ("so-noi-vu", "so-tai-chinh"),
        ("so-tai-chinh",),
        ("so-noi-vu",),
    ]


def test_departments_behind_a_colon_are_several() -> None:
    first = FIRST.replace("Sở Tư pháp", "Sở Nội vụ")
    second = FIRST.replace("Sở Tư pháp", "Các Sở: Nội vụ, Tài chính, Tư pháp").replace("1", "2", 1)
    found = read(f"I. CHỈ TIÊU NĂM 2027\n- 95% hồ sơ.\nPHỤ LỤC\n{HEADING}{first}{second}")
    plan = draft(found).plan
    assert [one.lead for one in plan.activities] == [
        ("so-noi-vu",),
        ("so-noi-vu", "so-tai-chinh", "so-tu-phap"),
    ]
    assert not [one for one in trace(plan, found).findings if one.code in ("lead", "name")]
