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
from conftest import Cchc

from cchc.messages import LANGS
from cchc.schema import OUTPUTS

_STRICT = """
const Ajv = require('ajv/dist/2020');
const schema = JSON.parse(require('fs').readFileSync(0));
new Ajv({strict: true, logger: false}).compile(schema);
"""


def _has_ajv() -> bool:
    asked = ["node", "-e", "require('ajv/dist/2020')"]
    return (
        bool(shutil.which("node"))
        and not subprocess.run(asked, capture_output=True, check=False).returncode
    )


@pytest.mark.parametrize("kind", [*(f"output-{kind}" for kind in OUTPUTS), "settings"])
def test_ajv_takes_a_schema_in_strict_mode(kind: str, cchc: Cchc) -> None:
    if not _has_ajv():
        pytest.skip("ajv isn't installed")
    schema = cchc("schema", kind).out
    subprocess.run(["node", "-e", _STRICT], input=schema.encode(), check=True)


@pytest.mark.parametrize("kind", [*(f"output-{kind}" for kind in OUTPUTS), "settings", "waivers"])
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


@pytest.mark.parametrize("lang", LANGS)
def test_a_fresh_form_opens_in_an_editor(lang: str, tmp_path: Path, cchc: Cchc) -> None:
    command = shutil.which("yaml-language-server")
    if not command:
        pytest.skip("yaml-language-server isn't installed")
    file = tmp_path / "báo cáo.yaml"
    cchc("template", "--agency=so-noi-vu", "--period=Q1/2026", "-o", file, "--lang", lang)
    text = file.read_text("utf-8")
    server = Server(command)
    try:
        about = {"uri": file.as_uri()}
        server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        server.tell("initialized", {})
        opened = {**about, "languageId": "yaml", "version": 1, "text": text}
        server.tell("textDocument/didOpen", {"textDocument": opened})
        found = server.wait_for("textDocument/publishDiagnostics")
        assert found["diagnostics"] == []
        lines = text.splitlines()
        line = next(n for n, one in enumerate(lines) if one.startswith("  ho_so_dung_han:"))
        place = {"line": line, "character": 5}
        shown = server.ask("textDocument/hover", {"textDocument": about, "position": place})
        assert "II.3" in json.dumps(shown) or "%" in json.dumps(shown)
        status = next(n for n, one in enumerate(lines) if "{status: " in one)
        place = {"line": status, "character": lines[status].index("{status: ") + 9}
        offered = server.ask("textDocument/completion", {"textDocument": about, "position": place})
        items = offered["items"] if isinstance(offered, dict) else offered
        assert {"done", "in progress"} & {item["label"] for item in items}
    finally:
        server.end()
