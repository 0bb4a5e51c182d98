"""Where the rows of a CSV file stand: empty lines are no rows, and cells may run over several."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice


class Lines:
    """The lines on which a file's rows begin, counted as far as they are asked for."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._starts = array("Q")
        self._rest: Iterator[int] | None = None

    def of(self, row: int) -> int:
        """The line, counted from 1, of a row, counted from 0; 0 where the file hasn't got it."""
        if self._rest is None:
            self._rest = _starts(self._file)
        self._starts.extend(islice(self._rest, max(0, row + 1 - len(self._starts))))
        return self._starts[row] if row < len(self._starts) else 0


def _starts(file: str) -> Iterator[int]:
    within = False
    with open(file, "rb") as stream:
        for number, line in enumerate(stream, 1):
            if not within and line.strip(b"\r\n"):
                yield number
            if line.count(b'"') % 2:
                within = not within
