"""`cchc check --format csv`: a row for each result and each problem, for other programs.

Headings are the names of the JSON; figures are decimals with a point; commas part the cells.  A
problem that is no target's has its ``code``, and ``error``, ``warning`` or ``note`` as its status.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from io import StringIO
from typing import Final

from cchc.batch import CheckReport
from cchc.diagnostics import Diagnostic
from cchc.exact import decimal_text, plain_text
from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.csv import harmless
from cchc.render.wording import exact_estimate, exact_value
from cchc.results import Result
from cchc.submission.model import Measured
from cchc.text import visible

COLUMNS: Final = (
    *("file", "agency", "name", "period", "target", "metric", "title", "status", "waived"),
    *("value", "numerator", "denominator", "op", "threshold", "unit", "gap", "clause"),
    *("line", "column", "sheet", "cell", "code", "message", "help", "note", "estimate"),
)
_LONGEST: Final = 20_000
"""Characters of a text; Excel's cells take some more."""


class Writer(CheckWriter):
    """A row for each result and each problem."""

    def opening(self, plan: Plan) -> str:
        """The headings."""
        return _text([COLUMNS])

    def entry(self, it: Selected) -> str:
        """A submission's rows."""
        return self._rows(self.findings(it), it.plan)

    def across(self, report: CheckReport) -> str:
        """A row for each file that stands in another one's way, or was left aside."""
        return self._rows(self.findings_across(report), report.plan)

    def _rows(self, found: Iterable[ShownDiagnostic], plan: Plan) -> str:
        return _text(_row(finding, plan, self.messages) for finding in found)


def _text(rows: Iterable[Iterable[str]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _row(finding: ShownDiagnostic, plan: Plan, messages: Messages) -> Iterable[str]:
    about, place = finding.about, finding.place
    agency = plan.agency.get(finding.agency)
    cells = {
        "file": _harmless(finding.file),
        "agency": finding.agency,
        "name": _harmless(agency.name if agency else ""),
        "period": finding.period,
        "clause": finding.clause,
        "line": str(place.line) if place else "",
        "column": str(place.column) if place else "",
        "sheet": _harmless(place.sheet) if place else "",
        "cell": place.cell if place and place.sheet else "",
        "message": _harmless(finding.message),
        "help": finding.help,
    }
    cells |= _result(about, messages) if isinstance(about, Result) else _problem(about, finding)
    return (cells.get(column, "") for column in COLUMNS)


def _problem(problem: Diagnostic, finding: ShownDiagnostic) -> dict[str, str]:
    return {"code": problem.code, "status": finding.level}


def _result(result: Result, messages: Messages) -> dict[str, str]:
    target, threshold = result.target, result.target.threshold
    content = result.content if isinstance(result.content, Measured) else None
    return {
        "target": target.id,
        "metric": target.metric,
        "title": _harmless(target.title[messages.lang]),
        "status": result.status,
        "waived": "yes" if result.waived else "",
        "value": exact_value(result) or "",
        "numerator": _figure(content.numerator if content else None),
        "denominator": _figure(content.denominator if content else None),
        "op": threshold.op,
        "threshold": str(threshold.value),
        "unit": getattr(threshold, "unit", ""),
        "gap": decimal_text(result.gap.value, 2, Fraction(0)) if result.gap else "",
        "code": result.problem.code if result.problem else "",
        "note": _harmless(result.note),
        "estimate": exact_estimate(result) or "",
    }


def _figure(value: Fraction | None) -> str:
    return "" if value is None else plain_text(value)


def _harmless(text: str) -> str:
    """A cell that is no formula and, being one line, begins no line of its own."""
    return harmless(visible(text, _LONGEST))
