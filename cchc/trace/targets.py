"""Thresholds against the figures of the lists of targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from cchc.decision.figures import StatedFigure, figures
from cchc.decision.model import Decision, Item, Section
from cchc.decision.names import plain
from cchc.decision.times import years_about
from cchc.plan.model import Op, Plan, Target, Threshold
from cchc.trace.clauses import Words
from cchc.trace.lasting import wrongly_lasting
from cchc.trace.model import Claim, Code, Finding

_NUMBER: Final = re.compile(r"[\d.,]*\d")
_RANGE: Final = re.compile(
    r"[\d.,]+\s*%?\s*(?:[-–]|đến(?: dưới)?|(?:lên|xuống(?: còn)?)(?: đến)?)\s*", re.IGNORECASE
)
""""5-7" and "từ 80% đến 90%", up to the second number."""
_LONGEST_RANGE: Final = 60
"""Characters of one."""


class _Unit(NamedTuple):
    """What a `source` means: an item, or a section's own words."""

    section: Section
    item: int | None
    text: str
    line: int
    below: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return self.section.address if self.item is None else f"{self.section.address}.{self.item}"

    def finding(self, code: Code, target: Target) -> Finding:
        """A contradiction between the unit and a target that cites it."""
        where = self.section.address, self.item, self.line
        return Finding("contradictory", code, *where, target.id, excerpt=self.text)


def trace_targets(plan: Plan, decision: Decision) -> Iterator[Claim | Finding]:
    """Whether every target's place and figure are there, and every figure has one target."""
    claimed: set[str] = set()
    own = {plan.plan.year, *decision.years}
    cited = sorted(plan.targets, key=_place)
    for _, group in groupby(cited, key=_item):
        targets = list(group)
        unit = _unit(decision, targets[0])
        if unit is None:
            yield from (_nowhere(target) for target in targets)
            continue
        claimed.add(unit.address)
        words = Words(unit.text)
        yield from _places(unit, words, targets)
        for target, said in wrongly_lasting(plan, unit.text, targets):
            finding = unit.finding("until", target)
            yield finding._replace(text=said or (), plan=target.until or ())
        yield from _figures(unit, words, targets, own)
    for section in decision.sections:
        if section.of_targets:
            yield from _unclaimed(section, claimed, own)


def _item(target: Target) -> tuple[str, int]:
    return target.source.section, target.source.item or 0


def _place(target: Target) -> tuple[str, int, int]:
    return (*_item(target), target.source.clause or 1)


def _unit(decision: Decision, target: Target) -> _Unit | None:
    section = decision.section(target.source.section)
    if section is None:
        return None
    if target.source.item is None:
        return _Unit(section, None, section.title, section.line)
    found = (item for item in section.items if item.number == target.source.item)
    item = next(found, None)
    return _of(section, item) if item else None


def _of(section: Section, item: Item) -> _Unit:
    return _Unit(section, item.number, item.text, item.line, item.below)


def _nowhere(target: Target) -> Finding:
    source = target.source
    return Finding("contradictory", "place", source.section, source.item, entry=target.id)


def _places(unit: _Unit, words: Words, targets: Sequence[Target]) -> Iterator[Claim | Finding]:
    """Whether the item has as many clauses, and each is cited once."""
    seen: dict[int, Target] = {}
    for target in targets:
        clause = target.source.clause or 1
        if clause > words.clauses:
            yield unit.finding("clause", target)._replace(plan=str(clause))
        elif clause in seen:
            both = seen[clause].id, target.id
            yield unit.finding("same-place", target)._replace(plan=both)
        else:
            yield Claim("source", unit.address)
        seen.setdefault(clause, target)


def _figures(
    unit: _Unit, words: Words, targets: Sequence[Target], own: set[int]
) -> Iterator[Claim | Finding]:
    """Whether the thresholds are the item's figures, one by one and in their order."""
    left = list(words.figures)
    holders: dict[StatedFigure, Target] = {}
    before = -1
    for target in targets:
        threshold = target.threshold
        if not isinstance(threshold, Threshold):
            yield Claim("item", unit.address)
            continue
        figure = next((one for one in left if _is(threshold, one)), None)
        if figure is None:
            yield _missing(unit, words, target, threshold, holders)
            continue
        left.remove(figure)
        holders[figure] = target
        problem = _problem(unit, words, target, threshold, figure, before)
        yield problem or Claim("threshold", unit.address)
        before = max(before, figure.start)
    if unit.section.of_targets:
        yield from (Claim("figure", unit.address) for _ in holders)
        open_ones = [one for one in left if not _is_other_end(unit.text, one, holders)]
        yield from _unclaimed_figures(unit, open_ones, own)
        yield from _unclaimed_entries(unit, targets)


