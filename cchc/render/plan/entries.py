"""Words for what a plan says of its targets and relations, which several formats share."""

from __future__ import annotations

from cchc.messages import Messages
from cchc.plan.model import Relation, Target


def due_words(target: Target, messages: Messages) -> str:
    """With which reports a target is due, and up to which day it may still be reached."""
    due = messages(f"due.{target.due}")
    return messages("due.until", due=due, until=target.until) if target.until else due


def equation(relation: Relation, messages: Messages) -> str:
    """Which figures have to agree, and how."""
    left, right = (
        f"{messages(f'relation.{side.side}')} {side.metric}"
        for side in (relation.left, relation.right)
    )
    return f"{left} {'=' if relation.op == '==' else '≤'} {right}"
