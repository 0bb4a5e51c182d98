"""The page by the rules of others: axe-core's for people, html-validate's for markup.

Both come from npm (``npm install --no-save axe-core html-validate``); CCHC_NODE_MODULES names
the folder where they are, if it isn't the project's own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, resize
from conftest import ROOT

from cchc.cli.run import run

MODULES = Path(os.environ.get("CCHC_NODE_MODULES", ROOT / "node_modules"))
STYLE = {"no-inline-style": "off", "long-title": "error", "attribute-boolean-style": "off",
         "attribute-empty-style": "off", "no-trailing-whitespace": "off",
         "no-implicit-button-type": "error", "void-style": "off",
         "doctype-style": "off"}  # fmt: skip


def tool(name: str) -> Path:
    """A file of a tool that npm installs."""
    found = MODULES / name
    if not found.exists():
        pytest.skip(f"needs {name} (npm install --no-save axe-core html-validate)")
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    folder = ROOT / "examples" / "bao-cao" / "2026-H1"
    assert run(["report", str(folder), "--today", "11/06/2026", "-o", str(file)]) == 1
    return file


@pytest.fixture(scope="module")
def session(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(width: int, scheme: str, page: Path, session: Any) -> None:
    script = tool("axe-core/axe.min.js").read_text("utf-8")
    resize(session, width)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    session.get(page.as_uri())
    session.execute_script(script)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    session.set_script_timeout(240)
    found = session.execute_async_script(
        "const done = arguments[1];"
        "axe.run({runOnly: arguments[0], resultTypes: ['violations']})"
        ".then(r => done(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html])))",
        rules,
    )
    assert found == []


def test_html_validate_finds_nothing_but_style(page: Path, tmp_path: Path) -> None:
    program = tool("html-validate/bin/html-validate.mjs")
    node = shutil.which("node")
    if not node:
        pytest.skip("needs Node")
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"extends": ["html-validate:recommended"], "rules": STYLE}))
    command = [node, str(program), "--config", str(config), "--formatter", "json", str(page)]
    told_to = tmp_path / "told.json"  # Node may end before a pipe has taken all
    with told_to.open("wb") as stream:
        subprocess.run(command, stdout=stream, check=False)
    found = json.loads(told_to.read_text("utf-8"))
    told = {(one["ruleId"], one["message"]) for file in found for one in file["messages"]}
    assert told == set()
