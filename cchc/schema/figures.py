"""What may be written for a metric, by its kind: a number, a text, or numerator and denominator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Any, Final, NamedTuple

from cchc.messages import Messages
from cchc.plan.model import Metric, Plan
from cchc.render.template import words as forms
from cchc.schema.numbers import (
    ALL_OR_NOTHING,
    DIGITS,
    GROWTH,
    GROWTH_ALONE,
    NIL,
    SHARE,
    ZERO,
    counted,
)
from cchc.schema.parts import (
    NOTHING,
    SCALAR,
    Schema,
    blank,
    by_type,
    described,
    reference,
    under_key,
    with_keys,
)
from cchc.schema.patterns import (
    EDGE,
    LETTER,
    any_of,
    figure,
    folded,
    in_sight,
    signs,
    spelled,
)
from cchc.submission.amounts import LARGEST_GROWTH
from cchc.submission.figures import KEYS
from cchc.submission.numbers import IN_PERIOD, MAX_DIGITS, NO, NONE_ARISING, YES
from cchc.submission.spellings import PERCENT, REACHED, known_nouns, nouns, own_nouns
from cchc.template import FormLine

_BLANK: Final = "blank"
"""The definition of what counts as nothing written for a figure."""
_MOST: Final = 10**MAX_DIGITS - 1


def definitions(plan: Plan, lines: Iterable[FormLine], messages: Messages) -> dict[str, Schema]:
    """The definitions that :func:`figure_of` refers to."""
    left_out = blank(_BLANK, KEYS)
    left_out["properties"] |= {"note": True, "estimate": True}
    figures = {_name(line.metric): _figure(line, messages) for line in lines}
    words = {_words_of(metric): _words(metric, nouns(plan)) for metric in plan.metrics}
    return {_BLANK: left_out, **words, **dict(sorted(figures.items()))}


def figure_of(metric: Metric) -> Schema:
    """What may be written for a metric."""
    return reference(_name(metric))


def _name(metric: Metric) -> str:
    """Metrics of one name accept the same."""
    parts = [
        metric.kind,
        _of_parts(metric),
        "or-none" if _may_not_arise(metric) else "",
        "of-one" if _is_one(metric) else "",
    ]
    return "-".join(filter(None, parts))


def _of_parts(metric: Metric) -> str:
    """What is counted, where it need not be whole: it takes no other metric's unit."""
    if metric.whole or metric.kind == "confirmation":
        return ""
    return re.sub("[^a-z0-9]+", "-", "-".join(("of-parts", *sorted(own_nouns(metric)))))


def _may_not_arise(metric: Metric) -> bool:
    return metric.kind in ("share", "confirmation") and not metric.always_arises


def _is_one(metric: Metric) -> bool:
    """Whether one agency is one, so that it is 0/1 or 1/1."""
    return metric.counts_agencies == "one"


def _figure(line: FormLine, messages: Messages) -> Schema:
    """A figure as one value, or written out with its keys; or nothing at all."""
    metric, alone = line.metric, _alone(line.metric)
    of_keys = messages("schema.wanted.figure-keys")
    keys = described(KEYS, "schema.figure.", messages)
    written_out = with_keys(keys, _BLANK, _written_out(metric, alone.schema), of_keys)
    wanted = messages("schema.wanted.figure", what=forms.how_to_fill(line, messages))
    ways = (alone.text, alone.other, written_out)
    return {
        "examples": _examples(metric, messages),
        **by_type(*({**way, "errorMessage": wanted} for way in ways)),
    }


def _examples(metric: Metric, messages: Messages) -> list[str]:
    """At least two, since an editor would fill in a single one unasked."""
    kinds = {
        "share": ["1/1", "0/1"] if _is_one(metric) else ["31/75", "92,5%"],
        "growth": ["5,2%", "-1,5%"],
        "count": ["75", "1 234"],
        "confirmation": [messages("yes"), messages("no")],
    }
    none = [messages("template.none")] if _may_not_arise(metric) else []
    return kinds[metric.kind] + none


