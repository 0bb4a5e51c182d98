"""How wide a table's columns are: as little height as the page's width allows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import product
from typing import Final, NamedTuple

GAP: Final = 1
"""Blanks between two columns."""


class Shape(NamedTuple):
    """One way to set a column."""

    heading: str
    width: int
    texts: Sequence[str]
    heights: Sequence[int]
    """Lines that each text takes."""


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a cell; a word is broken only where it is wider than the column."""
    lines: list[str] = []
    for part in text.split("\n"):
        whole = len(part) <= width
        lines += [part] if whole else textwrap.wrap(part, width, break_on_hyphens=False)
    return lines


def shapes(
    heading: str, whole: Sequence[str], stacked: Sequence[str] = (), *, tight: bool = False
) -> list[Shape]:
    """The ways to set a column, the widest first.

    Args:
        heading: what stands above it.
        whole: each cell in one line.
        stacked: each cell with a break where it bears one best; without them, cells are wrapped
            between words where need be.
        tight: whether it may be no wider than its longest word.
    """
    words = [word for text in (heading, *whole) for word in text.split()]
    least = max(map(len, words), default=0)
    halves = stacked or [text.replace(" ", "\n", 1) for text in whole]
    firsts = [text.partition("\n")[0] for text in halves]
    found = [_shape(heading, whole, _widest((heading, *whole)))]
    widths = [_widest((heading, *halves)), _widest((*heading.split(), *halves))]
    widths += [max(least, _widest((*heading.split(), *firsts)))] if stacked else []
    widths += [least] if tight else []
    for width in widths:
        if least <= width < found[-1].width:
            found.append(_shape(heading, stacked or whole, width))
    return found


def fitted(
    fixed: Sequence[Sequence[Shape]], flexible: Sequence[str], least: int, width: int
) -> tuple[tuple[Shape, ...], int]:
    """A shape for each column, and the width that is left for the one that takes any.

    Chosen are those that make the table lowest; of equals, the widest.

    Args:
        fixed: the shapes to choose from, for each column.
        flexible: the texts of the column that is wrapped to what is left.
        least: the least width of that column.
        width: of the page, in columns of the terminal.
    """
    longest = _widest(flexible)
    chosen, lowest = tuple(each[-1] for each in fixed), None
    for candidate in product(*fixed):
        left = min(longest, width - sum(each.width + GAP for each in candidate))
        if left < least:
            continue
        columns = zip(*(each.heights for each in candidate), strict=True)
        heights = (
            max(*beside, _estimated(text, left))
            for text, beside in zip(flexible, columns, strict=True)
        )
        headings = (len(wrapped(each.heading, each.width)) for each in candidate)
        height = max(headings, default=0) + sum(heights)
        if lowest is None or height < lowest:
            chosen, lowest = candidate, height
    left = width - sum(each.width + GAP for each in chosen)
    return chosen, max(least, min(longest, left))


def _estimated(text: str, width: int) -> int:
    """About how many lines `text` takes: lines of words end a little before the edge."""
    return 1 if len(text) <= width else -(-(len(text) + len(text) // 8) // width)


def _shape(heading: str, texts: Sequence[str], width: int) -> Shape:
    return Shape(heading, width, texts, [len(wrapped(text, width)) for text in texts])


def _widest(texts: Sequence[str]) -> int:
    return max((len(line) for text in texts for line in text.split("\n")), default=0)
