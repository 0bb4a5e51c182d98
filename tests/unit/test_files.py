"""Bytes from whatever a path may lead to; nothing waits for ever, nothing is half read."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from cchc.document.files import LIMIT, read_bytes
from cchc.errors import InputError


def refusal(path: Path | str) -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(str(path))
    (problem,) = caught.value.diagnostics
    assert caught.value.file == str(path)
    return problem.code


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path / "none") == "not-found"
    assert refusal(tmp_path) == "is-directory"
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "below") == "not-found"
    assert refusal("\0") == "unreadable"
    assert refusal("x" * 5000) == "unreadable"
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        assert refusal("socket") == "not-a-file"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero here")
def test_a_device_is_no_file() -> None:
    assert refusal("/dev/zero") == "not-a-file"


def test_links_that_lead_round_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refusal(tmp_path / "a") == "symlink-loop"
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    assert refusal(tmp_path / "dangling") == "not-found"


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_bytes(str(tmp_path / "pipe")) == b""


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"agency: x\n")
    os.close(writing)
    assert read_bytes(f"/dev/fd/{reading}") == b"agency: x\n"
    os.close(reading)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), PermissionError(1, "x")]
)
def test_no_permission(error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("x")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", refuse)  # permissions don't hold for root
    assert refusal(file) == "not-permitted"


def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    known = os.stat(file)
    file.unlink()
    monkeypatch.setattr(os, "stat", lambda _: known)
    assert refusal(file) == "not-found"


@pytest.mark.parametrize("changes", [{"st_size": 2}, {"st_mtime_ns": 7}])
def test_a_file_that_changes_while_it_is_read(
    changes: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    before = os.stat(file)
    fields = {name: getattr(before, name) for name in dir(before) if name.startswith("st_")}
    states = [before, SimpleNamespace(**{**fields, **changes})]
    monkeypatch.setattr(os, "fstat", lambda _: states.pop(0) if states[1:] else states[0])
    assert refusal(file) == "changed-while-read"


def test_the_limit_is_the_last_byte(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * LIMIT)
    assert len(read_bytes(str(file))) == LIMIT
    file.write_bytes(b"x" * (LIMIT + 1))
    assert refusal(file) == "too-large"


@pytest.mark.parametrize("there", ["agency.yaml", "agency.yml.txt", "agnecy.yml"])
def test_a_missing_file_brings_a_like_name_of_its_folder(there: str, tmp_path: Path) -> None:
    (tmp_path / there).touch()
    (tmp_path / "other.txt").touch()
    with pytest.raises(InputError) as caught:
        read_bytes(str(tmp_path / "agency.yml"))
    (problem,) = caught.value.diagnostics
    assert problem.params["nearest"] == str(tmp_path / there)


def test_a_name_that_is_only_a_little_like_is_not_suggested(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").touch()
    with pytest.raises(InputError) as caught:
        read_bytes(str(tmp_path / "agency.yaml"))
    assert caught.value.diagnostics[0].params["nearest"] == ""


@pytest.mark.parametrize("path", ["https://example.vn/a.yaml", "FTP://x/y", "s3://bucket/a.csv"])
def test_an_address_is_told_from_a_file(path: str) -> None:
    assert refusal(path) == "address-given"
