"""Settings: in files found upwards, in variables, on the command line; which of them wins."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from checking import ADDRESS, DEPARTMENT, PASSING, plan_file, put
from conftest import Cchc
from jsonschema import Draft202012Validator

KNOWN = "plan, waivers, fail-on, lang, exclude, jobs, format, help-url"
PLAN = 'plan = "plan.yml"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project: the tiny plan, a submission in a folder, the working folder two levels down."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "CCHC_CONFIG", "CCHC_HELP_URL"):
        monkeypatch.delenv(name, raising=False)
    plan_file(tmp_path)
    put(tmp_path / "work" / "deep", a=DEPARTMENT)
    monkeypatch.chdir(tmp_path / "work" / "deep")
    return tmp_path


@pytest.fixture
def folder(here: Path) -> Path:
    """The working folder."""
    return here / "work" / "deep"


def settings(folder: Path, text: str, name: str = "cchc.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_folder_is_checked_by_the_settings_above_it(here: Path, cchc: Cchc) -> None:
    settings(here, PLAN + 'lang = "en"\nformat = "json"\n')
    done = cchc("check", ".")
    assert json.loads(done.out)["plan"]["decision"] == "1/QĐ-THỬ"
    assert (done.status, done.err) == (3, "")


def test_the_nearest_file_holds_alone(here: Path, cchc: Cchc) -> None:
    settings(here, 'lang = "en"\n')
    settings(here / "work", 'plan = "../plan.yml"\n')
    assert "Quyết định 1/QĐ-THỬ" in cchc("check", "a.yaml").out


def test_a_projects_file_without_our_table_is_none(here: Path, folder: Path, cchc: Cchc) -> None:
    settings(here, f"[tool.cchc]\n{PLAN}", "pyproject.toml")
    settings(here / "work", '[tool.cchc-other]\nlang = "en"\n', "pyproject.toml")
    settings(folder, "cchc = [", "pyproject.toml")  # none of our business
    assert "Quyết định 1/QĐ-THỬ" in cchc("check", "a.yaml").out


def test_our_own_file_goes_before_the_projects(here: Path, cchc: Cchc) -> None:
    settings(here, PLAN)
    settings(here, '[tool.cchc]\nplan = "none.yaml"\n', "pyproject.toml")
    assert "Quyết định 1/QĐ-THỬ" in cchc("check", "a.yaml").out


def test_the_command_line_outranks_variables_and_these_the_file(
    here: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(here, PLAN + 'lang = "vi"\nformat = "csv"\n')
    assert cchc("check", "a.yaml").out.startswith("file,")
    monkeypatch.setenv("CCHC_FORMAT", "json")
    monkeypatch.setenv("CCHC_LANG", "en")
    assert json.loads(cchc("check", "a.yaml").out)["exit_status"] == 3
    assert "Decision 1/QĐ-THỬ" in cchc("check", "a.yaml", "--format", "table").out
    assert "Quyết định 1/QĐ-THỬ" in cchc("check", "a.yaml", "--format=table", "--lang=vi").out


def test_the_suffix_of_a_file_says_more_than_the_usual_format(here: Path, cchc: Cchc) -> None:
    settings(here, PLAN + 'format = "json"\n')
    assert cchc("check", "a.yaml", "-o", "a.md").status == 3
    assert Path("a.md").read_text("utf-8").startswith("## ")
    assert cchc("rollup", "a.yaml", "-o", "b.md").status == 3
    assert Path("b.md").read_text("utf-8").startswith("#")
    assert json.loads(cchc("rollup", "a.yaml").out)["schema"] == "cchc.rollup/1"
    assert cchc("report", "a.yaml", "-o", "c.html").status == 3  # whose formats have no JSON


def test_what_makes_a_run_fail_is_set(here: Path, folder: Path, cchc: Cchc) -> None:
    fails_one = PASSING.replace("dung_han: 80,", "dung_han: 1/2,")
    put(folder, b=fails_one)
    settings(here, PLAN)
    assert cchc("check", "b.yaml").status == 1
    settings(here, PLAN + 'fail-on = "missing"\n')
    assert cchc("check", "b.yaml").status == 0
    assert cchc("check", "b.yaml", "--fail-on", "fail").status == 1
    settings(here, PLAN + 'fail-on = ["missing", "fail"]\n')
    assert cchc("check", "b.yaml").status == 1


def test_settings_can_be_named_or_left_aside(
    here: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(here, "nothing = 1\n")
    other = settings(here, f'lang = "en"\n{PLAN}', "other.toml")
    assert "Decision 1/QĐ-THỬ" in cchc("check", "--config", other, "a.yaml").out
    assert "3350/QĐ-UBND" in cchc("plan", "show", "--no-config").out
    monkeypatch.setenv("CCHC_CONFIG", str(other))
    assert "Decision 1/QĐ-THỬ" in cchc("check", "a.yaml").out
    done = cchc("check", "--config", other, "--no-config", "a.yaml")
    assert (done.status, "[usage-config-and-none]" in done.err) == (2, True)
    done = cchc("check", "--config", "none.toml", "a.yaml")
    assert (done.status, "none.toml: lỗi: " in done.err) == (3, True)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "\nplans = 'a'\n",
            "2:1",
            f"there is no setting “plans”; there are: {KNOWN}. Did you mean “plan”?",
        ),
        ("fail_on = 'fail'\n", "1:1", "Did you mean “fail-on”?"),
        ("lang = 'vi'\njobs = 0\n", "2:1", "“jobs” has to be a whole number greater than 0"),
        ("jobs = '2'\n", "1:1", "“jobs” has to be a whole number"),
        ("plan = 3\n", "1:1", "“plan” has to be a text in quotation marks, or a list of such"),
        ("plan = ['a', 1]\n", "1:1", "“plan” has to be a text in quotation marks, or a list"),
        ("waivers = ['a']\n", "1:1", "“waivers” has to be a text in quotation marks"),
        ("lang = 'fr'\n", "1:1", "“fr” cannot be used for “lang”; choose from: vi, en."),
        ("format = 'jsn'\n", "1:1", "Did you mean “json”?"),
        ("x = '''\njobs = 1'''\n  jobs = 0", "3:3", "“jobs” has to be"),
        ("plan = [\n", "2:1", "from here on this is no TOML"),
        ("plan = a\n", "1:8", "from here on this is no TOML"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    text: str, place: str, words: str, here: Path, cchc: Cchc
) -> None:
    file = settings(here, text)
    done = cchc("check", "a.yaml", "--lang", "en")
    assert (done.status, done.out) == (3, "")
    assert any(
        line.startswith(f"{file}:{place}: error: ") and words in line
        for line in done.err.splitlines()
    ), done.err


def test_what_is_wrong_in_a_projects_file_is_told_there(here: Path, cchc: Cchc) -> None:
    text = "[project]\nplan = 1\n[tool.cchc]\njobs = -1\nplna = ''\n"
    file = settings(here, text, "pyproject.toml")
    done = cchc("check", "a.yaml", "--lang", "en")
    assert f"{file}:4:1: error: “jobs”" in done.err
    assert f"{file}:5:1: error: there is no setting “plna”" in done.err
    assert "Did you mean “plan”?" in done.err


def test_a_variable_names_what_there_is(
    here: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_FORMAT", "jsn")
    done = cchc("check", "a.yaml", "--lang", "en")
    assert done.status == 2
    assert "“jsn” cannot be used for CCHC_FORMAT" in done.err


def test_a_language_that_is_none_is_told_in_the_usual_one(
    cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_LANG", "en")
    done = cchc("check", "--lang", "fr")
    assert (done.status, "“fr” cannot be used for --lang" in done.err) == (2, True)


def test_results_link_to_the_page_that_is_set(here: Path, cchc: Cchc) -> None:
    settings(here, PLAN + f'help-url = "{ADDRESS}"\nformat = "json"\n')
    results = json.loads(cchc("check", "a.yaml").out)["submissions"][0]["results"]
    assert results[0]["help"] == f"{ADDRESS}#dung-han"


# What is passed over in folders


def names(cchc: Cchc, *arguments: str) -> list[str]:
    found = json.loads(cchc("check", *arguments, "--format", "json").out)
    return [Path(one["file"]).name for one in found["submissions"]]


def test_patterns_leave_files_out(here: Path, folder: Path, cchc: Cchc) -> None:
    settings(here, PLAN + 'exclude = ["/work/deep/d*/", "*.csv"]\n')
    put(folder / "drafts", b=DEPARTMENT)
    put(folder / "sub" / "drafts", c=DEPARTMENT)
    settings(folder, "a;b\n", "x.csv")
    assert names(cchc, ".") == ["a.yaml", "c.yaml"]
    assert names(cchc, "drafts/b.yaml") == ["b.yaml"]  # named, so it is read
    assert names(cchc, ".", "--exclude", "a.yaml", "--exclude", "x.*") == ["b.yaml", "c.yaml"]


def test_what_git_ignores_is_left_out(here: Path, folder: Path, cchc: Cchc) -> None:
    settings(here, PLAN)
    (here / ".git").mkdir()
    settings(here, "old/\n*.bak.yaml\n/b.yaml\n", ".gitignore")
    put(folder / "old", c=DEPARTMENT)
    put(folder / "new", **{"d.bak": DEPARTMENT, "e.bak": DEPARTMENT})
    settings(folder / "new", "!e.bak.yaml\n", ".gitignore")
    put(folder, b=DEPARTMENT)
    assert names(cchc, ".") == ["a.yaml", "b.yaml", "e.bak.yaml"]


def test_what_tools_install_is_left_out(here: Path, folder: Path, cchc: Cchc) -> None:
    settings(here, PLAN)
    put(folder / "node_modules" / "x", b=DEPARTMENT)
    put(folder / "env", c=DEPARTMENT)
    settings(folder / "env", "", "pyvenv.cfg")
    put(folder / ".hidden", d=DEPARTMENT)
    assert names(cchc, ".") == ["a.yaml"]


# The schema


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ('plan = "a"\nfail-on = ["late"]\nlang = "en"\nexclude = ["x"]\njobs = 2\n', True),
        ('plan = ["a", "b"]\nformat = "json"\nwaivers = "w"\nhelp-url = "https://a"\n', True),
        ("jobs = 0\n", False),
        ('fail_on = "fail"\n', False),
        ('fail-on = "file"\n', False),
        ("plan = 1\n", False),
        ('plan = [""]\n', False),
        ('lang = "fr"\n', False),
        ('waivers = ["w"]\n', False),
    ],
)
def test_the_schema_accepts_what_is_read(text: str, accepted: bool, here: Path, cchc: Cchc) -> None:
    schema = json.loads(cchc("schema", "settings", "--lang", "en").out)
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(tomllib.loads(text)) is accepted
    settings(here, text)
    assert ("cchc.toml:" not in cchc("schema", "settings").err) is accepted
