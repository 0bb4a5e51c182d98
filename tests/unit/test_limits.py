"""Limits to the digit and to the day, and what is remembered only of the very same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from test_rollup import node
from tiny_plan import PLAN, Q1_DUE, by_target, check

from cchc.deadlines import span
from cchc.evaluate import evaluate
from cchc.memo import LONGEST, Memo
from cchc.submission.amounts import LARGEST_GROWTH
from cchc.submission.figures import read_figure
from cchc.submission.model import Figure, Measured, Submission
from cchc.submission.numbers import MAX_DIGITS, NumberError, parse_number


@pytest.mark.parametrize("text", ["9" * MAX_DIGITS, f"{'9' * (MAX_DIGITS - 2)},25", f"-{'1' * 18}"])
def test_as_many_digits_as_may_be_are_read_exactly(text: str) -> None:
    assert MAX_DIGITS == 18
    assert parse_number(text, grouping=False).value == Fraction(text.replace(",", "."))


@pytest.mark.parametrize("text", ["9" * 19, f"{'9' * 17},25", f"0,{'1' * 18}"])
def test_one_digit_more_is_too_many(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, grouping=False)
    assert caught.value.code == "too-many-digits"


def test_eighteen_zeros_are_leading_ones_and_nineteen_too_many() -> None:
    codes = []
    for zeros in (18, 19):
        with pytest.raises(NumberError) as caught:
            parse_number("0" * zeros, grouping=False)
        codes.append(caught.value.code)
    assert codes == ["leading-zero", "too-many-digits"]


@pytest.mark.parametrize(
    ("text", "value"), [("49,99%", Fraction(4999, 100)), ("50%", None), ("50,01%", None)]
)
def test_a_growth_of_half_by_itself_may_be_a_share_of_the_base(
    text: str, value: Fraction | None
) -> None:
    assert LARGEST_GROWTH == 50
    figure = read_figure(PLAN.metric["thu_ngan_sach"], node(text))
    if value is None:
        assert figure.problem is not None
        assert figure.problem.code == "growth-or-ratio"
    else:
        assert isinstance(figure.content, Measured)
        assert figure.content.value == value


@pytest.mark.parametrize(
    ("agency", "activity", "states"),
    [
        ("so-hai", "I.2", ["done"]),  # due once, on 31 March
        ("xa-tan-an", "I.4", ["open", "open"]),  # due twice: one "done" can't be both
        ("so-mot", "I.7", ["done"]),  # ongoing
        ("so-mot", "I.3", ["done", "done", *["open"] * 10]),  # monthly: what is past is done
    ],
)
def test_done_without_a_day_is_said_of_what_comes_once(
    agency: str, activity: str, states: list[str], tmp_path: Path
) -> None:
    text = (
        f"agency: {agency}\nperiod: Q1/2026\nreported_on: 10/03/2026\nmetrics: {{}}\n"
        f"activities:\n  {activity}: {{status: done}}\n"
    )
    found = check(tmp_path, text, Q1_DUE)
    assert [one.state for one in found.activities if one.activity.id == activity] == states


@pytest.mark.parametrize(("length", "kept"), [(LONGEST, True), (LONGEST + 1, False)])
def test_the_longest_text_that_is_remembered(length: int, kept: bool) -> None:
    memo: Memo[str, int] = Memo()
    assert memo.keep("x" * length, 1) == 1
    assert bool(memo) is kept


def test_what_is_no_text_is_remembered_whatever_its_length() -> None:
    memo: Memo[tuple[int, ...], int] = Memo()
    memo.keep(tuple(range(LONGEST + 1)), 1)
    assert len(memo) == 1


def reported(agency: str, period: str, **figures: Figure) -> Submission:
    owner, when = PLAN.agency[agency], PLAN.period[period]
    return Submission("a.yaml", owner, when, None, figures, {}, (), None, ())


def test_a_verdict_is_remembered_of_one_figure_and_one_target() -> None:
    """The same object, of a line that many files have, is held against each agency's own target."""
    figure = read_figure(PLAN.metric["so_hoa"], node("85/100"))
    for _ in range(2):
        for agency, target, status in (
            ("so-mot", "so-hoa-so", "fail"),  # of 90%
            ("xa-tan-an", "so-hoa-xa", "pass"),  # of 80%
        ):
            found = evaluate(reported(agency, "2026-Q1", so_hoa=figure), PLAN, Q1_DUE)
            assert by_target(found)[target].status == status
    count = read_figure(PLAN.metric["thanh_lap"], node("340"))
    for _ in range(2):
        for period, status in (("2026-Q1", "not_due"), ("2026-Y", "fail")):
            found = evaluate(reported("so-mot", period, thanh_lap=count), PLAN, date(2026, 12, 10))
            assert by_target(found)["thanh-lap"].status == status


def test_a_plan_without_a_day_spans_its_year() -> None:
    bare = replace(PLAN, activities=(), reporting=(), obligations=())
    assert span(bare) == (date(2026, 1, 1), date(2026, 12, 31))
    only_undated = tuple(one for one in PLAN.activities if one.id in ("I.7", "I.8"))
    assert span(replace(bare, activities=only_undated)) == span(bare)
    assert span(PLAN) == (date(2026, 1, 10), date(2026, 12, 31))
