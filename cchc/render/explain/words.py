"""Words of `cchc explain` that several formats share: addresses, and lines to write in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc.catalogue import CatalogueEntry, Example
from cchc.exact import plain_text
from cchc.explain.names import OneOutput, Subject
from cchc.explain.samples import Sample
from cchc.messages import Messages
from cchc.plan.model import Agency, Confirmed, Metric, Target
from cchc.policy import LATE_CODES
from cchc.render.wording import shown_threshold
from cchc.submission.model import Answer, NoneArising
from cchc.template import Task
from cchc.text import visible


def subject_title(subject: Subject, messages: Messages) -> str:
    """What `subject` is about, in a line."""
    if isinstance(subject, CatalogueEntry):
        return messages.outline(subject.code)
    if isinstance(subject, Agency):
        return subject.name
    if isinstance(subject, Metric):
        return subject.numerator[messages.lang]
    if isinstance(subject, OneOutput):
        return subject.activity.outputs[subject.number - 1].name[messages.lang]
    return subject.title[messages.lang]


def effect(entry: CatalogueEntry) -> str:
    """What an error of this kind comes to: that of its group where it is none of a file."""
    if entry.code in LATE_CODES:
        return "late"
    return entry.group if entry.group in ("command", "program") else entry.severity


def example_lines(example: Example, text: str) -> Iterator[str]:
    """One side of an example as lines of a file, below the key that they belong to."""
    under = "" if example.under == "csv" else example.under
    if under:
        yield f"{under}:"
    for line in text.splitlines():
        yield ("  " if under else "") + visible(line)


def needs(target: Target, metric: Metric, messages: Messages) -> str:
    """What is to be reached, with its unit."""
    if isinstance(target.threshold, Confirmed):
        return messages("explain.needs.yes")
    threshold = shown_threshold(target.threshold, messages)
    if metric.kind == "count" and metric.unit:
        threshold = f"{threshold} {metric.unit[messages.lang]}"
    return messages("explain.needs", threshold=threshold)


def none_arising(metric: Metric, messages: Messages) -> str:
    """What counts as none arising, and how to write it."""
    suffix = "" if metric.may_not_arise else ".never"
    return messages(f"explain.none.{metric.kind}{suffix}")


def sample_line(metric: Metric, sample: Sample, messages: Messages) -> str:
    """A sample as a line of YAML, to stand under ``metrics``."""
    return f"{metric.id}: {_written(sample, messages)}"


def _written(sample: Sample, messages: Messages) -> str:
    content = sample.content
    if isinstance(content, NoneArising):
        return messages("template.none")
    if isinstance(content, Answer):
        return messages("yes" if content.yes else "no")
    if content.numerator is not None and content.denominator is not None:
        return f"{plain_text(content.numerator)}/{plain_text(content.denominator)}"
    value = plain_text(content.value)
    if not content.percent:
        return value
    return f"{messages.number(value)}%"


def task_lines(task: Task, messages: Messages) -> Iterator[str]:
    """An output as lines of YAML, to stand under ``activities``.

    It is finished on its days, two at the most; where it has none, it is in progress.
    """
    days = [messages.day(day) for day in task.due_on[:2]]
    yield f"{task.key}:"
    yield f"  status: {messages('template.status.done' if days else 'template.status.doing')}"
    if days:
        yield f"  completed_on: {days[0] if len(days) == 1 else f'[{days[0]}, {days[1]}]'}"
        yield "  document: 123/QĐ-UBND"


def to_report(tasks: Iterable[Task]) -> list[Task]:
    """Those of `tasks` that are reported by themselves, and not shown by the periodic reports."""
    return [task for task in tasks if task.output.schedule.kind != "reporting"]
