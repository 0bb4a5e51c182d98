r"""Patterns of the texts that cchc takes for one and the same, as JSON Schema can state them.

JSON Schema knows no capitals, accents or look-alikes, so that a pattern has to name every letter
in all of its forms.  The patterns keep to what ECMAScript (with the flag ``u``) and Python read
alike.  A text with characters that nobody sees, or with accents that stand by themselves, is
accepted whatever it says: every letter's pattern would be several times as long, and `cchc check`
reads such a text all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from typing import Final
from unicodedata import combining

from cchc.submission.numbers import LOOK_ALIKES, QUOTES
from cchc.text import UNSEEN, fold, squeeze

_LETTERS: Final = range(0x80, 0x2200)
"""Where those characters lie that are a Latin letter with something added."""
_ACCENTS: Final = range(0x300, 0x370)
"""The accents that follow their letter as characters of their own."""
_DIGITS: Final = "0123456789"
_ACTING: Final = r"\^$.|?*+()[]{}/"
"""What means something else in a pattern."""


def any_of(patterns: Iterable[str]) -> str:
    """One of several patterns; of none, what nothing matches."""
    return f"(?:{'|'.join(patterns) or '(?!)'})"


def whole(pattern: str, edge: str = "") -> str:
    """The whole of a text, but for what may stand at both of its ends."""
    return f"^{edge}(?:{pattern}){edge}$"


def in_sight(pattern: str) -> str:
    """`pattern` for texts of which nothing is hidden; any other is accepted."""
    return f"{_HIDDEN}|{pattern}"


def charset(characters: Iterable[str], *, blank: bool = False) -> str:
    """The class of some characters, in ranges; `blank` adds white space."""
    codes = sorted(set(map(ord, characters)))
    runs = groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    ranges = "".join(_range([code for _, code in run]) for _, run in runs)
    return rf"[\s{ranges}]" if blank else f"[{ranges}]"


def _range(codes: list[int]) -> str:
    if len(codes) < 3:
        return "".join(map(_shown, codes))
    return f"{_shown(codes[0])}-{_shown(codes[-1])}"


def _shown(code: int) -> str:
    """One character of a class, escaped where it would act or could not be seen."""
    letter = chr(code)
    if letter in r"\]^-[":
        return f"\\{letter}"
    return letter if letter.isprintable() and not combining(letter) else f"\\u{code:04x}"


_HIDDEN: Final = charset([*UNSEEN, *map(chr, _ACCENTS)])


# Words


def folded(text: str) -> str:
    """All that :func:`cchc.text.fold` makes `text` of, which is folded already."""
    return "".join(_forms_of(letter, fold) for letter in text)


def spelled(text: str) -> str:
    """All that :func:`cchc.text.squeeze` makes `text` of, which is squeezed already."""
    return "".join(_forms_of(letter, squeeze) for letter in text)


def literal(text: str) -> str:
    """`text` as it stands."""
    return "".join(charset(letter) if letter in _ACTING else letter for letter in text)


def cased(text: str) -> str:
    """`text`, which is plain ASCII, in capitals or small letters."""
    return "".join(charset((letter.lower(), letter.upper())) for letter in text)


def _forms_of(letter: str, same: Callable[[str], str]) -> str:
    if letter == " ":
        return r"\s+"
    return charset({letter, letter.upper()} | _forms(same)[letter])


@cache
def _forms(same: Callable[[str], str]) -> defaultdict[str, set[str]]:
    """The characters that `same` makes one letter of, by that letter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for letter in map(chr, _LETTERS):
        found[same(letter)].add(letter)
    return found


LETTER: Final = charset(
    letter for letter in map(chr, (*range(0x250), *range(0x1E00, 0x1F00))) if letter.isalpha()
)
"""A letter of the words that may stand beside a figure."""


# Figures


EDGE: Final = charset(QUOTES, blank=True) + "*"
"""What may stand around a figure, or around one side of a fraction."""
_WRAPPED: Final = r'(?:\s*=(?="[\s\S]*"\s*$))?'
"""The sign with which spreadsheets keep a text as it is: ``="92,5%"``."""


def figure(pattern: str) -> str:
    """The whole of a text that is a figure, be it at the end of a sentence."""
    stop = signs("[.]")
    no_number = rf"(?![\s\S]*{signs('[0-9]')}{EDGE}{stop}{EDGE}$)"
    return in_sight(f"^{no_number}{_WRAPPED}{EDGE}(?:{pattern})(?:{EDGE}{stop})?{EDGE}$")


def signs(pattern: str) -> str:
    """`pattern`, in which each class of signs is written as itself, with what looks like them."""
    return re.sub(r"\[(.+?)\]", lambda found: alike(found[1]), pattern)


def alike(some: str) -> str:
    """The class of some signs (``0-9``, ``+-``) and of what looks like them."""
    ranged = re.fullmatch(r"(\d)-(\d)", some)
    if ranged:
        some = _DIGITS[int(ranged[1]) : int(ranged[2]) + 1]
    look_alikes = (chr(code) for code, sign in LOOK_ALIKES.items() if sign and chr(sign) in some)
    return charset([*some, *look_alikes])
