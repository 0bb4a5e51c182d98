"""Which agency of the registry a name means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cchc.plan.model import Agency, Plan
from cchc.text import fold, squeeze

_PREFIXES: Final = ("ubnd ", "uy ban nhan dan ", "uỷ ban nhân dân ", "ủy ban nhân dân ")
_RANKS: Final = ("xã ", "phường ", "thị trấn ", "đặc khu ", "xa ", "phuong ", "thi tran ")


def find_agencies(plan: Plan, text: str) -> list[Agency]:
    """The agencies that `text` can mean: one where it is clear, several where it isn't.

    An id or a full name wins over a name without "UBND", "xã" or "phường", and a name with its
    accents over one without; the first reading that matches anything decides.
    """
    if agency := plan.agency.get(squeeze(text)):
        return [agency]
    readings: tuple[Callable[[str], str], ...] = (
        lambda name: _without(_PREFIXES, squeeze(name)),
        lambda name: _without(_RANKS, _without(_PREFIXES, squeeze(name))),
        lambda name: _without(_PREFIXES, fold(name)),
        lambda name: _without(_RANKS, _without(_PREFIXES, fold(name))),
    )
    for reading in readings:
        wanted = reading(text)
        if found := [agency for agency in plan.agencies if reading(agency.name) == wanted]:
            return found
    return []


def _without(prefixes: tuple[str, ...], name: str) -> str:
    for prefix in prefixes:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name
