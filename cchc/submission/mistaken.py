"""Files of ours that are given as figures by mistake: a plan, waivers, a project's settings."""

from __future__ import annotations

import re
from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic, place_at
from cchc.document.nodes import Mapping, Scalar

_SETTINGS: Final = re.compile(
    r"^(?:\[tool\.cchc\]|(?:plan|waivers|fail-on|lang|exclude|jobs|format)[ \t]*=)", re.MULTILINE
)
_SIGNS: Final = {"targets": "plan-given", "waivers": "waivers-given"}
"""Keys that a submission never has, by what has them."""
_SCHEMAS: Final = {"cchc.plan/": "plan-given", "cchc.waivers/": "waivers-given"}


def settings_in(text: str) -> Diagnostic | None:
    """What to say of `text` if it has a project's settings (TOML), and no figures."""
    found = _SETTINGS.search(text)
    return diagnostic("settings-given", place_at(text, found.start())) if found else None


def other_than_figures(root: Mapping) -> Diagnostic | None:
    """What to say of a file that is a plan or holds waivers, by its own keys."""
    schema = root.get("schema")
    if isinstance(schema, Scalar):
        for begins, code in _SCHEMAS.items():
            if schema.text.startswith(begins):
                return diagnostic(code, root.pairs["schema"][0].place)
    for key, code in _SIGNS.items():
        if key in root.pairs and "agency" not in root.pairs and "period" not in root.pairs:
            return diagnostic(code, root.pairs[key][0].place)
    return None
