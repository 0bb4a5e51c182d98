"""The province's picture: totals and their bounds, timing, changes, and what can't be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PROVINCE, Q1_DUE

from cchc.diagnostics import Place
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.errors import Exit
from cchc.evaluate.targets import meets
from cchc.plan.model import Op, Plan, Threshold
from cchc.plan.succession import Succession
from cchc.rollup import roll_up
from cchc.rollup.model import Rollup, Total
from cchc.submission.figures import read_figure
from cchc.submission.model import Submission
from cchc.submission.read import unreadable

DEPARTMENTS = ("so-mot", "so-hai")
COMMUNES = ("xa-tan-an", "phuong-tan-an", "xa-ta-hoc", "xa-ta-hoc-hai", "phuong-dong-da")
EVERYONE = (*DEPARTMENTS, *COMMUNES)
NONE = "không phát sinh"
PLACE = Place(4, 3)


def node(text: str) -> Node:
    """A figure as it stands in a file: ``799/1000 = 80`` has the share beside the fraction."""
    fraction, beside, share = text.partition(" = ")
    if not beside:
        return Scalar(text, PLACE)
    sides = dict(zip(("numerator", "denominator"), fraction.split("/"), strict=True))
    pairs = {key: Scalar(value, PLACE) for key, value in {**sides, "value": share}.items()}
    return Mapping({key: (Scalar(key, PLACE), value) for key, value in pairs.items()}, PLACE)


def sent(
    agency: str,
    period: str = "2026-Q1",
    on: date | None = Q1_DUE,
    plan: Plan = PROVINCE,
    **said: str,
) -> Submission:
    """One agency's report."""
    figures = {
        metric: read_figure(plan.metric[metric], node(text)) for metric, text in said.items()
    }
    problems = tuple(figure.problem for figure in figures.values() if figure.problem)
    file = f"{period}/{agency}.yaml"
    owner, when = plan.agency[agency], plan.period[period]
    return Submission(file, owner, when, on, figures, {}, (), None, problems)


def rolled(
    *submissions: Submission, period: str = "2026-Q1", plan: Plan = PROVINCE, **more: Any
) -> Rollup:
    when = plan.period[period]
    return roll_up(Succession((plan,)), when, when.due_on, submissions, **more)


def asked(
    target: str,
    *,
    of: tuple[str, ...] | None = None,
    op: Op | None = None,
    limit: int | None = None,
    due: Any = None,
) -> Plan:
    """The plan with one target changed."""
    (found,) = (each for each in PROVINCE.targets if each.id == target)
    threshold = found.threshold
    if isinstance(threshold, Threshold):
        value = threshold.value if limit is None else Decimal(limit)
        threshold = replace(threshold, op=op or threshold.op, value=value)
    applies_to = of if of is not None else found.applies_to
    now = replace(found, threshold=threshold, applies_to=applies_to, due=due or found.due)
    targets = tuple(now if each is found else each for each in PROVINCE.targets)
    return replace(PROVINCE, targets=targets)


def total(
    target: str, said: dict[str, str], plan: Plan = PROVINCE, period: str = "2026-Q1"
) -> Any:  # a total, whose fractions compare with plain numbers
    """What the province reaches for a target if these agencies report so, and no other."""
    (metric,) = (each.metric for each in plan.targets if each.id == target)
    reports = [sent(one, period, Q1_DUE, plan, **{metric: text}) for one, text in said.items()]
    return of(rolled(*reports, period=period, plan=plan), target)


def of(report: Rollup, target: str) -> Any:
    (found,) = (each for each in report.now.totals if each.target.id == target)
    return found


def unknown(found: Total) -> set[str]:
    return {agency.id for agency in found.unknown}


def rest(said: dict[str, str], others: Sequence[str] = EVERYONE) -> dict[str, str]:
    """`said`, and none arising from everybody else."""
    return {**dict.fromkeys(others, NONE), **said}


# Sums


def test_fractions_are_added_up_and_percentages_never_averaged() -> None:
    found = total("dung-han", rest({"so-mot": "1/2", "so-hai": "900/1000"}))
    assert (found.numerator, found.denominator) == (901, 1002)
    assert found.value == found.low == found.high == Fraction(90100, 1002)  # not 70%
    assert (found.basis, found.status, found.unknown) == ("sum", "pass", ())
    assert found.counts == {"fail": 1, "pass": 1, "none_arising": 5}
    assert not found.assumed


def test_a_sum_fails_where_the_average_would_pass() -> None:
    found = total("dung-han", rest({"so-mot": "10/10", "so-hai": "790/1000"}))
    assert (found.value, found.status) == (Fraction(80000, 1010), "fail")  # 79.2%, not 89.5%


@pytest.mark.parametrize(("above", "status"), [("799", "fail"), ("800", "pass"), ("801", "pass")])
def test_the_sum_is_compared_exactly(above: str, status: str) -> None:
    found = total(
        "dung-han", rest({"so-mot": "1/1", "xa-tan-an": f"{above}/1000", "so-hai": "3/4"})
    )
    # 800 of 1000, and 4 of 5, are 804 of 1005
    assert (found.value, found.status) == (Fraction((int(above) + 4) * 100, 1005), status)


