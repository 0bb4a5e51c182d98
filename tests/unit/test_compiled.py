"""Compiled plans: used for the same bytes and the same code only, and harmless when forged."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_plan import PLAN, TINY, changed

from cchc.plan import compiled
from cchc.plan.load import default_path, load, parse_bytes
from cchc.plan.model import Plan
from cchc.plan.parse import parse

CONTENT = TINY.encode()
COMPILED = compiled.dumps(CONTENT, parse(TINY))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, which is not there yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CCHC_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed, where a compiled form would have spared it."""
    files: list[str] = []

    def count(content: bytes, file: str) -> Plan:
        files.append(file)
        return parse_bytes(content, file)

    monkeypatch.setattr("cchc.plan.load.parse_bytes", count)
    return files


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_compiled_plan_equals_the_parsed_one() -> None:
    plan = compiled.loads(COMPILED, CONTENT)
    assert plan == PLAN
    assert plan is not None
    assert plan is not PLAN
    assert plan.metric == PLAN.metric
    assert plan.targets[0].threshold == PLAN.targets[0].threshold
    assert type(plan.targets[0].threshold) is type(PLAN.targets[0].threshold)


def test_the_provinces_plan_survives_compilation() -> None:
    content = default_path().read_bytes()
    plan = parse(content.decode())
    assert compiled.loads(compiled.dumps(content, plan), content) == plan == load()


@pytest.mark.parametrize(
    "content", [CONTENT + b"\n", CONTENT[:-1], CONTENT.replace(b"value: 340", b"value: 341"), b""]
)
def test_other_bytes_are_another_plan(content: bytes) -> None:
    assert compiled.loads(COMPILED, content) is None


