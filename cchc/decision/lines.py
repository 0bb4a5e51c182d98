"""The lines of a source, without what extraction printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cchc.decision.model import Line, Unread
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
_APART: Final = re.compile(r"(?<=[.;])\s+(?=\((?:[2-9]|[1-9]\d)\)\s+[^\W\d_a-zà-ỹ])")
"""Where a line holds the next entry of a list, too: "(6) …. (7) Mức độ …"."""
_YEAR_BEGUN: Final = re.compile(r"\b20\d\d$")
_YEAR_GOES_ON: Final = re.compile(r"[-–] ?20\d\d\b")
"""Years from one to another that a line's end separated."""
_LONG: Final = 2_000
"""Characters of a line that isn't lengthened any more."""
_SPACE: Final = re.compile(r"\s+")
_SYMBOL_BULLET: Final = re.compile("^[\ue000-\uf8ff] ?")
_SYMBOL: Final = re.compile("[\ue000-\uf8ff\ufffd]")
"""Signs that only some font shows, or that were lost when the text was saved."""
UNREAD: Final = "\ufffc"
"""Stands around what a program showed and isn't text."""
_UNREAD: Final = re.compile(f"{UNREAD}(?:([a-z]+):([^{UNREAD}]*){UNREAD})?")


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that aren't empty, tidied."""
    return tidied(text.splitlines())


def tidied(texts: Iterable[str]) -> list[Line]:
    """The lines that aren't empty, numbered: single spaces, nothing that can't be seen.

    Bullets of Word's symbol fonts, which no other font shows, become dashes.  Tabs between the
    cells of a table that was copied become bars.
    """
    found: list[Line] = []
    for number, text in enumerate(texts, 1):
        for piece in _APART.split(_tidy(text, number)):
            if found and _goes_on(found[-1].text, piece):
                found[-1] = found[-1]._replace(text=f"{found[-1].text} {piece}")
            elif piece:
                found.append(Line(number, piece))
    return found


def _goes_on(text: str, more: str) -> bool:
    """Whether a line's end separated years from one to another; no line is lengthened for ever."""
    begun = _YEAR_BEGUN.search(text) if len(text) < _LONG else None
    return bool(begun and _YEAR_GOES_ON.match(more))


def _tidy(text: str, number: int) -> str:
    if text.count("\t") >= _TABS:
        text = text.replace("\t", "|")
    text = normal(_SPACE.sub(" ", text).strip(), Place(number, 1))
    text = _SYMBOL_BULLET.sub("- ", text)
    text = _SYMBOL.sub(lambda sign: f"{UNREAD}symbol:U+{ord(sign[0]):04X}{UNREAD}", text)
    return text if text.isprintable() else "".join(filter(str.isprintable, text)).strip()


def parted(line: Line) -> tuple[Line, list[Unread]]:
    """`line` without what isn't text in it, and that."""
    found = [
        Unread(line.number, match[1] or "picture", match[2] or "")
        for match in _UNREAD.finditer(line.text)
    ]
    return Line(line.number, _SPACE.sub(" ", _UNREAD.sub("", line.text)).strip()), found


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
