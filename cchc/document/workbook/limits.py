"""How much a workbook may hold; whatever counts is contents, never empty cells or formats."""

from __future__ import annotations

from typing import Final, NamedTuple

from cchc.diagnostics import Place, diagnostic
from cchc.errors import InputError

MAX_PARTS: Final = 1_000
MAX_SIZE: Final = 48 * 1024 * 1024
"""Bytes that the parts that are read may have when unpacked, and all that look like bombs."""
MAX_PACKED: Final = 200
"""Times its packed size that an honest part has; tables of numbers have some twenty."""
MAX_TAGS: Final = 6_000_000
"""Angle brackets of all parts that are parsed: a million rows of one empty cell have four each."""
MAX_DEPTH: Final = 100_000
"""Elements within one another, about; XML parsers remember each that is open."""
MAX_ATTRIBUTES: Final = 6_000_000
"""Equals signs of all parts that are parsed."""
MAX_NAMES: Final = 10_000
"""Different names of elements and attributes in one part; XML parsers keep each for ever."""
MAX_TOKEN: Final = 512 * 1024
"""Bytes of one tag with its attributes."""
MAX_FORMAT: Final = 255
"""Characters of a number format, which is Excel's own limit; a longer one shows nothing clear."""
MAX_CELLS: Final = 50_000
"""Cells with something in them, and those that merged ranges cover; a submission has a thousand."""
MAX_LETTERS: Final = 8 * 1024 * 1024
"""Characters of shared texts, each counted for every cell that has it; as many as a CSV file's."""
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 200
"""Where the last cell with something in it may stand."""


MAX_ROOM: Final = 2_000_000
"""Cells of the rectangles that the contents of all sheets span, empty ones included."""


class Budget:
    """What may still come of a workbook's cells, over all its sheets."""

    def __init__(self) -> None:
        self._left = MAX_CELLS
        self._letters = MAX_LETTERS

    def spend(self, cells: int = 1) -> None:
        """Takes in `cells` more cells.

        Raises:
            InputError: there are too many by now.
        """
        self._left -= cells
        if self._left < 0:
            raise too_many(MAX_CELLS)

    def spend_letters(self, letters: int) -> None:
        """Takes in a text that many cells may have.

        Raises:
            InputError: they are too many by now.
        """
        self._letters -= letters
        if self._letters < 0:
            raise too_many(MAX_LETTERS)


class Screened(NamedTuple):
    """A file that a library may read."""

    content: bytes
    errors: list[dict[tuple[int, int], str]]
    """For each sheet, in the order of the workbook, the errors that cells show, by row and column,
    since libraries take those cells for empty."""


class Room:
    """What a library that makes room for whole rectangles would need, sheet by sheet."""

    def __init__(self) -> None:
        self._budget = Budget()
        self._before = self._rows = self._columns = 0

    def begin_sheet(self) -> None:
        """What follows is in another sheet."""
        self._before += self._rows * self._columns
        self._rows = self._columns = 0

    def take(self, last: Place, cells: int = 1) -> None:
        """Takes in cells with something in them, up to the one at `last`.

        Raises:
            InputError: there are too many by now, or they span too much.
        """
        check_place(last)
        self._budget.spend(cells)
        self._rows, self._columns = max(self._rows, last.line), max(self._columns, last.column)
        if self._before + self._rows * self._columns > MAX_ROOM:
            raise too_many(MAX_ROOM)


def too_many(limit: int) -> InputError:
    """What is raised where a workbook has more of something than `limit`."""
    return InputError(diagnostic("too-many-values", limit=limit))


def check_place(place: Place) -> None:
    """Lets a cell pass if it stands where a submission may have figures.

    Raises:
        InputError: it is too far out.
    """
    if place.line > MAX_ROWS or place.column > MAX_COLUMNS:
        last = Place(MAX_ROWS, MAX_COLUMNS).cell
        raise InputError(diagnostic("sheet-too-large", cell=place.cell, last=last))
