"""`cchc check` over folders, patterns and many files: what is read, in which order, and how."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT, Cchc, Outcome
from tiny_plan import TINY

from cchc.cli import inputs
from cchc.cli.jobs import spread
from cchc.plan.model import Plan, ReportingPeriod
from cchc.plan.succession import Succession
from cchc.submission.model import Submission
from cchc.submission.read import read_by_its_plan

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def report(
    agency: str = "so-hai", share: str = "80", day: str = "", period: str = "Q1/2026"
) -> str:
    """A report that meets every target of its agency where `share` is at least 80."""
    commune = agency.startswith(("xa-", "phuong-"))
    lines = [f"agency: {agency}", f"period: {period}"]
    lines += [f"reported_on: {day}"] if day else []
    lines += ["metrics:", f"  dung_han: {share}", "  so_hoa: 95", "  khieu_nai: 5"]
    lines += ["  cong_khai: có"] if commune else []
    lines += ["  sai_sot: 9"] if agency == "so-mot" else []
    return "\n".join(lines) + "\n"


def as_csv(agency: str, share: str = "80") -> str:
    """The same, as a table."""
    return (
        f"Cơ quan;{agency}\nKỳ báo cáo;Q1/2026\n\nMã chỉ số;Giá trị\n"
        f"dung_han;{share}\nso_hoa;95\nkhieu_nai;5\ncong_khai;có\n"
    )


def as_xlsx(path: Path, agency: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in as_csv(agency).splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(";")])
    book.save(path)


def put(folder: Path, *names: str, text: str = "") -> None:
    """Files below `folder`, with the folders that they are in."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text or report(), "utf-8")


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory, cchc: Cchc) -> Cchc:
    """`cchc check` against the tiny plan."""
    plan = tmp_path_factory.mktemp("plan") / "plan.yaml"
    plan.write_text(TINY, "utf-8")

    def call(*arguments: str | Path) -> Outcome:
        return cchc("check", "--plan", plan, *arguments)

    return call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def document(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome.out)
    assert found["exit_status"] == outcome.status
    return found


def read(outcome: Outcome) -> list[str]:
    """The files that were read, in their order, with the system's separator as a slash."""
    return [one["file"].replace(os.sep, "/") for one in document(outcome)["submissions"]]


JSON = ("--format", "json")


# What is read


def test_a_folder_is_read_to_its_depth_folder_by_folder(here: Path, check: Cchc) -> None:
    put(here / "d", "b.yaml", "a-b/x.yml", "a/y.yaml", "B.YAML", "a/deep/er/z.yaml")
    put(here / "d", "a/t.csv", text=as_csv("xa-tan-an"))
    as_xlsx(here / "d" / "a" / "s.XLSX", "phuong-tan-an")
    # By code points, a folder's files together: "a" before "a-b", capitals before small letters.
    assert read(check("d", *JSON)) == [
        "d/B.YAML",
        "d/a/deep/er/z.yaml",
        "d/a/s.XLSX",
        "d/a/t.csv",
        "d/a/y.yaml",
        "d/a-b/x.yml",
        "d/b.yaml",
    ]


def test_hidden_and_lock_files_are_left_out_without_a_word(here: Path, check: Cchc) -> None:
    put(here / "d", "a.yaml", ".b.yaml", ".git/c.yaml", "~$lock.xlsx", "sub/~$d.xlsx")
    outcome = check("d", *JSON)
    assert read(outcome) == ["d/a.yaml"]
    assert document(outcome)["skipped"] == []
    assert read(check("d/**/*", *JSON)) == ["d/a.yaml"]


def test_a_hidden_file_is_read_where_it_is_named(here: Path, check: Cchc) -> None:
    put(here, ".a.yaml")
    assert read(check(".a.yaml", *JSON)) == [".a.yaml"]


