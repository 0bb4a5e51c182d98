"""Number formats taken apart: what each of their sections puts around a number, or makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from cchc.document.workbook.limits import MAX_FORMAT

Kind = Literal["number", "date", "time", "text", "literal", "unclear"]
"""What a section shows; one that is unclear shows a number as another number."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\[\]]*)\]'
    r"|(?P<general>General|Standard)|(?P<clock>AM/PM|A/P|上午/下午)|(?P<power>E[+-])|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*([-+]?[0-9.]+(?:E[-+]?[0-9]+)?)", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"G|0+(?:[.,'’]000)*(?:D0*)?(?:E0+)?|D0+")
"""The digits of a section (0), its decimal sign (D) and power (E), with what groups thousands."""


class Section(NamedTuple):
    """One of the parts of a number format that semicolons divide."""

    kind: Kind
    before: str
    """What is shown before the value; all that is shown, for a literal."""
    after: str
    percent: bool
    """Whether a hundredfold is shown, with the sign that `before` or `after` holds."""
    condition: tuple[str, Decimal] | None
    elapsed: bool
    """Whether a time goes on beyond a day."""

    def holds_for(self, value: Decimal) -> bool:
        """Whether the section's own condition, if it has one, lets it show `value`."""
        if self.condition is None:
            return True
        return _holds(value, *self.condition)


_Part = Literal[
    "literal", "digit", "point", "comma", "slash", "percent", "power", "day", "time", "minute",
    "elapsed", "general", "at", "condition",
]  # fmt: skip


class _Token(NamedTuple):
    kind: _Part
    text: str


@lru_cache(maxsize=1000)
def sections(code: str) -> tuple[tuple[Section, ...], Section | None]:
    """The sections of a number format for numbers, at least one, and the one for texts.

    Whatever the code, the time it takes is in proportion to its length.
    """
    made = [_section(tokens) for tokens in _divided(code)]
    text = None
    if len(made) > 3:
        text = made[3]
    elif made[-1].kind == "text":
        text = made.pop()
    return tuple(made[:3]) or (_AS_IT_IS,), text


def section_for(value: Decimal, code: str) -> Section | None:
    """The section of a number format that shows `value`; None where none does."""
    if len(code) > MAX_FORMAT:
        return None
    numbers, _ = sections(code)
    last = len(numbers) - 1
    for place, section in enumerate(numbers):
        if section.condition:
            holds = section.holds_for(value)
        elif place == last:
            holds = True
        elif place == 0:
            holds = value > 0 if last == 2 else value >= 0
        else:
            holds = value < 0
        if holds:
            return section
    return None


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _divided(code: str) -> Iterator[list[_Token]]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(code):
        if match["sign"] == ";":
            yield tokens
            tokens = []
        elif token := _token(match):
            tokens.append(token)
    yield tokens


def _token(match: re.Match[str]) -> _Token | None:
    """What a piece of a format's code is; None where it shows nothing."""
    if (literal := match["quoted"] or match["escaped"]) is not None:
        return _Token("literal", literal)
    if (bracket := match["bracket"]) is not None:
        return _bracket(bracket)
    if match["general"]:
        return _Token("general", "")
    if match["clock"]:
        return _Token("time", "")
    if match["power"]:
        return _Token("power", "")
    sign = match["sign"]
    if not sign:
        return None
    for kind, signs in _SIGNS:
        if sign.lower() in signs:
            return _Token(kind, sign)
    return _Token("literal", sign)


_SIGNS: Final[tuple[tuple[_Part, str], ...]] = (
    ("digit", "0#?"), ("point", "."), ("comma", ","), ("slash", "/"), ("percent", "%"),
    ("day", "yd"), ("minute", "m"), ("time", "hs"), ("at", "@"),
)  # fmt: skip


def _bracket(text: str) -> _Token | None:
    """What stands in brackets: a condition, a time beyond a day, a currency; or a colour."""
    if _CONDITION.fullmatch(text):
        return _Token("condition", text)
    if _ELAPSED.fullmatch(text):
        return _Token("elapsed", "")
    if text.startswith("$") and (currency := text[1:].partition("-")[0]):
        return _Token("literal", currency)
    return None


def _section(tokens: list[_Token]) -> Section:
    condition = None
    for token in tokens:
        if token.kind == "condition" and (match := _CONDITION.fullmatch(token.text)):
            condition = _bound(match)
    tokens = [token for token in tokens if token.kind != "condition"]
    kinds = {token.kind for token in tokens}
    made = _of_kind(tokens, kinds)
    return made._replace(condition=condition, elapsed="elapsed" in kinds)


def _bound(match: re.Match[str]) -> tuple[str, Decimal] | None:
    try:
        return match[1], Decimal(match[2])
    except InvalidOperation:
        return None


def _of_kind(tokens: list[_Token], kinds: set[_Part]) -> Section:
    if kinds & {"digit", "general"} and not kinds & {"day", "time", "elapsed"}:
        return _number(tokens)
    if kinds & {"day", "minute", "time", "elapsed"}:
        is_day = "day" in kinds or not kinds & {"time", "elapsed"}
        return _AS_IT_IS._replace(kind="date" if is_day else "time")
    if "at" in kinds:
        at = next(place for place, token in enumerate(tokens) if token.kind == "at")
        return _AS_IT_IS._replace(
            kind="text", before=_shown(tokens[:at]), after=_shown(tokens[at + 1 :])
        )
    return _AS_IT_IS._replace(kind="literal", before=_shown(tokens))


def _number(tokens: list[_Token]) -> Section:
    places = [place for place, token in enumerate(tokens) if token.kind in ("digit", "general")]
    first, last = places[0], places[-1]
    if first and tokens[first - 1].kind == "point":
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind in ("point", "comma"):
        last += 1
    before, after = tokens[:first], tokens[last + 1 :]
    percents = sum(token.kind == "percent" for token in tokens)
    inner = "".join(map(_skeleton, tokens[first : last + 1])).replace("S0", "0")
    is_clear = percents < 2 and _NUMBER.fullmatch(inner) and not _is_fraction(tokens)
    return Section(
        "number" if is_clear else "unclear",
        _shown(before),
        _shown(after),
        percents == 1,
        None,
        False,
    )


def _skeleton(token: _Token) -> str:
    """What a piece within the digits of a section means for them; S is a comma."""
    if token.kind == "literal":
        return token.text.strip()  # spaces can but group digits
    shapes = {"digit": "0", "point": "D", "comma": "S", "power": "E", "general": "G"}
    return shapes.get(token.kind, "?")


def _is_fraction(tokens: list[_Token]) -> bool:
    """Whether a section shows a quotient of its own making: ``# ?/?``, ``0/75``."""
    return any(token.kind == "slash" for token in tokens)


def _shown(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens)


_AS_IT_IS: Final = Section("number", "", "", False, None, False)
