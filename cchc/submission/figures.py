"""What was written for a metric, read as the metric's kind asks.

What could be meant in two ways is refused where a wrong guess would turn a verdict:

- A share stated beside its fraction may be rounded, but not across the threshold: ``80`` beside
  799/1000.  Elsewhere it has to agree to the digits it states.
- None arising where there is always something to count (``always_arises``, counts, growth), so
  that nobody escapes a target by it.
- A growth of 50% or more by itself: "103% of the estimate" is how people say a growth of 3%.
- A share of 1 or less without a percent sign in a table, where 0,925 may be 92,5%.  In YAML, where
  somebody typed it, it gets a warning; a fraction beside it settles the matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cchc.diagnostics import Diagnostic, Place, Term, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.memo import Memo, once
from cchc.plan.model import Metric, Plan
from cchc.submission.model import Answer, Content, Figure, Measured, NoneArising, Unreadable
from cchc.submission.numbers import (
    Number,
    NumberError,
    is_none_arising,
    parse_answer,
    parse_fraction,
    parse_number,
    tidied,
)
from cchc.text import nearest

KEYS: Final = ("numerator", "denominator", "value", "note")
"""Keys that a figure written as a mapping may have."""

LARGEST_GROWTH: Final = 50
"""Percent from which a growth by itself may be meant as a share of the base: "103% of the
estimate" is a growth of 3%.  Beside a fraction there is no doubt."""


class _RefusedError(Exception):
    """A figure can't be used, for the reason in the diagnostic."""

    def __init__(self, problem: Diagnostic) -> None:
        self.problem = problem


def read_figure(metric: Metric, node: Node) -> Figure:
    """The figure that `node`, which is not blank, holds for `metric`; unreadable ones say why."""
    note = ""
    try:
        if isinstance(node, Mapping):
            note = _text(node, "note")
            content = _from_mapping(metric, node)
        elif isinstance(node, Scalar):
            content = _from_scalar(metric, node)
        else:
            raise _RefusedError(diagnostic("figure-is-list", node.place, metric=metric.id))
        if isinstance(content, NoneArising):
            _check_may_not_arise(metric, node.place)
    except _RefusedError as refused:
        return Figure(Unreadable(), node.place, note, refused.problem)
    return Figure(content, node.place, note)


@once
def meanings(plan: Plan) -> dict[str, Memo[str, Content]]:
    """What texts have been found to mean as a figure, without a problem, by metric.

    Metrics for which the same text can't but mean the same share what is known.
    """
    known: defaultdict[tuple[object, ...], Memo[str, Content]] = defaultdict(Memo)
    return {
        metric.id: known[metric.kind, bool(metric.denominator), metric.whole, metric.always_arises]
        for metric in plan.metrics
    }


def looks_like_ratio(metric: Metric, figure: Figure) -> bool:
    """Whether a percentage up to 1 may be a ratio: 0,925 for 92,5%, as spreadsheets have it."""
    content = figure.content
    return (
        metric.kind in ("share", "growth")
        and isinstance(content, Measured)
        and content.numerator is None
        and not content.percent
        and 0 < abs(content.value) <= 1
    )


def is_blank(node: Node) -> bool:
    """Whether no figure is written: nothing at all, or at the most a note.

    A key that no figure has is something: ``{numerator:31}`` makes one of the whole text.
    """
    if isinstance(node, Scalar):
        return node.is_empty
    return isinstance(node, Mapping) and all(
        key.text in KEYS and (key.text == "note" or is_blank(value))
        for key, value in node.entries()
    )


def untidy(node: Node) -> Iterator[Scalar]:
    """The texts of a figure in which something was put right before it was read."""
    if isinstance(node, Scalar):
        if node.text.strip() != tidied(node.text):
            yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries():
            if key.text != "note":
                yield from untidy(value)


def _from_scalar(metric: Metric, node: Scalar) -> Content:
    """A figure written as one value: a number, a fraction, an answer, none arising."""
    if is_none_arising(node.text):
        return NoneArising()
    if metric.kind == "confirmation":
        answer = parse_answer(node.text)
        if answer is None:
            raise _RefusedError(diagnostic("not-an-answer", node.place, value=node.text))
        return Answer(answer)
    sides = parse_fraction(node.text)
    if sides and metric.denominator:
        numerator, denominator = (node._replace(text=side) for side in sides)
        return _from_fraction(metric, numerator, denominator, None)
    return _stated(metric, node)


def _from_mapping(metric: Metric, node: Mapping) -> Content:
    """A figure written out: ``{numerator: 31, denominator: 75, value: "41,33"}``."""
    for key, _ in node.entries():
        if key.text not in KEYS:
            raise _RefusedError(
                diagnostic(
                    "unknown-figure-key",
                    key.place,
                    key=key.text,
                    known=", ".join(KEYS),
                    nearest=nearest(key.text, KEYS),
                )
            )
    numerator, denominator, value = (_scalar(node, key) for key in KEYS[:3])
    if numerator is None and denominator is None:
        if value is None:
            raise _RefusedError(diagnostic("no-figure", node.place, metric=metric.id))
        return _from_scalar(metric, value)
    if value is not None and is_none_arising(value.text) and not _is_zero(denominator):
        raise _RefusedError(diagnostic("figure-and-none-arising", value.place, metric=metric.id))
    if not metric.denominator:
        raise _RefusedError(diagnostic("fraction-not-expected", node.place, metric=metric.id))
    if numerator is None or denominator is None:
        missing = Term("figure.numerator" if numerator is None else "figure.denominator")
        raise _RefusedError(diagnostic("half-a-fraction", node.place, missing=missing))
    return _from_fraction(metric, numerator, denominator, value)


