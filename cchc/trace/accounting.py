"""What became of every number of the whole text, so that a proof claims no more than it saw.

Each is claimed by an entry, set aside for a named reason, or unexplained.  What a heading says to
be a task or background is set aside; what no heading speaks of is unexplained, so that silence
never agrees.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from cchc.decision.figures import figures, spanned
from cchc.decision.mentions import Mention, mentions
from cchc.decision.model import AppendixRow, Decision, Item, Line, Section
from cchc.decision.names import plain
from cchc.decision.quantities import quantities
from cchc.decision.times import days, months, quarters, years_about
from cchc.plan.model import Activity, Obligation, Plan, ReportingPeriod, Source, Target, Threshold
from cchc.trace.model import Account, Claim, Finding, Reason

_NUMBER: Final = re.compile(r"[\d.,]*\d")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_Figure: TypeAlias = tuple[Decimal, bool]
"""Its value, and whether it is of percent."""


class _Place(NamedTuple):
    """What a line belongs to."""

    section: Section | None = None
    item: Item | None = None
    row: AppendixRow | None = None

    @property
    def address(self) -> str:
        if self.row:
            return f"{self.row.place}.{self.row.number}"
        if not self.section:
            return ""
        number = self.item.number if self.item else None
        return self.section.address if number is None else f"{self.section.address}.{number}"


def account(plan: Plan, decision: Decision, found: Sequence[Claim | Finding]) -> Iterator[Account]:
    """Every number of the text with what became of it, line by line."""
    books = _Books(plan, decision, found)
    last = {line.text: line.number for line in decision.lines}
    closing = False
    for line in decision.lines:
        begin, end = decision.appendix
        closing = (
            closing or plain(line.text).startswith("noi nhan")
        ) and not begin <= line.number < end
        twice = last[line.text] != line.number and line.number not in books.starts
        for mention in mentions(line.text):
            yield books.of(
                line, mention, aside="repeated" if twice else "closing" if closing else ""
            )


def unexplained(accounts: Sequence[Account], found: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each number that nothing explains and no finding speaks of yet."""
    told = {finding.line for finding in found} | {finding.address for finding in found}
    for one in accounts:
        if one.fate == "unexplained" and not {one.line, one.address} & told:
            found_at = Finding("unclaimed", "unexplained", one.address, line=one.line)
            yield found_at._replace(text=one.text, excerpt=one.words)


class _Numbers(NamedTuple):
    """The numbers of a row that are its activity's, or should be."""

    times: frozenset[str] = frozenset()
    claimed: frozenset[tuple[Decimal | None, bool]] = frozenset()
    """Of the activity's quantities."""
    asked: frozenset[tuple[Decimal | None, bool]] = frozenset()
    """How many of something its words ask for."""


