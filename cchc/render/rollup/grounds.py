"""What the province's figures rest on beside what was reported: signs, and notes on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.exact import amount_text
from cchc.messages import Messages
from cchc.rollup.model import GROUNDS, Rollup, Total

LIST_MARK: Final = "†"
"""Marks a figure that counts a list once, on which several agencies report."""
_MOST_NAMES: Final = 5
_MOST_LENGTHS: Final = 5
"""Agencies and lengths that are named before the others are only counted."""


def approximate(total: Total) -> str:
    """The sign for a figure that rests on weights which weren't reported; empty where none does."""
    return "≈ " if {"earlier", "mean"} & set(total.rests_on) else ""


def methods(report: Rollup, messages: Messages, mark: str) -> Iterator[str]:
    """What the province's figures rest on beside what was reported, each method that was used."""
    used = {ground for total in report.now.totals for ground in total.rests_on}
    for ground in GROUNDS:
        if ground in used:
            yield messages(f"rollup.rests.{ground}", mark=LIST_MARK if ground == "list" else mark)


def wanting(report: Rollup, messages: Messages) -> Iterator[str]:
    """The agencies that give percentages alone, whose fractions are wanted."""
    agencies = dict.fromkeys(one.name for total in report.now.totals for one in total.wanted)
    if agencies:
        yield messages("rollup.wanted", agencies=_some(list(agencies), messages))


def differing(report: Rollup, messages: Messages) -> Iterator[str]:
    """The lists to which agencies give different lengths, as questions."""
    for total in report.now.totals:
        lengths = [
            f"{messages.number(amount_text(one.denominator))} "
            f"({_some([agency.name for agency in one.agencies], messages)})"
            for one in total.differing[:_MOST_LENGTHS]
        ]
        if lengths:
            title = total.target.title
            yield messages("rollup.differing", title=title, lengths="; ".join(lengths))


def _some(names: list[str], messages: Messages) -> str:
    """A few names, and how many there are beside them."""
    rest = len(names) - _MOST_NAMES
    told = "; ".join(names[:_MOST_NAMES])
    return messages("rollup.and-others", names=told, count=rest) if rest > 0 else told
