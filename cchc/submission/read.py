"""A file to a submission: its bytes to a tree, the tree read with the plan's names."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from typing import Final

from cchc.dates import DateError, parse_date, period_id
from cchc.diagnostics import Diagnostic, Place, diagnostic, in_order, quoting
from cchc.document.nodes import Document, Mapping, Node, Scalar
from cchc.errors import CchcError
from cchc.memo import Memo, once
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.submission.activities import read_activities, read_agency_plan
from cchc.submission.agencies import is_spelled_out, resolve
from cchc.submission.documents import KEYS, read_document
from cchc.submission.estimates import read_estimate
from cchc.submission.figures import is_blank, looks_like_ratio, meanings, read_figure, untidy
from cchc.submission.model import AsOf, Figure, Submission, Unreadable
from cchc.submission.numbers import tidied
from cchc.text import nearest

SUGGESTIONS: Final = 20
"""Unknown metrics that get a suggestion; a file with more is another kind of file."""
_KEYS: Final = frozenset(KEYS)
_STRANGE_SPACE: Final = re.compile(r"[^\S ]")
MOST_METRICS: Final = 1_000
"""Metrics of a submission; a plan has some sixty."""


def read_submission(path: str, plan: Plan, period: ReportingPeriod | None = None) -> Submission:
    """The submission in the file at `path` (``-`` for standard input).

    A file that can't be read at all gives a submission without agency and figures, whose
    diagnostics say why; so does one that is read in part, which keeps the rest.

    Args:
        path: the file.
        plan: the plan that knows agencies, periods, metrics and activities.
        period: a period to use instead of the file's own.
    """
    try:
        document = read_document(path)
    except CchcError as error:
        return unreadable(path, error.diagnostics, period)
    return _Reader(document, plan).submission(path, period)


def unreadable(
    path: str, problems: tuple[Diagnostic, ...], period: ReportingPeriod | None = None
) -> Submission:
    """What there is of a file that can't be read: its name, and why."""
    return Submission(path, None, period, None, {}, {}, (), None, problems)


