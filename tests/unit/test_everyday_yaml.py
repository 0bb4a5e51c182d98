"""The short way through everyday texts leads where the careful one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cchc.document import everyday
from cchc.document.nodes import Document
from cchc.document.yaml import parse
from cchc.errors import InputError

FILES = sorted(
    file for folder in ("examples", "tests/cases") for file in (ROOT / folder).rglob("*.yaml")
)
FORM = (
    "agency: so-noi-vu  # Sở Nội vụ\nperiod: Quý I/2026\nmetrics:\n  a: 92,5%\n  # b\n  c: 31/75\n"
)


def outcome(text: str) -> Document | tuple[object, ...]:
    try:
        return parse(text)
    except InputError as error:
        return error.diagnostics


def carefully(text: str) -> Document | tuple[object, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(everyday, "read", lambda _: None)
        return outcome(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_both_ways_give_the_same_of_a_file(file: Path) -> None:
    text = file.read_bytes().decode(errors="replace")
    assert outcome(text) == carefully(text)


LINES = st.builds(
    "{}{}:{}{}{}".format,
    st.sampled_from(["", "", "  ", "    ", " "]),
    st.sampled_from(["a", "b", "c_1", "II.2", "null", "agency"]),
    st.sampled_from([" ", "   ", ""]),
    st.sampled_from(["", "92,5%", "31/75", "không phát sinh", "Quý I/2026", "1 #2", "x#y", "-3",
                     "a: b", "12:30", "no", "a  b", "'q'", "~", "5 ", "1.", "&a 1"]),
    st.sampled_from(["", " # ghi chú: x", "#", "\r", "  "]),
)  # fmt: skip


@given(st.lists(LINES | st.sampled_from(["", "# c", "  # c", "---", "  x", "- 1"]), max_size=7))
def test_both_ways_give_the_same_of_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert outcome(text) == carefully(text)


@given(st.text("ab:-?,[]{}'\"|>#~. 1%\r\n\t\x85\u2028\u0301ế", max_size=60))
def test_both_ways_give_the_same_of_anything(text: str) -> None:
    assert outcome(text) == carefully(text)


@pytest.mark.parametrize(
    "text", [FORM, FORM.replace("\n", "\r\n"), FORM.rstrip("\n"), f"# x\n{FORM}"]
)
def test_a_form_goes_the_short_way(text: str) -> None:
    found = everyday.read(text)
    assert found is not None
    document = carefully(text)
    assert isinstance(document, Document)
    assert document.root == found


@pytest.mark.parametrize(
    "text",
    [
        FORM.replace("92,5%", "{value: 5}"),  # braces
        FORM.replace("c: 31/75", "a: 31/75"),  # a name that stands twice
        FORM.replace("  c", "   c"),  # set in otherwise
        FORM.replace("31/75", ""),  # nothing behind a name
        FORM + "metrics:\n",
        FORM.replace("# b", "# b\rc: d"),  # an end of line of old Macs
        "---\n" + FORM,
        "",
        "# nothing",
    ],
)
def test_whatever_is_not_everyday_goes_the_careful_way(text: str) -> None:
    assert everyday.read(text) is None


def test_libyaml_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everyday, "_ENVELOPE", 7)
    assert everyday.read(FORM) is None


@pytest.mark.parametrize("text", ['a: "e\\u0301"', 'a: "e\\\n  \u0301"', "a: e\u0301"])
def test_escapes_can_not_write_what_is_not_normal(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, Document)
    assert getattr(found.root.get("a"), "text", "") == "é"
