"""Targets and their metrics: one for each figure of a list of targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from cchc.decision.figures import StatedFigure, figures, spanned
from cchc.decision.lasting import last_day
from cchc.decision.model import Decision, Item
from cchc.decision.times import days, years
from cchc.diagnostics import diagnostic
from cchc.draft.fields import Fields
from cchc.draft.ids import Ids
from cchc.draft.model import TO_FILL, Drafted, Origin, both, titled
from cchc.errors import InputError
from cchc.plan.checks import MAX_DIGITS
from cchc.plan.model import (
    Confirmed,
    Due,
    Metric,
    MetricKind,
    Reading,
    Source,
    Target,
    Text,
    Threshold,
)

_STRONG: Final = re.compile(r";\s|\.\s|,?\s*\btrong (?:số )?đó\b", re.IGNORECASE)
_WEAK: Final = re.compile(r",\s|\bvà\b", re.IGNORECASE)
"""Where one figure's words end and the next one's begin; what is strong is looked for first."""
_LEADING: Final = re.compile(
    r"^(?:(?:phấn đấu|bảo đảm|đảm bảo|trong (?:số )?đó|tối thiểu|ít nhất|trên|đạt|từ|và|,)\s+)*"
    r"(?:[\d.,]+\s*%?\s*(?:[-–]|đến|lên|xuống)\s*[\d.,]+\s*%\s*|[\d.,]+\s*%\s*)?",
    re.IGNORECASE,
)
"""What stands before the words for that which is counted."""
_IN_THE_YEAR: Final = re.compile(r"\b(?:hết|trong|cả)\s+năm\b", re.IGNORECASE)
_NOUN: Final = re.compile(r"\s*%\s*(?:(?:các|số|tổng số)\s+)*([^\W\d_]+(?: [^\W\d_]+)?)")
_NUMBER: Final = re.compile(r"[0-9.,]*")
_NO_NOUN: Final = re.compile(r"(?:so|trở|trong|tổng|của|theo|đối|được|và)\b", re.IGNORECASE)
_AFTER_NOUN: Final = re.compile(
    r"\s(?:và|hoặc|có|được|thành|trở|của|theo|trong|tại|đạt|mới|so)\b.*", re.IGNORECASE
)
_CASE: Final = "trường hợp"
_EVERYBODY: Final = ("department", "commune")
_MOST_PERCENT: Final = 100


MOST_TARGETS: Final = 1_000
"""Targets of a draft; a decision has some sixty."""


class Clause(NamedTuple):
    """A figure of an item with the words that belong to it; without a figure, the whole item."""

    item: Item
    number: int | None
    """Counted from 1 where the item has several figures."""
    text: str
    """What the words are taken from: the item, its head or an entry of the list below it."""
    words: str
    figure: StatedFigure | None
    other_end: StatedFigure | None = None
    """The other end of "từ 80% đến 90%"."""

    @property
    def counted(self) -> str:
        """What is counted or confirmed: the words without the figure that they begin with."""
        words = _LEADING.sub("", self.words, count=1) if self.figure else self.words
        return (words or self.words).strip(" ,;.:")

    @property
    def origin(self) -> Origin:
        """Where it stands, and whether its figure is one without an operator."""
        without = self.figure is not None and self.figure.op is None
        return Origin(self.item.line, self.words, without)


class Targets(NamedTuple):
    """Targets, and the metrics that they compare with."""

    metrics: list[Drafted[Metric]]
    targets: list[Drafted[Target]]


def targets(decision: Decision, fields: Fields, year: int, closing: date) -> Targets:
    """What the lists of targets hold, in the text's order; the year's data end on `closing`.

    Raises:
        InputError: they hold more than any plan could.
    """
    found = Targets([], [])
    metric_ids, target_ids = Ids("_"), Ids("-")
    for section in decision.sections:
        for item in section.items if section.of_targets else ():
            said = last_day(item.text)
            until = said if said and closing < said <= date(year + 1, 12, 31) else None
            for clause in _asked(item, decision, year):
                if len(found.targets) == MOST_TARGETS:
                    raise InputError(diagnostic("too-many-values", limit=MOST_TARGETS))
                metric = _metric(clause, metric_ids.make(clause.counted, "so_lieu"))
                id = target_ids.make(clause.counted, "chi-tieu")
                target = _target(clause, id, metric, fields.of(section), year, until)
                found.metrics.append(Drafted(metric, clause.origin))
                found.targets.append(Drafted(target, clause.origin))
    return found


def _asked(item: Item, decision: Decision, year: int) -> Iterator[Clause]:
    """The clauses of the plan's own years; where an item has some, none of other years.

    What was reached in a year before it is no target of the plan.
    """
    found = [(clause, years(clause.words)) for clause in clauses(item)]
    own = {year, *decision.years}
    asked = any(named & own for _, named in found)
    for clause, named in found:
        past = clause.figure and named and max(named) < min(own)
        if not past and (not asked or not named or named & own):
            yield clause


def clauses(item: Item) -> Iterator[Clause]:
    """Each figure of an item with its words; the item itself where there is none.

    So of each entry of the list below it; its head then only counts where it has a figure.
    """
    found = [
        *_clauses(item, item.head),
        *(one for text in item.below for one in _clauses(item, text)),
    ]
    if item.below and found[0].figure is None:
        del found[0]
    for number, clause in enumerate(found, 1):
        yield clause._replace(number=number) if len(found) > 1 else clause


def _clauses(item: Item, text: str) -> Iterator[Clause]:
    usable = [one for one in figures(text) if abs(one.value.adjusted()) <= MAX_DIGITS]
    if not usable:
        yield Clause(item, None, text, text, None)
        return
    ranges = [*_ranges(text, usable)]
    cuts = [0, *(_cut(text, a[-1], b[0]) for a, b in pairwise(ranges)), len(text)]
    for ends, (start, end) in zip(ranges, pairwise(cuts), strict=True):
        words = text[start:end].strip(" ,;.:")
        if len(ends) == 1:
            yield Clause(item, None, text, words, ends[0])
        else:
            leads = spanned(text, *ends) == "to"
            yield Clause(item, None, text, words, ends[leads], ends[not leads])


def _ranges(text: str, usable: Sequence[StatedFigure]) -> Iterator[tuple[StatedFigure, ...]]:
    """The figures, each by itself or together with the other end of what it lies in."""
    at = 0
    while at < len(usable):
        two = tuple(usable[at : at + 2])
        size = 2 if len(two) > 1 and spanned(text, *two) else 1
        yield two[:size]
        at += size


def _cut(text: str, one: StatedFigure, following: StatedFigure) -> int:
    """Where the words of `one` end: at the last sign that separates them from those of the next."""
    for signs in (_STRONG, _WEAK):
        found: Sequence[re.Match[str]] = list(signs.finditer(text, one.start, following.start))
        if found:
            return found[-1].end() if text[found[-1].start()] in ",;." else found[-1].start()
    return following.start


def _kind(clause: Clause) -> MetricKind:
    figure = clause.figure
    if figure is None:
        return "confirmation"
    if not figure.percent:
        return "count"
    grows = figure.change or figure.value > _MOST_PERCENT
    return "growth" if grows else "share"


def _metric(clause: Clause, id: str) -> Metric:
    kind = _kind(clause)
    numerator = both(clause.counted)
    if kind == "confirmation":
        return Metric(id, kind, numerator, to_confirm=("id", "kind", "numerator"))
    if kind == "count":
        guessed = ("id", "numerator", "unit", "whole")
        return Metric(id, kind, numerator, unit=_unit(clause), to_confirm=guessed)
    base = "số kỳ gốc" if kind == "growth" else "mẫu số"
    return Metric(
        id,
        kind,
        numerator,
        denominator=both(f"{TO_FILL}: {base} của “{titled(clause.counted)}”"),
        unit=_unit(clause),
        to_confirm=("id", "kind", "numerator", "denominator", "unit", "whole"),
    )


def _unit(clause: Clause) -> Text:
    """The noun behind the figure."""
    figure = clause.figure
    if figure and not figure.percent:
        return both(_noun(figure))
    number = _NUMBER.match(clause.text, figure.start) if figure else None
    match = _NOUN.match(clause.text, number.end()) if number else None
    return both(match[1] if match and not _NO_NOUN.match(match[1]) else _CASE)


def _noun(figure: StatedFigure) -> str:
    return _AFTER_NOUN.sub("", figure.noun)


def _target(
    clause: Clause, id: str, metric: Metric, field: str, year: int, until: date | None
) -> Target:
    figure = clause.figure
    guessed = ("id", "title", "threshold", "applies_to", "due")
    threshold: Threshold | Confirmed = Confirmed("==", "yes")
    if figure:
        unit = "%" if figure.percent else _noun(figure)
        threshold = Threshold(figure.op or ">=", figure.value, unit)
    return Target(
        id,
        metric=metric.id,
        field=field,
        title=both(titled(clause.counted)),
        threshold=threshold,
        applies_to=_EVERYBODY,
        due=_due(clause.words, metric, year),
        source=Source(clause.item.section, clause.item.number, clause.number),
        reading=_reading(clause, year),
        until=until,
        to_confirm=(*guessed, "until") if until else guessed,
    )


def _reading(clause: Clause, year: int) -> Reading | None:
    """What the target's own fields have no room for: the other end, its years, its day."""
    text, figure, other = clause.text, clause.figure, clause.other_end
    said = []
    if figure and other:
        first, last = sorted((figure, other), key=lambda one: one.start)
        said.append(f"“{text[first.start : last.end].strip()}”: lấy {abs(figure.value)}")
    if named := sorted(years(clause.words) - {year}):
        said.append(f"Mốc của chỉ tiêu: năm {', '.join(map(str, named))}")
    said += (
        f"Hạn của chỉ tiêu: {'trước ' if day.before else ''}{day.text.strip()}"
        for day in days(clause.words)
        if (day.year or year) >= year  # else that of a cited document
    )
    why = f"Văn bản ghi: “{titled(clause.words, 200)}”"
    return Reading(both(". ".join(said) + "."), both(why)) if said else None


def _due(words: str, metric: Metric, year: int) -> Due:
    """When it has to be met: what adds up, and what the year is named for, at the year's end."""
    of_year = _IN_THE_YEAR.search(words) or re.search(rf"\bnăm\s+{year}\b", words, re.IGNORECASE)
    return "year_end" if of_year or metric.kind in ("growth", "count") else "always"