class _Reader:
    """Reads one document, collecting diagnostics on the way."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self.root = _lowered(document.root)
        self.spoiled = document.spoiled
        self.tabular = document.tabular
        self.text = document.text
        self.plan = plan
        self.problems: list[Diagnostic] = list(document.diagnostics)
        self.blank: dict[str, Place] = {}
        self.unknown = 0

    def submission(self, path: str, period: ReportingPeriod | None) -> Submission:
        for name, (key, _) in self.root.pairs.items():
            if name not in KEYS:
                self._report(
                    "unknown-key",
                    key.place,
                    key=key.text,
                    nearest=nearest(key.text, KEYS),
                    known=", ".join(KEYS),
                )
        agency = self._agency()
        period = period or self._period()
        figures = self._figures()
        activities, problems = read_activities(self.plan, self.root.get("activities"), self.spoiled)
        self.problems += problems
        agency_plan, problems = read_agency_plan(self.root.get("agency_plan"), self.spoiled)
        self.problems += problems
        reported_on, note = self._reported_on(), self._note()
        as_of = self._as_of(period)
        return Submission(
            file=path,
            agency=agency,
            period=period,
            reported_on=reported_on,
            figures=figures,
            blank=self.blank,
            activities=activities,
            agency_plan=agency_plan,
            diagnostics=quoting(in_order(self.problems), self.text),
            note=note,
            tabular=self.tabular,
            text=self.text,
            as_of=as_of,
        )

    def _agency(self) -> Agency | None:
        written = self._scalar("agency", "missing-agency")
        if written is None:
            return None
        found = resolve(self.plan, written.text, written.place)
        if isinstance(found, Diagnostic):
            self.problems.append(found)
            return None
        if not is_spelled_out(found, written.text):
            self._report("tidied", written.place, value=written.text, read=found.name)
        return found

    def _period(self) -> ReportingPeriod | None:
        written = self._scalar("period", "missing-period")
        if written is None:
            return None
        found = find_period(self.plan, written.text)
        if found is None:
            known = ", ".join(self.plan.period)
            self._report("unknown-period", written.place, name=written.text, known=known)
        return found

    def _reported_on(self) -> date | None:
        value = self.root.get("reported_on")
        if value is None or (isinstance(value, Scalar) and value.is_empty):
            return None
        written = value.text if isinstance(value, Scalar) else ""
        try:
            day = parse_date(written)
        except DateError as error:
            self._report(error.code, value.place, value=written)
            return None
        if day.year > self.plan.plan.year + 1:  # 2062 for 2026, by which all would be late
            self._report("date-too-late", value.place, date=day, year=self.plan.plan.year)
            return None
        return day

    def _as_of(self, period: ReportingPeriod | None) -> AsOf | None:
        """Up to which day the data count; never a day before the period's data close."""
        value = self.root.get("as_of")
        if value is None or (isinstance(value, Scalar) and value.is_empty):
            return None
        written = value.text if isinstance(value, Scalar) else ""
        try:
            day = parse_date(written)
        except DateError as error:
            self._report(error.code, value.place, value=written)
            return None
        if period and day < period.data_to:
            self._report("as-of-too-early", value.place, date=day, closing=period.data_to)
            return None
        return AsOf(day, value.place)

    def _note(self) -> str:
        value = self.root.get("note")
        if isinstance(value, Scalar) or value is None:
            return value.text if value else ""
        self._report("not-a-single-value", value.place, key="note")
        return ""

    def _figures(self) -> dict[str, Figure]:
        metrics = self.root.get("metrics")
        if metrics is None or (isinstance(metrics, Scalar) and metrics.is_empty):
            self._report("missing-metrics", metrics.place if metrics else self.root.place)
            return {}
        if not isinstance(metrics, Mapping):
            self._report("not-a-mapping-here", metrics.place, key="metrics")
            return {}
        figures: dict[str, Figure] = {}
        known = _figures_of(self.plan)
        for name, pair in islice(metrics.pairs.items(), MOST_METRICS):
            seen = known.get(id(pair))
            if seen and seen[0] is pair:
                figures[name] = seen[1]
                continue
            key, node = pair
            before = len(self.problems)
            if self.tabular and is_blank(node) and key.text not in self.plan.metric:
                continue  # a heading within the table, say
            if self._is_known(key) and (figure := self._figure(key, node)):
                figures[name] = figure
                if len(self.problems) == before and not self.spoiled:
                    known.keep(id(pair), (pair, figure))
                    if isinstance(node, Scalar) and not node.exact:
                        meanings(self.plan)[name].keep(node.text, figure.content)
        for key, _ in islice(metrics.entries(), MOST_METRICS, MOST_METRICS + 1):
            self._report("too-many-values", key.place, limit=MOST_METRICS)
        return figures

    def _is_known(self, key: Scalar) -> bool:
        if key.text in self.plan.metric:
            return True
        self.unknown += 1
        near = _nearest_metric(self.plan, key.text) if self.unknown <= SUGGESTIONS else ""
        self._report("unknown-metric", key.place, key=key.text, nearest=near)
        return False

    def _figure(self, key: Scalar, node: Node) -> Figure | None:
        """The figure for a metric; None where nothing was written for it."""
        if self.spoiled and (problem := self._spoiling(key, node)):  # reported already
            return Figure(Unreadable(), key.place, problem=problem)
        if isinstance(node, Scalar) and not self.spoiled:
            content = meanings(self.plan)[key.text].get(node.text)
            if content is not None:
                return Figure(content, node.place)
        if is_blank(node):
            if isinstance(node, Mapping) and any(
                isinstance(value, Scalar) and not value.is_empty for _, value in node.entries()
            ):
                self._report("no-figure", node.place, metric=key.text)
            self.blank[key.text] = node.place
            return None
        metric = self.plan.metric[key.text]
        estimate, slip = read_estimate(metric, node)
        if slip:
            self.problems.append(slip)
        figure = read_figure(metric, node)._replace(estimate=estimate)
        if looks_like_ratio(metric, figure):
            code = "ratio-or-share" if self.tabular else "share-or-ratio"
            problem = diagnostic(code, figure.place, value=_stated(node))
            if problem.severity == "error":
                figure = Figure(Unreadable(), figure.place, figure.note, problem, estimate)
            else:
                self.problems.append(problem)
        if figure.problem:
            self.problems.append(figure.problem)
        else:
            for scalar in untidy(node):
                self._report(
                    "tidied",
                    scalar.place,
                    value=_STRANGE_SPACE.sub("␣", scalar.text.strip()),
                    read=tidied(scalar.text),
                )
        return figure

    def _spoiling(self, key: Scalar, node: Node) -> Diagnostic | None:
        """Why a key's value can't be trusted, be it the metric's or one of its figure's."""
        inside = [part for part, _ in node.entries()] if isinstance(node, Mapping) else []
        return next(
            (self.spoiled[part.place] for part in (key, *inside) if part.place in self.spoiled),
            None,
        )

    def _scalar(self, key: str, missing: str) -> Scalar | None:
        value = self.root.get(key)
        if key in self.root.pairs and self.root.pairs[key][0].place in self.spoiled:
            return None  # reported already
        if value is None or (
            isinstance(value, Scalar) and (value.is_empty or not value.text.strip())
        ):
            self._report(missing, value.place if value else self.root.place)
            return None
        if not isinstance(value, Scalar):
            self._report("not-a-single-value", value.place, key=key)
            return None
        return value

    def _report(self, code: str, place: Place, **params: object) -> None:
        self.problems.append(diagnostic(code, place, **params))


@once
def _figures_of(plan: Plan) -> Memo[int, tuple[tuple[Scalar, Node], Figure]]:
    """The figures of lines that have been read without a problem, by the line's identity.

    Lines that are the same in many files are the same objects (see `cchc.document.everyday`).
    """
    return Memo(16_384)


@once
def _slips(plan: Plan) -> Memo[str, str]:
    """What unknown metrics are most like; many agencies copy one slip."""
    return Memo()


def _nearest_metric(plan: Plan, text: str) -> str:
    memo = _slips(plan)
    return memo[text] if text in memo else memo.keep(text, nearest(text, plan.metric))


def _stated(node: Node) -> str:
    """The text of a figure that was stated by itself."""
    value = node.get("value") if isinstance(node, Mapping) else node
    return value.text if isinstance(value, Scalar) else ""


def _lowered(root: Mapping) -> Mapping:
    """`root` with its keys in small letters, in which ``Metrics`` is what it looks like."""
    if root.pairs.keys() <= _KEYS:
        return root
    pairs = dict(root.pairs)
    for text, (key, value) in root.pairs.items():
        small = text.strip().lower()
        if small in KEYS and small not in pairs:
            del pairs[text]
            pairs[small] = key._replace(text=small), value
    return Mapping(pairs, root.place)


def find_period(plan: Plan, text: str) -> ReportingPeriod | None:
    """The plan's reporting period that `text` names, in any of the ways people write it."""
    return plan.period.get(period_id(text))
