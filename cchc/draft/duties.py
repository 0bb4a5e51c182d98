"""Reports and the agency's own plan, from the days in the part on organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from cchc.decision.model import ORGANISATION, Decision
from cchc.decision.times import days, months
from cchc.draft.ids import Ids
from cchc.draft.model import Drafted, Origin, both, titled
from cchc.draft.reports import Unit, annual, closed, reports
from cchc.plan.model import Obligation, ReportingPeriod, Source
from cchc.plan.schedule import end_of_month
from cchc.text import fold

_MAKES: Final = re.compile(r"\b(?:ban hanh|xay dung|dieu chinh|sua doi)\b")
_PLAN: Final = re.compile(r"\bke hoach\b")
_EVERYBODY: Final = ("department", "commune")


class Duties(NamedTuple):
    """What every agency owes by a day."""

    reporting: list[Drafted[ReportingPeriod]]
    obligations: list[Drafted[Obligation]]


def duties(decision: Decision, fields: Sequence[str], year: int) -> Duties:
    """The reports and the plans; one report to fill in where none is found."""
    periods: dict[str, Drafted[ReportingPeriod]] = {}
    plans: list[Drafted[Obligation]] = []
    ids = Ids("-")
    for unit in _units(decision):
        if found := list(reports(unit, year)):
            for report in found:
                periods.setdefault(report.entry.id, report)
        elif due_on := _plan_due(unit, year):
            plans.append(_plan(unit, due_on, ids.make("agency plan", "agency-plan"), fields))
    return Duties(closed(list(periods.values()) or [annual(_units(decision), year)]), plans)


def _units(decision: Decision) -> Iterator[Unit]:
    for section in decision.sections:
        if not section.of_duties:
            continue
        part, _, rest = section.address.partition(".")
        lost = part == decision.organisation and not decision.section(part)
        numeral = ORGANISATION if lost else part
        address = ".".join(filter(None, (numeral, rest)))
        if not section.items:
            yield Unit(section, Source(address), section.title, section.line)
        for item in section.items:
            yield Unit(section, Source(address, item.number), item.text, item.line)


def _plan_due(unit: Unit, year: int) -> date | None:
    """The day of an agency's own plan, where the words are of one."""
    words = fold(unit.text)
    verb = _MAKES.search(words)
    if not verb or not _PLAN.search(words, verb.end()):
        return None
    if written := days(unit.text):
        due_on = written[0].last(year, 1)
    else:
        ends = (end_of_month(*map(int, one.split("-"))) for one in months(unit.text, year))
        due_on = min(ends, default=None)
    return due_on if due_on and due_on.year == year else None


def _plan(unit: Unit, due_on: date, id: str, fields: Sequence[str]) -> Drafted[Obligation]:
    obligation = Obligation(
        id,
        both(titled(unit.text)),
        _EVERYBODY,
        unit.source,
        due_on,
        fields=tuple(fields),
        to_confirm=("title", "due_on", "applies_to", "fields", "requirements"),
    )
    return Drafted(obligation, Origin(unit.line, unit.text))
