"""Which way something has turned: a threshold stricter or looser, a day later or earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cchc.plan.diff.model import Delay, Turn
from cchc.plan.model import Confirmed, Metric, Threshold


def turn_of_threshold(
    old: Threshold | Confirmed, new: Threshold | Confirmed, metric: Metric
) -> Turn:
    """What the new threshold asks, against the old one; ``other`` where they can't be compared.

    Of whole numbers, more than 340 and at least 341 are equal.
    """
    if isinstance(old, Confirmed) or isinstance(new, Confirmed):
        return "other"
    if old.unit != new.unit or old.op[0] != new.op[0]:
        return "other"
    whole = metric.kind == "count" and metric.whole
    before, after = _strictness(old, whole=whole), _strictness(new, whole=whole)
    if before == after:
        return "equal"
    return "stricter" if after > before else "looser"


def _strictness(threshold: Threshold, *, whole: bool) -> tuple[Decimal, bool]:
    """Greater for what is harder to reach; whether the value itself is short of it comes second."""
    value, excluded = threshold.value, "=" not in threshold.op
    sign = 1 if threshold.op[0] == ">" else -1
    if whole:
        upwards = sign > 0
        bound = value.to_integral_value(ROUND_CEILING if upwards else ROUND_FLOOR)
        value = bound + sign if excluded and bound == value else bound
        excluded = False
    return sign * value, excluded


def turn_of_days(old: Sequence[date], new: Sequence[date]) -> tuple[Turn | None, Delay | None]:
    """Whether days are later or earlier, and by how much, where all are so by the same time.

    The old days have to be in the new plan's year.
    """
    if len(old) != len(new):
        return None, None
    steps = {_delay(before, after) for before, after in zip(old, new, strict=True)}
    by = next(iter(steps)) if len(steps) == 1 else None
    days = {step.days for step in steps} - {0}
    if days and min(days) > 0:
        return "later", by
    if days and max(days) < 0:
        return "earlier", by
    return None, None


def _delay(old: date, new: date) -> Delay:
    months = (new.year - old.year) * 12 + new.month - old.month
    alike = old.day == new.day or (_ends_month(old) and _ends_month(new))
    return Delay((new - old).days, months if months and alike else None)


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
