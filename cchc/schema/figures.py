"""What may be written for a metric, by its kind: a number, a text, or numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Metric
from cchc.render.template import words as forms
from cchc.schema.parts import NOTHING, SCALAR, Schema, blank, described, reference, with_keys
from cchc.schema.patterns import EDGE, alike, any_of, figure, folded, signs, spelled
from cchc.submission.figures import KEYS, LARGEST_GROWTH
from cchc.submission.numbers import MAX_DIGITS, NO, NONE_ARISING, YES
from cchc.template import FormLine

_BLANK: Final = "blank"
"""The definition of what counts as nothing written for a figure."""
_MOST: Final = 10**MAX_DIGITS - 1


def definitions(lines: Iterable[FormLine], messages: Messages) -> dict[str, Schema]:
    """The definitions that :func:`figure_of` refers to."""
    left_out = blank(_BLANK, KEYS)
    left_out["properties"]["note"] = True
    figures = {_name(line.metric): _figure(line, messages) for line in lines}
    return {_BLANK: left_out, **dict(sorted(figures.items()))}


def figure_of(metric: Metric) -> Schema:
    """What may be written for a metric."""
    return reference(_name(metric))


def _name(metric: Metric) -> str:
    """Metrics of one name accept the same."""
    parts = [
        metric.kind,
        "of-parts" if metric.kind != "confirmation" and not metric.whole else "",
        "or-none" if _may_not_arise(metric) else "",
    ]
    return "-".join(filter(None, parts))


def _may_not_arise(metric: Metric) -> bool:
    return metric.kind in ("share", "confirmation") and not metric.always_arises


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
        "allOf": [with_keys(keys, _BLANK, _written_out(metric, alone), of_keys)],
        "errorMessage": wanted,
    }


def _examples(metric: Metric, messages: Messages) -> list[str]:
    """At least two, since an editor would fill in a single one unasked."""
    kinds = {
        "share": ["31/75", "92,5%"],
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
    return {"properties": {"note": SCALAR}, "if": without, "then": only_value, **either}


def _fraction(metric: Metric) -> Schema:
    stated = _value("number", _SHARE, minimum=0, maximum=100)
    if metric.kind == "growth":
        stated = _value("number", _GROWTH, minimum=-_MOST, maximum=_MOST)
    required = ["numerator", "denominator"]
    some = {
        "numerator": _amount(metric),
        "denominator": _amount(metric, but_zero=True),
        "value": _or_nothing(stated),
    }
    if not _may_not_arise(metric):
        return {"required": required, "properties": some}
    zero = _value("number", _ZERO, minimum=0, maximum=0)
    none = {"numerator": zero, "denominator": zero, "value": _value("null", _none())}
    return {
        "required": required,
        "if": {"required": ["denominator"], "properties": {"denominator": zero}},
        "then": {"properties": none},
        "else": {"properties": some},
    }


# Single values


_WHOLE: Final = "(?:[0]|[1-9][0-9]*)"
_DECIMALS: Final = "(?:[.,][0-9]+)?"
_NIL: Final = "[0](?:[.,][0]+)?"
_PERCENT: Final = rf"(?:\s*{signs('[%]')})?"
_NO_DIGIT: Final = alike("0123456789/").replace("[", "[^", 1)
_DIGITS: Final = f"(?!(?:{_NO_DIGIT}*{signs('[0-9]')}){{{MAX_DIGITS + 1}}})"
"""Not too many digits, on either side of a slash."""


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
_SHARE: Final = (
    _DIGITS
    + any_of(
        (
            signs(f"[+]?(?:[1][0]{{2}}(?:[.,][0]+)?|[1-9]?[0-9]{_DECIMALS})"),
            signs(f"[-]{_NIL}"),
        )
    )
    + _PERCENT
)
_NUMBER: Final = any_of((_WHOLE + _DECIMALS, _grouped("[0-9]")))
_GROWTH: Final = _DIGITS + signs(f"[+-]?{_NUMBER}") + _PERCENT
_GROWTH_ALONE: Final = (
    _DIGITS
    + signs(f"(?:[+]?[1-{LARGEST_GROWTH // 10 - 1}]?[0-9]{_DECIMALS}|[-]{_NUMBER})")
    + _PERCENT
)


def _none() -> str:
    return any_of(map(folded, sorted(NONE_ARISING)))


def _value(type: str, pattern: str, **limits: int) -> Schema:
    """A value of one of JSON's types, or a text."""
    return {"type": [type, "string"], **limits, "pattern": figure(pattern)}


def _or_nothing(schema: Schema) -> Schema:
    return {**schema, "type": [*schema["type"], "null"]}


def _alone(metric: Metric) -> Schema:
    """The figure as one value, without keys."""
    none = [_none()] if _may_not_arise(metric) else []
    if metric.kind == "confirmation":
        words = map(spelled, sorted(YES | NO))
        return _value("boolean", "|".join([*words, *none]))
    if metric.kind == "count":
        return _amount(metric)
    fractions = _with_slash(metric)
    if metric.kind == "share":
        return _value("number", "|".join([_SHARE, *fractions, *none]), minimum=0, maximum=100)
    limits = {"minimum": -_MOST, "exclusiveMaximum": LARGEST_GROWTH}
    return _value("number", "|".join([_GROWTH_ALONE, *fractions]), **limits)


def _amount(metric: Metric, *, but_zero: bool = False) -> Schema:
    """A count, a numerator or a denominator."""
    limits = {"exclusiveMinimum" if but_zero else "minimum": 0, "maximum": _MOST}
    pattern = _amount_pattern(metric, but_zero=but_zero)
    return _value("integer" if metric.whole else "number", pattern, **limits)


def _amount_pattern(metric: Metric, *, but_zero: bool = False) -> str:
    some = _counted("[0]" if metric.whole else "[0-9]")
    something = f"(?!{_ZERO}{EDGE}$)" if but_zero else ""
    return _DIGITS + something + any_of((signs(f"[+]?{some}"), signs(f"[-]{_NIL}")))


def _with_slash(metric: Metric) -> list[str]:
    """Fractions such as ``31/75``, and ``0/0`` where nothing may have arisen."""
    slash = f"{EDGE}{signs('[/]')}{EDGE}"
    some = _amount_pattern(metric) + slash + _amount_pattern(metric, but_zero=True)
    return [some, _ZERO + slash + _ZERO] if _may_not_arise(metric) else [some]
