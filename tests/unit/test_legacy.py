"""Encodings of before Unicode, by name."""

from __future__ import annotations

from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.document import legacy
from cchc.document.legacy import name_encoding

SENTENCE = (
    "Báo cáo số liệu cải cách hành chính: tỷ lệ hồ sơ giải quyết đúng hạn, mức độ hài lòng của "
    "người dân, kỳ Quý I năm 2026 của Sở Nội vụ; đã khắc phục những vướng mắc ở xã Mường Khiêng"
)
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"


def tcvn3(text: str) -> bytes:
    bytes_of = {letter: byte for byte, letter in legacy._TCVN3.items()}
    # Its capitals have no tones: fonts of their own draw them.
    return bytes(
        bytes_of.get(letter) or bytes_of.get(letter.lower()) or ord(letter) for letter in text
    )


def windows_1258(text: str) -> bytes:
    content = b""
    for letter in text:
        parts = normalize("NFD", letter)
        tones = [
            part for part in parts if combining(part) and part not in (CIRCUMFLEX, BREVE, HORN)
        ]
        whole = normalize("NFC", "".join(part for part in parts if part not in tones))
        content += (whole + "".join(tones)).encode("cp1258")
    return content


def vni(text: str) -> bytes:
    marks = {marks: byte for byte, marks in legacy._VNI_MARKS.items()}
    letters = {letter: byte for byte, letter in legacy._VNI_LETTERS.items()}
    content = b""
    for letter in text:
        if letter.isascii():
            content += letter.encode()
            continue
        small = letter.lower()
        if small in letters:
            content += bytes((letters[small],))
            continue
        parts = normalize("NFD", small)
        base, rest = parts[0], "".join(sorted(parts[1:], key=lambda m: m in legacy._TONES))
        if HORN in rest:
            content += bytes((letters["ơ" if base == "o" else "ư"],))
            rest = rest.replace(HORN, "")
        else:
            content += base.encode()
        if rest:
            content += bytes((marks[rest],))
    return content


ENCODINGS = {"TCVN3 (ABC)": tcvn3, "VNI": vni, "Windows-1258": windows_1258}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_sentence_is_recognised(name: str) -> None:
    assert name_encoding(ENCODINGS[name](SENTENCE)) == name
    assert name_encoding(ENCODINGS[name](SENTENCE.lower())) == name


@pytest.mark.parametrize("name", ENCODINGS)
@given(st.permutations(SENTENCE.split()))
def test_most_of_its_words_are_enough(name: str, words: list[str]) -> None:
    assert name_encoding(ENCODINGS[name](" ".join(words[:25]))) == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain",
        "Straße, Müller, café, naïve, Größe".encode("latin-1"),
        "Привет, мир, как дела".encode("cp1251"),
        bytes(range(256)),
        b"k\xfd",
    ],
)
def test_what_is_none_of_them_has_no_name(content: bytes) -> None:
    assert name_encoding(content) == ""


@given(st.binary())
def test_any_bytes_have_a_name_or_none(content: bytes) -> None:
    assert name_encoding(content) in {"", *ENCODINGS}
