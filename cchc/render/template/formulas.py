"""Formulas that give a figure's verdict while it is typed, as `cchc.evaluate` would give it.

They are built from small pieces, each a text that Excel 2010 and LibreOffice understand.  What
a formula can't see (how a number stored as text is written, say) it leaves to `cchc check`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from cchc.messages import Messages
from cchc.plan.model import Confirmed, Metric, Target, Threshold
from cchc.submission.amounts import LARGEST_GROWTH
from cchc.submission.numbers import NO, YES
from cchc.template import FormLine

_DIGITS: Final = 6
"""Decimals of a percentage up to which a formula can tell whether it agrees with a fraction."""
_SAME: Final = "(1+1E-7)"
"""Room for the rounding of binary fractions, less than any two fractions are apart."""


class Cells(NamedTuple):
    """The cells of a row that a formula looks at."""

    numerator: str
    denominator: str
    value: str
    none_arising: str
    as_of: str
    """The cell of the form that says up to which day its data count."""


def verdict(line: FormLine, cells: Cells, messages: Messages) -> str:
    """The formula of a row's verdict, one after the other where the figure has several targets."""
    parts = [_Verdict(line, target, cells, messages).formula() for target in line.targets]
    return "=" + "&CHAR(10)&".join(parts)


def _if(condition: str, then: str, otherwise: str) -> str:
    return f"IF({condition},{then},{otherwise})"


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