def _problem(
    unit: _Unit,
    words: Words,
    target: Target,
    threshold: Threshold,
    figure: StatedFigure,
    before: int,
) -> Finding | None:
    """What a figure and the threshold that it is don't agree on.

    The last figure that another target of the item has begins at `before`.
    """
    clause = target.source.clause or 1
    if figure.start < before:
        return unit.finding("order", target)._replace(plan=threshold)
    if words.clauses_before(figure.start + 1) < clause <= words.clauses:
        return unit.finding("before", target)._replace(plan=str(clause), text=_shown(figure))
    if threshold.op not in _said(figure, target):
        code: Code = "op" if figure.op else "bare"
        return unit.finding(code, target)._replace(plan=threshold, text=_shown(figure))
    counted = plain(threshold.unit)
    if not figure.percent and counted not in plain(figure.noun) and counted not in words.plain:
        found = unit.finding("unit", target)
        return found._replace(plan=threshold.unit, text=_shown(figure))
    return None


def _missing(
    unit: _Unit,
    words: Words,
    target: Target,
    threshold: Threshold,
    holders: Mapping[StatedFigure, Target],
) -> Finding:
    """The threshold's figure isn't in the item, or another target has it."""
    holder = next((one for figure, one in holders.items() if _is(threshold, figure)), None)
    if holder:
        return unit.finding("twice", target)._replace(plan=(holder.id, target.id))
    written = tuple(_shown(figure) for figure in words.figures)
    return unit.finding("threshold", target)._replace(plan=threshold, text=written)


def _is_other_end(text: str, figure: StatedFigure, holders: Mapping[StatedFigure, Target]) -> bool:
    """Whether it is the end of "5-7" that a target didn't take, and its reading says so."""
    for held, target in holders.items():
        first, last = sorted((held.start, figure.start))
        if last - first > _LONGEST_RANGE:
            continue
        numbers = [found[0] for at in (first, last) if (found := _NUMBER.match(text, at))]
        reading = target.reading.decided.vi if target.reading else ""
        if _RANGE.fullmatch(text[first:last]) and all(number in reading for number in numbers):
            return True
    return False


def _is(threshold: Threshold, figure: StatedFigure) -> bool:
    return threshold.value == figure.value and (threshold.unit == "%") == figure.percent


def _said(figure: StatedFigure, target: Target) -> set[Op]:
    """How a figure may be compared: as its words say, or the target's reading of it."""
    reading = figures(target.reading.decided.vi) if target.reading else ()
    same = (one for one in reading if (one.value, one.percent) == (figure.value, figure.percent))
    return {one.op for one in (*same, figure) if one.op} or {">="}


def _shown(figure: StatedFigure) -> str:
    sign = {">=": "≥ ", "<=": "≤ ", None: ""}.get(figure.op, f"{figure.op} ")
    return f"{sign}{figure.value}{'%' if figure.percent else f' {figure.noun}'}"


def _unclaimed(section: Section, claimed: set[str], own: set[int]) -> Iterator[Finding]:
    """The figures and the items of a list of targets that no target cites."""
    for item in section.items:
        unit = _of(section, item)
        if unit.address in claimed:
            continue
        found = figures(item.text)
        yield from _unclaimed_figures(unit, found, own)
        if found or item.below:
            yield from _unclaimed_entries(unit, ())
        else:
            yield _unclaimed_item(unit, item.text)


def _unclaimed_entries(unit: _Unit, targets: Sequence[Target]) -> Iterator[Finding]:
    """The entries below an item that have no figure, beyond those that are confirmations."""
    confirmed = sum(not isinstance(target.threshold, Threshold) for target in targets)
    without = [entry for entry in unit.below if not figures(entry)]
    yield from (_unclaimed_item(unit, entry) for entry in without[confirmed:])


def _unclaimed_item(unit: _Unit, text: str) -> Finding:
    return Finding("unclaimed", "item", unit.section.address, unit.item, unit.line, excerpt=text)


def _unclaimed_figures(
    unit: _Unit, left: Sequence[StatedFigure], own: set[int]
) -> Iterator[Finding]:
    """The figures that no target has, but for those of other years than the plan's own."""
    for figure in left:
        named = years_about(unit.text, figure.start)
        if named and not named & own:
            continue
        where = unit.section.address, unit.item, unit.line
        yield Finding("unclaimed", "figure", *where, text=_shown(figure), excerpt=unit.text)