class _Books:
    """What the plan claims, by the places that it cites."""

    def __init__(self, plan: Plan, decision: Decision, found: Sequence[Claim | Finding]) -> None:
        self._plan, self._decision = plan, decision
        self._years = {plan.plan.year, *decision.years}
        self._places = _places(decision)
        self.starts = sorted(self._places)
        self._targets: dict[str, list[Target]] = {}
        for target in plan.targets:
            self._targets.setdefault(_address(decision, target.source), []).append(target)
        self._words = {
            address: [(one.id, _words(plan, one)) for one in targets]
            for address, targets in self._targets.items()
        }
        self._ranges: tuple[int, dict[int, str]] = (0, {})
        self._left = {address: self._claimed(address) for address in self._targets}
        entries: list[ReportingPeriod | Obligation] = [*plan.reporting, *plan.obligations]
        self._duties: dict[str, list[ReportingPeriod | Obligation]] = {}
        self._lists: dict[str, list[ReportingPeriod | Obligation]] = {}
        for entry in entries:
            self._duties.setdefault(_address(decision, entry.source), []).append(entry)
            self._lists.setdefault(_section(decision, entry.source), []).append(entry)
        self._activities = {
            (activity.source.section, activity.source.item): activity
            for activity in plan.activities
        }
        self._rows: tuple[AppendixRow | None, _Numbers] = (None, _Numbers())
        self._days = {(one.address, one.text) for one in found if isinstance(one, Finding)}
        self._unread = {one.line for one in decision.unread}

    def _claimed(self, address: str) -> dict[_Figure, list[str]]:
        """The targets that claim a figure of an item, by the figure."""
        claimed: dict[_Figure, list[str]] = {}
        for target in self._targets[address]:
            if isinstance(target.threshold, Threshold):
                figure = target.threshold.value, target.threshold.unit == "%"
                claimed.setdefault(figure, []).append(target.id)
        return claimed

    def of(self, line: Line, mention: Mention, *, aside: Reason = "") -> Account:
        """What became of one number."""
        at = bisect_right(self.starts, line.number) - 1
        places = self._places[self.starts[at]] if at >= 0 else [_Place()]
        made = [self._fate(line, mention, place) for place in places]
        if aside and not any(one.fate == "claimed" for one in made):
            made = [one._replace(fate="aside", reason=aside) for one in made]
        return min(made, key=lambda one: ("claimed", "unexplained", "aside").index(one.fate))

    def _fate(self, line: Line, mention: Mention, place: _Place) -> Account:
        heading = place.section.title if place.section else ""
        told = Account(
            line.number, mention.text, "unexplained", "", "", place.address, heading, line.text
        )
        if mention.kind in ("document", "numbering", "name"):
            return told._replace(fate="aside", reason=mention.kind)
        if line.number in self._unread:
            return told
        if place.row:
            entry, reason = self._of_row(mention, place.row)
        elif place.section and (place.section.of_targets or place.address in self._targets):
            entry, reason = self._of_target(line, mention, place)
        elif place.section and place.section.of_duties:
            entry, reason = self._of_duty(mention, place)
        else:
            entry, reason = "", self._of_text(mention, place.section)
        if entry:
            return told._replace(fate="claimed", entry=entry)
        return told._replace(fate="aside", reason=reason) if reason else told

    def _of_row(self, mention: Mention, row: AppendixRow) -> tuple[str, Reason]:
        """A row's times and quantities are claimed by its activity.

        What else it says is the task's wording.
        """
        activity = self._activities.get((row.place, row.number))
        if not activity:
            return "", ""
        if self._rows[0] is not row:
            self._rows = row, _numbers(row, activity)
        numbers = self._rows[1]
        figure = mention.value, mention.percent
        if mention.text in numbers.times or figure in numbers.claimed:
            return activity.id, ""
        return "", "" if figure in numbers.asked else "task"

    def _of_target(self, line: Line, mention: Mention, place: _Place) -> tuple[str, Reason]:
        targets = self._targets.get(place.address, [])
        if mention.kind == "figure" and mention.value is not None:
            left = self._left.get(place.address, {})
            holders = left.get((mention.value, mention.percent)) or []
            if holders:
                return holders.pop(0), ""
            if entry := self._other_end(line, mention, targets):
                return entry, ""
            named = years_about(line.text, mention.start)
            return "", "other-year" if named and not named & self._years else ""
        words = self._words.get(place.address, [])
        said = next((id for id, text in words if mention.text in text), "")
        if mention.kind == "year":
            return said, "" if said else self._of_year(mention)
        return said, "" if said or not targets else "beside"

    def _other_end(self, line: Line, mention: Mention, targets: Sequence[Target]) -> str:
        """The target whose reading names the range that the figure is an end of."""
        read = [one for one in targets if one.reading]
        if not read:
            return ""
        if self._ranges[0] != line.number:
            self._ranges = line.number, dict(_ranges(line.text))
        ends = _NUMBER.findall(self._ranges[1].get(mention.start, ""))
        said = ((one.id, one.reading.decided.vi) for one in read if one.reading)
        return next((id for id, text in said if ends and all(end in text for end in ends)), "")

    def _of_duty(self, mention: Mention, place: _Place) -> tuple[str, Reason]:
        if (place.address, mention.text) in self._days:
            return "", ""
        if mention.kind not in ("time", "period"):
            return "", self._of_text(mention, place.section)
        above = place.section.address if place.section else ""
        citing = self._duties.get(place.address) or self._duties.get(above, [])
        if not citing and not place.item:  # words above a list of reports are said of all
            citing = self._lists.get(above, [])
        year = self._plan.plan.year
        if named := () if days(mention.text) else months(mention.text, year):
            held = (
                one.id for one in citing if any(day.isoformat()[:7] in named for day in _days(one))
            )
            entry = next(held, "")
            return entry, "" if entry else self._of_text(mention, place.section)
        if days(mention.text) or mention.kind == "period" or quarters(mention.text, year):
            entry = next((one.id for one in citing), "")
            return entry, "" if entry else "period"
        return "", self._of_text(mention, place.section)

    def _of_text(self, mention: Mention, section: Section | None) -> Reason:
        """What isn't read for the plan: set aside where a heading tells what it is."""
        if mention.kind == "year":
            return self._of_year(mention)
        if mention.kind == "time" and (other := self._of_time(mention)):
            return other
        if section and section.role in ("tasks", "background"):
            return "task" if section.role == "tasks" else "background"
        if not section and not mention.percent:
            return "background"  # before the first heading: the grounds, the head
        return ""

    def _of_year(self, mention: Mention) -> Reason:
        named = {int(text) for text in mention.text.replace("–", "-").split("-")}
        return "year" if named & self._years else "other-year"

    def _of_time(self, mention: Mention) -> Reason:
        """A time of another year than the plan's is none of its."""
        named = {
            int(text)
            for text in mention.text.replace("/", " ").split()
            if len(text) == 4 and text.isdigit()
        }
        return "other-year" if named and not named & self._years else ""


