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

from collections.abc import Set
from fractions import Fraction
from itertools import islice
from typing import Final

from cchc.diagnostics import Diagnostic, Place, Term, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.exact import decimal_text, plain_text
from cchc.plan.model import Metric
from cchc.submission import texts
from cchc.submission.amounts import RefusedError, amount, attempt, bounded, stated_alone
from cchc.submission.model import (
    Answer,
    Content,
    Figure,
    Measured,
    NoneArising,
    Unreadable,
    measured,
)
from cchc.submission.numbers import NONE, parse_answer
from cchc.submission.spellings import NO_NOUNS, parts
from cchc.text import nearest

KEYS: Final = ("numerator", "denominator", "value", "note", "estimate")
"""Keys that a figure written as a mapping may have."""

MOST_KEYS: Final = 20
"""Unknown keys of one figure that are told."""


def read_figure(metric: Metric, node: Node, nouns: Set[str] = NO_NOUNS) -> Figure:
    """The figure that `node`, which is not blank, holds for `metric`; unreadable ones say why.

    Args:
        metric: what is reported.
        node: what is written for it.
        nouns: what other metrics of the plan count, see :func:`cchc.submission.spellings.nouns`.
    """
    note = ""
    try:
        if isinstance(node, Mapping):
            note = _text(node, "note")
        elif not isinstance(node, Scalar):
            raise RefusedError(diagnostic("figure-is-list", node.place, metric=metric.id))
        plain = texts.plain(metric, node, nouns)
        content = _content(metric, plain)
        if isinstance(content, NoneArising):
            _check_may_not_arise(metric, node.place)
        _check_one(metric, content, node)
    except RefusedError as refused:
        first, *more = texts.quoting(node, refused.problems)
        return Figure(Unreadable(), node.place, note, first, tuple(more))
    remarks = () if plain is node else tuple(texts.remarks(metric, node, nouns))
    return Figure(content, node.place, note, more=remarks)


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
    """Whether no figure is written: nothing at all, or at the most a note or an estimate.

    A key that no figure has is something: ``{numerator:31}`` makes one of the whole text.
    """
    if isinstance(node, Scalar):
        return node.is_empty
    return isinstance(node, Mapping) and all(
        key.text in KEYS and (key.text in ("note", "estimate") or is_blank(value))
        for key, value in node.entries()
    )


def _content(metric: Metric, node: Scalar | Mapping) -> Content:
    return _from_mapping(metric, node) if isinstance(node, Mapping) else _from_scalar(metric, node)


def _from_scalar(metric: Metric, node: Scalar) -> Content:
    """A figure written as one value: a number, a fraction, an answer, none arising."""
    if node.text == NONE:
        return NoneArising()
    if metric.kind == "confirmation":
        answer = parse_answer(node.text)
        if answer is None:
            raise RefusedError(diagnostic("not-an-answer", node.place, value=node.text))
        return Answer(answer)
    found = parts(node.text) if metric.denominator else None
    if found is None:
        return stated_alone(metric, node)
    above, below, share = (node._replace(text=part) if part else None for part in found)
    return _from_fraction(metric, node.place, above, below, share)


def _from_mapping(metric: Metric, node: Mapping) -> Content:
    """A figure written out: ``{numerator: 31, denominator: 75, value: "41,33"}``."""
    _check_keys(node)
    numerator, denominator, value = (_scalar(node, key) for key in KEYS[:3])
    if numerator is None and denominator is None:
        if value is None:
            raise RefusedError(diagnostic("no-figure", node.place, metric=metric.id))
        return _from_scalar(metric, value)
    if value is not None and value.text == NONE and not _is_zero(denominator):
        raise RefusedError(diagnostic("figure-and-none-arising", value.place, metric=metric.id))
    if not metric.denominator:
        raise RefusedError(diagnostic("fraction-not-expected", node.place, metric=metric.id))
    return _from_fraction(metric, node.place, numerator, denominator, value)


def _check_keys(node: Mapping) -> None:
    problems = [
        diagnostic(
            "unknown-figure-key",
            key.place,
            key=key.text,
            known=", ".join(KEYS),
            nearest=nearest(key.text, KEYS),
        )
        for key, _ in islice(node.entries(), MOST_KEYS)
        if key.text not in KEYS
    ]
    if problems:
        raise RefusedError(*problems)


