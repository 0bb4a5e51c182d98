"""What a heading says beside the name of its column: a unit, a mark, or whose figures these are.

Forms put last year's figures and the plan's beside this period's, under the same name: ``Giá trị
(2025)``, ``Tỷ lệ (cùng kỳ)``, ``Kết quả (kế hoạch)``.  Only brackets that hold a unit of the plan,
a mark or the report's own period leave a column what its name says.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from cchc.dates import period_id
from cchc.memo import once, remembered
from cchc.plan.model import Plan, ReportingPeriod
from cchc.text import fold

Meaning = Literal["nothing", "own", "other", "unclear"]
"""What brackets make of a column: nothing, this period's, another one, or nobody can say."""

_BRACKETS: Final = re.compile(r" ?[(\[]([^()\[\]]*)[)\]]$")
_MOST_BRACKETS: Final = 4
_EDGES: Final = " :*.,;=/+_–—-…%"
"""What people put between a name and what follows; ``(3)=(1)/(2)`` is three brackets."""
_LONGEST: Final = 200
"""Characters of a heading; a longer one names no column."""
_TRAILING: Final = re.compile(
    r"(.+?)[ ,–-]+((?:(?:cua )?(?:(?:cung|trong) ky|(?:ky|quy|nam)(?: bao cao)? "
    r"(?:nay|truoc|ngoai))|(?:nam )?(?:19|20)[0-9]{2}|luy ke"
    r"|last (?:year|period)|this (?:year|period))\b.*)"
)
"""Words that need no brackets to say whose figures these are."""
_UNIT: Final = re.compile(r"(?:(?:dvt|don vi tinh|don vi|unit)(?: ?: ?| ))?(?:so )?(.*)")
PERCENT: Final = "%"
_PERCENT: Final = frozenset(("%", "phan tram", "ty le %", "ti le %", "percent"))
_MARK: Final = re.compile(r"[a-z]|\*+|[0-9]{0,2}(?:[ =/:+*x().,%-]+[0-9]{1,3})*\)?|neu co|if any")
"""``(1)``, ``(a)``, ``(*)`` and ``(3=1/2*100)`` number columns or say how they are worked out."""
_YEAR: Final = re.compile(r"(?:nam |year )?([12][0-9]{3})")
_PERIOD_ID: Final = re.compile(r"([12][0-9]{3})-(?:[QHM][0-9]+|Y)")
_BEFORE: Final = re.compile(
    r"(?:(?:so lieu|ket qua|thuc hien|dat duoc|cua|trong|tai|actual|results?|for|of|in|the)"
    r"(?: |$))*"
)
"""What may stand before a period, and says by itself that the figures are what was reached."""
_OWN: Final = re.compile(
    r"|(?:ky|quy|nam)(?: bao cao)?(?: nay)?|(?:(?:this|current|reporting) )?(?:period|year|quarter)"
)
_OTHER: Final = re.compile(
    r".*(?:cung ky|\b(?:ky|quy|nam|thang)(?: bao cao)? (?:truoc|ngoai)|ke hoach|chi tieu"
    r"|muc tieu|giao\b|du kien|\buoc|\bluy ke|[12][0-9]{3}|\bthang [0-9]|\bquy [ivx0-9]|‰|‱"
    r"|phan nghin|promille|\bplan|last year|previous|target|estimate).*"
)


class Said(NamedTuple):
    """What all that stands beside a name comes to."""

    meaning: Meaning
    unit: str
    """The unit that it names, folded: ``%``, a noun of the plan's; empty for none."""


class Reference(NamedTuple):
    """What headings are held against."""

    period: str
    """The id of the report's period; empty where nobody knows it."""
    units: frozenset[str]
    """The nouns that the plan's figures are counted in, folded."""


@once
def _units(plan: Plan) -> frozenset[str]:
    units = (metric.unit for metric in plan.metrics if metric.unit)
    return frozenset(fold(name) for unit in units for name in (unit.vi, unit.en))


def reference(plan: Plan, period: ReportingPeriod | None, written: str) -> Reference:
    """What headings are held against: the period asked for, else the one that is `written`."""
    id = period.id if period else period_id(written)
    return Reference(id if _PERIOD_ID.fullmatch(id) else "", _units(plan))


@remembered
def split_name(text: str) -> tuple[str, tuple[str, ...]]:
    """A heading's name, and what stands in brackets behind it or says whose figures these are."""
    name, said = fold(text[:_LONGEST]).strip(_EDGES), list[str]()
    while len(said) < _MOST_BRACKETS and (match := _BRACKETS.search(name)):
        said.append(match[1].strip())
        name = name[: match.start()].strip(_EDGES)
    if trailing := _TRAILING.fullmatch(name):
        name = trailing[1]
        said.append(trailing[2])
    return name, tuple(said)


def read(said: tuple[str, ...], known: Reference) -> Said:
    """What all that is `said` beside a name makes of the column."""
    units = {unit for text in said if (unit := _unit(text, known))}
    meanings = {_meaning(text, known) for text in said if not _unit(text, known)}
    if len(units) > 1:
        return Said("unclear", "")
    order: tuple[Meaning, ...] = ("other", "unclear", "own", "nothing")
    found = next(meaning for meaning in order if meaning in meanings or meaning == "nothing")
    return Said(found, next(iter(units), ""))


def _unit(text: str, known: Reference) -> str:
    """The unit that a text names; empty where it names none."""
    match = _UNIT.fullmatch(text)
    noun = match[1] if match else text
    if noun in _PERCENT:
        return PERCENT
    nouns = [part.strip() for part in noun.split("/")]  # hồ sơ/hồ sơ
    return nouns[0] if all(part in known.units for part in nouns) else ""


def _meaning(text: str, known: Reference) -> Meaning:
    if _MARK.fullmatch(text):
        return "nothing"
    year = known.period[:4]
    match = _BEFORE.match(text)
    about = text[match.end() :] if match else text
    if _OWN.fullmatch(about):
        return "own"
    if found := _YEAR.fullmatch(about):
        return "own" if found[1] == year or not year else "other"
    for name in (about, f"{about}/{year}"):
        if _PERIOD_ID.fullmatch(id := period_id(name)):
            return "own" if id == known.period or not year else "other"
    return "other" if _OTHER.fullmatch(text) else "unclear"
