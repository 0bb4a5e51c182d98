"""What a plan has to be beyond the shape of its entries: names that exist, times that fit.

Each check walks the plan and yields a diagnostic for every breach; it is given `locate`,
which turns a path into the plan (``("targets", 3, "metric")``) into a place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeAlias, get_args

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.plan.definitions import fault
from cchc.plan.model import (
    AgencyKind,
    Confirmed,
    Counted,
    Metric,
    Output,
    Plan,
    Records,
    Schedule,
    Target,
    Threshold,
)
from cchc.plan.schedule import parse_month, parse_quarter
from cchc.text import LONGEST_NAME, Suggestions, is_address

Path: TypeAlias = tuple[str | int, ...]
Locate: TypeAlias = Callable[[Sequence[str | int]], Place]

_SLUG: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_PATTERNS: Final = {
    "fields": _SLUG,
    "agencies": _SLUG,
    "bodies": _SLUG,
    "metrics": r"[a-z][a-z0-9]*(_[a-z0-9]+)*",
    "targets": _SLUG,
    "activities": r"([A-Z]+\.){1,3}[1-9][0-9]*",
    "reporting": r"[0-9]{4}-[A-Z][A-Z0-9]*",
    "obligations": _SLUG,
    "relations": _SLUG,
}
MAX_DIGITS: Final = 18
"""Digits before or after the point of a threshold, as of the figures compared with it."""
_LONGEST_NUMBER: Final = 2 * MAX_DIGITS + 3
"""Characters of a threshold with as many digits on both sides, a point and a sign."""
KINDS: Final = frozenset(get_args(AgencyKind))
FORM_COLUMNS: Final = range(3, 14)
"""Numbers of the columns of forms II.06a and 06b that count dossiers."""


def check(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """Every breach in `plan`."""
    yield from _ids(plan, locate)
    if plan.plan.url and not is_address(plan.plan.url):
        yield diagnostic("plan-url", locate(("plan", "url")), url=plan.plan.url)
    yield from _references(plan, locate)
    for number, metric in enumerate(plan.metrics):
        yield from _metric(plan, metric, locate(("metrics", number)))
        if metric.records:
            yield from _records(metric, metric.records, ("metrics", number, "records"), locate)
    for number, target in enumerate(plan.targets):
        yield from _threshold(plan, target, locate(("targets", number, "threshold")))
        yield from _time_and_holder(plan, target, ("targets", number), locate)
    yield from _relations(plan, locate)
    yield from _reporting(plan, locate)
    yield from _schedules(plan, locate)
    yield from _unconfirmed(plan, locate)


def _ids(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """Ids are well formed and stand once in their list."""
    for name, pattern in ID_PATTERNS.items():
        seen: set[str] = set()
        for number, entry in enumerate(getattr(plan, name)):
            place = locate((name, number, "id"))
            if len(entry.id) > LONGEST_NAME or not re.fullmatch(pattern, entry.id):
                yield diagnostic("plan-bad-id", place, id=entry.id)
            if entry.id in seen:
                yield diagnostic("plan-duplicate-id", place, id=entry.id)
            seen.add(entry.id)
    for number, agency in enumerate(plan.agencies):
        if agency.id in KINDS:
            yield diagnostic("plan-duplicate-id", locate(("agencies", number, "id")), id=agency.id)
    for number, body in enumerate(plan.bodies):
        if body.id in KINDS or body.id in plan.agency:
            yield diagnostic("plan-duplicate-id", locate(("bodies", number, "id")), id=body.id)


def _references(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """Whatever an entry names exists in the list it belongs to, and is named once."""
    fields = {field.id for field in plan.fields}
    agencies = KINDS | plan.agency.keys()
    bodies = agencies | {body.id for body in plan.bodies}
    suggest = Suggestions()

    def known(names: Iterable[str], there: Iterable[str], path: Path) -> Iterator[Diagnostic]:
        there = set(there)
        seen: set[str] = set()
        for number, name in enumerate(names):
            place = locate((*path, number))
            if name not in there:
                near = suggest.nearest(name, there)
                yield diagnostic("plan-unknown-reference", place, name=name, nearest=near)
            elif name in seen:
                yield diagnostic("plan-named-twice", place, name=name)
            seen.add(name)

    for number, target in enumerate(plan.targets):
        path: Path = ("targets", number)
        yield from known([target.metric], plan.metric, (*path, "metric"))
        yield from known([target.field], fields, (*path, "field"))
        yield from known(target.applies_to, agencies, (*path, "applies_to"))
    for number, activity in enumerate(plan.activities):
        path = ("activities", number)
        yield from known([activity.field], fields, (*path, "field"))
        yield from known(activity.lead, bodies, (*path, "lead"))
        yield from known(activity.coordinating, bodies, (*path, "coordinating"))
        for position, output in enumerate(activity.outputs):
            there = (*path, "outputs", position)
            yield from known(output.lead, bodies, (*there, "lead"))
            yield from known(output.schedule.periods, plan.period, (*there, "schedule", "periods"))
    for number, relation in enumerate(plan.relations):
        for name, side in (("left", relation.left), ("right", relation.right)):
            yield from known([side.metric], plan.metric, ("relations", number, name, "metric"))
    for number, metric in enumerate(plan.metrics):
        yield from known(metric.shared_list, KINDS, ("metrics", number, "shared_list"))
    for number, obligation in enumerate(plan.obligations):
        path = ("obligations", number)
        yield from known(obligation.applies_to, bodies, (*path, "applies_to"))
        yield from known(obligation.fields, fields, (*path, "fields"))
        schedule = obligation.schedule
        periods = schedule.periods if schedule else ()
        yield from known(periods, plan.period, (*path, "schedule", "periods"))


def _metric(plan: Plan, metric: Metric, place: Place) -> Iterator[Diagnostic]:
    """A metric says what its kind needs, and some target uses it."""
    compared = metric.is_percent
    if compared != (metric.denominator is not None):
        yield diagnostic("plan-metric-denominator", place, id=metric.id, kind=metric.kind)
    if (metric.kind == "confirmation") != (metric.unit is None):
        yield diagnostic("plan-metric-unit", place, id=metric.id, kind=metric.kind)
    if metric.counts_agencies and metric.kind != "share":
        yield diagnostic("plan-counts-agencies", place, id=metric.id, kind=metric.kind)
    if metric.accrues and metric.kind == "confirmation":
        yield diagnostic("plan-accrues", place, id=metric.id)
    if metric.shared_list and (metric.kind != "share" or metric.counts_agencies):
        yield diagnostic("plan-shared-list", place, id=metric.id)
    if not any(target.metric == metric.id for target in plan.targets):
        yield diagnostic("plan-unused-metric", place, id=metric.id)


def _records(metric: Metric, records: Records, path: Path, locate: Locate) -> Iterator[Diagnostic]:
    """A metric comes from records by columns and conditions that these have."""
    if metric.kind != "share":
        yield diagnostic("plan-records", locate(path), id=metric.id)
    if form := records.form:
        ways = [((*path, "form"), form.numerator, form.denominator)]
        ways += [
            ((*path, "form", "elsewhere", number), way.numerator, way.denominator)
            for number, way in enumerate(form.elsewhere)
        ]
        for where, above, below in ways:
            for part, columns in (("numerator", above), ("denominator", below)):
                if not set(columns) <= set(FORM_COLUMNS) or len(set(columns)) < len(columns):
                    yield diagnostic("plan-form-column", locate((*where, part)), id=metric.id)
                elif not columns:
                    yield diagnostic("plan-form-column", locate(where), id=metric.id)
    if records.dossiers:
        for part in ("denominator", "numerator"):
            if found := fault(getattr(records.dossiers, part)):
                code, word, near = found
                place = locate((*path, "dossiers", part))
                yield diagnostic(code, place, id=metric.id, word=word, nearest=near)
    for number, measure in enumerate(records.portal):
        pair = measure.numerator, measure.denominator
        if bool(measure.code) == any(pair) or (any(pair) and not all(pair)):
            yield diagnostic("plan-portal", locate((*path, "portal", number)), id=metric.id)


def _threshold(plan: Plan, target: Target, place: Place) -> Iterator[Diagnostic]:
    """A threshold is one that its metric can be compared with."""
    metric = plan.metric.get(target.metric)
    if metric is None:
        return
    threshold = target.threshold
    if isinstance(threshold, Confirmed) or metric.kind == "confirmation":
        fits = isinstance(threshold, Confirmed) and metric.kind == "confirmation"
    else:
        fits = (threshold.unit == "%") == (metric.kind != "count") and _in_range(metric, threshold)
    if not fits:
        yield diagnostic("plan-threshold", place, id=target.id, kind=metric.kind)


def _time_and_holder(
    plan: Plan, target: Target, path: Path, locate: Locate
) -> Iterator[Diagnostic]:
    """`until` gives more time than the year's data do, and who holds a total has the target."""
    closing = max((period.data_to for period in plan.reporting if period.final), default=None)
    if target.until and closing and not closing < target.until <= _last_day(plan):
        place = locate((*path, "until"))
        yield diagnostic("plan-until", place, id=target.id, until=target.until, closing=closing)
    if target.held_by is not None:
        holder = plan.agency.get(target.held_by)
        if holder is None or not target.applies(holder):
            place = locate((*path, "held_by"))
            yield diagnostic("plan-held-by", place, id=target.id, name=target.held_by)


