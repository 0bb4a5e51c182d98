"""What a cell shows by its number format, with all the digits that it stores, or why it doesn't."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.document.workbook.values import (
    Shown,
    shown_day,
    shown_number,
    shown_text,
    stored_number,
)

CLOSED = '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'
OPEN = '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'


def shown(value: str, code: str, *, since_1904: bool = False) -> Shown:
    return shown_number(Decimal(value), code, since_1904=since_1904)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # The section that holds for the value
        ("0.925", '[<1]0.0%;0.0"%"', "92,5%"),
        ("92.5", '[<1]0.0%;0.0"%"', "92,5%"),
        ("1", '[<=1]0%;0"%"', "100%"),
        ("0.5", '0.0%;-0"x"', "50%"),
        ("-0.5", '0.0"x";-0.0%', "-50%"),
        ("0", '0.0%;-0.0%;0"%"', "0%"),
        ("-3", "0;(0)", "-3"),
        ("-3", "#,##0_);[Red](#,##0)", "-3"),
        ("-3", "0;[Red]0", "-3"),
        ("0", CLOSED, "0"),
        ("5", CLOSED, "5"),
        ("0", OPEN, "0"),
        # Percent signs, computed and written
        ("0.005", "0.0%", "0,5%"),
        ("0.5", '0.0"%"', "0,5%"),
        ("0.5", r"0.0\%", "0,5%"),
        ("0.3", 'General"%"', "0,3%"),
        ("0.925", "%0", "92,5%"),
        ("0.925", "0.0 %", "92,5%"),
        ("92.5", '0.0 "%"', "92,5%"),
        # Words and fractions around a number
        ("70", '0"/75"', "70/75"),
        ("70", r"0\/75", "70/75"),
        ("75", '"31/"0', "31/75"),
        ("812", '0" hồ sơ"', "812 hồ sơ"),
        ("812", '"Đạt "0', "Đạt 812"),
        ("5", '"≥"0', "≥5"),
        ("5", r"#,##0\ [$₫-42A]", "5 ₫"),
        ("3", '"-"0', "-3"),
        # What changes nothing
        ("5000", "#,##0", "5000"),
        ("1234", r"#\.##0", "1234"),
        ("12345", "# ##0", "12345"),
        ("812", "0.00E+00", "812"),
        ("7", "@", "7"),
        ("7", "", "7"),
        ("5", "000", "5"),
        ("5", "0*-_)", "5"),
        ("5", "[Blue][$-42A]0", "5"),
        # Days and times
        ("46031", "dd/mm/yyyy", "09/01/2026"),
        ("46031.5", "[$-42A]dd/mm/yyyy;@", "09/01/2026"),
        ("46031", '"ngày" dd "tháng" mm "năm" yyyy', "09/01/2026"),
        ("59", "dd/mm/yyyy", "28/02/1900"),
        ("60", "dd/mm/yyyy", "29/02/1900"),
        ("61", "dd/mm/yyyy", "01/03/1900"),
        ("2958465", "dd/mm/yyyy", "31/12/9999"),
        ("0.5", "h:mm AM/PM", "12:00:00"),
        ("1.25", "[h]:mm", "30:00:00"),
    ],
)
def test_a_number_reads_as_it_shows(value: str, code: str, text: str) -> None:
    read = shown(value, code)
    assert (read.text, read.fault) == (text, "")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("95", '0.0"‰"'),
        ("95", "0.0‰"),
        ("5000", "0,"),
        ("1500000", '0.0,,"tr"'),
        ("0.4133", "# ?/?"),
        ("31", "0/75"),
        ("0.925", "0%%"),
        ("925", r"0\.0"),
        ("5", '0"00"'),
        ("5", '"1"0'),
        ("5", '0 "(2026)"'),
        ("5", '"95%"'),
        ("92.5", "[<1]0%"),
        ("2", '[=1]"Có";[=0]"Không"'),
        ("-1", "dd/mm/yyyy"),
        ("2958466", "dd/mm/yyyy"),
        ("5", "[" * 256),
    ],
)
def test_a_number_that_shows_as_another_is_refused(value: str, code: str) -> None:
    read = shown(value, code)
    assert (read.text, read.fault) == (value.replace(".", ","), "number-format")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1", '[=1]"Có";[=0]"Không"', "Có"),
        ("0", '[=1]"Có";[=0]"Không"', "Không"),
        ("0", '0;-0;"không phát sinh"', "không phát sinh"),
    ],
)
def test_a_number_may_show_as_words(value: str, code: str, text: str) -> None:
    assert shown(value, code) == Shown(text)


@pytest.mark.parametrize(("value", "code"), [("5", ";;;"), ("0", "0;-0;;@"), ("-5", "0;")])
def test_a_number_that_does_not_show_is_remarked(value: str, code: str) -> None:
    assert shown(value, code) == Shown(value, True, "format-hides")


def test_days_of_the_mac_begin_later() -> None:
    assert shown("44569", "dd/mm/yyyy", since_1904=True).text == "09/01/2026"
    assert shown("0", "dd/mm/yyyy", since_1904=True).text == "01/01/1904"


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ("92", '@"%"', Shown("92%")),
        ("92", '0;0;0;@" hồ sơ"', Shown("92 hồ sơ")),
        ("92", "0%", Shown("92")),
        ("92", "General", Shown("92")),
        ("x", ";;;@", Shown("x")),
        ("x", ";;;", Shown("x", fault="format-hides")),
        ("x", '0;0;0;"ẩn"', Shown("x", fault="number-format")),
    ],
)
def test_a_text_has_a_section_of_its_own(text: str, code: str, read: Shown) -> None:
    assert shown_text(text, code) == read


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("2026-01-09", "09/01/2026"),
        ("2026-01-09T10:30:00Z", "09/01/2026"),
        ("T12:30:00", "12:30:00"),
        ("12:30:00", "12:30:00"),
        ("nothing", "nothing"),
    ],
)
def test_days_in_letters(stored: str, text: str) -> None:
    assert shown_day(stored) == text


@pytest.mark.parametrize(
    "text", ["", "abc", "1_000", "0x10", "nan", "inf", "1e999", "1,5", "--1", "١"]
)
def test_what_is_no_stored_number(text: str) -> None:
    assert stored_number(text) is None


@given(st.text(alphabet='0#?.,%/E+-@;"\\_*[]<>=1ymdhs Gx‰', max_size=40), st.integers(-9, 9))
def test_no_format_breaks_the_reader(code: str, value: int) -> None:
    read = shown(str(value), code)
    assert read.fault in ("", "number-format", "format-hides")
    shown_text("x", code)
