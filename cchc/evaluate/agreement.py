"""Whether the figures of one report agree with each other, where they count the same things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from cchc.diagnostics import Diagnostic, Term, diagnostic
from cchc.plan.model import Counted, Metric, Plan, Relation
from cchc.submission.model import Figure, Measured, NoneArising


class _Span(NamedTuple):
    """Between what a number of cases lies, ends included."""

    least: Fraction
    most: Fraction | None
    """None where nothing bounds it."""

    def exceeds(self, other: _Span) -> bool:
        """Whether it is greater than `other`, whatever both are."""
        return other.most is not None and self.least > other.most

    @property
    def shown(self) -> object:
        """The number, or that there is at least one case."""
        return self.most if self.least == self.most else Term("relation.some")


def disagreements(plan: Plan, figures: Mapping[str, Figure]) -> Iterator[Diagnostic]:
    """A warning for each of the plan's relations that the figures of a report break.

    A figure that isn't there, or can't be read, agrees with any; "none arising" is no case at
    all.  Of a percentage without its fraction it is known whether there is any case.
    """
    for relation in plan.relations:
        left, right = (figures.get(one.metric) for one in (relation.left, relation.right))
        if left and right:
            spans = _span(plan, relation.left, left), _span(plan, relation.right, right)
            if spans[0] and spans[1] and _breaks(relation, spans[0], spans[1]):
                yield diagnostic(
                    "figures-disagree",
                    left.place,
                    title=relation.title,
                    metric=relation.left.metric,
                    side=Term(f"relation.{relation.left.side}"),
                    value=spans[0].shown,
                    other=relation.right.metric,
                    other_side=Term(f"relation.{relation.right.side}"),
                    other_value=spans[1].shown,
                    first=right.place,
                )


def _breaks(relation: Relation, left: _Span, right: _Span) -> bool:
    return left.exceeds(right) or (relation.op == "==" and right.exceeds(left))


def _span(plan: Plan, counted: Counted, figure: Figure) -> _Span | None:
    """What is known of one side of a figure; None where that is nothing."""
    content = figure.content
    if isinstance(content, NoneArising):
        return _exactly(Fraction(0))
    if not isinstance(content, Measured):
        return None
    if counted.side == "value":
        return _exactly(content.value)
    if content.numerator is None or content.denominator is None:
        return _of_share(plan.metric[counted.metric], counted, content.value)
    if counted.side == "rest":
        return _exactly(content.denominator - content.numerator)
    return _exactly(content.numerator if counted.side == "numerator" else content.denominator)


def _of_share(metric: Metric, counted: Counted, share: Fraction) -> _Span:
    none_at = {"numerator": 0, "rest": 100}.get(counted.side)
    if share == none_at:
        return _exactly(Fraction(0))
    return _Span(Fraction(1 if metric.whole else 0), None)


def _exactly(number: Fraction) -> _Span:
    return _Span(number, number)
