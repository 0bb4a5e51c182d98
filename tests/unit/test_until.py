"""Targets that have time past the close of the year's data, supplements, and estimates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from test_rollup import of, sent
from tiny_plan import PROVINCE_TEXT, at, by_target, codes, refusal

from cchc.batch import Identity, Superseded, identity, superseded, supplemented
from cchc.diagnostics import Place
from cchc.evaluate import evaluate
from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.plan.parse import parse
from cchc.plan.succession import Succession
from cchc.render.wording import reason
from cchc.results import SubmissionResult
from cchc.rollup import roll_up
from cchc.rollup.model import Rollup
from cchc.submission.model import AsOf, Submission
from cchc.submission.read import read_submission

_DUE = "    due: year_end\n    source: {section: II.1, item: 4}\n"
TEXT: Final = PROVINCE_TEXT.replace(_DUE, f"{_DUE}    until: 2026-12-31\n").replace(
    "    applies_to: [so-mot]\n    due: year_end\n    source: {section: II.1, item: 6}\n",
    "    applies_to: [so-mot, so-hai]\n    due: year_end\n"
    "    source: {section: II.1, item: 6}\n    until: 2026-12-31\n",
)
LASTING: Final = parse(TEXT)
"""The tiny plan, in which more than 340 enterprises, and 5% more revenue, have all of 2026."""
END: Final = date(2026, 12, 31)
REPORTED: Final = date(2026, 12, 10)
SUPPLEMENT: Final = "as_of: 31/12/2026\n"


def checked(
    folder: Path,
    figure: str,
    *,
    period: str = "2026-Y",
    more: str = "reported_on: 10/12/2026\n",
    day: date = REPORTED,
) -> SubmissionResult:
    """A report of so-mot, with a figure for new enterprises if one is given."""
    line = f"  thanh_lap: {figure}\n" if figure else "  sai_sot: 1\n"
    file = folder / "report.yaml"
    file.write_text(f"agency: so-mot\nperiod: {period}\n{more}metrics:\n{line}", "utf-8")
    return evaluate(read_submission(str(file), LASTING), LASTING, day)


def status(found: SubmissionResult) -> str:
    return by_target(found)["thanh-lap"].status


def told(found: SubmissionResult, lang: str = "vi") -> str:
    return reason(by_target(found)["thanh-lap"], Messages("vi" if lang == "vi" else "en"))


# The year's report and the supplement


@pytest.mark.parametrize(
    ("figure", "period", "status_of"),
    [
        ("300", "2026-Q1", "not_due"),
        ("341", "2026-Q1", "pass"),
        ("", "2026-Q1", "not_due"),
        ("340", "2026-Y", "not_due"),
        ("341", "2026-Y", "pass"),
        ("", "2026-Y", "missing"),
    ],
)
def test_the_year_is_not_over_on_9_december(
    figure: str, period: str, status_of: str, tmp_path: Path
) -> None:
    assert status(checked(tmp_path, figure, period=period)) == status_of


@pytest.mark.parametrize(
    ("figure", "as_of", "status_of"),
    [
        ("340", "30/12/2026", "not_due"),
        ("340", "31/12/2026", "fail"),
        ("341", "31/12/2026", "pass"),
        ("340", "15/01/2027", "fail"),
        ("", "31/12/2026", "missing"),
    ],
)
def test_the_supplement_decides(figure: str, as_of: str, status_of: str, tmp_path: Path) -> None:
    more = f"reported_on: 20/01/2027\nas_of: {as_of}\n"
    found = checked(tmp_path, figure, more=more, day=date(2027, 1, 20))
    assert status(found) == status_of
    assert "report-late" not in codes(found.diagnostics)


def test_how_far_it_has_come_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, "300")
    assert told(found) == (
        "còn thời gian đến hết ngày 31/12/2026; hiện 300, cần > 340: thiếu 41 doanh nghiệp."
    )
    assert told(found, "en") == (
        "it has until 31/12/2026; now 300, needs > 340: 41 short (enterprises) so far."
    )


def test_a_target_without_until_is_due_with_the_years_report(tmp_path: Path) -> None:
    plan = parse(PROVINCE_TEXT)
    report = sent("so-mot", "2026-Y", REPORTED, plan, thanh_lap="340")
    assert by_target(evaluate(report, plan, REPORTED))["thanh-lap"].status == "fail"


def test_a_report_without_as_of_is_late_and_a_supplement_never(tmp_path: Path) -> None:
    late = checked(tmp_path, "1", more="reported_on: 15/12/2026\n", day=date(2026, 12, 15))
    assert "report-late" in codes(late.diagnostics)
    same = "reported_on: 15/12/2026\nas_of: 09/12/2026\n"  # no more than the period's own data
    late = checked(tmp_path, "1", more=same, day=date(2026, 12, 15))
    assert "report-late" in codes(late.diagnostics)


@pytest.mark.parametrize(
    ("as_of", "code", "message"),
    [
        ("08/12/2026", "as-of-too-early",
         "số liệu đến ngày 08/12/2026 là trước ngày chốt số liệu của kỳ, 09/12/2026"),
        ("11/12/2026", "as-of-in-future",
         "số liệu đến ngày 11/12/2026 là sau ngày báo cáo 10/12/2026"),
        ("31/11/2026", "no-such-date", "không có ngày “31/11/2026” trong lịch"),
        ("cuối năm", "not-a-date", None),
    ],
)  # fmt: skip
def test_a_day_that_can_not_be(as_of: str, code: str, message: str | None, tmp_path: Path) -> None:
    more = f"reported_on: 10/12/2026\nas_of: {as_of}\n"
    found = checked(tmp_path, "340", more=more)
    [problem] = [one for one in found.diagnostics if one.severity == "error"]
    assert (problem.code, at(problem)) == (code, (4, 8))
    assert message is None or Messages("vi").message(problem) == message
    assert status(found) == "not_due"  # whatever it says, the data close on 9 December
    assert found.verdict == "invalid"


def test_which_targets_of_the_real_plan_have_until() -> None:
    plan = load()
    assert {target.id: target.until for target in plan.targets if target.until} == dict.fromkeys(
        ("ke-hoach-dao-tao", "tang-thu-noi-dia", "giai-ngan-dau-tu-cong", "doanh-nghiep-moi",
         "htx-moi"), END,
    )  # fmt: skip
    assert all(target.due == "year_end" and target.reading for target in plan.targets
               if target.until)  # fmt: skip


@pytest.mark.parametrize("day", ["2026-12-09", "2026-03-31", "2028-01-01"])
def test_until_gives_more_time_than_the_data(day: str) -> None:
    text = TEXT.replace(f"{_DUE}    until: 2026-12-31", f"{_DUE}    until: {day}")
    [problem] = refusal(text)
    assert (problem.code, problem.params["closing"]) == ("plan-until", date(2026, 12, 9))


# Estimates


def test_an_estimate_is_held_against_the_threshold_and_decides_nothing(tmp_path: Path) -> None:
    found = checked(tmp_path, "{value: 300, estimate: 345}")
    assert status(found) == "not_due"
    assert told(found).endswith("Ước cả năm 345: nếu đúng thì đạt ngưỡng > 340.")
    short = checked(tmp_path, "{value: 300, estimate: 340}")
    assert status(short) == "not_due"
    assert told(short, "en").endswith("Estimate for the year: 340, which would miss > 340.")
    over = checked(tmp_path, "{value: 341, estimate: 300}")
    assert status(over) == "pass"


def test_an_estimate_may_be_a_fraction(tmp_path: Path) -> None:
    text = (
        "agency: so-mot\nperiod: 2026-Y\nmetrics:\n  dung_han: {value: 79%, estimate: 799/1000}\n"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    submission = read_submission(str(tmp_path / "a.yaml"), LASTING)
    estimate = submission.figures["dung_han"].estimate
    assert estimate is not None
    assert estimate.value == Fraction(799, 10)
    result = by_target(evaluate(submission, LASTING, REPORTED))["dung-han"]
    assert reason(result, Messages("en")).endswith("79.90%, which would miss ≥ 80%.")


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("thanh_lap: {value: 300, estimate: nhiều}", "not-a-number", 37),
        ("thanh_lap: {value: 300, estimate: [1]}", "not-a-single-value", 37),
        ("dung_han: {value: 90%, estimate: không phát sinh}", "not-an-estimate", 36),
        ("dung_han: {value: 90%, estimate: '0.9'}", "not-an-estimate", 36),
        ("cong_khai: {value: có, estimate: có}", "estimate-of-an-answer", 36),
    ],
)
def test_what_is_no_estimate_is_told_and_the_figure_kept(
    line: str, code: str, column: int, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(
        f"agency: xa-tan-an\nperiod: 2026-Y\nmetrics:\n  {line}\n", "utf-8"
    )
    submission = read_submission(str(tmp_path / "a.yaml"), LASTING)
    [problem] = submission.diagnostics
    assert (problem.code, at(problem), problem.severity) == (code, (4, column), "error")
    [figure] = submission.figures.values()
    assert (figure.problem, figure.estimate) == (None, None)


def test_an_estimate_alone_is_no_figure(tmp_path: Path) -> None:
    found = checked(tmp_path, "{estimate: 345}")
    assert status(found) == "missing"
    assert "no-figure" in codes(found.diagnostics)


@pytest.mark.parametrize(
    "head", ["Mã chỉ số;Giá trị;Ước cả năm", "metric;value;Estimate", "Mã;Giá trị;Ước năm"]
)
def test_tables_have_both(head: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Cơ quan;so-mot\nKỳ báo cáo;2026-Y\nNgày báo cáo;05/01/2027\nSố liệu đến ngày;31/12/2026\n"
        f"{head}\nthanh_lap;300;345\n",
        "utf-8",
    )
    submission = read_submission(str(tmp_path / "a.csv"), LASTING)
    assert submission.diagnostics == ()
    assert submission.as_of == AsOf(END, Place(4, 18))
    estimate = submission.figures["thanh_lap"].estimate
    assert estimate is not None
    assert estimate.value == 345


# Files that replace each other


def whose(file: str, as_of: date | None = None, on: date | None = None) -> Identity:
    return Identity(file, "so-mot", "2026-Y", on, "Sở Một", as_of)


def test_the_later_data_replace_the_earlier() -> None:
    year, first, second = whose("y"), whose("1", date(2026, 12, 20)), whose("2", END)
    assert supplemented([year, second, first]) == (Superseded("y", "2"), Superseded("1", "2"))
    assert supplemented([year, whose("z")]) == ()
    # Two supplements up to one day are in conflict, and both replace the year's report.
    assert supplemented([second, year, whose("3", END)]) == (Superseded("y", "2"),)


def test_the_latest_goes_by_the_data_first() -> None:
    early = whose("early", END, date(2027, 1, 4))
    late = whose("late", None, date(2027, 2, 1))
    assert superseded([early, late]) == (Superseded("late", "early"),)
    again = whose("again", END, date(2027, 1, 9))
    assert superseded([late, early, again]) == (
        Superseded("late", "early"),
        Superseded("early", "again"),
    )


def test_only_data_past_the_periods_make_a_supplement() -> None:
    report = sent("so-mot", "2026-Y", REPORTED, LASTING, thanh_lap="1")
    assert identity(report._replace(as_of=AsOf(date(2026, 12, 9), Place(1, 1)))).as_of is None
    assert identity(report._replace(as_of=AsOf(END, Place(1, 1)))).as_of == END


# The province


def supplement(report: Submission) -> Submission:
    day = date(2027, 1, 5)
    as_of = AsOf(END, Place(1, 1))
    return report._replace(file=f"bs-{report.file}", reported_on=day, as_of=as_of)


def year(*reports: Submission, plan: Plan = LASTING) -> Rollup:
    return roll_up(Succession((plan,)), plan.period["2026-Y"], date(2027, 1, 6), reports)


def revenue(agency: str, figure: str, on: date = REPORTED) -> Submission:
    return sent(agency, "2026-Y", on, LASTING, thu_ngan_sach=figure)


def test_a_total_is_final_only_where_all_its_parts_are() -> None:
    one, other = revenue("so-mot", "104/100"), revenue("so-hai", "104/100")
    assert of(year(one, other), "thu-ngan-sach").status == "not_due"
    assert of(year(supplement(one), other), "thu-ngan-sach").status == "not_due"
    found = of(year(supplement(one), supplement(other)), "thu-ngan-sach")
    assert (found.status, found.value) == ("fail", 4)
    met = of(year(revenue("so-mot", "106/100"), other), "thu-ngan-sach")
    assert (met.status, met.value) == ("pass", 5)  # met is met
    assert of(year(), "thu-ngan-sach").status == "missing"
    assert of(year(supplement(one)), "thu-ngan-sach").status == "not_due"  # the other is silent


def test_a_single_leads_supplement_decides_for_the_province() -> None:
    report = sent("so-mot", "2026-Y", REPORTED, LASTING, thanh_lap="340")
    assert of(year(report), "thanh-lap").status == "not_due"
    assert of(year(supplement(report)), "thanh-lap").status == "fail"


def test_a_supplement_is_no_conflict_and_not_late() -> None:
    report = sent("so-mot", "2026-Y", REPORTED, LASTING, thanh_lap="300")
    later = supplement(sent("so-mot", "2026-Y", REPORTED, LASTING, thanh_lap="345"))
    found = year(report, later)
    assert (found.conflicts, found.superseded) == ((), (Superseded(report.file, later.file),))
    standing = found.now.standing(LASTING.agency["so-mot"])
    assert (standing.timing, standing.days_late, standing.files) == ("on_time", 0, (later.file,))
    assert of(found, "thanh-lap").value == 345
    assert year(later).now.standing(LASTING.agency["so-mot"]).timing == "on_time"


def test_a_report_that_was_late_stays_late_behind_its_supplement() -> None:
    report = sent("so-mot", "2026-Y", date(2026, 12, 14), LASTING, thanh_lap="300")
    standing = year(report, supplement(report)).now.standing(LASTING.agency["so-mot"])
    assert (standing.timing, standing.days_late) == ("late", 3)


def test_one_agency_may_hold_the_total() -> None:
    text = PROVINCE_TEXT.replace(
        "    source: {section: II.1, item: 7}\n",
        "    source: {section: II.1, item: 7}\n    held_by: xa-tan-an\n",
    )
    plan = parse(text)
    others = dict.fromkeys(("phuong-tan-an", "xa-ta-hoc", "xa-ta-hoc-hai"), "không")
    reports = [sent(one, plan=plan, cong_khai=said) for one, said in
               {"xa-tan-an": "có", **others}.items()]  # fmt: skip
    found = of(roll_up(Succession((plan,)), plan.period["2026-Q1"], date(2026, 3, 11), reports),
               "cong-khai")  # fmt: skip
    assert (found.basis, found.status, found.value) == ("lead", "pass", 1)
    assert found.lead == plan.agency["xa-tan-an"]
    assert found.counts == {"pass": 1, "fail": 3, "missing": 1}
    [problem] = refusal(text.replace("held_by: xa-tan-an", "held_by: so-mot"))
    assert (problem.code, problem.params["name"]) == ("plan-held-by", "so-mot")
    assert {one.id: one.held_by for one in load().targets if one.held_by} == {
        "bien-che-dung-chi-tieu": "so-noi-vu"
    }
