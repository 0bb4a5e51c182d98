"""A comparison of two plans in words, whatever it is written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from cchc.messages import Composed, Messages
from cchc.plan.diff.model import NAMING, Change, PlanDiff, Timing
from cchc.plan.model import Activity, Agency, Obligation, Plan, ReportingPeriod, Target
from cchc.plan.schedule import due_dates
from cchc.render.diff.facts import fact, whom
from cchc.render.diff.sentences import duties, entry_of, is_whole, sentence
from cchc.render.wording import duty_times, quoted, timing

_BETWEEN: Final = " · "


class ChangedEntry(NamedTuple):
    """An entry that is new, gone, or has changed, and in which ways."""

    kind: str
    """``added``, ``removed`` or ``changed``."""
    entry: str
    changes: tuple[str, ...]


class ChangedPart(NamedTuple):
    """What has changed in one part of the plan."""

    heading: str
    entries: tuple[ChangedEntry, ...]


def title(report: PlanDiff, messages: Messages) -> str:
    """The heading: both decisions."""
    old, new = report.old.plan, report.new.plan
    return messages(
        "diff.heading",
        old=old.decision,
        old_year=old.year,
        new=new.decision,
        new_year=new.year,
    )


def notes(report: PlanDiff, messages: Messages) -> Iterator[str]:
    """What has to be known of the comparison."""
    old, new = report.old.plan.year, report.new.plan.year
    if old != new:
        yield messages("diff.years", old=old, new=new)
    if report.agency:
        yield messages("diff.agency", agency=report.agency.name)


def total(report: PlanDiff, messages: Messages) -> str:
    """How many changes there are, and about what."""
    if not report.changes:
        return messages("diff.none")
    details = ", ".join(
        messages(f"diff.subject.{subject}", count=count)
        for subject, count in report.counts.items()
        if count
    )
    return messages("diff.total", count=len(report.changes), details=Composed(details))


def parts(report: PlanDiff, messages: Messages) -> Iterator[ChangedPart]:
    """The changes by part of the plan and by entry."""
    for section, changes in groupby(report.changes, attrgetter("section")):
        entries = (
            _entry(report, messages, tuple(of_entry)) for _, of_entry in groupby(changes, _entry_of)
        )
        yield ChangedPart(messages(f"diff.section.{section}"), tuple(entries))


def _entry_of(change: Change) -> tuple[str, str]:
    """What a change is listed under; an id may be gone and come again for something else."""
    return change.id, change.kind if is_whole(change) else ""


def _entry(report: PlanDiff, messages: Messages, changes: Sequence[Change]) -> ChangedEntry:
    first = changes[0]
    entry = entry_of(report, messages, first)
    if not is_whole(first):
        holders = next((one for one in changes if one.kind not in NAMING), None)
        whose = _whose(report, messages, holders) if holders else ()
        lines = tuple(sentence(report, messages, change) for change in changes)
        return ChangedEntry("changed", _BETWEEN.join((entry, *whose)), lines)
    named = messages(f"diff.{first.kind}", entry=Composed(entry))
    details = (*_details(report, messages, first), *_whose(report, messages, first))
    return ChangedEntry(first.kind, _BETWEEN.join((named, *details)), ())


def _whose(report: PlanDiff, messages: Messages, change: Change) -> Iterator[str]:
    """Whom it concerns, unless the entry itself is who."""
    if change.section in ("agencies", "bodies"):
        return
    if change.concerns:
        key = "diff.lead" if change.section == "activities" else "diff.whom"
        yield messages(key, names=whom(change.concerns, report, messages))
    if change.coordinating:
        yield messages("diff.coordinating", names=whom(change.coordinating, report, messages))


def _details(report: PlanDiff, messages: Messages, change: Change) -> Iterator[str]:
    """What an entry that is new or gone asks."""
    whole = change.after or change.before
    plan = report.new if change.after else report.old
    if isinstance(whole, Target):
        yield fact(whole.threshold, messages)
        yield messages(f"due.{whole.due}")
    elif isinstance(whole, Activity):
        yield from _outputs(whole, plan, messages)
    elif isinstance(whole, ReportingPeriod):
        yield messages("diff.period", start=whole.data_from, end=whole.data_to, due_on=whole.due_on)
    elif isinstance(whole, Obligation):
        yield messages("diff.due_on", day=duty_times(whole, plan, messages))
    elif isinstance(whole, Agency):
        yield messages(f"kind.{whole.kind}")
        yield duties(change.gained or change.lost, plan, messages)


def _outputs(activity: Activity, plan: Plan, messages: Messages) -> Iterator[str]:
    for output in activity.outputs:
        when = Timing(output.schedule, due_dates(output.schedule, plan))
        what = messages("diff.kind.schedule").lower()
        yield f"{quoted(output.name, messages)}, {what}: {timing(when, messages)}"
