"""How a result is put into words: values, distances, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from cchc.batch import CheckReport, Outcome
from cchc.diagnostics import Diagnostic, Place
from cchc.exact import decimal_text, plain_text
from cchc.memo import Memo, once
from cchc.messages import Messages
from cchc.plan.model import Confirmed, Lang, Plan, Target, Threshold
from cchc.policy import FAIL_ON
from cchc.results import STATES, STATUSES, Result, State, Verdict
from cchc.submission.model import Answer, Measured, Submission
from cchc.text import visible
from cchc.waivers.model import Waiver


def shown_place(file: str, place: Place | None) -> str:
    """Where in a file: ``report.yaml:7:3``, or ``report.xlsx!Sheet!C7``."""
    if place is None:
        return file
    if place.sheet:
        return f"{file}!{visible(place.sheet)}!{place.cell}"
    return f"{file}:{place.line}:{place.column}"


def excerpt(problem: Diagnostic, width: int) -> tuple[str, str] | None:
    """The line of the file that a problem is about, and one that marks the column below it.

    Long lines are cut around the place, so that both fit into `width` columns.
    """
    from rich.cells import cell_len

    if not problem.place or not problem.excerpt.strip():
        return None
    at = problem.place.column - 1
    start = max(0, at - width)
    before = visible(problem.excerpt[start:at].replace("\t", " "), most=width + 1)
    after = visible(problem.excerpt[at : at + width + 1].replace("\t", " "), most=width + 2)
    if start or (cell_len(before + after) > width and cell_len(before) > width // 2):
        while before and cell_len(before) >= width // 2:
            before = before[1:]
        before = f"…{before}"
    if cell_len(before + after) > width:
        while cell_len(before + after) >= width:
            after = after[:-1]
        after += "…"
    return (before + after).rstrip(), f"{' ' * cell_len(before)}^"


def names(plan: Plan, ids: Iterable[str], messages: Messages) -> str:
    """What people call the agencies, kinds and bodies with these ids."""
    bodies = {body.id: body.name[messages.lang] for body in plan.bodies}
    return "; ".join(
        agency.name
        if (agency := plan.agency.get(id))
        else bodies[id]
        if id in bodies
        else messages(f"kind.{id}")
        for id in ids
    )


def states(found: Iterable[State], messages: Messages) -> str:
    """How many activities or duties are in each state; a state's words may have a comma."""
    counts = Counter(found)
    return "; ".join(
        f"{counts[state]} {messages(f'state.{state}')}" for state in STATES if counts[state]
    )


def heading(
    submission: Submission, plan: Plan, messages: Messages, *, with_id: bool = False
) -> str:
    """Whose report it is, of which period (with its id, if asked for), by which decision."""
    agency, period = submission.agency, submission.period
    title = period.title[messages.lang] if period else messages("check.unknown-period")
    return messages(
        "check.heading",
        agency=agency.name if agency else messages("check.unknown-agency"),
        period=f"{title} ({period.id})" if period and with_id else title,
        decision=plan.plan.decision,
    )


def waived_by(waiver: Waiver, messages: Messages) -> str:
    """What excuses a failure, up to when, and why."""
    until = messages("finding.until", until=waiver.until)
    return messages(
        "finding.waived.by", document=waiver.document, until=until, reason=waiver.reason
    )


def counts(came_to: Outcome, messages: Messages) -> str:
    """The verdict of a submission, and how many targets came to what."""
    waived = len(came_to.excused)
    return _counted(came_to.verdict, came_to.counts, waived, came_to.errors, messages)


@lru_cache(maxsize=1024)  # many files come to the same
def _counted(
    verdict: Verdict, counts: tuple[int, ...], waived: int, errors: int, messages: Messages
) -> str:
    parts = [
        messages("check.count", count=count, status=messages(f"status.{status}").lower())
        for status, count in zip(STATUSES, counts, strict=True)
        if count
    ]
    if errors:
        parts.append(messages("check.errors", count=errors))
    word, told = messages(f"verdict.{verdict}"), ", ".join(parts)
    if waived:
        told = messages("check.waived", counts=told, count=waived)
    return messages("check.summary", verdict=word, counts=told)


def total(report: CheckReport, messages: Messages) -> str:
    """What all files came to."""
    parts = [
        messages(f"check.total.{verdict}", count=count)
        for verdict, count in report.verdicts.items()
    ]
    if report.conflicts:
        parts.append(messages("check.total.conflict", count=len(report.conflicts)))
    told = ", ".join(parts)
    if report.waived:
        told = messages("check.total.waived", counts=told, count=report.waived)
    return messages("check.total", files=len(report.outcomes), counts=told)


def surprise(report: CheckReport, messages: Messages) -> str:
    """Why the exit status isn't what the verdicts alone would give; empty where it is."""
    if report.surprise is None:
        return ""
    fail_on = ",".join(word for word in FAIL_ON if word in report.policy.fail_on)
    return messages(f"check.exit.{report.surprise}", fail_on=fail_on)


