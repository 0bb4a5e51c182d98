"""What agencies reported for a share or growth, and what each of them weighs in a sum.

Each weighs its denominator.  Who gives a percentage alone weighs its own denominator of an earlier
period, else the mean of its kind; who is silent weighs that mean, unless agencies are what is
counted: then each is one.  Agencies that all report on one list (`Metric.shared_list`) weigh one
list together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias, get_args

from cchc.plan.model import Agency, AgencyKind, Metric
from cchc.rollup.model import Ground
from cchc.submission.model import Content, Measured, NoneArising

Reports: TypeAlias = Sequence[tuple[Agency, Content | None]]
"""Agencies with what they reported; None where that is nothing, or can't be used."""
Weights: TypeAlias = Mapping[str, Fraction]
"""Denominators of an earlier period, by the agency's id."""

NOTHING: Final = Fraction(0)
_MEAN: Final[Ground] = "mean"
_EARLIER: Final[Ground] = "earlier"
_LIST: Final[Ground] = "list"


class Weighed(NamedTuple):
    """What an agency adds to the sum."""

    agency: Agency
    above: Fraction
    below: Fraction
    ground: Ground | None = None
    """What its weight rests on; None where its fraction was reported."""


class Group(NamedTuple):
    """Agencies whose fractions are added up, or that report on one list."""

    weighed: tuple[Weighed, ...]
    silent: tuple[Fraction, ...]
    """The weights that those have of whom nothing is known."""
    is_list: bool = False

    @property
    def known(self) -> tuple[Fraction, Fraction]:
        """Numerator and denominator of all that is reported."""
        above = sum((one.above for one in self.weighed), NOTHING)
        below = sum((one.below for one in self.weighed), NOTHING)
        share = len(self.weighed) if self.is_list and self.weighed else 1
        return above / share, below / share

    @property
    def bounds(self) -> tuple[Fraction, Fraction, Fraction]:
        """The least and the greatest numerator, and the denominator, the silent ones included."""
        above, below = self.known
        if not self.is_list:
            silent = sum(self.silent, NOTHING)
            return above, above + silent, below + silent
        if not self.weighed:
            whole = self.silent[0] if self.silent else NOTHING
            return NOTHING, whole, whole
        every = len(self.weighed) + len(self.silent)
        least = above * len(self.weighed) / every
        return least, least + below * len(self.silent) / every, below

    @property
    def is_certain(self) -> bool:
        """Whether the weight of a list is reported by one of those who report on it."""
        return self.is_list and any(one.ground is None for one in self.weighed)


class Reported(NamedTuple):
    """What agencies reported for a share or growth, as far as it can be added up."""

    fractions: tuple[Weighed, ...]
    shares: tuple[tuple[Agency, Fraction], ...]
    """Percentages without their fractions."""
    silent: tuple[Agency, ...]
    """Those of whom nothing is known."""
    one_each: bool
    """Whether agencies are what is counted, and each is one: not so where they report units
    under them as well."""


def sorted_out(metric: Metric, reports: Reports) -> Reported:
    """What each agency reported, by what can be made of it."""
    fractions, shares, silent = [], [], []
    for agency, content in reports:
        if isinstance(content, NoneArising):
            continue
        if not isinstance(content, Measured):
            silent.append(agency)
        elif content.numerator is not None and content.denominator is not None:
            fractions.append(Weighed(agency, content.numerator, content.denominator))
        else:
            shares.append((agency, content.value))
    one_each = _is_one_each(metric, fractions, shares)
    if one_each:  # one that has done it in part hasn't done it, and is one all the same
        every = [*((one.agency, one.above * 100 / one.below) for one in fractions), *shares]
        fractions = [Weighed(one, Fraction(share == 100), Fraction(1)) for one, share in every]
        shares = []
    return Reported(tuple(fractions), tuple(shares), tuple(silent), one_each)


def _is_one_each(
    metric: Metric, fractions: Iterable[Weighed], shares: Iterable[tuple[Agency, Fraction]]
) -> bool:
    """Whether each agency counts as one: by the plan, or as none reports units under it."""
    if metric.counts_agencies != "units":
        return metric.counts_agencies == "one"
    alone = all(one.below == 1 for one in fractions)
    return alone and all(share in (0, 100) for _, share in shares)


# Weights


def grouped(metric: Metric, reported: Reported, weights: Weights) -> Iterator[Group]:
    """The lists, each by itself, and the other agencies together; none without any weight."""
    mean = _means(reported, weights)
    weighed = [*reported.fractions, *_weigh(metric, reported, mean, weights)] if mean else []
    silent = reported.silent if mean else ()
    lists = metric.shared_list
    for kind in lists:
        of_kind = tuple(one for one in weighed if one.agency.kind == kind)
        missing = tuple(mean[kind] for one in silent if one.kind == kind)
        yield Group(of_kind, missing, is_list=True)
    others = tuple(one for one in weighed if one.agency.kind not in lists)
    yield Group(others, tuple(mean[one.kind] for one in silent if one.kind not in lists))


def _means(reported: Reported, weights: Weights) -> Mapping[AgencyKind, Fraction]:
    """What an agency of each kind weighs whose denominator isn't known; empty where nothing tells.

    The mean of its kind, else of all; of earlier denominators only where none is reported now.
    """
    if reported.one_each:
        return dict.fromkeys(get_args(AgencyKind), Fraction(1))
    known = [(one.agency.kind, one.below) for one in reported.fractions] or [
        (one.kind, weights[one.id]) for one, _ in reported.shares if one.id in weights
    ]
    if not known:
        return {}
    every = [weight for _, weight in known]
    found: dict[AgencyKind, Fraction] = {}
    for kind in get_args(AgencyKind):
        some = [weight for its, weight in known if its == kind] or every
        found[kind] = sum(some, NOTHING) / len(some)
    return found


def _weigh(
    metric: Metric, reported: Reported, mean: Mapping[AgencyKind, Fraction], weights: Weights
) -> Iterator[Weighed]:
    """The percentages, each with a weight; on a list whose length is known, that of the list."""
    listed = {one.agency.kind for one in reported.fractions} & set(metric.shared_list)
    base = 100 if metric.kind == "growth" else 0
    for agency, share in reported.shares:
        weight, ground = mean[agency.kind], _LIST if agency.kind in listed else _MEAN
        if ground == _MEAN and agency.id in weights:
            weight, ground = weights[agency.id], _EARLIER
        yield Weighed(agency, weight * (share + base) / 100, weight, ground)
