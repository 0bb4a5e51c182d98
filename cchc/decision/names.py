"""Who is named in a column of the appendix: agencies, kinds of agency, other bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from cchc.memo import once
from cchc.plan.model import Agency, Body, Plan
from cchc.text import fold

_SIGNS: Final = re.compile(r"[^\w&]+")
_KINDS: Final = (
    ("department", re.compile(r"(cac |tung )?so( ban)?( nganh)?( (cua )?tinh| cap tinh)?")),
    (
        "commune",
        re.compile(
            r"(cac )?((ubnd|uy ban nhan dan) )?(cac |cap )?(xa( phuong)?|phuong xa)( dac khu)?"
            r"( thi tran)?"
        ),
    ),
)
"""The words for all agencies of a kind."""
EXCEPT: Final = "(trừ "
"""What stands between a kind of agency and those that aren't meant."""
_APART: Final = re.compile(r"[;\n]")
_WITHIN: Final = re.compile(r",|\bvà\b")
"""What may separate two names, or stand within one."""
_ALL_OF: Final = re.compile(r"^cac so ")
_LONGEST: Final = 8
"""Pieces that a name may have: "Sở Văn hóa, Thể thao và Du lịch" has three."""


class Named(NamedTuple):
    """What a cell's words come to."""

    ids: frozenset[str]
    unknown: tuple[str, ...]
    """Names that the plan doesn't have."""


class Name(NamedTuple):
    """One name as it is written."""

    text: str
    id: str
    """Of an agency or a body, or a kind of agency; empty for names that nobody knows."""


def plain(text: str) -> str:
    """A name without accents, case and punctuation, which decisions aren't consistent in."""
    return _SIGNS.sub(" ", fold(text)).strip()


def known_names(agencies: Iterable[Agency], bodies: Iterable[Body]) -> dict[str, str]:
    """Ids by the plain names."""
    known = {plain(agency.name): agency.id for agency in agencies}
    return known | {plain(name): body.id for body in bodies for name in (body.name.vi, *body.also)}


@once
def _known(plan: Plan) -> dict[str, str]:
    return known_names(plan.agencies, plan.bodies)


def named(text: str, plan: Plan) -> Named:
    """Whom `text` names."""
    known = _known(plan)
    ids: set[str] = set()
    unknown: list[str] = []
    for part in _APART.split(text):
        whole, _, others = part.partition(EXCEPT)
        found = [name.id for one in (whole, others) for name in _names(one, known)]
        if not all(found):
            unknown.append(" ".join(part.split()))
        elif others:
            ids.update(without(found, (one.id for one in _names(others, known)), plan.agencies))
        else:
            ids.update(found)
    return Named(frozenset(ids), tuple(unknown))


def without(ids: Iterable[str], left_out: Iterable[str], agencies: Iterable[Agency]) -> list[str]:
    """The agencies that `ids` are, or are the kinds of, but for some."""
    named, out = set(ids), set(left_out)
    return [one.id for one in agencies if {one.id, one.kind} & named and one.id not in out]


def names(text: str, known: Mapping[str, str]) -> Iterator[Name]:
    """The names in `text`, in their order; unknown ones that stand together are one."""
    for part in _APART.split(text):
        yield from _names(part, known)


def pieces(text: str) -> list[tuple[int, int]]:
    """Where the parts of `text` begin and end that commas and "và" leave, blank ones left out."""
    cuts = [(0, 0), *(match.span() for match in _WITHIN.finditer(text)), (len(text), len(text))]
    between = [(cut[1], after[0]) for cut, after in pairwise(cuts)]
    return [(start, end) for start, end in between if plain(text[start:end])]


def _names(part: str, known: Mapping[str, str]) -> Iterator[Name]:
    """The names in a part, each of as many pieces as one name can have."""
    spans = pieces(part)
    at = unknown = 0
    before = ""
    while at < len(spans):
        start = spans[at][0]
        for after in range(min(at + _LONGEST, len(spans)), at, -1):
            text = part[start : spans[after - 1][1]]
            name = next(filter(lambda one: _id(one, known), _readings(text, before)), "")
            if id := _id(name, known):
                yield from _unknown(part, spans[unknown:at])
                yield Name(text.strip(), id)
                before = name
                at = unknown = after
                break
        else:
            at += 1
    yield from _unknown(part, spans[unknown:])


def _readings(text: str, before: str) -> Iterator[str]:
    """What a name may mean: itself, one of "Các sở: …", or one more after `before`."""
    name = plain(text)
    yield name
    yield _ALL_OF.sub("so ", name)
    if before.startswith("so ") and not name.startswith("so "):
        yield f"so {name}"


def _unknown(part: str, spans: list[tuple[int, int]]) -> Iterator[Name]:
    if spans:
        yield Name(part[spans[0][0] : spans[-1][1]].strip(), "")


def _id(name: str, known: Mapping[str, str]) -> str:
    kinds = (kind for kind, words in _KINDS if words.fullmatch(name))
    return known.get(name) or next(kinds, "")
