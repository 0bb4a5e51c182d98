"""A plan drafted from a decision's text, for a person to confirm.

What was guessed is data (``to_confirm``), not a comment, so that every verdict by such a plan
can warn of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.decision.model import Decision
from cchc.draft.activities import activities
from cchc.draft.agencies import known
from cchc.draft.duties import duties
from cchc.draft.fields import Fields
from cchc.draft.head import provenance
from cchc.draft.model import Draft, Drafted
from cchc.draft.targets import targets
from cchc.plan.model import Agency, Plan, complete
from cchc.trace import trace


def draft(decision: Decision, agencies: Sequence[Agency] = ()) -> Draft:
    """What can be found in `decision` by rule, as a valid plan.

    Args:
        decision: the text, as it was read.
        agencies: those that report; none for those that the appendix names.
    """
    complete()
    head = provenance(decision)
    fields = Fields(decision)
    named = known(decision, agencies)
    owed = duties(decision, fields.of_targets, head.year)
    closing = max(period.entry.data_to for period in owed.reporting)
    compared = targets(decision, fields, head.year, closing)
    periods = [period.entry for period in owed.reporting]
    lists: dict[str, Sequence[Drafted[Any]]] = {
        "fields": fields.found,
        "agencies": named.agencies,
        "bodies": named.bodies,
        "metrics": compared.metrics,
        "targets": compared.targets,
        "activities": activities(decision, fields, named, head.year, periods),
        "reporting": owed.reporting,
        "obligations": owed.obligations,
    }
    entries = {name: tuple(one.entry for one in found) for name, found in lists.items()}
    origins = {(name, one.entry.id): one.origin for name, found in lists.items() for one in found}
    plan = Plan("cchc.plan/1", head, **entries)
    left = sorted(trace(plan, decision).findings, key=lambda finding: finding.line)
    return Draft(plan, origins, tuple(left))
