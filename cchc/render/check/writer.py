"""What the formats of a check have in common: a text before the submissions, of each, and after."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, NamedTuple

from cchc.batch import CheckReport, Outcome
from cchc.plan.model import Plan
from cchc.render.check import findings
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.look import Way
from cchc.results import Result, SubmissionResult


class Selected(NamedTuple):
    """A submission, as far as it is to be shown."""

    plan: Plan
    checked: SubmissionResult
    """Nothing in it but what is to be shown."""
    came_to: Outcome
    """What the whole of it came to."""


class CheckWriter:
    """A format of a check, to be derived from; hooks that aren't overridden write nothing.

    Each submission's text is made by itself, perhaps in another process, and depends on nothing
    but the submission.
    """

    BETWEEN: ClassVar[str] = ""
    """What stands between two submissions."""
    FOR_PEOPLE: ClassVar[bool] = False
    """Whether other agencies' targets, and submissions of which nothing is shown, are left out."""

    def __init__(self, way: Way) -> None:
        self.look, self.selection, self.links = way
        self.messages = self.look.messages

    def submission(self, plan: Plan, checked: SubmissionResult, came_to: Outcome) -> str:
        """What is written of one submission; empty where nothing of it is asked for."""
        if self.selection.errors_only and came_to.verdict == "pass":
            return ""
        shown = self._shown(checked)
        if self.FOR_PEOPLE and not shown.results and self._is_dropped_without_results(came_to):
            return ""
        return self.entry(Selected(plan, shown, came_to))

    def opening(self, plan: Plan) -> str:
        """What comes before the first submission."""
        return ""

    def entry(self, it: Selected) -> str:
        """What is written of one submission."""
        raise NotImplementedError

    def across(self, report: CheckReport) -> str:
        """What concerns several files, where the format shows it as it shows a submission."""
        return ""

    def closing(self, report: CheckReport) -> str:
        """What comes after the last submission."""
        return ""

    def findings(self, it: Selected) -> tuple[ShownDiagnostic, ...]:
        """What is to be shown of a submission, one after the other."""
        return findings.in_submission(it.plan, it.checked, self.messages, self.links)

    def findings_across(self, report: CheckReport) -> tuple[ShownDiagnostic, ...]:
        """What concerns several files, one after the other."""
        return findings.across(report, self.messages, self.links)

    def _shown(self, checked: SubmissionResult) -> SubmissionResult:
        shown = checked._replace(results=tuple(filter(self._is_asked_for, checked.results)))
        if not self.selection.errors_only:
            return shown
        errors = (problem for problem in checked.diagnostics if problem.severity == "error")
        return shown._replace(diagnostics=tuple(errors), activities=(), obligations=())

    def _is_asked_for(self, result: Result) -> bool:
        if self.selection.only is None:
            return not self.FOR_PEOPLE or result.status != "not_applicable"
        return result.status in self.selection.only

    def _is_dropped_without_results(self, came_to: Outcome) -> bool:
        chosen = self.selection.only is not None and not self.selection.quiet
        return self.selection.several and chosen and came_to.verdict != "invalid"


def check_writer(format: str, way: Way) -> CheckWriter:
    """The writer of a format, one of `cchc.render.FORMATS["check"]`."""
    module = import_module(f"cchc.render.check.{format}")
    made: CheckWriter = module.Writer(way)
    return made