def clause(target: Target, plan: Plan, messages: Messages) -> str:
    """The address of a target's clause in the decision, worked out once for all files."""
    known, key = _clauses(plan), (messages.lang, target.id)
    return known[key] if key in known else known.keep(key, messages.clause(target.source, plan))


@once
def _clauses(plan: Plan) -> Memo[tuple[Lang, str], str]:
    """The addresses found so far, by language and target."""
    return Memo()


def exact_value(result: Result) -> str | None:
    """The reported value as a decimal text, or yes or no; None where there is none.

    Shares and growth have two decimals or more, never so few that a value would show as equal
    to a threshold it isn't equal to.
    """
    content = result.content
    if isinstance(content, Answer):
        return "yes" if content.yes else "no"
    if not isinstance(content, Measured):
        return None
    if result.metric.kind == "count":
        return plain_text(content.value)
    threshold = result.target.threshold
    limit = Fraction(threshold.value) if isinstance(threshold, Threshold) else None
    return decimal_text(content.value, _digits(result), limit)


def _digits(result: Result) -> int:
    """Decimals to show: two, or as many as were written."""
    written = result.content.digits if isinstance(result.content, Measured) else 0
    return max(2, written)


def shown_value(result: Result, messages: Messages) -> str:
    """The reported value as people write it."""
    value = exact_value(result)
    if value is None:
        return messages("not-reported")
    if isinstance(result.content, Answer):
        return messages(value)
    return messages.number(value) + ("" if result.metric.kind == "count" else "%")


def shown_fraction(result: Result, messages: Messages) -> str:
    """The reported fraction as people write it; empty where none was given."""
    content = result.content
    if not isinstance(content, Measured) or content.numerator is None:
        return ""
    sides = (content.numerator, content.denominator or Fraction(0))
    return "/".join(messages.number(plain_text(side)) for side in sides)


def shown_threshold(threshold: Threshold | Confirmed, messages: Messages) -> str:
    """The threshold as people write it."""
    if isinstance(threshold, Confirmed):
        return messages("yes")
    return messages.threshold(threshold)


def shown_gap(result: Result, messages: Messages) -> str:
    """The distance to the threshold, in points and in cases, short enough for a column."""
    gap = result.gap
    if not gap:
        return ""
    parts = []
    if result.metric.kind != "count":
        points = decimal_text(gap.value, _digits(result), Fraction(0))
        sign = "+" if gap.value > 0 else ""
        parts.append(messages("check.points", sign=sign, points=messages.number(points)))
    if cases := _cases(result, messages, "check.short", "check.over"):
        parts.append(cases)
    elif result.metric.kind == "count":
        parts.append(f"+{messages.number(plain_text(gap.value))}")
    return "\n".join(parts)


def reason(result: Result, messages: Messages) -> str:
    """Why the result has its status, and what to do about it; one sentence."""
    status, kind = result.status, result.metric.kind
    if status in ("fail", "not_due", "pass") and isinstance(result.content, Answer):
        return messages(f"reason.{status}.answer")
    if status == "not_due" and result.content is None:
        return messages("reason.not_due.nothing")
    if status == "missing":
        suffix = {"share": "", "confirmation": ".confirmation"}.get(kind, ".number")
        if result.metric.always_arises:
            suffix = ".number"
        return messages(f"reason.missing{suffix}", metric=result.metric.id)
    if status == "invalid" and result.problem:
        return messages.message(result.problem).rstrip(".") + "."
    fraction = shown_fraction(result, messages)
    value = shown_value(result, messages) + (f" ({fraction})" if fraction else "")
    return messages(
        f"reason.{status}",
        value=value,
        threshold=shown_threshold(result.target.threshold, messages),
        short=_short(result, messages),
    )


def _short(result: Result, messages: Messages) -> str:
    """How much is missing, in points of a share and in cases."""
    gap = result.gap
    if not gap:
        return ""
    cases = _cases(result, messages, "short.cases", "short.cases.over")
    if result.metric.kind == "count":
        return cases
    distance = abs(gap.value)
    points = messages.number(decimal_text(distance, _digits(result), Fraction(0)))
    if not distance:
        text = messages("short.equal")
    else:
        key = "short.points" if gap.value < 0 else "short.points.over"
        text = messages(key, points=points)
    return messages("short.both", points=text, cases=cases) if cases else text


def _cases(result: Result, messages: Messages, short: str, over: str) -> str:
    gap = result.gap
    if not gap or gap.cases is None:
        return ""
    threshold, unit = result.target.threshold, result.metric.unit
    key = short if threshold.op in (">=", ">") else over
    cases = gap.cases
    text = plain_text(cases) if result.metric.whole else decimal_text(cases, 2, Fraction(0))
    return messages(key, cases=messages.number(text), unit=unit or "")
