"""Tab: what shells are told, and what they make of it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from conftest import ROOT, Cchc
from tiny_plan import TINY
from typer.core import TyperGroup

from cchc.cli.app import build
from cchc.cli.candidates import CANDIDATES
from cchc.cli.shells import SHELLS, script
from cchc.messages import LANGS, Messages
from cchc.plan.model import Plan
from cchc.render import FORMATS

VARIABLE = "_CCHC_COMPLETE"


class Tab:
    """Presses Tab at the end of a line, as the scripts of the shells do."""

    def __init__(self, cchc: Cchc, patch: pytest.MonkeyPatch) -> None:
        self._cchc = cchc
        self._patch = patch

    def __call__(self, line: str, shell: str = "bash") -> list[str]:
        words = line.split(" ")
        current = words[-1] if shell in ("fish", "powershell") else str(len(words) - 1)
        self._patch.setenv(VARIABLE, f"{shell}_complete")
        if shell == "powershell":  # which has a line for each word that isn't empty
            line = line.rstrip().replace(" ", "\n")
        self._patch.setenv("COMP_WORDS", line)
        self._patch.setenv("COMP_CWORD", current)
        outcome = self._cchc()
        self._patch.delenv(VARIABLE)
        assert outcome.status == 0
        assert outcome.err == ""
        return outcome.out.splitlines()

    def values(self, line: str) -> list[str]:
        """The candidates alone."""
        return [found.removeprefix("plain,") for found in self(line)]


@pytest.fixture
def tab(cchc: Cchc, monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(cchc, monkeypatch)


# Candidates


def test_explain_completes_whatever_can_be_explained(tab: Tab, plan: Plan) -> None:
    found = set(tab.values("cchc explain "))
    assert {target.id for target in plan.targets} <= found
    assert {metric.id for metric in plan.metrics} <= found
    assert {activity.id for activity in plan.activities} <= found
    assert {"II.1.2", "comma-splits", "2026-Q1", "agency-plan"} <= found
    assert tab.values("cchc explain ho-so-d") == ["ho-so-dung-han"]
    assert tab.values("cchc explain ho_so_d") == ["ho_so_dung_han"]
    assert tab.values("cchc explain II.2 comma-") == ["comma-splits"]
    assert tab.values("cchc explain ii.1.") == ["II.1.1", "II.1.2"]
    assert tab.values("cchc explain so-noi") == ["so-noi-vu"]


def test_an_agency_is_found_by_what_it_is_called(tab: Tab, plan: Plan) -> None:
    assert tab.values("cchc template --agency ") == [agency.id for agency in plan.agencies]
    assert tab.values("cchc deadlines --agency so-t") == ["so-tu-phap", "so-tai-chinh"]
    assert tab.values("cchc template --agency mường-la") == [
        "xa-muong-la", "xa-muong-lam", "xa-muong-lan",
    ]  # fmt: skip
    assert tab.values("cchc template --agency nowhere") == []


def test_periods_are_offered_in_both_spellings(tab: Tab) -> None:
    ids = ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]
    for line in ("template --period ", "check a.yaml --period ", "rollup x --period 2026"):
        assert tab.values(f"cchc {line}") == ids
    assert tab.values("cchc template --period Q") == ["Q1/2026", "Q3/2026"]
    assert tab.values("cchc template --period h1") == ["H1/2026"]
    assert tab.values("cchc template --period Y") == ["Y/2026"]


@pytest.mark.parametrize("period", ["Q1/2026", "Q3/2026", "H1/2026", "Y/2026"])
def test_the_spellings_offered_are_understood(period: str, cchc: Cchc) -> None:
    assert cchc("explain", period).status == 0


def test_other_options(tab: Tab) -> None:
    assert tab.values("cchc check x --only fail,mi") == ["fail,missing"]
    assert "fail,fail" not in tab.values("cchc check x --only fail,")
    assert tab.values("cchc check x --format ") == list(FORMATS["check"])
    assert tab.values("cchc rollup x --format ") == ["table", "json", "markdown", "csv", "xlsx"]
    assert tab.values("cchc plan show --format ") == ["table", "json", "markdown"]
    assert tab.values("cchc deadlines --month 1") == ["10/2026", "11/2026", "12/2026"]
    assert tab.values("cchc deadlines --quarter I") == [
        "I/2026", "II/2026", "III/2026", "IV/2026",
    ]  # fmt: skip
    assert tab.values("cchc completion ") == list(SHELLS)


def test_files_are_left_to_the_shell(tab: Tab) -> None:
    for line in (
        "check exam",
        "rollup exam",
        "rollup x --previous exam",
        "check x --plan exam",
        "deadlines --done exam",
        "template -o exam",
        "plan validate exam",
    ):
        assert tab(f"cchc {line}") == ["file,exam"], line
        assert tab(f"cchc {line}", "powershell") == []


def test_every_option_with_a_value_is_completed_or_free() -> None:
    free = {"today", "start", "end", "jobs", "exclude", "explain"}
    command = typer.main.get_command(build(Messages("en")))
    assert isinstance(command, TyperGroup)
    group = command.commands["plan"]
    assert isinstance(group, TyperGroup)
    commands = [*command.commands.values(), *group.commands.values()]
    names = {
        param.name
        for command in commands
        for param in command.params
        if not getattr(param, "is_flag", False)
    }
    assert names - free == set(CANDIDATES)


def test_commands_and_options(tab: Tab) -> None:
    assert tab.values("cchc ex") == ["explain"]
    assert tab.values("cchc plan v") == ["validate"]
    assert tab.values("cchc deadlines --l") == ["--lead-only", "--lang"]
    common = ["--lang", "--color", "--config", "--no-config", "--help"]
    assert tab.values("cchc --") == [*common, "--version"]
    assert "--version" not in tab.values("cchc check --")


@pytest.mark.parametrize("before", ["--lang en ", "--lang=en ", ""])
@pytest.mark.parametrize("after", ["--lang en ", "--lang=en ", ""])
def test_the_language_may_stand_anywhere(before: str, after: str, tab: Tab) -> None:
    found = tab(f"cchc {before}template {after}--period 2026-Q1", "fish")
    english = "plain,2026-Q1\tFirst quarter report"
    vietnamese = "plain,2026-Q1\tBáo cáo CCHC Quý I"
    assert found == [english if before or after else vietnamese]


def test_the_language_is_completed(tab: Tab) -> None:
    assert tab.values("cchc check x --lang ") == list(LANGS)
    assert tab.values("cchc --lang v") == ["vi"]
    assert tab.values("cchc check --lang=e") == ["--lang=en"]
    assert tab.values("cchc check x --lang = e") == ["en"]


def test_a_value_that_sticks_to_its_option(tab: Tab) -> None:
    assert tab.values("cchc template --agency=so-tu") == ["--agency=so-tu-phap"]
    assert tab.values("cchc template --agency = so-tu") == ["so-tu-phap"]
    assert len(tab.values("cchc template --agency =")) == 89


# Plans


def test_the_plan_on_the_line_counts(tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TINY, "utf-8")
    assert tab.values(f"cchc explain --plan {file} dung") == ["dung-han", "dung_han"]
    assert tab.values(f"cchc template --plan={file} --agency so-") == ["so-mot", "so-hai"]
    assert tab.values(f"cchc deadlines --plan {file} --agency phuong-d") == ["phuong-dong-da"]
    assert tab.values(f"cchc template --plan {file} --period 2026-") == [
        "2026-Q1", "2026-H1", "2026-Y",
    ]  # fmt: skip


def test_the_home_folder_is_known(
    tab: Tab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_text(TINY, "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert tab.values("cchc explain --plan ~/plan.yaml thu") == ["thu-ngan-sach", "thu_ngan_sach"]


@pytest.mark.parametrize("content", [None, "", "schema: [", "schema: cchc.plan/1", "\x00\xff"])
def test_a_plan_that_cannot_be_used_gives_nothing(
    content: str | None, tab: Tab, tmp_path: Path
) -> None:
    file = tmp_path / "plan.yaml"
    if content is not None:
        file.write_text(content, "latin-1")
    assert tab(f"cchc explain --plan {file} ho-so-") == []
    assert tab(f"cchc explain --plan {tmp_path} ho-so-") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_not_waited_for(tab: Tab, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert tab(f"cchc explain --plan {tmp_path / 'pipe'} ho-so-") == []
    assert tab("cchc explain --plan - ho-so-") == []


# Lines that lead nowhere


@pytest.mark.parametrize(
    "line",
    ["cchc nonsense x", "cchc plan show x y", "cchc deadlines x y "],
)
def test_a_line_that_makes_no_sense_gives_nothing(line: str, tab: Tab) -> None:
    assert tab(line) == []


@pytest.mark.parametrize("instruction", ["x", "bash", "tcsh_complete", "complete_bash", "_", "\n"])
def test_an_unknown_question_gives_nothing(
    instruction: str, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, instruction)
    assert cchc() == (0, "", "")


def test_a_question_without_its_words_gives_nothing(
    cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shell in SHELLS:
        monkeypatch.setenv(VARIABLE, f"{shell}_complete")
        assert cchc() == (0, "", "")


def test_a_command_is_run_whatever_the_variable_says(
    cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a variable left behind would let every check pass."""
    monkeypatch.setenv(VARIABLE, "bash_complete")
    outcome = cchc("check", ROOT / "examples" / "invalid.yaml")
    assert outcome.status == 3
    assert outcome.out


