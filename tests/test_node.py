"""What tools of Node's make of our schemas and forms, where they are installed.

`npm install -g ajv yaml-language-server` brings them; `.ci/run` installs them for itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tiny_plan
from conftest import Cchc
from editor import KINDS

from cchc.messages import LANGS
from cchc.schema import OUTPUTS

# Editors' words are declared, since to ajv in strict mode a word that it doesn't know is a slip:
# JSON Schema has none for what to tell people of a wrong value, or of one among several to choose.
_STRICT = """
const Ajv = require('ajv/dist/2020');
const schema = JSON.parse(require('fs').readFileSync(0));
const ajv = new Ajv({strict: true, logger: false});
ajv.addVocabulary(['errorMessage', 'enumDescriptions']);
ajv.compile(schema);
"""
_SCHEMAS = [*(f"output-{kind}" for kind in OUTPUTS), "settings", *KINDS]


def _has_ajv() -> bool:
    asked = ["node", "-e", "require('ajv/dist/2020')"]
    return (
        bool(shutil.which("node"))
        and not subprocess.run(asked, capture_output=True, check=False).returncode
    )


def _compile_strictly(schema: str) -> None:
    if not _has_ajv():
        pytest.skip("ajv isn't installed")
    subprocess.run(["node", "-e", _STRICT], input=schema.encode(), check=True)


@pytest.mark.parametrize("kind", _SCHEMAS)
def test_ajv_takes_a_schema_in_strict_mode(kind: str, cchc: Cchc) -> None:
    _compile_strictly(cchc("schema", kind).out)


def test_ajv_takes_the_schema_of_another_plans_submissions(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(tiny_plan.TINY, "utf-8")
    _compile_strictly(cchc("schema", "submission", "--plan", file).out)


@pytest.mark.parametrize("kind", _SCHEMAS)
def test_check_jsonschema_takes_it_too(kind: str, tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "schema.json"
    cchc("schema", kind, "-o", file)
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(file)]
    subprocess.run(command, capture_output=True, check=True)


class Server:
    """A language server, spoken to by its standard streams."""

    def __init__(self, command: str) -> None:
        self._ids = count(1)
        self._process = subprocess.Popen(
            [command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.told: dict[str, Any] = {}
        """The last of each kind of notice."""

    def tell(self, method: str, params: Any, id: int | None = None) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        self._send(message if id is None else {**message, "id": id})

    def ask(self, method: str, params: Any) -> Any:
        id = next(self._ids)
        self.tell(method, params, id)
        for message in self._heard():
            if message.get("id") == id and "method" not in message:
                return message["result"]
        raise AssertionError("the server has ended")

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """What is wrong with `text`, which `file` needn't hold."""
        opened = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": opened})
        found: list[dict[str, Any]] = self.wait_for("textDocument/publishDiagnostics")[
            "diagnostics"
        ]
        return found

    def hover(self, file: Path, line: int, character: int) -> str:
        """The JSON of what is shown at a place, as it stands."""
        return json.dumps(self._at("hover", file, line, character), ensure_ascii=False)

    def complete(self, file: Path, line: int, character: int) -> dict[str, str]:
        """What is offered at a place: what would be written, by its label."""
        offered = self._at("completion", file, line, character)
        items = offered["items"] if isinstance(offered, dict) else offered
        return {item["label"]: item["insertText"] for item in items}

    def _at(self, what: str, file: Path, line: int, character: int) -> Any:
        place = {"line": line, "character": character}
        about = {"textDocument": {"uri": file.as_uri()}, "position": place}
        return self.ask(f"textDocument/{what}", about)

    def wait_for(self, method: str) -> Any:
        while method not in self.told:
            next(self._heard())
        return self.told.pop(method)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _heard(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout
        while line := self._process.stdout.readline():
            size = 0
            while line.strip():
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                line = self._process.stdout.readline()
            message = json.loads(self._process.stdout.read(size))
            if "method" in message and "id" in message:  # of its settings, of which there are none
                asked = message["params"] or {}
                nothing: list[Any] | None = [{} for _ in asked.get("items", ())] or None
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": nothing})
            elif "method" in message:
                self.told[message["method"]] = message["params"]
            yield message

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps(message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()


@pytest.fixture
def server() -> Iterator[Server]:
    command = shutil.which("yaml-language-server")
    if not command:
        pytest.skip("yaml-language-server isn't installed")
    server = Server(command)
    server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    server.tell("initialized", {})
    yield server
    server.end()


@pytest.mark.parametrize("lang", LANGS)
def test_a_fresh_form_opens_in_an_editor(
    lang: str, tmp_path: Path, cchc: Cchc, server: Server
) -> None:
    file = tmp_path / "báo cáo.yaml"
    cchc("template", "--agency=so-noi-vu", "--period=Q1/2026", "-o", file, "--lang", lang)
    text = file.read_text("utf-8")
    assert server.open(file, text) == []
    lines = text.splitlines()
    line = next(n for n, one in enumerate(lines) if one.startswith("  ho_so_dung_han:"))
    shown = server.hover(file, line, 5)
    assert "II.3" in shown or "%" in shown
    status = next(n for n, one in enumerate(lines) if "{status: " in one)
    offered = server.complete(file, status, lines[status].index("{status: ") + 9)
    assert {"done", "in progress"} & offered.keys()


def test_an_editor_completes_keys_with_their_colons(
    tmp_path: Path, cchc: Cchc, server: Server
) -> None:
    cchc("schema", "submission", "-o", tmp_path / "schema.json", "--lang", "en")
    file = tmp_path / "report.yaml"
    text = (
        "# yaml-language-server: $schema=schema.json\nnote: x\nmetrics:\n  ho_so_dung_han:\n    \n"
    )
    server.open(file, text)
    offered = server.complete(file, 4, 4)
    for key in ("value", "estimate", "note"):
        assert offered[key].startswith(f"{key}:")
    assert server.hover(file, 1, 1).count("A note on the whole report.") == 1


def test_an_editor_says_what_is_wrong_with_a_figure(
    tmp_path: Path, cchc: Cchc, server: Server
) -> None:
    cchc("schema", "submission", "-o", tmp_path / "schema.json", "--lang", "en")
    start = "# yaml-language-server: $schema=schema.json\nagency: so-noi-vu\nperiod: Q1/2026\n"
    text = f"{start}metrics: {{ho_so_dung_han: 120}}\n"
    (wrong,) = server.open(tmp_path / "report.yaml", text)
    assert wrong["message"] == "Value is above the maximum of 100."
    assert wrong["range"]["start"] == {"line": 3, "character": 26}
