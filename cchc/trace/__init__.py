"""A plan held against its decision's text: what is covered, unclaimed, contradictory.

Silence is never taken for agreement: what looks like a row or a list and can't be read is reported
(``unread``, ``no-rows``, ``no-targets``).  A figure is known by its value and its order in the
item, since no rule says where a clause begins; lost headings show by numbers and letters that begin
anew.  A bare figure is a least, unless the target's reading names it with another sign; of the time
column every word has to be quoted.  From one month to another means the last; "before the 15th"
means the 14th.
"""

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
        *_unread(decision),
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


def _unread(decision: Decision) -> Iterator[Finding]:
    """What of the decision couldn't be read, so that nobody takes silence for agreement."""
    if not any(section.of_targets and section.items for section in decision.sections):
        yield Finding("unclaimed", "no-targets", "")
    if decision.speaks_of_appendix and not decision.rows:
        yield Finding("unclaimed", "no-rows", "")
    for line in decision.unread:
        yield Finding("unclaimed", "unread", "", line=line.number, excerpt=line.text)


def _head(plan: Plan, decision: Decision) -> Iterator[Claim | Finding]:
    """Whether it is this decision at all, where its head isn't lost."""
    head = plan.plan
    said: tuple[tuple[Code, Said | None, Said], ...] = (
        ("decision", decision.number, head.decision),
        ("signed-on", decision.signed_on, head.signed_on),
        ("effective", decision.effective_from, head.effective_from),
        ("supersedes", decision.replaces, tuple(sorted(head.supersedes))),
    )
    for code, text, ours in said:
        if text and text == ours:
            yield Claim("head", "")
        elif text:
            yield Finding("contradictory", code, "", entry=head.id, text=text, plan=ours)
