"""One number of a figure, within what its metric allows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypeVar

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.nodes import Scalar
from cchc.plan.model import Metric
from cchc.submission.date_slips import fraction_of_date
from cchc.submission.model import Measured, measured
from cchc.submission.numbers import Number, NumberError, parse_number
from cchc.submission.spellings import says_reached

LARGEST_GROWTH: Final = 50
"""Percent from which a growth by itself may be meant as a share of the base: "103% of the
estimate" is a growth of 3%.  Beside a fraction there is no doubt."""

_T = TypeVar("_T")


class RefusedError(Exception):
    """A figure can't be used, for the reasons in the diagnostics."""

    def __init__(self, *problems: Diagnostic) -> None:
        self.problems = problems


def stated_alone(metric: Metric, node: Scalar) -> Measured:
    """A number written by itself."""
    is_growth = metric.kind == "growth"
    if is_growth and says_reached(node.text):
        raise RefusedError(diagnostic("growth-or-ratio", node.place, value=node.text))
    stated = bounded(metric, node)
    if is_growth and stated.value >= LARGEST_GROWTH:
        raise RefusedError(diagnostic("growth-or-ratio", node.place, value=node.text))
    return stated


def bounded(metric: Metric, node: Scalar) -> Measured:
    """A number within what its kind allows."""
    share = metric.kind in ("share", "growth")
    number = _number(metric, node, grouping=not share)
    if number.percent and not share:
        raise RefusedError(diagnostic("percent-in-count", node.place, value=node.text))
    if metric.kind != "growth" and number.value < 0:
        raise RefusedError(diagnostic("negative", node.place, value=node.text))
    if metric.kind == "share" and number.value > 100:
        raise RefusedError(diagnostic("share-over-100", node.place, value=node.text))
    if not share and metric.whole and number.value.denominator != 1:
        raise RefusedError(diagnostic("not-whole", node.place, value=node.text))
    return measured(number.value, number.digits, percent=number.percent)


def amount(metric: Metric, node: Scalar) -> Fraction:
    """A numerator or denominator."""
    number = _number(metric, node, grouping=True)
    if number.percent:
        raise RefusedError(diagnostic("percent-in-count", node.place, value=node.text))
    if number.value < 0:
        raise RefusedError(diagnostic("negative", node.place, value=node.text))
    if metric.whole and number.value.denominator != 1:
        raise RefusedError(diagnostic("not-whole", node.place, value=node.text))
    return number.value


def _number(metric: Metric, node: Scalar, *, grouping: bool) -> Number:
    try:
        return parse_number(node.text, grouping=grouping and not node.exact)
    except NumberError as error:
        was = fraction_of_date(node.text) if error.code == "date-for-number" else ""
        raise RefusedError(
            diagnostic(
                error.code, node.place, value=node.text, nearest=was if metric.denominator else ""
            )
        ) from None


def attempt(
    read: Callable[[Metric, Scalar], _T],
    metric: Metric,
    node: Scalar | None,
    problems: list[Diagnostic],
) -> _T | None:
    """What `read` makes of `node`; None, and among `problems` why, where it can't be read."""
    if node is None:
        return None
    try:
        return read(metric, node)
    except RefusedError as refused:
        problems += refused.problems
        return None
