"""The short way through everyday texts leads where the careful one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import cchc.document.yaml
from cchc.document.nodes import Document
from cchc.document.yaml import MAX_NODES, parse
from cchc.errors import InputError

FILES = sorted(
    file for folder in ("examples", "tests/cases") for file in (ROOT / folder).rglob("*.yaml")
)


def outcome(text: str) -> Document | tuple[object, ...]:
    try:
        return parse(text)
    except InputError as error:
        return error.diagnostics


def carefully(text: str) -> Document | tuple[object, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cchc.document.yaml, "_is_everyday", lambda _: False)
        return outcome(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_both_ways_give_the_same_of_a_file(file: Path) -> None:
    text = file.read_bytes().decode(errors="replace")
    assert outcome(text) == carefully(text)


@given(st.text("ab:-?,[]{}'\"|>#~ \n\u0301ế", max_size=60))
def test_both_ways_give_the_same_of_anything(text: str) -> None:
    assert outcome(text) == carefully(text)


@given(st.text("ab:-?,[]{}' \n", max_size=40))
def test_no_character_makes_more_than_three_nodes(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cchc.document.yaml, "MAX_NODES", 3 * len(text) or 1)
        patch.setattr(cchc.document.yaml, "_is_everyday", lambda _: False)
        found = outcome(text)
    if not isinstance(found, Document):
        assert all(getattr(problem, "code", "") != "too-many-values" for problem in found)


def test_a_long_text_is_counted() -> None:
    text = "a: [" + "b, " * MAX_NODES + "]"
    found = outcome(text)
    assert not isinstance(found, Document)
    assert [getattr(problem, "code", "") for problem in found] == ["too-many-values"]


@pytest.mark.parametrize("text", ['a: "e\\u0301"', 'a: "e\\\n  \u0301"', "a: e\u0301"])
def test_escapes_can_not_write_what_is_not_normal(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, Document)
    assert getattr(found.root.get("a"), "text", "") == "é"