def test_completing_imports_neither_pydantic_nor_rich() -> None:
    code = (
        "import sys; from cchc.cli.run import run; run([]); "
        "sys.exit(','.join({'pydantic', 'rich', 'openpyxl'} & set(sys.modules)) or 0)"
    )
    words = {"COMP_WORDS": "cchc explain ho-so-d", "COMP_CWORD": "2"}
    environment = {**os.environ, **words, VARIABLE: "zsh_complete"}
    for _ in range(2):  # the first compiles the plan
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("plain,ho-so-dung-han\t")


# Shells themselves


def test_the_scripts_say_how_to_install_them(cchc: Cchc) -> None:
    for shell in SHELLS:
        outcome = cchc("completion", shell, "--lang", "en")
        assert outcome.status == 0
        assert outcome.out.startswith(script(shell))
        line, code = outcome.out.splitlines()[-2:]
        assert line.startswith("# Add this line to ")
        assert code.startswith("#   ")
        assert f"cchc completion {shell}" in code
        assert VARIABLE in outcome.out


def test_an_unknown_shell_is_refused(cchc: Cchc) -> None:
    outcome = cchc("completion", "tcsh", "--lang", "en")
    assert outcome.status == 2
    assert "bash, zsh, fish, powershell" in outcome.err


def test_powershell_gets_a_candidate_and_its_help_on_a_line(tab: Tab) -> None:
    """Only what it is told: there is no PowerShell to try the script in."""
    assert tab("cchc template --agency so-tu", "powershell") == ["so-tu-phap\tSở Tư pháp"]
    assert tab("cchc rollup x --format js", "powershell") == ["json\tjson"]
    assert len(tab("cchc template --agency ", "powershell")) == 89


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which `cchc` is this checkout's."""
    file = tmp_path / "bin" / "cchc"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cchc "$@"\n')
    file.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{file.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "TERM": "xterm",  # a dumb one has no line editor in zsh
        "PS1": "$ ",
        "LC_ALL": "C.UTF-8",
    }


