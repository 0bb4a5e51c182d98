"""The schema of a file of waivers, with all names of one plan."""

from __future__ import annotations

from typing import Any, Final

from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.schema import names
from cchc.schema.parts import Schema, described, head

_SCHEMA: Final = "cchc.waivers/1"
_WORDS: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""A text that isn't blank; a YAML parser may take it for something else."""


def schema(plan: Plan, messages: Messages) -> Schema:
    """The schema of waivers from the targets of `plan`."""
    return {
        **head(f"waivers:{plan.plan.id}", messages),
        "title": messages("schema.waivers", decision=plan.plan.decision, year=plan.plan.year),
        **_only(
            {
                "schema": {"const": _SCHEMA, "description": messages("schema.waivers.schema")},
                "waivers": {
                    "description": messages("schema.waivers.waivers"),
                    "type": "array",
                    "items": _waiver(plan, messages),
                },
            }
        ),
    }


def _waiver(plan: Plan, messages: Messages) -> Schema:
    titles = {target.id: target.title[messages.lang] for target in plan.targets}
    values = {
        "target": {
            "enum": list(titles),
            "enumDescriptions": list(titles.values()),
            "errorMessage": messages("schema.wanted.target"),
        },
        "agency": names.agency(plan, messages),
        "reason": _WORDS,
        "document": _WORDS,
        "until": names.day(messages),
    }
    words = described(values, "schema.waiver.", messages)
    return _only({key: {**words[key], **value} for key, value in values.items()})


def _only(properties: dict[str, Any]) -> Schema:
    """A mapping with all of these keys, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
