"""A second reckoning of verdicts and province totals, from what `plan show` prints alone.

It knows fractions and nothing of how cchc reads or compares: figures are made here as fractions,
written out as people write them, and what the program says of whole random provinces has to be
what is reckoned here, by the plan's own words.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from conftest import Cchc
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

METERS: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
PERIODS: Final = ("2026-Q1", "2026-Y")
WHOLE: Final = Fraction(100)
PHASES: Final = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: a whole province takes half a second."""


class Said(NamedTuple):
    """What an agency says of a metric: a fraction, a percentage, a count, an answer, or none."""

    above: Fraction | None = None
    below: Fraction | None = None
    share: Fraction | None = None
    yes: bool | None = None
    nothing: bool = False

    @property
    def text(self) -> str:
        """The same as people write it."""
        if self.nothing:
            return "không phát sinh"
        if self.yes is not None:
            return "có" if self.yes else "không"
        if self.share is not None:
            return f'"{_decimal(self.share)}%"'
        if self.below is None:
            return _decimal(self.above or Fraction(0))
        return f'"{_decimal(self.above or Fraction(0))}/{_decimal(self.below)}"'


def _decimal(number: Fraction) -> str:
    hundredths = int(number * 100)
    assert Fraction(hundredths, 100) == number
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole},{rest:02}" if rest else f"{sign}{whole}"


Province = dict[str, dict[str, Said]]
"""What agencies say, by agency and metric; whoever isn't in it is silent."""


