"""Whatever a file holds, the work grows in proportion to its size, and never past what is borne."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import hostile_inputs
import pytest
from conftest import ROOT, Cchc
from hostile_inputs import CHECK, KINDS
from tiny_plan import TINY

MOST: Final = 2.6
"""How many times the work of an input may a twice as large one take."""
FLOOR: Final = 0.02
"""Seconds of work that say nothing of how it grows."""
SECONDS, MEBIBYTES = 5, 400
"""What no input may cost more than."""


class Case(NamedTuple):
    """An input of any size, and what is done with it."""

    name: str
    arguments: tuple[str, ...]
    suffix: str
    size: int
    make: Callable[[int], bytes]


def _cases() -> list[Case]:
    found = [
        Case(
            f"{' '.join(kind.arguments[:2])} {name}", kind.arguments, kind.suffix, size, _utf8(make)
        )
        for kind in KINDS
        for name, (size, make) in kind.made.items()
    ]
    for module, suffix in (("hostile_tables", ".csv"), ("hostile_workbooks", ".xlsx")):
        for name, make in hostile_inputs.generators(module).items():
            found.append(Case(f"{module} {name}", CHECK, suffix, 500, make))
    return found


def _utf8(make: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda size: make(size).encode()


CASES: Final = _cases()


@pytest.fixture
def work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc
) -> Callable[[Case, int], float]:
    """The seconds of a processor that a command takes over an input of some size."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yml").write_text(TINY, "utf-8")

    def taken(case: Case, size: int) -> float:
        file = tmp_path / f"input{case.suffix}"
        file.write_bytes(case.make(size))
        arguments = [str(file) if argument == "@" else argument for argument in case.arguments]
        if "validate" not in arguments and "new" not in arguments:
            arguments += ["--plan", "plan.yml"]
        gc.collect()
        before = time.process_time()
        outcome = cchc(*arguments)
        after = time.process_time()
        assert "[internal]" not in outcome.out + outcome.err
        return after - before

    return taken


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_twice_as_much_takes_about_twice_as_long(
    case: Case, work: Callable[[Case, int], float]
) -> None:
    small, large = [], []
    for _ in range(3):  # the best of three; where the first is good enough, it is that
        small.append(work(case, case.size))
        large.append(work(case, 2 * case.size))
        if min(large) <= MOST * max(min(small), FLOOR):
            return
    assert min(large) <= MOST * max(min(small), FLOOR)


@pytest.mark.skipif(sys.platform != "linux", reason="measures processes as Linux does")
@pytest.mark.parametrize("file", sorted((ROOT.parent / "shared/cases/hostile").glob("*")), ids=str)
def test_what_was_reported_stays_within_bounds(file: Path) -> None:
    assert_bounded(("check", str(file)))


@pytest.mark.skipif(sys.platform != "linux", reason="measures processes as Linux does")
def test_the_worst_of_each_kind_stays_within_bounds(tmp_path: Path) -> None:
    largest = {
        "marks.yaml": (hostile_inputs.SUBMISSIONS["marks"][1], 2_000_000),
        "line.yaml": (hostile_inputs.SUBMISSIONS["problems on one line"][1], 12_000),
        "period.yaml": (hostile_inputs.SUBMISSIONS["a period's name"][1], 500_000),
        "days.txt": (hostile_inputs.DECISIONS["before days"][1], 30_000),
    }
    for name, (make, size) in largest.items():
        file = tmp_path / name
        file.write_text(make(size), "utf-8")
        trace = ("plan", "trace", "--format", "json", "--source")
        assert_bounded((*(trace if name.endswith(".txt") else ("check",)), str(file)))


def assert_bounded(arguments: tuple[str, ...]) -> None:
    """Runs a command in a process of its own, which may take so much time and memory."""
    script = (
        "import re, resource, sys; from cchc.cli.run import run; run(sys.argv[1:]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        # Its own peak: that of `used` begins with the memory of the process that forked it.
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]);"
        "print(used.ru_utime + used.ru_stime, peak / 1024, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
        check=True,
    )
    seconds, mebibytes = map(float, done.stderr.decode().splitlines()[-1].split())
    assert seconds < SECONDS, arguments
    assert mebibytes < MEBIBYTES, arguments
