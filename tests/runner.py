"""Runs composite actions and jobs of workflows as GitHub's runner would, as far as ours go.

What it doesn't know (a key, an expression, a condition) is refused, so that nothing of ours can
rest on a guess.  Other people's actions are noted, not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import uuid
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import ROOT

Values = Mapping[str, str]
Action = Callable[["Runner", Values], "Outcome"]

needs_bash = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"),
    reason="the bash of Windows may be another system's",
)
to_install = pytest.mark.skipif("CCHC_INSTALL" not in os.environ, reason="CCHC_INSTALL isn't set")
"""Marks what installs the project as users do, which takes the network and a while."""

_EXPRESSION = re.compile(r"\$\{\{\s*([a-z]+(?:\.[A-Za-z_-]+)+)\s*\}\}")
_ALWAYS = frozenset(("always()", "!cancelled()"))
_FILLED = re.compile(r"([a-z]+(?:\.[A-Za-z_-]+)+) != ''")
_STEP_KEYS = frozenset(("id", "name", "shell", "env", "run", "uses", "with", "if"))
_COMMAND = re.compile(r"\s*::([a-z-]+)(?: (.*?))?::(.*)")


def install_checkout(folder: Path) -> str:
    """The interpreter of an environment that has the checkout; made without the network."""
    venv.create(folder)
    python = str(folder / "bin" / "python")
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.check_output([python, "-I", "-c", where], text=True).strip()
    paths = [str(ROOT), *(path for path in sys.path if path.endswith("-packages"))]
    Path(packages, "checkout.pth").write_text("\n".join(paths), "utf-8")
    return python


def schema_errors(schema: str, file: Path) -> str:
    """What a published schema has against a file; empty for nothing."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file],
        capture_output=True,
        text=True,
        check=False,
    )
    return checked.stdout + checked.stderr if checked.returncode else ""


class Outcome(NamedTuple):
    """What a step, an action or a job came to."""

    status: int
    log: str = ""
    outputs: Mapping[str, Any] = MappingProxyType({})
    """Texts by name; those of several steps by the step's id first."""


class Command(NamedTuple):
    """A line of the log that acts on the runner."""

    name: str
    properties: Values
    message: str


def commands(log: str) -> list[Command]:
    """The commands in a log, but for those that were switched off."""
    found, resume = [], ""
    for line in log.splitlines():
        match = _COMMAND.fullmatch(line)
        if not match:
            continue
        name, properties, message = match[1], match[2] or "", match[3]
        if resume:
            resume = "" if name == resume else resume
        elif name == "stop-commands":
            resume = message
        else:
            pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
            values = {key: _unescaped(value) for key, value in pairs}
            found.append(Command(name, values, _unescaped(message)))
    return found


def _unescaped(text: str) -> str:
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