class Reference:
    """The plan as JSON, and verdicts worked out from it."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.metrics = {metric["id"]: metric for metric in plan["metrics"]}
        self.kinds = {agency["id"]: agency["kind"] for agency in plan["agencies"]}
        self.periods = {period["id"]: period for period in plan["reporting"]}

    def asks(self, target: dict[str, Any], agency: str) -> bool:
        return not {agency, self.kinds[agency]}.isdisjoint(target["applies_to"])

    def verdict(self, target: dict[str, Any], said: Said | None, period: str) -> str:
        """The status of one agency's target."""
        final = self.periods[period]["final"]
        due = target["due"] == "always" or final
        if said is None:
            return "missing" if due else "not_due"
        if said.nothing:
            return "none_arising"
        if self._meets(target, self._value(target, said)):
            return "pass"
        until = target["until"]
        in_time = until is not None and self.periods[period]["data_to"] < until
        return "fail" if due and not in_time else "not_due"

    def _value(self, target: dict[str, Any], said: Said) -> Fraction | bool:
        if said.yes is not None:
            return said.yes
        if said.share is not None:
            return said.share
        assert said.above is not None
        if said.below is None:
            return said.above
        growth = self.metrics[target["metric"]]["kind"] == "growth"
        return said.above * 100 / said.below - (100 if growth else 0)

    def _meets(self, target: dict[str, Any], value: Fraction | bool) -> bool:
        threshold = target["threshold"]
        if threshold["op"] == "==":
            return value is True
        return METERS[threshold["op"]](Fraction(value), Fraction(threshold["value"]))

    # The province

    def total(self, target: dict[str, Any], province: Province, period: str) -> dict[str, Any]:
        """Status, and value, low and high where they are known; percentages need a fraction."""
        asked = [agency for agency in self.kinds if self.asks(target, agency)]
        said = {agency: province.get(agency, {}).get(target["metric"]) for agency in asked}
        holder = target["held_by"] or (asked[0] if len(asked) == 1 else None)
        if holder:
            return {"status": self.verdict(target, said[holder], period)}
        if all(one is not None and one.nothing for one in said.values()):
            return {"status": "none_arising"}
        concerned = {who: one for who, one in said.items() if not (one and one.nothing)}
        if target["threshold"]["op"] == "==":
            found = self._counted(concerned)
        else:
            found = self._summed(target, concerned)
        return found | {"status": self._status(target, found["status"], said, period)}

    def _status(
        self, target: dict[str, Any], status: str, said: dict[str, Said | None], period: str
    ) -> str:
        due = target["due"] == "always" or self.periods[period]["final"]
        if due and not any(said.values()):
            return "missing"
        until = target["until"]
        over = due if until is None else self.periods[period]["data_to"] >= until
        return status if over or status == "pass" else "not_due"

    def _counted(self, concerned: dict[str, Said | None]) -> dict[str, Any]:
        yes = sum(bool(one and one.yes) for one in concerned.values())
        silent = sum(one is None for one in concerned.values())
        low, high = (Fraction(100 * count, len(concerned)) for count in (yes, yes + silent))
        status = "pass" if low == 100 else "fail" if high < 100 else "undecided"
        return {"status": status, "value": low, "low": low, "high": high}

    def _summed(self, target: dict[str, Any], concerned: dict[str, Said | None]) -> dict[str, Any]:
        metric = self.metrics[target["metric"]]
        sides = {who: self._sides(one) for who, one in concerned.items()}
        weights = {who: side[1] for who, side in sides.items() if side and side[1]}
        one_each = self._one_each(metric, concerned)
        if one_each:
            weights = dict.fromkeys(concerned, Fraction(1))
        if not weights:
            return self._unweighed(target, concerned)
        done, least, most, known, whole = (Fraction(0),) * 5
        for kind in sorted(set(self.kinds.values())):
            of_kind = {who: side for who, side in sides.items() if self.kinds[who] == kind}
            mean = _mean(weights, self.kinds, kind)
            parts = [(side[0], side[1] or mean) for side in of_kind.values() if side is not None]
            reported = [(share * weight, weight) for share, weight in parts]
            above = sum((up for up, _ in reported), Fraction(0))
            below = sum((down for _, down in reported), Fraction(0))
            silent = len(of_kind) - len(reported)
            if kind in metric["shared_list"] and of_kind:
                count = len(reported)
                length = below / count if count else mean
                done, known = (
                    done + (above / count if count else 0),
                    known + (length if count else 0),
                )
                least += above / len(of_kind)
                most += (above + silent * length) / len(of_kind)
                whole += length
            else:
                done, known = done + above, known + below
                least, most = least + above, most + above + silent * mean
                whole += below + silent * mean
        known = whole if one_each else known
        low, high = least * 100 / whole, most * 100 / whole
        ends = [self._meets(target, end) for end in (low, high)]
        status = "pass" if all(ends) else "undecided" if any(ends) else "fail"
        value = done * 100 / known if known else None
        return {"status": status, "value": value, "low": low, "high": high}

    @staticmethod
    def _one_each(metric: dict[str, Any], concerned: dict[str, Said | None]) -> bool:
        """Whether agencies are counted and nobody reports units under it."""
        said = [one for one in concerned.values() if one]
        alone = all(one.below == 1 if one.below else one.share in (0, 100) for one in said)
        return metric["counts_agencies"] == "one" or bool(metric["counts_agencies"] and alone)

    @staticmethod
    def _sides(said: Said | None) -> tuple[Fraction, Fraction | None] | None:
        """Share of 1, and weight where it is known."""
        if said is None:
            return None
        if said.share is not None:
            return said.share / 100, None
        assert said.above is not None
        assert said.below is not None
        return said.above / said.below, said.below

    def _unweighed(
        self, target: dict[str, Any], concerned: dict[str, Said | None]
    ) -> dict[str, Any]:
        """Percentages alone: each somewhere within, whatever they weigh."""
        shares = [one.share for one in concerned.values() if one and one.share is not None]
        silent = any(one is None for one in concerned.values())
        low = Fraction(0) if silent else min(shares)
        high = WHOLE if silent else max(shares)
        # An end that only some of them have is never reached.
        inner = [end for end in (low, high) if all(share == end for share in shares)]
        ends = []
        for end, other in ((low, high), (high, low)):
            near = end if end in inner else end + (other - end) / 10**9
            ends.append(self._meets(target, near))
        status = "pass" if all(ends) else "undecided" if any(ends) else "fail"
        return {"status": status, "value": None, "low": low, "high": high}


def _mean(weights: dict[str, Fraction], kinds: dict[str, str], kind: str) -> Fraction:
    some = [weight for who, weight in weights.items() if kinds[who] == kind]
    some = some or list(weights.values())
    return sum(some, Fraction(0)) / len(some)


# Random provinces


@pytest.fixture
def reference(cchc: Cchc) -> Reference:
    return Reference(json.loads(cchc("plan", "show", "--format", "json").out))


