"""`cchc check --format markdown`: for merge requests and the summaries of CI jobs.

What fails stands first; passes and what needs nobody's attention are folded away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from cchc.batch import CheckReport, passed_over
from cchc.diagnostics import Diagnostic
from cchc.messages import Messages
from cchc.render.check import findings
from cchc.render.check.findings import ShownDiagnostic
from cchc.render.check.words import counts, heading, surprise, total
from cchc.render.check.writer import CheckWriter, Selected
from cchc.render.kit.markdown import code, escaped, table
from cchc.render.wording import (
    shown_fraction,
    shown_gap,
    shown_threshold,
    shown_value,
    with_estimate,
)
from cchc.results import Result, Status, Verdict

_MARKS: Final[dict[Status, str]] = {
    "pass": "✅",
    "fail": "❌",
    "missing": "⬜",
    "invalid": "❌",
    "none_arising": "➖",
    "not_due": "⏳",
    "not_applicable": "➖",
}
_WAIVED: Final = "☑️"
_VERDICTS: Final[dict[Verdict, str]] = {"pass": "✅", "fail": "❌", "invalid": "❌"}
_SEVERITIES: Final = {"error": "❌", "warning": "⚠️"}
_ORDER: Final[dict[Status, int]] = {"invalid": 0, "fail": 1, "missing": 2}
_COLUMNS: Final = ("status", "target", "value", "threshold", "gap", "clause")


class Writer(CheckWriter):
    """A heading for each submission, and tables of its targets."""

    BETWEEN = "\n"
    FOR_PEOPLE = True

    def entry(self, it: Selected) -> str:
        """A submission: what has to be mended, then a folded table of the rest."""
        parts = [self._heading(it)]
        if not self.selection.quiet:
            found = self.findings(it)
            parts += [
                *_problems(found, self.messages),
                _table([one for one in found if _is_pressing(one)], self.messages),
                _folded([one for one in found if _is_folded(one)], self.messages),
            ]
        return "\n".join(filter(None, parts))

    def closing(self, report: CheckReport) -> str:
        """What concerns several files, waivers of no use, and the total where there are several."""
        parts = [*self._conflicts(report), *self._left_aside(report), *self._waivers(report)]
        if self.selection.several or report.skipped:
            parts.append(f"\n**{escaped(total(report, self.messages))}**\n")
        if why := surprise(report, self.messages):
            parts.append(f"\n{escaped(why)}\n")
        return "".join(parts)

    def _heading(self, it: Selected) -> str:
        """Whose report it is, the file, and the verdict with its counts."""
        submission, messages = it.checked.submission, self.messages
        title = heading(submission, it.plan, messages)
        verdict = escaped(counts(it.came_to, messages))
        mark, file = _VERDICTS[it.came_to.verdict], self._file(submission.file)
        return f"## {escaped(title)}\n\n{mark} {verdict} {file}\n"

    def _file(self, file: str) -> str:
        return code(findings.shown_file(file, self.messages, self.links))

    def _conflicts(self, report: CheckReport) -> Iterator[str]:
        messages = self.messages
        if report.conflicts:
            yield f"\n## ❌ {messages('check.conflicts')}\n\n"
        for conflict in report.conflicts:
            whose = messages("check.conflict", agency=conflict.name, period=conflict.period)
            yield f"- {escaped(whose)}: {', '.join(map(self._file, conflict.files))}\n"
        if report.conflicts:
            yield f"\n{messages('cli.mend')}: {escaped(messages.help('conflict'))}\n"

    def _left_aside(self, report: CheckReport) -> Iterator[str]:
        if report.superseded:
            yield f"\n## {self.messages('check.superseded')}\n\n"
        for one in report.superseded:
            yield f"- {self._file(one.file)} → {self._file(one.by)}\n"
        if report.skipped:
            told = self.messages.message(passed_over(report.skipped))
            yield f"\n{escaped(told[:1].upper() + told[1:])}\n"

    def _waivers(self, report: CheckReport) -> Iterator[str]:
        """The waivers that excused nothing: expired, or not needed."""
        messages = self.messages
        if report.idle:
            yield f"\n## {messages('check.waivers')}\n\n"
        for use in report.idle:
            where = escaped(messages.place(use.waiver.place))
            message = escaped(messages.message(use.problem))
            yield f"- {self._file(report.policy.file)} {where}: {message}\n"


def _problems(found: Iterable[ShownDiagnostic], messages: Messages) -> Iterator[str]:
    """Every problem that is no target's, and how to mend it once for a row of them."""
    problems = [one for one in found if isinstance(one.about, Diagnostic)]
    if problems:
        yield f"### {messages('check.problems')}\n"
    for rule, group in groupby(problems, key=lambda one: one.rule):
        alike = list(group)
        lines = [_problem(one, messages) for one in alike]
        yield "".join(lines) + f"  {escaped(messages.help(rule))} {_linked(alike[0])}\n"


def _problem(finding: ShownDiagnostic, messages: Messages) -> str:
    where = f" {escaped(messages.place(finding.place))}:" if finding.place else ""
    word = findings.status_word(finding, messages)
    return f"- {_SEVERITIES[finding.level]} {word}:{where} {escaped(finding.message)}\n"


def _table(found: Sequence[ShownDiagnostic], messages: Messages) -> str:
    """A row for each target, with the reason below it."""
    if not found:
        return ""
    headings = [messages(f"check.column.{name}") for name in _COLUMNS]
    return table(headings, (_row(*one, messages) for one in _targets(found)))


def _folded(found: Sequence[ShownDiagnostic], messages: Messages) -> str:
    """The same, to be opened."""
    if not found:
        return ""
    words = messages("finding.others", count=len(found))
    return f"<details><summary>{words}</summary>\n\n{_table(found, messages)}\n</details>\n"


def _row(finding: ShownDiagnostic, result: Result, messages: Messages) -> list[str]:
    mark = _WAIVED if finding.waived else _MARKS[result.status]
    title = [result.target.title[messages.lang]]
    if _is_pressing(finding):
        title.append(finding.message)
    if finding.place and result.place:
        title.append(messages.place(finding.place))
    title.append(result.note)
    value = [
        with_estimate(shown_value(result, messages), result, messages),
        shown_fraction(result, messages),
    ]
    return [
        f"{mark} {findings.status_word(finding, messages)}",
        f"{_cell(title)}<br>{_linked(finding)}",
        _cell(value),
        escaped(shown_threshold(result.target.threshold, messages)),
        _cell(shown_gap(result, messages).split("\n")),
        escaped(finding.clause),
    ]


def _cell(lines: Iterable[str]) -> str:
    return "<br>".join(escaped(line) for line in lines if line)


def _linked(finding: ShownDiagnostic) -> str:
    """The id of a target or a code, with the page that explains it where there is one."""
    return f"[{code(finding.rule)}](<{finding.help}>)" if finding.help else code(finding.rule)


def _targets(found: Iterable[ShownDiagnostic]) -> list[tuple[ShownDiagnostic, Result]]:
    """Those of targets, the most pressing first."""
    targets = [(one, one.about) for one in found if isinstance(one.about, Result)]
    return sorted(targets, key=lambda one: (one[0].waived, _ORDER.get(one[1].status, 3)))


def _is_pressing(finding: ShownDiagnostic) -> bool:
    return isinstance(finding.about, Result) and finding.level != "none"


def _is_folded(finding: ShownDiagnostic) -> bool:
    return isinstance(finding.about, Result) and finding.level == "none"
