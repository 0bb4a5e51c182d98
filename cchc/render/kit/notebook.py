"""Tables in the cells of notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from cchc.text import visible


def table(caption: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as HTML, in which no text acts as markup; None shows as nothing."""
    head = "".join(f"<th>{escape(name)}</th>" for name in (rows[0] if rows else ()))
    body = "".join(f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in rows)
    return (
        f"<table><caption>{_text(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: Any) -> str:
    return f"<td>{'' if value is None else _text(str(value))}</td>"


def _text(text: str) -> str:
    return escape(visible(text, most=1000))
