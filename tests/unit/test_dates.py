"""Days, months, quarters and reporting periods; the day comes first, always."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.dates import DateError, parse_date, parse_month, parse_quarter, period_id


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28/01/2026", date(2026, 1, 28)),
        ("02/03/2026", date(2026, 3, 2)),
        ("2/3/2026", date(2026, 3, 2)),
        ("12/11/2026", date(2026, 11, 12)),
        ("2026-11-12", date(2026, 11, 12)),
        (" 28/01/2026 ", date(2026, 1, 28)),
        ("29/02/2028", date(2028, 2, 29)),
        ("10-03-2026", date(2026, 3, 10)),
        ("10.3.2026", date(2026, 3, 10)),
        ("ngày 10 tháng 3 năm 2026", date(2026, 3, 10)),
        ("Ngày 05 tháng 01 năm 2026", date(2026, 1, 5)),
        ("10 tháng 3 năm 2026", date(2026, 3, 10)),
        ("NGÀY 10/3/2026", date(2026, 3, 10)),
        ("ngay 10 thang 12 nam 2026", date(2026, 12, 10)),
    ],
)
def test_date(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("29/02/2026", "no-such-date"),
        ("31/04/2026", "no-such-date"),
        ("32/01/2026", "no-such-date"),
        ("00/01/2026", "no-such-date"),
        ("01/13/2026", "no-such-date"),
        ("12/31/2026", "no-such-date"),
        ("01/01/0000", "no-such-date"),
        ("2026-02-30", "no-such-date"),
        ("28/01/26", "not-a-date"),
        ("2026/01/28", "not-a-date"),
        ("2026-1-28", "not-a-date"),
        ("28-01.2026", "not-a-date"),
        ("28.01/2026", "not-a-date"),
        ("28-01-26", "not-a-date"),
        ("1.2.3.2026", "not-a-date"),
        ("31-04-2026", "no-such-date"),
        ("12.31.2026", "no-such-date"),
        ("ngày 31 tháng 4 năm 2026", "no-such-date"),
        ("tháng 3 năm 2026", "not-a-date"),
        ("ngày 10 tháng 3", "not-a-date"),
        ("ngày 10 tháng 3/2026", "not-a-date"),
        ("khoảng ngày 10/3/2026", "not-a-date"),
        ("28/01", "not-a-date"),
        ("01/2026", "not-a-date"),
        ("28/01/2026 08:00", "not-a-date"),
        ("٢٨/٠١/٢٠٢٦", "not-a-date"),
        ("", "not-a-date"),
        ("0" * 5000, "not-a-date"),
    ],
)
def test_no_date(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.code == code


@given(st.dates())
def test_every_day_reads_back_from_both_forms(day: date) -> None:
    assert parse_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year:04}") == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}.{day.month:02}.{day.year:04}") == day
    assert parse_date(f"{day.day:02}-{day.month}-{day.year:04}") == day
    assert parse_date(f"ngày {day.day} tháng {day.month} năm {day.year:04}") == day


@given(st.one_of(st.text(), st.text("0123456789/-.", max_size=12)))
def test_nothing_but_a_date_error_is_raised(text: str) -> None:
    for reader in (parse_date, parse_month, parse_quarter):
        try:
            reader(text)
        except DateError as error:
            assert error.code in {"not-a-date", "no-such-date", "not-a-month", "not-a-quarter"}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("01/2026", (2026, 1)),
        ("1/2026", (2026, 1)),
        ("12/2026", (2026, 12)),
        ("tháng 01/2026", (2026, 1)),
        ("Tháng 8/2026", (2026, 8)),
    ],
)
def test_month(text: str, month: tuple[int, int]) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize(
    "text",
    ["13/2026", "00/2026", "1/26", "2026", "01-2026", "01/2026/01", "I/2026", "01/0000", "", "1/"],
)
def test_no_month(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_month(text)
    assert caught.value.code == "not-a-month"


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("I/2026", (2026, 1)),
        ("IV/2026", (2026, 4)),
        ("iii/2026", (2026, 3)),
        ("Q2/2026", (2026, 2)),
        ("Quý III/2026", (2026, 3)),
        ("quy 4/2026", (2026, 4)),
        ("2026-Q1", (2026, 1)),
    ],
)
def test_quarter(text: str, quarter: tuple[int, int]) -> None:
    assert parse_quarter(text) == quarter


@pytest.mark.parametrize(
    "text", ["V/2026", "IIII/2026", "5/2026", "0/2026", "Q1/26", "Q1", "2026-Q5", "I/0000", ""]
)
def test_no_quarter(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_quarter(text)
    assert caught.value.code == "not-a-quarter"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-Q1", "2026-Q1"),
        ("2026-q1", "2026-Q1"),
        ("Q1/2026", "2026-Q1"),
        ("Quý I/2026", "2026-Q1"),
        ("quý i/2026", "2026-Q1"),
        ("QUY\u0301 I/2026", "2026-Q1"),
        ("Quy I/2026", "2026-Q1"),
        ("Quý III/2026", "2026-Q3"),
        ("2026-H1", "2026-H1"),
        ("6 tháng/2026", "2026-H1"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("Năm 2026", "2026-Y"),
        ("nam 2026", "2026-Y"),
        ("2026-Y", "2026-Y"),
        ("Quý V/2026", "QUY V/2026"),
        ("6 tháng cuối năm 2026", "6 THANG CUOI NAM 2026"),
    ],
)
def test_period(text: str, period: str) -> None:
    assert period_id(text) == period


@pytest.mark.parametrize("text", ["3/2026", "1/2026"])
def test_a_month_is_no_reporting_period(text: str) -> None:
    assert period_id(text) == text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý I/2026", "2026-Q1"),
        ("Quý I năm 2026", "2026-Q1"),
        ("quý 1 năm 2026", "2026-Q1"),
        ("Quý III / 2026", "2026-Q3"),
        ("quý I - 2026", "2026-Q1"),
        ("III/2026", "2026-Q3"),
        ("Q3 2026", "2026-Q3"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("6 tháng năm 2026", "2026-H1"),
        ("6 tháng đầu năm/2026", "2026-H1"),
        ("Năm 2026", "2026-Y"),
        ("năm/2026", "2026-Y"),
    ],
)
def test_the_ways_people_write_a_period(text: str, period: str) -> None:
    assert period_id(text) == period
