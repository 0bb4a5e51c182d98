"""CSV as rows of cells, each with the line and column where it begins.

Python's own reader gives neither columns nor whether a cell stood in quotation marks, and both
are needed: the one to say where a slip is, the other to see ``92,5`` torn in two.  The grammar is
the same (RFC 4180), which a test holds against that reader, but for Excel's ``="text"``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from cchc.diagnostics import Place, diagnostic, lines_of
from cchc.document.encoding import refuse_control_characters
from cchc.document.nodes import Scalar
from cchc.document.normal import normal
from cchc.document.table import Cell, Row, Sheet
from cchc.errors import InputError

DELIMITERS: Final = ";\t,|"
"""What may separate cells; what comes first is preferred."""
MAX_CELLS: Final = 50_000
"""Cells of a file; a submission has some thousand."""

_HINT: Final = re.compile(r'"?sep=([;\t,|])"?[ \t;,|]*(?=\r|\n|$)', re.IGNORECASE)
"""Excel's own first line, which names the delimiter; other programs quote it or fill it up."""
_TEXT_FORMULA: Final = re.compile(r'\s*="([^"]*(?:""[^"]*)*)"\s*')
"""``="92,5%"``: how programs keep Excel from making something else of a text."""
_BREAK: Final = "\r\n"
_DIGITS: Final = re.compile(r"\s*[+-]?[0-9]+\s*")
_DECIMALS: Final = re.compile(r"\s*[0-9]+\s*%?")


class _Field(NamedTuple):
    text: str
    quoted: bool
    start: int
    end: int


def parse(text: str, delimiter: str) -> Sheet:
    """The rows of `text`.

    Raises:
        InputError: empty, a quotation mark that isn't closed or closes in the middle of a cell,
            a control character, or too many cells.
    """
    refuse_control_characters(text)
    if not text.strip():
        raise InputError(diagnostic("empty"))
    hint = _HINT.match(text)
    position = hint.end() if hint else 0
    scanner = _Scanner(text, delimiter)
    rows = []
    count = 0
    while position < len(text):
        fields, position = scanner.record(position)
        count += len(fields)
        if count > MAX_CELLS:
            raise InputError(diagnostic("too-many-values", limit=MAX_CELLS))
        row = scanner.row(fields)
        if row.cells:
            rows.append(row)
    return Sheet("", rows)


def likely_delimiter(text: str) -> str:
    """The delimiter that the text has most of."""
    return max(DELIMITERS, key=text.count)


def hinted_delimiter(text: str) -> str:
    """The delimiter that the text's own first line names; empty where it names none."""
    hint = _HINT.match(text)
    return hint[1] if hint else ""


class _Scanner:
    """Cuts a text into fields and knows the place of each."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self._plain = re.compile(f"[^{delimiter}{_BREAK}]*")
        self._quoted = re.compile(r' *"([^"]*(?:""[^"]*)*)("?) *')
        self._formula = re.compile(
            f' *="([^"{_BREAK}]*(?:""[^"{_BREAK}]*)*)" *(?=[{delimiter}{_BREAK}]|$)'
        )
        self._starts = [0]
        for line in lines_of(text)[:-1]:
            end = self._starts[-1] + len(line)
            self._starts.append(end + (2 if text.startswith("\r\n", end) else 1))

    def record(self, position: int) -> tuple[list[_Field], int]:
        """The fields from `position` to the end of their record, and where the next begins."""
        fields = []
        while True:
            field = self._field(position)
            fields.append(field)
            if len(fields) > MAX_CELLS:
                raise InputError(diagnostic("too-many-values", limit=MAX_CELLS))
            if not self.text.startswith(self.delimiter, field.end):
                break
            position = field.end + 1
        return fields, field.end + (2 if self.text.startswith("\r\n", field.end) else 1)

    def _field(self, position: int) -> _Field:
        if match := self._formula.match(self.text, position):
            return _Field(match[1].replace('""', '"'), True, position, match.end())
        match = self._quoted.match(self.text, position)
        if match is None:
            match = self._plain.match(self.text, position)
            assert match  # an empty text matches
            indent = len(match[0]) - len(match[0].lstrip())
            return _Field(match[0], False, position + indent, match.end())
        if not match[2]:
            raise InputError(diagnostic("csv-unclosed-quote", self.place(position)))
        after = self.text[match.end() : match.end() + 1]
        if after and after not in self.delimiter + _BREAK:
            if any(sign in match[1] for sign in _BREAK):
                # It ran on to the next cell's quotation mark, lines below.
                raise InputError(diagnostic("csv-unclosed-quote", self.place(position)))
            raise InputError(diagnostic("csv-after-quote", self.place(match.end()), found=after))
        content = match[1].replace('""', '"')
        if formula := _TEXT_FORMULA.fullmatch(content):
            content = formula[1].replace('""', '"')
        return _Field(content, True, position, match.end())

    def row(self, fields: list[_Field]) -> Row:
        """The fields that aren't empty, as cells."""
        cells = {
            column: Cell(Scalar(text, self.place(field.start), not field.quoted))
            for column, field in enumerate(fields, 1)
            if (text := normal(field.text, self.place(field.start)).strip())
        }
        torn = dict(_torn(fields)) if self.delimiter == "," else {}
        return Row(self.place(fields[0].start).line, cells, len(fields), torn)

    def place(self, index: int) -> Place:
        """The place of the character at `index`."""
        line = bisect_right(self._starts, index)
        return Place(line, index - self._starts[line - 1] + 1)


def _torn(fields: list[_Field]) -> Iterator[tuple[int, str]]:
    """The columns whose field may be one number with the next."""
    for column, (field, following) in enumerate(pairwise(fields), 1):
        if (
            not field.quoted
            and not following.quoted
            and _DIGITS.fullmatch(field.text)
            and (decimals := _DECIMALS.match(following.text))
        ):
            yield column, f"{field.text.strip()},{decimals[0].strip()}"