def test_at_most_is_the_other_way_round() -> None:
    found = total("khieu-nai", rest({"so-mot": "5/100", "so-hai": "6/100"}))
    assert (found.value, found.status) == (Fraction(11, 2), "fail")
    found = total("khieu-nai", rest({"so-mot": "4/100", "so-hai": "6/100"}))
    assert (found.value, found.status) == (5, "pass")


def test_departments_and_communes_with_targets_of_their_own() -> None:
    reports = [sent(one, so_hoa="85/100") for one in EVERYONE]
    departments, communes = (of(rolled(*reports), f"so-hoa-{kind}") for kind in ("so", "xa"))
    assert (departments.denominator, departments.status) == (200, "fail")  # of 90%
    assert (communes.denominator, communes.status) == (500, "pass")  # of 80%


def test_nothing_arising_anywhere() -> None:
    found = total("dung-han", rest({}))
    assert (found.status, found.value, found.low, found.unknown) == ("none_arising", None, None, ())


def test_nobody_reports() -> None:
    found = total("dung-han", {})
    assert (found.status, found.value, unknown(found)) == ("missing", None, set(EVERYONE))


def test_what_cannot_be_read_is_unknown() -> None:
    found = total("dung-han", rest({"so-mot": "nhiều", "so-hai": "900/1000"}))
    assert (found.value, found.status, unknown(found)) == (90, "undecided", {"so-mot"})
    found = total("dung-han", dict.fromkeys(EVERYONE, "nhiều"))
    assert found.status == "invalid"


def test_a_fraction_that_is_refused_is_not_added() -> None:
    """Its share, 80, agrees to the digits that it states, and would turn the verdict."""
    found = total("dung-han", rest({"so-mot": "799/1000 = 80", "so-hai": "900/1000"}))
    assert found.counts["invalid"] == 1
    assert (found.numerator, found.denominator, found.value) == (900, 1000, 90)
    assert unknown(found) == {"so-mot"}


# A percentage alone: the weight of its kind, and a mark where another would turn the verdict


def test_a_percentage_alone_weighs_the_mean_of_its_kind() -> None:
    found = total("dung-han", rest({"so-mot": "790/1000", "so-hai": "90"}))
    # 900 of another 1000: 1690 of 2000.  With a small weight it would be 79%, and a fail.
    assert (found.numerator, found.denominator) == (1690, 2000)
    assert found.low == found.value == found.high == Fraction(169, 2)
    assert (found.status, found.estimated, found.rests_on) == ("pass", True, ("mean",))
    assert unknown(found) == {agency.id for agency in found.wanted} == {"so-hai"}


def test_a_percentage_on_the_same_side_is_no_estimate() -> None:
    found = total("dung-han", rest({"so-mot": "810/1000", "so-hai": "90"}))
    assert (found.value, found.status, found.estimated) == (Fraction(171, 2), "pass", False)


def test_a_share_below_100_always_fails_a_target_of_100() -> None:
    said = {**dict.fromkeys(EVERYONE, "100/100"), "xa-ta-hoc": "75,6"}
    found = total("dung-han", said, asked("dung-han", limit=100))
    # Six times 100, and 75.6 of another 100
    assert (found.value, found.status) == (Fraction(67560, 700), "fail")
    assert (found.estimated, unknown(found)) == (False, {"xa-ta-hoc"})


def test_a_percentage_weighs_its_own_denominator_of_an_earlier_period_first() -> None:
    earlier = [sent("so-hai", "2026-Q1", dung_han="100/3000")]
    now = [sent("so-mot", "2026-H1", dung_han="900/1000"), sent("so-hai", "2026-H1", dung_han="70")]
    others = [sent(one, "2026-H1", dung_han=NONE) for one in COMMUNES]
    found = of(rolled(*now, *others, period="2026-H1", earlier=earlier), "dung-han")
    # 900 of 1000, and 2100 of 3000: 3000 of 4000
    assert (found.numerator, found.denominator, found.value) == (3000, 4000, 75)
    assert (found.status, found.estimated, found.rests_on) == ("fail", True, ("earlier",))


def test_without_any_fraction_the_bounds_stay() -> None:
    found = total("dung-han", rest({"so-mot": "79", "so-hai": "90"}))
    assert (found.value, found.low, found.high, found.status) == (None, 79, 90, "undecided")
    assert (found.rests_on, unknown(found)) == ((), {"so-mot", "so-hai"})
    earlier = [sent("so-mot", dung_han="1/1000"), sent("so-hai", dung_han="1/3000")]
    now = [sent("so-mot", "2026-H1", dung_han="79"), sent("so-hai", "2026-H1", dung_han="90")]
    others = [sent(one, "2026-H1", dung_han=NONE) for one in COMMUNES]
    found = of(rolled(*now, *others, period="2026-H1", earlier=earlier), "dung-han")
    assert (found.numerator, found.denominator) == (790 + 2700, 4000)
    assert (found.status, found.estimated) == ("pass", True)


