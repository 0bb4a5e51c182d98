"""The texts of one figure: put into their plain spelling, quoted, and remarked on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.plan.model import Metric
from cchc.submission.spellings import Spelling, is_obvious, own_nouns, spell

_SIDES: Final = ("numerator", "denominator")
_STRANGE_SPACE: Final = re.compile(r"[^\S ]")


def plain(metric: Metric, node: Scalar | Mapping, nouns: Set[str]) -> Scalar | Mapping:
    """`node` with its texts in their plain spelling."""
    if isinstance(node, Scalar):
        text = _spelling(metric, node, nouns, metric.kind == "count").plain
        return node if text == node.text else node._replace(text=text)
    respelled = {}
    for name, scalar, counts in _texts(metric, node):
        text = _spelling(metric, scalar, nouns, counts).plain
        if text != scalar.text:
            respelled[name] = node.pairs[name][0], scalar._replace(text=text)
    return Mapping({**node.pairs, **respelled}, node.place) if respelled else node


def quoting(node: Node, problems: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """`problems`, each once, with the texts as they stand in the file."""
    values = [node] if isinstance(node, Scalar) else []
    if isinstance(node, Mapping):
        values = [value for _, value in node.entries() if isinstance(value, Scalar)]
    written = {value.place: value.text for value in values}
    told: dict[tuple[str, Place | None], Diagnostic] = {}
    for problem in problems:
        if "value" in problem.params and problem.place in written:
            params = {**problem.params, "value": written[problem.place]}
            told.setdefault((problem.code, problem.place), problem._replace(params=params))
        else:
            told.setdefault((problem.code, problem.place), problem)
    return list(told.values())


def remarks(metric: Metric, node: Node, nouns: Set[str]) -> Iterator[Diagnostic]:
    """What to say of a figure that has been read: what was put right or left out of its texts."""
    for _, scalar, counts in _texts(metric, node):
        spelling = _spelling(metric, scalar, nouns, counts)
        foreign = [noun for noun in spelling.nouns if noun not in own_nouns(metric)]
        if foreign and metric.unit:
            yield diagnostic(
                "other-unit",
                scalar.place,
                value=scalar.text.strip(),
                read=spelling.plain,
                unit=metric.unit,
            )
        elif not is_obvious(scalar.text, spelling.plain):
            written = _STRANGE_SPACE.sub("␣", scalar.text.strip())
            yield diagnostic("tidied", scalar.place, value=written, read=spelling.plain)


def _texts(metric: Metric, node: Node) -> Iterator[tuple[str, Scalar, bool]]:
    """The texts of a figure by their keys, and whether each can only be a number of things."""
    counts = metric.kind == "count"
    if isinstance(node, Scalar):
        yield "", node, counts
    elif isinstance(node, Mapping):
        for name, (_, value) in node.pairs.items():
            if isinstance(value, Scalar) and name != "note":
                yield name, value, counts or name in _SIDES


def _spelling(metric: Metric, node: Scalar, nouns: Set[str], counts: bool) -> Spelling:
    """The plain spelling of a text; a number of a workbook has no other."""
    return Spelling(node.text) if node.exact else spell(metric, node.text, nouns, counts=counts)