def _from_fraction(
    metric: Metric,
    place: Place,
    numerator: Scalar | None,
    denominator: Scalar | None,
    value: Scalar | None,
) -> Content:
    """A fraction, and the share stated beside it; everything wrong with them is told at once."""
    problems: list[Diagnostic] = []
    above = attempt(amount, metric, numerator, problems)
    below = attempt(amount, metric, denominator, problems)
    none = value is None or value.text == NONE
    stated = None if none or below == 0 else attempt(bounded, metric, value, problems)
    if numerator is None or denominator is None:
        missing = Term("figure.numerator" if numerator is None else "figure.denominator")
        problems.insert(0, diagnostic("half-a-fraction", place, missing=missing))
    if problems or numerator is None or denominator is None or above is None or below is None:
        raise RefusedError(*problems)
    if below == 0:
        return _nothing(metric, above, numerator, denominator, value)
    share = above * 100 / below
    if metric.kind == "growth":
        share -= 100
    elif above > below:
        raise RefusedError(
            diagnostic(
                "numerator-over-denominator", numerator.place, numerator=above, denominator=below
            )
        )
    if stated is None or value is None:
        return measured(share, 0, above, below)
    if not _agrees(stated, share):
        if (ratio := _as_ratio(stated)) and _agrees(ratio, share):
            # 0,925 beside 37/40, as spreadsheets have it: the fraction leaves no doubt.
            return measured(share, ratio.digits, above, below, ratio.value)
        raise RefusedError(
            diagnostic(
                "share-disagrees",
                value.place,
                stated=value.text,
                numerator=above,
                denominator=below,
                share=share,
            )
        )
    return measured(share, stated.digits, above, below, stated.value)


def _as_ratio(stated: Measured) -> Measured | None:
    """A stated share taken for a ratio of 1, if it may be one: 0,925 for 92,5%."""
    if stated.percent or stated.digits < 2 or not 0 < abs(stated.value) <= 1:
        return None
    return measured(stated.value * 100, stated.digits - 2)


def _agrees(stated: Measured, share: Fraction) -> bool:
    """Whether a stated share is `share`, to the digits that it states.

    Rounded half up or half even, it is within half a unit of its last digit.
    """
    return abs(stated.value - share) * 2 <= Fraction(1, 10**stated.digits)


def _is_zero(node: Scalar | None) -> bool:
    return node is not None and node.text == "0"


def _nothing(
    metric: Metric, above: Fraction, numerator: Scalar, denominator: Scalar, value: Scalar | None
) -> NoneArising:
    """A denominator of 0: none arising, unless something else is said beside it."""
    if metric.kind == "growth":
        raise RefusedError(diagnostic("zero-base", denominator.place, metric=metric.id))
    if above:
        raise RefusedError(
            diagnostic(
                "numerator-over-denominator",
                numerator.place,
                numerator=above,
                denominator=Fraction(0),
            )
        )
    if value is not None and value.text != NONE:
        raise RefusedError(diagnostic("share-of-nothing", value.place, stated=value.text))
    return NoneArising()


def _check_may_not_arise(metric: Metric, place: Place) -> None:
    if not metric.may_not_arise:
        raise RefusedError(diagnostic("always-arises", place, metric=metric.id))


def _check_one(metric: Metric, content: Content, node: Node) -> None:
    """Where each agency counts as one, it has done what is asked or it hasn't."""
    if metric.counts_agencies != "one" or not isinstance(content, Measured):
        return
    if content.value not in (0, 100) or content.denominator not in (None, 1):
        raise RefusedError(diagnostic("one-agency", node.place, value=_written(content)))


def _written(content: Measured) -> str:
    """A figure as its fraction, else as the percentage that was given."""
    if content.numerator is not None and content.denominator is not None:
        return f"{plain_text(content.numerator)}/{plain_text(content.denominator)}"
    return f"{decimal_text(content.value, content.digits)}%"


def _scalar(node: Mapping, key: str) -> Scalar | None:
    """The value of `key`, or None where nothing is written for it."""
    value = node.get(key)
    if value is not None and not isinstance(value, Scalar):
        raise RefusedError(diagnostic("not-a-single-value", value.place, key=key))
    return None if value is None or value.is_empty else value


def _text(node: Mapping, key: str) -> str:
    value = _scalar(node, key)
    return value.text if value else ""
