"""What a submission reports for its metrics: each figure found by its key, and read."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from itertools import islice
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.nodes import Mapping, Node, Scalar
from cchc.plan.model import Metric, Plan
from cchc.submission import everyday
from cchc.submission.estimates import read_estimate
from cchc.submission.figures import is_blank, looks_like_ratio, read_figure
from cchc.submission.model import Figure, Unreadable
from cchc.submission.spellings import nouns
from cchc.submission.titles import Named, find_metric, is_title, nearest_metric

SUGGESTIONS: Final = 20
"""Unknown metrics that get a suggestion; a file with more is another kind of file."""
MOST_METRICS: Final = 1_000
"""Metrics of a submission; a plan has some sixty."""


class Metrics(NamedTuple):
    """What was reported, and what is wrong with it."""

    figures: dict[str, Figure]
    """By metric id; only metrics that the plan has."""
    blank: dict[str, Place]
    """Where a metric stands with nothing written for it."""
    problems: list[Diagnostic]


def read_metrics(
    plan: Plan, node: Mapping, spoiled: Lookup[Place, Diagnostic], *, tabular: bool
) -> Metrics:
    """The figures that `node` holds, by ids of the plan's metrics or titles of their targets.

    Args:
        plan: the plan that knows them.
        node: what is written under ``metrics``.
        spoiled: keys whose value can't be trusted, and why; it has been reported.
        tabular: whether it comes from a table.
    """
    return _Reader(plan, spoiled, tabular=tabular).read(node)


class _Reader:
    """Reads the metrics of one submission, collecting diagnostics on the way."""

    def __init__(self, plan: Plan, spoiled: Lookup[Place, Diagnostic], *, tabular: bool) -> None:
        self.plan = plan
        self.spoiled = spoiled
        self.tabular = tabular
        self.problems: list[Diagnostic] = []
        self.blank: dict[str, Place] = {}
        self.unknown = 0
        self.twice: dict[str, Diagnostic] = {}
        """Metrics that two keys name, and what is said of that."""

    def read(self, node: Mapping) -> Metrics:
        """Every figure of `node`."""
        figures: dict[str, Figure] = {}
        known = self.plan.metric
        for key, value in islice(node.pairs.values(), MOST_METRICS):
            metric = known.get(key.text) or self._metric(key, value)
            if metric is None:
                continue
            content = None if self.spoiled else everyday.read(metric, value)
            if content is not None:
                figure: Figure | None = Figure(content, value.place)
            else:
                figure = self._figure(metric, key, value)
            if figure is None:
                continue
            if metric.id in figures:
                self._again(metric.id, key, node)
            else:
                figures[metric.id] = figure
        for key, _ in islice(node.entries(), MOST_METRICS, MOST_METRICS + 1):
            self._report("too-many-values", key.place, limit=MOST_METRICS)
        for name, problem in self.twice.items():
            figures[name] = Figure(Unreadable(), figures[name].place, problem=problem)
        return Metrics(figures, self.blank, self.problems)

    def _metric(self, key: Scalar, node: Node) -> Metric | None:
        """The metric that `key` means; None, and the reason reported, where it means none."""
        found = find_metric(self.plan, key)
        if isinstance(found, Named):
            if found.title and not is_title(found.title, key.text):
                self._report("tidied", key.place, value=key.text, read=found.title)
            return self.plan.metric[found.metric]
        if self.tabular and is_blank(node):
            return None  # a heading within the table, say
        if found:
            self.problems.append(found)
            return None
        self.unknown += 1
        near = nearest_metric(self.plan, key.text) if self.unknown <= SUGGESTIONS else ""
        self._report("unknown-metric", key.place, key=key.text, nearest=near)
        return None

    def _again(self, metric: str, key: Scalar, node: Mapping) -> None:
        """A metric by its id and by its title, or by two titles: neither figure is taken."""
        named = ((other, find_metric(self.plan, other)) for other, _ in node.entries())
        first = next(
            other for other, found in named if isinstance(found, Named) and found.metric == metric
        )
        problem = diagnostic("duplicate-key", key.place, key=key.text, first=first.place)
        self.problems.append(problem)
        self.twice[metric] = problem

    def _figure(self, metric: Metric, key: Scalar, node: Node) -> Figure | None:
        """The figure for a metric; None where nothing was written for it."""
        if self.spoiled and (problem := self._spoiling(key, node)):  # reported already
            return Figure(Unreadable(), key.place, problem=problem)
        if is_blank(node):
            if isinstance(node, Mapping) and any(
                isinstance(value, Scalar) and not value.is_empty for _, value in node.entries()
            ):
                self._report("no-figure", node.place, metric=metric.id)
            self.blank[metric.id] = node.place
            return None
        estimate, slip = read_estimate(metric, node, nouns(self.plan))
        if slip:
            self.problems.append(slip)
        figure = read_figure(metric, node, nouns(self.plan))._replace(estimate=estimate)
        if looks_like_ratio(metric, figure):
            code = "ratio-or-share" if self.tabular else "share-or-ratio"
            problem = diagnostic(code, figure.place, value=_stated(node))
            if problem.severity == "error":
                figure = figure._replace(content=Unreadable(), problem=problem, more=())
            else:
                self.problems.append(problem)
        if figure.problem:
            self.problems.append(figure.problem)
        self.problems += figure.more
        return figure

    def _spoiling(self, key: Scalar, node: Node) -> Diagnostic | None:
        """Why a key's value can't be trusted, be it the metric's or one of its figure's."""
        inside = [part for part, _ in node.entries()] if isinstance(node, Mapping) else []
        return next(
            (self.spoiled[part.place] for part in (key, *inside) if part.place in self.spoiled),
            None,
        )

    def _report(self, code: str, place: Place, **params: object) -> None:
        self.problems.append(diagnostic(code, place, **params))


def _stated(node: Node) -> str:
    """The text of a figure that was stated by itself."""
    value = node.get("value") if isinstance(node, Mapping) else node
    return value.text if isinstance(value, Scalar) else ""
