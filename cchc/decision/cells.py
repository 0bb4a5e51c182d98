"""Cells of tables that extraction may have taken apart, and the groups that rows are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cchc.decision.model import Line
from cchc.decision.words import ROMAN
from cchc.text import fold

NUMBER: Final = re.compile(r"(?:[1-9][0-9]?\.){0,3}0{0,2}([1-9][0-9]{0,2})[.)]?")
GROUP: Final = re.compile(r"([A-HĐ])(?:[.)]|[.)]?\s+(\D.*)|)")
"""A letter that groups parts; none that is a Roman numeral too."""
_CELL_LINES: Final = 30
"""Lines that a cell may have between two bars that stand alone."""
PART: Final = re.compile(rf"({ROMAN})[.)]?(?:\s+(\D.*))?")
WHOLE: Final = 4
"""Cells from which on a line is a whole row of a table, not one of its cells."""
_OF_NUMBERS: Final = re.compile(r"(so )?tt|stt")
"""The heading of the column of numbers."""


class TextCell(NamedTuple):
    """A cell as it stands in the text."""

    text: str
    line: int
    leads: bool
    """Whether it is the first of several in its line, or stands between the rows of a table."""
    whole: bool = False
    """Whether its line is a whole row."""


def whole_cells(lines: Sequence[Line]) -> Iterator[Line]:
    """`lines`, with a cell that stands between two bars of their own as a line with its bar."""
    between: list[Line] | None = None
    for line in lines:
        if line.text == "|":
            if between and len(between) <= _CELL_LINES:
                yield Line(between[0].number, " ".join(one.text for one in between) + " |")
            else:
                yield from between or ()
                yield line
            between = []
        elif between is not None and "|" not in line.text:
            between.append(line)
        else:
            yield from between or ()
            between = None
            yield line
    yield from between or ()


def pieces(text: str) -> list[str]:
    """The cells of a line: what its bars part, without what is outside the outer ones."""
    found = [piece.strip() for piece in text.split("|")]
    if len(found) > 1 and not found[0]:
        del found[0]
    if len(found) > 1 and not found[-1]:
        del found[-1]
    return found if "|" in text else []


def cells(lines: Sequence[Line]) -> Iterator[TextCell]:
    """What stands before a bar, be it the only one of its line; a part's heading without any."""
    before: list[str] = []
    blank = True
    for line in lines:
        row = pieces(line.text)
        if not row:
            if (match := PART.fullmatch(line.text)) and _is_title(match, before):
                yield TextCell(line.text, line.number, leads=True)
            before.append(line.text)  # a cell of several lines, if a bar follows
            continue
        if before and len(row) == 1 and row[0]:
            row[0] = " ".join([*before, row[0]])
        whole = len(row) >= WHOLE or (line.text.startswith("|") and bool(row[0]))
        for place, text in enumerate(row):
            leads = not place and (whole or len(row) > 1 or blank)
            yield TextCell(text, line.number, leads=leads, whole=whole)
            blank = not text
        before = []


def _is_title(part: re.Match[str], before: Sequence[str]) -> bool:
    """Whether a line is a part's heading, and not what a cell of several lines goes on with."""
    return part[0].upper() == part[0] or (not before and bool(part[2]) and part[2][0].isupper())


def groups(found: Iterator[TextCell]) -> Iterator[list[TextCell]]:
    """Cells from each one that begins a row, a part or a heading up to the next."""
    group: list[TextCell] = []
    for cell in found:
        if cell.leads and (cell.whole or _begins(cell.text)):
            if group:
                yield group
            group = [cell]
        elif group:
            group.append(cell)
    if group:
        yield group


def _begins(text: str) -> bool:
    patterns = NUMBER.fullmatch(text), PART.fullmatch(text), GROUP.fullmatch(text)
    return any(patterns) or bool(_OF_NUMBERS.fullmatch(fold(text)))
