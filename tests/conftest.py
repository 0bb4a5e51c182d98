"""What every test may use: the command line, run in this process, and the plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from outputs import hold_against_schema

from cchc.cli.run import run
from cchc.plan.load import load
from cchc.plan.model import Plan

# A loaded machine must not turn a slow example into a failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent


class Outcome(NamedTuple):
    """What a run of the command line left behind."""

    status: int
    out: str
    err: str


Cchc = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def _apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled plans and settings of the tests' own, so that no test depends on the user's."""
    patch = pytest.MonkeyPatch()
    nothing = tmp_path_factory.mktemp("settings") / "cchc.toml"
    nothing.touch()
    patch.setenv("CCHC_CONFIG", str(nothing))
    patch.setenv("CCHC_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    # Without bytecode, each process that a test starts would compile all modules anew.
    bytecode = "PYTHONDONTWRITEBYTECODE"
    for name in ("CCHC_LANG", "CCHC_DEBUG", "COLUMNS", "FORCE_COLOR", bytecode):
        if name in os.environ:
            patch.delenv(name)
    patch.setenv("COLUMNS", "80")
    yield
    patch.undo()


@pytest.fixture
def cchc(capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Runs the command line as a user would, and returns its status and output."""

    def call(*arguments: str | Path) -> Outcome:
        status = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        hold_against_schema(out)
        return Outcome(status, out, err)

    return call


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan that travels with the program."""
    return load()
