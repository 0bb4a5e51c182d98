"""Exact figures as decimal texts, never rounded across a threshold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.exact import decimal_text, plain_text

# Shares of two whole numbers, and percentages with up to 18 decimals.
shares = st.one_of(
    st.builds(
        lambda above, below: Fraction(100 * above, below),
        st.integers(-(10**18), 10**18),
        st.integers(1, 10**18),
    ),
    st.builds(Fraction, st.decimals(-1000, 1000, places=16)),
)
thresholds = st.builds(Fraction, st.decimals(-10, 400, places=2))


@st.composite
def close_to_a_threshold(draw: st.DrawFn) -> tuple[Fraction, Fraction]:
    threshold = draw(thresholds)
    distance = Fraction(draw(st.integers(-5, 5)), 10 ** draw(st.integers(0, 20)))
    return threshold + distance, threshold


def sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


@pytest.mark.parametrize(
    ("value", "least", "apart_from", "text"),
    [
        (Fraction(79900, 1000), 2, Fraction(80), "79.90"),
        (Fraction(79996, 1000), 2, Fraction(80), "79.996"),
        (Fraction(79996, 1000), 2, None, "80.00"),
        (Fraction(799999, 10000), 2, Fraction(80), "79.9999"),
        (Fraction(80), 2, Fraction(80), "80.00"),
        (Fraction(80004, 1000), 2, Fraction(80), "80.004"),
        (Fraction(80006, 1000), 2, Fraction(80), "80.01"),
        (Fraction(3100, 75), 2, Fraction(80), "41.33"),
        (Fraction(200, 3), 2, None, "66.67"),
        (Fraction(1, 8), 2, None, "0.13"),
        (Fraction(1, 8), 0, None, "0"),
        (Fraction(1, 2), 0, None, "1"),
        (Fraction(0), 0, None, "0"),
        (Fraction(5), 3, None, "5.000"),
        (Fraction(-5), 2, Fraction(5), "-5.00"),
        (Fraction(-1, 1000), 2, None, "0.00"),
        (Fraction(-1, 1000), 2, Fraction(0), "-0.001"),
        (Fraction(1, 300), 2, Fraction(0), "0.003"),
        (Fraction(10**17 - 1, 10**17) * 80, 2, Fraction(80), "79.999999999999999"),
    ],
)
def test_decimal_text(value: Fraction, least: int, apart_from: Fraction | None, text: str) -> None:
    assert decimal_text(value, least, apart_from) == text


@given(st.one_of(close_to_a_threshold(), st.tuples(shares, thresholds)))
@example((Fraction(100 * (10**18 - 1), 10**18), Fraction(100)))
@example((Fraction(100 * (2 * 10**17 - 1), 10**18 - 1), Fraction(20)))
def test_a_text_is_on_its_own_side_of_the_threshold(pair: tuple[Fraction, Fraction]) -> None:
    value, threshold = pair
    text = decimal_text(value, 2, threshold)
    assert sign(Fraction(text) - threshold) == sign(value - threshold)
    assert len(text.partition(".")[2]) >= 2


@given(shares, st.integers(0, 6))
def test_a_text_is_within_half_a_unit_of_its_last_digit(value: Fraction, digits: int) -> None:
    text = decimal_text(value, digits)
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**digits)
    assert len(text.partition(".")[2]) == digits
    assert text not in {"-0", "-0.0", "-0.00"}


@given(st.integers(-(10**18), 10**18), st.integers(0, 18))
def test_a_figure_that_ends_is_shown_in_full_and_no_longer(units: int, digits: int) -> None:
    value = Fraction(units, 10**digits)
    text = plain_text(value)
    assert Fraction(text) == value
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(799), "799"),
        (Fraction(1000), "1000"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(0), "0"),
    ],
)
def test_plain_text(value: Fraction, text: str) -> None:
    assert plain_text(value) == text