def _numbers(row: AppendixRow, activity: Activity) -> _Numbers:
    claimed = ((one.threshold.value, one.threshold.unit == "%") for one in activity.quantities)
    asked = ((one.value, one.unit == "%") for one in quantities(row) if one.written)
    times = (mention.text for time in row.times for mention in mentions(time))
    return _Numbers(frozenset(times), frozenset(claimed), frozenset(asked))


def _places(decision: Decision) -> dict[int, list[_Place]]:
    """What begins at each line: sections, items and rows."""
    found: dict[int, list[_Place]] = {}
    for section in decision.sections:
        own = found.setdefault(section.line, [])
        own.append(_Place(section))
        for item in section.items:
            beginning = found.setdefault(item.line, [])
            if item.line == section.line and item.number is None:
                beginning.remove(_Place(section))
            beginning.append(_Place(section, item))
    for row in decision.rows:
        found[row.line] = [*(one for one in found.get(row.line, []) if one.row), _Place(row=row)]
    return found


def _days(entry: ReportingPeriod | Obligation) -> tuple[date, ...]:
    if isinstance(entry, Obligation):
        return (entry.due_on,) if entry.due_on else ()
    return entry.data_from, entry.data_to, entry.due_on


def _section(decision: Decision, source: Source) -> str:
    """The section of a source, with the numeral of the part on organisation."""
    section = decision.section(source.section)
    return section.address if section else source.section


def _address(decision: Decision, source: Source) -> str:
    """The place that a source means."""
    address = _section(decision, source)
    return address if source.item is None else f"{address}.{source.item}"


def _ranges(text: str) -> Iterator[tuple[int, str]]:
    """The words of each range of figures, by where either end begins."""
    for one, other in pairwise(figures(text)):
        if spanned(text, one, other):
            words = text[one.start : other.end].strip()
            yield from ((one.start, words), (other.start, words))


def _words(plan: Plan, target: Target) -> str:
    """What a target says of its place: its title, what is counted, its reading."""
    metric = plan.metric.get(target.metric)
    counted = (metric.numerator, metric.denominator) if metric else ()
    texts = [target.title.vi, *(one.vi for one in counted if one)]
    if target.reading:
        texts += [target.reading.decided.vi, target.reading.why.vi]
    return " ".join(texts)
