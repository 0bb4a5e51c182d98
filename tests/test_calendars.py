"""`cchc deadlines --format ics`, read by another library than the one that wrote it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import vobject  # type: ignore[import-untyped]
from checking import plan_file
from conftest import ROOT, Cchc
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_plan import PLAN, changed, submit

from cchc.deadlines import Deadlines, Scope, deadlines, span
from cchc.messages import LANGS, Messages
from cchc.plan.load import load
from cchc.plan.model import Plan
from cchc.plan.parse import parse
from cchc.render.deadlines.ics import render
from cchc.render.look import Look

WEEK, DAY = timedelta(days=7), timedelta(days=1)
UID = re.compile(r"son-la-2026\.(?:([IVX]+\.[0-9]+)\.[0-9]+(?:\.2026-[A-Z0-9]+)?|([^.]+))@cchc")
MONTH_ENDS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class Occurrence(NamedTuple):
    """One day of an event, as a calendar program shows it."""

    uid: str
    day: date


def read(text: str) -> Any:
    return vobject.readOne(text, validate=True)


def occurrences(calendar: Any) -> set[Occurrence]:
    """Every day of every event; what replaces an occurrence has to replace one that there is."""
    found, replaced = [], []
    for event in calendar.contents.get("vevent", ()):
        if hasattr(event, "recurrence_id"):
            assert event.recurrence_id.value == event.dtstart.value
            replaced.append(Occurrence(event.uid.value, event.dtstart.value))
        elif event.rruleset:
            found += [Occurrence(event.uid.value, day.date()) for day in event.rruleset]
        else:
            found.append(Occurrence(event.uid.value, event.dtstart.value))
    assert len(set(found)) == len(found)
    assert set(replaced) <= set(found)
    return set(found)


def events(calendar: Any) -> dict[str, Any]:
    """The events by UID, each once; without those that replace an occurrence."""
    whole = [one for one in calendar.vevent_list if not hasattr(one, "recurrence_id")]
    found = {event.uid.value: event for event in whole}
    assert len(found) == len(whole)
    return found


def written(report: Deadlines, lang: str = "vi") -> str:
    out = io.StringIO()
    render(report, Look(Messages("en" if lang == "en" else "vi")), out)
    return out.getvalue()


def year(plan: Plan, **options: Any) -> Deadlines:
    return deadlines(plan, *span(plan), date(2026, 1, 1), **options)


def ics(cchc: Cchc, *options: str | Path) -> str:
    outcome = cchc("deadlines", "--format", "ics", *options)
    assert (outcome.status, outcome.err) == (0, "")
    return outcome.out


def by_json(cchc: Cchc, *options: str | Path) -> list[tuple[str, str]]:
    items = json.loads(cchc("deadlines", "--format", "json", *options).out)["items"]
    return sorted((item["due_on"], item["id"]) for item in items)


def by_calendar(text: str) -> list[tuple[str, str]]:
    found = []
    for uid, day in occurrences(read(text)):
        match = UID.fullmatch(uid)
        assert match, uid
        found.append((day.isoformat(), match[1] or match[2]))
    return sorted(found)


# What is in it


WINDOWS = [
    ("--from", "01/01/2026", "--to", "31/12/2026"),
    ("--quarter", "II/2026"),
    ("--month", "06/2026"),
    ("--month", "02/2026"),
    ("--from", "12/03/2026", "--to", "29/06/2026"),
]


@pytest.mark.parametrize("window", WINDOWS, ids=" ".join)
@pytest.mark.parametrize("agency", ["", "so-noi-vu", "van-phong-ubnd-tinh", "xa-muong-la"])
def test_it_has_the_days_that_the_json_has(
    window: tuple[str, ...], agency: str, cchc: Cchc
) -> None:
    whose = ("--agency", agency) if agency else ()
    wanted = by_json(cchc, *window, *whose)
    assert wanted
    assert by_calendar(ics(cchc, *window, *whose)) == wanted


def test_without_a_window_it_has_the_whole_plan(cchc: Cchc) -> None:
    everything = by_json(cchc, "--from", "01/01/2025", "--to", "31/12/2027")
    assert by_calendar(ics(cchc, "--today", "15/07/2026")) == everything
    led = by_json(
        cchc,
        *("--from", "01/01/2026", "--to", "31/12/2026"),
        *("--agency", "so-noi-vu", "--lead-only"),
    )
    assert by_calendar(ics(cchc, "--agency", "Sở Nội vụ", "--lead-only")) == led
    # The other formats keep to the month.
    assert "2026-07-31" in cchc("deadlines", "--format", "csv", "--today", "15/07/2026").out
    assert "2026-08-31" not in cchc("deadlines", "--format", "csv", "--today", "15/07/2026").out


def test_every_agencys_calendar_has_its_own_days(plan: Plan) -> None:
    days: dict[str, list[date]] = {}  # of events, which are the same for most communes
    for agency in plan.agencies:
        report = year(plan, scope=Scope(agency))
        text = written(report)
        events = text[text.index("BEGIN:VEVENT") :]
        if events not in days:
            days[events] = sorted(one.day for one in occurrences(read(text)))
        assert days[events] == [item.due_on for item in report.items], agency.id


@settings(max_examples=40)
@given(st.dates(date(2025, 12, 1), date(2027, 1, 31)), st.integers(0, 400))
def test_any_window_cuts_what_recurs_where_it_should(start: date, days: int) -> None:
    report = deadlines(PLAN, start, start + timedelta(days=days), start)
    found = occurrences(read(written(report)))
    assert sorted(one.day for one in found) == [item.due_on for item in report.items]
    whole = occurrences(read(written(year(PLAN))))
    assert found == {one for one in whole if report.start <= one.day <= report.end}


def test_what_comes_each_month_is_one_event_that_recurs(cchc: Cchc) -> None:
    calendar = read(ics(cchc))
    monthly = events(calendar)["son-la-2026.III.8.1@cchc"]
    wanted = [datetime(2026, month, day) for month, day in enumerate(MONTH_ENDS, 1)]
    assert list(monthly.rruleset) == wanted
    half_yearly = events(calendar)["son-la-2026.I.7.1@cchc"]
    assert list(half_yearly.rruleset) == [datetime(2026, 6, 30), datetime(2026, 12, 31)]
    spring = events(read(ics(cchc, "--from", "01/02/2026", "--to", "29/04/2026")))
    cut = spring["son-la-2026.III.8.1@cchc"]
    assert cut.dtstart.value == date(2026, 2, 28)
    assert list(cut.rruleset) == [datetime(2026, 2, 28), datetime(2026, 3, 31)]
    february = events(read(ics(cchc, "--month", "02/2026")))["son-la-2026.III.8.1@cchc"]
    assert february.rruleset is None
    assert february.dtstart.value == date(2026, 2, 28)


def test_quarters_and_single_days_of_another_plan(cchc: Cchc) -> None:
    plan = ROOT / "examples" / "plans" / "van-khe" / "plan_2027.yaml"
    found = events(read(ics(cchc, "--plan", plan)))
    quarterly = found["van-khe-2027.II.4.1@cchc"]
    assert list(quarterly.rruleset) == [
        datetime(2027, 3, 31), datetime(2027, 6, 30), datetime(2027, 9, 30), datetime(2027, 12, 31),
    ]  # fmt: skip
    # "Before 20/01/2028", which the calendar of the whole plan reaches.
    assert found["van-khe-2027.III.4.2@cchc"].dtstart.value == date(2028, 1, 19)


def test_reports_and_what_goes_with_them_have_an_event_for_each_period(cchc: Cchc) -> None:
    found = events(read(ics(cchc)))
    days = {"2026-Q1": (3, 11), "2026-H1": (6, 11), "2026-Q3": (9, 11), "2026-Y": (12, 11)}
    for period, (month, day) in days.items():
        due = date(2026, month, day)
        assert found[f"son-la-2026.report-{period}@cchc"].dtstart.value == due
        assert found[f"son-la-2026.data-{period}@cchc"].dtstart.value == due - 2 * DAY
        assert found[f"son-la-2026.I.1.2.{period}@cchc"].dtstart.value == due


@pytest.mark.parametrize("lang", LANGS)
def test_events_are_whole_days_with_two_reminders(lang: str, cchc: Cchc) -> None:
    calendar = read(ics(cchc, "--lang", lang))
    found = events(calendar)
    assert len(found) == 61  # of 76 days; 12 are one event that recurs, 2 another, 4 a third
    for event in found.values():
        assert type(event.dtstart.value) is date
        assert event.dtend.value == event.dtstart.value + DAY
        assert event.transp.value == "TRANSPARENT"
        assert event.dtstamp.value.isoformat() == "2025-12-26T00:00:00+00:00"
        assert [alarm.trigger.value for alarm in event.valarm_list] == [-WEEK, -DAY]
        for alarm in event.valarm_list:
            assert alarm.action.value == "DISPLAY"
            assert alarm.description.value == event.summary.value


def test_reminders_are_written_as_days(cchc: Cchc) -> None:
    lines = ics(cchc).split("\r\n")
    assert {line for line in lines if line.startswith("TRIGGER")} == {
        "TRIGGER:-P7D",
        "TRIGGER:-P1D",
    }


# What it says


def test_the_words_are_vietnamese_unless_asked_otherwise(cchc: Cchc) -> None:
    found = events(read(ics(cchc)))
    plan_of_the_year = found["son-la-2026.I.1.1@cchc"]
    assert plan_of_the_year.summary.value == (
        "Hạn: Kế hoạch tuyên truyền CCHC năm 2026 → Quyết định của Chủ tịch UBND tỉnh (PL.I.1)"
    )
    assert plan_of_the_year.description.value == (
        "Sản phẩm: Quyết định của Chủ tịch UBND tỉnh\n"
        "Chủ trì: Sở Nội vụ\n"
        "Căn cứ: Phụ lục, phần I, số thứ tự 1 (Quyết định 3350/QĐ-UBND)"
    )
    assert plan_of_the_year.categories.value == ["Công tác chỉ đạo điều hành"]
    assert plan_of_the_year.url.value.endswith("-687229.html#I.1")
    titles = {uid.split(".")[-1]: event.summary.value for uid, event in found.items()}
    assert titles["report-2026-Q1@cchc"] == "Hạn: Gửi Báo cáo CCHC Quý I"
    assert titles["data-2026-Y@cchc"] == "Hạn: Chốt số liệu Báo cáo CCHC năm"
    assert titles["agency-plan@cchc"] == "Hạn: Ban hành kế hoạch CCHC năm 2026 của cơ quan"
    report = found["son-la-2026.report-2026-Q1@cchc"].description.value
    assert report.startswith("Chủ trì: mọi cơ quan\nCăn cứ: phần Tổ chức thực hiện, mục 1.b, ")
    thrift = found["son-la-2026.VI.1.1@cchc"].description.value.split("\n")
    assert thrift[1] == (
        "Điều kiện: Sau khi Chính phủ ban hành chương trình thực hành tiết kiệm, chống lãng phí"
    )
    english = events(read(ics(cchc, "--lang", "en")))
    assert english["son-la-2026.report-2026-Q1@cchc"].summary.value == (
        "Due: Send First quarter report"
    )


def test_the_calendar_says_whose_it_is_and_what_it_lacks(cchc: Cchc) -> None:
    everyones, office = read(ics(cchc)), read(ics(cchc, "--agency", "so-noi-vu"))
    assert everyones.x_wr_calname.value == "Hạn CCHC năm 2026 – mọi cơ quan"
    assert office.x_wr_calname.value == "Hạn CCHC năm 2026 – Sở Nội vụ"
    assert everyones.x_wr_caldesc.value == (
        "Kế hoạch cải cách hành chính nhà nước tỉnh Sơn La năm 2026 (Quyết định 3350/QĐ-UBND). "
        "Không có ngày nên không ghi trong lịch: 8 việc thường xuyên, 9 việc chờ sự kiện."
    )
    assert everyones.x_wr_timezone.value == "Asia/Ho_Chi_Minh"
    head = (everyones.version.value, everyones.method.value, everyones.calscale.value)
    assert head == ("2.0", "PUBLISH", "GREGORIAN")


# A second import


def test_uids_dont_hang_on_window_language_agency_or_day(cchc: Cchc) -> None:
    whole = occurrences(read(ics(cchc)))
    assert occurrences(read(ics(cchc, "--lang", "en", "--today", "01/10/2026"))) == whole
    assert occurrences(read(ics(cchc, "--quarter", "III/2026"))) < whole
    assert occurrences(read(ics(cchc, "--agency", "xa-muong-la"))) < whole
    assert ics(cchc, "--today", "01/01/2026") == ics(cchc, "--today", "31/12/2026")


def test_a_day_that_moves_keeps_its_uid() -> None:
    moved = parse(changed(("due_on: 2026-03-11", "due_on: 2026-03-12")))
    before = events(read(written(year(PLAN))))
    after = events(read(written(year(moved))))
    assert before.keys() == after.keys()
    for uid in ("thu-2026.report-2026-Q1@cchc", "thu-2026.I.6.1.2026-Q1@cchc"):
        assert after[uid].dtstart.value == before[uid].dtstart.value + DAY


def test_another_plans_events_are_others() -> None:
    other = parse(changed(("id: thu-2026", "id: thử 2026/2")))
    found = events(read(written(year(other))))
    assert all(uid.isascii() and " " not in uid for uid in found)
    assert not found.keys() & events(read(written(year(PLAN)))).keys()


# What is done


def test_what_is_done_has_no_reminders(tmp_path: Path) -> None:
    done = submit(
        tmp_path,
        "agency: so-mot\nperiod: Q1/2026\nreported_on: 11/03/2026\nmetrics: {}\n"
        "activities:\n"
        "  I.1: {status: done, completed_on: 28/02/2026}\n"
        "  I.2: {status: in_progress}\n"
        "  I.3: {status: in_progress, completed_on: [30/01/2026, 02/03/2026, 05/03/2026]}\n",
    )
    report = year(PLAN, scope=Scope(PLAN.agency["so-mot"]), done=done)
    calendar = read(written(report))
    found = events(calendar)
    first = found["thu-2026.I.1.1@cchc"]
    assert first.summary.value == "✓ xong 28/02/2026: Hai sản phẩm → Kế hoạch (PL.I.1)"
    assert not hasattr(first, "valarm")
    open_ones = [found["thu-2026.I.2.1@cchc"], found["thu-2026.I.3.1@cchc"]]
    assert [len(event.valarm_list) for event in open_ones] == [2, 2]
    assert open_ones[1].summary.value == "Hạn: Hằng tháng (PL.I.3)"
    single = [one for one in calendar.vevent_list if hasattr(one, "recurrence_id")]
    assert {(one.uid.value, one.dtstart.value, one.summary.value) for one in single} == {
        (
            "thu-2026.I.3.1@cchc",
            date(2026, 1, 31),
            "✓ xong 30/01/2026: Hằng tháng (PL.I.3)",
        ),
        (
            "thu-2026.I.3.1@cchc",
            date(2026, 2, 28),
            "✓ xong muộn 05/03/2026: Hằng tháng (PL.I.3)",
        ),
        (
            "thu-2026.I.3.1@cchc",
            date(2026, 3, 31),
            "✓ xong 02/03/2026: Hằng tháng (PL.I.3)",
        ),
    }
    assert not any(hasattr(one, "valarm") for one in single)
    assert sorted(one.day for one in occurrences(calendar)) == [
        item.due_on for item in report.items
    ]


# The file


@pytest.mark.parametrize("lang", LANGS)
def test_lines_end_as_the_standard_has_it_and_are_folded(lang: str, cchc: Cchc) -> None:
    text = ics(cchc, "--lang", lang)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\ufffd" not in text
    assert any(line.startswith(" ") for line in lines)


def test_a_file_and_standard_output_have_the_same_bytes(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "lịch.ics"
    outcome = cchc("deadlines", "--agency", "so-noi-vu", "-o", file)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", f"Đã ghi {file}.\n")
    run = subprocess.run(
        [sys.executable, "-m", "cchc", "deadlines", "--agency", "so-noi-vu", "--format", "ics"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert run.stdout == file.read_bytes()
    assert cchc("deadlines", "-o", file).status == 0  # made anew
    assert file.read_bytes() == ics(cchc).encode()


def test_a_calendar_for_every_agency_goes_into_a_folder(
    tmp_path: Path, plan: Plan, cchc: Cchc
) -> None:
    folder = tmp_path / "lich"
    arguments = ("deadlines", "--format", "ics", "--each-agency", "-o", folder)
    outcome = cchc(*arguments)
    assert (outcome.status, outcome.err) == (0, f"Đã ghi 89 tệp vào {folder}.\n")
    assert {file.name for file in folder.iterdir()} == {f"{id}.ics" for id in plan.agency}
    own = (folder / "so-noi-vu.ics").read_bytes()
    assert own == ics(cchc, "--agency", "so-noi-vu").encode()


def test_files_of_calendars_are_made_anew(tmp_path: Path, cchc: Cchc) -> None:
    plan, folder = plan_file(tmp_path), tmp_path / "lich"
    options = ("--format", "ics", "--each-agency", "-o", folder, "--plan", plan)
    arguments = ("deadlines", *options)
    assert cchc(*arguments).status == 0
    (folder / "xa-tan-an.ics").unlink()
    assert cchc(*arguments).status == 0
    assert (folder / "xa-tan-an.ics").exists()


def test_each_agency_goes_with_other_formats_and_leading(tmp_path: Path, cchc: Cchc) -> None:
    options = ("--each-agency", "--lead-only", "--month", "01/2026", "--today", "01/01/2026")
    assert cchc("deadlines", "--format", "markdown", *options, "-o", tmp_path).status == 0
    alone = ("--agency", "so-tu-phap", *options[1:])
    wanted = cchc("deadlines", "--format", "markdown", *alone).out
    assert (tmp_path / "so-tu-phap.md").read_text("utf-8") == wanted


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "ics"),
        ("-o", "lich"),
        ("--format", "ics", "-o", "lich", "--agency", "so-noi-vu"),
        ("--format", "ics", "-o", "lich", "--done", "report.yaml"),
    ],
    ids=" ".join,
)
def test_each_agency_says_what_it_needs(options: tuple[str, ...], cchc: Cchc) -> None:
    outcome = cchc("deadlines", "--each-agency", *options, "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--each-agency needs --format and -o FOLDER" in outcome.err
    assert "[usage-each-agency]" in outcome.err


def test_without_a_folder_above_nothing_is_made(tmp_path: Path, cchc: Cchc) -> None:
    plan = plan_file(tmp_path)
    options = ("--format", "ics", "--each-agency", "--plan", plan)
    folder = tmp_path / "no" / "lich"
    outcome = cchc("deadlines", *options, "-o", folder)
    assert outcome.status == 2
    assert f"không có thư mục {folder}" in outcome.err
    assert list(tmp_path.iterdir()) == [plan]
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    outcome = cchc("deadlines", *options, "-o", file)
    assert outcome.status == 2
    assert f"không có thư mục {file}" in outcome.err


def test_a_time_in_which_nothing_is_due_gives_an_empty_calendar(cchc: Cchc) -> None:
    calendar = read(ics(cchc, "--month", "01/2027"))
    assert occurrences(calendar) == set()
    assert calendar.x_wr_calname.value.startswith("Hạn CCHC năm 2026")


@pytest.mark.parametrize(
    ("lang", "what", "how"),
    [
        ("vi", "chưa cài phần ghi lịch; chạy: ", '[ics]" [ics-not-installed]'),
        ("en", "what writes calendars is not installed; run: ", '[ics]" [ics-not-installed]'),
    ],
)
def test_without_the_library_it_says_what_to_install(
    lang: str, what: str, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    for options in ((), ("-o", tmp_path / "a.ics"), ("--each-agency", "-o", tmp_path / "lich")):
        outcome = cchc("deadlines", "--format", "ics", "--lang", lang, *options)
        assert (outcome.status, outcome.out) == (2, "")
        assert what in outcome.err
        assert how in outcome.err
    assert list(tmp_path.iterdir()) == []
    assert cchc("deadlines", "--format", "csv").status == 0


# Texts that would like to be more


HOSTILE = 'a\\nEND:VEVENT\\nBEGIN:VALARM;x,y\\\\z\\xa0^n \\"q\\"'
SHOWN = 'a END:VEVENT BEGIN:VALARM;x,y\\z ^n "q"'
ESCAPED = 'a\\nEND:VEVENT\\nBEGIN:VALARM;x,y\\z\\xa0^n "q"'


def hostile_plan(tmp_path: Path) -> Plan:
    quoted = f'{{vi: "{HOSTILE}", en: "{HOSTILE}"}}'
    file = tmp_path / "plan.yaml"
    file.write_text(
        changed(
            ("id: thu-2026", 'id: "t\\nX-A:1"'),
            ("{vi: Kế hoạch thử, en: A plan to try}", quoted),
            ("decision: 1/QĐ-THỬ", f'decision: "{HOSTILE}"'),
            ("supersedes: []", 'supersedes: []\n  url: "https://a.vn/b#c"'),
            ("{vi: Công việc, en: Work}", quoted),
            ("name: Sở Một", f'name: "{HOSTILE}"'),
            ("{vi: Hai sản phẩm, en: Two outputs}", quoted),
            ("{vi: Kế hoạch, en: Plan}", quoted),
            ("{vi: Quý I, en: First quarter}", quoted),
        ),
        "utf-8",
    )
    return load(str(file))


def test_no_text_of_a_plan_becomes_a_part_of_the_calendar(tmp_path: Path) -> None:
    text = written(year(hostile_plan(tmp_path)))
    harmless = read(written(year(PLAN)))
    calendar = read(text)
    assert calendar.contents.keys() == harmless.contents.keys()
    assert [event.contents.keys() - {"url"} for event in calendar.vevent_list] == [
        event.contents.keys() for event in harmless.vevent_list
    ]
    first = events(calendar)["t%0AX-A%3A1.I.1.1@cchc"]
    assert first.summary.value == f"Hạn: {SHOWN} → {SHOWN} (PL.I.1)"
    assert first.description.value.split("\n") == [
        f"Sản phẩm: {SHOWN}",
        f"Chủ trì: {SHOWN}",
        f"Căn cứ: Phụ lục, phần I, số thứ tự 1 (Quyết định {ESCAPED})",
    ]
    assert first.categories.value == [SHOWN]
    assert first.url.value == "https://a.vn/b#I.1"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_any_text_is_read_back_as_it_shows(text: str) -> None:
    item = year(PLAN).items[0]
    title = item.title.__class__(vi=text, en=text)
    report = year(PLAN)._replace(items=(item._replace(title=title),))
    made = written(report)
    [event] = read(made).vevent_list
    assert event.summary.value.isprintable()
    if text.isprintable():
        assert event.summary.value == f"Hạn: {' '.join(text.split())}".rstrip()
    assert all(line.isprintable() for line in made.split("\r\n"))
    assert max(len(line.encode()) for line in made.split("\r\n")) <= 75
