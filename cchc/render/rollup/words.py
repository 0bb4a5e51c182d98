"""The words of a rollup, whatever it is written to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from cchc.batch import in_short
from cchc.exact import amount_text, decimal_text, plain_text
from cchc.messages import Messages
from cchc.plan.model import Field, Plan, Target, Threshold
from cchc.render.rollup import grounds
from cchc.render.wording import shown_place, shown_threshold, shown_value
from cchc.results import ActivityResult, Status
from cchc.rollup.model import (
    FAILING,
    Change,
    Impossible,
    Rollup,
    Snapshot,
    Standing,
    Timing,
    Total,
)
from cchc.text import visible

_WHOLE_HUNDRED = Fraction(100)


def title(report: Rollup, messages: Messages) -> str:
    """The heading: the report, its period, the decision."""
    period, plan = report.now.period, report.plan.plan
    name = period.title[messages.lang]
    return messages("rollup.title", title=name, id=period.id, decision=plan.decision)


def submitted(snapshot: Snapshot, messages: Messages) -> str:
    """How many agencies have reported, and how."""
    counts = snapshot.timings
    came = sum(one.submitted for one in snapshot.standings)
    details = ", ".join(
        messages(f"rollup.timing.{timing}", count=count)
        for timing, count in counts.items()
        if count
    )
    return messages(
        "rollup.submitted", count=came, agencies=len(snapshot.standings), details=details
    )


def reached(snapshot: Snapshot, messages: Messages) -> str:
    """How many of the province's targets stand how."""
    details = ", ".join(
        messages("check.count", count=count, status=messages(f"reached.{status}").lower())
        for status, count in snapshot.reached.items()
        if count
    )
    return messages("rollup.reached", count=len(snapshot.totals), details=details)


def status(total: Total, messages: Messages) -> str:
    """How the province stands with a target; "≈" where that rests on an estimate."""
    return messages(f"reached.{total.status}") + (" ≈" if total.estimated else "")


def before(report: Rollup, total: Total, messages: Messages) -> str:
    """What the province had reached in the period before; empty where that isn't known."""
    if not report.earlier:
        return ""
    was = report.earlier[-1].total(total.target)
    if was is None or was.value is None:
        return ""
    return messages("rollup.before", value=value(was, messages))


def limit(total: Total) -> Fraction:
    """What a total is held against: the threshold, or every agency where agencies are counted."""
    threshold = total.target.threshold
    counted = total.basis == "agencies" and total.metric.kind not in ("share", "growth")
    return (
        Fraction(threshold.value)
        if isinstance(threshold, Threshold) and not counted
        else _WHOLE_HUNDRED
    )


def is_percent(total: Total) -> bool:
    """Whether a total's figures are percentages rather than a count or an answer."""
    return total.basis != "lead" or total.metric.kind in ("share", "growth")


def exact(figure: Fraction | None, total: Total) -> str | None:
    """A figure of a total as a decimal text that never looks like a threshold it isn't."""
    if figure is None:
        return None
    if is_percent(total):
        return decimal_text(figure, 2, limit(total))
    return plain_text(figure)


def value(total: Total, messages: Messages) -> str:
    """What the province reaches, as people write it."""
    text = exact(total.value, total)
    if text is None:
        return messages("not-reported")
    if total.metric.kind == "confirmation" and total.basis == "lead":
        return messages("yes" if total.value else "no")
    return (
        grounds.approximate(total)
        + messages.number(text)
        + ("%" if is_percent(total) else "")
        + (f" {grounds.LIST_MARK}" if "list" in total.rests_on else "")
    )


def fraction(total: Total, messages: Messages) -> str:
    """Numerator and denominator, as people write them; empty where there are none."""
    if total.numerator is None or total.denominator is None:
        return ""
    sides = (total.numerator, total.denominator)
    return "/".join(messages.number(amount_text(side)) for side in sides)


def bounds(total: Total, messages: Messages) -> str:
    """Between what the figure lies where something is unknown; "≈" where that is an estimate."""
    if total.low is None or total.high is None or total.low == total.high:
        return ""
    low, high = (messages.number(exact(side, total) or "") for side in (total.low, total.high))
    return f"{'≈ ' if total.assumed else ''}{low}–{high}%"


