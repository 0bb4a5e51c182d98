"""Rows of a table that hold no figure of a metric: titles, sums, signatures, columns' numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cchc.document.table import Cell, Row
from cchc.submission.numbers import none_arising, parse_answer
from cchc.text import fold

_SUM: Final = re.compile(
    r"(?:tong cong|tong so|tong|cong|grand total|total|sum)"
    r"(?: (?:chung|toan (?:tinh|co quan|don vi|huyen|xa|phuong)|(?:phan|muc) [ivx0-9]+))?"
)
_BRACKETS: Final = re.compile(r" ?\([^()]*\)")
_SIGNATURE: Final = re.compile(
    r"(?:noi nhan|(?:nguoi |can bo )?lap bieu|nguoi (?:lap|tong hop|bao cao|ky)\b|thu truong"
    r"|(?:pho )?(?:giam doc|chu tich)|truong phong|chanh van phong|ky ten|\(?ky\b|xac nhan"
    r"|(?:phe )?duyet\b|kt\.|tm\.|tl\.|tuq\.).*"
)
"""Folded words that a block of signatures begins with."""
_DAY_AND_PLACE: Final = re.compile(r"(?:.*[, ])?ngay\b[ 0-9.…]*\bthang\b[ 0-9.…]*\bnam\b[ 0-9.…]*")
_NUMBERED: Final = re.compile(r"\(?([0-9]{1,2})\)?(?: ?= ?[0-9()/:*+x% -]+)?")
_LETTER: Final = re.compile(r"\(?[A-Za-z]\)?")
_RULE: Final = re.compile(r":?[-=_]{2,}:?")
_LONGEST: Final = 200


def is_sum(text: str) -> bool:
    """Whether `text` names a sum over the rows above: ``Tổng cộng``."""
    return bool(_SUM.fullmatch(_BRACKETS.sub("", fold(text[:_LONGEST])).strip(" :.*")))


def sum_named(row: Row, figures: Iterable[int]) -> Cell | None:
    """The cell of `row`, outside the columns for `figures`, that says that the row is a sum."""
    cells = (cell for number, cell in row.cells.items() if number not in figures)
    return next((cell for cell in cells if is_sum(cell.scalar.text)), None)


def begins_signatures(row: Row) -> bool:
    """Whether a row is the first of those that say who has drawn up and signed the report."""
    return any(
        _SIGNATURE.fullmatch(text) or _DAY_AND_PLACE.fullmatch(text)
        for text in (fold(cell.scalar.text[:_LONGEST]) for cell in row.cells.values())
    )


def is_title(key: str, row: Row, filled: list[Cell], *, is_signed: bool) -> bool:
    """Whether a row is none of figures: a heading, signatures, the columns' own numbers.

    An answer is a figure: a metric by its title instead of its id has to be reported.

    Args:
        key: what stands where the metric is named.
        row: the whole row.
        filled: the cells for figures and notes that aren't empty.
        is_signed: whether signatures have begun, in which a single word is a title too.
    """
    if _numbers_columns(row) or _is_rule(row):
        return True
    if is_signed and key.startswith(("-", "+", "–")):  # who gets a copy
        return True
    is_id = "_" in key and " " not in key.strip()
    is_words = not is_id and (" " in key.strip() or is_signed or key.strip().endswith(":"))
    return is_words and not any(_says_something(cell.scalar.text) for cell in filled)


def _says_something(text: str) -> bool:
    if parse_answer(text) is not None or none_arising(text) is not None:
        return True
    has_digit = any(letter.isdigit() for letter in text)
    return has_digit and not _DAY_AND_PLACE.fullmatch(fold(text[:_LONGEST]))


def _numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: ``(1)``, ``(2)``, ``(3)``, perhaps behind letters."""
    texts = {n: cell.scalar.text for n, cell in row.cells.items() if not cell.is_blank}
    numbers = {n: match[1] for n, text in texts.items() if (match := _NUMBERED.fullmatch(text))}
    letters = [n for n, text in texts.items() if n not in numbers and _LETTER.fullmatch(text)]
    if len(numbers) + len(letters) < len(texts) or not numbers:
        return False
    if letters and (len(numbers) < 2 or max(letters) > min(numbers)):
        return False
    return len({int(text) - number for number, text in numbers.items()}) == 1


def _is_rule(row: Row) -> bool:
    """Whether a row only draws a line, as in ``|---|---|``."""
    return all(_RULE.fullmatch(cell.scalar.text) for cell in row.cells.values())