def installed(shell: str) -> str:
    """The shell's path; without it, the test is skipped."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


def typed(command: list[str], environment: dict[str, str], lines: list[str], wanted: str) -> str:
    """What an interactive program shows while `lines` are typed, until it shows `wanted`."""
    pty = pytest.importorskip("pty")  # Windows has none
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.execve(command[0], command, environment)
    shown, end = "", time.monotonic() + 60
    for line in lines:
        os.write(terminal, f"{line}\n".encode())
        while wanted not in shown and select.select([terminal], [], [], 0.3)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    while wanted not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    os.close(terminal)
    os.waitpid(child, 0)
    return shown


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("cchc explain ho-so-d\t --lang en", "ho-so-dung-han · target"),
        ("cchc explain --lang en --fo\t ta\t --pl\t plan_2026.y\t htx-m\t", "htx-moi · target"),
        ("cchc explain so-vă\t", "so-van-hoa-the-thao-va-du-lich · "),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_in_a_real_shell(
    shell: str, line: str, wanted: str, program: dict[str, str], tmp_path: Path
) -> None:
    path = installed(shell)
    prepare = [f'cd "{ROOT}"', f'eval "$(cchc completion {shell})"']
    if shell == "zsh":
        prepare.insert(0, "autoload -Uz compinit; compinit -u -D")
    options = ["--norc", "--noprofile", "-i"] if shell == "bash" else ["-f", "-i"]
    shown = typed([path, *options], program, [*prepare, line], wanted)
    assert wanted in shown
    assert "Traceback" not in shown


def test_several_candidates_in_bash(program: dict[str, str]) -> None:
    code = (
        'eval "$(cchc completion bash)"; complete -p cchc; '
        "COMP_WORDS=(cchc template --agency = so-t); COMP_CWORD=4; _cchc_completion cchc; "
        'echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [installed("bash"), "--norc", "-c", code],
        env=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "-F _cchc_completion cchc" in done.stdout
    assert done.stdout.splitlines()[-1] == "so-tu-phap so-tai-chinh"


def test_candidates_in_fish(program: dict[str, str]) -> None:
    lines = (
        "cchc template --agency so-v",
        "cchc check x --only fail,mi",
        "cchc template --period=Q1",
        "cchc explain II.1.",
    )
    code = "cchc completion fish | source\n" + "\n".join(f"complete -C '{line}'" for line in lines)
    done = subprocess.run(
        [installed("fish"), "--no-config", "-c", code],
        env=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert [line for line in done.stdout.splitlines() if line] == [
        "so-van-hoa-the-thao-va-du-lich\tSở Văn hóa, Thể thao và Du lịch",
        "fail,missing\tChưa báo cáo",
        "--period=Q1/2026\tBáo cáo CCHC Quý I",
        "II.1.1\tKế hoạch của UBND tỉnh",
        "II.1.2\tBáo cáo kết quả thực hiện lần 1",
    ]
