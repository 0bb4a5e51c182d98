"""JSON for programs: the shapes that other programs rely on, and the plan's entries in them."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from cchc.messages import Messages
from cchc.plan.model import Text


def write(document: dict[str, Any], out: TextIO) -> None:
    """Writes one document, with a newline at its end."""
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


def encode(value: Any, messages: Messages) -> Any:
    """An entry of the plan as JSON: texts in the chosen language, figures as strings."""
    if isinstance(value, Text):
        return value[messages.lang]
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name), messages) for field in fields(value)}
    if isinstance(value, tuple):
        return [encode(item, messages) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