class Runner:
    """A machine with a workspace; `actions` are those it can run, by what `uses` says."""

    def __init__(self, workspace: Path, temp: Path, actions: Mapping[str, Action]) -> None:
        self.workspace = workspace
        self.temp = temp
        self.summary = temp / "summary.md"
        self.used: list[tuple[str, Values]] = []
        """The actions of other people that would have run, with their inputs."""
        self._actions = actions
        temp.mkdir(parents=True, exist_ok=True)

    def job(self, job: Mapping[str, Any]) -> Outcome:
        """Runs the steps of a workflow's job."""
        return self._steps(job["steps"], {}, {}, {})

    def action(self, folder: Path, given: Values, known: Mapping[str, Values]) -> Outcome:
        """Runs the composite action in `folder`, but for the steps whose outputs are `known`.

        As on GitHub, an input that is required and missing is no error, but empty.
        """
        action = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
        assert action["runs"]["using"] == "composite"
        assert set(given) <= set(action["inputs"]), "an input that the action doesn't have"
        inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
        contexts = {"inputs": {**inputs, **given}}
        env = {"GITHUB_ACTION_PATH": str(folder)}
        outcome = self._steps(action["runs"]["steps"], contexts, env, known)
        of_steps = {"steps": outcome.outputs}
        outputs = {name: _filled(one["value"], of_steps) for name, one in action["outputs"].items()}
        return outcome._replace(outputs=outputs)

    def _steps(
        self,
        steps: list[dict[str, Any]],
        contexts: dict[str, Any],
        env: Values,
        known: Mapping[str, Values],
    ) -> Outcome:
        """Runs steps in order; after one that fails, only those that always run."""
        of_steps: dict[str, Values] = dict(known)
        status, log = 0, ""
        for step in steps:
            assert set(step) <= _STEP_KEYS, set(step) - _STEP_KEYS
            here = {**contexts, "steps": of_steps}
            if step.get("id") in known or not _is_met(step.get("if", ""), status, here):
                continue
            outcome = self._step(step, here, env)
            of_steps[step.get("id", "")] = outcome.outputs
            status, log = status or outcome.status, log + outcome.log
        return Outcome(status, log, of_steps)

    def _step(self, step: dict[str, Any], contexts: Mapping[str, Any], env: Values) -> Outcome:
        if "uses" in step:
            given = {
                name: _filled(
                    str(value).lower() if isinstance(value, bool) else str(value), contexts
                )
                for name, value in step.get("with", {}).items()
            }
            if action := self._actions.get(step["uses"]):
                return action(self, given)
            self.used.append((step["uses"], given))
            return Outcome(0)
        assert step.get("shell", "bash") == "bash"
        more = {name: _filled(str(value), contexts) for name, value in step.get("env", {}).items()}
        return self.run(_filled(step["run"], contexts), {**env, **more})

    def run(self, script: str, env: Values) -> Outcome:
        """Runs a script with the runner's bash."""
        file, outputs = (self.temp / f"{uuid.uuid4()}{suffix}" for suffix in (".sh", ".txt"))
        file.write_text(script, "utf-8")
        outputs.touch()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", file],
            cwd=self.workspace,
            env={**self._environment(), "GITHUB_OUTPUT": str(outputs), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        lines = outputs.read_text("utf-8").splitlines()
        found = dict(line.split("=", 1) for line in lines)
        return Outcome(done.returncode, done.stdout.decode("utf-8"), found)

    def _environment(self) -> dict[str, str]:
        """What the runner sets, and what programs need of the machine; no variable of ours."""
        kept = ("PATH", "HOME", "LANG", "TMPDIR", "PIP_INDEX_URL", "PIP_CONFIG_FILE")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_OS": {"linux": "Linux", "darwin": "macOS"}.get(sys.platform, "Windows"),
        }


def _filled(text: str, contexts: Mapping[str, Any]) -> str:
    """`text` with its expressions replaced, once: what they come to isn't read again."""
    assert text.count("${{") == len(_EXPRESSION.findall(text)), text
    return _EXPRESSION.sub(lambda match: _value(match[1], contexts), text)


def _value(path: str, contexts: Mapping[str, Any]) -> str:
    """What a dotted name stands for; empty for what a step that didn't run would have said."""
    first, *rest = path.split(".")
    found: Any = contexts[first]
    if first == "steps":
        return str(found.get(rest[0], {}).get(rest[2], ""))
    return str(found[rest[0]])


def _is_met(condition: str, status: int, contexts: Mapping[str, Any]) -> bool:
    """Whether a step runs; without a condition, if none has failed."""
    condition = condition.removeprefix("${{").removesuffix("}}")
    terms = [term.strip() for term in condition.split("&&")] if condition else []
    if not _ALWAYS.intersection(terms) and status:
        return False
    for term in terms:
        match = _FILLED.fullmatch(term)
        assert match or term in _ALWAYS, f"a condition that isn't known here: {term}"
        if match and not _value(match[1], contexts):
            return False
    return True
