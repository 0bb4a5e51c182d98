"""What the schemas are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from cchc.messages import Messages

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema: a JSON document."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
"""Any single value, such as a note."""
NOTHING: Final[Schema] = {"type": "null"}


def head(name: str, messages: Messages) -> Schema:
    """What a schema begins with: an id that leads nowhere, other for every language."""
    return {"$schema": DIALECT, "$id": f"urn:cchc:{name}:{messages.lang}"}


def reference(name: str) -> Schema:
    """Refers to one of the schema's definitions."""
    return {"$ref": f"#/$defs/{name}"}


def described(keys: Iterable[str], words: str, messages: Messages) -> dict[str, Schema]:
    """What each key is, by the catalogue's texts, whose names begin with `words`."""
    return {key: {"description": messages(words + key)} for key in keys}


def blank(name: str, keys: Iterable[str]) -> Schema:
    """The definition `name`: nothing, or a mapping in which there is nothing under any key."""
    return {
        "type": ["null", "object"],
        "properties": dict.fromkeys(keys, reference(name)),
        "additionalProperties": False,
    }


def with_keys(keys: Mapping[str, Schema], blank: str, written: Schema, wanted: str) -> Schema:
    """What holds of a value that is written out with keys, unless it is left blank.

    It belongs into an ``allOf``: an editor that saw the keys beside the other ways to write the
    value would put them on a new line, for everyone who completes the value's name.

    Args:
        keys: every key, as an editor is to show it.
        blank: the definition of what counts as nothing written.
        written: what else has to be.
        wanted: what to say of other keys.
    """
    return {
        "properties": dict(keys),
        # Unlike `additionalProperties`, editors hold this against a key without a colon, too: the
        # ``5%`` of ``{value: 92,5%}``.
        "propertyNames": {"enum": list(keys), "errorMessage": wanted},
        "if": {"type": "object", "not": reference(blank)},
        "then": written,
    }
