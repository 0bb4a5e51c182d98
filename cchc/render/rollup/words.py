"""The words of a rollup, whatever it is written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic
from cchc.exact import amount_text, decimal_text, plain_text
from cchc.messages import Messages
from cchc.plan.model import Field, Plan, Target, Threshold
from cchc.render.rollup import grounds
from cchc.render.wording import shown_place, shown_threshold, shown_value
from cchc.results import ActivityResult, State, Status, SubmissionResult
from cchc.rollup.model import (
    FAILING,
    FigureChange,
    Impossible,
    Rollup,
    Snapshot,
    Standing,
    Timing,
    Total,
)
from cchc.text import visible

_WHOLE_HUNDRED: Final = Fraction(100)
_TO_MEND: Final[tuple[Status, ...]] = ("fail", "missing", "invalid")
PAST_DUE: Final[tuple[State, ...]] = ("overdue", "not_reported", "late")
"""States of an activity or duty that isn't done as it should be."""


def title(rollup: Rollup, messages: Messages) -> str:
    """The heading: the report, its period, the decision."""
    period, plan = rollup.now.period, rollup.plan.plan
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


def before(rollup: Rollup, total: Total, messages: Messages) -> str:
    """What the province had reached in the period before; empty where that isn't known."""
    if not rollup.earlier:
        return ""
    was = rollup.earlier[-1].total(total.target)
    if was is None or was.value is None:
        return ""
    return messages("rollup.before", value=value(was, messages))


def limit(total: Total) -> Fraction:
    """What a total is held against: the threshold, or every agency where agencies are counted."""
    threshold = total.target.threshold
    counted = total.basis == "agencies" and not total.metric.is_percent
    return (
        Fraction(threshold.value)
        if isinstance(threshold, Threshold) and not counted
        else _WHOLE_HUNDRED
    )


def exact(figure: Fraction | None, total: Total) -> str | None:
    """A figure of a total as a decimal text that never looks like a threshold it isn't."""
    if figure is None:
        return None
    if total.measure == "percent":
        return decimal_text(figure, 2, limit(total))
    return plain_text(figure)


def value(total: Total, messages: Messages) -> str:
    """What the province reaches, as people write it."""
    text = exact(total.value, total)
    if text is None:
        return messages("not-reported")
    if total.measure == "answer":
        return messages("yes" if total.value else "no")
    return (
        grounds.approximate(total)
        + messages.number(text)
        + ("%" if total.measure == "percent" else "")
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
    if not (ends := bound_ends(total, messages)):
        return ""
    return f"{'≈ ' if total.assumed else ''}{ends[0]}–{ends[1]}%"


def bound_ends(total: Total, messages: Messages) -> tuple[str, str] | None:
    """The lowest and the highest percentage, without a sign; None where they don't differ."""
    low, high = exact(total.low, total), exact(total.high, total)
    if low is None or high is None or total.low == total.high:
        return None
    return messages.number(low), messages.number(high)


def notes(rollup: Rollup, messages: Messages) -> Iterator[str]:
    """What has to be said of the totals' words and signs, where they occur."""
    if rollup.now.reached["undecided"]:
        yield messages("rollup.undecided")
    yield from grounds.methods(rollup, messages, "≈")
    yield from grounds.wanting(rollup, messages)
    yield from grounds.differing(rollup, messages)


def threshold(total: Total, messages: Messages) -> str:
    """What is to be reached."""
    if total.basis == "agencies" and total.metric.kind == "confirmation":
        return messages("rollup.every-agency")
    return shown_threshold(total.target.threshold, messages)


def counted(counts: Iterable[tuple[Status, int]], messages: Messages) -> str:
    """How many have each status, as a sentence goes on."""
    return ", ".join(
        messages("check.count", count=count, status=messages(f"status.{status}").lower())
        for status, count in counts
        if count
    )


def failing_counts(counts: Mapping[Status, int], messages: Messages) -> str:
    """How many agencies or targets there is something to mend about, by status."""
    return counted(((status, counts.get(status, 0)) for status in _TO_MEND), messages)


def of_timing(rollup: Rollup, timing: Timing) -> tuple[Standing, ...]:
    """The agencies that reported in one way, the latest and then the worst first."""
    found = (one for one in rollup.now.standings if one.timing == timing)
    return tuple(sorted(found, key=lambda one: -one.days_late))


def faulty(rollup: Rollup) -> tuple[SubmissionResult, ...]:
    """The files that have errors: those that don't say whose they are, then by agency."""
    came = (one.checked for one in rollup.now.standings if one.submitted)
    return (*rollup.unattributed, *(one for one in came if one.verdict == "invalid"))


def errors(checked: SubmissionResult) -> tuple[Diagnostic, ...]:
    """What is wrong with a file, warnings apart."""
    return tuple(one for one in checked.diagnostics if one.severity == "error")


def behind(rollup: Rollup) -> tuple[Standing, ...]:
    """The agencies that reported and have a target to mend, the worst first."""
    return tuple(one for one in rollup.now.standings if one.submitted and one.failing)


def left_aside(rollup: Rollup) -> Iterator[tuple[str, list[str]]]:
    """The files that weren't counted, by the word that says why; only where there are any."""
    for key, files in (
        ("rollup.elsewhere", [one.submission.file for one in rollup.elsewhere]),
        ("check.superseded", [one.file for one in rollup.superseded]),
        ("rollup.unused", list(rollup.unused)),
    ):
        if files:
            yield key, files


def failing_by_field(standing: Standing, plan: Plan) -> tuple[int, ...]:
    """How many targets an agency has to mend in each of `fields_with_targets`."""
    counts = Counter(
        result.target.field for result in standing.checked.results if result.status in FAILING
    )
    return tuple(counts[field.id] for field in fields_with_targets(plan))


def fields_with_targets(plan: Plan) -> tuple[Field, ...]:
    """The fields that targets stand under."""
    used = {target.field for target in plan.targets}
    return tuple(field for field in plan.fields if field.id in used)


def past_due(rollup: Rollup) -> Iterator[tuple[Standing, ActivityResult]]:
    """The activities that were done late or not at all, by the agency that leads them."""
    for standing in rollup.now.standings:
        for result in standing.led:
            if result.state in PAST_DUE:
                yield standing, result


class Newly(NamedTuple):
    """A target and the changes that turned agencies' verdicts on it."""

    target: Target
    changes: tuple[FigureChange, ...]


def newly_failing(rollup: Rollup) -> tuple[Newly, ...]:
    """The targets that agencies met in the period before and fail now, in the plan's order."""
    found = (
        Newly(
            target,
            tuple(
                one
                for one in rollup.changes
                if one.newly == "failing" and one.after.target.id == target.id
            ),
        )
        for target in rollup.plan.targets
    )
    return tuple(one for one in found if one.changes)


def turned(one: FigureChange, messages: Messages) -> str:
    """An agency, and its value in both periods."""
    before, after = (shown_value(result, messages) for result in (one.before, one.after))
    return f"{one.agency.name} ({before} → {after})"


def moves(rollup: Rollup, messages: Messages) -> str:
    """How many figures rose, fell, turned."""
    directions = [one.direction for one in rollup.changes]
    turned = [one.newly for one in rollup.changes]
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


def figures(rollup: Rollup, total: Total, messages: Messages) -> tuple[str, ...]:
    """What the province reaches: value, fraction, bounds, and the value of the period before."""
    return tuple(
        filter(
            None,
            (
                value(total, messages),
                fraction(total, messages),
                bounds(total, messages),
                before(rollup, total, messages),
            ),
        )
    )
