"""Results as people or programs want them: a room for each kind of report, in it a file a format.

`cchc.render.REPORT.FORMAT` holds one function: ``render(report, look, out)`` for what is printed,
``content(report, messages)`` for what becomes a file.  A check is written as it goes: each of its
formats is a ``Writer`` (see `cchc.render.check.writer`).  The options of the command line take
their choices from `FORMATS`, so that help can't drift from what exists.
"""

from __future__ import annotations

from importlib import import_module
from os.path import splitext
from types import ModuleType
from typing import Any, Final, Literal, TextIO

from cchc.messages import Messages
from cchc.render.look import Look

Report = Literal[
    "check", "rollup", "report", "deadlines", "plan", "diff", "trace", "draft", "template",
    "explain", "schema", "validate", "waivers",
]  # fmt: skip

FORMATS: Final[dict[Report, tuple[str, ...]]] = {
    "check": ("table", "json", "junit", "sarif", "github", "gitlab", "markdown", "csv"),
    "rollup": ("table", "json", "markdown", "csv", "xlsx"),
    "report": ("html", "docx"),
    "deadlines": ("table", "json", "ics", "csv", "markdown"),
    "plan": ("table", "json", "markdown"),
    "diff": ("table", "json", "markdown"),
    "trace": ("table", "json"),
    "draft": ("yaml",),
    "template": ("xlsx", "yaml", "csv"),
    "explain": ("table", "json", "markdown"),
    "schema": ("json",),
    "validate": ("table", "json", "github"),
    "waivers": ("yaml",),
}
"""The formats of each report, the default first."""

_ROOMS: Final[dict[Report, Report]] = {"report": "rollup"}
"""Where a kind of report is that shares the room of another: both are of a rollup."""
MACHINE_FORMATS: Final = frozenset(
    ("json", "csv", "markdown", "ics", "junit", "sarif", "github", "gitlab", "yaml")
)
"""Formats that programs read: always UTF-8, whatever the console's code page."""
FILE_FORMATS: Final = frozenset(("xlsx", "docx", "html"))
"""Formats that only go into a file."""
_WRITTEN_INTO: Final = frozenset(("xlsx", "docx"))
"""Formats of files that people go on writing in, and so are all forms and drafts."""
_LINKING: Final = frozenset(("html",))
"""Formats whose files link to other files."""
_SUFFIXES: Final = {"markdown": ".md", "table": ".txt", "junit": ".xml", "github": "", "gitlab": ""}
"""Suffixes that aren't the name of their format; empty where none is known by one."""


def suffix_of(format: str) -> str:
    """How the name of a file in this format ends; empty where none is known by one."""
    return _SUFFIXES.get(format, f".{format}")


def is_written_into(kind: Report, format: str) -> bool:
    """Whether people may have written into such a file, so that none is replaced unasked."""
    return kind in ("template", "draft", "waivers") or format in _WRITTEN_INTO


def beginning(format: str) -> bytes:
    """What a file of this format begins with: Excel knows UTF-8 by the mark alone."""
    return b"\xef\xbb\xbf" if format == "csv" else b""


def in_file(format: str, text: str) -> bytes:
    """What was made to be printed, or a part of it, as it stands in a file."""
    if format == "csv":
        from cchc.render.kit.csv import for_spreadsheets

        text = for_spreadsheets(text)
    return text.encode(errors="backslashreplace")  # a file's name may be no text


def format_of(file: str, formats: tuple[str, ...]) -> str | None:
    """The one of `formats` that a file's suffix asks for."""
    suffix = splitext(file)[1].lower()
    return next((format for format in formats if suffix and suffix_of(format) == suffix), None)


def _writing(kind: Report, format: str) -> ModuleType:
    """The module that writes a kind of report in a format."""
    return import_module(f"{__name__}.{_ROOMS.get(kind, kind)}.{format}")


def render(kind: Report, format: str, report: Any, look: Look, out: TextIO) -> None:
    """Writes `report` to `out` in the given format, one of `FORMATS[kind]`."""
    _writing(kind, format).render(report, look, out)


def content(kind: Report, format: str, report: Any, messages: Messages, folder: str = "") -> bytes:
    """The bytes of the file that `report` becomes in the given format, one of `FORMATS[kind]`.

    `folder` is where the file will lie, for formats that link to other files from there.
    """
    made = _writing(kind, format).content
    found: bytes = made(report, messages, folder) if format in _LINKING else made(report, messages)
    return found