def _written_out(metric: Metric, alone: Schema) -> Schema:
    """A figure with its keys; either a value alone, or a fraction and what is stated beside it."""
    only_value = {"required": ["value"], "properties": {"value": alone}}
    without = {"properties": {"numerator": NOTHING, "denominator": NOTHING}}
    either = {"else": _fraction(metric)} if metric.denominator else {"else": without}
    properties = {"note": SCALAR, "estimate": _estimate(metric)}
    return {"properties": properties, "if": without, "then": only_value, **either}


def _estimate(metric: Metric) -> Schema:
    """What is expected for the whole year: a figure, and never that nothing arises."""
    if metric.kind == "confirmation":
        return NOTHING
    return _alone(metric, or_none=False).or_nothing


def _fraction(metric: Metric) -> Schema:
    stated = _share(metric, _led(metric, _of_hundred(metric)))
    if metric.kind == "growth":
        stated = _value(metric, "number", _of_hundred(metric), minimum=-_MOST, maximum=_MOST)
    required = ["numerator", "denominator"]
    some = {
        "numerator": _amount(metric).schema,
        "denominator": _amount(metric, but_zero=True).schema,
        "value": stated.or_nothing,
    }
    if not _may_not_arise(metric):
        return {"required": required, "properties": some}
    zero = _value(metric, "number", _led(metric, ZERO + _UNIT), minimum=0, maximum=0).schema
    none = {
        "numerator": zero,
        "denominator": zero,
        "value": _value(metric, "null", _none()).schema,
    }
    return {
        "required": required,
        "if": {"required": ["denominator"], "properties": {"denominator": zero}},
        "then": {"properties": none},
        "else": {"properties": some},
    }


# Words beside a figure


_END: Final = rf"(?!{LETTER}|,?\s+{LETTER})"
"""Where a run of words ends."""
_REACHED: Final = any_of(map(spelled, REACHED))
_PERCENT_WORDS: Final = folded(PERCENT)
_NO_UNIT: Final = rf"(?!{_REACHED}{_END}|{_PERCENT_WORDS}(?!{LETTER}))"
_UNIT: Final = rf"(?:\s*{_NO_UNIT}{LETTER}+(?:,?\s+{LETTER}+)*)?"
"""What is counted; which words it may be, another definition says for all places."""


def _led(metric: Metric, pattern: str) -> str:
    """`pattern`, before which a figure may be said to be what was reached."""
    return _led_fraction(pattern) if metric.kind != "growth" else pattern


def _led_fraction(pattern: str) -> str:
    return rf"(?:{_LEAD})?{pattern}"


def _none() -> str:
    """None arising, whatever could have arisen, in this period."""
    return any_of(map(folded, sorted(NONE_ARISING))) + rf"(?:\s+{LETTER}+(?:,?\s+{LETTER}+)*)?"


def _words_of(metric: Metric) -> str:
    return "-".join(filter(None, ("words", _of_parts(metric))))


def _words(metric: Metric, others: Set[str]) -> Schema:
    """That all words of a figure are known ones, each run of them as a whole."""
    known = any_of(map(folded, sorted(known_nouns(metric, others))))
    none = any_of(map(folded, sorted(NONE_ARISING)))
    runs = (
        *map(spelled, sorted({*REACHED, *YES, *NO})),
        rf"{_PERCENT_WORDS}(?:\s+{known})?",
        rf"{none}(?:\s+{known})?(?:\s+{folded(IN_PERIOD)})?",
        known,
    )
    between = LETTER.replace("[", "[^", 1)
    pattern = in_sight(f"^{between}*(?:{any_of(runs)}{_END}{between}*)*$")
    return {"type": "string", "pattern": pattern}


# Single values


_LEAD: Final = rf"{_REACHED}\s*:?\s*(?={signs('[0-9]')})"
_PERCENT: Final = rf"\s*(?:{signs('[%]')}|{_PERCENT_WORDS})"
_BALANCED: Final = "(?=[^()]*(?:[(][^()]*[)][^()]*)?$)"
"""Each bracket with its other half."""


def _of_hundred(metric: Metric, *, alone: bool = False) -> str:
    """A share or a growth, which says what it is of only behind a percent sign."""
    number = GROWTH_ALONE if alone else GROWTH
    if metric.kind == "share":
        number = ALL_OR_NOTHING if _is_one(metric) else SHARE
    return f"{number}(?:{_PERCENT}{_UNIT})?"