def figure(draw: st.DrawFn, metric: dict[str, Any]) -> Said:
    kind = metric["kind"]
    may_not_arise = kind in ("share", "confirmation") and not metric["always_arises"]
    if may_not_arise and draw(st.integers(0, 5)) == 0:
        return Said(nothing=True)
    if kind == "confirmation":
        return Said(yes=draw(st.integers(0, 8)) > 0)
    if kind == "count":
        return Said(above=Fraction(draw(st.sampled_from((0, 74, 75, 76, 339, 340, 341, 500)))))
    if metric["counts_agencies"] == "one":
        return Said(above=Fraction(draw(st.integers(0, 8)) > 0), below=Fraction(1))
    if draw(st.integers(0, 4)) == 0:
        hundredths = draw(st.sampled_from((7999, 8000, 9000, 9500, 9999, 10000, 3000, 0)))
        if kind == "growth":
            hundredths = draw(st.sampled_from((499, 500, 501, -250, 1200)))
        return Said(share=Fraction(hundredths, 100))
    below = draw(st.sampled_from((1, 2, 5, 10, 20, 120, 380, 1000)))
    above = draw(st.sampled_from((below, below, below * 9 // 10, below * 4 // 5, below // 2, 0)))
    return Said(above=Fraction(above), below=Fraction(below))


@st.composite
def provinces(draw: st.DrawFn, reference: Reference) -> tuple[str, Province]:
    """A period, and what a few agencies of each kind say of a few metrics."""
    period = draw(st.sampled_from(PERIODS))
    by_kind = [
        [one for one, its in reference.kinds.items() if its == kind] for kind in
        ("department", "commune")
    ]  # fmt: skip
    leads = ["so-tai-chinh", "so-noi-vu", "so-tu-phap"]
    some = draw(st.lists(st.sampled_from([*leads, *by_kind[0]]), max_size=6, unique=True))
    some += draw(st.lists(st.sampled_from(by_kind[1]), max_size=6, unique=True))
    if draw(st.booleans()):
        some = list(reference.kinds)  # everyone, from few figures
    asked = draw(st.lists(st.sampled_from(sorted(reference.metrics)), min_size=1, max_size=5,
                          unique=True))  # fmt: skip
    few = {metric: [figure(draw, reference.metrics[metric]) for _ in range(4)] for metric in asked}
    return period, {
        agency: {
            metric: few[metric][(number * 7 + draw(st.integers(0, 1))) % 4]
            for metric in asked
            if any(
                target["metric"] == metric and reference.asks(target, agency)
                for target in reference.plan["targets"]
            )
        }
        for number, agency in enumerate(some)
    }


def send(folder: Path, period: str, province: Province) -> None:
    for agency, figures in province.items():
        lines = [f"  {metric}: {said.text}" for metric, said in figures.items()]
        metrics = "\n".join(["metrics:", *lines]) if lines else "metrics: {}"
        text = f"agency: {agency}\nperiod: {period}\n{metrics}\n"
        (folder / f"{agency}.yaml").write_text(text, "utf-8")


def agrees(shown: str | None, exact: Fraction | None) -> bool:
    """Whether a figure that is shown is the exact one, rounded to the digits that it has."""
    if shown is None or exact is None:
        return shown is None and exact is None
    digits = len(shown.partition(".")[2])
    return abs(Fraction(shown) - exact) * 2 <= Fraction(1, 10**digits)


@settings(max_examples=20, phases=PHASES, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_random_provinces_come_to_what_is_reckoned_here(
    data: st.DataObject, reference: Reference, tmp_path_factory: pytest.TempPathFactory, cchc: Cchc
) -> None:
    period, province = data.draw(provinces(reference))
    if not province:
        return
    folder = tmp_path_factory.mktemp("province")
    send(folder, period, province)
    outcome = cchc("rollup", folder, "--period", period, "--today", "10/12/2026",
                   "--format", "json")  # fmt: skip
    report = json.loads(outcome.out)
    for agency in report["agencies"]:
        who = agency["agency"]["id"]
        for result in agency["results"]:
            [target] = [one for one in reference.plan["targets"] if one["id"] == result["target"]]
            said = province.get(who, {}).get(target["metric"])
            assert result["status"] == reference.verdict(target, said, period), (who, target["id"])
    totals = {total["target"]: total for total in report["totals"]}
    assert list(totals) == [target["id"] for target in reference.plan["targets"]]
    for target in reference.plan["targets"]:
        found, expected = totals[target["id"]], reference.total(target, province, period)
        assert found["status"] == expected["status"], (target["id"], found, expected)
        for name in ("value", "low", "high") if "low" in expected else ():
            assert agrees(found[name], expected[name]), (target["id"], name, found, expected)
