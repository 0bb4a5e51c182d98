"""What an agency expects for the whole year, written beside its figure; never a verdict."""

from __future__ import annotations

from collections.abc import Set

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.plan.model import Metric
from cchc.submission.figures import looks_like_ratio, read_figure
from cchc.submission.model import Measured
from cchc.submission.spellings import NO_NOUNS

KEY = "estimate"


def read_estimate(
    metric: Metric, node: Node, nouns: Set[str] = NO_NOUNS
) -> tuple[Measured | None, Diagnostic | None]:
    """The estimate in a figure's mapping, or why what is written can't be one.

    It is a number or a fraction, as the figure itself may be: 300 enterprises with an estimate of
    345, a growth of 4,4% with one of 5,1%.
    """
    written = node.get(KEY) if isinstance(node, Mapping) else None
    if written is None or (isinstance(written, Scalar) and written.is_empty):
        return None, None
    if not isinstance(written, Scalar):
        return None, diagnostic("not-a-single-value", written.place, key=KEY)
    if metric.kind == "confirmation":
        return None, diagnostic("estimate-of-an-answer", written.place, metric=metric.id)
    figure = read_figure(metric, written, nouns)
    if figure.problem:
        return None, figure.problem
    if not isinstance(figure.content, Measured) or looks_like_ratio(metric, figure):
        return None, diagnostic("not-an-estimate", written.place, value=written.text)
    return figure.content, None
