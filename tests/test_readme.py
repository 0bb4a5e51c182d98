"""What the READMEs show is what the program does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT, Cchc

READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
GUIDES = [ROOT / "docs" / "using.md", ROOT / "docs" / "using.vi.md"]
CUT = "…"
"""The last line of a picture that doesn't show all of the output."""


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("readme", [*READMES, *GUIDES], ids=lambda path: path.name)
def test_the_pictures_are_the_output(
    readme: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    pictures = blocks(readme, "console")
    assert pictures
    for picture in pictures:
        command, *lines = picture.splitlines()
        outcome = cchc(*shlex.split(command.removeprefix("$ cchc ")))
        shown = [line.rstrip() for line in outcome.out.splitlines()]
        if lines[-1] == CUT:
            assert shown[: len(lines) - 1] == lines[:-1]
            assert len(shown) >= len(lines)
        else:
            assert shown == lines


@pytest.mark.parametrize(
    ("readme", "guide"), list(zip(READMES, GUIDES, strict=True)), ids=("english", "vietnamese")
)
def test_the_submission_and_the_waivers_shown_are_read(
    readme: Path, guide: Path, tmp_path: Path, cchc: Cchc
) -> None:
    [submission], [waivers] = blocks(readme, "yaml"), blocks(guide, "yaml")
    file, excused = tmp_path / "agency.yaml", tmp_path / "waivers.yaml"
    file.write_text(submission, "utf-8")
    excused.write_text(waivers, "utf-8")
    assert cchc("check", file).status == 1  # it leaves targets out, but has no error
    outcome = cchc("check", file, "--waivers", excused, "--today", "31/03/2026", "--lang", "en")
    assert outcome.status == 1
    assert "1 of them waived" in outcome.out


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_table_shown_is_read(guide: Path, tmp_path: Path, cchc: Cchc) -> None:
    [table] = blocks(guide, "csv")
    file = tmp_path / "agency.csv"
    file.write_text(table, "utf-8")
    outcome = cchc("check", file, "--format", "json")
    [submission] = json.loads(outcome.out)["submissions"]
    read = {result["metric"]: result["value"] for result in submission["results"]}
    assert (read["ho_so_dung_han"], read["hai_long_tthc"]) == ("81.20", "92.50")
    assert outcome.status == 1


def test_readme_has_exactly_two_commands() -> None:
    commands = blocks(ROOT / "README.md", "sh")
    assert len(commands) == 2
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands)


@pytest.mark.parametrize("page", [*READMES, *GUIDES], ids=lambda path: path.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
