"""What was reported beside what the records say: the same, how far apart, or not to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from cchc.diagnostics import diagnostic
from cchc.errors import Exit
from cchc.plan.model import Agency, Metric, OtherSums, Plan, ReportingPeriod
from cchc.records.model import Counts, Kept, Published, Tallied, Told
from cchc.submission.model import Content, Figure, Measured, NoneArising, Submission

Doubt = Literal["lacks", "part", "other", "broken", "two", "unread", "unreported", "silent"]
"""Why it can't be told whether a figure agrees: the list lacks a column; it may lack dossiers of
before; it is of other days; its sums don't hold; two records differ; what was reported can't be
read; nothing was reported; no record speaks of it."""


class Apart(NamedTuple):
    """How far what was reported is from what the records say."""

    numerator: Fraction | None
    """Reported less recomputed; None where only a percentage was reported."""
    denominator: Fraction | None
    points: Fraction | None
    """In percentage points; None where one of them has no share."""


class Compared(NamedTuple):
    """One metric by one of the records, or by the portal alone."""

    metric: Metric
    tallied: Tallied | None
    """None where only the portal says something."""
    reported: Content | None
    """None where nothing was reported, or nothing was to be compared."""
    agrees: bool | None
    """None where it can't be told, or nothing was to be compared."""
    doubt: Doubt | None
    apart: Apart | None
    like: OtherSums | None
    """The other way of reading the same records that gives what was reported."""
    published: tuple[Published, ...]

    @property
    def counts(self) -> Counts | None:
        """What the records come to."""
        return self.tallied.counts if self.tallied else None


class Tally(NamedTuple):
    """One agency's records for one period, beside its report where there is one."""

    plan: Plan
    agency: Agency
    period: ReportingPeriod
    figures: tuple[Compared, ...]
    told: tuple[Told, ...]
    against: str
    """The file of the report; empty where there is none."""

    @property
    def exit_status(self) -> int:
        """3 where a record is invalid, 1 where a figure differs, else 0."""
        if any(told.problem.severity == "error" for told in self.told):
            return Exit.INVALID
        if any(figure.agrees is False for figure in self.figures):
            return Exit.FAILED
        return Exit.OK

    def usable(self) -> Mapping[str, Tallied]:
        """By metric the count to put into a report: of the period's own days, and undisputed.

        Dossier by dossier is nearer to the facts than a form, and what may lack dossiers of
        before comes last.
        """
        order = {"dossiers": 0, "counts": 1, "form": 2}
        found: dict[str, list[Tallied]] = {}
        for figure in self.figures:
            tallied = figure.tallied
            if tallied and tallied.counts and figure.doubt not in ("other", "broken", "two"):
                found.setdefault(figure.metric.id, []).append(tallied)
        return {
            metric: min(some, key=lambda one: (one.scope != "whole", order[one.origin.kind]))
            for metric, some in found.items()
        }


class Beside(NamedTuple):
    """The records of many agencies, beside the report of each."""

    tallies: tuple[Tally, ...]
    """Of the agencies that the records say something of, in the plan's order."""
    told: tuple[Told, ...]

    @property
    def invalid(self) -> bool:
        """Whether a file of records is."""
        return any(told.problem.severity == "error" for told in self.told)

    def apart(self) -> list[tuple[Tally, Compared]]:
        """The figures that differ from what was reported, the most dossiers first."""
        found = [
            (tally, figure)
            for tally in self.tallies
            for figure in tally.figures
            if figure.agrees is False
        ]
        return sorted(found, key=lambda pair: _size(pair[1]), reverse=True)


def _size(figure: Compared) -> tuple[Fraction, Fraction]:
    """How far apart: in dossiers, then in points."""
    apart = figure.apart or Apart(None, None, None)
    dossiers = abs(apart.numerator or Fraction(0)) + abs(apart.denominator or Fraction(0))
    return dossiers, abs(apart.points or Fraction(0))


def beside(
    plan: Plan, period: ReportingPeriod, kept: Kept, reports: Mapping[str, Submission]
) -> Beside:
    """The records of every agency that they name, beside its report, by the agency's id."""
    named = kept.tallied.keys() | kept.published.keys()
    tallies = tuple(
        tally(plan, agency, period, kept, reports.get(agency.id))
        for agency in plan.agencies
        if agency.id in named
    )
    differing = (
        told for one in tallies for told in one.told if told.problem.code == "records-differ"
    )
    return Beside(tallies, (*kept.told, *differing))


