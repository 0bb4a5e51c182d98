"""Activities and the agency's own plan: in time, late, overdue, not reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tiny_plan import PLAN, at, check, codes

from cchc.diagnostics import Diagnostic
from cchc.results import ActivityResult, State, SubmissionResult

PLAN_CODES = {"agency-plan-late", "agency-plan-not-reported"}


def report(folder: Path, lines: str, day: date, agency: str = "so-mot") -> SubmissionResult:
    """The verdicts of a report that has no figures and these further lines."""
    return check(folder, f"agency: {agency}\nperiod: Q1/2026\nmetrics: {{}}\n{lines}\n", day)


def states(
    checked: SubmissionResult, activity: str, number: int = 1
) -> list[tuple[date | None, State]]:
    """When each occurrence of an output is due, and how it stands."""
    return [(each.due_on, each.state) for each in of(checked, activity, number)]


def of(checked: SubmissionResult, activity: str, number: int = 1) -> list[ActivityResult]:
    return [
        each for each in checked.activities if (each.activity.id, each.number) == (activity, number)
    ]


def said(checked: SubmissionResult, activity: str) -> list[str]:
    """The codes of what is said of an activity."""
    return codes([each for each in checked.diagnostics if each.params.get("activity") == activity])


def about_plan(checked: SubmissionResult) -> list[Diagnostic]:
    return [each for each in checked.diagnostics if each.code in PLAN_CODES]


LAST = date(2026, 3, 31)
"""The day that I.2, in quarter I, falls due."""


@pytest.mark.parametrize(
    ("written", "day", "state", "code"),
    [
        ("I.2: {status: done, completed_on: 30/03/2026}", date(2026, 4, 1), "done", None),
        ("I.2: {status: done, completed_on: 31/03/2026}", date(2026, 4, 1), "done", None),
        ("I.2: {status: done, completed_on: 01/04/2026}", date(2026, 4, 1), "late", "late"),
        ("I.2: {status: in_progress}", LAST, "open", None),
        ("I.2: {status: in_progress}", date(2026, 4, 1), "overdue", "overdue"),
        ("I.2: {status: đang thực hiện}", date(2026, 4, 1), "overdue", "overdue"),
        ("I.2: {status: not_started}", LAST, "open", None),
        ("I.2: {status: chưa thực hiện}", date(2026, 4, 1), "overdue", "overdue"),
        ("{}", LAST, "open", None),
        ("{}", date(2026, 4, 1), "not_reported", "not-reported"),
        ("I.2: {status: done}", LAST, "done", "done-without-date"),
        ("I.2: {status: hoàn thành}", date(2026, 4, 1), "done", "done-without-date"),
        ("I.2.1: {status: done, completed_on: 2026-03-31}", LAST, "done", None),
        ("i.2: {status: Done, completed_on: 31/3/2026}", LAST, "done", None),
    ],
)
def test_one_output(
    tmp_path: Path, written: str, day: date, state: State, code: str | None
) -> None:
    checked = report(tmp_path, f"activities:\n  {written}", day)
    assert states(checked, "I.2") == [(LAST, state)]
    assert said(checked, "I.2") == ([f"activity-{code}"] if code else [])


def test_what_is_late_has_its_place_its_day_and_its_document(tmp_path: Path) -> None:
    written = "activities:\n  I.2: {status: done, completed_on: 02/04/2026, document: 9/QĐ}"
    checked = report(tmp_path, written, date(2026, 4, 30))
    (result,) = of(checked, "I.2")
    assert (result.completed_on, result.document) == (date(2026, 4, 2), "9/QĐ")
    (problem,) = (each for each in checked.diagnostics if each.code == "activity-late")
    assert (at(problem), problem.severity) == ((5, 3), "warning")
    assert (problem.params["due_on"], problem.params["completed_on"]) == (LAST, date(2026, 4, 2))


def test_a_late_activity_fails_no_target(tmp_path: Path) -> None:
    text = "agency: so-hai\nperiod: Q1/2026\nmetrics: {dung_han: 80, so_hoa: 90, khieu_nai: 0}\n"
    checked = check(tmp_path, text, date(2026, 12, 31))
    assert "activity-not-reported" in codes(checked.diagnostics)
    assert checked.verdict == "pass"


FEBRUARY, QUARTER_FOUR = date(2026, 2, 28), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("written", "first", "second", "code"),
    [
        (
            "I.1: {status: done, completed_on: 28/02/2026}",
            "done",
            "open",
            ["activity-first-output"],
        ),
        ("I.1.1: {status: done, completed_on: 28/02/2026}", "done", "open", []),
        ("I.1.1: {status: done, completed_on: 01/03/2026}", "late", "open", ["activity-late"]),
        (
            "I.1.2: {status: done, completed_on: 09/03/2026}",
            "not_reported",
            "done",
            ["activity-not-reported"],
        ),
    ],
)
def test_a_bare_key_speaks_of_the_first_of_several_outputs(
    tmp_path: Path, written: str, first: State, second: State, code: list[str]
) -> None:
    checked = report(tmp_path, f"activities:\n  {written}", date(2026, 3, 11))
    assert states(checked, "I.1", 1) == [(FEBRUARY, first)]
    assert states(checked, "I.1", 2) == [(QUARTER_FOUR, second)]
    assert said(checked, "I.1") == code


def test_each_day_of_a_list_fills_its_own_month(tmp_path: Path) -> None:
    days = "[28/02/2026, 31/01/2026, 01/04/2026]"  # in any order
    written = f"activities:\n  I.3: {{status: in_progress, completed_on: {days}}}"
    checked = report(tmp_path, written, date(2026, 5, 1))
    assert states(checked, "I.3") == [
        (date(2026, 1, 31), "done"),
        (date(2026, 2, 28), "done"),
        (date(2026, 3, 31), "overdue"),
        (date(2026, 4, 30), "done"),
        *[
            (date(2026, month, day), "open")
            for month, day in enumerate((31, 30, 31, 31, 30, 31, 30, 31), 5)
        ],
    ]
    assert said(checked, "I.3") == ["activity-overdue"]


def test_one_missed_month_leaves_the_others_in_time(tmp_path: Path) -> None:
    days = "[27/02/2026, 30/03/2026, 31/03/2026]"
    written = f"activities:\n  I.3: {{status: in_progress, completed_on: {days}}}"
    checked = report(tmp_path, written, date(2026, 4, 1))
    assert [state for _, state in states(checked, "I.3")][:4] == ["late", "done", "done", "open"]


def test_months_that_nobody_reported(tmp_path: Path) -> None:
    checked = report(tmp_path, "", date(2026, 2, 28))
    assert [state for _, state in states(checked, "I.3")] == ["not_reported"] + ["open"] * 11


def test_done_every_month_so_far_says_nothing_of_the_months_to_come(tmp_path: Path) -> None:
    checked = report(tmp_path, "activities: {I.3: {status: done}}", date(2026, 3, 11))
    assert [state for _, state in states(checked, "I.3")] == ["done"] * 2 + ["open"] * 10


def test_half_years(tmp_path: Path) -> None:
    written = "activities: {I.4: {status: in_progress, completed_on: 01/07/2026}}"
    checked = report(tmp_path, written, date(2026, 7, 1), "xa-ta-hoc")
    assert states(checked, "I.4") == [(date(2026, 6, 30), "overdue"), (date(2026, 12, 31), "done")]


def test_only_what_the_agency_leads_is_expected(tmp_path: Path) -> None:
    def expected(agency: str) -> set[str]:
        checked = report(tmp_path, "", date(2026, 12, 31), agency)
        return {each.activity.id for each in checked.activities}

    # What is ongoing, waits for an event or goes with the reports is not expected by a day.
    assert expected("so-mot") == {"I.1", "I.2", "I.3"}
    assert expected("so-hai") == {"I.2"}
    assert expected("xa-ta-hoc") == {"I.4"}


def test_what_another_agency_leads_is_a_warning(tmp_path: Path) -> None:
    written = "activities: {I.3: {status: done, completed_on: [31/01/2026]}}"
    checked = report(tmp_path, written, date(2026, 2, 1), "so-hai")
    assert said(checked, "I.3") == ["activity-not-lead"]


def test_a_day_after_the_report_is_a_warning(tmp_path: Path) -> None:
    written = "activities: {I.2: {status: done, completed_on: %s}}"
    checked = report(tmp_path, written % "12/03/2026", date(2026, 3, 11))
    assert codes(checked.diagnostics).count("date-in-future") == 1
    checked = report(tmp_path, written % "11/03/2026", date(2026, 3, 11))
    assert codes(checked.diagnostics).count("date-in-future") == 0


def test_the_report_of_what_has_no_day_is_kept(tmp_path: Path) -> None:
    written = "activities: {I.7: {status: done, completed_on: 05/05/2026}}"
    checked = report(tmp_path, written, date(2026, 12, 31))
    assert states(checked, "I.7") == [(None, "done")]
    written = "activities: {I.7: {status: in progress}}"
    assert states(report(tmp_path, written, LAST), "I.7") == [(None, "open")]


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("II.9: done", "unknown-activity", (5, 3)),
        ("I.1.3: done", "unknown-activity", (5, 3)),
        ("I.1.0: done", "unknown-activity", (5, 3)),
        ("I.2: {status: xong rồi}", "unknown-status", (5, 17)),
        ("I.2: {completed_on: 28/01/2026}", "unknown-status", (5, 3)),
        ("I.2: {status: done, completed_on: 28/01/26}", "not-a-date", (5, 37)),
        ("I.2: {status: done, completed_on: 31/02/2026}", "no-such-date", (5, 37)),
        ("I.3: {status: done, completed_on: [31/01/2026, x]}", "not-a-date", (5, 50)),
        ("I.2: {status: done, complete_on: 28/01/2026}", "unknown-key", (5, 23)),
        ("I.2: [done]", "not-a-mapping-here", (5, 8)),
        ("I.2: {status: done, document: [1]}", "not-a-single-value", (5, 33)),
    ],
)
def test_a_report_that_can_not_be_read(
    tmp_path: Path, written: str, code: str, place: tuple[int, int]
) -> None:
    checked = report(tmp_path, f"activities:\n  {written}", date(2026, 1, 1))
    (error,) = (each for each in checked.diagnostics if each.severity == "error")
    assert (error.code, at(error)) == (code, place)
    assert checked.verdict == "invalid"


@pytest.mark.parametrize(
    ("lines", "day", "state", "code"),
    [
        ("agency_plan: {issued_on: 09/01/2026}", date(2026, 3, 11), "done", None),
        ("agency_plan: {issued_on: 10/01/2026}", date(2026, 3, 11), "done", None),
        ("agency_plan: {issued_on: 11/01/2026}", date(2026, 3, 11), "late", "agency-plan-late"),
        ("agency_plan: {issued_on: 2026-01-11}", date(2026, 1, 11), "late", "agency-plan-late"),
        ("", date(2026, 1, 10), "open", None),
        ("", date(2026, 1, 11), "not_reported", "agency-plan-not-reported"),
        ("agency_plan: {}", date(2026, 1, 11), "not_reported", "agency-plan-not-reported"),
    ],
)
def test_the_agencys_own_plan(
    tmp_path: Path, lines: str, day: date, state: State, code: str | None
) -> None:
    checked = report(tmp_path, lines, day)
    (duty,) = checked.obligations
    assert (duty.obligation.id, duty.state) == ("agency-plan", state)
    assert codes(about_plan(checked)) == ([code] if code else [])
    assert all(each.severity == "warning" for each in about_plan(checked))


def test_the_province_asks_for_the_plan_by_the_tenth_of_january() -> None:
    (duty,) = PLAN.obligations
    assert duty.due_on == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("written", "state", "code"),
    [
        ("I.2: done", "done", ["activity-done-without-date"]),
        ("I.2: hoàn thành", "done", ["activity-done-without-date"]),
        ("I.2: đang thực hiện", "overdue", ["activity-overdue"]),
        ("I.2: chưa thực hiện", "overdue", ["activity-overdue"]),
    ],
)
def test_the_short_form_has_only_the_status(
    tmp_path: Path, written: str, state: State, code: list[str]
) -> None:
    checked = report(tmp_path, f"activities:\n  {written}", date(2026, 4, 1))
    assert states(checked, "I.2") == [(LAST, state)]
    assert said(checked, "I.2") == code


def test_a_bad_status_in_the_short_form_is_one_mistake(tmp_path: Path) -> None:
    checked = report(tmp_path, "activities:\n  I.2: xong rồi", date(2026, 1, 1))
    (error,) = (each for each in checked.diagnostics if each.severity == "error")
    assert (error.code, at(error)) == ("unknown-status", (5, 8))


def test_a_plan_is_issued_on_one_day(tmp_path: Path) -> None:
    checked = report(
        tmp_path, "agency_plan: {issued_on: [09/01/2026, 11/01/2026]}", date(2026, 3, 1)
    )
    assert checked.verdict == "invalid"


@pytest.mark.parametrize("second", ["I.2.1", "i.2"])
def test_two_reports_of_one_output_are_not_both_believed(tmp_path: Path, second: str) -> None:
    written = f"activities:\n  I.2: {{status: not_started}}\n  {second}: {{status: done}}"
    checked = report(tmp_path, written, date(2026, 3, 1))
    assert checked.verdict == "invalid" or any(
        at(each) in ((5, 3), (6, 3)) and each.code != "activity-done-without-date"
        for each in checked.diagnostics
    )


@pytest.mark.parametrize("status", ["not_started", "in_progress"])
def test_what_is_not_done_is_not_taken_as_done(tmp_path: Path, status: str) -> None:
    written = f"activities: {{I.2: {{status: {status}, completed_on: 28/01/2026}}}}"
    checked = report(tmp_path, written, date(2026, 3, 1))
    assert states(checked, "I.2") != [(LAST, "done")] or said(checked, "I.2") != []
