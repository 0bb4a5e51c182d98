"""What a person sees of a check: the table, below it what calls for action, last the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Cchc
from tiny_plan import TINY

from cchc.render.kit.columns import fitted, shapes, wrapped

EXAMPLES = ROOT / "examples"
H1 = EXAMPLES / "bao-cao" / "2026-H1"

At = Callable[[int], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sets the width of the terminal."""
    return lambda width: monkeypatch.setenv("COLUMNS", str(width))


def table(out: str) -> list[str]:
    """The lines of the table."""
    return out.split("\n\n")[1].splitlines()


def test_what_calls_for_action_stands_last_and_each_thing_once(cchc: Cchc) -> None:
    out = cchc("check", EXAMPLES / "invalid.yaml").out
    headings = [
        "Chưa đến hạn (3): ở báo cáo năm: II.3.a ý 2; II.5.a ý 3.1; II.5.a ý 3.2.\n",
        "Hoạt động đến hạn",
        "Lưu ý (1)\n",
        "Lỗi trong tệp (7)\n",
        "Chưa báo cáo (28)\n",
        "KHÔNG HỢP LỆ: 28 chưa báo cáo, 6 không hợp lệ",
    ]
    places = [out.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "\n\n" not in out[places[-1] :]
    below = " ".join(out[places[0] :].split())
    assert below.count("Số hóa hồ sơ TTHC thuộc thẩm quyền cấp xã") == 1
    assert (
        "examples/invalid.yaml:10:17: lỗi: tỷ lệ “925%” lớn hơn 100% [share-over-100]"
        " ho_so_so_hoa: 925% ^ Chỉ tiêu: Số hóa hồ sơ TTHC thuộc thẩm quyền cấp xã (II.3.a ý 5.2)"
        " Cách sửa: Kiểm tra dấu thập phân"
    ) in below


def test_a_failure_tells_its_place_and_what_is_missing(cchc: Cchc) -> None:
    out = cchc("check", H1 / "so-tu-phap.yaml").out
    last = " ".join(out[out.index("Không đạt (6)") :].split())
    assert (
        "- TTHC có nghĩa vụ tài chính được thanh toán trực tuyến (II.3.a ý 4.1), dòng 18:"
        " 75,00% (3/4), cần ≥ 80%: thiếu 5,00 điểm phần trăm, tức thiếu 1 thủ tục."
    ) in last
    assert last.endswith(
        "KHÔNG ĐẠT: 33 đạt, 6 không đạt, 1 không phát sinh, 1 chưa đến hạn, 16 không áp dụng."
    )


def test_what_was_asked_for_is_told_whole(cchc: Cchc) -> None:
    shown = cchc("check", H1 / "so-tu-phap.yaml", "--only", "not_due").out
    assert "còn thời gian đến hết ngày 31/12/2026; hiện 43,33% (52/120)" in " ".join(shown.split())


def test_an_estimate_is_told_of_what_is_not_due(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "agency: so-tai-chinh\nperiod: Năm 2026\nreported_on: 05/12/2026\nmetrics:\n"
        "  doanh_nghiep_moi: {value: 300, estimate: 345}\n",
        "utf-8",
    )
    out = " ".join(cchc("check", file, "--lang", "en").out.split())
    assert "Estimate for the year: 345, which would meet > 340." in out


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_wider_than_the_page_and_no_word_is_broken(
    width: int, lang: str, at: At, cchc: Cchc
) -> None:
    at(500)
    words = " ".join(table(cchc("check", H1 / "so-tu-phap.yaml", "--lang", lang).out)).split()
    at(width)
    lines = table(cchc("check", H1 / "so-tu-phap.yaml", "--lang", lang).out)
    assert max(map(len, lines)) <= width
    # But for the comma between two pieces that stand one above the other.
    assert {*" ".join(lines).split()} <= {*words, *(word.rstrip(",") for word in words)}


def test_a_row_is_a_line_where_the_page_is_wide(at: At, cchc: Cchc) -> None:
    at(200)
    lines = table(cchc("check", H1 / "so-tu-phap.yaml").out)
    assert len(lines) == 1 + 7 + 41  # heading, fields, targets
    assert "Không đạt       TTHC có nghĩa vụ tài chính được thanh toán trực tuyến" in "\n".join(
        lines
    )
    assert re.search(r"75,00% \(3/4\) +≥ 80%  −5,00 điểm, thiếu 1 thủ tục +II\.3\.a ý 4\.1\n",
                     "\n".join(lines))  # fmt: skip


@pytest.mark.parametrize("width", [100, 120])
def test_a_clause_stays_in_one_piece_from_a_hundred_columns_on(
    width: int, at: At, cchc: Cchc
) -> None:
    at(width)
    lines = table(cchc("check", H1 / "so-tu-phap.yaml").out)
    assert sum(bool(re.search(r" II\.[\d.a]+ ý [\d.]+$", line)) for line in lines) == 41


# Several files


def test_a_folder_is_shown_in_a_line_for_each_file(cchc: Cchc) -> None:
    out = cchc("check", H1).out
    head, worst, end = out.split("\n\n")
    assert len(head.splitlines()) == 1 + 7
    assert worst.startswith("Chỉ tiêu không đạt nhiều nhất\n  - 2 cơ quan: Mức độ hài lòng")
    # Those that fail: 3, 4, 0, 6, 3, 7, 4 of them, four by two agencies each.
    assert worst.endswith("\n  … và 13 chỉ tiêu khác.")
    assert 3 + 4 + 6 + 3 + 7 + 4 == 4 * 2 + 6 + 13
    assert end == "Xem chi tiết từng tệp: thêm --details.\nTất cả 7 tệp: 6 không đạt, 1 đạt.\n"


@pytest.mark.parametrize(
    ("options", "whole"),
    [(("--details",), 7), (("--errors-only",), 6), (("--only", "fail"), 6), (("-q",), 0)],
)
def test_details_of_each_file_are_shown_on_demand(
    options: tuple[str, ...], whole: int, cchc: Cchc
) -> None:
    out = cchc("check", H1, *options).out
    assert len(re.findall(r"^Kết.* Chỉ tiêu ", out, re.MULTILINE)) == whole
    assert "--details" not in out
    assert out.endswith("Tất cả 7 tệp: 6 không đạt, 1 đạt.\n")


def test_an_agency_with_two_files_fails_a_target_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(TINY, "utf-8")
    Path("d").mkdir()
    for number, period in enumerate(("Q1/2026", "6 tháng/2026")):
        Path(f"d/{number}.yaml").write_text(
            f"agency: so-hai\nperiod: {period}\nmetrics: {{dung_han: 79}}\n", "utf-8"
        )
    out = cchc("check", "d", "--plan", "plan.yaml", "--lang", "en").out
    assert "\nTargets that fail most often\n  - 1 agency: " in out


# Columns


def test_columns_are_fitted_to_what_is_in_them() -> None:
    value = shapes("Value", ["75% (3/4)", "80%"], ["75%\n(3/4)", "80%"])
    assert [shape.width for shape in value] == [9, 5]
    title = ["twelve chars", "short"]
    chosen, left = fitted([value], title, 5, 22)
    assert ([shape.width for shape in chosen], left) == ([9], 12)
    # Two lines either way, for one row: then the wider.
    chosen, left = fitted([value], title, 5, 18)
    assert ([shape.width for shape in chosen], left) == ([9], 8)


def test_words_break_only_where_they_are_wider_than_the_column() -> None:
    assert wrapped("Không phát sinh", 9) == ["Không", "phát sinh"]
    assert wrapped("1.204/1.204", 6) == ["1.204/", "1.204"]


# The province

PROVINCE = ("rollup", H1, "--today", "11/06/2026")


def totals(out: str) -> list[str]:
    """The words that the rows of the table of totals begin with."""
    lines = out[out.index("Kết quả toàn tỉnh\n") :].splitlines()[2:]
    found = (
        re.match(r"(Không đạt|Đạt|Chưa xác định|Chưa báo cáo|Chưa đến hạn)(?= )", one)
        for one in lines
    )
    return [one[0] for one in found if one]


def test_what_the_province_fails_and_what_is_open_stands_before_what_it_meets(
    at: At, cchc: Cchc
) -> None:
    at(200)
    rows = totals(cchc(*PROVINCE).out)
    wanted = ["Không đạt"] * 13 + ["Chưa báo cáo"] + ["Chưa xác định"] * 26
    assert rows == wanted + ["Chưa đến hạn"] * 8 + ["Đạt"] * 9


@pytest.mark.parametrize(
    "named", ["the-che", "Cải cách thể chế", "thể chế", "Institutional reform"]
)
def test_totals_of_a_field_with_a_result(named: str, at: At, cchc: Cchc) -> None:
    at(200)
    out = cchc(*PROVINCE, "--field", named, "--only", "fail,pass").out
    assert totals(out) == ["Không đạt"] * 2 + ["Đạt"] * 3
    assert "II.3" not in out
    assert "Chưa nộp báo cáo" not in out
    assert "Chỉ tiêu toàn tỉnh: 57 (9 đạt" in out  # which stays the whole


def test_what_concerns_one_agency(at: At, cchc: Cchc) -> None:
    at(200)
    out = cchc(*PROVINCE, "--agency", "Xã Vân Hồ").out
    assert "\nNộp muộn\n  - Xã Vân Hồ (3 ngày)\n" in out
    assert len(totals(out)) == 37  # 57 less the 20 that aren't its own
    assert re.search(r"toàn trình xử lý, ký số.* 98,75%, không đạt +II\.7\.a ý 6", out)
    assert "Xã Mường La: III" not in out
    none = cchc(*PROVINCE, "--agency", "xa-van-ho", "--only", "none_arising").out
    assert "Không có chỉ tiêu nào như vậy." in none


def test_choices_are_for_the_screen(tmp_path: Path, cchc: Cchc) -> None:
    outcome = cchc(*PROVINCE, "--field", "the-che", "-o", tmp_path / "x.csv")
    assert outcome.status == 2
    assert "không dùng cho csv [usage-for-screen]" in outcome.err
    assert not list(tmp_path.iterdir())
    unknown = cchc(*PROVINCE, "--field", "the")
    assert unknown.status == 2
    assert "Có phải “the-che”? [usage-unknown-choice]" in unknown.err
