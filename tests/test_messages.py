"""Every message exists in both languages, says the same things, and is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from conftest import ROOT

from cchc.messages import en, vi

CATALOGUES = ("WORDS", "DIAGNOSTICS", "HELP")
SOURCES = [
    path
    for path in (ROOT / "cchc").rglob("*.py")
    if path.parent.name != "messages" or path.name == "__init__.py"
]


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_both_languages_have_the_same_messages(catalogue: str) -> None:
    vietnamese, english = getattr(vi, catalogue), getattr(en, catalogue)
    assert list(vietnamese) == list(english)
    for key, text in vietnamese.items():
        assert text.strip(), key
        assert english[key].strip(), key
        if catalogue != "HELP":  # help texts are not formatted
            assert placeholders(text) == placeholders(english[key]), key


def test_every_diagnostic_has_a_help_text() -> None:
    assert set(vi.DIAGNOSTICS) == set(vi.HELP)


def constants(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_the_program_reports_is_in_the_catalogue() -> None:
    codes = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name in ("diagnostic", "_report", "NumberError", "DateError") and isinstance(
                    first, ast.Constant
                ):
                    codes.add(str(first.value))
    assert len(codes) > 60
    dates = {"not-a-month", "not-a-quarter"}  # only ever shown as usage-…
    assert codes - dates <= set(vi.DIAGNOSTICS)


def test_a_message_that_a_suggestion_may_follow_ends_its_sentence() -> None:
    suggesting = {
        str(node.args[0].value)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and any(keyword.arg == "nearest" for keyword in node.keywords)
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert {"unknown-metric", "unknown-target", "plan-bad-choice"} <= suggesting
    for code in suggesting:
        assert en.DIAGNOSTICS[code].endswith("."), code
        assert vi.DIAGNOSTICS[code].endswith("."), code


def test_every_message_is_used() -> None:
    used = set().union(*(constants(path) for path in SOURCES))
    prefixes = {
        text for text in used if text.endswith((".", "-")) and re.fullmatch(r"[a-z.\-]+", text)
    } | {"reason."}
    unused = {
        key
        for catalogue in (vi.WORDS, vi.DIAGNOSTICS)
        for key in catalogue
        if key not in used and not any(key.startswith(prefix) for prefix in prefixes)
    }
    assert unused - {"did-you-mean"} == set()