def _last_day(plan: Plan) -> date:
    """The last day of the year after the plan's, in which a target may still end."""
    return date(plan.plan.year + 1, 12, 31)


def _relations(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """A relation is between two figures, each of which has the side that it names."""
    for number, relation in enumerate(plan.relations):
        for name, side in (("left", relation.left), ("right", relation.right)):
            if side.metric in plan.metric and not _has_side(plan.metric[side.metric], side):
                place = locate(("relations", number, name, "side"))
                yield diagnostic("plan-side", place, metric=side.metric, side=side.side)
        if relation.left.metric == relation.right.metric:
            yield diagnostic("plan-relation", locate(("relations", number)), id=relation.id)


def _has_side(metric: Metric, side: Counted) -> bool:
    if side.side == "value":
        return metric.kind == "count"
    return metric.kind == "share"


def _in_range(metric: Metric, threshold: Threshold) -> bool:
    value = threshold.value
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        return False
    if len(str(value)) > _LONGEST_NUMBER:
        return False
    if metric.kind == "growth":  # a fall by 30% is a growth of at most -30%
        return value >= -100
    return value >= 0 and (metric.kind != "share" or value <= 100)


def _reporting(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """Reports close after they open, are due after they close, and one closes the year."""
    year = plan.plan.year
    for number, period in enumerate(plan.reporting):
        closing = locate(("reporting", number, "data_to"))
        due = locate(("reporting", number, "due_on"))
        if period.data_from > period.data_to:
            yield diagnostic("plan-window", closing, id=period.id)
        elif period.data_to >= period.due_on:
            yield diagnostic("plan-window", due, id=period.id)
        if period.data_to.year != year:
            yield diagnostic("plan-outside-year", closing, id=period.id, year=year)
        if period.due_on.year not in (year, year + 1):
            yield diagnostic("plan-outside-year", due, id=period.id, year=year)
    final = [period for period in plan.reporting if period.final]
    last = max((period.due_on for period in plan.reporting), default=None)
    if len(final) != 1 or final[0].due_on != last:
        yield diagnostic("plan-final-report", locate(("reporting",)))
    if plan.plan.effective_from < plan.plan.signed_on:
        yield diagnostic("plan-effective", locate(("plan", "effective_from")))


def _schedules(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """Each schedule has what its kind needs and lies in the year, or the next if that is said."""
    for number, activity in enumerate(plan.activities):
        if not activity.outputs:
            yield diagnostic("plan-no-output", locate(("activities", number)), id=activity.id)
        for position, output in enumerate(activity.outputs):
            place = locate(("activities", number, "outputs", position, "schedule"))
            yield from _schedule(plan, activity.id, output, place)
    for number, duty in enumerate(plan.obligations):
        place = locate(("obligations", number))
        by_day = duty.due_on is not None
        if by_day == (duty.schedule is not None) or (duty.is_agency_plan and not by_day):
            yield diagnostic("plan-duty-time", place, id=duty.id)
            continue
        place = locate(("obligations", number, "due_on" if by_day else "schedule"))
        yield from _schedule(plan, duty.id, duty.as_activity().outputs[0], place)


def _schedule(plan: Plan, id: str, output: Output, place: Place) -> Iterator[Diagnostic]:
    schedule = output.schedule
    if not _complete(schedule):
        yield diagnostic("plan-schedule", place, id=id, kind=schedule.kind)
        return
    try:
        year = _year(schedule)
    except ValueError as error:
        yield diagnostic("plan-schedule-form", place, id=id, value=str(error))
        return
    if year not in (None, plan.plan.year, _next_year(plan, output)):
        yield diagnostic("plan-outside-year", place, id=id, year=plan.plan.year)


def _unconfirmed(plan: Plan, locate: Locate) -> Iterator[Diagnostic]:
    """What is still to be confirmed are fields that the entry has."""
    suggest = Suggestions()
    entries: list[tuple[Path, object]] = [(("plan",), plan.plan)]
    entries += [
        ((name, number), entry)
        for name in ID_PATTERNS
        for number, entry in enumerate(getattr(plan, name))
    ]
    for path, entry in entries:
        known = set(vars(entry)) - {"to_confirm"}
        for number, name in enumerate(getattr(entry, "to_confirm", ())):
            if name not in known:
                yield diagnostic(
                    "plan-bad-choice",
                    locate((*path, "to_confirm", number)),
                    name="to_confirm",
                    value=name,
                    expected=", ".join(sorted(known)),
                    nearest=suggest.nearest(name, known),
                )


def _next_year(plan: Plan, output: Output) -> int | None:
    """The year after the plan's where the decision's own words name it, so that it is no slip."""
    year = plan.plan.year + 1
    return year if str(year) in output.text else None


def _complete(schedule: Schedule) -> bool:
    """Whether exactly the companion that the schedule's kind needs is there."""
    companions = {
        "day": schedule.day is not None,
        "month": bool(schedule.month),
        "quarter": bool(schedule.quarter),
        "reporting": bool(schedule.periods),
    }
    if schedule.kind == "event" and not schedule.event:
        return False
    return all(given == (kind == schedule.kind) for kind, given in companions.items())


def _year(schedule: Schedule) -> int | None:
    if schedule.day:
        return schedule.day.year
    if schedule.month:
        return parse_month(schedule.month)[0]
    if schedule.quarter:
        return parse_quarter(schedule.quarter)[0]
    return None
