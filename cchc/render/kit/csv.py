"""CSV for spreadsheet programs."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Final

from cchc.plan.model import Source

_FORMULA: Final = re.compile(r"(?:^|(?<=[;\t\n]))(?=[ ]*[=+\-@＝＋－＠\t\r])")
"""Where a spreadsheet program takes what follows for a formula: at the beginning of a cell, and a
cell may begin at any semicolon or tab, since programs part them by what their country does."""
_ACTING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""What acts on a terminal, or hides; and what is no text at all."""


def harmless(text: str) -> str:
    """`text` so that no spreadsheet program takes it for a formula, and no terminal obeys it."""
    return _ACTING.sub(_escape, _FORMULA.sub("'", text))


_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")


def for_spreadsheets(text: str) -> str:
    """Rows as a double click opens them where the comma is the decimal sign, as in Việt Nam.

    Cells end at semicolons, and figures have a comma: with a point, 12.05 would be the 12th of May.
    """
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    for row in csv.reader(StringIO(text, newline="")):
        writer.writerow(
            [cell.replace(".", ",") if _DECIMAL.fullmatch(cell) else cell for cell in row]
        )
    return made.getvalue()


def place_in_decision(source: Source) -> tuple[str, str, str]:
    """Section, item and clause as cells, empty where there is none."""
    return harmless(source.section), _number(source.item), _number(source.clause)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
