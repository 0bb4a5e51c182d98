"""Ids from words: the first telling ones, without accents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from cchc.text import fold, squeeze

_WORD: Final = re.compile(r"[^\W\d_]+")
_SLUG: Final = re.compile(r"[a-z]+")
_MOST: Final = 5
"""Words of an id."""
_LONGEST: Final = 20
"""Characters of a word."""
_SILENT: Final = re.compile(
    "và|của|các|được|theo|đạt|từ|trở|lên|tối|thiểu|đã|ít|nhất|cho|trong|là|phấn|đấu|với|so|do|những"
    "|khi|đến|về|tại|có|không|quá|tỷ|tỉ|lệ|đó"
)
"""Words that tell two clauses apart least."""


class Ids:
    """The ids of one list, each given once."""

    def __init__(self, separator: str, taken: Iterable[str] = ()) -> None:
        self._separator = separator
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def make(self, words: str, otherwise: str) -> str:
        """An id from `words`; from `otherwise`, which is one, where they give none."""
        base = self._separator.join(telling(words)) or otherwise
        id, number = base, self._last.get(base, 1)
        while id in self._taken:
            number += 1
            id = f"{base}{self._separator}{number}"
        self._taken.add(id)
        self._last[base] = number
        return id


def telling(words: str) -> list[str]:
    """The first words that tell something, without accents; figures aren't words."""
    found = _WORD.findall(squeeze(words))
    chosen = [word for word in found if not _SILENT.fullmatch(word)] or found
    slugs = (match for word in chosen if (match := _SLUG.fullmatch(fold(word))))
    return [match[0][:_LONGEST] for match in islice(slugs, _MOST)]
