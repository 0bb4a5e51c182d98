"""JSON for programs: the shapes that other programs rely on, and the plan's entries in them."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any, Final, TextIO

from cchc.diagnostics import Place
from cchc.messages import Messages
from cchc.plan.model import Entry, Text
from cchc.submission.model import Submission

_ACTING: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def write(document: dict[str, Any], out: TextIO) -> None:
    """Writes one document, with a newline at its end."""
    out.write(text(document) + "\n")


def text(document: dict[str, Any], *, indent: int | None = 1) -> str:
    """One document, or an object within one; without `indent`, in one line.

    Characters that could act on a terminal (controls, changes of direction) stand as escapes,
    which programs read as the characters they are.
    """
    return _ACTING.sub(_escape, json.dumps(document, ensure_ascii=False, indent=indent))


def indented(object: str, margin: str) -> str:
    """An object's text, set in; no text of JSON holds a line break of its own."""
    return margin + object.replace("\n", f"\n{margin}")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


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


def place(place: Place | None) -> dict[str, Any]:
    """Line and column; in a workbook also the sheet and the cell, else null."""
    cell = place is not None and bool(place.sheet)
    return {
        "line": place.line if place else None,
        "column": place.column if place else None,
        "sheet": place.sheet if place and cell else None,
        "cell": place.cell if place and cell else None,
    }


def as_of(submission: Submission) -> str | None:
    """Up to which day a submission's data count, where it says so."""
    return day(submission.as_of.day if submission.as_of else None)


def day(day: date | None) -> str | None:
    """A day as ISO writes it."""
    return day.isoformat() if day else None
