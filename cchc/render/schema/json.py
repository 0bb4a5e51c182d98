"""`cchc schema`: a JSON Schema, which is written as it is."""

from __future__ import annotations

from typing import Any, TextIO

from cchc.render.kit.json import write
from cchc.render.look import Look


def render(report: dict[str, Any], look: Look, out: TextIO) -> None:
    """Writes the schema."""
    write(report, out)
