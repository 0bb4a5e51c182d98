"""The lines of a source, without what extraction printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cchc.decision.model import Line
from cchc.diagnostics import Place
from cchc.document.normal import normal

_OPENING: Final = 40
"""Lines among which the opening is looked for."""
_TELLING: Final = 30
"""Characters from which on a line of text is not there twice by chance."""
_TABS: Final = 3
"""Tabs from which on a line is a row of a table."""
_OF_ANY: Final = re.compile(r"\||CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập", re.IGNORECASE)
"""What stands in any decision, and in it above each appendix: tables, the letterhead."""
_SPACE: Final = re.compile(r"\s+")
_SYMBOL_BULLET: Final = re.compile("^[\ue000-\uf8ff] ?")


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that aren't empty, tidied."""
    return without_repeated_opening(tidied(text.splitlines()))


def tidied(texts: Iterable[str]) -> list[Line]:
    """The lines that aren't empty, numbered: single spaces, nothing that can't be seen.

    Bullets of Word's symbol fonts, which no other font shows, become dashes.  Tabs between the
    cells of a table that was copied become bars.
    """
    found = (Line(number, _tidy(text, number)) for number, text in enumerate(texts, 1))
    return [line for line in found if line.text]


def _tidy(text: str, number: int) -> str:
    if text.count("\t") >= _TABS:
        text = text.replace("\t", "|")
    text = normal(_SPACE.sub(" ", text).strip(), Place(number, 1))
    text = _SYMBOL_BULLET.sub("- ", text)
    return text if text.isprintable() else "".join(filter(str.isprintable, text)).strip()


def without_repeated_opening(lines: Sequence[Line]) -> list[Line]:
    """`lines` from where they begin anew for the last time, if the opening is there twice.

    Web pages print a document's opening as a teaser, then the whole document.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(line.text, []).append(index)
    for start, line in enumerate(lines[:_OPENING]):
        again = places[line.text][-1]
        telling = len(line.text) >= _TELLING and not _OF_ANY.search(line.text)
        near = start < again <= start + _OPENING
        if telling and near and _same(lines, start, again):
            return [*lines[:start], *lines[again:]]
    return list(lines)


def _same(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether three lines from `first` on stand again from `second` on."""
    parts = ([line.text for line in lines[at : at + 3]] for at in (first, second))
    return next(parts) == next(parts)
