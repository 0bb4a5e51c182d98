"""The phrases of the report: a province's figure, its bounds, an agency's figure, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Agency, AgencyKind, Plan, ReportingPeriod, Text
from cchc.render.rollup import words
from cchc.render.wording import shown_value
from cchc.results import ActivityResult, Result
from cchc.rollup.model import Total
from cchc.submission.model import Answer, Measured
from cchc.text import visible

_PERIODS: Final = frozenset(("Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y"))
_CHAIR: Final = "chủ tịch "
_FILE: Final = 150
"""Characters of a file's path that are shown, the last ones."""
KINDS: Final[tuple[AgencyKind, ...]] = ("department", "commune")


def period_name(period: ReportingPeriod, plan: Plan, messages: Messages) -> str:
    """A period as a title names it: ``Quý I năm 2026``."""
    _, _, part = period.id.rpartition("-")
    if part in _PERIODS:
        return messages(f"docx.period.{part}", year=plan.plan.year)
    return visible(period.title[messages.lang])


def superior(plan: Plan) -> str:
    """The body above the one that reports: the plan's issuer, without its chairman."""
    issuer = plan.plan.issued_by
    return issuer[len(_CHAIR) :] if issuer.lower().startswith(_CHAIR) else issuer


def short(text: Text, messages: Messages) -> str:
    """A text of the plan, short enough for a cell."""
    return visible(text[messages.lang], 300)


def total_value(total: Total, messages: Messages) -> str:
    """The province's figure, without its fraction; empty where there is none."""
    if total.value is None:
        return ""
    unit = _unit(total, messages) if total.measure == "count" else ""
    return f"{words.value(total, messages)} {unit}".strip()


def total_fraction(total: Total, messages: Messages) -> str:
    """Numerator and denominator of the province's figure; empty where there is none."""
    fraction = words.fraction(total, messages)
    unit = messages("docx.agencies") if total.basis == "agencies" else _unit(total, messages)
    return f"{fraction} {unit}".strip() if fraction else ""


def total_bounds(total: Total, messages: Messages) -> str:
    """Between what the figure may lie where something is unknown; empty where nothing is."""
    if not (ends := words.bound_ends(total, messages)):
        return ""
    low, high = (f"{end}%" for end in ends)
    return messages("docx.bounds", low=low, high=high, mark="*" if total.assumed else "")


def total_lines(total: Total, messages: Messages) -> tuple[str, ...]:
    """The province's figure, its fraction and its bounds, as far as there are any."""
    makers = (total_value, total_fraction, total_bounds)
    return tuple(filter(None, (make(total, messages) for make in makers))) or ("–",)


def total_figure(total: Total, messages: Messages) -> str:
    """The province's figure and its fraction, on one line."""
    value, fraction = total_value(total, messages), total_fraction(total, messages)
    return f"{value} ({fraction})" if fraction else value or "–"


def agency_figures(results: Iterable[tuple[Agency, Result]], messages: Messages) -> str:
    """Agencies with what they reported, the farthest from the threshold first."""
    return "; ".join(
        f"{visible(agency.name)}{agency_figure(result, messages)}"
        for agency, result in sorted(results, key=lambda one: _distance(one[1]))
    )


def agency_figure(result: Result, messages: Messages) -> str:
    """One agency's figure in brackets; empty for an answer, which goes without saying."""
    if result.content is None or isinstance(result.content, Answer):
        return ""
    return f" ({result_text(result, messages)})"


def result_text(result: Result, messages: Messages) -> str:
    """One agency's figure, or the status of its target where there is none."""
    if isinstance(result.content, Measured | Answer):
        return shown_value(result, messages)
    return messages(f"status.{result.status}").lower()


def names_by_kind(agencies: Iterable[Agency], messages: Messages) -> Iterator[tuple[str, int, str]]:
    """Each kind of agency, how many there are, and their names."""
    ordered = sorted(agencies, key=lambda agency: KINDS.index(agency.kind))
    for kind, group in groupby(ordered, key=lambda agency: agency.kind):
        names = [visible(agency.name) for agency in group]
        word = messages(f"docx.kind.{kind}")
        yield word[:1].upper() + word[1:], len(names), f"{'; '.join(names)}."


def behind(led: Iterable[ActivityResult]) -> list[ActivityResult]:
    """The activities that are overdue or were late."""
    return [result for result in led if result.state in words.PAST_DUE]


def file_name(path: str) -> str:
    """A file's path; of a long one the end."""
    return visible(path if len(path) <= _FILE else f"…{path[-_FILE:]}", len(path) + 1)


def _unit(total: Total, messages: Messages) -> str:
    return visible(total.metric.unit[messages.lang]) if total.metric.unit else ""


def _distance(result: Result) -> Fraction:
    """What lies farthest on the wrong side of its threshold has the least."""
    if not result.gap:
        return Fraction(0)
    threshold = result.target.threshold
    return -result.gap.value if threshold.op in ("<", "<=") else result.gap.value
