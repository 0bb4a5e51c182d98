"""A plan as drafted, with the words that each of its entries was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Generic, NamedTuple, TypeVar

from cchc.plan.model import Entry, Plan, Text
from cchc.trace.model import Finding

TO_FILL: Final = "CẦN XÁC NHẬN"
"""What stands where the decision's words give nothing to put."""
SHORT: Final = 80
"""Characters of a title."""

_Entry = TypeVar("_Entry", bound=Entry)


class Origin(NamedTuple):
    """The words that an entry was made from."""

    line: int
    """Line of the source; 0 for an entry that nothing in it speaks of."""
    words: str
    without_op: bool = False
    """Whether the words give a figure and don't say whether it is a least or a most."""


NOWHERE: Final = Origin(0, "")


class Drafted(NamedTuple, Generic[_Entry]):
    """An entry and where it comes from."""

    entry: _Entry
    origin: Origin


class Draft(NamedTuple):
    """A plan that a person has to confirm."""

    plan: Plan
    origins: Mapping[tuple[str, str], Origin]
    """By the name of the entry's list and its id."""
    left: tuple[Finding, ...] = ()
    """What the text has and the draft hasn't."""


def both(words: str) -> Text:
    """A text that nobody has translated yet; one to be filled in where there are no words."""
    return Text(words or TO_FILL, words or TO_FILL)


def titled(words: str, most: int = SHORT) -> str:
    """`words` as a title: without the signs around them, cut between two words."""
    words = words.strip(" \t-–—+•*.,;:")
    if len(words) > most:
        cut = words[:most].rsplit(" ", 1)[0]
        words = cut.rstrip(" .,;:") + "…"
    return words[:1].upper() + words[1:]
