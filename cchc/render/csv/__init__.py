"""CSV for spreadsheet programs."""

from __future__ import annotations

from typing import Final

_ACTING: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def harmless(text: str) -> str:
    """`text` so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if text.startswith(_ACTING) else text
