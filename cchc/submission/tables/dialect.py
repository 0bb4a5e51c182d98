"""Whether a text is a table of figures, and what separates its cells, by its words."""

from __future__ import annotations

import re
from typing import Final

from cchc.diagnostics import diagnostic, lines_of
from cchc.document.csv import DELIMITERS, MAX_CELLS, hinted_delimiter, parse
from cchc.document.nodes import Scalar
from cchc.document.table import Cell, Row, Sheet
from cchc.errors import InputError
from cchc.submission.columns import is_word
from cchc.submission.tables.headings import find_heading

_LOOKED_AT: Final = 60
"""Lines of a text that tell whether it is a table."""
_WHOLE: Final = re.compile(r'\s*"[^"]*(?:""[^"]*)*"([;\t,|]?)[;\t,|\s]*')
"""A line that is one quoted cell, perhaps with empty ones behind it."""
_QUOTED: Final = re.compile(r' *"([^"]*(?:""[^"]*)*)"')


def delimiter_of(text: str) -> str:
    """What separates the cells of `text`, by the words of a table of figures; empty for none."""
    lines = text[:50_000].splitlines()[:_LOOKED_AT]
    counts = {delimiter: sum(_words(line, delimiter) for line in lines) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    hint = hinted_delimiter(text)
    if hint and (counts[hint] or not counts[best]):
        return hint
    if not counts[best]:
        return ""
    wholes = [match[1] for line in lines if (match := _WHOLE.fullmatch(line))]
    return next(filter(None, wholes), best)  # what follows a quoted line separates cells


def _words(line: str, delimiter: str) -> int:
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    if len(cells) < 2 or cells[0].startswith("#"):  # a comment of YAML
        return 0
    return sum(map(is_word, cells))


def unfolded(sheet: Sheet, text: str = "") -> Sheet:
    """`sheet`, whose rows are cut into cells where each is a whole line of CSV in one cell.

    So they become when a CSV file is opened without its delimiter, and saved again.

    Args:
        sheet: the rows as they were found.
        text: what they were read from, if it was a text.
    """
    lone = [found for row in sheet.rows if (found := _only(row))]
    words = "\n".join(cell.scalar.text for cell in lone[:_LOOKED_AT])
    if 2 * len(lone) <= len(sheet.rows) or not (delimiter := delimiter_of(words)):
        return sheet
    if any(map(find_heading, sheet.rows)):
        return sheet
    lines = lines_of(text)
    rows = [_cut(row, delimiter, lines) for row in sheet.rows]
    if sum(row.width for row in rows) > MAX_CELLS:
        raise InputError(diagnostic("too-many-values", limit=MAX_CELLS))
    return sheet._replace(rows=rows)


def _only(row: Row) -> Cell | None:
    """The cell of a row with one only."""
    filled = [cell for cell in row.cells.values() if not cell.is_blank]
    return filled[0] if len(filled) == 1 else None


def _cut(row: Row, delimiter: str, lines: list[str]) -> Row:
    cell = _only(row)
    if cell is None:
        return row
    line = _as_written(cell.scalar, lines)
    if delimiter not in line:
        return row
    try:
        (cut,) = parse(line, delimiter).rows
    except (InputError, ValueError):  # a quotation mark too many, or several lines in the cell
        return row
    cells = {
        number: cell._replace(scalar=_within(cell.scalar, line, part.scalar))
        for number, part in cut.cells.items()
    }
    return cut._replace(number=row.number, cells=cells)


def _as_written(cell: Scalar, lines: list[str]) -> str:
    """A cell's text with the blanks at its ends, where tabs may separate cells."""
    if cell.place.sheet or cell.plain:
        return cell.text
    match = _QUOTED.match(lines[cell.place.line - 1], cell.place.column - 1)
    return match[1].replace('""', '"') if match else cell.text


def _within(cell: Scalar, line: str, part: Scalar) -> Scalar:
    """A part of a line at its own place; in a sheet, at the cell that holds all of the line.

    In a text file, the line stands in quotation marks, and its own are doubled.
    """
    if cell.place.sheet:
        return part._replace(place=cell.place)
    offset = part.place.column - 1
    doubled = line[:offset].count('"') if not cell.plain else 0
    column = cell.place.column + offset + doubled + (not cell.plain)
    return part._replace(place=cell.place._replace(column=column))
