"""Verdicts: the exact comparison, each status, and what outranks what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tiny_plan import PLAN, Q1_DUE, at, by_target, check, codes

from cchc.batch import CheckReport
from cchc.batch import outcome as came_to
from cchc.diagnostics import Place
from cchc.document.nodes import Scalar
from cchc.errors import Exit
from cchc.evaluate.targets import evaluate_targets, meets
from cchc.plan.model import Op, Plan, Threshold
from cchc.render.wording import exact_value
from cchc.results import Gap, Result, Status, SubmissionResult
from cchc.submission.figures import read_figure
from cchc.submission.model import Submission

Check = Callable[..., SubmissionResult]
COMMUNE = "dung_han: 80\nso_hoa: 80\nkhieu_nai: 5\ncong_khai: yes"
DEPARTMENT = "dung_han: 80\nso_hoa: 90\nkhieu_nai: 5"
SO_MOT = f"{DEPARTMENT}\nsai_sot: 9"


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """Checks figures, one a line, reported by an agency for a period."""

    def call(figures: str, agency: str = "so-hai", period: str = "Q1/2026") -> SubmissionResult:
        lines = "".join(f"  {line}\n" for line in figures.splitlines()) or "  {}\n"
        return check(tmp_path, f"agency: {agency}\nperiod: {period}\nmetrics:\n{lines}")

    return call


def judged(
    metric: str, text: str, op: Op, limit: str, plan: Plan = PLAN, *, final: bool = True
) -> Result:
    """The verdict of a figure for `metric` against a threshold of one's own."""
    (target,) = (target for target in plan.targets if target.metric == metric)
    assert isinstance(target.threshold, Threshold)
    threshold = replace(target.threshold, op=op, value=Decimal(limit))
    plan = replace(plan, targets=(replace(target, threshold=threshold),))
    agency, period = plan.agency["so-mot"], plan.period["2026-Y" if final else "2026-Q1"]
    figure = read_figure(plan.metric[metric], Scalar(text, Place(4, 3)))
    submission = Submission("-", agency, period, None, {metric: figure}, {}, (), None, ())
    ((result,), _) = evaluate_targets(submission, plan, agency, period)
    return result


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
    ],
)
def test_operators_are_exact(op: Op, below: bool, at: bool, above: bool) -> None:
    threshold = Threshold(op=op, value=Decimal("80.1"), unit="%")
    least = Fraction(1, 10**30)
    limit = Fraction(801, 10)
    assert [meets(limit + step, threshold) for step in (-least, 0, least)] == [below, at, above]


@pytest.mark.parametrize(
    ("text", "status", "shown"),
    [
        ("799/1000", "fail", "79.90"),
        ("800/1000", "pass", "80.00"),
        ("79.996", "fail", "79.996"),
        ("79,996%", "fail", "79.996"),
        ("79,99999999", "fail", "79.99999999"),
        ("80", "pass", "80.00"),
        ("80,0%", "pass", "80.00"),
        ("7999999/10000000", "fail", "79.99999"),
        ("79999999/100000000", "fail", "79.999999"),
        ("2/3", "fail", "66.67"),
    ],
)
def test_eighty_percent_is_eighty_percent(text: str, status: Status, shown: str) -> None:
    result = judged("dung_han", text, ">=", "80")
    assert (result.status, exact_value(result)) == (status, shown)


@pytest.mark.parametrize(
    ("metric", "text", "op", "limit", "status"),
    [
        ("thanh_lap", "340", ">", "340", "fail"),
        ("thanh_lap", "341", ">", "340", "pass"),
        ("dung_han", "80", ">", "80", "fail"),
        ("dung_han", "4/5", ">", "80", "fail"),
        ("dung_han", "801/1000", ">", "80", "pass"),
        ("khieu_nai", "5", "<", "5", "fail"),
        ("khieu_nai", "1/20", "<=", "5", "pass"),
        ("khieu_nai", "51/1000", "<=", "5", "fail"),
        ("thu_ngan_sach", "105/100", ">=", "5", "pass"),
        ("thu_ngan_sach", "1049/1000", ">=", "5", "fail"),
        ("thu_ngan_sach", "-5%", ">=", "5", "fail"),
    ],
)
def test_equality(metric: str, text: str, op: Op, limit: str, status: Status) -> None:
    assert judged(metric, text, op, limit).status == status


