"""Months, quarters and days in the words of a time column."""

from __future__ import annotations

import pytest

from cchc.decision.times import last_days, months, quarters

YEAR = 2027


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tháng 02/2027", ["2027-02"]),
        ("Tháng 3, 6, 9 và 12/2027", ["2027-03", "2027-06", "2027-09", "2027-12"]),
        ("Tháng 6 và Tháng 12 hằng năm", ["2027-06", "2027-12"]),
        ("Tháng 12/2026, tháng 6/2027", ["2026-12", "2027-06"]),
        ("Tháng 11,12", ["2027-11", "2027-12"]),
        # From one month to another it is done by the last.
        ("Tháng 3-5/2027", ["2027-05"]),
        ("Từ tháng 4 đến tháng 10", ["2027-10"]),
        ("06/2027", ["2027-06"]),
        ("T6/2027", ["2027-06"]),
        ("T10/2027", ["2027-10"]),
        # Before a month is by the end of the one before it, as before a day is the day before.
        ("tháng 3 và 9 hàng năm", ["2027-03", "2027-09"]),
        ("T6, T12/2027", ["2027-06", "2027-12"]),
        ("Tuần 2 tháng 5/2027", ["2027-05"]),
        ("Tuần thứ 2 tháng 5/2027", ["2027-05"]),
        ("Trong 6 tháng đầu năm 2027 và quý IV/2027", ["2027-06"]),
        ("Sau tháng 6/2027", []),
        ("Trước tháng 10/2027", ["2027-09"]),
        ("Trước tháng 01/2028", ["2027-12"]),
        ("6 tháng đầu năm 2027", ["2027-06"]),
        ("Trong 6 tháng cuối năm", ["2027-12"]),
        # No months: how often, a day's, and a number that something else follows.
        ("06 tháng 01 lần", []),
        ("tháng 01 lần", []),
        ("ngày 30 tháng 6 năm 2027", []),
        ("Tháng 4, 10/10/2027", ["2027-04"]),
        ("Tháng 6, 2 hội nghị", ["2027-06"]),
        ("30/6/2027", []),
        ("Quý 3/2027", []),
        ("Nghị quyết số 12/2027/NQ-HĐND", []),
    ],
)
def test_months(text: str, named: list[str]) -> None:
    assert sorted(months(text, YEAR)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Quý I năm 2027", ["2027-Q1"]),
        ("Quý II, IV/2027", ["2027-Q2", "2027-Q4"]),
        ("Quý II và quý III", ["2027-Q2", "2027-Q3"]),
        ("Quý IV/2027 và quý I/2028", ["2027-Q4", "2028-Q1"]),
        ("Quý 2, 3", ["2027-Q2", "2027-Q3"]),
        ("Quý I - Quý III/2027", ["2027-Q3"]),
        ("Q3/2027", ["2027-Q3"]),
        ("Trước quý IV/2027", ["2027-Q3"]),
        ("Trước quý I/2028", ["2027-Q4"]),
        ("định kỳ quý/6 tháng/năm", []),
        ("Hằng quý", []),
    ],
)
def test_quarters(text: str, named: list[str]) -> None:
    assert sorted(quarters(text, YEAR)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("30/6/2027", ["2027-06-30"]),
        ("Trước ngày 30/6/2027", ["2027-06-29"]),
        ("Trước 30/6", ["2027-06-29"]),
        ("chậm nhất 15/12", ["2027-12-15"]),
        ("01.8.2027", ["2027-08-01"]),
        ("mùng 8 tháng 6", ["2027-06-08"]),
        ("trước 10 tháng 12", ["2027-12-09"]),
        ("Ngày 30 tháng 6 năm 2027", ["2027-06-30"]),
        ("Trước 15/11/2027; trước ngày 20/01/2028", ["2027-11-14", "2028-01-19"]),
        ("15/6 và 15/12/2027", ["2027-06-15", "2027-12-15"]),
        ("Trước ngày 15/6 và 15/12/2027", ["2027-06-14", "2027-12-14"]),
        ("ngày 15/6, 15/9, ngày 15/12", ["2027-06-15", "2027-09-15", "2027-12-15"]),
        ("Ngày 30/6, 20/01/2028", ["2028-01-20", "2028-06-30"]),
        ("31/75 xã và 15/6/2027", ["2027-06-15"]),
        ("Sau ngày 30/6/2027", []),
        ("Sau ngày 15/6, 15/12/2027", []),
        ("theo Quyết định số 766/QĐ-TTg ngày 23/6, 24/6/2022", []),
        # Of other documents, of every month, and months of years.
        ("theo Quyết định số 766/QĐ-TTg ngày 23/6/2022", []),
        ("ngày 25 hằng tháng", []),
        ("Trước 12/2027", []),
        ("31/02/2027", []),
        ("Tháng 3-5/2027", []),
    ],
)
def test_days(text: str, named: list[str]) -> None:
    assert sorted(last_days(text, YEAR)) == named
