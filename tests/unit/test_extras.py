"""The line that adds an extra fits how the program was installed."""

from __future__ import annotations

import json
import sys

import pytest

from cchc import extras


@pytest.mark.parametrize(
    ("prefix", "told", "command"),
    [
        ("/home/a/.venv", None, '"/py" -m pip install "cchc[xlsx]"'),
        (
            "/home/a/.local/share/pipx/venvs/cchc",
            None,
            'pipx install --force "cchc[xlsx]"',
        ),
        ("/home/a/.local/share/uv/tools/cchc", None, 'uv tool install --force "cchc[xlsx]"'),
        (
            "/home/a/.venv",
            {"url": "file:///home/a/c%C3%A1c%20t%E1%BB%87p", "dir_info": {"editable": True}},
            '"/py" -m pip install --editable "/home/a/các tệp[xlsx]"',
        ),
        (
            "/home/a/.local/share/pipx/venvs/cchc",
            {"url": "https://example.vn/cchc.git", "vcs_info": {"vcs": "git"}},
            'pipx install --force "cchc[xlsx] @ git+https://example.vn/cchc.git"',
        ),
        (
            "/home/a/.venv",
            {"url": "file:///home/a/cchc-1-py3-none-any.whl", "archive_info": {}},
            '"/py" -m pip install "cchc[xlsx] @ file:///home/a/cchc-1-py3-none-any.whl"',
        ),
        (
            "/home/a/.venv",
            {"url": "file:///home/a/cchc", "dir_info": {}},
            '"/py" -m pip install "cchc[xlsx] @ file:///home/a/cchc"',
        ),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths are written otherwise there")
def test_the_line_fits_the_installation(
    prefix: str,
    told: dict[str, object] | None,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Installed:
        @staticmethod
        def read_text(name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(told) if told else None

    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(sys, "executable", "/py")
    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Installed)
    assert extras.install_command("xlsx") == command
