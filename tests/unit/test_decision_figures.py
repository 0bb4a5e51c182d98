"""Figures of a sentence, and what its words say of them."""

from __future__ import annotations

import pytest

from cchc.decision.figures import figures

PERCENT: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("tối thiểu 95% hồ sơ; trong đó từ 90% trở lên", [("95", ">="), ("90", ">=")]),
    ("Có ≥ 70% thủ tục", [("70", ">=")]),
    ("trên 88,5%", [("88.5", ">")]),
    ("không quá 5%", [("5", "<=")]),
    ("nhỏ hơn hoặc bằng 5%", [("5", "<=")]),
    ("lớn hơn hoặc bằng 5%", [("5", ">=")]),
    ("giảm xuống còn 3%", [("3", "<=")]),
    ("Giảm tỷ lệ hồ sơ trễ hạn xuống còn 2%", [("2", "<=")]),
    ("dưới 3%", [("3", "<")]),
    ("đạt 100 %", [("100", None)]),
    ("90 phần trăm hồ sơ", [("90", None)]),
    # Both ends of what lies between two: which of them is the threshold, a person says.
    ("đạt 95-98%", [("95", None), ("98", None)]),
    ("10 - 15 % số hồ sơ", [("10", None), ("15", None)]),
    ("từ 80% đến dưới 90%", [("80", None), ("90", "<")]),
    ("Nghị quyết 10-15/NQ", []),
    # Words of another clause, and words that say the opposite.
    ("Cắt giảm tối đa thời gian, chi phí cho người dân; 100% hồ sơ", [("100", None)]),
    ("Cắt giảm tối đa thời gian giải quyết đạt 30%", [("30", None)]),
    ("biên chế không vượt quá số được giao và 100% đơn vị", [("100", None)]),
    ("Hồ sơ phải bổ sung không quá một lần đạt 95%", [("95", None)]),
    ("Số hồ sơ trễ hạn tối đa của mỗi cơ quan là 5%", [("5", "<=")]),
    ("tỷ lệ hồ sơ trễ hạn không vượt 5%", [("5", "<=")]),
    ("trễ hạn không được vượt quá mức 5%", [("5", "<=")]),
    ("Không để hồ sơ bổ sung nhiều lần quá 3%", [("3", "<=")]),
    ("không để quá 5%", [("5", "<=")]),
    ("không để tỷ lệ đúng hạn dưới 90%", [("90", ">=")]),
    ("Không để tồn đọng, đạt trên 95%", [("95", ">")]),
    ("hồ sơ không phải bổ sung đạt trên 95%", [("95", ">")]),
    ("không thấp hơn 90%", [("90", ">=")]),
    ("không cao hơn 5%", [("5", "<=")]),
    ("giảm còn dưới 2%", [("2", "<")]),
    ("bằng hoặc cao hơn 90%", [("90", ">=")]),
    ("bằng hoặc trên 90%", [("90", ">=")]),
    ("dưới hoặc bằng 5%", [("5", "<=")]),
    ("Tối thiểu: 80% hồ sơ", [("80", ">=")]),
]
COUNTS: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    (
        "trên 340 doanh nghiệp và 75 HTX",
        [("340", ">", "doanh nghiệp và"), ("75", None, "HTX")],
    ),
    ("ít nhất 1.250,5 tỷ đồng", [("1250.5", ">=", "tỷ đồng")]),
    ("1.000 doanh nghiệp", [("1000", None, "doanh nghiệp")]),
    ("năm 2027 có 12 dịch vụ công", [("12", None, "dịch vụ công")]),
    ("theo Quyết định số 12 ngày 30 tháng 6", []),
    ("trong 10 ngày", []),
    ("Thời gian chờ tối đa 15 phút/lượt", [("15", "<=", "phút")]),
    ("thuộc nhóm 20 tỉnh dẫn đầu", [("20", "<=", "hạng")]),
    ("Cung cấp 120 dịch vụ công", [("120", None, "dịch vụ công")]),
    ("Nâng cấp 15 bộ phận", [("15", None, "bộ phận")]),
    ("phân cấp 50 thủ tục", [("50", None, "thủ tục")]),
    ("tổng số 12 lớp", [("12", None, "lớp")]),
    ("Tổ chức tối thiểu 10 (mười) lớp tập huấn", [("10", ">=", "lớp tập huấn")]),
    ("Thành lập 5-7 mô hình điểm", [("5", None, "mô hình điểm"), ("7", None, "mô hình điểm")]),
    ("Đạt 90/100 điểm trở lên", [("90", ">=", "điểm trở lên")]),
    ("31/75 xã đạt chuẩn", [("31", None, "xã đạt chuẩn")]),
    ("Dịch vụ công cấp 2 xã, trực 24/7", []),
    ("trong 15-20 ngày", []),
    ("theo Điều 5-7 Luật", []),
]


@pytest.mark.parametrize(("text", "found"), PERCENT)
def test_percentages(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(str(one.value), one.op) for one in figures(text)] == found
    assert all(one.percent and not one.noun for one in figures(text))


@pytest.mark.parametrize(("text", "found"), COUNTS)
def test_counts(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert [(str(one.value), one.op, one.noun) for one in figures(text)] == found
    assert not any(one.percent for one in figures(text))
