"""Comparing what people type, and showing it where letters are scarce."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.text import MOST_MARKS, flood, fold, legible, nearest, nfc, nfd, squeeze, visible

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "bcdghklmnpqrstvx 0123456789"
)
SIGNS = "≥≤→−–…·✓“”€∞漢\u0301"


@pytest.mark.parametrize(
    ("text", "squeezed", "folded"),
    [
        ("Không phát sinh", "không phát sinh", "khong phat sinh"),
        ("  Sở \t Nội\nvụ ", "sở nội vụ", "so noi vu"),
        ("ĐÀ NẴNG", "đà nẵng", "da nang"),
        ("So\u031b\u0309", "sở", "so"),
        ("a\u00a0b", "a b", "a b"),
        ("", "", ""),
    ],
)
def test_squeeze_and_fold(text: str, squeezed: str, folded: str) -> None:
    assert squeeze(text) == squeezed
    assert fold(text) == folded


def test_the_look_alikes_of_d_with_stroke_fold_alike() -> None:
    assert (
        fold("\u0110ống") == fold("\u00d0ống") == fold("\u0111ống") == fold("\u00f0ống") == "dong"
    )


@given(st.text(VIETNAMESE))
def test_case_composition_and_spacing_make_no_difference(text: str) -> None:
    for other in (text.upper(), normalize("NFD", text), f"  {text}\n"):
        assert squeeze(other) == squeeze(text)
        assert fold(other) == fold(text)
    assert fold(text).isascii()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("don_hang", "dung_han"),
        ("DUNG_HAN", "dung_han"),
        ("đúng_hạn", "dung_han"),
        ("cong_khia", "cong_khai"),
        ("zzzzzz", ""),
        ("", ""),
    ],
)
def test_nearest(word: str, expected: str) -> None:
    assert nearest(word, ["dung_han", "cong_khai", "thanh_lap"]) == expected


def test_nearest_gives_the_name_as_it_is_written() -> None:
    assert nearest("so noi vụ", ["Sở Nội vụ", "Sở Y tế"]) == "Sở Nội vụ"
    assert nearest("anything", []) == ""


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=50))
@example("\ud800")
def test_what_is_visible_is_printable(text: str) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mđỏ", "\\x1b[31mđỏ"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\ud800", "\\ud800"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Đạt ≥ 80%", "utf-8", "Đạt ≥ 80%"),
        ("Đạt", "ascii", "Dat"),
        ("đạt", "cp437", "dat"),
        ("thiếu", "cp1258", "thiê\u0301u"),
        ("thiếu", "cp1252", "thieu"),
        ("≥ 80 – 90 …", "ascii", ">= 80 - 90 ..."),
        ("漢", "ascii", "?"),
    ],
)
def test_legible(text: str, encoding: str, shown: str) -> None:
    assert legible(text, encoding) == shown


@given(
    st.text(VIETNAMESE + VIETNAMESE.upper() + SIGNS),
    st.sampled_from(["ascii", "cp437", "cp850", "cp1252", "cp1258", "utf-8"]),
)
def test_what_is_legible_can_be_encoded(text: str, encoding: str) -> None:
    shown = legible(text, encoding)
    shown.encode(encoding)
    if encoding == "utf-8":
        assert shown == text


@given(st.text(VIETNAMESE + VIETNAMESE.upper()))
def test_no_vietnamese_letter_becomes_a_question_mark(text: str) -> None:
    for encoding in ("ascii", "cp437", "cp1252", "cp1258"):
        assert fold(legible(text, encoding)) == fold(text)


MARKS = "\u0301\u0323\u031b\u0344\u0f73\u0345\u0e31\u3099"
"""Of different classes; some that come apart in others, two of no class."""


@given(st.text(st.sampled_from("aấ—…한\u1112\u1161\u200b" + MARKS), max_size=120))
@example("a" + "\u0323\u0301" * 40)
@example("ế" + "\u0301\u0323" * 40)
@example("\u0f73" * 40 + "a")
def test_normal_forms_are_unicodes(text: str) -> None:
    assert nfc(text) == normalize("NFC", text)
    assert nfd(text) == normalize("NFD", text)


@pytest.mark.parametrize("apart", ["", "\u200b"], ids=["alone", "parted by what nobody sees"])
def test_marks_without_end_take_no_longer_than_others(apart: str) -> None:
    # Patience: one after the other, as Python sorts them, this takes minutes.
    assert fold("a" + f"\u0323{apart}\u0301" * 300_000) == "a"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x" + "\u0301" * MOST_MARKS, None),
        ("x" + "\u0301" * MOST_MARKS + "y" + "\u0301" * MOST_MARKS, None),
        ("…" * 100, None),
        ("…" * 100 + "\u0301" * MOST_MARKS, None),
        ("ab" + "\u0301" * (MOST_MARKS + 1), 2 + MOST_MARKS),
        ("ế" * 100 + "—" + "\u0301\u0323" * MOST_MARKS, 101 + MOST_MARKS),
    ],
)
def test_a_flood_of_marks_is_found_where_it_begins_to_be_one(text: str, at: int | None) -> None:
    assert flood(text) == at
