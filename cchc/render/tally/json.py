"""`cchc tally --format json`: schema ``cchc.tally/1``."""

from __future__ import annotations

from typing import TextIO

from cchc.records.tally import Tally
from cchc.render.kit.json import write
from cchc.render.look import Look
from cchc.render.records.document import document


def render(report: Tally, look: Look, out: TextIO) -> None:
    """Writes every figure of the records, and what is wrong with them."""
    write(document(report, look.messages), out)
