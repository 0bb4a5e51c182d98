"""The action, run as GitHub would run it, but for the installation, which takes the network.

The workflow among the examples has that done, in `test_examples_ci.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from conftest import ROOT
from runner import (
    Outcome,
    Runner,
    commands,
    install_checkout,
    needs_bash,
    schema_errors,
)
from submitting import line_of

pytestmark = needs_bash
EXAMPLES = ROOT / "examples"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
MISCHIEF = "$(touch pwned)"
HOSTILE = [
    MISCHIEF,
    "`touch pwned`",
    "; touch pwned;",
    '"; touch pwned; "',
    "'; touch pwned; '",
    "x' || touch pwned || '",
    "a\n--plan=/dev/null\n$(touch pwned)",
    "--help",
    "${{ github.token }}",
    "*",
    "~",
    "a\nexit-status=0",
]
NAMES = [
    "Xã Mường La.yaml",
    "Xa\u0303 Mu\u031bo\u031b\u0300ng La, ky\u0300 1.yaml",  # as macOS separates the letters
    "$(touch pwned).yaml",
    "`touch pwned`.yaml",
    "; touch pwned #.yaml",
    "a'b\"c.yaml",
    "::error file=x::y.yaml",
    "100%0A::warning::x.yaml",
    "a,line=1.yaml",
    "a\n::warning::b.yaml",
    " a .yaml",
    "--lang=en.yaml",
    "[a]*?.yaml",
    "<img src=x>|`a`.yaml",
]
Act = Callable[..., Outcome]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter that the action's first step leaves behind."""
    return install_checkout(tmp_path_factory.mktemp("python"))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with an empty workspace."""
    workspace = tmp_path / "repository"
    workspace.mkdir()
    return Runner(workspace, tmp_path / "temp of the runner", {})


@pytest.fixture
def act(runner: Runner, installed: str) -> Act:
    """Runs the action with inputs, written with underscores."""

    def call(**given: str) -> Outcome:
        inputs = {name.replace("_", "-"): value for name, value in given.items()}
        return runner.action(ROOT, inputs, {"install": {"python": installed}})

    return call


def test_the_action_is_one_by_the_published_schema() -> None:
    assert schema_errors("vendor.github-actions", ROOT / "action.yml") == ""


def test_no_input_is_written_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "uses" not in step
        assert "${{" not in step["run"]
    taken = [value for step in ACTION["runs"]["steps"] for value in step.get("env", {}).values()]
    for name in ACTION["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in taken, name


def test_figures_that_pass(runner: Runner, act: Act) -> None:
    shutil.copy(EXAMPLES / "agency.yaml", runner.workspace)
    outcome = act(files="agency.yaml")
    assert outcome.status == 0, outcome.log
    assert dict(outcome.outputs) == {"exit-status": "0", "sarif-file": "", "junit-file": ""}
    assert not [one for one in commands(outcome.log) if one.name == "error"]
    assert runner.summary.read_text("utf-8").startswith("#")


def test_figures_that_fail_are_annotated_at_their_line(runner: Runner, act: Act) -> None:
    folder = runner.workspace / "bao-cao"
    folder.mkdir()
    file = Path(shutil.copy(EXAMPLES / "commune-quarter.yaml", folder))
    outcome = act(files="bao-cao", lang="en", sarif="out.sarif", junit="out.xml")
    assert outcome.status == 1, outcome.log
    assert dict(outcome.outputs) == {
        "exit-status": "1",
        "sarif-file": "out.sarif",
        "junit-file": "out.xml",
    }
    line = str(line_of(file, "ho_so_luan_chuyen_dien_tu"))
    [error] = [
        one
        for one in commands(outcome.log)
        if one.name == "error" and one.properties.get("line") == line
    ]
    assert error.properties["file"] == "bao-cao/commune-quarter.yaml"
    assert "79.90%" in error.message
    assert "80%" in error.message
    summary = runner.summary.read_text("utf-8")
    assert "Dossiers circulated electronically between agencies" in summary
    assert "79.90%" in summary
    sarif = json.loads((runner.workspace / "out.sarif").read_text("utf-8"))
    places = [
        result["locations"][0]["physicalLocation"]
        for result in sarif["runs"][0]["results"]
        if result["ruleId"] == "ho-so-luan-chuyen-dien-tu"
    ]
    assert [str(place["region"]["startLine"]) for place in places] == [line]
    assert places[0]["artifactLocation"]["uri"] == "bao-cao/commune-quarter.yaml"
    suites = ElementTree.parse(runner.workspace / "out.xml").getroot()
    assert suites.findall(".//failure")


def test_a_file_that_cannot_be_read_fails_with_its_own_status(runner: Runner, act: Act) -> None:
    file = Path(shutil.copy(EXAMPLES / "invalid.yaml", runner.workspace))
    outcome = act(files="invalid.yaml", sarif="out.sarif")
    assert outcome.status == 3, outcome.log
    assert (outcome.outputs["exit-status"], outcome.outputs["sarif-file"]) == ("3", "out.sarif")
    lines = {one.properties.get("line") for one in commands(outcome.log) if one.name == "error"}
    assert {str(line_of(file, "ho_so_so_hoa")), str(line_of(file, "hai_long_tthc"))} <= lines


def test_an_input_that_is_wrong_fails_with_its_own_status(runner: Runner, act: Act) -> None:
    shutil.copy(EXAMPLES / "agency.yaml", runner.workspace)
    for inputs in ({"files": "agency.yaml", "period": "Q9/2026"}, {"files": "\n  \n"}):
        outcome = act(sarif="out.sarif", **inputs)
        assert outcome.status == 2, outcome.log
        assert (outcome.outputs["exit-status"], outcome.outputs["sarif-file"]) == ("2", "")


def test_an_older_file_is_not_taken_for_a_new_one(runner: Runner, act: Act) -> None:
    (runner.workspace / "out.sarif").write_text("{}", "utf-8")
    outcome = act(files="absent/*.yaml", sarif="out.sarif")
    assert (outcome.status, outcome.outputs["sarif-file"]) == (2, "")
    shutil.copy(EXAMPLES / "agency.yaml", runner.workspace)
    (runner.workspace / "bad.yaml").write_text("waivers: []", "utf-8")
    for wrong in ("plan", "waivers"):
        outcome = act(files="agency.yaml", sarif="out.sarif", junit="no.xml", **{wrong: "bad.yaml"})
        assert (outcome.status, outcome.outputs["sarif-file"]) == (3, ""), outcome.log
        assert (runner.workspace / "out.sarif").read_text("utf-8") == "{}"
    for _ in range(2):
        assert act(files="agency.yaml", sarif="out.sarif").outputs["sarif-file"] == "out.sarif"
    assert json.loads((runner.workspace / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_several_files_and_plans_are_given_by_line(runner: Runner, act: Act) -> None:
    shutil.copytree(EXAMPLES / "plans" / "van-khe", runner.workspace / "Vân Khê")
    inputs = {
        "plan": "Vân Khê/plan_2027.yaml\nVân Khê/plan_2027_sua_doi.yaml\n",
        "files": "\n  Vân Khê/bao-cao/2027-M9/khe-ha.yaml\n  Vân Khê/bao-cao/2027-M9/*.csv\n",
    }
    outcome = act(**inputs)
    assert outcome.status == 1, outcome.log
    files = {one.properties.get("file") for one in commands(outcome.log) if one.name == "error"}
    # By the first plan alone, the figures of Khe Hạ would pass.
    assert files == {f"Vân Khê/bao-cao/2027-M9/{name}" for name in ("khe-ha.yaml", "trung-tam.csv")}


def test_links_lead_to_the_page_that_is_given(runner: Runner, act: Act) -> None:
    shutil.copy(EXAMPLES / "commune-quarter.yaml", runner.workspace)
    page = "https://example.org/plan.md"
    act(files="commune-quarter.yaml", help_url=page, sarif="out.sarif")
    sarif = (runner.workspace / "out.sarif").read_text("utf-8")
    assert f"{page}#ho-so-luan-chuyen-dien-tu" in sarif


def test_neither_annotations_nor_a_summary(runner: Runner, act: Act) -> None:
    name = "::warning::x.yaml"
    shutil.copy(EXAMPLES / "commune-quarter.yaml", runner.workspace / name)
    outcome = act(files=".", annotate="false", summary="false", lang="en")
    assert outcome.status == 1, outcome.log
    assert name in outcome.log
    assert "79.90%" in outcome.log
    assert commands(outcome.log) == []
    assert not runner.summary.exists()


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_acts(name: str, runner: Runner, act: Act) -> None:
    folder = runner.workspace / "bao cáo"
    folder.mkdir()
    shutil.copy(EXAMPLES / "commune-quarter.yaml", folder / name)
    outcome = act(files="bao cáo", sarif="a b.sarif")
    assert outcome.status == 1, outcome.log
    found = commands(outcome.log)
    assert {one.name for one in found} <= {"error", "warning", "notice", "group", "endgroup"}
    files = {one.properties.get("file") for one in found if one.name == "error"}
    if "\n" not in name:
        assert files == {f"bao cáo/{name}"}
    assert sorted(os.listdir(runner.workspace)) == ["a b.sarif", "bao cáo"]
    summary = runner.summary.read_text("utf-8")
    assert "<img" not in re.sub(r"`+.*?`+", "", summary)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_acts(text: str, runner: Runner, act: Act) -> None:
    outcome = act(**dict.fromkeys(ACTION["inputs"], text))
    assert outcome.status in (2, 3), outcome.log
    assert outcome.outputs["exit-status"] == str(outcome.status)
    assert not list(runner.workspace.rglob("pwned"))
    assert "pwned" not in os.listdir()


def test_nothing_in_the_repository_is_taken_for_a_module(runner: Runner, act: Act) -> None:
    shutil.copy(EXAMPLES / "agency.yaml", runner.workspace)
    for module in ("cchc", "yaml", "json", "sitecustomize", "typer", "encodings"):
        (runner.workspace / f"{module}.py").write_text("open('pwned', 'w')", "utf-8")
    assert act(files="agency.yaml").status == 0
    assert not (runner.workspace / "pwned").exists()