@pytest.mark.parametrize(
    ("said", "op", "status"),
    [
        (("900/1000", "80"), ">=", "pass"),
        (("900/1000", "80"), ">", "pass"),  # 80 is only approached
        (("800/1000", "90"), ">", "pass"),
        (("800/1000", "79"), ">=", "fail"),  # as is 80 here
        (("800/1000", "79"), ">", "fail"),
        (("800/1000", "80"), ">=", "pass"),  # here it is reached
        (("800/1000", "80"), ">", "fail"),
        (("79", "80"), ">=", "fail"),
        (("80", "80"), ">=", "pass"),
        (("80", "80"), ">", "fail"),
        (("790/1000", "81"), ">=", "pass"),  # 800 of 1000 on the mean
        (("800/1000", "79"), "<", "pass"),
        (("800/1000", "81"), "<=", "fail"),
        (("800/1000", "80"), "<=", "pass"),
    ],
)
def test_open_bounds_at_the_threshold(said: tuple[str, str], op: Op, status: str) -> None:
    plan = asked("dung-han", of=DEPARTMENTS, op=op)
    found = total("dung-han", dict(zip(DEPARTMENTS, said, strict=True)), plan)
    assert found.status == status
    assert isinstance(found.target.threshold, Threshold)
    if found.value is not None and status != "undecided":  # what is shown agrees with the verdict
        assert meets(found.value, found.target.threshold) == (status == "pass")


def test_the_value_shown_is_the_one_that_was_judged() -> None:
    plan = asked("dung-han", of=DEPARTMENTS)
    found = total("dung-han", {"so-mot": "800/1000", "so-hai": "79"}, plan)
    assert (found.numerator, found.denominator, found.value) == (1590, 2000, Fraction(159, 2))
    assert (found.status, found.estimated) == ("fail", False)  # never as much as 80%
    plan = asked("dung-han", of=DEPARTMENTS, op=">")
    found = total("dung-han", {"so-mot": "800/1000", "so-hai": "90"}, plan)
    assert (found.status, found.value, found.estimated) == ("pass", 85, False)


# Silent agencies: weights assumed


def test_a_silent_agency_weighs_the_mean_of_its_kind() -> None:
    said = {"so-mot": "90/100", "so-hai": "300/300", "xa-tan-an": "40/50"}
    found = total("dung-han", said)
    # Four communes of 50 each are silent: 200 beside 430 of 450.
    assert (found.numerator, found.denominator) == (430, 450)
    assert (found.low, found.high) == (Fraction(43000, 650), Fraction(63000, 650))
    assert (found.value, found.assumed, found.status) == (Fraction(43000, 450), True, "undecided")


def test_where_none_of_its_kind_is_known_the_mean_of_all() -> None:
    found = total("dung-han", {"so-mot": "90/100", "so-hai": "300/300"})
    # Five communes of 200 each: 1000 beside 390 of 400.
    assert (found.low, found.high) == (Fraction(39000, 1400), Fraction(139000, 1400))
    assert unknown(found) == set(COMMUNES)


def test_where_no_weight_is_known_anything_can_be() -> None:
    found = total("dung-han", {"so-mot": NONE})
    assert (found.low, found.value, found.high) == (0, None, 100)
    assert (found.status, found.assumed) == ("undecided", False)


def test_a_bound_that_a_silent_agency_can_reach_is_no_open_one() -> None:
    """100 of 100, 50 of 100 and 100 silent: from 150 to 250 of 300, so exactly 50% at the worst."""
    three = ("so-mot", "so-hai", "xa-tan-an")
    said = {"so-mot": "100/100", "xa-tan-an": "50"}
    found = total("dung-han", said, asked("dung-han", of=three, op=">", limit=50))
    assert (found.low, found.high, found.status) == (50, Fraction(250, 3), "undecided")
    found = total("dung-han", said, asked("dung-han", of=three, op=">=", limit=50))
    assert found.status == "pass"


# Agencies counted


@pytest.mark.parametrize(
    ("said", "figures", "status"),
    [
        (("1/1", "1/1", "1/1", "", ""), (3, 5, 60, 60, 100), "undecided"),
        (("1/1", "1/1", "0/1", "", ""), (2, 5, 40, 40, 80), "fail"),
        (("100%", "100", "0%", "", ""), (2, 5, 40, 40, 80), "fail"),
        (("1/1", "1/1", "1/1", "1/1", "100%"), (5, 5, 100, 100, 100), "pass"),
        (("0/1", "0", "0/1", "0/1", "0/1"), (0, 5, 0, 0, 0), "fail"),
        (("1/1", NONE, NONE, "", ""), (1, 3, Fraction(100, 3), Fraction(100, 3), 100), "undecided"),
        (("1/1", NONE, NONE, NONE, NONE), (1, 1, 100, 100, 100), "pass"),
        (("", "", "", "", ""), (0, 5, 0, 0, 100), "missing"),
    ],
)
def test_all_communes_are_counted_the_silent_ones_too(
    said: tuple[str, ...], figures: tuple[object, ...], status: str
) -> None:
    reported = {one: text for one, text in zip(COMMUNES, said, strict=True) if text}
    found = total("niem-yet", reported)
    assert (found.numerator, found.denominator, found.value, found.low, found.high) == figures
    assert (found.basis, found.status, found.assumed) == ("agencies", status, False)


def test_where_units_are_counted_the_weight_of_the_silent_is_assumed() -> None:
    found = total("niem-yet", {"xa-tan-an": "12/12"})
    assert (found.numerator, found.denominator, found.value) == (12, 12, 100)
    assert (found.low, found.high, found.assumed) == (20, 100, True)
    assert found.status == "undecided"


