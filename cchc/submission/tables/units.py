"""Whether the unit that a column's heading names is the unit of a row's metric."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.nodes import Scalar
from cchc.document.table import Row
from cchc.memo import once
from cchc.plan.model import Metric, Plan
from cchc.submission.columns import FIGURES
from cchc.submission.tables.qualifiers import PERCENT
from cchc.submission.tables.settle import Columns
from cchc.submission.tables.unread import is_number
from cchc.submission.titles import Named, find_metric
from cchc.text import fold


class Units:
    """The units of one table's columns, held against the metrics of its rows."""

    def __init__(self, columns: Columns, plan: Plan) -> None:
        self._columns = columns
        self._plan = plan
        self._reported: set[int] = set()
        """Columns whose unit is another metric's, as has been reported."""

    def problems(self, row: Row, key: Scalar) -> Iterator[Diagnostic]:
        """What a row's figures are counted in, against what the metric is.

        An error where the unit makes another figure of it: a percentage of a count, a count of a
        share.  Another metric's noun is only a warning, since nobody counts one as the other.
        """
        if not self._columns.units:
            return
        found = find_metric(self._plan, key)
        if not isinstance(found, Named):
            return
        metric = self._plan.metric[found.metric]
        if metric.kind == "confirmation":
            return
        for number, unit in self._columns.units.items():
            column, cell = self._columns.at.get(number), row.cells.get(number)
            if not (column and column.key in FIGURES and cell and is_number(cell.scalar.text)):
                continue
            name = self._columns.names[number]
            is_share = column.key == "value" and metric.kind in ("share", "growth")
            if (unit == PERCENT) != is_share and "/" not in cell.scalar.text:
                yield diagnostic("unit-misfit", cell.scalar.place, name=name, key=key.text)
            elif unit != PERCENT and not _fits(metric, unit) and number not in self._reported:
                self._reported.add(number)
                yield diagnostic("column-unit", cell.scalar.place, name=name, key=key.text)


def _fits(metric: Metric, unit: str) -> bool:
    """Whether `unit` is what a metric counts, or the plan doesn't say what it counts."""
    return not metric.unit or unit in _nouns(metric)


@once
def _nouns(metric: Metric) -> frozenset[str]:
    unit = metric.unit
    return frozenset((fold(unit.vi), fold(unit.en))) if unit else frozenset()
