"""Files that plainly are something else than figures: folders hold them, and nobody meant them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from cchc.document.nodes import Mapping, Node, Scalar, Sequence
from cchc.document.table import Sheet
from cchc.memo import once
from cchc.plan.model import Plan
from cchc.submission.columns import HEAD, METRICS, named
from cchc.submission.titles import find_metric
from cchc.text import SURE, fold, nearest

OWN: Final = frozenset(("agency", "period", "reported_on", "as_of", "agency_plan"))
"""Keys that nothing but a submission has at its top."""
_FIRST: Final = 100
"""Keys among which one that is misspelt is looked for."""
_KEY: Final = re.compile(
    rf"^[\s\"'{{\[-]*(?:{'|'.join(sorted(OWN))})[\"']?\s*:", re.MULTILINE | re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_LABELS: Final = tuple(
    fold(name)
    for column in (*(one for one in HEAD if one.key != "note"), METRICS[0])
    for name in (column.vi, *column.others)
    if " " in name
)


def is_foreign(root: Mapping, plan: Plan) -> bool:
    """Whether nothing in a tree is a submission's.

    That is no agency, period, day or label of ours, not even misspelt, and no metric or activity
    of the plan.
    """
    if not OWN.isdisjoint(root.pairs) or any(map(_is_label, islice(root.pairs, _FIRST))):
        return False
    return not any(_is_entry(key, plan) for key in _keys(root))


def is_foreign_table(sheets: Iterable[Sheet], plan: Plan) -> bool:
    """Whether no cell of sheets in which no table and no label was found has a metric's name."""
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row.cells.values())
    return not any(find_metric(plan, cell.scalar) for cell in cells)


def is_foreign_text(text: str, plan: Plan) -> bool:
    """Whether a text that can't be read as a whole has nothing that a submission has."""
    if not _WORD.search(text):
        return False  # nothing says that it is something else
    if _KEY.search(text) or _ids(plan).search(text):
        return False
    folded = fold(text)
    return not any(label in folded for label in _LABELS)


@once
def _ids(plan: Plan) -> re.Pattern[str]:
    """The ids of the plan's metrics."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, plan.metric))})\b")


def _is_label(key: str) -> bool:
    label = named(HEAD, key)
    return bool(label and label.key in OWN) or bool(nearest(key, OWN, cutoff=SURE))


def _is_entry(key: Scalar, plan: Plan) -> bool:
    return key.text == "agency" or key.text in plan.activity or bool(find_metric(plan, key))


def _keys(node: Node) -> Iterator[Scalar]:
    """The keys of a tree, at any depth."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            for key, value in node.entries():
                yield key
                waiting.append(value)
        elif isinstance(node, Sequence):
            waiting += node.items
