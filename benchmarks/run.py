"""How long whole runs of cchc take, beside check-jsonschema and yamale at the same job.

Usage: ``pip install '.[benchmark]'``, then ``python benchmarks/run.py [--runs N]``.

Every command is a process of its own, started in turn with all the others, so that whatever
else the machine does falls on all alike.  A warm-up before that makes compiled plans and
``.pyc`` files, and shows that each tool accepts the good file and refuses the bad one.  Times
depend on the machine; the multiples of a bare interpreter, and the ratios, much less so.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from job import FIGURES, Job, write_job

_EXAMPLE: Final = Path(__file__).resolve().parent.parent / "examples" / "agency.yaml"
_FLOOR: Final = "python -c pass"
_JSONSCHEMA: Final = "check-jsonschema"
_YAMALE: Final = "yamale"
_PACKAGES: Final = (
    *("cchc", "typer", "pydantic", "PyYAML", "rich", "python-dateutil"),
    *("check-jsonschema", "jsonschema", "ruamel.yaml", "yamale"),
)


class Command(NamedTuple):
    """One thing to time."""

    name: str
    arguments: Sequence[str]
    refuses: Sequence[str] = ()
    """The same with the bad file, where it has to exit with 1."""
    goal: float | None = None
    """The share of check-jsonschema's time to stay within."""


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description="Times cchc, check-jsonschema and yamale.")
    parser.add_argument("--runs", type=int, default=25, help="runs of each command")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = commands(write_job(folder))
        variables = environment(folder)
        for command in listed:
            warm_up(command, variables)
        times = measure(listed, variables, runs)
    print(report(listed, times, runs))


def commands(job: Job) -> list[Command]:
    """Everything to time, the floor first."""
    good, bad = str(job.good), str(job.bad)
    check = [script("cchc"), "check", "--plan", str(job.plan)]
    as_json = [*check, "--format", "json"]
    jsonschema = [script(_JSONSCHEMA), "--schemafile", str(job.json_schema)]
    yamale = [script(_YAMALE), "-s", str(job.yamale_schema)]
    example = [script("cchc"), "check", str(_EXAMPLE)]
    return [
        Command(_FLOOR, [sys.executable, "-c", "pass"]),
        Command(_JSONSCHEMA, [*jsonschema, good], [*jsonschema, bad]),
        Command(_YAMALE, [*yamale, good], [*yamale, bad]),
        Command("cchc check", [*check, good], [*check, bad], goal=0.5),
        Command("cchc check --format json", [*as_json, good], [*as_json, bad], goal=0.35),
        Command("cchc --help", [script("cchc"), "--help"], goal=0.3),
        Command("cchc check examples/agency.yaml", example),
        Command("cchc check examples/agency.yaml --format json", [*example, "--format", "json"]),
    ]


def warm_up(command: Command, environment: dict[str, str]) -> None:
    """Runs `command` once on each file, and stops unless it says what it should."""
    _expect(0, command.arguments, environment)
    if command.refuses:
        _expect(1, command.refuses, environment)


def measure(
    listed: Sequence[Command], environment: dict[str, str], runs: int
) -> dict[str, list[float]]:
    """Milliseconds of every run, by the command's name; one round after the other."""
    times: dict[str, list[float]] = {command.name: [] for command in listed}
    for _ in range(runs):
        for command in listed:
            times[command.name].append(_milliseconds(command.arguments, environment))
    return times


def report(listed: Sequence[Command], times: dict[str, list[float]], runs: int) -> str:
    """The table in Markdown, with what it was measured with."""
    medians = {name: median(values) for name, values in times.items()}
    lines = [
        f"One file with {FIGURES} figures; medians of {runs} interleaved runs.",
        "",
        f"| command | ms | × floor | ÷ {_JSONSCHEMA} | ÷ {_YAMALE} | goal |",
        "|---|---:|---:|---:|---:|---|",
        *(_row(command, medians) for command in listed),
        "",
        f"Python {platform.python_version()}, {platform.platform()}; "
        + ", ".join(f"{package} {version(package)}" for package in _PACKAGES),
    ]
    return "\n".join(lines)


def _row(command: Command, medians: dict[str, float]) -> str:
    time = medians[command.name]
    ratio = time / medians[_JSONSCHEMA]
    goal = ""
    if command.goal is not None:
        goal = f"≤ {command.goal}: {'met' if ratio <= command.goal else 'not met'}"
    cells = (
        f"`{command.name}`",
        f"{time:.1f}",
        f"{time / medians[_FLOOR]:.1f}",
        f"{ratio:.2f}",
        f"{time / medians[_YAMALE]:.2f}",
        goal,
    )
    return f"| {' | '.join(cells)} |"


def _milliseconds(arguments: Sequence[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        arguments,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return (time.perf_counter() - start) * 1000


def _expect(status: int, arguments: Sequence[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != status:
        said = (done.stdout + done.stderr).decode(errors="replace")
        line = " ".join(arguments)
        sys.exit(f"exit status {done.returncode} instead of {status}: {line}\n{said}")


def environment(folder: Path) -> dict[str, str]:
    """The environment as users have it: ``.pyc`` files, and a cache, which is ours alone."""
    variables = {**os.environ, "CCHC_CACHE_DIR": str(folder / "cache")}
    for name in ("PYTHONDONTWRITEBYTECODE", "CCHC_LANG", "CCHC_DEBUG"):
        variables.pop(name, None)
    return variables


def script(name: str) -> str:
    """The console script beside this interpreter."""
    found = Path(sys.executable).with_name(name + (".exe" if os.name == "nt" else ""))
    if not found.exists():
        sys.exit(f"{found} is missing; install with: pip install '.[benchmark]'")
    return str(found)


if __name__ == "__main__":
    main()
