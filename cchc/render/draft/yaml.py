"""A drafted plan as YAML: above each entry the words it was made from, and what to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from cchc.draft.model import NOWHERE, Draft
from cchc.messages import Messages
from cchc.plan.model import Entry
from cchc.render.draft.plan import plan_text
from cchc.render.look import Look
from cchc.render.wording import difference
from cchc.text import one_line, shorten, visible

_TOLD: Final = 1_000
"""Characters of what is told of one place."""


def render(draft: Draft, look: Look, out: TextIO) -> None:
    """Writes the plan file."""
    out.write(_text(draft, look.messages))


def content(draft: Draft, messages: Messages) -> bytes:
    """The plan file."""
    return _text(draft, messages).encode()


def _text(draft: Draft, messages: Messages) -> str:
    def comment(name: str, entry: Entry) -> str:
        return "\n".join(_lines(draft, name, entry, messages))

    plan = draft.plan
    head = messages(
        "draft.head",
        targets=len(plan.targets),
        activities=len(plan.activities),
        reports=len(plan.reporting),
        count=plan.unconfirmed,
    )
    lines = [*head.splitlines(), *_left(draft, messages)]
    return "".join(f"# {line}\n" for line in lines) + plan_text(draft.plan, comment)


def _left(draft: Draft, messages: Messages) -> Iterator[str]:
    """What of the text isn't in the draft, so that nothing is lost without being told."""
    if draft.left:
        yield messages("draft.left", count=len(draft.left))
    for finding in draft.left:
        key = "draft.left-one" if finding.line else "draft.left-none"
        words = visible(one_line(shorten(finding.excerpt, _TOLD)))
        yield "  " + messages(
            key,
            line=finding.line,
            told=visible(difference(finding, messages), most=_TOLD),
            words=words,
        )


def _lines(draft: Draft, name: str, entry: Entry, messages: Messages) -> Iterator[str]:
    """What stands above an entry."""
    origin = draft.origins.get((name, getattr(entry, "id", "")), NOWHERE)
    if origin.line:
        words = visible(" ".join(origin.words.split()))
        yield messages("draft.origin", line=origin.line, words=words)
    if origin.without_op and name == "targets":
        yield messages("draft.without-op")
    if not origin.line and name == "reporting":
        yield messages("draft.no-report")
    if fields := getattr(entry, "to_confirm", ()):
        yield messages("draft.confirm", fields=", ".join(fields))
