"""What a page of the site shows otherwise than the same page on a forge."""

import re
from typing import Any

_OUTWARD = re.compile(r"\[([^\]]+)\]\((?:\.\./)+[^)]*\)")
"""A link to a file of the checkout, which a site doesn't have: its name is left."""
_OTHER_LANGUAGE = re.compile(r"^\*?\[(?:English|Tiếng Việt)\]\([^)]*\)\*?\n", re.MULTILINE)
"""A link to the page in the other language; a site has them at the top of every page."""
_LOCALISED = re.compile(r"\]\(([^):]+)\.vi\.md(#[^)]*)?\)")
"""A link to a page's Vietnamese form, which a site finds by the page's own name."""


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page's text as the site shows it."""
    text = _OTHER_LANGUAGE.sub("", markdown, count=1)
    text = _LOCALISED.sub(r"](\1.md\2)", text)
    return _OUTWARD.sub(r"\1", text)
