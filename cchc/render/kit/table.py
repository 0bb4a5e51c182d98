"""Tables and text for people: plain at 80 columns, coloured on a terminal."""

from __future__ import annotations

import textwrap
from bisect import bisect, bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, TextIO, TypeAlias

from cchc.diagnostics import Diagnostic
from cchc.messages import Messages
from cchc.render.kit.columns import GAP, wrapped
from cchc.render.look import Look
from cchc.text import legible, visible

if TYPE_CHECKING:
    from rich.console import Console

Cell: TypeAlias = tuple[str, str]
"""A text and its style."""
Row: TypeAlias = tuple[Cell, ...]


def plain(*texts: str) -> Row:
    """A row without styles."""
    return tuple((text, "") for text in texts)


def excerpt(problem: Diagnostic, width: int) -> tuple[str, str] | None:
    """The line of the file that a problem is about, and one that marks the column below it.

    Long lines are cut around the place, so that both fit into `width` columns.
    """
    from rich.cells import cell_len

    if not problem.place:
        return None
    at = problem.place.column - 1
    start = max(0, at - width)
    if not problem.excerpt[start : at + width].strip():
        return None
    before = visible(problem.excerpt[start:at].replace("\t", " "), most=width + 1)
    after = visible(problem.excerpt[at : at + width + 1].replace("\t", " "), most=width + 2)
    if start or (cell_len(before + after) > width and cell_len(before) > width // 2):
        narrow = bisect(range(len(before)), -(width // 2), key=lambda n: -cell_len(before[n:]))
        before = f"…{before[narrow:]}"
    if cell_len(before + after) > width:
        wide = bisect_left(range(1, len(after)), width, key=lambda n: cell_len(before + after[:n]))
        after = f"{after[:wide]}…"
    return (before + after).rstrip(), f"{' ' * cell_len(before)}^"


WIDE = 100
"""Columns of a page from which on a clause of the decision stays in one piece."""


class Page:
    """Where a report is written: paragraphs, grids, and nothing that reads as markup."""

    def __init__(self, look: Look, out: TextIO) -> None:
        self.messages: Messages = look.messages
        self.width = look.width
        self._look = look
        self._out = out

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph, wrapped."""
        for part in textwrap.wrap(self.fit(text), self.width, break_on_hyphens=False) or [""]:
            self._print(part, style)

    def item(self, text: str, style: str = "", indent: int = 2) -> None:
        """A paragraph set in from the margin, its further lines a little more."""
        first, rest = " " * indent, " " * (indent + 2)
        lines = textwrap.wrap(
            self.fit(text),
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words=False,  # a place in a file stays whole, to be copied or clicked
        )
        for part in lines:
            self._print(part, style)

    def excerpt(self, problem: Diagnostic, indent: int = 6) -> None:
        """The line that a problem is about, with a mark under the place."""
        if lines := excerpt(problem, self.width - indent):
            for line in lines:
                self._print(" " * indent + self.fit(line), "dim")

    def single(self, text: str, style: str = "") -> None:
        """One line, however long: for what is searched or counted by line."""
        self._print(self.fit(text), style)

    def heading(self, text: str, style: str = "bold") -> None:
        """A heading, with an empty line before it."""
        self._print("", "")
        self.line(text, style)

    def grid(self, columns: Iterable[tuple[str, int]], rows: Iterable[Row]) -> None:
        """A table with these headings and widths; no lines, so that it reads when copied.

        A row of one cell runs across all columns.
        """
        columns = tuple(columns)
        widths = [width for _, width in columns]
        if any(heading for heading, _ in columns):
            self._row(widths, tuple((heading, "bold") for heading, _ in columns))
        for row in rows:
            if len(row) < len(widths):
                self.line(*row[0])
            else:
                self._row(widths, row)

    def _row(self, widths: Sequence[int], row: Row) -> None:
        cells = [
            wrapped(self.fit(text), width) for (text, _), width in zip(row, widths, strict=True)
        ]
        for line in zip_longest(*cells, fillvalue=""):
            self._spans([(text, style) for text, (_, style) in zip(line, row, strict=True)], widths)

    def _spans(self, texts: Row | list[Cell], widths: Sequence[int]) -> None:
        """One line of cells, each filled up to its column's width."""
        from rich.cells import cell_len

        filled = [
            (text + " " * (width - cell_len(text)), style)
            for (text, style), width in zip(texts, widths, strict=True)
        ]
        if self._look.colour:
            from rich.text import Text

            line = Text(" " * GAP).join(Text(*cell) for cell in filled)
            line.rstrip()
            self._console.print(line, soft_wrap=True)
        else:
            self._print((" " * GAP).join(text for text, _ in filled).rstrip(), "")

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=self._out,
            width=self.width,
            color_system=self._look.colour,
            force_terminal=self._look.colour is not None,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def _print(self, text: str, style: str) -> None:
        if style and self._look.colour:
            from rich.text import Text

            self._console.print(Text(text, style), soft_wrap=True)
        else:  # rich costs more than all the rest of a line
            self._out.write(f"{text}\n")

    def fit(self, text: str) -> str:
        """`text` in the letters that the output can write."""
        return legible(text, self._look.encoding)