def test_other_files_are_noted(here: Path, check: Cchc) -> None:
    put(here / "d", "a.yaml", "công văn.docx", "sub/ghi chú.txt", "Makefile")
    outcome = check("d", *JSON)
    skipped = [name.replace(os.sep, "/") for name in document(outcome)["skipped"]]
    assert skipped == ["d/Makefile", "d/công văn.docx", "d/sub/ghi chú.txt"]
    assert outcome.status == 0
    shown = check("d")
    told = "Bỏ qua 3 tệp không phải là báo cáo số liệu: d/Makefile, d/công văn.docx,"
    assert told in " ".join(shown.out.replace(os.sep, "/").split())
    assert shown.status == 0


def test_what_one_argument_skips_another_may_name(here: Path, check: Cchc) -> None:
    put(here / "d", "a.yaml", "b.txt", text=report("so-mot"))
    put(here / "d", "a.yaml")
    outcome = check("d", "d/b.txt", *JSON)
    assert read(outcome) == ["d/a.yaml", "d/b.txt"]
    assert document(outcome)["skipped"] == []


def test_an_old_workbook_is_refused_with_advice_and_stops_no_other(here: Path, check: Cchc) -> None:
    put(here / "d", "a.yaml")
    (here / "d" / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    outcome = check("d", "--lang", "en")
    assert outcome.status == 3
    good, bad = document(check("d", *JSON))["submissions"]
    assert (good["verdict"], bad["verdict"]) == ("pass", "invalid")
    (problem,) = bad["diagnostics"]
    assert ".xlsx" in problem["help"]
    assert "All 2 files: 1 pass, 1 invalid." in outcome.out


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("d/*.yaml", ["d/a.yaml", "d/b.yaml"]),
        ("d/[b-z].yaml", ["d/b.yaml"]),
        ("d/?.yaml", ["d/a.yaml", "d/b.yaml"]),
        ("d/**/*.yaml", ["d/a.yaml", "d/b.yaml", "d/sub/c.yaml", "d/sub/deep/d.yaml"]),
        ("**/deep/*.yaml", ["d/sub/deep/d.yaml"]),
        ("**/sub/**/*.yaml", ["d/sub/c.yaml", "d/sub/deep/d.yaml"]),
        ("d/**/**/d.yaml", ["d/sub/deep/d.yaml"]),
        ("*/**/c.yaml", ["d/sub/c.yaml"]),
        ("d/**", ["d/a.yaml", "d/b.yaml", "d/sub/c.yaml", "d/sub/deep/d.yaml"]),
        ("d/s*", ["d/sub/c.yaml", "d/sub/deep/d.yaml"]),
        ("d/*", ["d/a.yaml", "d/b.yaml", "d/sub/c.yaml", "d/sub/deep/d.yaml"]),
        ("d/*.txt", ["d/note.txt"]),
    ],
)
def test_patterns(pattern: str, files: list[str], here: Path, check: Cchc) -> None:
    put(here / "d", "a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml", "note.txt")
    (here / "d" / "empty").mkdir()
    outcome = check(pattern, *JSON)
    assert read(outcome) == files
    noted = pattern in ("d/**", "d/*")
    assert len(document(outcome)["skipped"]) == noted


def test_a_name_that_looks_like_a_pattern_is_a_name_first(here: Path, check: Cchc) -> None:
    put(here, "Q1 [2026].yaml", "Q1 2.yaml")
    assert read(check("Q1 [2026].yaml", *JSON)) == ["Q1 [2026].yaml"]


def test_a_folder_in_brackets_within_any_folders(here: Path, check: Cchc) -> None:
    put(here, "d/[2026]/a.yaml")
    assert read(check("d/**/*.yaml", *JSON)) == ["d/[2026]/a.yaml"]


