"""How many of something a row of the appendix asks for: "09 vùng", "2 lần/năm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from cchc.decision.figures import figures
from cchc.decision.model import AppendixRow
from cchc.decision.names import plain
from cchc.plan.model import Op

TIMES: Final = "lần"
_INTERVAL: Final = re.compile(r"\b0?(\d{1,2})\s*tháng\s*(?:/|một|0?1)?\s*lần\b", re.IGNORECASE)
""""06 tháng/lần", "06 tháng 01 lần"."""
_TIMES: Final = re.compile(r"(?<![\w.,/-])(\d{1,3})\s*lần\b", re.IGNORECASE)
_EVERY: Final = (
    (re.compile(r"\b(?:hang|moi) thang\b"), 12),
    (re.compile(r"\b(?:hang|moi) quy\b"), 4),
)
_LEVEL: Final = "cấp"
""""2 cấp" are levels of government, and no count."""


class StatedQuantity(NamedTuple):
    """A number of things, or of times, that a row's words give."""

    value: Decimal
    unit: str
    """``%``, or what is counted: the words behind the number."""
    op: Op | None = None
    """What the words say of it; None where they don't."""
    written: bool = True
    """Whether the number itself is in the words; False where it follows from "every month"."""


def quantities(row: AppendixRow) -> tuple[StatedQuantity, ...]:
    """What the title, the products and the times of a row ask how many of; each once."""
    found: dict[tuple[Decimal, str], StatedQuantity] = {}
    for text in (row.title, *row.products, *row.times):
        for one in (*_figures(text), *_times(text)):
            found.setdefault((one.value, _noun(one)), one)
    return tuple(found.values())


def _noun(one: StatedQuantity) -> str:
    return one.unit.partition(" ")[0].casefold()


def _figures(text: str) -> Iterator[StatedQuantity]:
    for figure in figures(text):
        unit = "%" if figure.percent else figure.noun
        if not unit.casefold().startswith(_LEVEL):
            yield StatedQuantity(figure.value, unit, figure.op)


def _times(text: str) -> Iterator[StatedQuantity]:
    """How often something is asked for; in a year, where the words name an interval."""
    for match in _TIMES.finditer(_INTERVAL.sub(" ", text)):
        yield StatedQuantity(Decimal(match[1]), TIMES)
    for match in _INTERVAL.finditer(text):
        months = int(match[1])
        if months and 12 % months == 0:
            yield StatedQuantity(Decimal(12 // months), TIMES, written=False)
    words = plain(text)
    for every, times in _EVERY:
        if every.search(words):
            yield StatedQuantity(Decimal(times), TIMES, written=False)
