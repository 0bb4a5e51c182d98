"""Whether two plans say the same of something, and which of their entries are the same one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

from dateutil.relativedelta import relativedelta

from cchc.plan.model import Entry
from cchc.plan.schedule import END_OF_MONTH
from cchc.text import fold

E = TypeVar("E")
_FOUR_DIGITS: Final = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])")
_ALIKE: Final = 0.6
"""Likeness, of 1, from which two wordings are taken for one thing said anew."""
_COMPARED: Final = 300
"""Characters of a wording that are compared; all of a long one would take long."""


class Years(NamedTuple):
    """The years of two plans: what one says of its year, the other says of its own."""

    old: int
    new: int

    def moved(self, day: date, *, month_end: bool = False) -> date:
        """A day of the old plan in the new one's year.

        Args:
            day: the day.
            month_end: whether it is meant as the last of its month, be that 28 or 29 February.
        """
        moved = day + relativedelta(years=self.new - self.old)
        return moved + END_OF_MONTH if month_end else moved

    def same(self, old: object, new: object) -> bool:
        """Whether two facts are the same but for the year."""
        if isinstance(old, str) and isinstance(new, str):
            return old == new or self._same_text(old, new)
        if isinstance(old, date) and isinstance(new, date):
            return self.moved(old) == new
        if isinstance(old, tuple) and isinstance(new, tuple):
            return len(old) == len(new) and all(map(self.same, old, new))
        if isinstance(old, Entry) and type(old) is type(new):
            names = type(old).__annotations__
            return all(self.same(getattr(old, name), getattr(new, name)) for name in names)
        return old == new

    def _same_text(self, old: str, new: str) -> bool:
        if self.old == self.new or len(old) != len(new):
            return False
        before, after = _FOUR_DIGITS.split(old), _FOUR_DIGITS.split(new)
        return len(before) == len(after) and all(map(self._same_piece, before, after))

    def _same_piece(self, old: str, new: str) -> bool:
        """Texts around a year, or years; a plan also speaks of the year before and after."""
        if old == new:
            return True
        near = {str(self.old + step): str(self.new + step) for step in (-1, 0, 1)}
        return near.get(old) == new


class Matched(NamedTuple, Generic[E]):
    """Entries of two plans that are the same one, and those that only one plan has."""

    pairs: tuple[tuple[E, E], ...]
    """Old and new, in the new plan's order."""
    added: tuple[E, ...]
    removed: tuple[E, ...]


def match(old: Sequence[E], new: Sequence[E], *rules: Callable[[E, E], bool]) -> Matched[E]:
    """Finds entries that belong together, by the first rule that tells them without doubt.

    Args:
        old: entries of the old plan.
        new: entries of the new one.
        rules: whether an old and a new entry are the same, the surest rule first; where one
            says so of several, it isn't heeded.
    """
    found: dict[int, int] = {}
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for rule in rules:
        alike = {n: [o for o in left_old if rule(old[o], new[n])] for n in left_new}
        claims = Counter(o for candidates in alike.values() for o in candidates)
        found |= {n: c[0] for n, c in alike.items() if len(c) == 1 and claims[c[0]] == 1}
        taken = set(found.values())
        left_old = [o for o in left_old if o not in taken]
        left_new = [n for n in left_new if n not in found]
    return Matched(
        tuple((old[found[n]], new[n]) for n in sorted(found)),
        tuple(new[n] for n in left_new),
        tuple(old[o] for o in left_old),
    )


def reads_alike(old: str, new: str) -> bool:
    """Whether two wordings are so like that one is the other, said anew."""
    from difflib import SequenceMatcher  # only for what nothing surer has told

    compared = SequenceMatcher(None, fold(old[:_COMPARED]), fold(new[:_COMPARED]), autojunk=False)
    return compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE
