"""How long whole folders take: cchc beside ajv, yamale, check-jsonschema and bare PyYAML.

Usage: ``pip install '.[benchmark]'``, then ``python benchmarks/scale.py [--files N] [--runs N]
[--ajv PATH]``; ajv is ``npm install ajv-cli@5``, and is left out where it is missing.

Every tool gets the same files (`folder.py`) and a process of its own, started in turn with all
the others.  None of the files has a duplicate key: ajv-cli would stop at the first, yamale see
none of them.  ``--core`` times the functions behind ``cchc check`` without the command.  At last
come the filled workbooks of a province, which no other tool reads.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from filled import write_workbooks
from folder import MISTAKES, Folder, write_folder
from job import FIGURES
from run import environment, script

_LOADER: Final = "CSafeLoader"
_AJV: Final = "ajv-cli"
_JSONSCHEMA: Final = "check-jsonschema"
_YAMALE: Final = "yamale"
_LOADING: Final = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    with file.open("rb") as stream:
        yaml.load(stream, yaml.CSafeLoader)
"""
_CORE: Final = """
import sys
from datetime import date
from functools import partial
from itertools import repeat
from multiprocessing import Pool
from pathlib import Path
from cchc.evaluate import evaluate
from cchc.plan.load import load
from cchc.submission.read import read_submission

def verdict(path):
    submission = read_submission(path, plan)
    return evaluate(submission, plan, submission.reported_on or date(2026, 3, 9)).verdict

plan = load(sys.argv[1])
files = sorted(map(str, Path(sys.argv[2]).rglob("*.yaml")))
jobs = int(sys.argv[3])
if jobs == 1:
    verdicts = set(map(verdict, files))
else:
    with Pool(jobs) as pool:
        verdicts = set(pool.imap(verdict, files, chunksize=64))
"""
_PACKAGES: Final = ("cchc", "PyYAML", "check-jsonschema", "yamale")


class Command(NamedTuple):
    """One thing to time."""

    name: str
    arguments: Sequence[str]
    goals: Sequence[tuple[str, float]] = ()
    """Shares of other commands' times to stay within."""


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    mebibytes: float
    """The most memory that one of its processes had."""


