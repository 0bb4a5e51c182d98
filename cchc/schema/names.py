"""Agencies, reporting periods and days as people write them: what to offer, what to accept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from cchc.messages import Messages
from cchc.plan.model import Plan, ReportingPeriod
from cchc.schema.parts import Schema
from cchc.schema.patterns import any_of, charset, folded, in_sight, spelled, whole
from cchc.submission.agencies import PREFIXES, QUOTES, clear_names
from cchc.text import fold, squeeze


def one_of(offered: Mapping[str, str], pattern: str, wanted: str) -> Schema:
    """A text: one of those offered, each with what it stands for, or another spelling.

    `wanted` is what an editor says of any other.
    """
    choices = {"enum": list(offered), "enumDescriptions": list(offered.values())}
    others = {"pattern": pattern}
    return {
        "type": "string",
        "anyOf": [{**each, "errorMessage": wanted} for each in (choices, others)],
        "errorMessage": wanted,
    }


# Days


def _day_first(first: str, second: str) -> str:
    """A day with what stands behind its day and behind its month.

    That there is no 31/04 or 30/02 can be told from the text; which years have a 29/02 can't.
    """
    none = f"31{first}0?[2469]{second}|31{first}11{second}|30{first}0?2{second}"
    day, month, year = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?!0000)[0-9]{4}"
    return f"(?!{none}){day}{first}{month}{second}{year}"


def _word(*spellings: str) -> str:
    return any_of(map(spelled, spellings))


_SIGNS: Final = [_day_first(sign, sign) for sign in ("/", "[.]", "-")]
_IN_WORDS: Final = _day_first(rf"\s+{_word('tháng', 'thang')}\s+", rf"\s+{_word('năm', 'nam')}\s+")
_DAY_FIRST: Final = rf"(?:{_word('ngày', 'ngay')}\s+)?{any_of([*_SIGNS, _IN_WORDS])}"
ISO_DAY: Final = (
    r"(?!0000)[0-9]{4}-(?!0[2469]-31|11-31|02-30)"
    r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
)
"""A day, ``yyyy-mm-dd``."""


def day(messages: Messages) -> Schema:
    """A day: ``dd/mm/yyyy``, with other signs or in words, or ISO."""
    return {
        "type": "string",
        "pattern": in_sight(whole(f"{_DAY_FIRST}|{ISO_DAY}", r"\s*")),
        "errorMessage": messages("schema.wanted.day"),
    }


# Agencies


def agency(plan: Plan, messages: Messages) -> Schema:
    """An agency: its id, its name, or another spelling of it that can mean no other agency."""
    offered = {agency.id: agency.name for agency in plan.agencies}
    offered |= {agency.name: agency.id for agency in plan.agencies}
    return one_of(offered, _agency_pattern(plan), messages("schema.wanted.agency"))


Letters: TypeAlias = Callable[[str], str]
"""How strictly letters are taken: `folded` or `spelled`."""
_PART: Final = re.compile("[ &-]?[^ &-]*")
"""A word of a name or an id, with what stands before it."""
_AND: Final = "và"
_BETWEEN: Final = charset(",", blank=True)


def _agency_pattern(plan: Plan) -> str:
    ids = _tree([squeeze(agency.id) for agency in plan.agencies], spelled)
    loose, exact = clear_names(plan)
    loosely = any_of(_trees([name.replace(f" {fold(_AND)} ", "&") for name in loose]))
    exactly = any_of(_text(name.replace(f" {_AND} ", "&"), spelled) for name in exact)
    named = any_of((_prefix(folded) + loosely, _prefix(spelled) + exactly))
    edge = charset(QUOTES, blank=True) + "*"
    return in_sight(whole(f"{ids}|{_BETWEEN}*{named}{_BETWEEN}*", edge))


def _prefix(letters: Letters) -> str:
    """What may stand before a name."""
    plain = dict.fromkeys(squeeze(each) if letters is spelled else fold(each) for each in PREFIXES)
    return f"(?:{any_of(_text(each, letters) for each in plain)}{_BETWEEN}+)?"


def _trees(names: list[str]) -> Iterator[str]:
    """Patterns of all `names`; a first word that may be left out is optional in them."""
    left, shorter = dict.fromkeys(names), defaultdict(list)
    for name in names:
        first, _, rest = name.partition(" ")
        if {name, rest} <= left.keys():
            shorter[first].append(rest)
            del left[name], left[rest]
    for first, rests in shorter.items():
        yield f"(?:{_text(f'{first} ')})?{_tree(rests)}"
    yield _tree(left)


def _tree(names: Iterable[str], letters: Letters = folded) -> str:
    """One pattern of several names, in which a beginning that they share stands once."""
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        part = _PART.match(name)
        head = part[0] if part else ""
        tails[head].append(name.removeprefix(head))
    return any_of(
        _text(head, letters) + (_tree(rest, letters) if any(rest) else "")
        for head, rest in tails.items()
    )


def _text(name: str, letters: Letters = folded) -> str:
    """A name in which commas are spaces, and ``&`` stands for the word it is read as."""
    return "".join(
        f"{_BETWEEN}+" if letter == " " else _and(letters) if letter == "&" else letters(letter)
        for letter in name
    )


def _and(letters: Letters) -> str:
    word = letters(_AND if letters is spelled else fold(_AND))
    return any_of((f"{_BETWEEN}+{word}{_BETWEEN}+", f"{_BETWEEN}*&{_BETWEEN}*"))


# Reporting periods


_SPELLINGS: Final = {
    "Q1": ("Quý I/{}", "Q1/{}"),
    "Q2": ("Quý II/{}", "Q2/{}"),
    "Q3": ("Quý III/{}", "Q3/{}"),
    "Q4": ("Quý IV/{}", "Q4/{}"),
    "H1": ("6 tháng/{}", "H1/{}"),
    "Y": ("Năm {}", "Y/{}"),
}
"""How people write a period, by what follows the year in its id; for an editor to offer."""
_ROMAN: Final = {"Q1": "i", "Q2": "ii", "Q3": "iii", "Q4": "iv"}
_BEFORE_YEAR: Final = charset("/.,-", blank=True)


def period(plan: Plan, messages: Messages) -> Schema:
    """A reporting period of the plan: its id, or any way in which people write it."""
    offered = {
        name: period.title[messages.lang]
        for period in plan.reporting
        for name in _period_names(period)
    }
    pattern = in_sight(whole(any_of(map(_period_pattern, plan.reporting)), r"\s*"))
    wanted = messages("schema.wanted.period", known=", ".join(plan.period))
    return one_of(offered, pattern, wanted)


def _period_names(period: ReportingPeriod) -> list[str]:
    year, _, part = period.id.partition("-")
    return [*(spelling.format(year) for spelling in _SPELLINGS.get(part, ())), period.id]


def _period_pattern(period: ReportingPeriod) -> str:
    """The period's spellings, as `cchc.dates.period_id` reads them."""
    year, part = map(folded, period.id.lower().split("-", 1))
    kind = period.id.partition("-")[2]
    its_year = f"{_BEFORE_YEAR}+(?:{folded('nam')})?{_BEFORE_YEAR}*{year}"
    others = f"{year}-{part}"
    if kind in _ROMAN:
        word = any_of(map(folded, ("quarter", "quy", "qui", "q")))
        number = any_of(map(folded, (_ROMAN[kind], kind[1])))
        named = rf"{word}(?:\s+|[.])?{number}|{folded(_ROMAN[kind])}"
        return f"(?:{named}){its_year}|{others}|{year}{part}"
    if kind == "H1":
        start = rf"(?:\s+{folded('dau')}(?:\s+{folded('nam')})?)?"
        months = rf"{any_of(map(folded, ('6', '06', 'sau')))}\s*{folded('thang')}{start}"
        return f"(?:{months}|{part}){its_year}|{others}"
    if kind == "Y":
        word = any_of(map(folded, ("nam", "year", "y")))
        return rf"{word}(?:\s+|/)?{year}|{others}"
    return others
