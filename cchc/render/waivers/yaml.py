"""`cchc waivers new`: a file of waivers whose reasons, documents and last days are left blank.

As it stands it is refused wherever it is used, so that nothing is excused that nobody looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from cchc.messages import Messages
from cchc.policy import Unexcused
from cchc.render.look import Look
from cchc.text import visible
from cchc.waivers.read import SCHEMA


def render(report: tuple[Unexcused, ...], look: Look, out: TextIO) -> None:
    """Writes an entry for each failure, with what it is about behind it."""
    for line in _lines(report, look.messages):
        out.write(f"{line}\n")


def _lines(report: tuple[Unexcused, ...], messages: Messages) -> Iterator[str]:
    yield f"# {messages('waivers.how')}"
    yield f"schema: {SCHEMA}"
    yield "waivers:" if report else "waivers: []"
    for agency, result in report:
        target = result.target
        status = messages(f"status.{result.status}")
        yield f"  - target: {target.id}  # {status}: {visible(target.title[messages.lang])}"
        yield f"    agency: {agency.id}  # {visible(agency.name)}"
        yield "    reason:"
        yield "    document:"
        yield "    until:"
