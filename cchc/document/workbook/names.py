"""Names of elements and attributes, whatever prefix a program gives them."""

from __future__ import annotations

from typing import Final

_SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",  # Strict Open XML
    "",  # writers that forget it
)


def locals_of(*names: str) -> dict[str, str]:
    """The names of SpreadsheetML by what a parser calls them: ``namespace}row`` is ``row``.

    Elements of the same name in other namespaces are extensions, which bear no figure.
    """
    return {f"{space}{name}": name for space in _SPREADSHEET for name in names}


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes; one that is missing or strange doesn't."""
    return text is not None and text.strip().lower() in ("1", "true", "on")


def is_false(text: str | None) -> bool:
    """Whether an attribute says no; one that is missing or strange doesn't."""
    return text is not None and text.strip().lower() in ("0", "false", "off")


def number_of(text: str | None) -> int | None:
    """A whole number of an attribute, from 0; None where it is missing or strange."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
