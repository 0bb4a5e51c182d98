"""What the library's functions give back: the JSON of the command line, with types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from cchc.library.rows import Row, blanks, even, figures, threshold
from cchc.render.kit.notebook import table
from cchc.results import STATUSES, Status, Verdict

_VERDICTS: Final[dict[int, Verdict]] = {0: "pass", 1: "fail", 3: "invalid"}


class Problem(NamedTuple):
    """What is wrong with an input, or to be minded in it."""

    file: str
    code: str
    """Stable; `cchc explain` tells more of it."""
    severity: Literal["error", "warning"]
    message: str
    line: int | None
    column: int | None
    sheet: str
    """Of a workbook; else empty."""
    cell: str
    """Of a workbook; else empty."""


class TargetResult(NamedTuple):
    """The verdict of one target, for an agency or, in a rollup, for the province."""

    target: str
    metric: str
    title: str
    status: str
    """As the contract has it; in a rollup ``pass``, ``fail``, ``open`` and the like."""
    value: Decimal | None
    """The share or the growth in percent, or the count; None where there is none."""
    answer: str
    """``yes`` or ``no`` to what is confirmed; else empty."""
    numerator: Decimal | None
    denominator: Decimal | None
    op: str
    threshold: Decimal | None
    """None where an answer is asked for."""
    unit: str
    message: str
    """Why the status is what it is; empty in a rollup."""
    line: int | None
    column: int | None


class _Found:
    """A result as JSON, which everything else is read from."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    def to_dict(self) -> dict[str, Any]:
        """What the command line writes with ``--format json``; a copy of the caller's own."""
        copy: dict[str, Any] = json.loads(json.dumps(self._found))
        return copy


class CheckResult(_Found):
    """What a submission came to."""

    @property
    def verdict(self) -> Verdict:
        """``invalid`` where anything can't be read, else ``fail`` where a target fails."""
        verdict: Verdict = self._one["verdict"]
        return verdict

    @property
    def exit_status(self) -> int:
        """What `cchc check` would exit with: 0, 1 or 3."""
        return int(self._found["exit_status"])

    @cached_property
    def results(self) -> tuple[TargetResult, ...]:
        """The verdict of each target, in the plan's order."""
        return tuple(map(_target_result, self._one["results"]))

    @cached_property
    def diagnostics(self) -> tuple[Problem, ...]:
        """What is wrong with the submission, in the file's order."""
        return tuple(_problem(self._one["file"], one) for one in self._one["diagnostics"])

    @property
    def summary(self) -> dict[Status, int]:
        """How many targets have each status."""
        found = self._one["summary"]
        return {status: found[status] for status in STATUSES}

    def rows(self) -> list[Row]:
        """A row for each target; empty for a submission that can't be compared with the plan."""
        agency = self._one["agency"] or {"id": "", "name": ""}
        whose = {
            "file": self._one["file"],
            "agency": agency["id"],
            "name": agency["name"],
            "period": self._one["period"] or "",
        }
        return even([{**whose, **one._asdict()} for one in self.results])

    def _repr_html_(self) -> str:
        whose = self._one["agency"] or {"name": self._one["file"]}
        heading = f"{whose['name']} {self._one['period'] or ''}: {self.verdict}"
        shown = ("target", "title", "status", "value", "answer", "op", "threshold", "message")
        rows = [{name: row[name] for name in shown} for row in self.rows()]
        return table(heading, rows or [one._asdict() for one in self.diagnostics])

    def __repr__(self) -> str:
        return f"<CheckResult {self._one['file']}: {self.verdict}>"

    @property
    def _one(self) -> dict[str, Any]:
        found: dict[str, Any] = self._found["submissions"][0]
        return found


class RollupResult(_Found):
    """The picture of a period."""

    @property
    def verdict(self) -> Verdict:
        """``invalid`` where a file can't be read, else ``fail`` where a target isn't reached."""
        return _VERDICTS[self.exit_status]

    @property
    def exit_status(self) -> int:
        """What `cchc rollup` would exit with: 0, 1 or 3."""
        return int(self._found["exit_status"])

    @cached_property
    def results(self) -> tuple[TargetResult, ...]:
        """How each target stands in the province, in the plan's order."""
        return tuple(map(_target_result, self._found["totals"]))

    @cached_property
    def diagnostics(self) -> tuple[Problem, ...]:
        """What is wrong with the files that don't tell whose they are."""
        found = self._found["unattributed"]
        return tuple(_problem(one["file"], each) for one in found for each in one["diagnostics"])

    def rows(self) -> list[Row]:
        """A row for each agency and target, those with most figures first, then by target."""
        titles = {one.target: one for one in self.results}
        rows = [
            {
                "agency": one["agency"]["id"],
                "name": one["agency"]["name"],
                "kind": one["agency"]["kind"],
                "period": self._found["period"],
                "timing": one["timing"],
                "target": result["target"],
                "metric": titles[result["target"]].metric,
                "title": titles[result["target"]].title,
                "status": result["status"],
                **figures(result),
            }
            for one in self._found["agencies"]
            for result in one["results"]
        ]
        order = {target: number for number, target in enumerate(titles)}
        # Libraries tell a column's type by the first rows, of which many have no figure.
        return even(sorted(rows, key=lambda row: (blanks(row), order[row["target"]])))

    def _repr_html_(self) -> str:
        shown = ("target", "title", "status", "value", "answer", "op", "threshold")
        rows = [{name: getattr(one, name) for name in shown} for one in self.results]
        return table(f"{self._found['period']}: {self.verdict}", rows)

    def __repr__(self) -> str:
        return f"<RollupResult {self._found['period']}: {self.verdict}>"


class DeadlinesResult(_Found):
    """What falls due in a window."""

    def rows(self) -> list[Row]:
        """A row for each deadline, by day."""
        return [
            {
                "id": one["id"],
                "output": one["output"],
                "title": one["title"],
                "due_on": date.fromisoformat(one["due_on"]),
                "kind": one["kind"],
                "lead": ", ".join(one["lead"]),
            }
            for one in self._found["items"]
        ]

    def _repr_html_(self) -> str:
        return table(f"{self._found['from']} – {self._found['to']}", self.rows())

    def __repr__(self) -> str:
        return f"<DeadlinesResult {self._found['from']} to {self._found['to']}>"


def _target_result(found: Mapping[str, Any]) -> TargetResult:
    return TargetResult(
        target=found["target"],
        metric=found["metric"],
        title=found["title"],
        status=found["status"],
        **figures(found),
        **threshold(found["threshold"]),
        message=found.get("message", ""),
        line=found.get("line"),
        column=found.get("column"),
    )


def _problem(file: str, found: Mapping[str, Any]) -> Problem:
    return Problem(
        file,
        found["code"],
        found["severity"],
        found["message"],
        found["line"],
        found["column"],
        found["sheet"] or "",
        found["cell"] or "",
    )
