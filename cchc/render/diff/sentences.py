"""What changed between two plans, each change in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc.messages import Composed, Messages
from cchc.plan.diff.model import NAMING, Change, Fact, PlanDiff
from cchc.plan.model import Plan, Reading, Threshold
from cchc.render.diff.facts import fact, whom
from cchc.render.wording import quoted

_CHOICES: Final = frozenset(("kind", "counts_agencies", "accrues"))
"""Fields of a metric whose values have words of their own."""
_QUOTED: Final = frozenset(
    ("text", "decision", "issued_by", "records.numerator", "records.denominator")
)


def sentence(report: PlanDiff, messages: Messages, change: Change) -> str:
    """One change in words."""
    if change.output is None:
        return _sentence(report, messages, change)
    name = quoted(change.output.name, messages)
    if change.kind in ("added", "removed"):
        when = fact(change.after or change.before, messages)
        return messages(f"diff.output.{change.kind}", output=name, timing=when)
    said = _sentence(report, messages, change)
    return messages("diff.output", output=name, change=Composed(said[:1].lower() + said[1:]))


def _sentence(report: PlanDiff, messages: Messages, change: Change) -> str:
    if is_whole(change):
        return messages(f"diff.{change.kind}", entry=Composed(entry_of(report, messages, change)))
    if isinstance(change.after, bool):
        return messages(f"diff.{change.kind}.{'yes' if change.after else 'no'}")
    if change.before is None and change.after is None:
        return _gains(report, messages, change)
    what, before, after = _what(change, messages), change.before, change.after
    if before is None:
        return messages("diff.now", what=what, after=_value(report, change, after, messages))
    if after is None:
        return messages("diff.gone", what=what, before=_value(report, change, before, messages))
    return _turned(report, messages, change, what)


def _what(change: Change, messages: Messages) -> Composed:
    """What has changed, by the name that people have for the field."""
    said = change.after or change.before
    if isinstance(said, Reading) and said.about:
        about = quoted(said.about, messages)
        return Composed(messages("diff.kind.reading-about", about=about))
    return Composed(messages(f"diff.kind.{change.kind}"))


def _turned(report: PlanDiff, messages: Messages, change: Change, what: Composed) -> str:
    before, after = (
        _value(report, change, said, messages) for said in (change.before, change.after)
    )
    if before == after:
        return _hidden(change, messages, what)
    if turn := _turn(change, messages):
        return messages("diff.turned", what=what, before=before, after=after, turn=turn)
    said = messages("diff.from-to", what=what, before=before, after=after)
    if change.gained or change.lost:
        gained = duties(change.gained, report.new, messages)
        lost = duties(change.lost, report.old, messages)
        return messages("diff.gained-lost", what=Composed(said), gained=gained, lost=lost)
    return said


def _hidden(change: Change, messages: Messages, what: Composed) -> str:
    """A change that the words of this language don't show."""
    before, after = change.before, change.after
    decided = [said.decided for said in (before, after) if isinstance(said, Reading)]
    if decided and decided[0] == decided[-1]:
        return messages("diff.why", what=what)
    return messages("diff.other-language", what=what)


def _turn(change: Change, messages: Messages) -> Composed | None:
    if change.turn is None:
        return None
    turn = Composed(messages(f"diff.turn.{change.turn}"))
    if change.by is None:
        return turn
    days, months = abs(change.by.days), abs(change.by.months or 0)
    key = "diff.by.months" if months else "diff.by.days"
    return Composed(messages(key, turn=turn, days=days, months=months))


def _value(report: PlanDiff, change: Change, said: Fact, messages: Messages) -> Composed:
    if isinstance(said, Threshold) and said.unit != "%" and _units(change) > 1:
        return Composed(f"{fact(said, messages)} {said.unit}")
    if not isinstance(said, str):
        return fact(said, messages)
    if change.kind == "due":
        return Composed(messages(f"due.{said}"))
    if change.section == "agencies" and change.kind == "kind":
        return Composed(messages(f"kind.{said}"))
    if change.kind == "held_by":
        name = report.name(said)
        return Composed(name if isinstance(name, str) else name[messages.lang])
    if change.kind in _CHOICES:
        return Composed(messages(f"diff.value.{said}"))
    return quoted(said, messages) if change.kind in _QUOTED else fact(said, messages)


def _units(change: Change) -> int:
    """How many units the thresholds before and after are in."""
    sides = (change.before, change.after)
    return len({said.unit for said in sides if isinstance(said, Threshold)})


def _gains(report: PlanDiff, messages: Messages, change: Change) -> str:
    """What a list has gained and lost."""
    what = _what(change, messages)
    gained = _listed(report, messages, change, change.gained)
    lost = _listed(report, messages, change, change.lost)
    if gained == lost and change.kind not in NAMING:
        return messages("diff.other-language", what=what)
    key = "diff.gained-lost" if gained and lost else "diff.gained" if gained else "diff.lost"
    return messages(key, what=what, gained=gained, lost=lost)


def _listed(report: PlanDiff, messages: Messages, change: Change, said: Iterable[Fact]) -> Composed:
    ids = [one for one in said if isinstance(one, str)]
    if change.kind in NAMING:
        return whom(ids, report, messages)
    if change.kind == "shared_list":
        return Composed("; ".join(messages(f"kind.{kind}") for kind in ids))
    if change.kind == "fields":
        fields = (*report.new.fields, *report.old.fields)
        titles = {field.id: quoted(field.title, messages) for field in reversed(fields)}
        return Composed("; ".join(titles[id] for id in ids))
    return Composed("; ".join(fact(one, messages) for one in said))


def is_whole(change: Change) -> bool:
    """Whether the entry itself is new or gone, rather than something about it."""
    return change.kind in ("added", "removed") and change.output is None


def entry_of(report: PlanDiff, messages: Messages, change: Change) -> str:
    """What the entry is called, and where it stands."""
    plan = report.old if change.kind == "removed" and not change.output else report.new
    address = change.id
    if change.source and change.section != "activities":
        address = messages.clause(change.source, plan)
    elif change.section == "plan":
        address = plan.plan.decision
    name = quoted(change.title, messages)
    return messages("diff.entry", title=name, address=address)


def duties(ids: Iterable[object], plan: Plan, messages: Messages) -> Composed:
    """How many targets and activities are an agency's for what it is."""
    ids = set(ids)
    targets = sum(target.id in ids for target in plan.targets)
    return Composed(messages("diff.duties", targets=targets, activities=len(ids) - targets))
