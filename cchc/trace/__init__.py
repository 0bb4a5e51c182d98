"""A plan held against its decision's text: what is covered, unclaimed, contradictory."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.decision.model import Decision
from cchc.plan.model import Plan
from cchc.trace.appendix import trace_rows
from cchc.trace.days import trace_days
from cchc.trace.model import Claim, Code, Finding, Said, Trace
from cchc.trace.targets import trace_targets


def trace(plan: Plan, decision: Decision) -> Trace:
    """Everything that `plan` takes from `decision`, and whether it is so.

    The decision is read by itself, without a look at the plan; what the plan says of the text is
    then held against it, and what the text says against the plan.
    """
    found = [
        *_head(plan, decision),
        *trace_targets(plan, decision),
        *trace_rows(plan, decision),
        *trace_days(plan, decision),
    ]
    return Trace(
        plan,
        decision,
        tuple(one for one in found if isinstance(one, Claim)),
        tuple(one for one in found if isinstance(one, Finding)),
    )


def _head(plan: Plan, decision: Decision) -> Iterator[Claim | Finding]:
    """Whether it is this decision at all, where its head isn't lost."""
    head = plan.plan
    said: tuple[tuple[Code, Said | None, Said], ...] = (
        ("decision", decision.number, head.decision),
        ("signed-on", decision.signed_on, head.signed_on),
    )
    for code, text, ours in said:
        if text and text == ours:
            yield Claim("head", "")
        elif text:
            yield Finding("contradictory", code, "", entry=head.id, text=text, plan=ours)