def tally(
    plan: Plan,
    agency: Agency,
    period: ReportingPeriod,
    kept: Kept,
    report: Submission | None = None,
) -> Tally:
    """What the records say of an agency's metrics, beside its `report` where there is one."""
    tallied, published = kept.of(agency)
    told = list(kept.told)
    if report:
        told += (Told(report.file, one) for one in report.diagnostics if one.severity == "error")
    broken = {one.file for one in told if one.problem.severity == "error"}
    figures: list[Compared] = []
    for metric in plan.metrics:
        if not any(one.metric == metric.id and one.applies(agency) for one in plan.targets):
            continue
        its = tuple(one for one in published if one.metric == metric.id)
        some = [one for one in tallied if one.metric == metric.id]
        differing = _differing(some)
        if differing:
            first, second = differing
            files = {"first": first.origin.file, "second": second.origin.file}
            problem = diagnostic("records-differ", None, metric=metric.id, **files)
            told.append(Told(first.origin.file, problem))
        speaking: list[Tallied | None] = [*some] or ([None] if its else [])
        for one in speaking:
            doubt: Doubt | None = None
            if one and one.origin.file in broken:
                doubt = "broken"
            elif differing:
                doubt = "two"
            figure = report.figures.get(metric.id) if report else None
            figures.append(_compared(metric, one, figure, doubt, its, bool(report)))
    if not (tallied or published or broken):
        told.append(Told("cchc", diagnostic("records-silent", None, agency=agency.name)))
    return Tally(plan, agency, period, tuple(figures), tuple(told), report.file if report else "")


def _differing(some: Iterable[Tallied]) -> tuple[Tallied, Tallied] | None:
    """Two records of the period that come to different counts of one metric."""
    counted = [one for one in some if one.counts is not None and one.scope == "whole"]
    return next(((counted[0], one) for one in counted[1:] if one.counts != counted[0].counts), None)


def _compared(
    metric: Metric,
    tallied: Tallied | None,
    figure: Figure | None,
    doubt: Doubt | None,
    published: tuple[Published, ...],
    against: bool,
) -> Compared:
    """What was reported beside one record."""
    reported = figure.content if figure else None
    doubt = doubt or _doubt(tallied)
    counts = tallied.counts if tallied else None
    if not against or counts is None:
        return Compared(metric, tallied, reported, None, doubt, None, None, published)
    if not isinstance(reported, Measured | NoneArising):
        doubt = "unreported" if reported is None else "unread"
        return Compared(metric, tallied, reported, None, doubt, None, None, published)
    apart = _apart(reported, counts)
    same = _same(reported, counts)
    agrees: bool | None = same
    if doubt in ("other", "broken", "two"):
        agrees = None
    elif doubt == "part":  # what is missing can only add to what was counted
        agrees = False if apart and _less(reported, counts) else None
    ways = tallied.ways if tallied else ()
    like = next((one.way for one in ways if _same(reported, one.counts)), None)
    shown = None if same else apart
    return Compared(
        metric, tallied, reported, agrees, doubt, shown, None if same else like, published
    )


def _doubt(tallied: Tallied | None) -> Doubt | None:
    if tallied is None:
        return "silent"
    if tallied.counts is None:
        return "lacks"
    scopes: dict[str, Doubt] = {"part": "part", "other": "other"}
    return scopes.get(tallied.scope)


def _same(reported: Measured | NoneArising, counts: Counts) -> bool:
    """Whether both are the same dossiers; a share alone agrees to the digits that it states."""
    if isinstance(reported, NoneArising):
        return counts.denominator == 0
    if reported.numerator is not None:
        return reported.numerator == counts.numerator and reported.denominator == counts.denominator
    share = counts.value
    return share is not None and abs(reported.value - share) * 2 <= Fraction(1, 10**reported.digits)


def _less(reported: Measured | NoneArising, counts: Counts) -> bool:
    """Whether less was reported than the records have of either, or of what isn't in both."""
    if isinstance(reported, NoneArising):
        return counts.denominator > 0
    above, below = reported.numerator, reported.denominator
    if above is None or below is None:
        return False
    rest = counts.denominator - counts.numerator
    return above < counts.numerator or below < counts.denominator or below - above < rest


def _apart(reported: Measured | NoneArising, counts: Counts) -> Apart:
    if isinstance(reported, NoneArising):
        return Apart(Fraction(-counts.numerator), Fraction(-counts.denominator), None)
    share = counts.value
    points = reported.value - share if share is not None else None
    if reported.numerator is None or reported.denominator is None:
        return Apart(None, None, points)
    return Apart(
        reported.numerator - counts.numerator, reported.denominator - counts.denominator, points
    )
