"""Pages on activities."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.explain import ActivityExplained
from cchc.messages import Messages
from cchc.plan.model import Quantity
from cchc.render.explain.entry import EntryPage
from cchc.render.explain.words import task_lines, to_report
from cchc.render.wording import shown_threshold
from cchc.submission.columns import ACTIVITIES
from cchc.template import Task


def show_activity(page: EntryPage, it: ActivityExplained) -> None:
    """Writes all there is to say of an activity, or of one of its outputs."""
    activity, lang = it.activity, page.messages.lang
    if len(it.tasks) == len(activity.outputs):
        page.title(activity.id, "activity", activity.title[lang])
    else:
        page.title(it.tasks[0].key, "output", activity.title[lang])
    page.heading("explain.outputs")
    for task in it.tasks:
        page.item(f"{task.key}: {task.output.name[lang]}")
        for line in times(task, page.messages):
            page.item(line, indent=4)
        if task.output.lead:
            names = page.names(task.output.lead)
            page.item(page.messages("explain.lead", names=names), indent=4)
    _quantities(page, activity.quantities)
    page.heading("explain.who")
    page.say("explain.lead", names=page.names(activity.lead))
    if activity.coordinating:
        page.say("explain.coordinating", names=page.names(activity.coordinating))
    page.source(activity.source)
    page.say("explain.field", field=it.field.title)
    page.reading(activity.reading)
    show_samples(page, to_report(it.tasks))
    page.general(it.readings)


def times(task: Task, messages: Messages) -> Iterator[str]:
    """When an output is due: in the decision's words where there are any, and by the calendar."""
    schedule, days = task.output.schedule, "; ".join(map(messages.day, task.due_on))
    if task.output.text:
        yield messages("explain.time", text=task.output.text)
    if schedule.kind == "event":
        yield messages("explain.due.event", event=schedule.event)
        return
    if schedule.kind == "ongoing":
        yield messages("explain.due.ongoing")
    elif schedule.kind == "reporting":
        yield messages("explain.due.reporting", days=days)
    else:
        yield messages("explain.due", days=days)
    if schedule.event:
        yield messages("explain.condition", event=schedule.event)


def _quantities(page: EntryPage, quantities: tuple[Quantity, ...]) -> None:
    if quantities:
        page.heading("explain.quantities")
    for quantity in quantities:
        threshold = shown_threshold(quantity.threshold, page.messages)
        page.say("explain.quantity", counts=quantity.counts, threshold=threshold)


def show_samples(page: EntryPage, tasks: list[Task]) -> None:
    """Writes how outputs are reported."""
    if not tasks:
        return
    page.heading("explain.sample")
    page.say("explain.sample.activities")
    for task in tasks:
        page.lines(task_lines(task, page.messages))
    page.say("explain.sample.activities.table", **page.columns(ACTIVITIES))
    page.say("explain.late")