def test_a_percentage_between_tells_of_units() -> None:
    found = total("niem-yet", dict.fromkeys(COMMUNES, "99%"))
    assert (found.numerator, found.value, found.low, found.high) == (None, None, 99, 99)
    assert (found.status, found.assumed) == ("fail", False)


def test_by_the_plan_each_agency_is_one_and_writes_nothing_else() -> None:
    (metric,) = (one for one in PROVINCE.metrics if one.id == "niem_yet")
    one = replace(metric, counts_agencies="one")
    plan = replace(
        PROVINCE, metrics=tuple(one if each is metric else each for each in PROVINCE.metrics)
    )
    said = dict(zip(COMMUNES, ("100%", "1/1", "0/1", "0", "1/1"), strict=True))
    found = total("niem-yet", said, plan)
    assert (found.numerator, found.denominator, found.low, found.high) == (3, 5, 60, 60)
    found = total("niem-yet", {"xa-tan-an": "1/1"}, plan)
    assert (found.numerator, found.denominator, found.low, found.high) == (1, 5, 20, 100)
    refused = dict(zip(COMMUNES, ("75/75", "50/50", "0/2", "74/75", "98,5%"), strict=True))
    found = total("niem-yet", refused, plan)
    assert (found.counts, found.status) == ({"invalid": 5}, "invalid")
    assert (found.low, found.high, unknown(found)) == (0, 100, set(COMMUNES))


def test_where_units_are_counted_all_of_them_may_be_any_number() -> None:
    said = dict(zip(COMMUNES, ("9/10", "100%", "0%", "10/10", "1/1"), strict=True))
    found = total("niem-yet", said)
    # The three fractions have 21 units, so that the two percentages are taken to have 7 each.
    assert (found.numerator, found.denominator) == (20 + 7, 21 + 14)
    assert (found.status, found.estimated) == ("fail", False)  # 9/10 alone is enough
    assert unknown(found) == {"phuong-tan-an", "xa-ta-hoc"}


@pytest.mark.parametrize(
    ("said", "figures", "status"),
    [
        (("có", "có", "có", "có", "có"), (5, 5, 100, 100), "pass"),
        (("có", "có", "có", "có", ""), (4, 5, 80, 100), "undecided"),
        (("có", "có", "có", "không", ""), (3, 5, 60, 80), "fail"),
        (("có", "có", "có", "có", NONE), (4, 4, 100, 100), "pass"),
        (("có", "có", "có", "có", "80%"), (4, 5, 80, 100), "undecided"),  # unreadable
        (("", "", "", "", ""), (0, 5, 0, 100), "missing"),
    ],
)
def test_confirmations(said: tuple[str, ...], figures: tuple[object, ...], status: str) -> None:
    reported = {one: text for one, text in zip(COMMUNES, said, strict=True) if text}
    found = total("cong-khai", reported)
    assert (found.numerator, found.denominator, found.low, found.high) == figures
    assert (found.basis, found.value, found.status) == ("agencies", found.low, status)


# Single leads


def test_a_single_lead_speaks_for_the_province() -> None:
    found = total("sai-sot", {"so-mot": "9", "so-hai": "80"})
    assert (found.basis, found.status, found.value) == ("lead", "pass", 9)
    assert (found.low, found.high, found.denominator) == (None, None, None)
    assert total("sai-sot", {"so-mot": "10"}).status == "fail"
    silent = total("sai-sot", {})
    assert (silent.status, silent.value, unknown(silent)) == ("missing", None, {"so-mot"})


def test_a_single_lead_that_confirms() -> None:
    plan = asked("cong-khai", of=("so-mot",))
    yes, no = (total("cong-khai", {"so-mot": word}, plan) for word in ("có", "không"))
    assert [(found.basis, found.status, found.value) for found in (yes, no)] == [
        ("lead", "pass", 1),
        ("lead", "fail", 0),
    ]
    assert total("cong-khai", {"so-mot": NONE}, plan).status == "none_arising"


def test_a_single_lead_whose_figure_is_refused_has_none() -> None:
    plan = asked("dung-han", of=("so-mot",))
    found = total("dung-han", {"so-mot": "799/1000 = 80"}, plan)
    assert (found.status, found.value, found.numerator) == ("invalid", None, None)
    assert unknown(found) == {"so-mot"}


# Growth


@pytest.mark.parametrize(
    ("said", "figures", "status"),
    [
        (("105/100", "210/200"), (5, 5, 5), "pass"),
        (("104/100", "210/200"), (Fraction(14, 3), Fraction(14, 3), Fraction(14, 3)), "fail"),
        (("104/100", "6%"), (5, 5, 5), "pass"),  # 104 and 106 of 100 each
        (("105/100", "6%"), (Fraction(11, 2), Fraction(11, 2), Fraction(11, 2)), "pass"),
        (("-2%", "4%"), (None, -2, 4), "fail"),
        (("106/100", ""), (6, None, None), "undecided"),  # the other's fall may be any
        (("6%", ""), (None, None, None), "undecided"),
    ],
)
def test_growth(said: tuple[str, str], figures: tuple[object, ...], status: str) -> None:
    plan = asked("thu-ngan-sach", of=DEPARTMENTS)
    reported = {one: text for one, text in zip(DEPARTMENTS, said, strict=True) if text}
    found = total("thu-ngan-sach", reported, plan, "2026-Y")
    assert ((found.value, found.low, found.high), found.status) == (figures, status)


