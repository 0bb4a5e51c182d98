"""YAML read by its lines comes to what it comes to by libyaml's events."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cchc.document import lines
from cchc.document.yaml import parse
from cchc.errors import InputError

FILES = sorted(
    file for folder in ("examples", "tests/cases") for file in (ROOT / folder).rglob("*.yaml")
)
FORM = (
    "agency: so-noi-vu  # Sở Nội vụ\nperiod: Quý I/2026\nmetrics:\n  a: 92,5%\n  # b\n  c: 31/75\n"
    '  d: {numerator: 1, denominator: 2, note: "a, b: c"}\n  II.1: "92,5"  # x\n'
)


def agree(text: str) -> None:
    found = lines.read(text)
    if found is not None:
        assert found == parse(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_both_ways_give_the_same_of_a_file(file: Path) -> None:
    agree(file.read_bytes().decode(errors="replace"))


LINES = st.builds(
    "{}{}:{}{}{}".format,
    st.sampled_from(["", "", "", "  ", "  ", "    ", " "]),
    st.sampled_from(["a", "b", "c_1", "II.2", "null", "agency", "x" * 99, "x" * 101]),
    st.sampled_from([" ", " ", "   ", ""]),
    st.sampled_from(["", "92,5%", "31/75", "không phát sinh", "Quý I/2026", "1 #2", "x#y", "-3",
                     "a: b", "12:30", "no", "a  b", "'q'", '"q: {r"', '"q" r', '"\\n"', '""', "~",
                     "5 ", "1.", "&a 1", "{a: 1}", '{a: 1, b: "2,3"}', "{a: 1, a: 2}", "{}",
                     "{a: 1 , b: 2}", "{a: 5-3}", "{a:1}", "{a: }", "{a: 1}}", "{a: b c}x", "5 - 3",
                     "{a: 1,b: 2}", "(x)", "a (b)", "x -", "٣", "e\u0301", "{a: x#y}", "a\\b"]),
    st.sampled_from(["", "", " # ghi chú: x", "#", "\r", "  "]),
)  # fmt: skip


@given(st.lists(LINES | st.sampled_from(["", "# c", "  # c", "---", "...", "  x", "- 1", "%T"])))
def test_both_ways_give_the_same_of_lines(written: list[str]) -> None:
    agree("\n".join(written))
    agree("\r\n".join(written))


@given(st.text("ab:-?,[]{}'\"|>#~. 1%\r\n\t\x85\u2028\u0301ế", max_size=60))
def test_both_ways_give_the_same_of_anything(text: str) -> None:
    agree(text)


@pytest.mark.parametrize(
    "text", [FORM, FORM.replace("\n", "\r\n"), FORM.rstrip("\n"), f"# x\n\n{FORM}"]
)
def test_a_form_is_read_by_its_lines(text: str) -> None:
    assert lines.read(text) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        FORM.replace("92,5%", "[5]"),
        FORM.replace("c: 31/75", "a: 31/75"),  # a name that stands twice
        FORM.replace("denominator", "numerator"),
        FORM.replace("  c", "   c"),  # set in otherwise
        FORM.replace("31/75", ""),  # nothing behind a name
        FORM + "metrics:\n",
        FORM + "x:\n",
        FORM.replace("# b", "# b\rc: d"),  # an end of line of old Macs
        FORM.replace("Quý", "Quy\u0301"),
        FORM + "# x" * lines.LONGEST,
        "---\n" + FORM,
        "",
        "# nothing",
    ],
)
def test_whatever_is_of_another_form_is_not(text: str) -> None:
    assert lines.read(text) is None


@pytest.mark.parametrize("text", ["a: 1\n  b: 2\n", "a:\nb: 1\n", "a:\n  b:\n    c: 1\n"])
def test_a_mapping_of_doubtful_depth_is_left_to_libyaml(text: str) -> None:
    assert lines.read(text) is None
    try:
        parse(text)
    except InputError as error:
        assert error.diagnostics