def test_each_file_is_read_once(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml", "d/b.yaml")
    again = ["d/b.yaml", "d", "./d", here / "d" / "a.yaml", "d//b.yaml", "d/../d/*.yaml", "d"]
    assert read(check(*again, *JSON)) == ["d/b.yaml", "d/a.yaml"]


def test_links_to_folders_are_not_followed(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml", "elsewhere/b.yaml")
    try:
        (here / "d" / "link").symlink_to(here / "elsewhere", target_is_directory=True)
        (here / "d" / "up").symlink_to(here / "d", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    for argument in ("d", "d/**/*.yaml", "d/*", "**/*.yaml"):
        assert "d/a.yaml" in read(check(argument, *JSON))
        assert not [name for name in read(check(argument, *JSON)) if "link" in name or "up" in name]
    assert read(check("d/link", *JSON)) == ["d/link/b.yaml"]


def test_a_link_to_a_file_is_read_and_one_to_itself_is_an_error(here: Path, check: Cchc) -> None:
    put(here, "elsewhere/b.yaml")
    (here / "d").mkdir()
    try:
        (here / "d" / "b.yaml").symlink_to(here / "elsewhere" / "b.yaml")
        (here / "d" / "round.yaml").symlink_to(here / "d" / "round.yaml")
    except OSError:
        pytest.skip("no links here")
    outcome = check("d", *JSON)
    assert read(outcome) == ["d/b.yaml", "d/round.yaml"]
    good, bad = document(outcome)["submissions"]
    assert good["verdict"] == "pass"
    assert [problem["code"] for problem in bad["diagnostics"]] == ["symlink-loop"]


# What can't be read


@pytest.mark.parametrize(
    ("argument", "code", "said"),
    [
        ("d/empty", "usage-empty-folder", "thư mục d/empty không có báo cáo nào"),
        ("d/only", "usage-empty-folder", "thư mục d/only không có báo cáo nào"),
        ("d/hidden", "usage-empty-folder", "thư mục d/hidden không có báo cáo nào"),
        ("d/*.ods", "usage-no-match", "không có tệp báo cáo nào khớp với “d/*.ods”"),
        ("d/e*", "usage-no-match", "không có tệp báo cáo nào khớp với “d/e*”"),
        ("d/only/*", "usage-no-match", "không có tệp báo cáo nào khớp với “d/only/*”"),
        ("x/**", "usage-no-match", "không có tệp báo cáo nào khớp với “x/**”"),
    ],
)
def test_nothing_to_read_is_an_error(
    argument: str, code: str, said: str, here: Path, check: Cchc
) -> None:
    put(here / "d", "a.yaml", "only/b.docx", "hidden/.c.yaml", "hidden/~$d.xlsx")
    (here / "d" / "empty").mkdir()
    for arguments in ([argument], ["d/a.yaml", argument]):  # even beside what is fine
        outcome = check(*arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert f"{said} [{code}]" in outcome.err


def test_a_file_that_is_not_there_stops_no_other(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml")
    outcome = check("nowhere.yaml", "d", *JSON)
    bad, good = document(outcome)["submissions"]
    assert [problem["code"] for problem in bad["diagnostics"]] == ["not-found"]
    assert (good["verdict"], outcome.status) == ("pass", 3)


def test_a_folder_that_cannot_be_opened_is_said_to_be(
    here: Path, monkeypatch: pytest.MonkeyPatch, check: Cchc
) -> None:
    put(here, "d/a.yaml", "d/shut/b.yaml")
    listed, allowed = os.scandir, os.access

    def scandir(path: str) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(
        os, "access", lambda path, mode: not str(path).endswith("shut") and allowed(path, mode)
    )
    for argument in ("d", "d/**/*.yaml"):
        outcome = check(argument, *JSON)
        good, bad = document(outcome)["submissions"]
        assert (good["file"], good["verdict"]) == (str(Path("d/a.yaml")), "pass")
        assert bad["file"] == str(Path("d/shut"))
        assert [problem["code"] for problem in bad["diagnostics"]] == ["not-permitted"]
        assert outcome.status == 3


@pytest.mark.skipif(AS_ROOT or sys.platform == "win32", reason="permissions don't bind here")
def test_permissions(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml", "d/b.yaml", "d/shut/c.yaml")
    (here / "d" / "b.yaml").chmod(0)
    (here / "d" / "shut").chmod(0)
    try:
        outcome = check("d", *JSON)
    finally:
        (here / "d" / "shut").chmod(0o700)
    found = {one["file"]: one["diagnostics"] for one in document(outcome)["submissions"]}
    assert found["d/a.yaml"] == []
    assert [problem["code"] for problem in found["d/b.yaml"]] == ["not-permitted"]
    assert [problem["code"] for problem in found["d/shut"]] == ["not-permitted"]


def test_a_file_that_vanishes_after_listing_stops_no_other(
    here: Path, monkeypatch: pytest.MonkeyPatch, check: Cchc
) -> None:
    put(here, "d/a.yaml", "d/b.yaml")
    reading = read_by_its_plan

    def late(plans: Succession, path: str, period: ReportingPeriod | None = None) -> Submission:
        (here / "d" / "b.yaml").unlink(missing_ok=True)
        return reading(plans, path, period)

    monkeypatch.setattr(inputs, "read_by_its_plan", late)
    good, gone = document(check("d", *JSON))["submissions"]
    assert good["verdict"] == "pass"
    assert [problem["code"] for problem in gone["diagnostics"]] == ["not-found"]


@pytest.mark.parametrize("broken", ["read_by_its_plan", "evaluate"])
def test_a_mistake_in_the_program_costs_no_other_file(
    broken: str, here: Path, monkeypatch: pytest.MonkeyPatch, check: Cchc
) -> None:
    put(here, "d/a.yaml", "d/b.yaml")
    put(here, "d/c.yaml", text=report("so-mot"))
    working = getattr(inputs, broken)

    def breaking(*given: Any) -> Any:
        name = given[1] if isinstance(given[1], str) else given[0].file
        if name.endswith("b.yaml") and (isinstance(given[1], str) or given[0].agency):
            raise ZeroDivisionError("division by zero")
        return working(*given)

    monkeypatch.setattr(inputs, broken, breaking)
    outcome = check("d", *JSON)
    first, second, third = document(outcome)["submissions"]
    assert (first["verdict"], second["verdict"], third["verdict"]) == ("pass", "invalid", "pass")
    (problem,) = second["diagnostics"]
    assert problem["code"] == "internal"
    assert "ZeroDivisionError: division by zero" in problem["message"]
    assert outcome.status == 3


# Several files of one agency and period


def test_two_files_of_one_agency_and_period_are_a_conflict(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml", "d/b.yaml", text=report("xa-tan-an"))
    put(here, "d/c.yaml")
    put(here, "d/d.yaml", text=report(period="6 tháng/2026"))
    outcome = check("d", *JSON)
    files = [str(Path("d/a.yaml")), str(Path("d/b.yaml"))]
    assert document(outcome)["conflicts"] == [
        {"agency": "xa-tan-an", "period": "2026-Q1", "files": files, "name": "Xã Tân An"}
    ]
    assert document(outcome)["summary"] == {
        "files": 4,
        "pass": 4,
        "fail": 0,
        "invalid": 0,
        "waived": 0,
    }
    assert outcome.status == 3
    shown = check("d")
    assert "Nhiều tệp cho cùng một cơ quan, một kỳ\n" in shown.out
    assert f"  - Xã Tân An, 2026-Q1: {files[0]}; {files[1]}\n" in shown.out
    assert "--latest" in shown.out
    assert shown.out.endswith("Tất cả 4 tệp: 4 đạt, 1 cơ quan nộp trùng.\n")
    english = check("d", "-q", "--lang", "en")
    assert "Several files of one agency and period\n" in english.out
    assert english.out.endswith("All 4 files: 4 pass, 1 agency with several files.\n")


def test_every_file_of_a_conflict_is_named_whole(here: Path, check: Cchc) -> None:
    folder = "bao-cao-" + "x" * 100
    put(here, f"{folder}/first.yaml", f"{folder}/second.yaml")
    out = " ".join(check(folder, "-q").out.split("\n\n", 1)[1].split())
    assert f"{folder}{os.sep}first.yaml; " in out
    assert f"{folder}{os.sep}second.yaml" in out


def test_a_period_given_makes_conflicts(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml")
    put(here, "d/b.yaml", text=report(period="6 tháng/2026"))
    assert check("d").status == 0
    outcome = check("d", "--period", "2026-Q1", *JSON)
    assert len(document(outcome)["conflicts"]) == 1


@pytest.mark.parametrize("first_is_later", [False, True])
def test_the_latest_wins(first_is_later: bool, here: Path, check: Cchc) -> None:
    late, soon = report(day="10/03/2026", share="79"), report(day="09/03/2026")
    put(here, "d/a.yaml", text=late if first_is_later else soon)
    put(here, "d/b.yaml", text=soon if first_is_later else late)
    kept, left = ("a", "b") if first_is_later else ("b", "a")
    outcome = check("d", "--latest", *JSON)
    assert read(outcome) == [f"d/{kept}.yaml"]
    found = document(outcome)
    assert found["conflicts"] == []
    by, file = str(Path(f"d/{kept}.yaml")), str(Path(f"d/{left}.yaml"))
    assert found["superseded"] == [{"file": file, "by": by}]
    assert outcome.status == 1  # the later one misses a target, the other one doesn't
    shown = check("d", "--latest")
    assert (
        f"Bỏ qua vì có tệp mới hơn (as_of, hoặc --latest)\n  - {file}: thay bằng {by}\n"
        in shown.out
    )


@pytest.mark.parametrize(
    "days",
    [("", ""), ("09/03/2026", ""), ("09/03/2026", "09/03/2026"), ("45/03/2026", "09/03/2026")],
)
def test_days_that_do_not_tell_stay_a_conflict(
    days: tuple[str, str], here: Path, check: Cchc
) -> None:
    for name, day in zip("ab", days, strict=True):
        put(here, f"d/{name}.yaml", text=report(day=day))
    outcome = check("d", "--latest", *JSON)
    assert len(document(outcome)["conflicts"]) == 1
    assert document(outcome)["superseded"] == []
    assert (len(read(outcome)), outcome.status) == (2, 3)


def test_of_three_the_latest_takes_all_and_two_of_one_day_none(here: Path, check: Cchc) -> None:
    for name, day in (("a", "09/03/2026"), ("b", "10/03/2026"), ("c", "11/03/2026")):
        put(here, f"d/{name}.yaml", text=report(day=day))
    assert read(check("d", "--latest", *JSON)) == ["d/c.yaml"]
    put(here, "d/b.yaml", text=report(day="11/03/2026"))
    outcome = check("d", "--latest", *JSON)
    assert read(outcome) == ["d/a.yaml", "d/b.yaml", "d/c.yaml"]
    assert outcome.status == 3


# What is shown


@pytest.fixture
def mixed(here: Path) -> Path:
    """One that passes, one that fails, one that is broken."""
    put(here, "d/good.yaml")
    put(here, "d/short.yaml", text=report("xa-tan-an", share="79"))
    put(here, "d/broken.yaml", text=report("so-mot").replace("so_hoa", "so_hao"))
    return here


def test_one_line_for_each_file_in_the_summary(mixed: Path, check: Cchc) -> None:
    lines = check("d").out.splitlines()
    after = lines[lines.index("Từng tệp") + 1 :]
    broken, good, short = (str(Path(f"d/{name}.yaml")) for name in ("broken", "good", "short"))
    assert [line.split(":", 2)[:2] for line in after[:3]] == [
        [broken, " KHÔNG HỢP LỆ"],
        [good, " ĐẠT"],
        [short, " KHÔNG ĐẠT"],
    ]
    assert after[0].endswith("[unknown-metric]")
    assert after[-1] == "Tất cả 3 tệp: 1 không hợp lệ, 1 đạt, 1 không đạt."


def test_errors_only_leaves_out_what_passes(mixed: Path, check: Cchc) -> None:
    outcome = check("d", "--errors-only")
    assert "Xã Tân An" in outcome.out
    assert "Sở Một" in outcome.out
    assert "Sở Hai" not in outcome.out
    assert "good.yaml" not in outcome.out
    assert "Khiếu nại" not in outcome.out  # of the targets, only those that aren't met
    assert outcome.out.endswith("Tất cả 3 tệp: 1 không hợp lệ, 1 đạt, 1 không đạt.\n")
    found = check("d", "--errors-only", *JSON)
    assert read(found) == ["d/broken.yaml", "d/short.yaml"]
    statuses = [
        [result["status"] for result in one["results"]] for one in document(found)["submissions"]
    ]
    assert statuses == [["missing"], ["fail"]]
    assert document(found)["summary"] == {
        "files": 3,
        "pass": 1,
        "fail": 1,
        "invalid": 1,
        "waived": 0,
    }
    assert outcome.status == found.status == 3


def test_errors_only_and_quiet(mixed: Path, check: Cchc) -> None:
    first, second, empty, _ = check("d", "--errors-only", "-q").out.splitlines()
    assert first.startswith(str(Path("d/broken.yaml")))
    assert second.startswith(str(Path("d/short.yaml")))
    assert empty == ""


def test_only_leaves_the_status(mixed: Path, check: Cchc) -> None:
    (mixed / "d" / "broken.yaml").unlink()
    outcome = check("d", "--only", "fail")
    assert "Sở Hai" not in outcome.out
    assert "Xã Tân An" in outcome.out
    assert "good.yaml" in outcome.out  # among all files, at the end
    assert outcome.status == 1
    submissions = document(check("d", "--only", "fail", *JSON))["submissions"]
    assert [[result["target"] for result in one["results"]] for one in submissions] == [
        [],
        ["dung-han"],
    ]


def test_json_stays_json_when_all_is_left_out(here: Path, check: Cchc) -> None:
    put(here, "d/a.yaml")
    outcome = check("d", "--errors-only", *JSON)
    assert document(outcome)["submissions"] == []
    assert document(outcome)["summary"]["files"] == 1
    assert outcome.status == 0


@pytest.fixture
def many(here: Path) -> Path:
    """Some sixty files of all kinds, good and bad."""
    for number in range(40):
        agency = ("so-hai", "xa-tan-an", "phuong-tan-an", "so-mot")[number % 4]
        put(here, f"d/{number % 7}/{number}.yaml", text=report(agency, str(60 + number)))
    for number in range(12):
        put(here, f"d/t/{number}.csv", text=as_csv("xa-ta-hoc", str(70 + 2 * number)))
    for number in range(3):
        as_xlsx(here / "d" / "t" / f"{number}.xlsx", "phuong-dong-da")
    put(here, "d/x/broken.yaml", text="agency: [\n")
    put(here, "d/x/empty.yaml", text="\n")
    put(here, "d/x/name.yaml", text=report("so-bay"))
    put(here, "d/x/notes.docx", "d/x/\x1b[31m.yaml" if os.name != "nt" else "d/x/[31m.yaml")
    (here / "d" / "x" / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return here


@pytest.mark.parametrize(
    "options",
    [(), ("-q",), JSON, (*JSON, "--errors-only"), ("--only", "fail"), ("--latest", "--lang", "en")],
    ids=" ".join,
)
def test_the_number_of_jobs_changes_nothing(
    options: tuple[str, ...], many: Path, check: Cchc
) -> None:
    alone, two, three = (check("d", "--jobs", str(jobs), *options) for jobs in (1, 2, 3))
    assert alone.status == 3
    assert len(alone.out.splitlines()) > 50
    assert two == alone
    assert three == alone


def test_what_goes_to_another_process_can_be_sent(plan: Plan) -> None:
    """Where processes don't fork, the work is pickled to each of them."""
    import pickle
    from functools import partial

    from cchc.cli.check import _check_some
    from cchc.cli.inputs import Inputs
    from cchc.messages import Messages
    from cchc.render.look import Look, Way

    example = str(ROOT / "examples" / "agency.yaml")
    way = Way(Look(Messages("vi")))
    ways = [("table", way), ("sarif", way)]
    work = partial(_check_some, Inputs(Succession((plan,)), [example], (), 2), ways)
    sent = pickle.loads(pickle.dumps(work))
    texts, outcomes, foreign = sent([example])
    assert texts == work([example])[0]
    assert [each.verdict for each in pickle.loads(pickle.dumps(outcomes))] == ["pass"]
    assert foreign == []


@pytest.mark.parametrize("jobs", ["0", "-1", "1.5", "x", "257", "٣", "9" * 5000])
def test_numbers_of_jobs_that_are_none(jobs: str, here: Path, check: Cchc) -> None:
    put(here, "a.yaml")
    outcome = check("a.yaml", f"--jobs={jobs}")
    assert outcome.status == 2
    assert "[usage-jobs]" in outcome.err


# Standard input


@pytest.mark.parametrize("options", [(), ("--latest",)])
def test_standard_input_beside_a_folder(
    options: tuple[str, ...], here: Path, monkeypatch: pytest.MonkeyPatch, check: Cchc
) -> None:
    put(here, "d/a.yaml")
    content = report("xa-tan-an").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    outcome = check("-", "d", "--jobs", "2", *JSON, *options)
    assert read(outcome) == ["-", "d/a.yaml"]
    assert [one["verdict"] for one in document(outcome)["submissions"]] == ["pass", "pass"]
    assert outcome.status == 0


# As a program of its own


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cchc", "check", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "xterm", **more}


@pytest.fixture
def fifty(here: Path) -> Path:
    (here / "plan.yaml").write_text(TINY, "utf-8")
    for number in range(50):
        put(here, f"d/{number:02}.yaml", text=report("so-mot").replace("so_hoa", f"x_{number}"))
    return here


def test_no_bar_where_there_is_no_terminal(fifty: Path) -> None:
    run = subprocess.run(
        command("d", "-q", "--plan", "plan.yaml"),
        cwd=fifty,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert run.stderr == b""
    assert b"\x1b" not in run.stdout
    assert (run.returncode, run.stdout.decode().count(": KHÔNG HỢP LỆ: ")) == (3, 50)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_bar_on_a_terminal(fifty: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        command("d", "-q", "--plan", "plan.yaml", "--jobs", "1", "--lang", "en"),
        cwd=fifty,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        out, _ = process.communicate()
        shown = b"".join(_until_closed(ours))
    assert process.returncode == 3
    assert b"Checking" in shown
    assert b"0/50" in shown
    assert b"50/50" in shown
    assert b"\x1b" not in out  # which isn't the terminal
    assert out.splitlines()[-1].startswith(b"All 50 files: 50 invalid")


def _until_closed(terminal: int) -> Iterable[bytes]:
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:  # Linux ends a terminal that nobody has any more with an error
            some = b""
        if not some:
            os.close(terminal)
            return
        yield some


@pytest.mark.skipif(sys.platform == "win32", reason="no broken pipes")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves(jobs: str, fifty: Path) -> None:
    with subprocess.Popen(
        command("d", "--plan", "plan.yaml", "--jobs", jobs, "--format", "json"),
        cwd=fifty,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 3  # the verdict stands, whoever reads it


def dies(limit: int, item: int) -> int:
    """Ends its process at one item, unless it is the one that the tests run in."""
    if item == limit and multiprocessing.parent_process():
        os._exit(9)
    return item * item


def test_a_process_that_dies_costs_no_file() -> None:
    found = list(spread(partial(dies, 40), iter(range(100)), 2))
    assert found == [item * item for item in range(100)]


def test_a_slip_in_the_year_of_the_report_makes_nothing_late(here: Path, check: Cchc) -> None:
    put(here, "a.yaml", text=report("xa-tan-an", day="10/03/2062"))
    [submission] = document(check("a.yaml", *JSON, "--lang", "en"))["submissions"]
    found = {one["code"]: one for one in submission["diagnostics"]}
    assert found["date-too-late"]["message"] == (
        "the day of the report, 10/03/2062, is too far from the plan's year 2026 and is not used"
    )
    assert found["date-too-late"]["severity"] == "warning"
    assert "report-late" not in found
