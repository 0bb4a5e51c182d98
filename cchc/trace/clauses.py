"""The words of an item of targets: its figures, and where its clauses begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import Final

from cchc.decision.figures import StatedFigure, figures
from cchc.decision.names import plain

_PIECES: Final = re.compile(r"[;:,.]\s|\bvà\b|\btrong (?:số )?đó\b", re.IGNORECASE)
"""Where an item can be cut into clauses."""


class Words:
    """What is worked out once of an item, however many targets cite it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def figures(self) -> tuple[StatedFigure, ...]:
        """The figures, in their order."""
        return figures(self.text)

    @cached_property
    def plain(self) -> str:
        """The words as they are compared."""
        return plain(self.text)

    @cached_property
    def clauses(self) -> int:
        """How many clauses there are, at most."""
        return self.clauses_before(len(self.text))

    def clauses_before(self, end: int) -> int:
        """How many clauses, at most, have begun before `end`: "from 80% to 90%" are two."""
        return max(bisect_left(self._pieces, end), bisect_left(self._starts, end))

    @cached_property
    def _pieces(self) -> list[int]:
        """Where the first word of each clause begins."""
        cuts = [match.span() for match in _PIECES.finditer(self.text)]
        begins = [0, *(end for _, end in cuts)]
        ends = [*(begin for begin, _ in cuts), len(self.text)]
        pieces = (self.text[begin:end] for begin, end in zip(begins, ends, strict=True))
        return [
            begin + len(piece) - len(piece.lstrip())
            for begin, piece in zip(begins, pieces, strict=True)
            if piece.strip()
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.figures]
