"""Who is named in a column of the appendix: agencies, kinds of agency, other bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.plan.model import Plan
from cchc.text import fold

_SIGNS: Final = re.compile(r"[^\w&]+")
_KINDS: Final = (
    ("department", re.compile(r"(cac |tung )?so( ban)?( nganh)?( (cua )?tinh| cap tinh)?")),
    (
        "commune",
        re.compile(
            r"(cac )?((ubnd|uy ban nhan dan) )?(cac |cap )?xa( phuong)?( dac khu)?( thi tran)?"
        ),
    ),
)
"""The words for all agencies of a kind."""
_APART: Final = (re.compile(r"[;\n]"), re.compile(r","), re.compile(r"\bvà\b"))


class Named(NamedTuple):
    """What a cell's words come to."""

    ids: frozenset[str]
    unknown: tuple[str, ...]
    """Names that the plan doesn't have."""


def plain(text: str) -> str:
    """A name without accents, case and punctuation, which decisions aren't consistent in."""
    return _SIGNS.sub(" ", fold(text)).strip()


def named(text: str, plan: Plan) -> Named:
    """Whom `text` names."""
    known = {plain(agency.name): agency.id for agency in plan.agencies}
    known |= {plain(body.name.vi): body.id for body in plan.bodies}
    ids: set[str] = set()
    unknown: list[str] = []
    for part in _APART[0].split(text):
        found = list(_found(part, known, 1))
        if None not in found:
            ids.update(id for id in found if id)
        else:
            unknown.append(" ".join(part.split()))
    return Named(frozenset(ids), tuple(unknown))


def _found(text: str, known: dict[str, str], depth: int) -> Iterator[str | None]:
    """The ids of the name, or of the names that it consists of; None for an unknown one."""
    name = plain(text)
    kind = next((kind for kind, words in _KINDS if words.fullmatch(name)), None)
    if not name:
        return
    if id := known.get(name) or kind:
        yield id
    elif depth < len(_APART) and len(parts := _APART[depth].split(text)) > 1:
        for part in parts:
            yield from _found(part, known, depth + 1)
    elif depth < len(_APART):
        yield from _found(text, known, depth + 1)
    else:
        yield None
