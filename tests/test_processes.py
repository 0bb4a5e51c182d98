"""Runs that are told to end, killed, or have nowhere to write: nothing and nobody stays behind.

Each run is held up by submissions that are pipes, to which nobody writes until the test does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from checking import DEPARTMENT, PASSING, plan_file, put
from conftest import ROOT

from cchc.document.writing import new_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of processes")

PATIENCE = 20
"""Seconds after which something isn't going to happen any more."""
Held = Callable[..., "subprocess.Popen[bytes]"]


def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition, but not for ever."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def left(folder: Path) -> list[str]:
    """The names of files that are being written in a folder."""
    return [name for name in os.listdir(folder) if name.startswith(".cchc-")]


def runs(process: int) -> bool:
    """Whether a process still does something."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def workers(process: int) -> list[int]:
    """The processes that a process has started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return [int(child) for child in children.split()]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """Starts checks of two pipes in `tmp_path`, which wait for whoever writes into them."""
    pipes = []
    for name in ("a.yaml", "b.yaml"):
        os.mkfifo(tmp_path / name)
        pipes.append(os.open(tmp_path / name, os.O_RDWR))
    plan = plan_file(tmp_path)
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str, through: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        check = [sys.executable, "-m", "cchc", "check", "a.yaml", "b.yaml", "--plan", str(plan)]
        process = subprocess.Popen(
            [*through, *check, *options],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=PATIENCE)
    for pipe in pipes:
        os.close(pipe)


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_told_to_end_leaves_nothing_behind(
    name: str, status: int, jobs: str, held: Held, tmp_path: Path
) -> None:
    (tmp_path / "out.csv").write_text("of the run before", "utf-8")
    process = held("--jobs", jobs, "-o", "out.csv", "-o", "out.xml")
    until(lambda: len(left(tmp_path)) == 2)
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (status, b"", b"")
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "b.yaml", "out.csv", "plan.yml"]
    assert (tmp_path / "out.csv").read_text("utf-8") == "of the run before"


@on_linux
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_workers_end_when_the_run_does(name: str, held: Held) -> None:
    process = held("--jobs", "2")
    until(lambda: len(workers(process.pid)) == 2)
    found = workers(process.pid)
    process.send_signal(getattr(signal, name))
    process.wait(timeout=PATIENCE)
    until(lambda: not any(map(runs, found)))


def test_who_starts_a_run_may_have_it_outlive_the_terminal(held: Held, tmp_path: Path) -> None:
    process = held("-o", "out.csv", through=("nohup",))
    until(lambda: len(left(tmp_path)) == 1)
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.2)


def test_what_a_killed_run_has_left_is_swept_by_the_next(held: Held, tmp_path: Path) -> None:
    process = held("--jobs", "2", "-o", "out.csv")
    until(lambda: len(left(tmp_path)) == 1)
    process.kill()
    process.wait(timeout=PATIENCE)
    old = left(tmp_path)
    assert len(old) == 1
    again = held("-o", "out.csv")
    until(lambda: len(left(tmp_path)) == 1 and left(tmp_path) != old)
    assert again.poll() is None


def test_what_another_run_is_writing_is_left_alone(held: Held, tmp_path: Path) -> None:
    first = held("-o", "first.csv")
    until(lambda: len(left(tmp_path)) == 1)
    held("-o", "second.csv")
    until(lambda: len(left(tmp_path)) == 2)
    first.terminate()
    first.wait(timeout=PATIENCE)
    assert len(left(tmp_path)) == 1


def test_only_what_runs_leave_is_swept(tmp_path: Path) -> None:
    mine = [".cchc-settings", ".cchc-settings.part.yaml", ".cchc-12345678.PART", "12345678.part"]
    for name in mine:
        (tmp_path / name).write_text("mine", "utf-8")
    (tmp_path / ".cchc-abcd1234.part").mkdir()
    (tmp_path / ".cchc-abcd1235.part").symlink_to(tmp_path / "12345678.part")
    (tmp_path / ".cchc-abcd1236.part").write_text("left", "utf-8")
    with new_file(str(tmp_path / "out"), force=False) as stream:
        stream.write(b"x")
    links = [".cchc-abcd1234.part", ".cchc-abcd1235.part"]
    assert sorted(os.listdir(tmp_path)) == sorted([*mine, *links, "out"])
    assert (tmp_path / "12345678.part").read_text("utf-8") == "mine"


def test_a_file_that_is_swept_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cchc.document import writing

    lock = writing._lock
    swept: list[str] = []

    def late(descriptor: int) -> None:
        if not swept:
            swept.extend(left(tmp_path))
            (tmp_path / swept[0]).unlink()
        lock(descriptor)

    monkeypatch.setattr(writing, "_lock", late)
    with new_file(str(tmp_path / "out"), force=False) as stream:
        stream.write(b"x")
    assert len(swept) == 1
    assert os.listdir(tmp_path) == ["out"]


def checked(folder: Path, *options: str, **streams: Any) -> int:
    """The exit status of a check of `a.yaml`."""
    done = subprocess.run(
        [sys.executable, "-m", "cchc", "check", "a.yaml", "--plan", plan_file(folder), *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
        check=False,
        **streams,
    )
    return done.returncode


@on_linux
@pytest.mark.parametrize(("text", "status"), [(PASSING, 0), (DEPARTMENT, 3)])
def test_full_streams_never_pass_for_a_verdict(text: str, status: int, tmp_path: Path) -> None:
    put(tmp_path, a=text)
    with open("/dev/full", "wb") as full:
        nowhere = subprocess.DEVNULL
        assert checked(tmp_path, stdout=full, stderr=nowhere) == 3
        assert checked(tmp_path, stdout=full, stderr=full) == 3
        assert checked(tmp_path, stdout=nowhere, stderr=full) == status
        # The file is whole, though nobody can be told of it.
        assert checked(tmp_path, "-o", "out.csv", stdout=full, stderr=full) == status
    assert (tmp_path / "out.csv").exists()