def notes(report: Rollup, messages: Messages) -> Iterator[str]:
    """What has to be said of the totals' words and signs, where they occur."""
    if report.now.reached["undecided"]:
        yield messages("rollup.undecided")
    yield from grounds.methods(report, messages, "≈")
    yield from grounds.wanting(report, messages)
    yield from grounds.differing(report, messages)


def threshold(total: Total, messages: Messages) -> str:
    """What is to be reached."""
    if total.basis == "agencies" and total.metric.kind == "confirmation":
        return messages("rollup.every-agency")
    return shown_threshold(total.target.threshold, messages)


def failing_counts(total: Total, messages: Messages) -> str:
    """How many agencies stand in the way, by status."""
    return ", ".join(
        messages("check.count", count=total.counts[status], status=words(status, messages))
        for status in ("fail", "missing", "invalid")
        if total.counts.get(status)
    )


def words(status: Status, messages: Messages) -> str:
    """A status within a sentence."""
    return messages(f"status.{status}").lower()


def of_timing(report: Rollup, timing: Timing) -> tuple[Standing, ...]:
    """The agencies that reported in one way, the worst first."""
    return tuple(one for one in report.now.standings if one.timing == timing)


def invalid(report: Rollup) -> tuple[Standing, ...]:
    """The agencies whose file has errors."""
    return tuple(
        one for one in report.now.standings if one.submitted and one.checked.verdict == "invalid"
    )


def left_aside(report: Rollup) -> Iterator[tuple[str, list[str]]]:
    """The files that weren't counted, by the word that says why; only where there are any."""
    for key, files in (
        ("rollup.elsewhere", [one.submission.file for one in report.elsewhere]),
        ("check.superseded", [one.file for one in report.superseded]),
        ("check.skipped", [in_short(report.skipped)] if report.skipped else []),
        ("rollup.unused", list(report.unused)),
    ):
        if files:
            yield key, files


def failing_by_field(standing: Standing, plan: Plan) -> Iterator[tuple[Field, int]]:
    """How many targets of each field an agency has to do something about."""
    for field in plan.fields:
        yield (
            field,
            sum(
                result.status in FAILING and result.target.field == field.id
                for result in standing.checked.results
            ),
        )


def fields_with_targets(plan: Plan) -> tuple[Field, ...]:
    """The fields that targets stand under."""
    used = {target.field for target in plan.targets}
    return tuple(field for field in plan.fields if field.id in used)


def past_due(standing: Standing) -> tuple[ActivityResult, ...]:
    """The activities that an agency leads and did late or not at all."""
    return tuple(
        result for result in standing.led if result.state in ("late", "overdue", "not_reported")
    )


class Newly(NamedTuple):
    """A target and the changes that turned agencies' verdicts on it."""

    target: Target
    changes: tuple[Change, ...]


def newly_failing(report: Rollup) -> tuple[Newly, ...]:
    """The targets that agencies met in the period before and fail now, in the plan's order."""
    found = (
        Newly(
            target,
            tuple(
                one
                for one in report.changes
                if one.newly == "failing" and one.after.target.id == target.id
            ),
        )
        for target in report.plan.targets
    )
    return tuple(one for one in found if one.changes)


def turned(one: Change, messages: Messages) -> str:
    """An agency, and its value in both periods."""
    before, after = (shown_value(result, messages) for result in (one.before, one.after))
    return f"{one.agency.name} ({before} → {after})"


def moves(report: Rollup, messages: Messages) -> str:
    """How many figures rose, fell, turned."""
    directions = [one.direction for one in report.changes]
    turned = [one.newly for one in report.changes]
    return messages(
        "rollup.moves",
        rose=directions.count("rose"),
        fell=directions.count("fell"),
        failing=turned.count("failing"),
        passing=turned.count("passing"),
    )


def fall(one: Impossible, messages: Messages) -> str:
    """A count that fell, with both files."""
    earlier = shown_place(visible(one.earlier), one.earlier_place)
    later = shown_place(visible(one.later), one.later_place)
    return f"{fall_of(one, messages)} ({earlier}; {later})"


def fall_of(one: Impossible, messages: Messages) -> str:
    """A count that fell."""
    counted = one.metric.denominator if one.part == "denominator" else one.metric.numerator
    return messages(
        "rollup.fall", agency=one.agency.name, metric=counted, before=one.before, after=one.after
    )


def names(standings: Iterable[Standing]) -> str:
    """Agencies in a row."""
    return "; ".join(one.agency.name for one in standings)