@pytest.mark.parametrize(
    ("metric", "text", "op", "limit", "gap"),
    [
        ("dung_han", "782/1000", ">=", "80", Gap(Fraction(-9, 5), Fraction(18))),
        ("dung_han", "799/1000", ">=", "80", Gap(Fraction(-1, 10), Fraction(1))),
        ("dung_han", "4/5", ">", "80", Gap(Fraction(0), Fraction(1))),
        ("dung_han", "2/3", ">=", "80", Gap(Fraction(-40, 3), Fraction(1))),
        ("dung_han", "79", ">=", "80", Gap(Fraction(-1), None)),
        ("dung_han", "81", ">=", "80", Gap(Fraction(1), None)),
        ("dung_han", "9/10", ">=", "80", Gap(Fraction(10), None)),
        ("khieu_nai", "6/100", "<=", "5", Gap(Fraction(1), Fraction(1))),
        ("khieu_nai", "5/100", "<", "5", Gap(Fraction(0), Fraction(1))),
        ("thanh_lap", "340", ">", "340", Gap(Fraction(0), Fraction(1))),
        ("thanh_lap", "300", ">", "340", Gap(Fraction(-40), Fraction(41))),
        ("sai_sot", "10", "<", "10", Gap(Fraction(0), Fraction(1))),
        ("sai_sot", "12", "<=", "10", Gap(Fraction(2), Fraction(2))),
        ("thu_ngan_sach", "104/100", ">=", "5", Gap(Fraction(-1), Fraction(1))),
        ("thu_ngan_sach", "100/99", ">=", "5", Gap(Fraction(-395, 99), Fraction(79, 20))),
    ],
)
def test_gap(metric: str, text: str, op: Op, limit: str, gap: Gap) -> None:
    assert judged(metric, text, op, limit).gap == gap


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.sampled_from([">=", ">", "<=", "<"]),
    st.decimals(1, 99, places=2),
)
def test_the_gap_of_a_share_is_the_fewest_cases(
    above: int, below: int, op: Op, limit: Decimal
) -> None:
    above = min(above, below)
    result = judged("dung_han", f"{above}/{below}", op, str(limit))
    assume(result.status == "fail")
    assert result.gap is not None
    assert result.gap.cases is not None
    threshold = Threshold(op=op, value=limit, unit="%")
    step = 1 if op in (">=", ">") else -1
    cases = result.gap.cases
    assert cases.denominator == 1
    assert cases >= 1
    assert meets(Fraction(100 * (above + step * cases), below), threshold)
    assert not meets(Fraction(100 * (above + step * (cases - 1)), below), threshold)


@given(st.integers(0, 10**9), st.sampled_from([">=", ">", "<=", "<"]), st.integers(1, 10**9))
def test_the_gap_of_a_count_is_the_fewest_cases(count: int, op: Op, limit: int) -> None:
    result = judged("thanh_lap", str(count), op, str(limit))
    assume(result.status == "fail")
    assert result.gap is not None
    assert result.gap.cases is not None
    threshold = Threshold(op=op, value=Decimal(limit), unit="doanh nghiệp")
    step = 1 if op in (">=", ">") else -1
    assert meets(count + step * result.gap.cases, threshold)
    assert not meets(count + step * (result.gap.cases - 1), threshold)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.decimals(0, 30, places=1))
def test_the_gap_of_a_growth_is_the_fewest_cases(above: int, base: int, limit: Decimal) -> None:
    growth = replace(PLAN.metric["thu_ngan_sach"], whole=True)
    metrics = tuple(growth if metric.id == growth.id else metric for metric in PLAN.metrics)
    plan = replace(PLAN, metrics=metrics)
    result = judged("thu_ngan_sach", f"{above}/{base}", ">=", str(limit), plan)
    assume(result.status == "fail")
    assert result.gap is not None
    assert result.gap.cases is not None
    cases = result.gap.cases
    threshold = Threshold(op=">=", value=limit, unit="%")
    assert meets(100 * (above + cases) / Fraction(base) - 100, threshold)
    assert not meets(100 * (above + cases - 1) / Fraction(base) - 100, threshold)


@given(st.integers(0, 10**18 - 1), st.integers(1, 10**18 - 1), st.decimals(0, 100, places=2))
def test_what_is_shown_gives_the_same_verdict(above: int, below: int, limit: Decimal) -> None:
    above = min(above, below)
    result = judged("dung_han", f"{above}/{below}", ">=", str(limit))
    shown = exact_value(result)
    assert shown is not None
    assert (Fraction(shown) >= Fraction(limit)) == (result.status == "pass")
    assert (Fraction(shown) == Fraction(limit)) == (Fraction(100 * above, below) == Fraction(limit))


