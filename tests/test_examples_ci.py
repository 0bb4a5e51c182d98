"""The examples for GitHub, GitLab and pre-commit: valid, and run on a folder of submissions.

What they install is the checkout; CI, which sets CCHC_INSTALL, has it done as they say.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from conftest import ROOT
from runner import (
    Outcome,
    Runner,
    Values,
    commands,
    install_checkout,
    needs_bash,
    schema_errors,
    to_install,
)
from submitting import line_of

from cchc.submission.folders import SUFFIXES

FAILING = "bao-cao/2026-Q1/Sở Nội vụ, kỳ 1: 100%.yaml"
"""A submission in the workspace with 15/16 for a target that asks for all."""
EXAMPLES = ROOT / "examples" / "ci"
SUBMISSIONS = ROOT / "examples" / "bao-cao"
EITHER = [pytest.param(False, id="checkout"), pytest.param(True, id="install", marks=to_install)]


def load(file: Path) -> Any:
    """A YAML file; YAML 1.1 takes the key `on` for a truth value."""
    return yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", EXAMPLES / "github.yml"),
        ("vendor.gitlab-ci", EXAMPLES / "gitlab.yml"),
        ("vendor.github-workflows", ROOT / ".github/workflows/tests.yml"),
        ("vendor.github-workflows", ROOT / ".github/workflows/release.yml"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_pipeline_is_valid_by_the_published_schema(schema: str, file: Path) -> None:
    assert schema_errors(schema, file) == ""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository with a folder of submissions."""
    folder = tmp_path / "repository"
    shutil.copytree(SUBMISSIONS, folder / "bao-cao")
    period = folder / "bao-cao" / "2026-Q1"
    (period / "so-noi-vu.yaml").rename(period / "Sở Nội vụ, kỳ 1: 100%.yaml")
    return folder


def places(log: str) -> set[tuple[str, str]]:
    """The files and lines that errors are shown at."""
    shown = (one.properties for one in commands(log) if one.name == "error")
    return {(one["file"], one.get("line", "")) for one in shown}


@needs_bash
@pytest.mark.parametrize("install", EITHER)
def test_the_workflow_for_github(install: bool, workspace: Path, tmp_path: Path) -> None:
    for module in ("pip", "venv", "yaml", "sitecustomize"):  # which are nobody's to run
        (workspace / f"{module}.py").write_text("open('pwned', 'w')", "utf-8")
    known = {}
    if not install:
        known = {"install": {"python": install_checkout(tmp_path / "python")}}

    def check(runner: Runner, given: Values) -> Outcome:
        return runner.action(ROOT, given, known)

    runner = Runner(workspace, tmp_path / "temp", {"OWNER/cchc@REF": check})
    outcome = runner.job(load(EXAMPLES / "github.yml")["jobs"]["check"])

    assert outcome.status == 1, outcome.log
    line = line_of(workspace / FAILING, "vb_tuyen_truyen_pho_bien")
    assert (FAILING, str(line)) in places(outcome.log)
    assert [used for used, _ in runner.used] == [
        "actions/checkout@v5",
        "actions/setup-python@v6",
        "github/codeql-action/upload-sarif@v4",
        "actions/upload-artifact@v4",
    ]
    uploads = runner.used[2][1]["sarif_file"], runner.used[3][1]["path"]
    assert uploads == ("cchc.sarif", "cchc.xml")
    sarif = json.loads((workspace / uploads[0]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert ElementTree.parse(workspace / uploads[1]).getroot().findall(".//failure")
    assert runner.summary.stat().st_size > 0
    assert not (workspace / "pwned").exists()


@needs_bash
def test_the_workflow_for_github_uploads_nothing_that_was_not_written(
    workspace: Path, tmp_path: Path
) -> None:
    shutil.rmtree(workspace / "bao-cao")
    (workspace / "bao-cao").mkdir()
    known = {"install": {"python": install_checkout(tmp_path / "python")}}

    def check(runner: Runner, given: Values) -> Outcome:
        return runner.action(ROOT, given, known)

    runner = Runner(workspace, tmp_path / "temp", {"OWNER/cchc@REF": check})
    outcome = runner.job(load(EXAMPLES / "github.yml")["jobs"]["check"])
    assert outcome.status == 2
    assert len(runner.used) == 2


def test_the_workflow_may_only_read_but_for_code_scanning() -> None:
    workflow = load(EXAMPLES / "github.yml")
    assert workflow["permissions"] == {"contents": "read"}
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    assert "${{" not in "".join(step.get("run", "") for step in job["steps"])


@needs_bash
@pytest.mark.parametrize("install", EITHER)
def test_the_pipeline_for_gitlab(install: bool, workspace: Path, tmp_path: Path) -> None:
    [job] = load(EXAMPLES / "gitlab.yml").values()
    assert re.fullmatch(
        r"cchc\[xlsx\] @ https://\S+/OWNER/cchc/archive/REF\.zip", job["variables"]["CCHC"]
    )
    variables = {**job["variables"], "CCHC": f"{ROOT}[xlsx]"}
    python = tmp_path / "python"
    lines = job["script"]
    if install:
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
    else:
        assert lines.pop(0).startswith("pip install ")
        command = f"#!/bin/sh\nexec '{install_checkout(python)}' -m cchc \"$@\"\n"
        (python / "bin" / "cchc").write_text(command)
        (python / "bin" / "cchc").chmod(0o755)
    runner = Runner(workspace, tmp_path / "temp", {})
    path = f"{python / 'bin'}:{os.environ['PATH']}"

    outcome = runner.run("\n".join(lines), {**variables, "PATH": path})

    assert outcome.status == 1, outcome.log
    assert "Sở Nội vụ" in outcome.log
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always"
    suites = ElementTree.parse(workspace / reports["junit"]).getroot()
    assert suites.findall(".//failure")
    issues = json.loads((workspace / reports["codequality"]).read_text("utf-8"))
    line = line_of(workspace / FAILING, "vb_tuyen_truyen_pho_bien")
    found = [one["location"] for one in issues if one["location"]["path"] == FAILING]
    assert line in [place["lines"]["begin"] for place in found]


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_the_hook_takes_what_a_folder_would_be_searched_for(suffix: str) -> None:
    [hook] = [one for one in load(ROOT / ".pre-commit-hooks.yaml") if one["id"] == "cchc-check"]
    for name in (f"bao-cao/2026-Q1/Sở Nội vụ{suffix}", f"a/submissions/x{suffix.upper()}"):
        assert re.search(hook["files"], name)
        assert not re.search(hook["exclude"], name)
    assert not re.search(hook["files"], f"docs/x{suffix}")
    assert re.search(hook["exclude"], f"bao-cao/~$Sở Nội vụ{suffix}")


def test_the_hooks_shown_are_the_hooks_there_are() -> None:
    hooks = {hook["id"] for hook in load(ROOT / ".pre-commit-hooks.yaml")}
    [repository] = load(EXAMPLES / ".pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == hooks == {"cchc-check", "cchc-plan"}
