"""Plans that take each other's place from a day on, and which of them holds for what.

A report goes by the plan in force on the day its data close, so that figures are held against what
was asked while they arose.  A period from before a plan that replaces another is refused where the
other isn't given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from cchc.diagnostics import diagnostic
from cchc.errors import UsageError
from cchc.plan.model import Plan, ReportingPeriod


class Succession(NamedTuple):
    """Plans in the order of the days from which they hold; mostly a single one.

    For a report, the plan counts that is in force on the day its data close: figures are held
    against what was asked while they arose, not against what was decided after.
    """

    plans: tuple[Plan, ...]

    @property
    def latest(self) -> Plan:
        """The plan that holds from the latest day on."""
        return self.plans[-1]

    def period(self, id: str) -> ReportingPeriod | None:
        """A reporting period as the plan has it that governs it."""
        return self.governing(id).period.get(id)

    def governing(self, period: str) -> Plan:
        """The plan that reports of a period are compared with; the latest if none has it."""
        having = [plan for plan in self.plans if period in plan.period]
        in_force = [plan for plan in having if governs(plan, plan.period[period])]
        return (in_force or having[:1] or self.plans)[-1]

    def before(self, period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
        """The reporting periods of the same year that close before `period`, in order."""
        known = dict.fromkeys(one.id for plan in self.plans for one in plan.reporting)
        found = [past for id in known if (past := self.period(id))]
        year = period.data_to.year
        earlier = [
            past for past in found if past.data_to.year == year and past.data_to < period.data_to
        ]
        return tuple(sorted(earlier, key=lambda past: past.data_to))

    def spans(self) -> Iterator[tuple[Plan, date, date]]:
        """Each plan with the first and the last day on which it holds."""
        for number, plan in enumerate(self.plans):
            replacing = (one for one in self.plans[number + 1 :] if _replaces(one, plan))
            until = min((one.plan.effective_from for one in replacing), default=None)
            since = plan.plan.effective_from if _replaces_any(plan, self.plans) else date.min
            yield plan, since, date.fromordinal(until.toordinal() - 1) if until else date.max


def succession(plans: Iterable[Plan]) -> Succession:
    """`plans` in the order in which they hold.

    Raises:
        UsageError: two of them have a reporting period in common, and neither replaces the
            other from another day on, nor by way of a third.
    """
    ordered = tuple(sorted(plans, key=lambda plan: plan.plan.effective_from))
    for earlier, later in combinations(ordered, 2):
        apart = earlier.plan.effective_from < later.plan.effective_from
        if earlier.period.keys() & later.period.keys() and not (
            apart and _replaces_in_turn(later, earlier, ordered)
        ):
            numbers = [one.plan.decision for one in (earlier, later)]
            raise UsageError(
                diagnostic("usage-plans-apart", None, earlier=numbers[0], later=numbers[1])
            )
    return Succession(ordered)


def governs(plan: Plan, period: ReportingPeriod) -> bool:
    """Whether `plan` was in force when the period's data closed.

    A plan that replaces no other holds for all its periods, even those that close before it is
    signed.
    """
    return not plan.plan.supersedes or plan.plan.effective_from <= period.data_to


def _replaces(later: Plan, earlier: Plan) -> bool:
    return earlier.plan.decision in later.plan.supersedes


def _replaces_in_turn(later: Plan, earlier: Plan, plans: Iterable[Plan]) -> bool:
    """Whether `later` replaces `earlier`, or a plan that does, or one that replaces that one."""
    between = (
        plan
        for plan in plans
        if _replaces(later, plan) and plan.plan.effective_from < later.plan.effective_from
    )
    return _replaces(later, earlier) or any(
        _replaces_in_turn(plan, earlier, plans) for plan in between
    )


def _replaces_any(plan: Plan, others: Iterable[Plan]) -> bool:
    return any(_replaces(plan, other) for other in others)
