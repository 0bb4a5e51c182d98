"""Labels and rows of figures to the tree that a YAML submission gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Document, Mapping, Node, Scalar
from cchc.document.table import Sheet
from cchc.errors import ForeignError, InputError
from cchc.plan.model import Plan, ReportingPeriod
from cchc.submission.columns import METRICS, Column
from cchc.submission.foreign import is_foreign_table
from cchc.submission.tables.headings import find_heading
from cchc.submission.tables.labels import Label
from cchc.submission.tables.qualifiers import reference
from cchc.submission.tables.regions import Table, divide
from cchc.submission.tables.rows import Entry, read_rows
from cchc.submission.tables.settle import Columns, settle
from cchc.text import squeeze

Pairs = dict[str, tuple[Scalar, Node]]


def layout(
    sheets: Iterable[Sheet], plan: Plan, period: ReportingPeriod | None, text: str = ""
) -> Document:
    """The document that the tables of `sheets` lay out.

    Args:
        sheets: what the file holds.
        plan: the plan, whose units headings may name.
        period: the period of the report, if it was asked for; else the file's own label counts.
        text: what the sheets were read from, if it was a text.

    Raises:
        ForeignError: there is nothing of ours at all.
        InputError: there is neither a label nor a table of ours.
    """
    sheets = list(sheets)
    regions = divide(sheet for sheet in sheets if not sheet.is_hidden)
    tree = _Tree(regions.start or Place(1, 1), regions.keyed)
    for sheet in sheets:
        if sheet.is_hidden and any(map(find_heading, sheet.rows)):  # which may have been meant
            place = Place(1, 1, sheet.name)
            tree.problems.append(diagnostic("hidden-sheet", place, name=sheet.name))
    for label in regions.labels:
        if not label.is_bare:
            tree.label(label)
    if not (regions.labels or regions.tables):
        is_close = tree.problems or tree.keyed or not is_foreign_table(sheets, plan)
        kind = InputError if is_close else ForeignError
        raise kind(*tree.problems, tree.no_table())  # any table, but none of figures
    known = reference(plan, period, regions.period)
    for table in regions.tables:
        tree.table(table, settle(table.heading, known), plan)
    for label in regions.labels:
        if label.is_bare:
            tree.bare_label(label)
    return tree.document(text)


_VALUE: Final = next(column.vi for column in METRICS if column.key == "value")


class _Tree:
    """Collects what labels and rows say, and what contradicts what."""

    def __init__(self, start: Place, keyed: Place | None) -> None:
        self.start = start
        self.keyed = keyed
        self.root: Pairs = {}
        self.metrics: Pairs = {}
        self.activities: Pairs = {}
        self.agency_plan: Pairs = {}
        self.problems: list[Diagnostic] = []
        self.spoiled: dict[Place, Diagnostic] = {}
        self.has_metrics = False
        self.sheets: list[str] = []
        """Sheets that hold figures."""
        self.contradicted: set[Column] = set()
        """Labels that have been given two values."""
        self.repeated: dict[tuple[str, str], Diagnostic] = {}
        """Sheets that repeat what another has, with the other."""

    def document(self, text: str) -> Document:
        """What was collected, as the YAML form would give it."""
        if not self.has_metrics:
            self.problems.append(self.no_table())
        for key, pairs in (
            ("metrics", self.metrics),
            ("activities", self.activities),
            ("agency_plan", self.agency_plan),
        ):
            if pairs or key == "metrics":
                place = next((first.place for first, _ in pairs.values()), self.start)
                self.root[key] = Scalar(key, place), Mapping(pairs, place)
        root = Mapping(self.root, self.start)
        return Document(root, self.problems, self.spoiled, text, tabular=True)

    def no_table(self) -> Diagnostic:
        """That there is no table of figures, or what its heading lacks."""
        if self.keyed:
            return diagnostic("missing-column", self.keyed, name=_VALUE)
        return diagnostic("no-table", self.start, heading=f"“{METRICS[0].vi}”")

    def table(self, table: Table, columns: Columns, plan: Plan) -> None:
        """Takes in the rows of one table."""
        self.problems += (*columns.problems, *table.problems)
        self.has_metrics |= columns.are_metrics
        for row in read_rows(columns, table.rows, plan):
            self.problems += row.problems
            for label in row.labels:
                self.label(label)
            if row.entry:
                self.enter(row.entry, is_metric=columns.are_metrics)

    def label(self, label: Label) -> None:
        """Takes in one label with its value."""
        column, key, value, _ = label
        pairs, name = self.root, column.key
        if name in ("issued_on", "plan_document"):
            pairs, name = self.agency_plan, name.removeprefix("plan_")
        if value.is_blank and not value.problem and column.key not in ("agency", "period"):
            return
        if name in pairs and not _is_nothing(pairs[name][1]):
            self._again(label, pairs[name][1])
            return
        self.problems += value.remarks
        if value.problem:
            self._spoil(key.place, value.problem)
        pairs[name] = key._replace(text=name), value.scalar

    def bare_label(self, label: Label) -> None:
        """Reports a label with no sign before its value, where no other was found."""
        column, key, _, _ = label
        if column.key not in self.root or _is_nothing(self.root[column.key][1]):
            text = key.text
            self._spoil(key.place, diagnostic("bare-label", key.place, key=column.vi, text=text))
            self.root[column.key] = key, key

    def _again(self, label: Label, earlier: Node) -> None:
        """A label that stands twice may only repeat itself."""
        scalar = label.value.scalar
        same = isinstance(earlier, Scalar) and squeeze(earlier.text) == squeeze(scalar.text)
        if not same and label.column not in self.contradicted:  # once for a table of many agencies
            self.contradicted.add(label.column)
            self.problems.append(
                diagnostic(
                    "two-values",
                    scalar.place,
                    key=label.column.vi,
                    value=scalar.text,
                    earlier=earlier.text if isinstance(earlier, Scalar) else "",
                    first=earlier.place,
                )
            )

    def enter(self, entry: Entry, *, is_metric: bool) -> None:
        """Takes in what one row reports."""
        key = entry.key
        if entry.is_blank:
            self.metrics.setdefault(key.text, (key, entry.node))
            return
        if entry.spoiled:
            self.spoiled[key.place] = entry.spoiled
        if is_metric:
            self._one_sheet(key.place)
        self._add(self.metrics if is_metric else self.activities, key, entry.node)

    def _one_sheet(self, place: Place) -> None:
        """Figures of another sheet may be another period's; they mustn't fill this one's gaps."""
        if place.sheet not in self.sheets:
            self.sheets.append(place.sheet)
            if len(self.sheets) == 2:
                first = self.sheets[0]
                self.problems.append(
                    diagnostic("several-sheets", place, first=first, sheet=place.sheet)
                )

    def _add(self, pairs: Pairs, key: Scalar, value: Node) -> None:
        if key.text not in pairs or _is_nothing(pairs[key.text][1]):
            pairs[key.text] = key, value
            return
        first = pairs[key.text][0].place
        sheets = first.sheet, key.place.sheet
        problem = diagnostic("duplicate-key", key.place, key=key.text, first=first)
        if first.sheet != key.place.sheet:  # a copied sheet: reported once
            if sheets in self.repeated:
                self.spoiled[first] = self.repeated[sheets]
                return
            problem = diagnostic(
                "repeated-sheet", key.place, key=key.text, first=first, sheet=key.place.sheet
            )
            self.repeated[sheets] = problem
        self._spoil(first, problem)

    def _spoil(self, key: Place, problem: Diagnostic) -> None:
        self.problems.append(problem)
        self.spoiled[key] = problem


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty
