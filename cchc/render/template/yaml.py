"""A form as YAML: every line explained by a comment, every value left blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Lang
from cchc.render.template import words
from cchc.render.wording import counted
from cchc.template import Form
from cchc.text import visible

SCHEMAS: Final[dict[Lang, str]] = {
    "vi": ".cchc-submission.json",
    "en": ".cchc-submission.en.json",
}
"""Where an editor looks for the schema of submissions: beside the form.

The names are hidden ones, so that nobody sends the file and no check of the folder counts it.
"""
_VALUES: Final = 28
"""Column of the comments that stand behind a value."""


def content(form: Form, messages: Messages) -> bytes:
    """The form, to be filled in with any editor."""
    return ("\n".join(_lines(form, messages)) + "\n").encode()


def _lines(form: Form, messages: Messages) -> Iterator[str]:
    schema = SCHEMAS[messages.lang]
    yield f"# yaml-language-server: $schema={schema}"
    yield _comment(messages("template.schema", schema=schema))
    yield _comment(words.title(form, messages))
    yield _comment(messages("template.by", decision=form.plan.plan.decision))
    yield _comment(messages("template.how.yaml"))
    yield _comment(messages("template.then", file=messages("cli.metavar.files")))
    yield ""
    yield _value("agency", form.agency.id, form.agency.name)
    yield _value("period", form.period.id, form.period.title[messages.lang])
    window = messages("template.due", due_on=form.period.due_on)
    yield _value("reported_on", "", window)
    yield _value("as_of", "", messages("template.as-of", day=form.period.data_to))
    yield ""
    yield _comment(messages("template.estimate"))
    yield "metrics:"
    for section in form.sections:
        yield ""
        yield f"  # {'-' * 12} {visible(words.section_title(section, messages))}"
        for line in section.lines:
            needs = ", ".join(words.thresholds(line, messages).split("\n"))
            clause = ", ".join(words.clauses(line, form, messages).split("\n"))
            name = "; ".join(words.line_title(line, messages).split("\n"))
            yield "  " + _comment(f"{name}: {needs} ({clause})")
            for count in counted(line.metric, messages):
                yield "  " + _comment(f"  {count}")
            yield "  " + _value(line.metric.id, "", words.how_to_fill(line, messages))
    yield from _tasks(form, messages)
    if form.obligations:
        yield ""
        for duty in form.obligations:
            due = messages("template.due", due_on=duty.due_on or "")
            yield _comment(f"{duty.title[messages.lang]}; {due}")
        yield "agency_plan:"
        yield "  " + _value("issued_on", "", messages("template.day"))
        yield "  document:"


def _tasks(form: Form, messages: Messages) -> Iterator[str]:
    if not form.tasks:
        return
    yield ""
    yield _comment(messages("template.status"))
    yield "activities:"
    for task in form.tasks:
        due = messages("template.due", due_on=words.task_days(task, messages))
        yield "  " + _comment(
            f"{words.task_title(task, messages)} ({words.task_clause(task)}); {due}"
        )
        yield f"  {task.key}: {{status: , completed_on: , document: }}"


def _comment(text: str) -> str:
    return f"# {visible(' '.join(text.split()) if not text.startswith('  ') else text, 500)}"


def _value(key: str, value: str, comment: str) -> str:
    return f"{f'{key}: {value}'.ljust(_VALUES)} {_comment(comment)}"
