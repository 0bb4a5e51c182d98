"""The schema of a submission, with all names of one plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cchc.messages import LANGS, Messages
from cchc.plan.model import Activity, Plan
from cchc.render.template import words as forms
from cchc.render.wording import counted, shown_threshold
from cchc.schema import figures, names
from cchc.schema.parts import (
    SCALAR,
    Schema,
    blank,
    described,
    head,
    reference,
    with_keys,
)
from cchc.schema.patterns import any_of, cased, folded, in_sight, literal, whole
from cchc.submission.activities import KEYS as ACTIVITY_KEYS
from cchc.submission.activities import PLAN_KEYS, STATUSES
from cchc.submission.documents import KEYS
from cchc.template import FormLine, Task
from cchc.text import fold

_REQUIRED: Final = ("agency", "period", "metrics")
_LEFT_OUT: Final = "left-out"
"""The definition of what counts as nothing said of an activity."""
_SAID: Final[Schema] = {"not": reference(_LEFT_OUT)}
_AROUND: Final = r"\s*"
"""What may stand around a key."""


def schema(plan: Plan, messages: Messages) -> Schema:
    """The schema of submissions that are checked against `plan`."""
    lines = list(_lines(plan))
    keys = {key: reference(key) for key in KEYS}
    return {
        **head(f"submission:{plan.plan.id}", messages),
        "title": messages("schema.submission", decision=plan.plan.decision, year=plan.plan.year),
        "type": "object",
        "properties": keys,
        "patternProperties": {_key(key): value for key, value in keys.items()},
        "additionalProperties": False,
        "if": {"propertyNames": {"enum": list(KEYS)}},
        "then": {"required": list(_REQUIRED)},
        "else": {"allOf": [_has(key) for key in _REQUIRED]},
        "$defs": {
            **_values(plan, lines, messages),
            **figures.definitions(plan, lines, messages),
            **_activity(messages),
        },
    }


def _key(key: str) -> str:
    """A key of the submission, which may be written in capitals."""
    return whole(cased(key), _AROUND)


def _has(key: str) -> Schema:
    """That a key is there, in capitals or not."""
    return {"not": {"propertyNames": {"not": {"pattern": _key(key)}}}}


def _values(plan: Plan, lines: list[FormLine], messages: Messages) -> dict[str, Schema]:
    """The values of a submission's keys."""
    day = names.day(messages)
    values: dict[str, Schema] = {
        "agency": names.agency(plan, messages),
        "period": names.period(plan, messages),
        "reported_on": {**day, "type": ["string", "null"]},
        "as_of": {**day, "type": ["string", "null"]},
        "metrics": _metrics(plan, lines, messages),
        "activities": _activities(plan, messages),
        "agency_plan": _agency_plan(day, messages),
        "note": SCALAR,
    }
    words = described(KEYS, "schema.", messages)
    return {key: {**words[key], **values[key]} for key in KEYS}


# Metrics


def _lines(plan: Plan) -> Iterator[FormLine]:
    """Every metric with the targets that it is compared with."""
    for metric in plan.metrics:
        targets = tuple(target for target in plan.targets if target.metric == metric.id)
        yield FormLine(metric, targets, is_due=True)


def _metrics(plan: Plan, lines: list[FormLine], messages: Messages) -> Schema:
    return {
        "type": "object",
        "properties": {line.metric.id: _metric(plan, line, messages) for line in lines},
        "patternProperties": {
            **{_titles(line): figures.figure_of(line.metric) for line in lines if line.targets},
            _SEVERAL_WORDS: True,
        },
        "additionalProperties": False,
    }


_SEVERAL_WORDS: Final = r"\S\s+\S"
"""What no id has: a title, whose spellings are too many to state."""


def _titles(line: FormLine) -> str:
    """The titles of a metric's targets; a single word in any spelling that is read."""
    titles = {target.title[lang] for target in line.targets for lang in LANGS}
    spelled = (folded(fold(title)) if _is_word(title) else literal(title) for title in titles)
    return whole(any_of(sorted(spelled)), _AROUND)


