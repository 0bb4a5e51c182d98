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
from typing import Final

from cchc.decision.model import Decision
from cchc.plan.model import Plan
from cchc.text import visible
from cchc.trace.accounting import account, unexplained
from cchc.trace.appendix import trace_rows
from cchc.trace.days import trace_days
from cchc.trace.model import CODES, Claim, Code, Finding, Said, Trace
from cchc.trace.targets import trace_targets

_HEADINGS: Final = 12
"""Headings that are named where none announces targets."""
_TITLE: Final = 60
"""Characters of each of them."""


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
    figures = tuple(account(plan, decision, found))
    findings = [one for one in found if isinstance(one, Finding)]
    return Trace(
        plan,
        decision,
        tuple(one for one in found if isinstance(one, Claim)),
        (*findings, *unexplained(figures, findings)),
        figures,
    )


def _unread(decision: Decision) -> Iterator[Finding]:
    """What of the decision couldn't be read, so that nobody takes silence for agreement."""
    if not any(section.of_targets and section.items for section in decision.sections):
        passed = [
            f"{one.address}. {visible(one.title, _TITLE)}" for one in decision.sections if one.title
        ]
        yield Finding("unclaimed", "no-targets", "", text=tuple(passed[:_HEADINGS]))
    if decision.speaks_of_appendix and not decision.rows:
        yield Finding("unclaimed", "no-rows", "")
    for one in decision.unread:
        if one.kind == "row":
            yield Finding("unclaimed", "unread", "", line=one.line, excerpt=one.text)
        else:
            code = one.kind if one.kind in CODES else "object"
            yield Finding("unclaimed", code, "", line=one.line, text=one.text)


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
