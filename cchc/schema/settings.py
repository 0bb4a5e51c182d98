"""The schema of a file of settings, for editors that check TOML."""

from __future__ import annotations

from typing import Any, Final

from cchc.messages import LANGS, Messages
from cchc.policy import FAIL_ON, NOTHING
from cchc.render import FORMATS
from cchc.schema.parts import Schema, described, head
from cchc.settings import KEYS

_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_TYPES: Final[dict[str, Schema]] = {
    "text": _TEXT,
    "texts": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    "number": {"type": "integer", "minimum": 1},
}


def schema(messages: Messages) -> Schema:
    """The schema of ``cchc.toml``, and of the table ``tool.cchc``."""
    formats = sorted({format for known in FORMATS.values() for format in known})
    one_of: dict[str, Schema] = {
        "lang": {"enum": list(LANGS)},
        "format": {"enum": formats},
        "fail-on": _one_or_several({"enum": [*FAIL_ON, NOTHING]}),
    }
    values: dict[str, Any] = {key.name: one_of.get(key.name, _TYPES[key.kind]) for key in KEYS}
    words = described(values, "schema.settings.", messages)
    return {
        **head("settings", messages),
        "title": messages("schema.settings"),
        "type": "object",
        "properties": {key: {**words[key], **value} for key, value in values.items()},
        "additionalProperties": False,
    }


def _one_or_several(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "array", "items": value}]}
