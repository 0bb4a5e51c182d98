"""What people ask for by its name: a period, an agency, a day, a month."""

from __future__ import annotations

from datetime import date

from cchc.dates import DateError, parse_date, parse_month, parse_quarter
from cchc.diagnostics import diagnostic
from cchc.errors import UsageError
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.plan.succession import Succession
from cchc.submission.agencies import find_agencies
from cchc.submission.read import find_period
from cchc.text import SURE, nearest


def day(value: str) -> date:
    """A day, ``dd/mm/yyyy`` or ISO."""
    try:
        return parse_date(value)
    except DateError as error:
        raise UsageError(diagnostic(f"usage-{error.code}", value=value)) from None


def month(value: str) -> tuple[int, int]:
    """Year and month from ``mm/yyyy``."""
    try:
        return parse_month(value)
    except DateError as error:
        raise UsageError(diagnostic(f"usage-{error.code}", value=value)) from None


def quarter(value: str) -> tuple[int, int]:
    """Year and quarter from ``I/2026``."""
    try:
        return parse_quarter(value)
    except DateError as error:
        raise UsageError(diagnostic(f"usage-{error.code}", value=value)) from None


def period(plans: Succession, value: str) -> ReportingPeriod:
    """A reporting period, as the plan has it that governs it.

    Without a year, it is the plan's where there is only one.
    """
    named = next(filter(None, (find_period(plan, value) for plan in plans.plans)), None)
    if named is None and len(plans.plans) == 1:
        named = find_period(plans.latest, f"{value}/{plans.latest.plan.year}")
    found = plans.period(named.id) if named else None
    if found is None:
        known = ", ".join(dict.fromkeys(id for plan in plans.plans for id in plan.period))
        raise UsageError(diagnostic("usage-unknown-period", name=value, known=known))
    return found


def agency(plan: Plan, value: str) -> Agency:
    """An agency of the plan's registry, by id or name."""
    found = find_agencies(plan, value)
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(f"{candidate.name} ({candidate.id})" for candidate in found)
        raise UsageError(diagnostic("usage-ambiguous-agency", name=value, candidates=candidates))
    names = [candidate.name for candidate in plan.agencies]
    near = nearest(value, [*names, *plan.agency], cutoff=SURE)
    raise UsageError(diagnostic("usage-unknown-agency", name=value, nearest=near))
