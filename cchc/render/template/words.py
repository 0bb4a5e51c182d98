"""The words of a form, whatever kind of file it is written to."""

from __future__ import annotations

from cchc.messages import Messages
from cchc.plan.model import Confirmed
from cchc.render.wording import shown_threshold
from cchc.template import Form, FormLine, FormSection, Task
from cchc.text import visible


def title(form: Form, messages: Messages) -> str:
    """The form's heading."""
    return messages("template.title", period=form.period.title, year=form.plan.plan.year)


def section_title(section: FormSection, messages: Messages) -> str:
    """The heading of some lines."""
    if section.field:
        return section.field.title[messages.lang].upper()
    return messages("template.year-end")


def line_title(line: FormLine, messages: Messages) -> str:
    """What the line's targets are called."""
    return "\n".join(visible(target.title[messages.lang]) for target in line.targets)


def thresholds(line: FormLine, messages: Messages) -> str:
    """What is to be reached."""
    return "\n".join(shown_threshold(target.threshold, messages) for target in line.targets)


def clauses(line: FormLine, form: Form, messages: Messages) -> str:
    """Where the decision says so."""
    return "\n".join(messages.clause(target.source, form.plan) for target in line.targets)


def how_to_fill(line: FormLine, messages: Messages) -> str:
    """What may be written for the figure."""
    kind = line.metric.kind
    if all(isinstance(target.threshold, Confirmed) for target in line.targets):
        kind = "confirmation"
    text = messages(f"template.fill.{kind}")
    if line.metric.may_not_arise:
        text += messages("template.fill.or-none")
    return text


def task_title(task: Task, messages: Messages) -> str:
    """The activity and its output."""
    title, output = task.activity.title[messages.lang], task.output.name[messages.lang]
    return visible(title if title == output else f"{title} → {output}", 500)


def task_clause(task: Task) -> str:
    """The activity's number in the appendix, or a duty's place in the decision."""
    return task.activity.source.address


def task_days(task: Task, messages: Messages) -> str:
    """The days on which the output is due."""
    return "; ".join(map(messages.day, task.due_on))