def test_growth_with_a_silent_agency_is_open_whatever_the_others_say() -> None:
    plan = asked("thu-ngan-sach", of=("so-mot", "so-hai", "xa-tan-an"))
    said = {"so-mot": "110/100", "so-hai": "12%"}
    found = total("thu-ngan-sach", said, plan, "2026-Y")
    assert (found.status, found.low, found.high) == ("undecided", None, None)
    assert (found.value, found.rests_on) == (11, ("mean",))  # of the two that reported


# Targets of the year's end


def test_a_target_of_the_years_end_is_not_due_before() -> None:
    assert total("thanh-lap", {"so-mot": "1"}).status == "not_due"
    assert total("thanh-lap", {"so-mot": "341"}).status == "pass"
    assert total("thanh-lap", {}).status == "not_due"
    assert total("thanh-lap", {"so-mot": "340"}, period="2026-Y").status == "fail"
    assert total("thanh-lap", {}, period="2026-Y").status == "missing"


@pytest.mark.parametrize(
    ("last", "early", "late"),
    [("có", "pass", "pass"), ("không", "not_due", "fail"), ("", "not_due", "undecided")],
)
def test_the_years_end_for_all(last: str, early: str, late: str) -> None:
    plan = asked("cong-khai", due="year_end")
    said = {one: text for one in COMMUNES if (text := "có" if one != COMMUNES[-1] else last)}
    assert total("cong-khai", said, plan).status == early
    assert total("cong-khai", said, plan, "2026-Y").status == late
    nobody = total("dung-han", {}, asked("dung-han", due="year_end"))
    assert (nobody.status, nobody.counts) == ("not_due", {"not_due": 7})


# Who reported, and when


@pytest.mark.parametrize(
    ("day", "timing", "days"),
    [
        (date(2026, 3, 8), "early", 0),
        (date(2026, 3, 9), "on_time", 0),  # the data close
        (date(2026, 3, 11), "on_time", 0),  # the last day
        (date(2026, 3, 12), "late", 1),
        (date(2026, 4, 1), "late", 21),
        (None, "undated", 0),
    ],
)
def test_timing(day: date | None, timing: str, days: int) -> None:
    report = rolled(sent("so-hai", on=day))
    standing = report.now.standing(PROVINCE.agency["so-hai"])
    assert (standing.timing, standing.days_late, standing.submitted) == (timing, days, True)
    assert report.now.timings == {
        **dict.fromkeys(("on_time", "late", "early", "undated", "conflict"), 0),
        "silent": 6,
        timing: 1,
    }


def test_several_files_of_an_agency_count_as_none() -> None:
    first = sent("xa-tan-an", cong_khai="có")
    second = first._replace(file="copy.yaml")
    report = rolled(first, sent("xa-ta-hoc", cong_khai="có"), second)
    standing = report.now.standing(PROVINCE.agency["xa-tan-an"])
    assert (standing.timing, standing.submitted) == ("conflict", False)
    assert standing.files == ("2026-Q1/xa-tan-an.yaml", "copy.yaml")
    found = of(report, "cong-khai")
    assert (found.numerator, found.denominator) == (1, 5)
    assert "xa-tan-an" in unknown(found)
    assert [(one.agency, one.period) for one in report.conflicts] == [("xa-tan-an", "2026-Q1")]
    assert report.exit_status is Exit.INVALID


def test_those_without_a_report_come_first_then_the_worst() -> None:
    reports = [
        sent("so-hai", dung_han="80", so_hoa="90", khieu_nai="5"),  # nothing to mend
        sent("xa-tan-an", dung_han="80", so_hoa="80", khieu_nai="5", niem_yet="1/1"),  # 1
        sent("phuong-tan-an", dung_han="79", so_hoa="79", khieu_nai="5"),  # 4
        sent("xa-ta-hoc", dung_han="79", so_hoa="79", khieu_nai="5"),  # 4
    ]
    found = [(one.agency.id, one.failing) for one in rolled(*reports).now.standings]
    assert found == [
        ("xa-ta-hoc-hai", 5),
        ("phuong-dong-da", 5),
        ("so-mot", 4),
        ("phuong-tan-an", 4),
        ("xa-ta-hoc", 4),
        ("xa-tan-an", 1),
        ("so-hai", 0),
    ]


def test_activities_stand_with_their_lead() -> None:
    report = rolled(day := sent("so-hai", on=date(2026, 4, 1)))
    assert day.agency
    late = report.now.standing(day.agency)
    # I.2 was due on 31 March, and it reports on 1 April without a word of it.
    assert [(one.activity.id, one.state) for one in late.led] == [("I.2", "not_reported")]
    silent = report.now.standing(PROVINCE.agency["so-mot"])
    states = [(one.activity.id, one.state, one.due_on) for one in silent.led if one.state != "open"]
    assert states == [
        ("I.1", "not_reported", date(2026, 2, 28)),
        ("I.3", "not_reported", date(2026, 1, 31)),
        ("I.3", "not_reported", date(2026, 2, 28)),
    ]
    assert silent.states["not_reported"] == 4  # its own plan, due on 10 January, too


# Files that don't count


