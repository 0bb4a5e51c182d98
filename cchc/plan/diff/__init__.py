"""Two plans compared: what changed, which way, and for whom."""

from __future__ import annotations

from cchc.plan.diff import activities, duties, provenance, registry, relations, targets
from cchc.plan.diff.both import Both
from cchc.plan.diff.model import PlanDiff
from cchc.plan.model import Plan


def diff(old: Plan, new: Plan) -> PlanDiff:
    """Everything that differs, as far as somebody may have to act on it.

    Where the plans are of different years, what the old one says of its year counts as said of
    the new one's: its days, the ids of its periods, the years in its texts.  The order of a list
    is no difference, but for outputs, which reports name by number.
    """
    both = Both.of(old, new)
    changes = (
        *provenance.changes(both),
        *targets.changes(both),
        *activities.changes(both),
        *duties.changes(both),
        *relations.changes(both),
        *registry.changes(both),
    )
    return PlanDiff(old, new, changes)
