"""Figures as people write them: read exactly or refused, never guessed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cchc.submission.numbers import (
    NumberError,
    is_none_arising,
    parse_answer,
    parse_number,
    tidied,
)

NBSP, NARROW, THIN, FIGURE = "\u00a0", "\u202f", "\u2009", "\u2007"
FULL_WIDTH = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
CODES = {
    "ambiguous-number",
    "boolean-for-number",
    "computer-notation",
    "date-for-number",
    "leading-zero",
    "not-one-number",
    "time-for-number",
    "not-a-number",
    "not-finite",
    "too-many-digits",
}


@pytest.mark.parametrize(
    ("text", "value", "digits", "percent"),
    [
        ("92,5", Fraction(185, 2), 1, False),
        ("92.5", Fraction(185, 2), 1, False),
        ("92,5%", Fraction(185, 2), 1, True),
        ("92,50 %", Fraction(185, 2), 2, True),
        (f"92,5{NBSP}%", Fraction(185, 2), 1, True),
        (f"92,5{NARROW}%", Fraction(185, 2), 1, True),
        (" 92,5 ", Fraction(185, 2), 1, False),
        ("９２，５％", Fraction(185, 2), 1, True),
        ("92．5", Fraction(185, 2), 1, False),
        ("0", Fraction(0), 0, False),
        ("0,05", Fraction(1, 20), 2, False),
        ("-5", Fraction(-5), 0, False),
        ("−5%", Fraction(-5), 0, True),
        ("+5", Fraction(5), 0, False),
        ("1 234", Fraction(1234), 0, False),
        (f"1{NBSP}234", Fraction(1234), 0, False),
        (f"1{NARROW}234", Fraction(1234), 0, False),
        (f"1{THIN}234", Fraction(1234), 0, False),
        (f"1{FIGURE}234", Fraction(1234), 0, False),
        ("1 234 567,89", Fraction(123456789, 100), 2, False),
        ("1.234,5", Fraction(12345, 10), 1, False),
        ("1,234.5", Fraction(12345, 10), 1, False),
        ("1.234,567", Fraction(1234567, 1000), 3, False),
        ("1.234.567", Fraction(1234567), 0, False),
        ("1,234,567", Fraction(1234567), 0, False),
        ("1234.567", Fraction(1234567, 1000), 3, False),
        ("999999999999999999", Fraction(10**18 - 1), 0, False),
    ],
)
@pytest.mark.parametrize("grouping", [False, True])
def test_accepted_spellings(
    text: str, value: Fraction, digits: int, percent: bool, grouping: bool
) -> None:
    assert parse_number(text, grouping=grouping) == (value, digits, percent)


@pytest.mark.parametrize("text", ["1.234", "1,234", "340.000", "-1.234", "１．２３４", "12,345"])
def test_one_sign_before_three_digits_is_ambiguous_where_thousands_can_be_meant(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, grouping=True)
    assert caught.value.code == "ambiguous-number"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", Fraction(1234, 1000)),
        ("92,125", Fraction(92125, 1000)),
        ("79.996", Fraction(79996, 1000)),
    ],
)
def test_three_decimals_are_clear_in_a_percentage(text: str, value: Fraction) -> None:
    assert parse_number(text, grouping=False).value == value


def test_three_decimals_after_zero_are_never_thousands() -> None:
    assert parse_number("0.125", grouping=True).value == Fraction(1, 8)


@pytest.mark.parametrize("grouping", [False, True])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1_000", "computer-notation"),
        ("1e2", "computer-notation"),
        ("1E2", "computer-notation"),
        ("010", "leading-zero"),
        ("00", "leading-zero"),
        ("0o17", "computer-notation"),
        ("0x1F", "computer-notation"),
        ("0b11", "computer-notation"),
        ("12:30", "time-for-number"),
        ("12:30:00", "time-for-number"),
        ("2026-05-03", "date-for-number"),
        ("3/5/2026", "date-for-number"),
        ("trên 80%", "not-one-number"),
        ("80 đến 90", "not-one-number"),
        (">= 80", "not-one-number"),
        ("≥80", "not-one-number"),
        (">80", "not-one-number"),
        ("khoảng 80%", "not-one-number"),
        ("~80", "not-one-number"),
        ("80-90", "not-one-number"),
        ("80 - 90", "not-one-number"),
        ("80–90", "not-one-number"),
        ("80%%", "not-a-number"),
        ("%80", "not-a-number"),
        ("%", "not-a-number"),
        ("", "not-a-number"),
        (" ", "not-a-number"),
        ("-", "not-a-number"),
        (",5", "not-a-number"),
        ("5,", "not-a-number"),
        ("80,5,5", "not-a-number"),
        ("1.23.456", "not-a-number"),
        ("1 23", "not-a-number"),
        ("12 34", "not-a-number"),
        ("1234 567", "not-a-number"),
        ("0 123", "not-a-number"),
        ("1.234.567.89", "not-a-number"),
        ("1.234,567,8", "not-a-number"),
        ("--5", "not-a-number"),
        ("5 hồ sơ", "not-a-number"),
        ("80\n90", "not-a-number"),
        ("8²", "not-a-number"),
        ("²", "not-a-number"),
        ("½", "not-a-number"),
        ("٨٠", "not-a-number"),
        ("８٠", "not-a-number"),
        ("८०", "not-a-number"),
        ("八十", "not-a-number"),
        ("Ⅷ", "not-a-number"),
        ("nan", "not-finite"),
        ("NaN", "not-finite"),
        (".nan", "not-finite"),
        ("inf", "not-finite"),
        ("-inf", "not-finite"),
        ("+.INF", "not-finite"),
        ("Infinity", "not-finite"),
        ("∞", "not-finite"),
        ("vô cùng", "not-finite"),
        ("inf%", "not-finite"),
        ("yes", "boolean-for-number"),
        ("No", "boolean-for-number"),
        ("on", "boolean-for-number"),
        ("OFF", "boolean-for-number"),
        ("true", "boolean-for-number"),
        ("False", "boolean-for-number"),
        ("có", "boolean-for-number"),
        ("chưa", "boolean-for-number"),
        ("9" * 19, "too-many-digits"),
        ("9" * 5000, "too-many-digits"),
        ("0" * 5000, "too-many-digits"),
        ("-" + "9" * 5000, "too-many-digits"),
        ("0," + "1" * 5000, "too-many-digits"),
        ("1" + ".000" * 2000, "too-many-digits"),
    ],
)
def test_refused(text: str, code: str, grouping: bool) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, grouping=grouping)
    assert caught.value.code == code


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, Fraction, int, bool]:
    """A figure in one of the ways it can be written, its value, decimals, and whether a percent."""
    whole = draw(st.integers(0, 10**9))
    decimals = draw(st.text("0123456789", max_size=6))
    mark = draw(st.sampled_from(",."))
    other = "." if mark == "," else ","
    digits = f"{whole:,}"
    signs = ["", " ", NBSP, NARROW, THIN, FIGURE]
    if decimals or digits.count(",") > 1:
        signs.append(other)
    text = digits.replace(",", draw(st.sampled_from(signs)))
    if decimals:
        text += mark + decimals
    negative = draw(st.booleans())
    text = (draw(st.sampled_from("-−")) if negative else draw(st.sampled_from(["", "+"]))) + text
    percent = draw(st.booleans())
    if percent:
        text += draw(st.sampled_from(["%", " %", f"{NBSP}%", f"{NARROW}%"]))
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    text = draw(st.sampled_from(["", " ", NBSP])) + text + draw(st.sampled_from(["", " ", "\n"]))
    size = Fraction(int(f"{whole}{decimals}"), 10 ** len(decimals))
    return text, -size if negative else size, len(decimals), percent


@given(spellings())
def test_every_spelling_of_a_percentage_gives_the_same_fraction(
    spelling: tuple[str, Fraction, int, bool],
) -> None:
    text, value, digits, percent = spelling
    assert parse_number(text, grouping=False) == (value, digits, percent)


@given(spellings())
def test_every_spelling_of_a_count_gives_the_same_fraction(
    spelling: tuple[str, Fraction, int, bool],
) -> None:
    text, value, digits, percent = spelling
    assume(not (digits == 3 and 1 <= abs(value) < 1000))
    assert parse_number(text, grouping=True) == (value, digits, percent)


@given(
    st.one_of(
        st.text(),
        st.text("0123456789.,% +-−/\u00a0٣²e_xnaif", max_size=25),
        st.from_regex(r"[+-]?[0-9]{1,30}([.,][0-9]{3})*([.,][0-9]+)? ?%?", fullmatch=True),
    ),
    st.booleans(),
)
@example("\ud800", True)
@example("0" * 100_000, False)
def test_nothing_but_a_number_error_is_raised(text: str, grouping: bool) -> None:
    try:
        number = parse_number(text, grouping=grouping)
    except NumberError as error:
        assert error.code in CODES
    else:
        assert number.value.denominator <= 10**18
        assert abs(number.value) < 10**18
        assert (number.value * 10**number.digits).denominator == 1
        assert number.percent == tidied(text).endswith("%")


@given(st.text(st.characters(categories=["Nd", "Nl", "No"]), min_size=1))
def test_only_ascii_and_full_width_digits_are_digits(text: str) -> None:
    assume(any(letter not in "0123456789０１２３４５６７８９" for letter in text))
    with pytest.raises(NumberError):
        parse_number(text, grouping=False)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True),
        ("YES", True),
        ("true", True),
        ("có", True),
        ("Có", True),
        ("co\u0301", True),
        ("đã", True),
        ("Đã", True),
        ("Ðã", True),
        (" có ", True),
        ("no", False),
        ("false", False),
        ("không", False),
        ("KHÔNG", False),
        ("khong", False),
        ("chưa", False),
        ("on", None),
        ("off", None),
        ("1", None),
        ("0", None),
        ("y", None),
        ("có lẽ", None),
        ("chưa có", None),
        ("không phát sinh", None),
        ("", None),
    ],
)
def test_answer(text: str, answer: bool | None) -> None:
    assert parse_answer(text) is answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none arising", True),
        ("None  arising", True),
        ("không phát sinh", True),
        ("Không phát sinh", True),
        ("KHÔNG PHÁT SINH", True),
        ("khong phat sinh", True),
        ("không", False),
        ("none", False),
        ("không phát sinh hồ sơ", False),
        ("0", False),
        ("", False),
    ],
)
def test_none_arising(text: str, expected: bool) -> None:
    assert is_none_arising(text) is expected


@pytest.mark.parametrize("text", ["đừng", "dừng", "cỏ", "chùa", "đá", "sài"])
def test_another_word_is_no_answer(text: str) -> None:
    assert parse_answer(text) is None
