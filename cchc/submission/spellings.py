"""How people write figures, put into the plain spelling that is then read strictly.

Each spelling that has only one reading stands here, once.  What has two is left as it is, so that
`cchc.submission.numbers` refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final, NamedTuple
from unicodedata import normalize

from cchc.memo import once
from cchc.plan.model import Metric, Plan
from cchc.submission.numbers import LONGEST, NONE, QUOTES, none_arising, tidied
from cchc.text import fold, squeeze

NO_NOUNS: Final[frozenset[str]] = frozenset()
REACHED: Final = ("đạt", "dat")
"""What may stand before a figure: ``Đạt 92,5%``; not ``đất``, which is land."""
PERCENT: Final = "phan tram"
"""What may stand for a percent sign."""

_EVERYDAY: Final = re.compile(r"[0-9 ]+(?:[.,][0-9]{1,2}|/[0-9 ]+)?%?")
"""Most figures by far, in which there is nothing to put right."""
_RUN: Final = r"[^\W\d_]+(?:,?\s+[^\W\d_]+)*"
"""Words: ``phản ánh, kiến nghị``."""
_BEFORE: Final = re.compile(r"(^|\()\s*([^\W\d_]+)\s*:?\s*(?=[0-9])")
_AFTER: Final = re.compile(rf"(?<=[0-9%])\s*({_RUN})(?=[\s{QUOTES}]*(?:[/()=]|$))")
_BESIDE: Final = re.compile(r"([^()=]+)(?:\(([^()=]+)\)|=([^()=]+))")
_DOTTED: Final = re.compile(r"([+-]?[1-9][0-9]{0,2})\.([0-9]{3})")
_WORDS: Final = re.compile(r"[^\W\d_]+| ")


class Spelling(NamedTuple):
    """A text in its plain spelling."""

    plain: str
    nouns: tuple[str, ...] = ()
    """What was said to be counted, and is left out: folded, as in :func:`nouns`."""


class Parts(NamedTuple):
    """A fraction, and the share that is stated beside it."""

    numerator: str
    denominator: str
    share: str = ""


@once
def nouns(plan: Plan) -> frozenset[str]:
    """What the plan's metrics count one by one (``ho so``); money has parts, and is left out."""
    return frozenset(noun for metric in plan.metrics if metric.whole for noun in own_nouns(metric))


@once
def own_nouns(metric: Metric) -> frozenset[str]:
    """What `metric` counts, in both languages; of "xã, phường", each by itself too."""
    if not metric.unit:
        return NO_NOUNS
    units = metric.unit.vi, metric.unit.en
    spelled = {fold(noun) for unit in units for noun in (unit, *unit.split(","))}
    return frozenset(noun for noun in spelled if re.fullmatch(_RUN, noun))


def known_nouns(metric: Metric, others: Set[str]) -> Set[str]:
    """What may stand beside a figure of `metric`: its own nouns, and `others` if it has no parts.

    Dossiers taken for ratings are a slip of the pen; billions taken for dossiers are not.
    """
    return own_nouns(metric) | others if metric.whole else own_nouns(metric)


def spell(metric: Metric, text: str, others: Set[str] = NO_NOUNS, *, counts: bool) -> Spelling:
    """The plain spelling of what was written for `metric`, as far as it has one.

    Args:
        metric: what it was written for.
        text: what was written.
        others: nouns of other metrics, see :func:`nouns`.
        counts: whether `text` stands where only a number of things can: a numerator, a
            denominator, a count.
    """
    if _EVERYDAY.fullmatch(text):
        return Spelling(text)
    if text == NONE:
        return Spelling(NONE)
    plain = tidied(_unwrapped(text))
    if len(plain) > LONGEST:
        return Spelling(plain)
    plain = _without_stop(normalize("NFC", plain))
    known = known_nouns(metric, others)
    noun = none_arising(plain)
    if noun is not None and (not noun or noun in known):
        return Spelling(NONE, (noun,) if noun else ())
    return (
        Spelling(plain) if metric.kind == "confirmation" else _number(metric, plain, known, counts)
    )


def _number(metric: Metric, text: str, known: Set[str], counts: bool) -> Spelling:
    """The plain spelling of a number or a fraction."""
    found: list[str] = []

    def after(match: re.Match[str]) -> str:
        words, sign = fold(match[1]), ""
        if match.string[match.start() - 1] != "%" and f"{words} ".startswith(f"{PERCENT} "):
            words, sign = words.removeprefix(PERCENT).lstrip(), "%"
        if words and words not in known:
            return match[0]
        found.extend(filter(None, (words,)))
        return sign

    plain = text
    if metric.kind != "growth" or "/" in text:  # "40% reached" is a share of the base
        plain = _BEFORE.sub(_without_reached, plain)
    plain = _AFTER.sub(after, plain)
    if counts:
        return Spelling(_ungrouped(metric, plain), tuple(found))
    if fraction := parts(plain):
        above, below = (_ungrouped(metric, side) for side in fraction[:2])
        beside = f" ({fraction.share})" if fraction.share else ""
        return Spelling(f"{above}/{below}{beside}", tuple(found))
    if found and "%" not in plain and plain.lstrip("+-")[:1].isdigit():
        plain += "/"  # 80 dossiers are no 80%: half a fraction
    return Spelling(plain, tuple(found))


def _ungrouped(metric: Metric, count: str) -> str:
    """A count without the dot that groups its thousands: it has no decimals that could be meant."""
    match = _DOTTED.fullmatch(count) if metric.whole else None
    return match[1] + match[2] if match else count


def parts(plain: str) -> Parts | None:
    """The parts of ``31/75``, ``31/75 (41,33%)`` or ``41,33% (31/75)``; None for anything else."""
    if "/" not in plain:
        return None
    share = ""
    if beside := _BESIDE.fullmatch(plain):
        share, plain = sorted(filter(None, beside.groups()), key=lambda side: "/" in side)
        if "/" in share:
            return None
    sides = plain.split("/")
    return Parts(tidied(sides[0]), tidied(sides[1]), tidied(share)) if len(sides) == 2 else None


def is_obvious(text: str, plain: str) -> bool:
    """Whether `plain` has the digits and signs of `text`, and leaves out words at the most."""
    if text == plain:
        return True
    return sorted(_WORDS.sub("", text.strip())) == sorted(_WORDS.sub("", plain))


def says_reached(text: str) -> bool:
    """Whether a figure is said to be what was reached: ``Đạt 40%``."""
    return squeeze(text[:LONGEST]).startswith(tuple(word + end for word in REACHED for end in " :"))


def _unwrapped(text: str) -> str:
    """What stands in ``="92,5%"``, with which spreadsheets keep a text as it is."""
    text = text.strip()
    return text[2:-1] if len(text) > 3 and text.startswith('="') and text.endswith('"') else text


def _without_stop(text: str) -> str:
    """Without the full stop of a sentence; behind a digit it may be half of a number."""
    before = tidied(text.removesuffix("."))
    return text if before[-1:].isdigit() else before


def _without_reached(match: re.Match[str]) -> str:
    return match[1] if squeeze(match[2]) in REACHED else match[0]