def _from_fraction(
    metric: Metric, numerator: Scalar, denominator: Scalar, value: Scalar | None
) -> Content:
    above, below = _amount(metric, numerator), _amount(metric, denominator)
    if below == 0:
        return _nothing(metric, above, numerator, denominator, value)
    share = above * 100 / below
    if metric.kind == "growth":
        share -= 100
    elif above > below:
        raise _RefusedError(
            diagnostic(
                "numerator-over-denominator", numerator.place, numerator=above, denominator=below
            )
        )
    if value is None:
        return Measured(share, 0, above, below)
    stated = _bounded(metric, value)
    if not _agrees(stated, share):
        if (ratio := _as_ratio(stated)) and _agrees(ratio, share):
            # 0,925 beside 37/40, as spreadsheets have it: the fraction leaves no doubt.
            return Measured(share, ratio.digits, above, below, ratio.value)
        raise _RefusedError(
            diagnostic(
                "share-disagrees",
                value.place,
                stated=value.text,
                numerator=above,
                denominator=below,
                share=share,
            )
        )
    return Measured(share, stated.digits, above, below, stated.value)


def _as_ratio(stated: Measured) -> Measured | None:
    """A stated share taken for a ratio of 1, if it may be one: 0,925 for 92,5%."""
    if stated.percent or stated.digits < 2 or not 0 < abs(stated.value) <= 1:
        return None
    return stated._replace(value=stated.value * 100, digits=stated.digits - 2)


def _agrees(stated: Measured, share: Fraction) -> bool:
    """Whether a stated share is `share`, to the digits that it states.

    Rounded half up or half even, it is within half a unit of its last digit.
    """
    return abs(stated.value - share) * 2 <= Fraction(1, 10**stated.digits)


def _is_zero(node: Scalar | None) -> bool:
    return node is not None and tidied(node.text) == "0"


def _nothing(
    metric: Metric, above: Fraction, numerator: Scalar, denominator: Scalar, value: Scalar | None
) -> NoneArising:
    """A denominator of 0: none arising, unless something else is said beside it."""
    if metric.kind == "growth":
        raise _RefusedError(diagnostic("zero-base", denominator.place, metric=metric.id))
    if above:
        raise _RefusedError(
            diagnostic(
                "numerator-over-denominator",
                numerator.place,
                numerator=above,
                denominator=Fraction(0),
            )
        )
    if value is not None and not is_none_arising(value.text):
        raise _RefusedError(diagnostic("share-of-nothing", value.place, stated=value.text))
    return NoneArising()


def _stated(metric: Metric, node: Scalar) -> Measured:
    """A number written by itself."""
    stated = _bounded(metric, node)
    if metric.kind == "growth" and stated.value >= LARGEST_GROWTH:
        raise _RefusedError(diagnostic("growth-or-ratio", node.place, value=node.text))
    return stated


def _bounded(metric: Metric, node: Scalar) -> Measured:
    """A number within what its kind allows."""
    share = metric.kind in ("share", "growth")
    number = _number(node, grouping=not share)
    if number.percent and not share:
        raise _RefusedError(diagnostic("percent-in-count", node.place, value=node.text))
    if metric.kind != "growth" and number.value < 0:
        raise _RefusedError(diagnostic("negative", node.place, value=node.text))
    if metric.kind == "share" and number.value > 100:
        raise _RefusedError(diagnostic("share-over-100", node.place, value=node.text))
    if not share and metric.whole and number.value.denominator != 1:
        raise _RefusedError(diagnostic("not-whole", node.place, value=node.text))
    return Measured(number.value, number.digits, percent=number.percent)


def _amount(metric: Metric, node: Scalar) -> Fraction:
    """A numerator or denominator."""
    number = _number(node, grouping=True)
    if number.percent:
        raise _RefusedError(diagnostic("percent-in-count", node.place, value=node.text))
    if number.value < 0:
        raise _RefusedError(diagnostic("negative", node.place, value=node.text))
    if metric.whole and number.value.denominator != 1:
        raise _RefusedError(diagnostic("not-whole", node.place, value=node.text))
    return number.value


def _number(node: Scalar, *, grouping: bool) -> Number:
    try:
        return parse_number(node.text, grouping=grouping and not node.exact)
    except NumberError as error:
        raise _RefusedError(diagnostic(error.code, node.place, value=node.text)) from None


def _check_may_not_arise(metric: Metric, place: Place) -> None:
    if not metric.may_not_arise:
        raise _RefusedError(diagnostic("always-arises", place, metric=metric.id))


def _scalar(node: Mapping, key: str) -> Scalar | None:
    """The value of `key`, or None where nothing is written for it."""
    value = node.get(key)
    if value is not None and not isinstance(value, Scalar):
        raise _RefusedError(diagnostic("not-a-single-value", value.place, key=key))
    return None if value is None or value.is_empty else value


def _text(node: Mapping, key: str) -> str:
    value = _scalar(node, key)
    return value.text if value else ""
