"""Comparing what people type: accents, case, spacing, near misses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final, Protocol
from unicodedata import category, combining, normalize

MOST_MARKS: Final = 30
"""Marks that one letter may bear; no script needs as many (Unicode's annex 15 has this bound)."""
_MANY_MARKS: Final = re.compile(rf"[^\x00-\x7f\w]{{{MOST_MARKS + 1},}}")
"""Where there may be more of them: other signs than ASCII's that are no letters."""


def nfc(text: str) -> str:
    """`text` in normal form NFC, at a cost in proportion to it whatever it holds.

    Python's own sorts the marks of a letter by moving each past all before it.
    """
    return text if text.isascii() else normalize("NFC", _MANY_MARKS.sub(_in_order, text))


def nfd(text: str) -> str:
    """`text` in normal form NFD, as :func:`nfc`."""
    return text if text.isascii() else normalize("NFD", _MANY_MARKS.sub(_in_order, text))


def _in_order(signs: re.Match[str]) -> str:
    """The signs with the marks among them sorted as normal forms have them."""
    parts = "".join(normalize("NFD", sign) for sign in signs[0])
    groups = groupby(parts, key=lambda part: combining(part) > 0)
    return "".join("".join(sorted(group, key=combining)) for _, group in groups)


def flood(text: str) -> int | None:
    """Where the first mark too many on one letter stands; None where there is none."""
    if text.isascii():
        return None
    for signs in _MANY_MARKS.finditer(text):
        marks = 0
        for at, sign in enumerate(signs[0], signs.start()):
            marks = marks + 1 if category(sign).startswith("M") else 0
            if marks > MOST_MARKS:
                return at
    return None


def squeeze(text: str) -> str:
    """NFC, lower case, single spaces: equal for two spellings of the same words.

    The look-alikes ð (U+00F0) and ɖ (U+0256) give đ (U+0111); characters of no width are left
    out.
    """
    plain = nfc(text).casefold()
    return one_line(plain.translate(_SAME) if _ODD.search(plain) else plain)


UNSEEN: Final = "\xad\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width, which nobody sees."""
_SAME: Final = str.maketrans("ðɖ", "đđ", UNSEEN)
_ODD: Final = re.compile(f"[ðɖ{UNSEEN}]")


def one_line(text: str) -> str:
    """`text` without breaks of lines, so that none of it begins a line of its own."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Like :func:`squeeze`, and without accents: ``Không phát sinh`` gives ``khong phat sinh``."""
    plain = squeeze(text)
    return plain if plain.isascii() else "".join(map(_BARE.__getitem__, plain))


class _Bare(dict[str, str]):
    """Letters without their accents; filled when needed."""

    def __missing__(self, letter: str) -> str:
        parts = normalize("NFD", letter)
        bare = "".join(part for part in parts if not combining(part))
        return self.setdefault(letter, bare) if letter < _AFTER_LATIN else bare


_AFTER_LATIN: Final = "\u2000"
"""The letters of Latin script, and all marks that Vietnamese has, come before this one."""
_BARE: Final = _Bare({"đ": "d"})


SURE: Final = 0.8
"""Likeness, of 1, for suggesting a name where a wrong one would be another agency's."""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """The known word most like `word`, or an empty text where none is as like as `cutoff`."""
    from difflib import get_close_matches  # costs more than all else here; only for mistakes

    if len(word) > LONGEST_NAME:
        return ""
    folded = {fold(name): name for name in known if len(name) <= LONGEST_NAME}
    found = get_close_matches(fold(word), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


LONGEST_NAME: Final = 200
"""Characters beyond which a text is no name, and would take long to compare."""


class Nearest(Protocol):
    """What suggests a name as :func:`nearest` does."""

    def __call__(self, word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
        """The known word most like `word`."""


class Suggestions:
    """The nearest names for the first few that a file has wrong.

    A file with more of them is another kind of file, and to compare all of them would take long.
    """

    def __init__(self) -> None:
        self._left = SUGGESTIONS

    def nearest(self, word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
        """As :func:`nearest`; an empty text once there have been enough."""
        self._left -= 1
        return nearest(word, known, cutoff) if self._left >= 0 else ""


SUGGESTIONS: Final = 20
"""Wrong names of a file that get a suggestion."""


def shorten(text: str, most: int) -> str:
    """`text` if it has no more characters than `most`, else so many of it."""
    return text if len(text) <= most else text[: most - 1] + "…"


def visible(text: str, most: int = 200) -> str:
    r"""`text` from a file, made harmless to show: no control, direction or invisible characters.

    Each such character shows as its escape (``\x1b``), so that nothing acts and nothing hides;
    what is longer than `most` characters is cut.
    """
    text = shorten(text, most)
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
