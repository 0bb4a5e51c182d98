"""Comparing what people type: accents, case, spacing, near misses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import combining, normalize


def squeeze(text: str) -> str:
    """NFC, lower case, single spaces: equal for two spellings of the same words.

    The look-alikes ð (U+00F0) and ɖ (U+0256) give đ (U+0111); characters of no width are left
    out.
    """
    plain = normalize("NFC", text).casefold().translate(_SAME)
    return one_line(plain)


UNSEEN: Final = "\xad\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width, which nobody sees."""
_SAME: Final = str.maketrans("ðɖ", "đđ", UNSEEN)


def one_line(text: str) -> str:
    """`text` without breaks of lines, so that none of it begins a line of its own."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Like :func:`squeeze`, and without accents: ``Không phát sinh`` gives ``khong phat sinh``."""
    letters = normalize("NFD", squeeze(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not combining(letter))


SURE: Final = 0.8
"""Likeness, of 1, for suggesting a name where a wrong one would be another agency's."""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """The known word most like `word`, or an empty text where none is as like as `cutoff`."""
    from difflib import get_close_matches  # costs more than all else here; only for mistakes

    if len(word) > _LONGEST_NAME:
        return ""
    folded = {fold(candidate): candidate for candidate in known}
    found = get_close_matches(fold(word), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


_LONGEST_NAME: Final = 200
"""Characters beyond which a word is like no name, and would take long to compare."""


def visible(text: str, most: int = 200) -> str:
    r"""`text` from a file, made harmless to show: no control, direction or invisible characters.

    Each such character shows as its escape (``\x1b``), so that nothing acts and nothing hides;
    what is longer than `most` characters is cut.
    """
    if len(text) > most:
        text = text[: most - 1] + "…"
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


def is_address(text: str) -> bool:
    """Whether `text` is the address of a page, in the characters that addresses have."""
    return bool(ADDRESS.fullmatch(text))


_LETTER_MARKS: Final = "\u0302\u0306\u031b"
"""Circumflex, breve and horn, which make another letter rather than a tone."""
_STAND_INS: Final = {
    "≥": ">=",
    "≤": "<=",
    "→": "->",
    "−": "-",
    "–": "-",
    "…": "...",
    "·": "-",
    "✓": "v",
    "“": '"',
    "”": '"',
    "đ": "d",
    "Đ": "D",
}


def legible(text: str, encoding: str) -> str:
    """`text` with what `encoding` lacks replaced by what reads alike: ``Đạt`` as ``Dat``.

    For consoles and files in a legacy code page, where the alternative is question marks.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_letter(letter, encoding) for letter in text)
    return text


def _letter(letter: str, encoding: str) -> str:
    parts = normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    # Windows-1258 writes ế as ê and a separate acute; other pages have only the base letter.
    separated = normalize("NFC", base + "".join(mark for mark in marks if mark in _LETTER_MARKS))
    tones = "".join(mark for mark in marks if mark not in _LETTER_MARKS)
    for candidate in (letter, separated + tones, base, _STAND_INS.get(letter, "")):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        if candidate:
            return candidate
    return "?"
