"""Figures in the spellings that nearly all of them have, read in whole numbers.

``31/75``, ``{numerator: 31, denominator: 75}``, ``92,5%``, ``có`` and ``không phát sinh``, where
there is nothing to put right and nothing to remark on.  Whatever else is written is left to
`cchc.submission.figures`, which reads these, too, and finds the same in them; a property holds
one against the other.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.plan.model import Metric
from cchc.submission.model import Answer, Content, Measured, NoneArising
from cchc.submission.numbers import NO, NONE, YES

_FRACTION: Final = re.compile("(0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
_PERCENTAGE: Final = re.compile("([1-9]?[0-9]|100)(?:[.,]([0-9]{1,2}))?(%?)")
_SIDES: Final = {"numerator", "denominator"}
_fraction: Final = partial(tuple.__new__, Measured)
"""A fraction from the tuple of its parts: most figures are one, and calling the class takes twice
as long."""
_NONE_ARISING: Final = NoneArising()
_ANSWERS: Final = {**dict.fromkeys(YES, Answer(True)), **dict.fromkeys(NO, Answer(False))}


def read(metric: Metric, node: Node) -> Content | None:
    """What `node` holds for `metric`; None where that takes a closer look."""
    if metric.counts_agencies == "one":  # few numbers are figures of one agency
        return None
    text = node.text if isinstance(node, Scalar) else _written_out(node)
    if metric.kind != "share":
        return _ANSWERS.get(text) if metric.kind == "confirmation" else None
    if text == NONE:
        return None if metric.always_arises else _NONE_ARISING
    if match := _FRACTION.fullmatch(text):
        above, below = int(match[1]), int(match[2])
        if above > below:
            return None
        return _fraction((100 * above, below, 0, above, below, None, False))
    if match := _PERCENTAGE.fullmatch(text):
        whole, decimals, sign = match.groups("")
        over, under = int(whole + decimals), 10 ** len(decimals)
        if over > 100 * under or (over <= under and not sign):  # 0,925 may be 92,5%
            return None
        return Measured(over, under, len(decimals), percent=bool(sign))
    return None


def _written_out(node: Mapping | Sequence) -> str:
    """A fraction with its parts by name as it is written in one; empty for anything else."""
    if isinstance(node, Mapping) and node.pairs.keys() == _SIDES:
        (_, above), (_, below) = node.pairs["numerator"], node.pairs["denominator"]
        if isinstance(above, Scalar) and isinstance(below, Scalar):
            return f"{above.text}/{below.text}"
    return ""