def main() -> None:
    """Measures, and prints tables."""
    parser = argparse.ArgumentParser(description="Times cchc and others over folders.")
    parser.add_argument("--files", type=int, default=10_000, help="files of the large folder")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command")
    parser.add_argument("--ajv", default="ajv", help="the command of ajv-cli 5")
    parser.add_argument("--core", action="store_true", help="cchc's functions, not its command")
    chosen = parser.parse_args()
    ajv = shutil.which(chosen.ajv)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        kinds = [kind for kind in MISTAKES if kind != "duplicate"]
        sizes = sorted({max(1, chosen.files * part // 100) for part in (100, 30, 10, 1)})
        # In a process of its own: what is started from a large process counts as large.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            made = {
                size: pool.submit(write_folder, home / str(size), size, 1, kinds) for size in sizes
            }
            folders = {size: folder.result() for size, folder in made.items()}
            pool.submit(write_workbooks, home / "province", ["2026-Q1"], 0, 1).result()
        variables = environment(home)
        tables = []
        own: dict[int, dict[str, list[Run]]] = {}
        for size in reversed(sizes):
            listed = [*_loading(folders[size], ajv), *_cchc(folders[size], core=chosen.core)]
            if sizes.index(size) == 1:
                listed += _slower(folders[size])
            own[size] = measure(listed, variables, chosen.runs)
            tables.append(report(listed, own[size], size, chosen.runs))
        listed = list(_province(home / "province", home))
        tables.append(_workbooks(listed, measure(listed, variables, chosen.runs)))
    if not ajv:
        tables.append(f"{_AJV} is not installed, and was left out.")
    print("\n\n".join([*tables, _growth(own), _versions()]))


def measure(
    listed: Sequence[Command], variables: dict[str, str], runs: int
) -> dict[str, list[Run]]:
    """Every run by the command's name; one round after the other, the first for warming up."""
    found: dict[str, list[Run]] = {command.name: [] for command in listed}
    for number in range(runs + 1):
        for command in listed:
            run = _run(command.arguments, variables)
            if number:
                found[command.name].append(run)
    return found


def report(listed: Sequence[Command], found: dict[str, list[Run]], files: int, runs: int) -> str:
    """The table in Markdown for one folder."""
    seconds = {name: median(run.seconds for run in its) for name, its in found.items()}
    return "\n".join(
        [
            f"{files:,} files with {FIGURES} figures each; medians of {runs} interleaved runs.",
            "",
            f"| command | s | ms a file | ÷ {_LOADER} | goals |",
            "|---|---:|---:|---:|---|",
            *(_row(command, seconds, files) for command in listed),
        ]
    )


def _row(command: Command, seconds: dict[str, float], files: int) -> str:
    own = seconds[command.name]
    cells = (
        f"`{command.name}`",
        f"{own:.2f}",
        f"{own / files * 1000:.3f}",
        f"{own / seconds[_LOADER]:.2f}",
        "; ".join(_goals(command, seconds)),
    )
    return f"| {' | '.join(cells)} |"


def _goals(command: Command, seconds: dict[str, float]) -> Iterator[str]:
    for name, goal in command.goals:
        if name in seconds:
            ratio = seconds[command.name] / seconds[name]
            met = "met" if ratio <= goal else "not met"
            yield f"÷ {name} {ratio:.2f} ≤ {goal}: {met}"


def _growth(own: dict[int, dict[str, list[Run]]]) -> str:
    """What a file costs, and how much memory is used, as folders grow."""
    lines = ["| command | files | ms a file | MiB |", "|---|---:|---:|---:|"]
    for name in ("cchc, 1 process", "cchc, 2 processes"):
        for files, found in sorted(own.items()):
            cost = median(run.seconds for run in found[name]) / files * 1000
            memory = max(run.mebibytes for run in found[name])
            lines.append(f"| `{name}` | {files:,} | {cost:.3f} | {memory:.0f} |")
    few, most = min(own), max(own)
    for name in ("cchc, 1 process", "cchc, 2 processes"):
        more = max(run.mebibytes for run in own[most][name])
        more -= max(run.mebibytes for run in own[few][name])
        met = "met" if more <= 30 else "not met"
        lines.append(f"\n{name}: {more:.0f} MiB more for {most:,} files than for {few:,}")
        lines[-1] += f" ≤ 30: {met}"
    return "\n".join(lines)


def _loading(folder: Folder, ajv: str | None) -> Iterator[Command]:
    files = str(folder.submissions)
    yield Command(_LOADER, [sys.executable, "-c", _LOADING, files])
    if ajv:
        schema = ["-s", str(folder.json_schema), "--strict=false", "--all-errors"]
        yield Command(_AJV, [ajv, "validate", *schema, "-d", f"{files}/*/*.yaml"])


def _cchc(folder: Folder, *, core: bool) -> Iterator[Command]:
    for jobs, name, share in ((1, "1 process", 1.0), (2, "2 processes", 0.6)):
        plan, files = str(folder.plan), str(folder.submissions)
        check = [script("cchc"), "check", files, "--plan", plan, "--quiet", "--jobs", str(jobs)]
        if core:
            check = [sys.executable, "-c", _CORE, plan, files, str(jobs)]
        goals = [(_LOADER, share), *([(_AJV, 1.0)] if jobs > 1 else [(_YAMALE, 0.25)])]
        yield Command(f"cchc, {name}", check, goals)


def _slower(folder: Folder) -> Iterator[Command]:
    """Tools that would take minutes over the large folder."""
    files = str(folder.submissions)
    yield Command(_YAMALE, [script(_YAMALE), "-s", str(folder.yamale_schema), files])
    each = sorted(map(str, folder.submissions.rglob("*.yaml")))
    schema = ["--schemafile", str(folder.json_schema)]
    yield Command(_JSONSCHEMA, [script(_JSONSCHEMA), *schema, *each])


def _province(folder: Path, home: Path) -> Iterator[Command]:
    cchc, files = script("cchc"), str(folder)
    yield Command("cchc check -q", [cchc, "check", "-q", files], [("seconds", 2)])
    yield Command("cchc rollup", [cchc, "rollup", files], [("seconds", 2)])
    page = [cchc, "report", files, "-o", str(home / "page.html"), "--force"]
    yield Command("cchc report (HTML)", page, [("seconds", 4)])


def _workbooks(listed: Sequence[Command], found: dict[str, list[Run]]) -> str:
    """The table for a province's workbooks."""
    lines = [
        "The filled workbooks of a province, one of each agency.",
        "",
        "| command | s | goal |",
        "|---|---:|---|",
    ]
    for command in listed:
        seconds = median(run.seconds for run in found[command.name])
        ((_, goal),) = command.goals
        met = "met" if seconds <= goal else "not met"
        lines.append(f"| `{command.name}` | {seconds:.2f} | ≤ {goal}: {met} |")
    return "\n".join(lines)


def _run(arguments: Sequence[str], variables: dict[str, str]) -> Run:
    """Runs a command that may find mistakes in the files, but mustn't fail otherwise."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            arguments, env=variables, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read()
    if process.returncode not in (0, 1, 3) or b"Traceback" in words:
        line = " ".join(arguments[:8])
        sys.exit(f"exit status {process.returncode}: {line}\n{words.decode()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def _versions() -> str:
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {platform.platform()}, {cores} cores; {packages}"


if __name__ == "__main__":
    main()