def test_files_of_nobody_and_of_later_periods() -> None:
    nobody = unreadable("broken.yaml", ())
    later = sent("so-hai", "2026-H1", dung_han="80")
    report = rolled(nobody, later)
    assert [one.submission.file for one in report.unattributed] == ["broken.yaml"]
    assert [one.submission.file for one in report.elsewhere] == ["2026-H1/so-hai.yaml"]
    assert report.now.timings["silent"] == 7
    assert report.exit_status is Exit.INVALID


def good(agency: str, **more: str) -> Submission:
    """A report of an agency that meets all that is due."""
    figures: dict[str, Any] = {"dung_han": "80/100", "so_hoa": "90/100", "khieu_nai": "5/100"}
    if agency in COMMUNES:
        figures |= {"cong_khai": "có", "niem_yet": "1/1"}
    if agency == "so-mot":
        figures["sai_sot"] = "9"
    return sent(agency, **{**figures, **more})


def test_the_exit_status() -> None:
    everyone = [good(agency) for agency in EVERYONE]
    assert rolled(*everyone).exit_status is Exit.OK
    assert rolled(*everyone[1:]).exit_status is Exit.FAILED  # silent
    failing = [good("so-mot", dung_han="79/100"), *everyone[1:]]
    assert rolled(*failing).exit_status is Exit.FAILED
    refused = [good("so-mot", dung_han="nhiều"), *everyone[1:]]
    assert rolled(*refused).exit_status is Exit.INVALID
    assert rolled(*failing, unreadable("x", ())).exit_status is Exit.INVALID
    late = [one._replace(reported_on=date(2026, 4, 1)) for one in everyone]
    assert rolled(*late).exit_status is Exit.OK  # late is a warning, as in a check
    later = sent("so-mot", "2026-H1", dung_han="nhiều")
    assert rolled(*everyone, later).exit_status is Exit.OK
    before = sent("so-mot", "2026-Q1", dung_han="nhiều")
    halves = [one._replace(period=PROVINCE.period["2026-H1"]) for one in everyone]
    assert rolled(*halves, before, period="2026-H1").exit_status is Exit.OK


def test_a_silent_agency_fails_even_if_it_has_no_target() -> None:
    targets = tuple(target for target in PROVINCE.targets if target.id == "cong-khai")
    plan = replace(PROVINCE, targets=targets)
    communes = [sent(one, plan=plan, cong_khai="có") for one in COMMUNES]
    assert rolled(*communes, plan=plan).exit_status is Exit.FAILED
    departments = [sent(one, plan=plan) for one in DEPARTMENTS]
    assert rolled(*communes, *departments, plan=plan).exit_status is Exit.OK


# Against earlier periods


def test_what_rose_fell_and_turned() -> None:
    before = [
        sent("so-hai", dung_han="80", so_hoa="95", khieu_nai="5"),
        sent("so-mot", dung_han="79", so_hoa="90", khieu_nai="6"),
        sent("xa-tan-an", dung_han="50", cong_khai="có"),
    ]
    now = [
        sent("so-hai", "2026-H1", dung_han="79,99", so_hoa="96", khieu_nai="5"),
        sent("so-mot", "2026-H1", dung_han="81", so_hoa=NONE, khieu_nai="7"),
        sent("phuong-tan-an", "2026-H1", dung_han="50"),
    ]
    report = rolled(*now, period="2026-H1", earlier=before)
    found = {
        (one.agency.id, one.after.target.id): (one.direction, one.newly) for one in report.changes
    }
    assert found == {
        ("so-hai", "dung-han"): ("fell", "failing"),
        ("so-hai", "so-hoa-so"): ("rose", ""),
        ("so-mot", "dung-han"): ("rose", "passing"),
        ("so-mot", "khieu-nai"): ("rose", ""),  # and was failing
    }
    assert [snapshot.period.id for snapshot in report.earlier] == ["2026-Q1"]


def test_the_period_before_is_the_last_one_with_reports() -> None:
    first, second = sent("so-hai", dung_han="80"), sent("so-hai", "2026-H1", dung_han="81")
    now = sent("so-hai", "2026-Y", dung_han="82")
    report = rolled(now, second, period="2026-Y", earlier=[first])  # wherever they lie
    assert [snapshot.period.id for snapshot in report.earlier] == ["2026-Q1", "2026-H1"]
    (change,) = report.changes
    assert (change.before.content, change.direction) == (second.figures["dung_han"].content, "rose")
    assert rolled(now, period="2026-Y", earlier=[first]).earlier[-1].period.id == "2026-Q1"
    assert rolled(now, period="2026-Y", earlier=[now]).earlier == ()  # not an earlier one


FALLS = ("earlier", "part", "before", "after")


def falls(*reports: Submission, period: str, plan: Plan = PROVINCE) -> list[tuple[Any, ...]]:
    found = rolled(*reports, period=period, plan=plan).impossible
    return [tuple(getattr(one, name) for name in FALLS) for one in found]


def test_a_count_since_the_years_first_day_cannot_fall() -> None:
    def count(period: str, number: str) -> Submission:
        return sent("so-mot", period, thanh_lap=number)

    first, second = count("2026-Q1", "300"), count("2026-H1", "299")
    assert falls(first, second, period="2026-H1") == [("2026-Q1/so-mot.yaml", "value", 300, 299)]
    assert falls(first, count("2026-H1", "300"), period="2026-H1") == []
    assert falls(first, period="2026-Q1") == []
    # Told beside the latest report that has more.
    last = count("2026-Y", "295")
    assert falls(first, count("2026-H1", "290"), last, period="2026-Y") == [
        ("2026-Q1/so-mot.yaml", "value", 300, 295)
    ]
    assert falls(first, count("2026-H1", "310"), last, period="2026-Y") == [
        ("2026-H1/so-mot.yaml", "value", 310, 295)
    ]


