"""The line a problem is about, with the mark where a person looks for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cchc.diagnostics import Place, diagnostic, place_at, quoting
from cchc.render.kit.table import excerpt


def shown(line: str, column: int, width: int = 74) -> tuple[str, str] | None:
    return excerpt(diagnostic("negative", Place(1, column))._replace(excerpt=line), width)


def test_the_mark_is_under_the_column() -> None:
    assert shown("  dung_han: khoảng 92%", 13) == (
        "  dung_han: khoảng 92%",
        "            ^",
    )


def test_tabs_wide_and_combining_letters_keep_the_mark_in_place() -> None:
    assert shown("\tđ：x", 4) == (" đ：x", "    ^")
    assert shown("e\u0323x", 3) == ("e\u0323x", " ^")


def test_what_would_act_is_shown_as_its_code() -> None:
    assert shown("a\u202eb", 3) == ("a\\u202eb", "       ^")


def test_a_long_line_is_cut_on_both_sides() -> None:
    line, mark = shown("a" * 100 + "X" + "b" * 100, 101, 40) or ("", "")
    assert line == "…" + "a" * 19 + "X" + "b" * 18 + "…"
    assert line[mark.index("^")] == "X"


def test_without_a_line_there_is_none() -> None:
    assert shown("   ", 1) is None
    assert excerpt(diagnostic("empty"), 74) is None


@given(st.text(max_size=300), st.data(), st.integers(20, 100))
def test_it_always_fits(line: str, data: st.DataObject, width: int) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    lines = shown(line, column, width)
    if lines:
        assert cell_len(lines[0]) <= width
        assert lines[0].isprintable()
        assert lines[1] == " " * (len(lines[1]) - 1) + "^"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), st.data())
def test_the_mark_points_at_the_letter(line: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(line) - 1))
    text, mark = shown(line, at + 1, 40) or ("", "")
    assert text[mark.index("^")] == line[at]


@given(st.lists(st.text("ab\x85\u2028\u2029", max_size=3)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_place_finds_its_line_again(lines: list[str], ending: str) -> None:
    text = ending.join([*lines, "cX"])
    place = place_at(text, text.index("X"))
    assert place == Place(len(lines) + 1, 2)
    assert quoting([diagnostic("negative", place)], text)[0].excerpt == "cX"
