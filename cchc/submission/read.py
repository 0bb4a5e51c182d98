"""A file to a submission: its bytes to a tree, the tree read with the plan's names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from cchc.dates import DateError, parse_date, period_id
from cchc.diagnostics import Diagnostic, Place, diagnostic, in_order, quoting
from cchc.document.nodes import Document, Mapping, Scalar
from cchc.errors import CchcError, ForeignError
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.plan.succession import Succession
from cchc.submission.activities import read_activities, read_agency_plan
from cchc.submission.agencies import is_spelled_out, resolve
from cchc.submission.documents import KEYS, read_document
from cchc.submission.metrics import Metrics, read_metrics
from cchc.submission.model import AsOf, Submission
from cchc.text import Suggestions

_KEYS: Final = frozenset(KEYS)


Source = Callable[[Plan, ReportingPeriod | None], Document]
"""What gives the document of a submission, for the plan and the period it is read with."""


def read_submission(path: str, plan: Plan, period: ReportingPeriod | None = None) -> Submission:
    """The submission in the file at `path` (``-`` for standard input), as :func:`submission_of`."""
    return submission_of(partial(read_document, path), path, plan, period)


def submission_of(
    source: Source, path: str, plan: Plan, period: ReportingPeriod | None = None
) -> Submission:
    """The submission that `source` gives.

    A file that can't be read at all gives a submission without agency and figures, whose
    diagnostics say why; so does one that is read in part, which keeps the rest.

    Args:
        source: where the document comes from.
        path: what the source is called.
        plan: the plan that knows agencies, periods, metrics and activities.
        period: a period to use instead of the file's own.
    """
    try:
        document = source(plan, period)
    except CchcError as error:
        is_foreign = isinstance(error, ForeignError)
        return unreadable(path, error.diagnostics, period)._replace(is_foreign=is_foreign)
    return _Reader(document, plan).submission(path, period)


def read_by_its_plan(
    plans: Succession,
    path: str,
    period: ReportingPeriod | None = None,
    source: Source | None = None,
) -> Submission:
    """What a file reports, read by the plan that governs its period; else by the latest.

    Args:
        plans: the plans there are.
        path: the file.
        period: a period to use instead of the file's own.
        source: where the document comes from, if it isn't the file itself.
    """
    source = source or partial(read_document, path)
    for plan in reversed(plans.plans):
        found = submission_of(source, path, plan, period)
        if found.period and plans.governing(found.period.id) is plan:
            return found
    return submission_of(source, path, plans.latest, period)


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

    def submission(self, path: str, period: ReportingPeriod | None) -> Submission:
        suggest = Suggestions()
        for name, (key, _) in self.root.pairs.items():
            if name not in KEYS:
                self._report(
                    "unknown-key",
                    key.place,
                    key=key.text,
                    nearest=suggest.nearest(key.text, KEYS),
                    known=", ".join(KEYS),
                )
        agency = self._agency()
        period = period or self._period()
        figures, blank, problems = self._metrics()
        self.problems += problems
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
            blank=blank,
            activities=activities,
            agency_plan=agency_plan,
            diagnostics=quoting(in_order(self.problems), self.text),
            note=note,
            tabular=self.tabular,
            text=self.text,
            as_of=as_of,
            is_foreign=agency is None and self._is_foreign(),
        )

    def _is_foreign(self) -> bool:
        from cchc.submission.foreign import is_foreign  # only where there is no agency

        return is_foreign(self.root, self.plan)

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

    def _metrics(self) -> Metrics:
        metrics = self.root.get("metrics")
        if metrics is None or (isinstance(metrics, Scalar) and metrics.is_empty):
            self._report("missing-metrics", metrics.place if metrics else self.root.place)
            return Metrics({}, {}, [])
        if not isinstance(metrics, Mapping):
            self._report("not-a-mapping-here", metrics.place, key="metrics")
            return Metrics({}, {}, [])
        return read_metrics(self.plan, metrics, self.spoiled, tabular=self.tabular)

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