def test_counts_since_the_data_begin_cannot_fall_above_nor_below_the_line() -> None:
    first = sent("xa-tan-an", dung_han="80/100")
    now = sent("xa-tan-an", "2026-H1", dung_han="79/99")
    assert falls(first, now, period="2026-H1") == [
        ("2026-Q1/xa-tan-an.yaml", "numerator", 80, 79),
        ("2026-Q1/xa-tan-an.yaml", "denominator", 100, 99),
    ]
    share = sent("xa-tan-an", "2026-H1", dung_han="10")  # a percentage can
    assert falls(first, share, period="2026-H1") == []


def test_counts_of_windows_that_do_not_lie_in_each_other_can_fall() -> None:
    half = replace(PROVINCE.period["2026-H1"], data_from=date(2026, 3, 10))
    reporting = (PROVINCE.reporting[0], half, PROVINCE.reporting[2])
    plan = replace(PROVINCE, reporting=reporting)
    first = sent("so-mot", plan=plan, dung_han="80/100", thanh_lap="300")
    now = sent("so-mot", "2026-H1", plan=plan, dung_han="8/10", thanh_lap="30")
    # What counts from the year's first day still can't.
    assert falls(first, now, period="2026-H1", plan=plan) == [
        ("2026-Q1/so-mot.yaml", "value", 300, 30)
    ]


def test_a_metric_that_does_not_accrue_can_fall() -> None:
    first, now = sent("so-mot", so_hoa="90/100"), sent("so-mot", "2026-H1", so_hoa="9/10")
    assert falls(first, now, period="2026-H1") == []


def test_a_conflict_is_compared_with_nothing() -> None:
    first, now = sent("so-mot", thanh_lap="300"), sent("so-mot", "2026-H1", thanh_lap="1")
    assert falls(first, first._replace(file="b"), now, period="2026-H1") == []


# Whatever is reported

FRACTIONS = st.tuples(st.integers(0, 200), st.integers(1, 200)).map(
    lambda sides: f"{min(sides)}/{max(sides)}"
)
SHARES = st.integers(0, 10_000).map(lambda share: f"{share // 100},{share % 100:02}%")
OPS = st.sampled_from([">=", ">", "<=", "<"])


def exact(text: str) -> Fraction:
    return Fraction(text.rstrip("%").replace(",", "."))


@given(st.lists(st.one_of(FRACTIONS, st.just(NONE)), min_size=7, max_size=7), OPS)
def test_the_value_is_sum_over_sum(texts: list[str], op: Op) -> None:
    found = total("dung-han", dict(zip(EVERYONE, texts, strict=True)), asked("dung-han", op=op))
    sides = [text.split("/") for text in texts if text != NONE]
    if not sides:
        assert found.status == "none_arising"
        return
    value = Fraction(100 * sum(int(up) for up, _ in sides), sum(int(down) for _, down in sides))
    assert found.value == found.low == found.high == value
    assert isinstance(found.target.threshold, Threshold)
    assert found.status == ("pass" if meets(value, found.target.threshold) else "fail")


@given(
    st.lists(st.one_of(FRACTIONS, SHARES, st.just(NONE), st.just("")), min_size=7, max_size=7),
    st.sampled_from(["dung-han", "niem-yet"]),
)
def test_the_value_lies_within_its_bounds(texts: list[str], target: str) -> None:
    plan = asked(target, of=EVERYONE)
    found = total(target, {o: t for o, t in zip(EVERYONE, texts, strict=True) if t}, plan)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.high <= 100
        if found.value is not None:
            assert found.low <= found.value <= found.high
    assert (found.low == found.high) or found.unknown


@given(
    st.lists(FRACTIONS, max_size=3),
    st.lists(st.tuples(SHARES, st.integers(1, 1000)), max_size=4),
    OPS,
    st.integers(0, 100),
)
def test_no_weight_of_a_percentage_contradicts_the_verdict(
    fractions: list[str], shares: list[tuple[str, int]], op: Op, limit: int
) -> None:
    texts = [*fractions, *(share for share, _ in shares)]
    plan = asked("dung-han", op=op, limit=limit)
    found = total("dung-han", rest(dict(zip(EVERYONE, texts, strict=False))), plan)
    if not texts:
        return
    parts = [(Fraction(100 * int(up)), int(down)) for up, down in (f.split("/") for f in fractions)]
    parts += [(exact(share) * weight, weight) for share, weight in shares]
    real = sum((above for above, _ in parts), Fraction(0)) / sum(below for _, below in parts)
    assert found.low is not None
    assert found.high is not None
    assert fractions or found.low <= real <= found.high
    assert isinstance(found.target.threshold, Threshold)
    if found.status != "undecided" and not found.estimated:
        assert meets(real, found.target.threshold) == (found.status == "pass")


