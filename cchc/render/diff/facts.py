"""What a plan says of an entry, in the words of a sentence about two plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, get_args

from cchc.messages import Composed, Messages
from cchc.plan.diff.model import Fact, PlanDiff, Timing
from cchc.plan.model import (
    AgencyKind,
    Confirmed,
    Counted,
    DossierCounts,
    Field,
    FormSums,
    OtherSums,
    PortalMeasure,
    Quantity,
    Reading,
    Source,
    Text,
    Threshold,
)
from cchc.render.records.definitions import measure_name, sum_text
from cchc.render.wording import quoted, timing
from cchc.text import visible

_MOST_EXCEPTED: Final = 3
"""Agencies that may be left out of a kind, for the others not to be named one by one."""
_LONGEST: Final = 1000
_KINDS: Final = frozenset(get_args(AgencyKind))


def fact(said: Fact, messages: Messages) -> Composed:
    """A fact as people write it."""
    if isinstance(said, Threshold):
        return Composed(messages.threshold(said))
    if isinstance(said, Confirmed):
        return Composed(messages("diff.confirmed"))
    if isinstance(said, Reading):
        return quoted(said.decided, messages)
    if isinstance(said, Text):
        return quoted(said, messages)
    if isinstance(said, Field):
        return quoted(said.title, messages)
    if isinstance(said, Quantity):
        return Composed(f"{quoted(said.counts, messages)} {fact(said.threshold, messages)}")
    if isinstance(said, Counted):
        return Composed(f"{messages(f'relation.{said.side}')} {said.metric}")
    if isinstance(said, FormSums | OtherSums | DossierCounts | PortalMeasure):
        return _of_records(said, messages)
    if isinstance(said, Source):
        return _clause(said, messages)
    if isinstance(said, Timing):
        return timing(said, messages)
    if isinstance(said, date):
        return Composed(messages.day(said))
    return Composed(visible(str(said), _LONGEST))


def _of_records(
    said: FormSums | OtherSums | DossierCounts | PortalMeasure, messages: Messages
) -> Composed:
    """One way in which a metric comes from records, or what is published beside it."""
    if isinstance(said, PortalMeasure):
        differs = quoted(said.differs, messages)
        return Composed(f"{visible(measure_name(said), _LONGEST)} ({differs})")
    if isinstance(said, DossierCounts):
        counted = quoted(said.numerator, messages)
        return Composed(
            messages("diff.dossiers", above=counted, below=quoted(said.denominator, messages))
        )
    above, below = map(sum_text, (said.numerator, said.denominator))
    columns = messages("diff.columns", above=above, below=below)
    if isinstance(said, OtherSums):
        return Composed(f"{quoted(said.name, messages)} ({columns})")
    return Composed(columns)


def _clause(source: Source, messages: Messages) -> Composed:
    """The address with all of its numbers, since any of them may be what has changed."""
    if source.item is None:
        return Composed(source.section)
    item = f"{source.item}" if source.clause is None else f"{source.item}.{source.clause}"
    return Composed(messages("clause", section=source.section, item=item))


def whom(ids: Iterable[str], report: PlanDiff, messages: Messages) -> Composed:
    """Agencies and bodies by their names; a kind stands for its members where nearly all are in.

    Nothing is left out: those of the kind that aren't in are named.
    """
    groups = report.grouped(ids)
    kinds = {agency.kind for agency in report.new.agencies}
    words = [messages(f"kind.{group}") for group in groups if group in _KINDS]
    if kinds and kinds <= set(groups):
        words = [messages("deadlines.everyone")]
    rest = [group for group in groups if group not in _KINDS]
    for kind in sorted(kinds - set(groups)):
        members = [agency.id for agency in report.new.agencies if agency.kind == kind]
        missing = [id for id in members if id not in rest]
        if len(missing) <= _MOST_EXCEPTED < len(members) - len(missing):
            rest = [id for id in rest if id not in members]
            names = _names(missing, report, messages)
            words.append(messages("diff.except", kind=messages(f"kind.{kind}"), names=names))
    return Composed("; ".join((*words, *filter(None, [_names(rest, report, messages)]))))


def _names(ids: Sequence[str], report: PlanDiff, messages: Messages) -> Composed:
    names = (report.name(id) for id in ids)
    return Composed("; ".join(n if isinstance(n, str) else n[messages.lang] for n in names))
