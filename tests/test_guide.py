"""The guide for another province, done as it says, in a copy of the fictional province's files."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Cchc

from cchc.plan.load import load, parse_bytes

HOME = ROOT / "examples" / "plans" / "van-khe"
GUIDES = [ROOT / "docs" / name for name in ("encoding-a-plan.md", "encoding-a-plan.vi.md")]
STATUSES = {
    "cchc check --plan plan.yaml bao-cao/2027-H1/": 0,
    "cchc rollup --plan plan.yaml bao-cao/2027-H1/": 1,  # most agencies are silent
    "cchc check --plan plan_2027.yaml --plan plan_2027_sua_doi.yaml bao-cao/": 1,  # two of four
}
"""The exit statuses of the commands that hold reports against the plan; others end with 0."""


def commands(guide: Path) -> list[str]:
    """Those of the blocks, and those within a sentence that are whole commands."""
    text = guide.read_text("utf-8")
    shown = re.findall(r"^\$ (cchc .*)$|`(cchc [^`]*--plan [^`]*)`", text, re.MULTILINE)
    return [block or sentence for block, sentence in shown]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_command_does_what_is_said(
    guide: Path, tmp_path: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "van-khe"
    shutil.copytree(HOME, home)
    monkeypatch.chdir(home)
    found = commands(guide)
    assert len(found) == 12
    for command in found:
        outcome = cchc(*shlex.split(command)[1:], "--lang", "en")
        assert outcome.status == STATUSES.get(command, 0), (command, outcome)
        if command.startswith("cchc plan validate"):
            assert "(to_confirm)" in outcome.out
            shutil.copy("plan_2027.yaml", "plan.yaml")  # what the afternoon makes of the draft
    assert {"bao-cao.xlsx", "lich.ics"} <= {file.name for file in home.iterdir()}


def test_both_guides_show_the_same_commands() -> None:
    first, second = (re.findall(r"^\$ .*$", guide.read_text("utf-8"), re.M) for guide in GUIDES)
    assert first == second


def test_the_table_of_agencies_is_that_of_the_plan(cchc: Cchc) -> None:
    source, table = HOME / "quyet-dinh-12.txt", HOME / "co-quan.csv"
    outcome = cchc("plan", "new", "--source", source, "--agencies", table)
    assert outcome.status == 0
    drafted = parse_bytes(outcome.out.encode(), "plan.yaml")
    assert drafted.agencies == load(str(HOME / "plan_2027.yaml")).agencies
