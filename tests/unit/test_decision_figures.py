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
    ("thuộc nhóm 20 tỉnh dẫn đầu", []),
]


@pytest.mark.parametrize(("text", "found"), PERCENT)
def test_percentages(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(str(one.value), one.op) for one in figures(text)] == found
    assert all(one.percent and not one.noun for one in figures(text))


@pytest.mark.parametrize(("text", "found"), COUNTS)
def test_counts(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert [(str(one.value), one.op, one.noun) for one in figures(text)] == found
    assert not any(one.percent for one in figures(text))