def test_a_stated_share_that_rounds_across_is_invalid(checked: Check) -> None:
    outcome = checked(
        f"{DEPARTMENT}\n".replace("80", "{numerator: 799, denominator: 1000, value: 80}")
    )
    result = by_target(outcome)["dung-han"]
    assert result.status == "invalid"
    assert result.problem is not None
    assert result.problem.code == "share-rounds-across"
    assert codes(outcome.diagnostics)[0] == "share-rounds-across"
    assert at(outcome.diagnostics[0]) == (4, 13)
    assert outcome.diagnostics[0].params["stated"] == 80
    assert outcome.diagnostics[0].params["share"] == Fraction(799, 10)
    assert outcome.verdict == "invalid"
    assert CheckReport(PLAN, (came_to(outcome),)).exit_status == Exit.INVALID


@pytest.mark.parametrize("stated", ["79.9", "79,9%", "79.90"])
def test_a_stated_share_on_the_same_side_is_a_plain_failure(checked: Check, stated: str) -> None:
    outcome = checked(f'dung_han: {{numerator: 799, denominator: 1000, value: "{stated}"}}')
    assert by_target(outcome)["dung-han"].status == "fail"


@pytest.mark.parametrize(
    ("figures", "agency", "period", "target", "status"),
    [
        ("dung_han: 80", "so-hai", "Q1/2026", "dung-han", "pass"),
        ("dung_han: 79", "so-hai", "Q1/2026", "dung-han", "fail"),
        ("dung_han: 79", "so-hai", "Năm 2026", "dung-han", "fail"),
        ("", "so-hai", "Q1/2026", "dung-han", "missing"),
        ("dung_han: tốt", "so-hai", "Q1/2026", "dung-han", "invalid"),
        ("dung_han:", "so-hai", "Q1/2026", "dung-han", "missing"),
        ("dung_han: none arising", "so-hai", "Q1/2026", "dung-han", "none_arising"),
        ("dung_han: 0/0", "so-hai", "Q1/2026", "dung-han", "none_arising"),
        # Digitisation: 90% for departments, 80% for communes.
        ("so_hoa: 85", "so-hai", "Q1/2026", "so-hoa-so", "fail"),
        ("so_hoa: 85", "so-hai", "Q1/2026", "so-hoa-xa", "not_applicable"),
        ("so_hoa: 85", "xa-ta-hoc", "Q1/2026", "so-hoa-so", "not_applicable"),
        ("so_hoa: 85", "xa-ta-hoc", "Q1/2026", "so-hoa-xa", "pass"),
        # Named agencies.
        ("", "so-hai", "Q1/2026", "sai-sot", "not_applicable"),
        ("sai_sot: 10", "so-mot", "Q1/2026", "sai-sot", "fail"),
        ("sai_sot: 9", "so-mot", "Q1/2026", "sai-sot", "pass"),
        ("khieu_nai: 5", "so-mot", "Q1/2026", "khieu-nai", "pass"),
        ("khieu_nai: 5,01", "so-mot", "Q1/2026", "khieu-nai", "fail"),
        # Confirmations.
        ("cong_khai: yes", "xa-ta-hoc", "Q1/2026", "cong-khai", "pass"),
        ("cong_khai: chưa", "xa-ta-hoc", "Q1/2026", "cong-khai", "fail"),
        ("cong_khai: không phát sinh", "xa-ta-hoc", "Q1/2026", "cong-khai", "none_arising"),
        ("cong_khai: 100", "xa-ta-hoc", "Q1/2026", "cong-khai", "invalid"),
        ("", "xa-ta-hoc", "Q1/2026", "cong-khai", "missing"),
        # Year-end targets: not due below the threshold before the year's report.
        ("", "so-mot", "Q1/2026", "thanh-lap", "not_due"),
        ("", "so-mot", "Năm 2026", "thanh-lap", "missing"),
        ("thanh_lap: 340", "so-mot", "Q1/2026", "thanh-lap", "not_due"),
        ("thanh_lap: 340", "so-mot", "6 tháng/2026", "thanh-lap", "not_due"),
        ("thanh_lap: 340", "so-mot", "Năm 2026", "thanh-lap", "fail"),
        ("thanh_lap: 341", "so-mot", "Q1/2026", "thanh-lap", "pass"),
        ("thanh_lap: 341", "so-mot", "Năm 2026", "thanh-lap", "pass"),
        ("thanh_lap: -1", "so-mot", "Q1/2026", "thanh-lap", "invalid"),
        ("thu_ngan_sach: 104/100", "so-mot", "Q1/2026", "thu-ngan-sach", "not_due"),
        ("thu_ngan_sach: 104/100", "so-mot", "Năm 2026", "thu-ngan-sach", "fail"),
        ("thu_ngan_sach: 5%", "so-mot", "Năm 2026", "thu-ngan-sach", "pass"),
        ("thanh_lap: 341", "so-hai", "Năm 2026", "thanh-lap", "not_applicable"),
    ],
)
def test_status(
    checked: Check, figures: str, agency: str, period: str, target: str, status: Status
) -> None:
    assert by_target(checked(figures, agency, period))[target].status == status


