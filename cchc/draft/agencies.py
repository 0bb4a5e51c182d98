"""Agencies and bodies, from the columns of the appendix that say who leads and who takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cchc.decision.model import AppendixRow, Decision
from cchc.decision.names import EXCEPT, known_names, names, pieces, plain, without
from cchc.draft.ids import Ids
from cchc.draft.model import NOWHERE, Drafted, Origin, both
from cchc.plan.checks import KINDS
from cchc.plan.model import Agency, AgencyKind, Body

_OPENING: Final = re.compile(
    r"(cac|so|van phong|ban|ubnd|uy ban|hdnd|hoi dong|xa|phuong|thi tran|dac khu|hoi|hiep hoi|lien"
    r"|trung tam|cong an|bo|bao|dai|truong|thanh tra|cuc|chi cuc|toa|vien|kho bac|thue|bao hiem"
    r"|mat tran|doan|ngan hang|cong ty|dang uy|chu tich|giam doc|thu truong)\b"
)
"""Words that a name begins with; what begins otherwise goes on with the one before it."""
_ALL_OF: Final = re.compile(r"\s*các sở:\s*", re.IGNORECASE)
_AGENCIES: Final[tuple[tuple[AgencyKind, re.Pattern[str]], ...]] = (
    (
        "department",
        re.compile(r"(so|ban|van phong(?! (chinh phu|quoc hoi|trung uong|chu tich nuoc))) \w"),
    ),
    ("commune", re.compile(r"((ubnd|uy ban nhan dan) )?(xa|phuong|thi tran|dac khu) \w")),
)


class Known:
    """Who is known so far, by name; grows while the appendix is gone through."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self._given = bool(agencies)
        self._ids = Ids("-", KINDS | {agency.id for agency in agencies})
        self.agencies = [Drafted(agency, NOWHERE) for agency in agencies]
        self.bodies: list[Drafted[Body]] = []
        self._known = known_names(agencies, ())
        self._learnt: set[tuple[str, bool]] = set()

    def ids(self, text: str) -> tuple[str, ...]:
        """Whom a cell names, each once, in its order."""
        whole, _, others = text.partition(EXCEPT)
        found = [name.id for name in names(whole, self._known) if name.id]
        if others:
            left_out = [name.id for name in names(others, self._known)]
            found = without(found, left_out, [one.entry for one in self.agencies])
        return tuple(dict.fromkeys(found))

    def learn(self, row: AppendixRow, *, alone: bool) -> None:
        """Takes in whoever the row names and isn't known yet; where asked, those named alone."""
        for cell in (row.lead, row.coordinating):
            if (cell, alone) in self._learnt:
                continue
            self._learnt.add((cell, alone))
            named = cell.replace(EXCEPT, "; ").rstrip(")") if EXCEPT in cell else cell
            if alone and len(pieces(named)) != 1:
                continue
            for unknown in [name.text for name in names(named, self._known) if not name.id]:
                for name in _of_departments(unknown) if _ALL_OF.match(cell) else _apart(unknown):
                    self._add(name, Origin(row.line, cell))

    def _add(self, name: str, origin: Origin) -> None:
        if plain(name) in self._known:
            return
        id = self._ids.make(name, "co-quan")
        self._known[plain(name)] = id
        kind = None if self._given else _kind(name)
        if kind:
            agency = Agency(id, name, kind, to_confirm=("id", "name", "kind"))
            self.agencies.append(Drafted(agency, origin))
        else:
            self.bodies.append(Drafted(Body(id, both(name)), origin))


def known(decision: Decision, agencies: Sequence[Agency]) -> Known:
    """The agencies, or where none are given those that the appendix names; and other bodies."""
    found = Known(agencies)
    for alone in (True, False):  # "Sở Nội vụ, Tài chính" are two where both are named elsewhere
        for row in decision.rows:
            found.learn(row, alone=alone)
    found.agencies.sort(key=lambda one: one.origin.line)
    found.bodies.sort(key=lambda one: one.origin.line)
    return found


def _kind(name: str) -> AgencyKind | None:
    return next((kind for kind, words in _AGENCIES if words.match(plain(name))), None)


def _of_departments(text: str) -> Iterator[str]:
    """The names that nobody knows in words behind "Các sở:", each without its first word."""
    short = _ALL_OF.sub("", text)
    yield from (f"Sở {short[start:end].strip(' .')}" for start, end in pieces(short))


def _apart(text: str) -> Iterator[str]:
    """The names in words that nobody knows."""
    begins = [
        start
        for number, (start, end) in enumerate(pieces(text))
        if not number or _OPENING.match(plain(text[start:end]))
    ]
    for start, end in zip(begins, [*begins[1:], len(text)], strict=True):
        name = re.sub(r"(,|\bvà)\s*$", "", text[start:end].strip()).strip(" .,:-–")
        yield name[:1].upper() + name[1:]