class _Verdict:
    """The verdict of one target."""

    def __init__(self, line: FormLine, target: Target, cells: Cells, messages: Messages) -> None:
        self.metric: Metric = line.metric
        self.target = target
        self.cells = cells
        words = {
            status: _text(messages(f"status.{status}"))
            for status in ("pass", "fail", "missing", "invalid", "none_arising", "not_due")
        }
        self.passed, self.invalid = words["pass"], words["invalid"]
        self.failed = words["fail" if line.is_due else "not_due"]
        if target.until:
            self.failed = self._in_time(target.until, words["not_due"], words["fail"])
        self.missing = words["missing" if line.is_due else "not_due"]
        self.none = words["none_arising"] if self.metric.may_not_arise else self.invalid
        self.unsure = _text(messages("template.see-check"))
        self.none_words = tuple(
            _text(text) for text in (messages("template.none"), "none arising", "không phát sinh")
        )

    def _in_time(self, until: date, early: str, over: str) -> str:
        """One word while the data may go on, another once they have come up to the last day."""
        day = self.cells.as_of
        reached = f"{day}>=DATE({until.year},{until.month},{until.day})"
        return _if(f"ISNUMBER({day})", _if(reached, over, early), early)

    def formula(self) -> str:
        """The whole formula, without its equals sign."""
        if isinstance(self.target.threshold, Confirmed):
            return self._none_or(self._answer())
        if self.metric.denominator:
            return self._none_or(self._figure(self.target.threshold))
        return self._none_or(self._count(self.target.threshold))

    def _none_or(self, otherwise: str) -> str:
        """The drop-down for none arising first; beside a figure it contradicts."""
        n, d, v, none = self.cells[:4]
        chosen = _if(f"COUNTA({n},{d},{v})>0", self.invalid, self.none)
        said = self._says_none(f"LOWER(TRIM({none}))")
        return _if(f"ISBLANK({none})", otherwise, _if(said, chosen, self.unsure))

    def _says_none(self, said: str) -> str:
        return f"OR({','.join(f'{said}={word}' for word in self.none_words)})"

    def _answer(self) -> str:
        v = self.cells.value
        said = f"LOWER(TRIM({v}))"
        yes = _any(said, sorted(YES))
        no = _any(said, sorted(NO))
        answered = _if(yes, self.passed, _if(no, self.failed, self._none_word(self.invalid)))
        answered = _if(f"ISLOGICAL({v})", _if(v, self.passed, self.failed), answered)
        return _if(f"ISBLANK({v})", self.missing, answered)

    def _none_word(self, otherwise: str) -> str:
        said = f"LOWER(TRIM({self.cells.value}))"
        return _if(self._says_none(said), self.none, otherwise)

    def _count(self, threshold: Threshold) -> str:
        v = self.cells.value
        strange = f"OR({v}<0,INT({v})<>{v})" if self.metric.whole else f"{v}<0"
        compared = _if(f"{v}{threshold.op}{threshold.value}", self.passed, self.failed)
        read = _if(strange, self.invalid, compared)
        number = f"AND(ISNUMBER({v}),NOT(ISLOGICAL({v})))"
        return _if(f"ISBLANK({v})", self.missing, _if(number, read, self.unsure))

    def _figure(self, threshold: Threshold) -> str:
        """A share or a growth: by its fraction, or as a percentage by itself."""
        n, d, v, _ = self.cells[:4]
        both = _if(f"COUNT({n},{d})<2", self.invalid, self._fraction(threshold))
        read = _if(f"COUNT({n},{d})=0", self._alone(threshold), both)
        # A value pasted into the cell brings its own format: 0.925 may then mean anything.
        pasted = f'AND(ISNUMBER({v}),LEFT(CELL("format",{v}),1)<>"P",{v}<>0)'
        read = _if(pasted, self.unsure, read)
        read = _if(f"OR(ISLOGICAL({n}),ISLOGICAL({d}),ISLOGICAL({v}))", self.unsure, read)
        read = _if(f"OR(ISTEXT({n}),ISTEXT({d}),ISTEXT({v}))", self._none_text(), read)
        return _if(f"COUNTA({n},{d},{v})=0", self.missing, read)

    def _none_text(self) -> str:
        n, d, _, _ = self.cells[:4]
        return _if(f"COUNTA({n},{d})=0", self._none_word(self.unsure), self.unsure)

    def _alone(self, threshold: Threshold) -> str:
        v = self.cells.value
        return _if(
            self._out_of_bounds(alone=True),
            self.invalid,
            _if(self._stated_meets(threshold, v), self.passed, self.failed),
        )

    def _out_of_bounds(self, *, alone: bool) -> str:
        v = self.cells.value
        if self.metric.counts_agencies == "one":
            return f"AND({v}<>0,{v}<>1)"
        if self.metric.kind == "share":
            return f"OR({v}<0,{v}>1)"
        return f"{v}>={_plain(Decimal(LARGEST_GROWTH) / 100)}" if alone else "FALSE"

    @staticmethod
    def _stated_meets(threshold: Threshold, v: str) -> str:
        return f"ROUND({v},15){threshold.op}{_plain(threshold.value / 100)}"

    def _fraction(self, threshold: Threshold) -> str:
        n, d, v, _ = self.cells[:4]
        growth = self.metric.kind == "growth"
        strange = [f"{n}<0", f"{d}<0"]
        if not growth:
            strange.append(f"{n}>{d}")
        if self.metric.counts_agencies == "one":
            strange.append(f"{d}>1")
        if self.metric.whole:
            strange += [f"INT({n})<>{n}", f"INT({d})<>{d}"]
        limit = threshold.value + self.metric.base
        # Multiplied out, so that whole numbers are compared exactly.
        met = f"ROUND({n}*100-{_plain(limit)}*{d},6){threshold.op}0"
        nothing = self.invalid if growth else _if(f"ISBLANK({v})", self.none, self.invalid)
        verdict = _if(met, self.passed, self.failed)
        stated = _if(
            self._out_of_bounds(alone=False),
            self.invalid,
            self._stated(threshold, met, verdict),
        )
        read = _if(f"{d}=0", nothing, _if(f"ISBLANK({v})", verdict, stated))
        return _if(f"OR({','.join(strange)})", self.invalid, read)

    def _stated(self, threshold: Threshold, met: str, verdict: str) -> str:
        """A percentage beside its fraction: it has to agree, and not to turn the verdict."""
        n, d, v, _ = self.cells[:4]
        base = f"({n}-{d})" if self.metric.kind == "growth" else n
        off = f"ABS(ROUND({v}*100,10)*{d}-{base}*100)"
        turned = _if(f"({self._stated_meets(threshold, v)})=({met})", verdict, self.invalid)
        result = self.unsure
        for digits in reversed(range(_DIGITS + 1)):
            agrees = _if(f"{off}*{2 * 10**digits}<={d}*{_SAME}", turned, self.invalid)
            result = _if(f"ROUND({v},{digits + 2})=ROUND({v},15)", agrees, result)
        return result


def _any(said: str, words: list[str]) -> str:
    return f"OR({','.join(f'{said}={_text(word)}' for word in words)})"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