def test_other_code_makes_other_plans(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled.store(CONTENT, PLAN)
    assert compiled.find(CONTENT) == PLAN
    monkeypatch.setattr(compiled, "__version__", "0.0.0")
    assert compiled.loads(COMPILED, CONTENT) is None
    assert compiled.find(CONTENT) is None


def test_stored_once_and_found_again(cache: Path, tmp_path: Path, parsed: list[str]) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(CONTENT)
    assert load(str(file)) == PLAN
    assert only_file(cache).suffix == compiled.SUFFIX
    assert load(str(file)) == PLAN
    assert parsed == [str(file)]


def test_a_changed_file_is_parsed_anew(cache: Path, tmp_path: Path, parsed: list[str]) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(CONTENT)
    load(str(file))
    before = file.stat()
    file.write_bytes(changed(("value: 340", "value: 341")).encode())  # of the same length
    os.utime(file, (before.st_atime, before.st_mtime))
    plan = load(str(file))
    assert len(parsed) == 2
    (threshold,) = (target.threshold for target in plan.targets if target.id == "thanh-lap")
    assert threshold.value == 341


def test_a_compiled_plan_under_anothers_name_is_ignored(cache: Path) -> None:
    other = changed(("value: 340", "value: 341")).encode()
    compiled.store(CONTENT, PLAN)
    first = only_file(cache)
    compiled.store(other, parse(other.decode()))
    (second,) = set(cache.iterdir()) - {first}
    first.write_bytes(second.read_bytes())
    assert compiled.find(CONTENT) is None
    assert compiled.find(other) is not None


def test_a_form_beside_the_plan_is_used_first(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    Path(f"{file}{compiled.SUFFIX}").write_bytes(COMPILED)
    assert compiled.find(CONTENT, beside=str(file)) == PLAN
    assert compiled.find(CONTENT) is None
    Path(f"{file}{compiled.SUFFIX}").write_bytes(b"")
    assert compiled.find(CONTENT, beside=str(file)) is None
    compiled.store(CONTENT, PLAN)
    assert compiled.find(CONTENT, beside=str(file)) == PLAN


class Call:
    """Pickles as a call, as forged files do."""

    def __init__(self, function: Callable[..., Any], *arguments: object) -> None:
        self.function, self.arguments = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.function, self.arguments


def forged(marker: Path, protocol: int = 5) -> list[bytes]:
    """Files that would run code if they were unpickled carelessly, alone and as the plan."""
    calls: list[Call] = [
        Call(os.system, f"touch {marker}"),
        Call(eval, f"open({str(marker)!r}, 'w')"),
        Call(exec, f"open({str(marker)!r}, 'w')"),
        Call(os.mkdir, str(marker)),
        Call(Path.touch, marker),
    ]
    fingerprint, _, _ = pickle.loads(COMPILED)
    return [
        data
        for call in calls
        for data in (
            compiled.sealed(pickle.dumps(call, protocol)),
            compiled.sealed(pickle.dumps((fingerprint, CONTENT, call), protocol)),
            compiled.sealed(pickle.dumps((call, CONTENT, PLAN), protocol)),
        )
    ]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_forged_file_runs_nothing(cache: Path, tmp_path: Path, protocol: int) -> None:
    marker = tmp_path / "ran"
    compiled.store(CONTENT, PLAN)
    file = only_file(cache)
    for data in forged(marker, protocol):
        with pytest.raises(pickle.UnpicklingError):
            compiled.loads(data, CONTENT)
        file.write_bytes(data)
        assert compiled.find(CONTENT) is None
        assert not marker.exists()


def test_the_forgeries_would_run_if_they_were_let(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    pickle.loads(forged(marker)[0])
    assert marker.exists()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("posix", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("cchc.plan.model", "dataclass"),
        ("cchc.plan.model", "cached_property"),
        ("cchc.plan.model", "Any"),
        ("cchc.plan.model", "Entry.__init__.__globals__"),
        ("cchc.plan.model", "Plan.readings"),
        ("cchc.plan.compiled", "os.system"),
        ("decimal", "getcontext"),
        ("decimal", "Decimal.from_float"),
        ("datetime", "datetime"),
        ("datetime", "date.today"),
        ("copyreg", "_reconstructor"),
    ],
)
def test_only_the_plans_own_types_are_built(module: str, name: str) -> None:
    def text(value: str) -> bytes:
        return b"\x8c" + bytes([len(value)]) + value.encode()  # SHORT_BINUNICODE

    stack_global = b"\x80\x04" + text(module) + text(name) + b"\x93."
    with pytest.raises(pickle.UnpicklingError):
        compiled.loads(compiled.sealed(stack_global), CONTENT)


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x05",
        b"\x80\x05.",
        b"not a pickle",
        b"\x00" * 100,
        CONTENT,
        pickle.dumps(None),
        pickle.dumps((1, 2)),
        pickle.dumps((1, 2, 3, 4)),
        pickle.dumps((1, CONTENT, PLAN)),
        pickle.dumps({"plan": PLAN}),
        pickle.dumps(((), CONTENT, "plan")),
        b"(" * 100_000,
        b"\x80\x05" + b"]" * 100_000 + b".",
    ],
)
def test_a_foreign_file_is_ignored(
    cache: Path, tmp_path: Path, parsed: list[str], data: bytes, sealed: bool
) -> None:
    compiled.store(CONTENT, PLAN)
    only_file(cache).write_bytes(compiled.sealed(data) if sealed else data)
    assert compiled.find(CONTENT) is None
    file = tmp_path / "plan.yaml"
    file.write_bytes(CONTENT)
    assert load(str(file)) == PLAN  # and mends the cache
    assert parsed == [str(file)]
    assert compiled.find(CONTENT) == PLAN


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(0, len(COMPILED) - 1))
def test_a_truncated_file_is_ignored(cache: Path, size: int) -> None:
    compiled.store(CONTENT, PLAN)
    only_file(cache).write_bytes(COMPILED[:size])
    assert compiled.find(CONTENT) is None


def test_a_folder_in_place_of_the_file_is_ignored(cache: Path) -> None:
    compiled.store(CONTENT, PLAN)
    file = only_file(cache)
    file.unlink()
    file.mkdir()
    assert compiled.find(CONTENT) is None
    compiled.store(CONTENT, PLAN)  # can't, and says nothing
    assert [each.name for each in cache.iterdir()] == [file.name]


def test_a_cache_that_can_not_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    monkeypatch.setenv("CCHC_CACHE_DIR", str(occupied / "cache"))
    compiled.store(CONTENT, PLAN)
    assert compiled.find(CONTENT) is None


def test_a_plan_with_mistakes_is_not_kept(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(changed(("year: 2026", "year: nay")), encoding="utf-8")
    with pytest.raises(Exception, match="plan-bad-value"):
        load(str(file))
    assert not cache.exists()


def test_a_damaged_byte_does_not_change_the_plan() -> None:
    """One bit of the threshold of 340 enterprises flips, as on a failing disk: 940."""
    at = COMPILED.rindex(b"340")
    damaged = COMPILED[:at] + b"9" + COMPILED[at + 1 :]
    assert compiled.loads(damaged, CONTENT) in (None, PLAN)
