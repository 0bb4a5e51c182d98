"""JSON for programs: the shapes that other programs rely on, and the plan's entries in them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from cchc.messages import Messages
from cchc.plan.model import Entry, Text


def write(document: dict[str, Any], out: TextIO) -> None:
    """Writes one document, with a newline at its end."""
    out.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def encode(value: Any, messages: Messages) -> Any:
    """An entry of the plan as JSON: texts in the chosen language, figures as strings."""
    if isinstance(value, Text):
        return value[messages.lang]
    if isinstance(value, Entry):
        names = type(value).__annotations__
        return {name: encode(getattr(value, name), messages) for name in names}
    if isinstance(value, tuple):
        return [encode(item, messages) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
