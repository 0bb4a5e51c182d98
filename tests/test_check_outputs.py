"""Where `cchc check` writes: pairs of --format and --output, files whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from checking import COMMUNE, DEPARTMENT, PASSING, PLAN_WITH_ADDRESS, as_printed, plan_file, put
from conftest import ROOT, Cchc, Outcome

from cchc.cli import outputs
from cchc.cli.outputs import Outlet, asked
from cchc.errors import UsageError
from cchc.messages import Messages
from cchc.render import FORMATS, format_of, suffix_of
from cchc.render.check.summary import fitting

SUMMARY = "GITHUB_STEP_SUMMARY"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in, with two submissions in `d`."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", SUMMARY, "CCHC_HELP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "d", a=DEPARTMENT, b=COMMUNE)
    return tmp_path


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory, here: Path, cchc: Cchc) -> Cchc:
    """`cchc check` against the tiny plan, in English."""
    plan = plan_file(tmp_path_factory.mktemp("plan"))

    def call(*arguments: str | Path) -> Outcome:
        return cchc("check", "--plan", plan, "--lang", "en", *arguments)

    return call


def files(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(os.listdir(folder))


# Which format goes where


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", [("table", "")]),
        ("format=json", [("json", "")]),
        ("format=json output=a.txt", [("json", "a.txt")]),
        ("format=json output=-", [("json", "")]),
        ("output=a.xml", [("junit", "a.xml")]),
        ("output=a.SARIF", [("sarif", "a.SARIF")]),
        ("output=a.md output=b.csv", [("markdown", "a.md"), ("csv", "b.csv")]),
        ("output=a.xml format=json", [("junit", "a.xml"), ("json", "")]),
        (
            "format=github output=a output=b.json format=junit output=c format=table",
            [("github", "a"), ("json", "b.json"), ("junit", "c"), ("table", "")],
        ),
        (
            "format=table format=gitlab output=gl-code-quality-report.json",
            [("table", ""), ("gitlab", "gl-code-quality-report.json")],
        ),
    ],
)
def test_a_file_belongs_to_the_format_right_before_it(
    line: str, found: list[tuple[str, str]]
) -> None:
    pairs = [word.split("=") for word in line.split()]
    formats = [value for name, value in pairs if name == "format"]
    targets = [value for name, value in pairs if name == "output"]
    order = ["quiet", *(name for name, _ in pairs), "files"]
    assert asked(order, formats, targets) == [Outlet(*one) for one in found]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("format=json format=table", "usage-two-formats"),
        ("format=json output=a format=table format=csv", "usage-two-formats"),
        ("format=json output=- format=table", "usage-two-formats"),
        ("output=a.csv format=json output=./x/../a.csv", "usage-same-output"),
        ("output=a", "usage-unknown-suffix"),
        ("output=a.github", "usage-unknown-suffix"),
        ("output=a.xlsx", "usage-unknown-suffix"),
        ("format=xml output=a.xml", "usage-unknown-choice"),
    ],
)
def test_pairs_that_cannot_be(line: str, code: str) -> None:
    pairs = [word.split("=") for word in line.split()]
    formats = [value for name, value in pairs if name == "format"]
    targets = [value for name, value in pairs if name == "output"]
    with pytest.raises(UsageError) as caught:
        asked([name for name, _ in pairs], formats, targets)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_every_suffix_tells_one_format() -> None:
    suffixes = [suffix_of(format) for format in FORMATS["check"] if suffix_of(format)]
    assert sorted(suffixes) == [".csv", ".json", ".md", ".sarif", ".txt", ".xml"]
    assert format_of("a", FORMATS["check"]) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "json", "-o", "a.out", "d", "--format", "csv", "--output", "b.out"),
        ("--format=json", "-oa.out", "--format=csv", "--output=b.out", "d"),
        ("d", "--format=json", "--output=a.out", "--quiet", "--format", "csv", "-o", "b.out"),
    ],
)
def test_several_formats_in_one_run(arguments: tuple[str, ...], here: Path, check: Cchc) -> None:
    done = check(*arguments)
    assert (done.status, done.out) == (3, "")
    assert done.err.splitlines() == ["Wrote a.out.", "Wrote b.out."]
    for name, format in (("a.out", "json"), ("b.out", "csv")):
        alone = check("d", "--format", format)
        assert as_printed(here / name) == alone.out


def test_one_format_is_printed_while_others_are_saved(here: Path, check: Cchc) -> None:
    done = check("d", "--format", "table", "-o", "a.txt", "-o", "b.xml", "--format", "json")
    assert json.loads(done.out)["exit_status"] == done.status == 3
    assert (here / "a.txt").read_text("utf-8") == check("d").out
    assert (here / "b.xml").read_text("utf-8") == check("d", "--format", "junit").out


@pytest.mark.parametrize("format", FORMATS["check"])
def test_a_file_is_the_same_as_what_is_printed(format: str, here: Path, check: Cchc) -> None:
    printed = check("d", "--format", format)
    saved = check("d", "--format", format, "-o", "out", "--jobs", "2")
    assert (saved.status, saved.out) == (printed.status, "")
    assert as_printed(here / "out") == printed.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "json", "--format", "sarif"), "neither json nor sarif has an --output"),
        (("-o", "a.csv", "-o", "a.csv"), "a.csv would be written twice"),
        (("-o", "a.pdf"), "suffixes: .txt, .json, .xml, .sarif, .md, .csv."),
        (("-o", "no/such/a.csv"), "there is no folder no/such"),
        (("-o", ""), "--output"),
        (("--format", "", "-o", "a.csv"), "--format"),
        (("--format", "json", "-o", "d"), "d is a folder or a device"),
        (("--format", "json", "-o", os.devnull), "is a folder or a device"),
        (("--format", "xlsx"), "table, json, junit, sarif, github, gitlab, markdown, csv"),
    ],
)
def test_wrong_outputs_are_told_before_anything_is_checked(
    arguments: tuple[str, ...], words: str, here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.cli.check.checked", None)
    done = check("d", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in " ".join(done.err.split())
    assert files(here) == ["d"]


def test_the_help_names_every_format(cchc: Cchc) -> None:
    for lang in ("vi", "en"):
        words = cchc("check", "--help", "--lang", lang).out.split()
        text = " ".join(words)
        assert ", ".join(FORMATS["check"]) in text
        assert SUMMARY in text
        assert ".txt, .json, .xml, .sarif, .md, .csv" in text


# Whole or not at all


def test_a_file_that_is_there_is_replaced(here: Path, check: Cchc) -> None:
    (here / "a.csv").write_text("of the run before", "utf-8")
    assert check("d", "-o", "a.csv").status == 3
    assert (here / "a.csv").read_bytes().startswith(b"\xef\xbb\xbffile;agency;")  # for Excel
    assert files(here) == ["a.csv", "d"]


def test_a_link_keeps_leading_to_the_file(here: Path, check: Cchc) -> None:
    (here / "real.csv").write_text("of the run before", "utf-8")
    (here / "a.csv").symlink_to("real.csv")
    check("d", "-o", "a.csv")
    assert (here / "a.csv").is_symlink()
    assert as_printed(here / "real.csv").startswith("file,agency")


@pytest.mark.parametrize(
    ("error", "status"), [(KeyboardInterrupt(), 130), (MemoryError(), 3), (OSError(28, "full"), 3)]
)
def test_what_stops_a_run_leaves_nothing_behind(
    error: BaseException, status: int, here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        assert len(files(here)) == 4  # both are being written
        raise error

    (here / "a.csv").write_text("of the run before", "utf-8")
    monkeypatch.setattr("cchc.cli.check.conflicts", broken)
    done = check("d", "-o", "a.csv", "-o", "b.xml")
    assert done.status == status
    assert files(here) == ["a.csv", "d"]
    assert (here / "a.csv").read_text("utf-8") == "of the run before"
    assert "Wrote" not in done.err


def test_a_reader_that_leaves_early_takes_no_file_along(here: Path) -> None:
    plan = plan_file(here)
    script = (
        f"{sys.executable} -m cchc check --plan {plan} d --format json --format csv -o a.csv "
        "| head -c 1; exit ${PIPESTATUS[0]}"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, check=False)
    assert done.returncode == 3
    assert len((here / "a.csv").read_text("utf-8").splitlines()) > 16


# Among what is checked


@pytest.mark.parametrize("name", ["d/r.csv", "d/x/r.CSV", "d/a.yaml", "./d/../d/r.csv"])
def test_a_submission_is_never_overwritten_nor_taken_for_one(
    name: str, here: Path, check: Cchc
) -> None:
    (here / "d" / "x").mkdir()
    done = check("d", "--format", "csv", "-o", name)
    assert (done.status, done.out) == (2, "")
    assert f"{name} is among what this command reads [usage-output-checked]" in done.err
    assert (here / "d" / "a.yaml").read_text("utf-8") == DEPARTMENT
    assert files(here / "d") == ["a.yaml", "b.yaml", "x"]


def test_a_file_that_is_checked_by_name_is_none_to_write(here: Path, check: Cchc) -> None:
    (here / "a.csv").write_text("mine", "utf-8")
    for argument in ("a.csv", "*.csv"):
        done = check(argument, "-o", "a.csv")
        assert (done.status, done.out) == (2, "")
        assert "[usage-output-checked]" in done.err
    assert (here / "a.csv").read_text("utf-8") == "mine"


@pytest.mark.parametrize("option", ["--waivers", "--plan"])
@pytest.mark.parametrize("name", ["w.yaml", "./d/../w.yaml", "link.yaml"])
def test_neither_waivers_nor_a_plan_are_overwritten(
    option: str, name: str, here: Path, cchc: Cchc
) -> None:
    texts = {"--waivers": "schema: cchc.waivers/1\nwaivers: []\n", "--plan": PLAN_WITH_ADDRESS}
    (here / "w.yaml").write_text(texts[option], "utf-8")
    (here / "link.yaml").symlink_to("w.yaml")
    options = ("--lang", "en", option, "w.yaml", "--format", "json", "-o", name)
    done = cchc("check", "d/a.yaml", *options)
    assert (done.status, done.out) == (2, "")
    assert f"{name} is among what this command reads [usage-output-checked]" in done.err
    assert (here / "w.yaml").read_text("utf-8") == texts[option]


def test_other_results_may_lie_beside_the_submissions(here: Path, check: Cchc) -> None:
    runs = [check("d", "--format", "json", "-o", "d/r.json", "-o", "d/r.md") for _ in range(2)]
    assert runs[0] == runs[1]
    found = json.loads((here / "d" / "r.json").read_text("utf-8"))
    assert found["skipped"] == []  # what a run writes itself is no news to it
    (here / "d" / ".out").mkdir()
    assert check("d", "-o", "d/.out/r.csv").status == 3  # where no run looks


# The summary of a job


def test_markdown_goes_to_the_summary_as_well(
    here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = here / "summary.md"
    monkeypatch.setenv(SUMMARY, str(summary))
    done = check("d", "--format", "markdown")
    assert summary.read_text("utf-8") == done.out
    check("d", "-o", "a.md", "--format", "json")
    assert summary.read_text("utf-8") == f"{done.out}\n{done.out}"
    assert (here / "a.md").read_text("utf-8") == done.out
    check("d", "--format", "json")
    assert summary.read_text("utf-8") == f"{done.out}\n{done.out}"


def test_a_summary_that_cannot_be_written_is_told(
    here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SUMMARY, str(here / "no" / "summary.md"))
    done = check("d", "-o", "a.md")
    assert done.status == 3
    assert "summary.md: error:" in done.err
    assert "[unwritable]" in done.err
    assert files(here) == ["d"]


def test_a_summary_is_cut_to_what_github_takes(
    here: Path, check: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here / "d", **{f"c{number}": PASSING for number in range(8)})
    summary = here / "summary.md"
    summary.write_text("# of the step itself\n", "utf-8")
    monkeypatch.setenv(SUMMARY, str(summary))
    monkeypatch.setattr(outputs, "SUMMARY_LIMIT", 6000)
    done = check("d", "--format", "markdown")
    text = summary.read_text("utf-8")
    assert len(text.encode()) <= 6000
    assert len(done.out.encode()) > 6000
    assert text.startswith("# of the step itself\n\n## Sở Một")
    assert "*Shortened, since the summary of a step can't exceed 1 MiB." in text
    assert text.endswith(
        "**All 10 files: 1 invalid, 1 fail, 8 pass, 1 agency with several files.**\n"
    )


def test_a_text_is_cut_before_a_heading() -> None:
    messages = Messages("en")
    body = "## a\n\nx\n" + "\n## b\n\n" + "y" * 2000 + "\n\n## c\n\n" + "z" * 2000
    assert fitting(body, "end", len(body) + 3, messages) == body + "end"
    cut = fitting(body, "end", 2500, messages)
    assert cut.startswith(body[: body.index("## c")])
    assert "zz" not in cut
    assert cut.endswith("*\nend")
    folded = fitting("## a\n<details>\n" + "é\n" * 2000, "end", 600, messages)
    assert folded.count("</details>") == 1
    assert len(folded.encode()) <= 600
    assert "note" not in fitting(body, "end", 10, messages)
    assert fitting(body, "end", 10, messages) == ""