class _Value(NamedTuple):
    """A value without keys: a text, or of another of JSON's types."""

    text: Schema
    other: Schema

    @property
    def schema(self) -> Schema:
        return under_key(self.text, self.other)

    @property
    def or_nothing(self) -> Schema:
        return under_key(self.text, {**self.other, "type": [self.other["type"], "null"]})


def _value(metric: Metric, type: str, pattern: str, **limits: Any) -> _Value:
    words = [reference(_words_of(metric))]
    text = {"type": "string", "pattern": figure(pattern), "allOf": words}
    return _Value(text, {"type": type, **limits})


def _alone(metric: Metric, *, or_none: bool = True) -> _Value:
    """The figure as one value, without keys; `or_none` lets it be that nothing arises."""
    none = [_none()] if or_none and _may_not_arise(metric) else []
    if metric.kind == "confirmation":
        words = map(spelled, sorted(YES | NO))
        return _value(metric, "boolean", "|".join([*words, *none]))
    if metric.kind == "count":
        return _amount(metric)
    alone = _led(metric, _of_hundred(metric, alone=True))
    pattern = "|".join([alone, *_with_slash(metric), *none])
    if metric.kind == "share":
        return _share(metric, pattern)
    limits = {"minimum": -_MOST, "exclusiveMaximum": LARGEST_GROWTH}
    return _value(metric, "number", pattern, **limits)


def _share(metric: Metric, pattern: str) -> _Value:
    """A percentage; where one agency is one, all or nothing."""
    limits = {"multipleOf": 100} if _is_one(metric) else {}
    return _value(metric, "number", pattern, minimum=0, maximum=100, **limits)


def _amount(metric: Metric, *, but_zero: bool = False) -> _Value:
    """A count, a numerator or a denominator."""
    limits: Schema = {
        "exclusiveMinimum" if but_zero else "minimum": 0,
        "maximum": 1 if _is_one(metric) else _MOST,
    }
    if metric.whole and not _is_one(metric):  # 5.830 is a number to an editor, and loses its nought
        limits["anyOf"] = [{"type": "integer"}, {"minimum": 1, "exclusiveMaximum": 1000}]
    type = "integer" if metric.whole and _is_one(metric) else "number"
    pattern = _led(metric, _amount_pattern(metric, but_zero=but_zero))
    return _value(metric, type, pattern, **limits)


def _amount_pattern(metric: Metric, *, but_zero: bool = False) -> str:
    some = counted("[0]" if metric.whole else "[0-9]")
    if _is_one(metric):
        some = "(?:[0](?:[.,][0]+)?|[1](?:[.,](?:[0]{1,2}|[0]{4,}))?)"
    elif metric.whole:
        some = any_of((some, "[1-9][0-9]{0,2}[.][0-9]{3}"))
    digit = signs("[0-9]")
    something = f"(?!{ZERO}(?!{digit}|{signs('[.,]')}{digit}))" if but_zero else ""
    return DIGITS + something + any_of((signs(f"[+]?{some}"), signs(f"[-]{NIL}"))) + _UNIT


def _with_slash(metric: Metric) -> list[str]:
    """Fractions such as ``31/75``, with the share beside; ``0/0`` where nothing may have arisen."""
    slash = f"{EDGE}{signs('[/]')}{EDGE}"
    fraction = _amount_pattern(metric) + slash + _amount_pattern(metric, but_zero=True)
    share = f"{_of_hundred(metric)}{_UNIT}"
    between = any_of((rf"{EDGE}[(](?:\s*{_LEAD}|{EDGE})", f"{EDGE}={EDGE}"))
    closed = f"(?:{EDGE}[)])?"
    some = _BALANCED + any_of(
        (
            f"{fraction}(?:{between}{share}{closed})?",
            f"{share}{between}{fraction}{closed}",
        )
    )
    nothing = ZERO + _UNIT + slash + ZERO + _UNIT
    none = [_led_fraction(nothing)] if _may_not_arise(metric) else []
    return [_led_fraction(some), *none]
