"""Markdown for merge requests: tables and lists in which nothing of a file acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cchc.text import visible

_MARKS: Final = re.compile(
    r"([\\`*_\[\]|~@$]|:(?=//)|^[#>+\-=]|(?<=^\d)[.)]|(?<=www)\.)", re.IGNORECASE
)
"""What has a meaning of its own: anywhere, at the beginning of a line, or in an address."""


def escaped(text: str) -> str:
    """`text` that is to be read as it is: no markup, no HTML, no link, no line of its own."""
    text = visible(text, 20_000).replace("&", "&amp;").replace("<", "&lt;")
    # Some forges look for people in the text that is shown, where no backslash is left.
    return _MARKS.sub(r"\\\1", text).replace("@", "@\u2060")


def code(text: str) -> str:
    """A file's name or another text of a machine, in a fence that it can't close."""
    text = visible(text, 500).replace("|", "∣")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def heading(text: str, level: int = 2) -> str:
    """A heading, with an empty line before and after it; `level` is from 1 to 6."""
    # A row of # at the end of the line would be taken for the heading's closing.
    shown = re.sub(r"(#+)$", r"\\\1", escaped(text))
    return f"\n{'#' * level} {shown}\n\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
