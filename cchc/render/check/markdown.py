"""`cchc check --format markdown`: for merge requests and the summaries of CI jobs.

What fails stands first; passes and what needs nobody's attention are folded away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from cchc.batch import CheckReport, Outcome, passed_over
from cchc.diagnostics import Diagnostic
from cchc.plan.model import Plan
from cchc.render import Look
from cchc.render.check import findings
from cchc.render.check.findings import Finding
from cchc.render.kit.markdown import code, escaped, table
from cchc.render.wording import (
    as_of,
    counts,
    shown_fraction,
    shown_gap,
    shown_threshold,
    shown_value,
    surprise,
    total,
    with_estimate,
)
from cchc.results import Result, Status, SubmissionResult, Verdict

BETWEEN = "\n"

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


def opening(plan: Plan, look: Look) -> str:
    """Nothing: every submission brings its own heading."""
    return ""


def entry(plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look) -> str:
    """A submission: what has to be mended, then a folded table of the rest."""
    if look.errors_only and came_to.verdict == "pass":
        return ""
    found = findings.in_submission(plan, checked, came_to, look)
    if look.only is None:
        found = tuple(one for one in found if _status(one) != "not_applicable")
    if look.several and look.only is not None and not found:
        return ""
    parts = [_heading(plan, checked, came_to, look)]
    if not look.quiet:
        parts += [
            *_problems(found, look),
            _table([one for one in found if _is_pressing(one)], look),
            _folded([one for one in found if _is_folded(one)], look),
        ]
    return "\n".join(filter(None, parts))


def across(report: CheckReport, look: Look) -> str:
    """Nothing: it stands at the end."""
    return ""


def closing(report: CheckReport, look: Look) -> str:
    """What concerns several files, waivers of no use, and the total where there are several."""
    parts = [*_conflicts(report, look), *_left_aside(report, look), *_waivers(report, look)]
    if look.several or report.skipped:
        parts.append(f"\n**{escaped(total(report, look.messages))}**\n")
    if told := surprise(report, look.messages):
        parts.append(f"\n{escaped(told)}\n")
    return "".join(parts)


def _heading(plan: Plan, checked: SubmissionResult, came_to: Outcome, look: Look) -> str:
    """Whose report it is, the file, and the verdict with its counts."""
    messages = look.messages
    agency, period = checked.submission.agency, checked.submission.period
    title = messages(
        "check.heading",
        agency=agency.name if agency else messages("check.unknown-agency"),
        period=(period.title[messages.lang] if period else messages("check.unknown-period"))
        + as_of(checked.submission, messages),
        decision=plan.plan.decision,
    )
    verdict = counts(came_to, messages)
    file = code(findings.shown_file(checked.submission.file, look))
    return f"## {escaped(title)}\n\n{_VERDICTS[came_to.verdict]} {escaped(verdict)} {file}\n"


def _problems(found: Iterable[Finding], look: Look) -> Iterator[str]:
    """Every problem that is no target's, and how to mend it once for a row of them."""
    messages = look.messages
    problems = [one for one in found if isinstance(one.about, Diagnostic)]
    if problems:
        yield f"### {messages('check.problems')}\n"
    for rule, group in groupby(problems, key=lambda one: one.rule):
        alike = list(group)
        lines = [_problem(one, look) for one in alike]
        yield "".join(lines) + f"  {escaped(messages.help(rule))} {_linked(alike[0])}\n"


def _problem(finding: Finding, look: Look) -> str:
    where = f" {escaped(look.messages.place(finding.place))}:" if finding.place else ""
    word = findings.status_word(finding, look)
    return f"- {_SEVERITIES[finding.level]} {word}:{where} {escaped(finding.message)}\n"


def _table(found: Sequence[Finding], look: Look) -> str:
    """A row for each target, with the reason below it."""
    if not found:
        return ""
    headings = [look.messages(f"check.column.{name}") for name in _COLUMNS]
    return table(headings, (_row(*one, look) for one in _targets(found)))


def _folded(found: Sequence[Finding], look: Look) -> str:
    """The same, to be opened."""
    if not found:
        return ""
    words = look.messages("finding.others", count=len(found))
    return f"<details><summary>{words}</summary>\n\n{_table(found, look)}\n</details>\n"


def _row(finding: Finding, result: Result, look: Look) -> list[str]:
    messages = look.messages
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
        f"{mark} {findings.status_word(finding, look)}",
        f"{_cell(title)}<br>{_linked(finding)}",
        _cell(value),
        escaped(shown_threshold(result.target.threshold, messages)),
        _cell(shown_gap(result, messages).split("\n")),
        escaped(finding.clause),
    ]


def _cell(lines: Iterable[str]) -> str:
    return "<br>".join(escaped(line) for line in lines if line)


def _linked(finding: Finding) -> str:
    """The id of a target or a code, with the page that explains it where there is one."""
    return f"[{code(finding.rule)}](<{finding.help}>)" if finding.help else code(finding.rule)


def _targets(found: Iterable[Finding]) -> list[tuple[Finding, Result]]:
    """Those of targets, the most pressing first."""
    targets = [(one, one.about) for one in found if isinstance(one.about, Result)]
    return sorted(targets, key=lambda one: (one[0].waived, _ORDER.get(one[1].status, 3)))


def _is_pressing(finding: Finding) -> bool:
    return isinstance(finding.about, Result) and finding.level != "none"


def _is_folded(finding: Finding) -> bool:
    return isinstance(finding.about, Result) and finding.level == "none"


def _status(finding: Finding) -> str:
    return finding.about.status if isinstance(finding.about, Result) else ""


def _conflicts(report: CheckReport, look: Look) -> Iterator[str]:
    messages = look.messages
    if report.conflicts:
        yield f"\n## ❌ {messages('check.conflicts')}\n\n"
    for conflict in report.conflicts:
        agency = conflict.name
        whose = messages("check.conflict", agency=agency, period=conflict.period)
        files = ", ".join(code(findings.shown_file(file, look)) for file in conflict.files)
        yield f"- {escaped(whose)}: {files}\n"
    if report.conflicts:
        yield f"\n{messages('cli.mend')}: {escaped(messages.help('conflict'))}\n"


def _left_aside(report: CheckReport, look: Look) -> Iterator[str]:
    messages = look.messages
    if report.superseded:
        yield f"\n## {messages('check.superseded')}\n\n"
    for one in report.superseded:
        file, by = (code(findings.shown_file(name, look)) for name in one)
        yield f"- {file} → {by}\n"
    if report.skipped:
        told = messages.message(passed_over(report.skipped))
        yield f"\n{escaped(told[:1].upper() + told[1:])}\n"


def _waivers(report: CheckReport, look: Look) -> Iterator[str]:
    """The waivers that excused nothing: expired, or not needed."""
    if report.idle:
        yield f"\n## {look.messages('check.waivers')}\n\n"
    for use in report.idle:
        where = escaped(look.messages.place(use.waiver.place))
        message = escaped(look.messages.message(use.problem))
        yield f"- {code(findings.shown_file(report.policy.file, look))} {where}: {message}\n"
