"""Words of `cchc deadlines` that several formats share."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.deadlines import Deadline, Deadlines, Undated
from cchc.messages import Messages
from cchc.render.wording import names
from cchc.text import one_line


def heading(report: Deadlines, messages: Messages) -> str:
    """The window, and whose deadlines they are where it is one agency."""
    key = "deadlines.heading.agency" if report.agency else "deadlines.heading"
    agency = report.agency.name if report.agency else ""
    return messages(key, start=report.start, end=report.end, agency=agency)


def summary(report: Deadlines, messages: Messages) -> str:
    """How much falls due, and how much has no day."""
    return messages(
        "deadlines.summary",
        count=len(report.items),
        ongoing=len(report.ongoing),
        events=len(report.events),
    )


def nothing(report: Deadlines, messages: Messages) -> Iterator[str]:
    """Sentences of a window in which nothing falls due; the plan's year if it lies elsewhere."""
    yield messages("deadlines.none")
    year = report.plan.plan.year
    if not report.start.year <= year <= report.end.year:
        yield messages("deadlines.outside", year=year)


def title(item: Deadline, messages: Messages) -> str:
    """What falls due: the activity, the report or the duty."""
    if item.kind in ("report", "data"):
        return one_line(messages(f"deadlines.{item.kind}", title=item.title))
    return one_line(item.title[messages.lang])


def output(item: Deadline, messages: Messages) -> str:
    """What an activity yields, and what has to happen first; empty for reports and duties."""
    if item.output is None:
        return ""
    text = item.output[messages.lang]
    if item.condition:
        text += f" ({messages('deadlines.condition', event=item.condition)})"
    return one_line(text)


def lead(item: Deadline, messages: Messages) -> str:
    """Who leads."""
    kinds = {agency.kind for agency in item.plan.agencies}
    if kinds and kinds <= set(item.lead):
        return messages("deadlines.everyone")
    return one_line(names(item.plan, item.lead, messages))


def clause(item: Deadline, messages: Messages) -> str:
    """The address in the decision, short: an activity's is its number in the appendix."""
    if item.output is None:
        return messages.clause(item.source, item.plan)
    return item.source.address


def state(item: Deadline, messages: Messages) -> str:
    """How the item stands by a submission, after a mark; empty while nothing is to be said."""
    if item.state == "done" and item.completed_on:
        return f"✓ {messages('deadlines.done-on', day=item.completed_on)}"
    if item.state == "done":
        return f"✓ {messages('state.done')}"
    if item.state == "late":
        when = f" {messages.day(item.completed_on)}" if item.completed_on else ""
        return f"✓ {messages('state.late')}{when}"
    if item.state in ("overdue", "not_reported"):
        return f"! {messages(f'state.{item.state}')}"
    return ""


def undated(entry: Undated, messages: Messages) -> str:
    """An output that has no day: its number, what it is, what it waits for, who leads."""
    activity, lang = entry.activity, messages.lang
    what = activity.title[lang]
    if len(activity.outputs) > 1:
        what += f" → {entry.output.name[lang]}"
    event = entry.output.schedule.event
    when = f" [{event[lang]}]" if event else ""
    who = names(entry.plan, activity.leads_of(entry.number), messages)
    return one_line(f"{activity.source.address} {what}{when} – {who}")
