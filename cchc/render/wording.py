"""Words that several reports share: values, thresholds, places in the decision, reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from cchc.diagnostics import Place
from cchc.evaluate.targets import meets
from cchc.exact import decimal_text, plain_text
from cchc.messages import Composed, Messages
from cchc.plan.model import Confirmed, Metric, Obligation, Plan, Source, Text, Threshold
from cchc.plan.schedule import due_dates
from cchc.results import STATES, Result, State
from cchc.submission.model import Answer, Measured, Submission
from cchc.text import one_line, visible

if TYPE_CHECKING:
    from cchc.plan.diff.model import Timing
    from cchc.trace.model import Finding, Said

_ROMAN: Final = re.compile(r"[IVX]+")
_PARTS: Final = {"PL": "appendix", "TCTH": "organisation"}
"""What sections begin with that aren't numbered parts."""


def shown_place(file: str, place: Place | None) -> str:
    """Where in a file: ``report.yaml:7:3``, or ``report.xlsx!Sheet!C7``."""
    if place is None:
        return file
    if place.sheet:
        return f"{file}!{visible(place.sheet)}!{place.cell}"
    return f"{file}:{place.line}:{place.column}"


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


def address(source: Source, plan: Plan, messages: Messages) -> str:
    """A place in the decision in words: ``part II, section 3.a, item 9 of the list, clause 1``."""
    words = list(_section(source.section, messages))
    if source.item is not None:
        kind = "number" if source.section.startswith("PL.") else "item"
        words.append(messages(f"address.{kind}", item=source.item))
    if source.clause and (source.section, source.item) in plan.divided_items:
        words.append(messages("address.clause", clause=source.clause))
    return ", ".join(words)


def _section(section: str, messages: Messages) -> Iterator[str]:
    first, _, rest = section.partition(".")
    if first in _PARTS and rest:
        yield messages(f"address.{_PARTS[first]}", part=rest)
    elif _ROMAN.fullmatch(first):
        yield messages("address.part", part=first)
        if rest:
            yield messages("address.section", section=rest)
    else:
        yield messages("address.section", section=section)


def counted(metric: Metric, messages: Messages) -> Iterator[str]:
    """What the figure counts: numerator and denominator, or the one thing it is about."""
    if metric.denominator:
        yield messages("template.numerator", what=metric.numerator)
        yield messages("template.denominator", what=metric.denominator)
    elif metric.kind == "confirmation":
        yield messages("template.confirm", what=metric.numerator)
    else:
        yield messages("template.count", what=metric.numerator, unit=metric.unit or "")


def quoted(text: Text | str, messages: Messages) -> Composed:
    """A text of the plan, whole and on one line, in quotation marks."""
    plain = text if isinstance(text, str) else text[messages.lang]
    return Composed(f"“{one_line(plain)}”")


def timing(when: Timing, messages: Messages) -> Composed:
    """The days on which an output falls due, or what it waits for."""
    schedule, event = when.schedule, when.schedule.event
    if schedule.kind == "event" and event:
        return quoted(event, messages)
    if schedule.kind in ("monthly", "ongoing"):
        days = Composed(messages(f"diff.timing.{schedule.kind}"))
    else:
        days = Composed(", ".join(map(messages.day, when.days)))
    if event is None:
        return days
    return Composed(messages("diff.timing.condition", days=days, event=quoted(event, messages)))


def duty_times(duty: Obligation, plan: Plan, messages: Messages) -> Composed:
    """When a duty falls due, in a few words."""
    from cchc.plan.diff.model import Timing  # what few reports need

    return timing(Timing(duty.times, due_dates(duty.times, plan)), messages)


def states(found: Iterable[State], messages: Messages) -> str:
    """How many activities or duties are in each state; a state's words may have a comma."""
    counts = Counter(found)
    return "; ".join(
        f"{counts[state]} {messages(f'state.{state}')}" for state in STATES if counts[state]
    )


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
    """Why the result has its status, and what to do about it; then what the estimate would be."""
    said = _reason(result, messages)
    expected = estimated(result, messages)
    return f"{said} {expected}" if expected else said


def exact_estimate(result: Result) -> str | None:
    """The estimate for the whole year as a decimal text; None where there is none."""
    return exact_value(result._replace(content=result.estimate)) if result.estimate else None


def with_estimate(value: str, result: Result, messages: Messages) -> str:
    """A value as it is shown, with the estimate for the whole year beside it."""
    expected = shown_estimate(result, messages)
    return messages("check.estimate", value=value, estimate=expected) if expected else value


def as_of(submission: Submission, messages: Messages) -> str:
    """Up to which day a report's data count, to stand behind its period; empty where usual."""
    return messages("check.as-of", day=submission.as_of.day) if submission.as_of else ""


def shown_estimate(result: Result, messages: Messages) -> str:
    """The estimate for the whole year as people write it; empty where there is none."""
    if result.estimate is None:
        return ""
    value = exact_estimate(result) or ""
    return messages.number(value) + ("" if result.metric.kind == "count" else "%")


def estimated(result: Result, messages: Messages) -> str:
    """The estimate held against the threshold, in a sentence; empty where there is none."""
    threshold = result.target.threshold
    if result.estimate is None or not isinstance(threshold, Threshold):
        return ""
    word = "met" if meets(result.estimate.value, threshold) else "unmet"
    return messages(
        f"reason.estimate.{word}",
        estimate=shown_estimate(result, messages),
        threshold=shown_threshold(threshold, messages),
    )


def _reason(result: Result, messages: Messages) -> str:
    """Why the result has its status, and what to do about it; one sentence."""
    status, kind = result.status, result.metric.kind
    if status in ("fail", "not_due", "pass") and isinstance(result.content, Answer):
        return messages(f"reason.{status}.answer")
    if status == "not_due" and result.content is None:
        return messages("reason.not_due.nothing")
    until = result.target.until if status == "not_due" else None
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
        "reason.not_due.until" if until else f"reason.{status}",
        value=value,
        threshold=shown_threshold(result.target.threshold, messages),
        short=_short(result, messages),
        until=until,
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


def difference(finding: Finding, messages: Messages) -> str:
    """What a plan and its decision don't agree on."""
    text, plan = (_said(side, messages) for side in (finding.text, finding.plan))
    return messages(f"trace.{finding.code}", text=text, plan=plan)


def _said(side: Said, messages: Messages) -> str:
    if isinstance(side, Threshold):
        unit = "" if side.unit == "%" else f" {side.unit}"
        return messages.threshold(side) + unit
    if isinstance(side, tuple):
        return ", ".join(side) or messages("trace.none")
    return messages.day(side) if isinstance(side, date) else side
