"""What may be written for a metric, by its kind: a number, a text, or numerator and denominator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Metric, Plan
from cchc.render.template import words as forms
from cchc.schema.parts import NOTHING, SCALAR, Schema, blank, described, reference, with_keys
from cchc.schema.patterns import (
    EDGE,
    LETTER,
    alike,
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
    wanted = messages("schema.wanted.figure", what=forms.how_to_fill(line, messages))
    of_keys = messages("schema.wanted.figure-keys")
    keys = described(KEYS, "schema.figure.", messages)
    return {
        **alone,
        "type": [*alone["type"], "object", "null"],
        "examples": _examples(metric, messages),
        "allOf": [with_keys(keys, _BLANK, _written_out(metric, alone), of_keys), *alone["allOf"]],
        "errorMessage": wanted,
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
    return _or_nothing(_alone(metric, or_none=False))


def _fraction(metric: Metric) -> Schema:
    stated = _share(metric)
    if metric.kind == "growth":
        stated = _value(metric, "number", _of_hundred(metric), minimum=-_MOST, maximum=_MOST)
    required = ["numerator", "denominator"]
    some = {
        "numerator": _amount(metric),
        "denominator": _amount(metric, but_zero=True),
        "value": _or_nothing(stated),
    }
    if not _may_not_arise(metric):
        return {"required": required, "properties": some}
    zero = _value(metric, "number", _led(metric, _ZERO + _UNIT), minimum=0, maximum=0)
    none = {
        "numerator": zero,
        "denominator": zero,
        "value": _value(metric, "null", _none()),
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
    return {"pattern": in_sight(f"^{between}*(?:{any_of(runs)}{_END}{between}*)*$")}


# Single values


_WHOLE: Final = "(?:[0]|[1-9][0-9]*)"
_DECIMALS: Final = "(?:[.,][0-9]+)?"
_NIL: Final = "[0](?:[.,][0]+)?"
_LEAD: Final = rf"{_REACHED}\s*:?\s*(?={signs('[0-9]')})"
_PERCENT: Final = rf"\s*(?:{signs('[%]')}|{_PERCENT_WORDS})"
_NO_DIGIT: Final = alike("0123456789/(=").replace("[", "[^", 1)
_DIGITS: Final = f"(?!(?:{_NO_DIGIT}*{signs('[0-9]')}){{{MAX_DIGITS + 1}}})"
"""Not too many digits, on either side of a slash or a bracket."""


_BALANCED: Final = "(?=[^()]*(?:[(][^()]*[)][^()]*)?$)"
"""Each bracket with its other half."""


def _grouped(decimal: str) -> str:
    """A number whose thousands are grouped, its decimals such as `decimal`."""
    return "[1-9][0-9]{0,2}" + any_of(
        (
            f"(?:[ ][0-9]{{3}})+(?:[.,]{decimal}+)?",
            f"(?:[.][0-9]{{3}})+[,]{decimal}+",
            f"(?:[,][0-9]{{3}})+[.]{decimal}+",
            "(?:[.][0-9]{3}){2,}",
            "(?:[,][0-9]{3}){2,}",
        )
    )


def _counted(decimal: str) -> str:
    """A number of things, in which ``1.234`` could be meant in two ways."""
    return any_of(
        (
            f"[0](?:[.,]{decimal}+)?",
            f"[1-9][0-9]{{0,2}}(?:[.,](?:{decimal}{{1,2}}|{decimal}{{4,}}))?",
            f"[1-9][0-9]{{3,}}(?:[.,]{decimal}+)?",
            _grouped(decimal),
        )
    )


_ZERO: Final = signs(f"[+-]?{_NIL}")
_SHARE: Final = _DIGITS + any_of(
    (
        signs(f"[+]?(?:[1][0]{{2}}(?:[.,][0]+)?|[1-9]?[0-9]{_DECIMALS})"),
        signs(f"[-]{_NIL}"),
    )
)
_ALL_OR_NOTHING: Final = _DIGITS + any_of(
    (signs("[+]?(?:[1][0]{2}|[0])(?:[.,][0]+)?"), signs(f"[-]{_NIL}"))
)
_NUMBER: Final = any_of((_WHOLE + _DECIMALS, _grouped("[0-9]")))
_GROWTH: Final = _DIGITS + signs(f"[+-]?{_NUMBER}")
_GROWTH_ALONE: Final = _DIGITS + signs(
    f"(?:[+]?[1-{LARGEST_GROWTH // 10 - 1}]?[0-9]{_DECIMALS}|[-]{_NUMBER})"
)


def _of_hundred(metric: Metric, *, alone: bool = False) -> str:
    """A share or a growth, which says what it is of only behind a percent sign."""
    number = _GROWTH_ALONE if alone else _GROWTH
    if metric.kind == "share":
        number = _ALL_OR_NOTHING if _is_one(metric) else _SHARE
    return f"{number}(?:{_PERCENT}{_UNIT})?"


def _value(metric: Metric, type: str, pattern: str, **limits: int) -> Schema:
    """A value of one of JSON's types, or a text."""
    words = [reference(_words_of(metric))]
    return {"type": [type, "string"], **limits, "pattern": figure(pattern), "allOf": words}


def _or_nothing(schema: Schema) -> Schema:
    return {**schema, "type": [*schema["type"], "null"]}


def _alone(metric: Metric, *, or_none: bool = True) -> Schema:
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
        return {**_share(metric), "pattern": figure(pattern)}
    limits = {"minimum": -_MOST, "exclusiveMaximum": LARGEST_GROWTH}
    return _value(metric, "number", pattern, **limits)


def _share(metric: Metric) -> Schema:
    """A percentage; where one agency is one, all or nothing."""
    limits = {"multipleOf": 100} if _is_one(metric) else {}
    pattern = _led(metric, _of_hundred(metric))
    return _value(metric, "number", pattern, minimum=0, maximum=100, **limits)


def _amount(metric: Metric, *, but_zero: bool = False) -> Schema:
    """A count, a numerator or a denominator."""
    limits = {
        "exclusiveMinimum" if but_zero else "minimum": 0,
        "maximum": 1 if _is_one(metric) else _MOST,
    }
    pattern = _led(metric, _amount_pattern(metric, but_zero=but_zero))
    amount = _value(metric, "number", pattern, **limits)
    if metric.whole and not _is_one(metric):  # 5.830 is a number to an editor, and loses its nought
        grouped = {"minimum": 1, "exclusiveMaximum": 1000}
        amount["anyOf"] = [{"type": ["integer", "string"]}, grouped]
    elif metric.whole:
        amount["type"] = ["integer", "string"]
    return amount


def _amount_pattern(metric: Metric, *, but_zero: bool = False) -> str:
    some = _counted("[0]" if metric.whole else "[0-9]")
    if _is_one(metric):
        some = "(?:[0](?:[.,][0]+)?|[1](?:[.,](?:[0]{1,2}|[0]{4,}))?)"
    elif metric.whole:
        some = any_of((some, "[1-9][0-9]{0,2}[.][0-9]{3}"))
    digit = signs("[0-9]")
    something = f"(?!{_ZERO}(?!{digit}|{signs('[.,]')}{digit}))" if but_zero else ""
    return _DIGITS + something + any_of((signs(f"[+]?{some}"), signs(f"[-]{_NIL}"))) + _UNIT


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
    nothing = _ZERO + _UNIT + slash + _ZERO + _UNIT
    none = [_led_fraction(nothing)] if _may_not_arise(metric) else []
    return [_led_fraction(some), *none]
