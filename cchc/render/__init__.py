"""Results as people or programs want them: one file for each format and kind of report.

`cchc.render.FORMAT.REPORT` holds one function: ``render(report, look, out)`` for what is printed,
``content(report, messages)`` for what becomes a file.  The options of the command line take their
choices from `FORMATS`, so that help can't drift from what exists.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, TextIO

from cchc.messages import Messages
from cchc.results import Status

Report = Literal["check", "deadlines", "plan", "template", "explain"]

FORMATS: Final[dict[Report, tuple[str, ...]]] = {
    "check": ("table", "json"),
    "deadlines": ("table", "json"),
    "plan": ("table", "json"),
    "template": ("xlsx", "yaml", "csv"),
    "explain": ("table",),
}
"""The formats of each report, the default first."""

MACHINE_FORMATS: Final = frozenset(("json",))
"""Formats that programs read: always UTF-8, whatever the console's code page."""


class Look(NamedTuple):
    """How a report is to look."""

    messages: Messages
    width: int = 80
    """Columns of the terminal."""
    only: frozenset[Status] | None = None
    """Statuses to show; None where nobody chose."""
    quiet: bool = False
    """Only one line for each file."""


def render(kind: Report, format: str, report: Any, look: Look, out: TextIO) -> None:
    """Writes `report` to `out` in the given format, one of `FORMATS[kind]`."""
    import_module(f"{__name__}.{format}.{kind}").render(report, look, out)


def content(kind: Report, format: str, report: Any, messages: Messages) -> bytes:
    """The bytes of the file that `report` becomes in the given format, one of `FORMATS[kind]`."""
    made: bytes = import_module(f"{__name__}.{format}.{kind}").content(report, messages)
    return made
