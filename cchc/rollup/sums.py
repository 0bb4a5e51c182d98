"""What the province's fractions come to: added up, bounded by what isn't known, and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.evaluate.targets import meets
from cchc.plan.model import Agency, Metric, Target, Threshold
from cchc.rollup.model import Differing, Ground, Reached, Total
from cchc.rollup.weighing import NOTHING, Group, Reported, Reports, Weights, grouped, sorted_out


class _Interval(NamedTuple):
    """Where a part of the province's figure lies, in percent, ends included."""

    low: Fraction
    high: Fraction


_ANYWHERE: Final = _Interval(NOTHING, Fraction(100))


def added_up(
    target: Target, threshold: Threshold, metric: Metric, reports: Reports, weights: Weights
) -> Total:
    """The agencies' fractions, added up."""
    reported = sorted_out(metric, reports)
    groups = tuple(grouped(metric, reported, weights))
    above = sum((one.known[0] for one in groups), NOTHING)
    below = sum((one.known[1] for one in groups), NOTHING)
    if reported.one_each:
        below += len(reported.silent)
    intervals = _intervals(metric, reported, groups)
    status = _reached(intervals, threshold)
    rests_on = tuple(_grounds(metric, reported, groups))
    certain = status == _reached(_whatever_the_weights(metric, reported, groups), threshold)
    wanted = tuple(_wanted(groups, reported))
    return Total(
        target,
        metric,
        "agencies" if metric.counts_agencies else "sum",
        status,
        {},
        (*reported.silent, *wanted),
        above if below else None,
        below or None,
        _percent(metric, above, below) if below else None,
        min((one.low for one in intervals), default=None),
        max((one.high for one in intervals), default=None),
        rests_on=rests_on,
        estimated=bool(set(rests_on) - {"list"}) and not certain,
        wanted=wanted,
        differing=tuple(_differing(groups)),
    )


def _wanted(groups: Iterable[Group], reported: Reported) -> Iterator[Agency]:
    """The agencies whose percentages want a fraction, since their weights aren't known."""
    weighed = {one.agency: one.ground for group in groups for one in group.weighed}
    for agency, _ in reported.shares:
        if weighed.get(agency) != "list":
            yield agency


def _grounds(metric: Metric, reported: Reported, groups: Iterable[Group]) -> Iterator[Ground]:
    """What the figure rests on beside what was reported, each once."""
    found: dict[Ground, bool] = {}
    for group in groups:
        several = len(group.weighed) + len(group.silent) > 1
        found |= {one.ground: True for one in group.weighed if one.ground}
        if group.is_list and several:
            found["list"] = True
        bounded = group.silent and metric.kind != "growth" and not reported.one_each
        if bounded and not (group.is_list and group.weighed):
            found["silent"] = True
    yield from found


def _differing(groups: Iterable[Group]) -> Iterator[Differing]:
    """The denominators of lists that aren't the same for all, the most frequent first."""
    for group in groups:
        lengths: dict[Fraction, list[Agency]] = {}
        for one in group.weighed:
            if group.is_list and one.ground is None:
                lengths.setdefault(one.below, []).append(one.agency)
        if len(lengths) > 1:
            for length, agencies in sorted(lengths.items(), key=lambda one: -len(one[1])):
                yield Differing(length, tuple(agencies))


# Bounds


def _intervals(metric: Metric, reported: Reported, groups: Sequence[Group]) -> list[_Interval]:
    """Where the figure lies; where nothing has a weight, where each of its parts does.

    None at all where nothing bounds the figure.
    """
    if metric.kind == "growth" and reported.silent:
        return []
    if joint := _joint(metric, groups):
        return [joint]
    shares = [_Interval(share, share) for _, share in reported.shares]
    return [_ANYWHERE, *shares] if reported.silent else shares


def _joint(metric: Metric, groups: Iterable[Group]) -> _Interval | None:
    """Where some groups lie together; None where they have no weight."""
    every = [one.bounds for one in groups]
    least, most, whole = (sum((one[side] for one in every), NOTHING) for side in (0, 1, 2))
    if not whole:
        return None
    return _Interval(_percent(metric, least, whole), _percent(metric, most, whole))


def _whatever_the_weights(
    metric: Metric, reported: Reported, groups: Sequence[Group]
) -> list[_Interval]:
    """Where the parts lie whatever those weigh whose weights aren't reported."""
    fixed, parts = [], []
    for group in groups:
        if group.is_certain:
            fixed.append(group)
        elif group.is_list:
            alone = _joint(metric, [group])
            parts += [alone] if alone else []
        else:
            reported_ones = tuple(one for one in group.weighed if one.ground is None)
            fixed.append(Group(reported_ones, ()))
            shares = (one for one in group.weighed if one.ground)
            parts += (_joint(metric, [Group((one,), ())]) or _ANYWHERE for one in shares)
            parts += [_ANYWHERE] if group.silent else []
    joint = _joint(metric, fixed)
    return [joint, *parts] if joint else parts


def _percent(metric: Metric, numerator: Fraction, denominator: Fraction) -> Fraction:
    return numerator * 100 / denominator - (100 if metric.kind == "growth" else 0)


def _reached(intervals: list[_Interval], threshold: Threshold) -> Reached:
    """Whether the threshold is met whatever the weights of the parts and wherever each lies.

    The figure can be its lowest only if every part can; else it stays above, however little.
    """
    if not intervals:
        return "undecided"
    lows, highs = ([one[end] for one in intervals] for end in (0, 1))
    low, high = min(lows), max(highs)
    inside = (low + high) / 2
    at_worst = meets(low if max(lows) == low or low != threshold.value else inside, threshold)
    at_best = meets(high if min(highs) == high or high != threshold.value else inside, threshold)
    if at_worst and at_best:
        return "pass"
    return "undecided" if at_worst or at_best else "fail"
