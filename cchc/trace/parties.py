"""Who leads and who takes part against the two columns of the appendix that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.decision.model import AppendixRow
from cchc.decision.names import known_names, named, plain
from cchc.plan.model import Activity, Plan
from cchc.trace.model import Claim, Finding, of_row

_KINDS: Final = (("so ban nganh", "department"), ("xa phuong", "commune"))
"""Plain words for all agencies of a kind."""


def trace_parties(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Claim | Finding]:
    """Whether a row's leads and those who take part are the activity's."""
    leads = [*_leads(plan, activity, row), *_owing(plan, activity, row)]
    yield from leads
    if not leads:
        yield Claim("lead", row.address)
    yield from _coordinating(plan, activity, row)


def _leads(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    if not plain(row.lead):
        if not (activity.lead and activity.reading):
            yield of_row(row, activity, "no-lead")
        return
    found = named(row.lead, plan)
    for name in found.unknown:
        yield of_row(row, activity, "name")._replace(text=name)
    if found.ids != set(activity.lead) and not found.unknown:
        yield of_row(row, activity, "lead")._replace(text=row.lead, plan=activity.lead)


def _owing(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Finding]:
    """Outputs with leads of their own: those whom the row names, and by a reading only."""
    there = named(row.lead, plan).ids | named(row.coordinating, plan).ids
    for output in activity.outputs:
        if output.lead and not (activity.reading and there.issuperset(output.lead)):
            whom = "; ".join((row.lead, row.coordinating))
            yield of_row(row, activity, "lead")._replace(text=whom, plan=output.lead)


def _coordinating(plan: Plan, activity: Activity, row: AppendixRow) -> Iterator[Claim | Finding]:
    """Whether those who take part are the same.

    Words that name nobody the plan knows may be explained by the activity's reading, if it quotes
    them and names those that the activity has for them; then nothing is claimed to agree.
    """
    found = named(row.coordinating, plan)
    reading = activity.reading
    told = plain(f"{reading.decided.vi} {reading.why.vi}") if reading else ""
    unknown = [name for name in found.unknown if plain(name) not in told]
    for name in unknown:
        yield of_row(row, activity, "name")._replace(text=name)
    ours = frozenset(activity.coordinating)
    explained = {id for id in ours - found.ids if found.unknown and _is_named(id, told, plan)}
    if unknown:
        return
    if found.ids != ours - explained:
        differs = of_row(row, activity, "coordinating")
        yield differs._replace(text=row.coordinating, plan=activity.coordinating)
    elif not found.unknown:
        yield Claim("coordinating", row.address)


def _is_named(id: str, told: str, plan: Plan) -> bool:
    """Whether plain words name an agency, a kind of agency or a body."""
    names = known_names(plan.agencies, plan.bodies)
    return any(name in told for name, its in (*names.items(), *_KINDS) if its == id)
