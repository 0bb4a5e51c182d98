"""What people know from other tools works here: help, versions, outputs, what makes a run fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from checking import DEPARTMENT, PASSING, plan_file, put
from conftest import ROOT, Cchc
from rich.text import Text
from typer.core import TyperGroup

from cchc.cli.app import build
from cchc.cli.click import Command
from cchc.cli.environment import common_options
from cchc.cli.examples import EXAMPLES
from cchc.messages import LANGS, Messages


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: the tiny plan, which variables name, and a submission that fails."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_PLAN", str(plan_file(tmp_path)))
    monkeypatch.setenv("CCHC_LANG", "en")
    put(tmp_path, a=PASSING.replace("dung_han: 80,", "dung_han: 1/2,"))
    return tmp_path


def commands() -> dict[str, Command]:
    """Every command that does something, by its name."""
    found: dict[str, Command] = {}

    def walk(group: TyperGroup, before: str) -> None:
        for name, command in group.commands.items():
            if isinstance(command, TyperGroup):
                walk(command, f"{before}{name} ")
            else:
                found[before + name] = command

    top = typer.main.get_command(build(Messages("en")))
    assert isinstance(top, TyperGroup)
    walk(top, "")
    return found


# Help


def test_help_by_its_other_names(cchc: Cchc) -> None:
    long = cchc("plan", "diff", "--help").out
    assert long.startswith("Cách dùng: cchc plan diff ")
    assert cchc("plan", "diff", "-h").out == cchc("help", "plan", "diff").out == long
    assert cchc("help").out == cchc("-h").out == cchc("--help").out
    assert cchc("-V").out == cchc("--version").out


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_shows_two_examples_and_its_statuses(lang: str, cchc: Cchc) -> None:
    assert set(EXAMPLES) == set(commands())
    heading = {"vi": "Mã kết thúc:", "en": "Exit statuses:"}[lang]
    for name, lines in EXAMPLES.items():
        help = cchc(*name.split(), "--help", "--lang", lang).out
        assert all(f"\n  {line}\n" in help for line in lines)
        _, statuses = help.split(f"{heading}\n")
        numbers = [line.split()[0] for line in statuses.splitlines() if line[2:3].isdigit()]
        fails = name in ("check", "rollup", "report", "tally", "plan trace")
        assert numbers == (["0", "1", "2", "3"] if fails else ["0", "2", "3"])


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_examples_are_lines_that_can_be_typed(line: str) -> None:
    program, *words = common_options(line.split(" > ", maxsplit=1)[0].split()).rest
    assert program == "cchc"
    name = next(" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in EXAMPLES)
    command = commands()[name]
    context = command.make_context(
        name, words[len(name.split()) :], obj=Messages("en"), resilient_parsing=False
    )
    assert context.args == []


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("check", "--verbose"), ""),
        (("check", "--waiver"), "--waivers"),
        (("check", "--exitzero"), "--exit-zero"),
        (("plan", "show", "--confg"), "--config"),
        (("chek",), "check"),
        (("frobnicate",), ""),
    ],
)
def test_only_what_is_near_is_suggested(words: tuple[str, ...], near: str, cchc: Cchc) -> None:
    done = cchc(*words, "--lang", "en")
    assert done.status == 2
    assert (f"Did you mean “{near}”?" in done.err) == bool(near)
    assert ("Did you mean" in done.err) == bool(near)


# What makes a run fail


@pytest.mark.parametrize("way", [("--exit-zero",), ("--fail-on", "none")])
def test_a_run_that_never_fails(way: tuple[str, ...], here: Path, cchc: Cchc) -> None:
    assert cchc("check", "a.yaml").status == 1
    done = cchc("check", "a.yaml", *way, "--format", "json")
    document = json.loads(done.out)
    assert (done.status, document["exit_status"]) == (0, 0)
    assert document["submissions"][0]["verdict"] == "fail"
    put(here, b=DEPARTMENT)  # with a figure that can't be read
    assert cchc("check", "b.yaml", *way).status == 3


def test_nothing_goes_with_nothing_else(here: Path, cchc: Cchc) -> None:
    done = cchc("check", "a.yaml", "--fail-on", "fail,none")
    assert (done.status, done.out) == (2, "")
    assert "“none” cannot be used for --fail-on; choose from: fail, missing, late." in done.err


# Outputs


def test_a_dash_is_standard_output(here: Path, cchc: Cchc) -> None:
    for words in (
        ("check", "a.yaml", "--format", "csv"),
        ("rollup", "a.yaml", "--format", "json"),
        ("deadlines", "--month", "01/2026", "--format", "csv"),
        ("waivers", "new", "a.yaml"),
        ("schema", "settings"),
    ):
        printed = cchc(*words)
        assert cchc(*words, "-o", "-") == printed
        assert printed.err == ""
    page = cchc("report", "a.yaml", "--format", "html", "-o", "-")
    assert (page.status, page.out[:15]) == (1, "<!doctype html>")
    form = ("template", "--agency", "so-mot", "--period", "Q1/2026", "--format", "yaml", "-o")
    assert cchc(*form, "-").out.startswith("#")
    assert cchc(*form, "f.yaml").status == 0
    assert Path("f.yaml").read_text("utf-8") == cchc(*form, "-").out
    assert not Path("-").exists()


def test_what_is_no_text_is_only_printed_when_asked_for(here: Path, cchc: Cchc) -> None:
    done = cchc("template", "--agency", "so-mot", "--period", "Q1/2026", "-o", "-")
    assert (done.status, done.out) == (2, "")
    assert "--format" in done.err


def test_a_form_is_replaced_only_by_force(here: Path, cchc: Cchc) -> None:
    for words in (
        ("template", "--agency", "so-mot", "--period", "Q1/2026", "-o", "f.yaml"),
        ("waivers", "new", "a.yaml", "-o", "w.yaml"),
    ):
        assert cchc(*words).status == 0
        Path(words[-1]).write_text("filled in", "utf-8")
        assert "[usage-file-exists]" in cchc(*words).err
        assert Path(words[-1]).read_text("utf-8") == "filled in"
        assert cchc(*words, "--force").status == 0


def test_figures_in_a_file_have_the_comma_of_its_readers(here: Path, cchc: Cchc) -> None:
    assert ",50.00,1,2," in cchc("check", "a.yaml", "--format", "csv").out
    cchc("check", "a.yaml", "-o", "a.csv")
    content = Path("a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbffile;agency;")
    assert b";50,00;1;2;" in content
    assert content.endswith(b"\r\n")


# Colours


@pytest.mark.parametrize(
    ("words", "variables", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color=always",), {"NO_COLOR": "1"}, True),
        ((), {"CLICOLOR_FORCE": "1"}, True),
        ((), {"CLICOLOR_FORCE": "0"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_on_colours(
    words: tuple[str, ...],
    variables: dict[str, str],
    coloured: bool,
    here: Path,
    cchc: Cchc,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    out = cchc("check", "a.yaml", *words).out
    assert ("\x1b[" in out) is coloured  # neither colours nor bold
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    plain = cchc("check", "a.yaml", "--color", "never").out
    assert Text.from_ansi(out).plain.split() == plain.split()


# Names that leave out what is known


def test_a_period_without_a_year_is_the_plans(here: Path, cchc: Cchc) -> None:
    for written in ("quý 1", "Q1", "Quý I", "Q1/2026"):
        document = json.loads(cchc("rollup", "a.yaml", "--period", written, "--format", "json").out)
        assert document["period"] == "2026-Q1"


# Waivers to be granted

KEYS = ("reason", "document", "until")


def test_failures_become_waivers_that_somebody_has_to_grant(here: Path, cchc: Cchc) -> None:
    made = cchc("waivers", "new", "a.yaml").out
    lines = made.splitlines()
    assert lines[1:3] == ["schema: cchc.waivers/1", "waivers:"]
    assert lines[3].startswith("  - target: dung-han  # Fail: ")
    assert lines[4:8] == ["    agency: so-hai  # Sở Hai", *(f"    {key}:" for key in KEYS)]
    Path("w.yaml").write_text(made, "utf-8")
    refused = cchc("check", "a.yaml", "--waivers", "w.yaml")
    assert refused.status == 3
    assert refused.err.count("[waiver-without]") == 3 * made.count("- target:")
    granted = (
        made.replace("reason:", "reason: lý do")
        .replace("document:", "document: 1/CV")
        .replace("until:", "until: 31/12/2099")
    )
    Path("w.yaml").write_text(granted, "utf-8")
    assert cchc("check", "a.yaml", "--waivers", "w.yaml").status == 0


def test_nothing_fails_so_nothing_is_to_be_granted(here: Path, cchc: Cchc) -> None:
    put(here, b=PASSING)
    done = cchc("waivers", "new", "b.yaml")
    assert (done.status, done.out.splitlines()[-1]) == (0, "waivers: []")
    put(here, c=DEPARTMENT)
    refused = cchc("waivers", "new", "c.yaml")
    assert (refused.status, refused.out) == (3, "")
    assert "[not-a-number]" in refused.err


# Plans


def test_plans_are_validated_for_programs(here: Path, cchc: Cchc) -> None:
    Path("bad.yaml").write_text("plan: {id: x}\n", "utf-8")
    files = ("plan.yml", "bad.yaml")
    done = cchc("plan", "validate", *files, "--format", "json")
    document = json.loads(done.out)
    assert (done.status, done.err, document["exit_status"]) == (3, "", 3)
    assert document["schema"] == "cchc.validation/1"
    good, bad = document["files"]
    assert (good["plan"]["decision"], good["diagnostics"]) == ("1/QĐ-THỬ", [])
    assert (bad["plan"], bad["diagnostics"][0]["code"]) == (None, "not-a-plan")
    lines = cchc("plan", "validate", *files, "--format", "github").out.splitlines()
    assert lines[0].startswith("::error file=bad.yaml,line=1,col=1,title=error%3A not-a-plan::")
    assert lines[1].startswith("cchc: plan.yml: valid. ")
    assert "[not-a-plan]" in cchc("plan", "validate", *files).err


def test_a_dash_takes_the_figures_of_records_and_the_table_goes_beside(
    cchc: Cchc, tmp_path: Path
) -> None:
    pytest.importorskip("duckdb")
    form = ROOT / "examples" / "so-sach" / "bieu-06a.xlsx"
    words = ("tally", form, "--agency", "xa-muong-la", "--period", "Q3/2026", "--lang", "en")
    table = cchc(*words)
    done = cchc(*words, "-o", "-")
    assert (done.status, done.err.strip()) == (table.status, table.out.strip())
    Path(tmp_path / "a.yaml").write_text(done.out, "utf-8")
    checked = json.loads(cchc("check", tmp_path / "a.yaml", "--format", "json").out)
    (figure,) = [
        one for one in checked["submissions"][0]["results"] if one["target"] == "ho-so-dung-han"
    ]
    assert (figure["numerator"], figure["denominator"]) == ("18", "23")  # columns 8+9, 7+13