def _is_word(title: str) -> bool:
    return re.search(_SEVERAL_WORDS, title) is None


def _metric(plan: Plan, line: FormLine, messages: Messages) -> Schema:
    """What an editor shows of a metric, and what may be written for it."""
    needs = [
        messages(
            "schema.needs",
            threshold=shown_threshold(target.threshold, messages),
            clause=messages.clause(target.source, plan),
        )
        for target in line.targets
    ]
    how = messages("schema.write", what=forms.how_to_fill(line, messages))
    return {
        "title": "; ".join(forms.line_title(line, messages).split("\n")),
        "description": "\n".join([*counted(line.metric, messages), *needs, how]),
        **figures.figure_of(line.metric),
    }


# Activities and the agency's plan


def _activities(plan: Plan, messages: Messages) -> Schema:
    """Activities by number; what is left blank may have any key."""
    named = reference("activity")
    tasks = [
        Task(activity, number, ())
        for activity in plan.activity.values()
        for number in range(1, len(activity.outputs) + 1)
    ]
    return {
        "type": ["object", "null"],
        "properties": {task.key: {**_task(task, messages), **named} for task in tasks},
        "patternProperties": {_activity_keys(plan): named},
        "additionalProperties": reference(_LEFT_OUT),
        "allOf": [_named_once(activity) for activity in plan.activity.values()],
    }


def _task(task: Task, messages: Messages) -> Schema:
    return {"title": forms.task_title(task, messages), "description": task.output.text}


def _activity_keys(plan: Plan) -> str:
    """Every way to name an activity or one of its outputs."""
    keys = (
        cased(activity.id) + f"(?:[.]{any_of(map(str, range(1, len(activity.outputs) + 1)))})?"
        for activity in plan.activity.values()
    )
    return whole("|".join(keys) or "(?!)", _AROUND)


def _activity(messages: Messages) -> dict[str, Schema]:
    """What may be said of one activity: its status, or that with its keys."""
    wanted = messages("schema.wanted.status")
    status = {"type": "string", "pattern": _STATUS, "errorMessage": wanted}
    day = names.day(messages)
    days = {**day, "type": ["string", "array", "null"], "items": day}
    offered = [messages(f"template.status.{state}") for state in ("done", "doing", "not-started")]
    examples = {"examples": list(dict.fromkeys([*offered, *STATUSES.values()]))}
    keys = described(ACTIVITY_KEYS, "schema.activity.", messages)
    keys["status"] |= examples
    values = {"status": status, "completed_on": days, "document": SCALAR, "note": SCALAR}
    written = {"required": ["status"], "properties": values}
    return {
        "activity": {
            **status,
            "type": ["string", "object", "null"],
            **examples,
            "allOf": [with_keys(keys, _LEFT_OUT, written, messages("schema.wanted.keys"))],
        },
        _LEFT_OUT: {
            **blank(_LEFT_OUT, ACTIVITY_KEYS),
            "errorMessage": messages("schema.wanted.activity"),
        },
    }


_STATUS: Final = in_sight(whole(any_of(map(folded, STATUSES)), r"\s*"))


def _agency_plan(day: Schema, messages: Messages) -> Schema:
    keys = described(PLAN_KEYS, "schema.agency_plan.", messages)
    values = {"issued_on": {**day, "type": ["string", "null"]}, "document": SCALAR, "note": SCALAR}
    return {
        "type": ["object", "null"],
        "properties": {key: {**keys[key], **values[key]} for key in PLAN_KEYS},
        "additionalProperties": False,
    }


def _named_once(activity: Activity) -> Schema:
    """An activity's number alone names its first output."""
    both = (activity.id, f"{activity.id}.1")
    said = dict.fromkeys(both, _SAID)
    return {"not": {"type": "object", "required": list(both), "properties": said}}
