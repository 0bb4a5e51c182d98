"""A tally as JSON would hold it, by itself and in a rollup."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cchc.exact import plain_text
from cchc.messages import Messages
from cchc.records.model import Published, Told
from cchc.records.tally import Compared, Tally
from cchc.render.kit.json import place
from cchc.render.kit.provenance import head, tool
from cchc.render.records import words
from cchc.submission.model import Measured, NoneArising


def document(report: Tally, messages: Messages) -> dict[str, Any]:
    """The whole as JSON would hold it."""
    agency = report.agency
    return {
        "schema": "cchc.tally/1",
        "tool": tool(),
        "plan": head(report.plan),
        "agency": {"id": agency.id, "name": agency.name, "kind": agency.kind},
        "period": report.period.id,
        "data_from": report.period.data_from.isoformat(),
        "data_to": report.period.data_to.isoformat(),
        "against": report.against or None,
        "figures": [_figure(figure, report, messages) for figure in report.figures],
        "diagnostics": [diagnostic(told, messages) for told in report.told],
        "exit_status": report.exit_status,
    }


def _figure(figure: Compared, report: Tally, messages: Messages) -> dict[str, Any]:
    counts, tallied, apart = figure.counts, figure.tallied, figure.apart
    published = [_published(one, figure, report, messages) for one in figure.published]
    return {
        "metric": figure.metric.id,
        "numerator": str(counts.numerator) if counts else None,
        "denominator": str(counts.denominator) if counts else None,
        "value": words.percent(counts.value, figure.metric, report.plan) if counts else None,
        "source": words.source(tallied.origin, messages) if tallied else None,
        "file": tallied.origin.file if tallied else None,
        "reported": _reported(figure, report) if report.against else None,
        "agrees": figure.agrees,
        "difference": {
            "numerator": _plain(apart.numerator),
            "denominator": _plain(apart.denominator),
            "points": words.percent(apart.points, figure.metric, report.plan),
        }
        if apart
        else None,
        "doubt": figure.doubt,
        "lacks": list(tallied.lacks) if tallied else [],
        "message": words.why(figure, messages),
        "portal": published[0] if published else None,
        "portal_others": published[1:],
    }


def _plain(value: Fraction | None) -> str | None:
    return None if value is None else plain_text(value)


def _reported(figure: Compared, report: Tally) -> dict[str, Any] | None:
    content = figure.reported
    if isinstance(content, NoneArising):
        return {"numerator": None, "denominator": None, "value": None, "none_arising": True}
    if not isinstance(content, Measured):
        return None
    return {
        "numerator": _plain(content.numerator),
        "denominator": _plain(content.denominator),
        "value": words.percent(content.value, figure.metric, report.plan),
        "none_arising": False,
    }


def _published(
    one: Published, figure: Compared, report: Tally, messages: Messages
) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "numerator": None if one.numerator is None else str(one.numerator),
        "denominator": None if one.denominator is None else str(one.denominator),
        "value": words.percent(one.value, figure.metric, report.plan),
        "differs": one.differs[messages.lang],
        "file": one.file,
    }


def diagnostic(told: Told, messages: Messages) -> dict[str, Any]:
    """Something to say of a file of records."""
    problem = told.problem
    return {
        "file": told.file,
        "code": problem.code,
        "severity": problem.severity,
        "message": messages.message(problem),
        "help": messages.help(problem.code),
        **place(problem.place),
    }
