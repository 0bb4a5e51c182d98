"""Waivers and `--fail-on`: they change the exit status, and never a verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Cchc, Outcome
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc.cli import clock

HOME = ROOT / "examples" / "plans" / "van-khe"
PLAN = ("--plan", str(HOME / "plan_2027.yaml"))
FIGURES = {"dung_han": "481/500", "hai_long": "88,5%", "niem_yet": "1/1", "nop_truc_tuyen": "60%"}
"""Of eight targets, satisfaction fails, and two are missing."""
BAD = ("hai-long", "dat-dai-dung-han", "bo-sung-qua-mot-lan")

Check = Callable[..., Outcome]


def waiver(target: str = "hai-long", **fields: str) -> str:
    values = {
        "target": target,
        "agency": "khe-ha",
        "reason": "lũ quét",
        "document": "7/UBND-NC",
        "until": "30/06/2027",
    } | fields
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in values.items()) + "\n"


def waivers(*entries: str) -> str:
    return "schema: cchc.waivers/1\nwaivers:" + ("\n" + "".join(entries) if entries else " []\n")


@pytest.fixture
def check(tmp_path: Path, cchc: Cchc) -> Check:
    """Checks a report of Xã Khe Hạ with a file of waivers of this text."""
    (tmp_path / "r").mkdir()
    lines = "".join(f"  {name}: {value}\n" for name, value in FIGURES.items())
    report = f"agency: khe-ha\nperiod: 6 tháng/2027\nreported_on: 03/06/2027\nmetrics:\n{lines}"
    (tmp_path / "r" / "a.yaml").write_text(report, "utf-8")

    def call(text: str | None = None, *options: str, today: str = "03/06/2027") -> Outcome:
        more = ["--today", today] if today else []
        if text is not None:
            (tmp_path / "w.yaml").write_text(text, "utf-8")
            more += ["--waivers", str(tmp_path / "w.yaml")]
        return cchc("check", tmp_path / "r", *PLAN, *more, *options)

    return call


def document(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome.out)
    return found


JSON = ("--format", "json")


# What a waiver does, and doesn't


def test_a_waived_result_is_shown_as_such_and_is_no_pass(check: Check) -> None:
    plain = document(check(None, *JSON))["submissions"][0]
    found = document(check(waivers(waiver()), *JSON))
    [submission] = found["submissions"]
    [result] = [one for one in submission["results"] if one["target"] == "hai-long"]
    assert result["status"] == "fail"
    assert result["waived"] == {
        "reason": "lũ quét",
        "document": "7/UBND-NC",
        "until": "2027-06-30",
    }
    assert submission["verdict"] == "fail"
    assert submission["summary"] == {**plain["summary"], "waived": 1}
    assert [one["waived"] for one in submission["results"]].count(None) == 9
    [used] = found["waivers"]
    assert (used["state"], used["line"], used["column"]) == ("used", 3, 5)
    assert [Path(file).name for file in used["files"]] == ["a.yaml"]


def test_what_people_see(check: Check) -> None:
    outcome = check(waivers(waiver()), "--lang", "en")
    shown = " ".join(outcome.out.split())
    assert "Fail Satisfaction of people 88.50% > 88.5%" in shown
    assert "(waived) and enterprises" in shown
    assert (
        "Waived (1) - Satisfaction of people and enterprises (II.2.a item 2): 88.50%, needs > "
        "88.5%: exactly the level that has to be exceeded. Waived by 7/UBND-NC, up to "
        "30/06/2027: lũ quét"
    ) in shown
    assert "FAIL: 3 pass, 1 fail, 2 missing, 4 not applicable (1 of them waived)." in shown
    assert "Fail (1)" not in shown


def test_failures_that_are_all_waived_let_the_run_pass(check: Check) -> None:
    assert check().status == 1
    assert check(waivers(*map(waiver, BAD[:2]))).status == 1
    outcome = check(waivers(*map(waiver, BAD)))
    assert outcome.status == 0
    assert " ".join(outcome.out.split()).endswith(
        "KHÔNG ĐẠT: 3 đạt, 1 không đạt, 2 chưa báo cáo, 4 không áp dụng (trong đó 3 được miễn). "
        "Mọi chỗ không đạt, chưa báo cáo đều được miễn: mã thoát 0."
    )


def test_what_cannot_be_read_is_not_excused(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "r" / "a.yaml"
    file.write_text(file.read_text("utf-8").replace("88,5%", "khoảng 88%"), "utf-8")
    outcome = check(waivers(*map(waiver, BAD)), *JSON)
    assert outcome.status == 3
    [submission] = document(outcome)["submissions"]
    [result] = [one for one in submission["results"] if one["target"] == "hai-long"]
    assert (result["status"], result["waived"]) == ("invalid", None)


@pytest.mark.parametrize("options", [(), JSON, ("-q",), ("--format", "sarif"), ("--errors-only",)])
def test_the_number_of_jobs_changes_nothing(options: tuple[str, ...], check: Check) -> None:
    text = waivers(*map(waiver, BAD))
    assert check(text, *options, "--jobs", "1") == check(text, *options, "--jobs", "2")


# The last day


@pytest.mark.parametrize(
    ("until", "status"), [("03/06/2027", 0), ("02/06/2027", 1), ("01/01/2000", 1)]
)
def test_a_waiver_holds_by_the_day_of_the_report(until: str, status: int, check: Check) -> None:
    # Years later, no --today: the report is of 03/06/2027, whatever day it is.
    assert check(waivers(*(waiver(bad, until=until) for bad in BAD)), today="").status == status


def test_an_old_report_stays_excused_beside_a_later_one(check: Check, tmp_path: Path) -> None:
    report = (tmp_path / "r" / "a.yaml").read_text("utf-8")
    later = report.replace("6 tháng/2027", "9 tháng/2027").replace("03/06", "03/09")
    (tmp_path / "r" / "b.yaml").write_text(later, "utf-8")
    found = document(check(waivers(*map(waiver, BAD)), *JSON, today=""))
    of_june, of_september = found["submissions"]
    assert (of_june["summary"]["waived"], of_september["summary"].get("waived", 0)) == (3, 0)
    assert [use["state"] for use in found["waivers"]] == ["used"] * 3
    (tmp_path / "r" / "a.yaml").unlink()
    found = document(check(waivers(waiver()), *JSON, today=""))
    assert [use["state"] for use in found["waivers"]] == ["expired"]


@pytest.mark.parametrize(("today", "status"), [("30/06/2027", 0), ("01/07/2027", 1)])
def test_the_last_day_is_included(today: str, status: int, check: Check) -> None:
    text = waivers(*map(waiver, BAD))
    assert check(text, today=today).status == status


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2027, 6, 3, 16, 59, tzinfo=UTC), 0),  # 23:59 in Vietnam
        (datetime(2027, 6, 3, 17, 0, tzinfo=UTC), 1),  # midnight of the day after
        (datetime(2027, 6, 2, 17, 30, tzinfo=UTC), 0),
    ],
)
def test_the_day_is_vietnams_wherever_the_machine_is(
    moment: datetime, status: int, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r" / "a.yaml"  # a report without a day is of today
    file.write_text(file.read_text("utf-8").replace("reported_on: 03/06/2027\n", ""), "utf-8")

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Clock)
    entries = (waiver(bad, until="03/06/2027") for bad in BAD)
    assert check(waivers(*entries), today="").status == status


def test_waivers_that_excuse_nothing_are_pointed_out(check: Check, tmp_path: Path) -> None:
    text = waivers(
        waiver(until="02/06/2027"),
        waiver("ho-so-dung-han"),
        waiver(agency="Phường Trung Tâm"),
    )
    outcome = check(text, "--lang", "en")
    file = f"{tmp_path / 'w.yaml'}"
    shown = " ".join(outcome.out.split())
    assert outcome.status == 1
    for line, message in (
        (3, "the waiver of hai-long for khe-ha expired after 02/06/2027 [waiver-expired]"),
        (8, "the waiver of ho-so-dung-han for khe-ha is not needed: its report doesn't fail this "
            "target [waiver-unused]"),
        (13, "the waiver of hai-long for trung-tam was not used: no report of this agency was "
             "checked [waiver-not-checked]"),
    ):  # fmt: skip
        assert f":{line}:5: {message}" in shown
    found = document(check(text, *JSON))
    assert [one["state"] for one in found["waivers"]] == ["expired", "unused", "not_checked"]
    [rows] = [check(text, "--format", "github", "--lang", "en").out]
    assert f"file={file},line=3,col=5,title=warning%3A waiver-expired::" in rows


UNREAD = (
    "the waiver of hai-long for khe-ha can't be judged: its report has no figure for this target "
    "that can be read [waiver-unread]"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [("88,5%", "khoảng 88%"), ("period: 6 tháng/2027", "period: nửa năm"), ("metrics:", "- x")],
)
def test_a_waiver_of_what_cannot_be_read_may_still_be_needed(
    old: str, new: str, check: Check, tmp_path: Path
) -> None:
    file = tmp_path / "r" / "a.yaml"
    text = file.read_text("utf-8").replace(old, new)
    file.write_text(text, "utf-8")
    outcome = check(waivers(waiver()), "--lang", "en")
    assert outcome.status == 3
    agency_is_known = new != "- x"
    assert (f":3:5: {UNREAD}" in " ".join(outcome.out.split())) == agency_is_known


def test_a_waiver_of_another_agencys_target_is_called_so(check: Check) -> None:
    outcome = check(waivers(waiver("dich-vu-moi")), "--lang", "en")
    assert (
        ":3:5: the waiver of dich-vu-moi for khe-ha has no effect: this target isn't one of the "
        "agency's [waiver-not-applicable]"
    ) in " ".join(outcome.out.split())
    [use] = document(check(waivers(waiver("dich-vu-moi")), *JSON))["waivers"]
    assert (use["state"], use["files"]) == ("not_applicable", [])


@pytest.mark.parametrize("several", [False, True])
def test_job_summaries_and_code_quality_point_them_out_too(
    several: bool, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if several:
        (tmp_path / "r" / "b.yaml").write_text("agency: khe-thuong\n", "utf-8")
    text = waivers(
        waiver(until="02/06/2027"),
        waiver("bo-sung-qua-mot-lan", until="02/06/2027"),
        waiver("ho-so-dung-han"),
    )
    shown = check(text, "--format", "markdown", "--lang", "en").out
    assert (
        "\n## Waivers that excused nothing\n\n"
        "- `w.yaml` line 3: the waiver of hai-long for khe-ha expired after 02/06/2027\n"
        "- `w.yaml` line 8: the waiver of bo-sung-qua-mot-lan for khe-ha expired after 02/06/2027\n"
        "- `w.yaml` line 13: the waiver of ho-so-dung-han for khe-ha is not needed"
    ) in shown.replace("\\", "")
    issues = json.loads(check(text, "--format", "gitlab").out)
    idle = [one for one in issues if one["location"]["path"] == "w.yaml"]
    assert [
        (one["check_name"], one["severity"], one["location"]["lines"]["begin"]) for one in idle
    ] == [
        ("waiver-expired", "minor", 3),
        ("waiver-expired", "minor", 8),
        ("waiver-unused", "minor", 13),
    ]
    assert "đã hết hiệu lực sau ngày 02/06/2027" in idle[0]["description"]
    fingerprints = [one["fingerprint"] for one in issues]
    assert len({*fingerprints}) == len(fingerprints)


# What makes a run fail


@pytest.mark.parametrize(
    ("fail_on", "waived", "status"),
    [
        ("fail", (), 1),
        ("fail", BAD[:1], 0),
        ("missing", (), 1),
        ("missing", BAD[1:], 0),
        ("fail,missing", BAD[1:], 1),
        ("late", BAD, 0),
        ("late", (), 0),
    ],
)
def test_what_makes_the_run_fail(
    fail_on: str, waived: tuple[str, ...], status: int, check: Check
) -> None:
    text = waivers(*map(waiver, waived)) if waived else None
    assert check(text, "--fail-on", fail_on).status == status


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("reported_on: 03/06/2027", "reported_on: 05/06/2027", 0),
        ("reported_on: 03/06/2027", "reported_on: 06/06/2027", 1),
        ("metrics:", "agency_plan: {issued_on: 26/01/2027}\nmetrics:", 1),
        ("metrics:", "agency_plan: {issued_on: 25/01/2027}\nmetrics:", 0),
        ("metrics:", "activities:\n  II.2: {status: in_progress}\nmetrics:", 1),
    ],
)
def test_late(old: str, new: str, status: int, check: Check, tmp_path: Path) -> None:
    file = tmp_path / "r" / "a.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert check(None, "--fail-on", "late").status == status


WAIVED = "All that fails or is missing is waived: exit status 0."
LATE = "Exit status 1, since something is late or overdue (--fail-on {0})."
IGNORED = "Exit status 0, since --fail-on {0} doesn't count the rest of what fails or is missing."


@pytest.mark.parametrize("format", ["table", "markdown", "github"])
@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize(
    ("fail_on", "waived", "reported_on", "told"),
    [
        ("fail,missing", BAD, "03/06/2027", WAIVED),
        ("late", BAD, "03/06/2027", WAIVED),
        ("fail,missing", BAD[1:], "03/06/2027", ""),
        ("missing", BAD[1:], "03/06/2027", IGNORED),
        ("late", (), "03/06/2027", IGNORED),
        ("late", (), "06/06/2027", LATE),
        ("fail,late", BAD, "06/06/2027", LATE),
        ("fail,missing,late", BAD[:1], "06/06/2027", ""),
    ],
)
def test_an_exit_status_that_the_verdict_does_not_give_is_accounted_for(
    fail_on: str,
    waived: tuple[str, ...],
    reported_on: str,
    told: str,
    several: bool,
    format: str,
    check: Check,
    tmp_path: Path,
) -> None:
    file = tmp_path / "r" / "a.yaml"
    text = file.read_text("utf-8").replace("03/06/2027", reported_on)
    file.write_text(text, "utf-8")
    if several:
        passing = text.replace("khe-ha", "khe-thuong").replace("88,5%", "89%")
        passing += "  bo_sung_nhieu_lan: 0/100\n  dung_han_dat_dai: 100/100\n"
        (tmp_path / "r" / "b.yaml").write_text(passing, "utf-8")
    given = waivers(*map(waiver, waived)) if waived else None
    outcome = check(given, "--fail-on", fail_on, "--format", format, "--lang", "en")
    shown = " ".join(outcome.out.replace("\\", "").split())
    assert ("exit status" in shown.lower()) == bool(told)
    assert told.format(fail_on) in shown
    status = re.search(r"exit status (\d)", shown, re.IGNORECASE)
    assert outcome.status == (int(status[1]) if status else 1)
    assert (f"; targets waived: {len(waived)}." in shown) == (several and bool(waived))


def test_what_a_report_does_not_mention_is_not_late(check: Check, cchc: Cchc) -> None:
    outcome = check(None, "--fail-on", "late", "--lang", "en")
    assert outcome.status == 0
    assert "[agency-plan-not-reported]" in outcome.out
    for lang, told in (
        ("en", "late or overdue; what a report doesn't mention isn't counted)"),
        ("vi", "muộn hoặc quá hạn; việc báo cáo không nhắc đến thì không tính)"),
    ):
        assert told in " ".join(cchc("check", "--help", "--lang", lang).out.split())


def test_an_unknown_word_is_refused(check: Check) -> None:
    outcome = check(None, "--fail-on", "fail,later", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert "“later” cannot be used for --fail-on; choose from: fail, missing, late." in outcome.err


# Files of waivers


MISTAKES = {
    "not-waivers": ("waivers: []\n", "1:1"),
    "waivers-not-a-list": ("schema: cchc.waivers/1\nwaivers: none\n", "2:10"),
    "waiver-without": (waivers(waiver(reason="")), "5:12"),
    "unknown-target": (waivers(waiver("hai-lòng")), "3:13"),
    "unknown-agency": (waivers(waiver(agency="khe-hà nội")), "4:13"),
    "not-a-date": (waivers(waiver(until="hết tháng 6")), "7:12"),
    "no-such-date": (waivers(waiver(until="31/06/2027")), "7:12"),
    "waiver-twice": (waivers(waiver(), waiver(agency="Xã Khe Hạ")), "8:5"),
    "unknown-key": (waivers(waiver(reasons="x")), "8:5"),
    "duplicate-key": (waivers(waiver()).replace("document", "reason"), "6:5"),
    "not-a-mapping-here": (waivers("  - hai-long\n"), "3:5"),
}


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_in_the_file_stops_the_run(code: str, check: Check, tmp_path: Path) -> None:
    text, place = MISTAKES[code]
    outcome = check(text)
    assert (outcome.status, outcome.out) == (3, "")
    told = [line for line in outcome.err.splitlines() if f"[{code}]" in line]
    assert [line.split(": ")[0] for line in told] == [f"{tmp_path / 'w.yaml'}:{place}"]


@pytest.mark.parametrize("code", ["", *MISTAKES])
def test_the_schema_of_waivers_says_the_same(code: str, cchc: Cchc) -> None:
    schema = json.loads(cchc("schema", "waivers", *PLAN).out)
    text = MISTAKES[code][0] if code else waivers(waiver(), waiver("nop-truc-tuyen"))
    valid = Draft202012Validator(schema).is_valid(yaml.load(text, yaml.BaseLoader))
    assert valid == (code in ("", "waiver-twice"))  # across entries, a schema sees nothing


def test_texts_of_a_waiver_do_not_act(check: Check) -> None:
    hostile = '"[red]x[/red] ::error:: <b> | =1+1"'
    text = waivers(waiver(reason=hostile, document=hostile))
    assert "[red]x[/red] ::error::" in " ".join(check(text).out.split())
    assert not [
        line
        for line in check(text, "--format", "github").out.splitlines()
        if line.startswith("::error::")
    ]
    assert "<b>" not in check(text, "--format", "markdown").out


# Whatever is waived


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sets(st.sampled_from([*BAD, "ho-so-dung-han", "ra-soat-van-ban"])),
    st.sets(st.sampled_from(["fail", "missing", "late"]), min_size=1),
)
def test_verdicts_stay_and_the_exit_status_never_rises(
    check: Check, targets: set[str], fail_on: set[str]
) -> None:
    policy = ("--fail-on", ",".join(sorted(fail_on)), *JSON)
    before, after = check(None, *policy), check(waivers(*map(waiver, sorted(targets))), *policy)
    assert after.status <= before.status
    [was], [is_now] = (document(one)["submissions"] for one in (before, after))
    assert [one["status"] for one in was["results"]] == [one["status"] for one in is_now["results"]]
    assert was["verdict"] == is_now["verdict"]
    assert is_now["summary"]["waived"] == len(targets & set(BAD))
