"""Whether a text is a table of figures, and what parts its cells, by the words that it uses."""

from __future__ import annotations

from typing import Final

from cchc.document.csv import DELIMITERS, hinted_delimiter
from cchc.submission.columns import is_word

_LOOKED_AT: Final = 60
"""Lines of a text that tell whether it is a table."""


def delimiter_of(text: str) -> str:
    """What parts the cells of `text`, by the words of a table of figures; empty if it is none."""
    if hint := hinted_delimiter(text):
        return hint
    lines = text[:50_000].splitlines()[:_LOOKED_AT]
    counts = {delimiter: sum(_words(line, delimiter) for line in lines) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else ""


def _words(line: str, delimiter: str) -> int:
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    if len(cells) < 2 or cells[0].startswith("#"):  # a comment of YAML
        return 0
    return sum(map(is_word, cells))
