"""Which agency of the registry a name means.

A name is suggested only if it is very like, and never one of a period: a wrong suggestion would
turn one report into another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.memo import Memo, once
from cchc.plan.model import Agency, Plan
from cchc.text import LONGEST_NAME, SURE, Nearest, fold, nearest, squeeze

_Spelling: TypeAlias = Callable[[str], str]
QUOTES: Final = "\"'“”„‘’«» "
"""What may stand around a name."""
PREFIXES: Final = ("ubnd ", "uy ban nhan dan ", "uỷ ban nhân dân ", "ủy ban nhân dân ")
"""What may stand before a name, in small letters."""
_RANKS: Final = ("xã ", "phường ", "thị trấn ", "đặc khu ", "xa ", "phuong ", "thi tran ")


def find_agencies(plan: Plan, text: str) -> list[Agency]:
    """The agencies that `text` can mean: one where it is clear, several where it isn't.

    An id or a full name wins over a name without "UBND", "xã" or "phường", and a name with its
    accents over one without; the first reading that matches anything decides.  A rank that is
    written has to be right: "Phường Tà Hộc" is no way to write Xã Tà Hộc.
    """
    memo = _found(plan)
    return memo[text] if text in memo else memo.keep(text, _find(plan, text))


def resolve(plan: Plan, text: str, place: Place, nearest: Nearest = nearest) -> Agency | Diagnostic:
    """The one agency that `text` means, or why there isn't one; `nearest` suggests another name."""
    found = find_agencies(plan, text)
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(f"{agency.name} ({agency.id})" for agency in found)
        return diagnostic("ambiguous-agency", place, name=text, candidates=candidates)
    names = [agency.name for agency in plan.agencies]
    near = nearest(text, [*names, *plan.agency], cutoff=SURE)
    return diagnostic("unknown-agency", place, name=text, nearest=near)


@once
def _found(plan: Plan) -> Memo[str, list[Agency]]:
    """The agencies that texts have been found to mean."""
    return Memo()


@once
def _indexes(plan: Plan) -> dict[tuple[_Spelling, _Spelling], dict[str, list[Agency]]]:
    """Agencies by their name in each spelling and reading; filled when needed."""
    return {}


def _index(plan: Plan, spelling: _Spelling, reading: _Spelling) -> dict[str, list[Agency]]:
    indexes = _indexes(plan)
    if (spelling, reading) not in indexes:
        index = indexes[spelling, reading] = {}
        for agency in plan.agencies:
            name = reading(_without(PREFIXES, spelling(agency.name)))
            index.setdefault(name, []).append(agency)
    return indexes[spelling, reading]


def _find(plan: Plan, text: str) -> list[Agency]:
    text = text.strip().strip(QUOTES)
    if len(text) > LONGEST_NAME:
        return []
    if agency := plan.agency.get(squeeze(text)):
        return [agency]
    for spelling in (_spelled, _unaccented):
        wanted = _without(PREFIXES, spelling(text))
        for reading in (_whole, _rankless):
            if found := _index(plan, spelling, reading).get(wanted):
                return found
    return []


def clear_names(plan: Plan) -> tuple[list[str], list[str]]:
    """The names that mean one agency, in small letters and without "UBND".

    Returns:
        Those that mean it whatever their accents, without any; and those that do so only by
        their accents, because there is another agency of the same letters.
    """
    loose, exact = [], []
    for reading in (_whole, _rankless):
        folded = _index(plan, _unaccented, reading)
        loose += [name for name, found in folded.items() if len(found) == 1]
        exact += [
            name
            for name, found in _index(plan, _spelled, reading).items()
            if len(found) == 1 and len(folded[fold(name)]) > 1
        ]
    return loose, exact


def is_spelled_out(agency: Agency, text: str) -> bool:
    """Whether `text` has no accents at all, or all of those that the agency's name has.

    "Xã Mường Lá" finds Xã Mường La, but may have been meant for another.
    """
    text = text.strip().strip(QUOTES)
    return text.isascii() or squeeze(text) == agency.id or _same_letters(agency.name, text)


def _same_letters(name: str, text: str) -> bool:
    """Whether the words of `text` all stand in `name`, accents included."""
    known = _without(PREFIXES, _spelled(name)).split()
    return all(word in known for word in _without(PREFIXES, _spelled(text)).split())


def _spelled(name: str) -> str:
    """Without the commas and signs that people leave out or write in words."""
    return squeeze(name.replace(",", " ").replace("&", " và "))


def _unaccented(name: str) -> str:
    return fold(_spelled(name))


def _whole(name: str) -> str:
    return name


def _rankless(name: str) -> str:
    return _without(_RANKS, name)


def _without(prefixes: tuple[str, ...], name: str) -> str:
    for prefix in prefixes:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name