def test_a_year_end_target_shows_how_far_it_has_come(checked: Check) -> None:
    result = by_target(checked("thanh_lap: 300", "so-mot"))["thanh-lap"]
    assert result.status == "not_due"
    assert exact_value(result) == "300"
    assert result.gap == Gap(Fraction(-40), Fraction(41))


def test_a_result_has_the_place_of_its_figure(checked: Check) -> None:
    results = by_target(checked("khieu_nai: 5\ndung_han: 79"))
    assert (at(results["khieu-nai"]), at(results["dung-han"])) == ((4, 14), (5, 13))
    assert results["so-hoa-so"].place is None


def test_summary_counts_every_status(checked: Check) -> None:
    outcome = checked("dung_han: 79\nso_hoa: không phát sinh\nsai_sot: x", "so-mot")
    assert outcome.summary == {
        "pass": 0,
        "fail": 1,
        "missing": 1,
        "invalid": 1,
        "none_arising": 1,
        "not_due": 2,
        "not_applicable": 2,
    }


@pytest.mark.parametrize(
    ("figures", "agency", "verdict", "exit_status"),
    [
        (COMMUNE, "xa-ta-hoc", "pass", 0),
        (DEPARTMENT, "so-hai", "pass", 0),
        (SO_MOT, "so-mot", "pass", 0),
        ("dung_han: 0/0\nso_hoa: 0/0\nkhieu_nai: 0/0", "so-hai", "pass", 0),
        (DEPARTMENT.replace("80", "79"), "so-hai", "fail", 1),
        (DEPARTMENT.replace("dung_han: 80", ""), "so-hai", "fail", 1),
        (DEPARTMENT.replace("80", "1e2"), "so-hai", "invalid", 3),
        (DEPARTMENT.replace("80", "1e2").replace("90", "89"), "so-hai", "invalid", 3),
        (f"{DEPARTMENT}\nkhieu_nai: 4", "so-hai", "invalid", 3),
        (f"{DEPARTMENT}\nkhieu_naj: 4", "so-hai", "invalid", 3),
        (f"{DEPARTMENT}\ncong_khai: yes", "so-hai", "pass", 0),
        (f"{DEPARTMENT}\ncong_khai: 17", "so-hai", "invalid", 3),
        (DEPARTMENT, "so-ba", "invalid", 3),
    ],
)
def test_verdict_and_exit_status(
    checked: Check, figures: str, agency: str, verdict: str, exit_status: int
) -> None:
    outcome = checked(figures, agency)
    assert outcome.verdict == verdict
    assert CheckReport(PLAN, (came_to(outcome),)).exit_status == exit_status


def test_the_worst_submission_decides_the_exit_status(checked: Check) -> None:
    passed, failed, invalid = checked(DEPARTMENT), checked(""), checked("dung_han: x")
    assert [each.verdict for each in (passed, failed, invalid)] == ["pass", "fail", "invalid"]
    for submissions, status in (
        ((), 0),
        ((passed, passed), 0),
        ((passed, failed), 1),
        ((failed, passed), 1),
        ((failed, invalid, passed), 3),
        ((invalid, failed), 3),
    ):
        assert CheckReport(PLAN, tuple(map(came_to, submissions))).exit_status == status


def test_a_figure_of_anothers_target_is_only_a_warning(checked: Check) -> None:
    outcome = checked(f"{DEPARTMENT}\nthanh_lap: 7")
    (warning,) = (each for each in outcome.diagnostics if each.code == "metric-not-applicable")
    assert (warning.severity, at(warning)) == ("warning", (7, 14))


def test_a_metric_that_stands_twice_is_not_used(checked: Check) -> None:
    outcome = checked("dung_han: 90\nso_hoa: 95\ndung_han: 10")
    results = by_target(outcome)
    assert results["dung-han"].status == "invalid"
    assert results["so-hoa-so"].status == "pass"
    errors = [each for each in outcome.diagnostics if each.severity == "error"]
    assert codes(errors) == ["duplicate-key"]
    assert (at(errors[0]), errors[0].params["first"]) == ((6, 3), Place(4, 3))


def test_nothing_is_compared_without_agency_or_period(tmp_path: Path) -> None:
    for head, code in (
        ("period: Q1/2026", "missing-agency"),
        ("agency: so-mot", "missing-period"),
        ("agency: so-mot\nperiod: Q2/2026", "unknown-period"),
    ):
        outcome = check(tmp_path, f"{head}\nmetrics: {{dung_han: 80}}\n", Q1_DUE)
        assert outcome.results == ()
        assert codes(outcome.diagnostics) == [code]
        assert outcome.verdict == "invalid"