@given(
    st.lists(st.sampled_from(["yes", "no", "", NONE]), min_size=5, max_size=5),
    st.lists(st.sampled_from(["yes", "no", NONE]), min_size=5, max_size=5),
    st.sampled_from(["niem-yet", "cong-khai"]),
    st.integers(1, 100),
)
def test_where_agencies_are_counted_what_they_still_send_lies_within_the_bounds(
    said: list[str], later: list[str], target: str, limit: int
) -> None:
    words = {"yes": "1/1", "no": "0/1"} if target == "niem-yet" else {"yes": "có", "no": "không"}
    plan = asked(target, limit=limit)

    def counted(texts: list[str]) -> Any:
        reported = zip(COMMUNES, texts, strict=True)
        return total(target, {one: words.get(text, text) for one, text in reported if text}, plan)

    def completed(filling: list[str]) -> Any:
        return counted([now or then for now, then in zip(said, filling, strict=True)])

    found = counted(said)
    assert not found.assumed
    if found.status == "none_arising":
        return
    real = completed(later)
    if real.status != "none_arising":
        assert real.low == real.value == real.high
        assert found.low is not None
        assert found.high is not None
        assert real.value is not None
        assert found.low <= real.value <= found.high
    worst, best = completed(["no"] * 5), completed(["yes"] * 5)
    assert (found.low, found.high) == (worst.value, best.value)
    ends = {"pass": ("pass", "pass"), "fail": ("fail", "fail"), "undecided": ("fail", "pass")}
    if found.status == "missing":
        assert not [text for text in said if text]
    else:
        assert (worst.status, best.status) == ends[found.status]


QUARTERS = st.tuples(st.integers(0, 4), st.integers(1, 3)).map(lambda f: (f[0] * f[1], 4 * f[1]))


@given(
    st.lists(QUARTERS, max_size=2),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=2),
    st.integers(0, 4),
    OPS,
    st.integers(0, 4),
)
def test_no_completion_of_the_weight_assumed_contradicts_the_verdict(
    known: list[tuple[int, int]], shares: list[tuple[int, int]], done: int, op: Op, limit: int
) -> None:
    """All in quarters, so that bounds and thresholds often meet; one commune is silent."""
    texts = [*(f"{up}/{down}" for up, down in known), *(f"{25 * share}%" for share, _ in shares)]
    others = COMMUNES[: len(texts)]
    plan = asked("dung-han", of=(*others, COMMUNES[-1]), op=op, limit=25 * limit)
    if not texts:
        return
    found = total("dung-han", dict(zip(others, texts, strict=True)), plan)
    mean = Fraction(sum(down for _, down in known), len(known)) if known else None
    silent = mean or Fraction(7)
    above = [Fraction(up) for up, _ in known] + [Fraction(s) * (mean or w) / 4 for s, w in shares]
    below = [Fraction(down) for _, down in known] + [mean or Fraction(w) for _, w in shares]
    real = 100 * (sum(above) + silent * done / 4) / (sum(below) + silent)
    assert found.assumed == bool(known)
    assert found.low <= real <= found.high
    if found.status != "undecided":
        assert meets(real, found.target.threshold) == (found.status == "pass")


@given(
    st.lists(QUARTERS, max_size=2),
    st.lists(st.integers(0, 4), max_size=2),
    st.integers(0, 4),
    st.integers(1, 1000),
    OPS,
    st.integers(0, 4),
)
def test_no_weight_whatever_contradicts_a_verdict_that_is_no_estimate(
    known: list[tuple[int, int]], shares: list[int], done: int, weight: int, op: Op, limit: int
) -> None:
    texts = [*(f"{up}/{down}" for up, down in known), *(f"{25 * share}%" for share in shares)]
    others = COMMUNES[: len(texts)]
    if not texts:
        return
    plan = asked("dung-han", of=(*others, COMMUNES[-1]), op=op, limit=25 * limit)
    found = total("dung-han", dict(zip(others, texts, strict=True)), plan)
    above = sum((Fraction(up) for up, _ in known), Fraction(0)) + Fraction(sum(shares), 4)
    below = sum(down for _, down in known) + len(shares)
    real = 100 * (above + Fraction(weight * done, 4)) / (below + weight)
    if found.status != "undecided" and not found.estimated:
        assert meets(real, found.target.threshold) == (found.status == "pass")


def test_a_verdict_that_an_assumed_weight_decides_is_an_estimate() -> None:
    # Six at 5/10 and one silent: 57% at the most with ten cases, 99% with a thousand.
    said = dict.fromkeys(EVERYONE[:6], "5/10")
    found = total("dung-han", said)
    assert (found.status, found.assumed, found.estimated) == ("fail", True, True)
    # 100% can't be reached any more, whatever the silent one has.
    found = total("dung-han", said, asked("dung-han", limit=100))
    assert (found.status, found.assumed, found.estimated) == ("fail", True, False)
    found = total("dung-han", rest({"so-mot": "5/10"}))
    assert (found.assumed, found.estimated) == (False, False)


def test_files_of_earlier_periods_that_cannot_be_used_are_named() -> None:
    one, other = (sent("so-mot")._replace(file=file) for file in ("a.yaml", "b.yaml"))
    broken = unreadable("c.yaml", ())
    report = rolled(sent("so-hai", "2026-H1"), period="2026-H1", earlier=[one, other, broken])
    assert report.unused == ("c.yaml", "a.yaml", "b.yaml")
    assert report.exit_status == Exit.FAILED
