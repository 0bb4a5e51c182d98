"""What cchc writes as JSON, held against the schemas that it publishes of it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator

from cchc.schema import OUTPUTS, Output
from cchc.schema.output import schema

_BEGINS = re.compile(r'\{\s*"schema": "cchc\.([a-z]+)/1"')


def hold_against_schema(out: str) -> None:
    """Fails where `out` is a document that the schema of its kind doesn't describe in full."""
    found = _BEGINS.match(out)
    if found and found[1] in OUTPUTS:
        problem = next(_validator(cast(Output, found[1])).iter_errors(json.loads(out)), None)
        assert problem is None, f"{problem.json_path}: {problem.message[:500]}"


@cache
def _validator(kind: Output) -> Draft202012Validator:
    return Draft202012Validator(_closed(schema(kind)))


def _closed(part: Any) -> Any:
    """A schema that allows no field which it doesn't describe, as the published one does."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        closed.setdefault("additionalProperties", False)
    return closed
