"""A period of the whole province as a workbook for further work."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from cchc.diagnostics import Place
from cchc.errors import UsageError
from cchc.extras import not_installed
from cchc.messages import Messages
from cchc.plan.model import Agency, Target, Threshold
from cchc.render.kit import provenance
from cchc.render.kit.archive import settled
from cchc.render.kit.sheets import Head, Number, Tone, Value, Worksheet, new_book, number
from cchc.render.rollup import words
from cchc.render.wording import shown_place, shown_threshold
from cchc.results import STATUSES, ActivityResult, ObligationResult, Result, State, Status
from cchc.rollup.model import FigureChange, Impossible, Reached, Rollup, Standing, Total
from cchc.submission.model import Answer, Measured
from cchc.text import visible

_COUNTED: Final = tuple(status for status in STATUSES if status != "not_applicable")
_TONES: Final[Mapping[Status | Reached, Tone]] = MappingProxyType(
    {
        "pass": "good",
        "fail": "bad",
        "invalid": "bad",
        "missing": "open",
        "undecided": "open",
        "none_arising": "none",
        "not_due": "none",
        "not_applicable": "none",
    }
)
_STATE_TONES: Final[Mapping[State, Tone]] = MappingProxyType(
    {"done": "good", "late": "open", "overdue": "bad", "not_reported": "bad", "open": "none"}
)
_MARKS: Final[Mapping[Status | Reached, str]] = MappingProxyType(
    {"pass": " ✓", "fail": " ✗", "undecided": " ?"}
)
"""Signs of a cell's status, for whoever sees no colours."""
_NOTE: Final = 4_000
"""Characters of a note that are kept."""
_SCALE: Final = 64
"""Percent of its size that the matrix is printed in: letters of 11 points become 7."""
_PRINTED_ROWS: Final = 100
"""A longer list isn't printed: it is for filtering, and fills up to a hundred pages."""

_Row: TypeAlias = tuple[Iterable[Value], Mapping[int, Tone]]


def content(rollup: Rollup, messages: Messages) -> bytes:
    """The workbook: totals, matrix, agencies, every figure, activities, changes.

    Raises:
        UsageError: openpyxl isn't installed.
    """
    try:
        book = new_book()
    except ImportError:
        raise UsageError(not_installed("xlsx")) from None
    book.properties.creator = "cchc"
    book.properties.description = visible(provenance.line(rollup.plan))
    book.properties.title = visible(rollup.now.period.title[messages.lang])
    _Book(book, rollup, messages).write()
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue(), rollup.day)


class _Book:
    """The workbook's sheets."""

    def __init__(self, book: Any, rollup: Rollup, messages: Messages) -> None:
        self.book = book
        self.rollup = rollup
        self.plan = rollup.plan
        self.now = rollup.now
        self.messages = messages
        self.order = {agency.id: place for place, agency in enumerate(self.plan.agencies)}
        self.fields = {field.id: field.title[messages.lang] for field in self.plan.fields}

    def write(self) -> None:
        """Fills all of them."""
        self._totals()
        self._matrix()
        self._agencies()
        self._details()
        self._activities()
        if self.rollup.earlier:
            self._changes()

    def _sheet(self, name: str) -> Worksheet:
        """A new sheet with its title and what it was made from."""
        messages, period = self.messages, self.now.period
        sheet = Worksheet(self.book.create_sheet(), messages(f"sheet.{name}"))
        sheet.line(
            messages(f"sheet.{name}.title", period=period.title, year=self.plan.plan.year),
            large=True,
        )
        sheet.line(messages("sheet.about", decision=self.plan.plan.decision, day=self.rollup.day))
        return sheet

    def _list(
        self, name: str, heads: list[Head], rows: Iterable[_Row], *, unprinted: int = 0
    ) -> None:
        """A sheet of a list; of a long one, only its title and a line that says so are printed."""
        rows = list(rows)
        sheet, is_long = self._sheet(name), len(rows) > _PRINTED_ROWS
        if is_long:
            title = sheet.sheet.title
            sheet.line(self.messages("sheet.unprinted", rows=len(rows), sheet=title))
        above = sheet.number
        sheet.head(heads, freeze=2)
        for values, tones in rows:
            sheet.row(values, tones)
        sheet.finish(unprinted=unprinted)
        if is_long:
            sheet.print_only(above)

    def _heads(self, **widths: float) -> list[Head]:
        return [Head(self._column(key), width) for key, width in widths.items()]

    def _column(self, key: str) -> str:
        return self.messages(f"sheet.column.{key.replace('_', '-')}")

    def _status_heads(self, width: float) -> list[Head]:
        return [Head(self.messages(f"status.{status}"), width) for status in _COUNTED]

    # The province's totals

    def _totals(self) -> None:
        sheet = self._sheet("totals")
        heads = self._heads(field=16, target=31, clause=12, threshold=9.5, basis=13, status=12)
        heads += self._heads(value=9, unit=9, numerator=11, denominator=12.5, low=8.5, high=8.5)
        heads += self._heads(assumed=10, unknown=9)
        heads += self._status_heads(8) + self._heads(target_id=34, metric_id=34)
        sheet.head(heads, freeze=2)
        for total in self.now.totals:
            sheet.row(self._total(total), {6: _TONES[total.status]})
        sheet.finish(unprinted=2)

    def _total(self, total: Total) -> Iterator[Value]:
        messages, target = self.messages, total.target
        limit, is_percent = words.limit(total), total.measure == "percent"
        yield self.fields[target.field]
        yield target.title[messages.lang]
        yield messages.clause(target.source, self.plan)
        yield shown_threshold(target.threshold, messages)
        yield messages(f"sheet.basis.{total.basis}")
        yield self._reached(total.status)
        if total.measure == "answer":
            yield "" if total.value is None else messages("yes" if total.value else "no")
            yield ""
        else:
            yield number(total.value, limit, least=2 if is_percent else 0)
            yield "%" if is_percent else self._unit(total)
        for side in (total.numerator, total.denominator):
            yield number(side, least=0 if side is None or side.denominator == 1 else 2)
        yield number(total.low, limit, least=2)
        yield number(total.high, limit, least=2)
        yield messages("sheet.assumed") if total.assumed else ""
        yield len(total.unknown)
        yield from (total.counts.get(status, 0) for status in _COUNTED)
        yield target.id
        yield total.metric.id

    def _reached(self, status: Reached) -> str:
        return self.messages(f"reached.{status}")

    def _unit(self, total: Total) -> str:
        return total.metric.unit[self.messages.lang] if total.metric.unit else ""

    # Agencies and targets

    def _matrix(self) -> None:
        messages, plan = self.messages, self.plan
        sheet = self._sheet("matrix")
        sheet.line(messages("sheet.legend"))
        totals = {total.target.id: total for total in self.now.totals}
        whole = [self._province(totals.get(target.id)) for target in plan.targets]
        tones = {
            column: _TONES[totals[target.id].status]
            for column, target in enumerate(plan.targets, 4)
            if target.id in totals
        }
        sheet.row(("", messages("sheet.province"), "", *whole), tones, bold=True, centre=3)
        heads = [*self._heads(rank=5, agency=30, failing=9)]
        sheet.head([*heads, *map(self._target_head, plan.targets)], freeze=3, upright=4, above=1)
        for rank, one in enumerate(self.now.standings, 1):
            results = one.checked.results
            shown = (self._cell(result) for result in results)
            colours = {column: _TONES[result.status] for column, result in enumerate(results, 4)}
            sheet.row((rank, one.agency.name, one.failing, *shown), colours, centre=3)
        sheet.finish(scale=_SCALE)

    def _target_head(self, target: Target) -> Head:
        messages = self.messages
        clause = messages.clause(target.source, self.plan)
        threshold = shown_threshold(target.threshold, messages)
        return Head(f"{clause}; {threshold}\n{visible(target.title[messages.lang])}", 9)

    def _province(self, total: Total | None) -> Value:
        """The province's figure in the matrix."""
        if total is None:
            return ""
        mark = _MARKS.get(total.status, "")
        if total.value is None:
            return self._reached(total.status)
        if total.measure == "answer":
            return self.messages("yes" if total.value else "no") + mark
        least = 0 if total.measure == "count" else 2
        return number(total.value, words.limit(total), least=least, mark=mark)

    def _cell(self, result: Result) -> Value:
        """One agency's figure in the matrix, or a word for why there is none."""
        content, mark = result.content, _MARKS.get(result.status, "")
        if isinstance(content, Answer):
            return self.messages("yes" if content.yes else "no") + mark
        if isinstance(content, Measured):
            return _figure(result, mark)
        if result.status == "not_applicable":
            return ""
        return self.messages(f"sheet.cell.{result.status}")

    # One row for each agency

    def _agencies(self) -> None:
        sheet = self._sheet("agencies")
        heads = self._heads(agency=30, kind=18, submitted=7, reported_on=11, timing=22, days_late=8)
        heads += self._status_heads(9) + self._heads(
            overdue=9, late=9, problem=44, file=64, agency_id=32
        )
        sheet.head(heads, freeze=1)
        for one in sorted(self.now.standings, key=self._order):
            tone: Tone = "good" if one.timing == "on_time" else "open" if one.submitted else "bad"
            sheet.row(self._agency(one), {5: tone})
        sheet.finish(unprinted=2)

    def _order(self, one: Standing) -> int:
        return self.order[one.agency.id]

    def _agency(self, one: Standing) -> Iterator[Value]:
        messages, agency, summary = self.messages, one.agency, one.checked.summary
        yield agency.name
        yield messages(f"kind.{agency.kind}")
        yield messages("yes" if one.submitted else "no")
        yield one.checked.submission.reported_on
        yield messages(f"sheet.timing.{one.timing}")
        yield one.days_late
        yield from (summary[status] for status in _COUNTED)
        yield one.states.get("overdue", 0) + one.states.get("not_reported", 0)
        yield one.states.get("late", 0)
        yield self._first_error(one)
        yield "\n".join(one.files)
        yield agency.id

    def _first_error(self, one: Standing) -> str:
        """What is wrong with the agency's file, if anything is."""
        errors = words.errors(one.checked) if one.submitted else ()
        return self.messages.message(errors[0]) if errors else ""

    # One row for each agency and target

    def _details(self) -> None:
        heads = self._heads(agency=28, target=38, status=13, value=10, unit=7)
        heads += self._heads(numerator=10, denominator=10, threshold=8, clause=12, note=34)
        heads += self._heads(file=34, place=12, agency_id=32, target_id=34, metric_id=34)
        rows = (
            (self._detail(one, result), {3: _TONES[result.status]})
            for one in sorted(self.now.standings, key=self._order)
            for result in one.checked.results
            if result.status != "not_applicable"
        )
        self._list("details", heads, rows, unprinted=5)

    def _detail(self, one: Standing, result: Result) -> Iterator[Value]:
        messages, target, content = self.messages, result.target, result.content
        yield one.agency.name
        yield target.title[messages.lang]
        yield messages(f"status.{result.status}")
        if isinstance(content, Measured):
            yield _figure(result)
            yield "%" if result.metric.kind != "count" else ""
            yield number(content.numerator)
            yield number(content.denominator)
        else:
            yield messages("yes" if content.yes else "no") if isinstance(content, Answer) else ""
            yield from ("", "", "")
        yield shown_threshold(target.threshold, messages)
        yield messages.clause(target.source, self.plan)
        yield visible(result.note, _NOTE)
        yield "\n".join(one.files)
        yield _place(result.place)
        yield one.agency.id
        yield target.id
        yield target.metric

    # Activities

    def _activities(self) -> None:
        heads = self._heads(lead=28, activity=12, title=46, output=30, state=18, due=11)
        heads += self._heads(completed_on=11, document=16, note=24, file=34, place=12)
        self._list("activities", heads, self._tasks(), unprinted=2)

    def _tasks(self) -> Iterator[_Row]:
        for one in sorted(self.now.standings, key=self._order):
            for result in one.led:
                yield self._activity(one, result), {5: _STATE_TONES[result.state]}
            for duty in one.checked.obligations:
                yield self._duty(one, duty), {5: _STATE_TONES[duty.state]}

    def _activity(self, one: Standing, result: ActivityResult) -> Iterator[Value]:
        lang = self.messages.lang
        several = len(result.activity.outputs) > 1
        yield one.agency.name
        yield f"{result.activity.id}.{result.number}" if several else result.activity.id
        yield result.activity.title[lang]
        yield result.output.name[lang]
        yield self._state(result.state)
        yield result.due_on
        yield from self._done(one, result)

    def _duty(self, one: Standing, duty: ObligationResult) -> Iterator[Value]:
        yield one.agency.name
        yield duty.obligation.id
        yield duty.obligation.title[self.messages.lang]
        yield ""
        yield self._state(duty.state)
        yield duty.due_on
        yield from self._done(one, duty)

    def _state(self, state: State) -> str:
        return self.messages(f"sheet.state.{state}")

    @staticmethod
    def _done(one: Standing, result: ActivityResult | ObligationResult) -> Iterator[Value]:
        yield result.completed_on
        yield visible(result.document, _NOTE)
        yield visible(result.note, _NOTE)
        yield "\n".join(one.files)
        yield _place(result.place)

    # Changes

    def _changes(self) -> None:
        heads = self._heads(change=17, agency=28, target=40, part=9, before=12, after=12)
        heads += self._heads(difference=11, status_before=13, status_after=13)
        heads += self._heads(file_before=32, file_after=32, metric_id=34)
        self._list("changes", heads, self._differences(), unprinted=3)

    def _differences(self) -> Iterator[_Row]:
        for fall in self.rollup.impossible:
            yield self._impossible(fall), {1: "bad"}
        for change in sorted(self.rollup.changes, key=lambda one: _CHANGE_ORDER[one.newly]):
            tones = {8: _TONES[change.before.status], 9: _TONES[change.after.status]}
            yield self._change(change), tones

    def _impossible(self, fall: Impossible) -> Iterator[Value]:
        lang, metric = self.messages.lang, fall.metric
        what = metric.denominator if fall.part == "denominator" else metric.numerator
        yield self.messages("sheet.change.impossible")
        yield fall.agency.name
        yield (what or metric.numerator)[lang]
        yield self.messages(f"sheet.part.{fall.part}")
        yield number(fall.before)
        yield number(fall.after)
        yield number(fall.after - fall.before)
        yield from ("", "", fall.earlier, fall.later, metric.id)

    def _change(self, change: FigureChange) -> Iterator[Value]:
        messages, before, after = self.messages, change.before, change.after
        yield messages(f"sheet.change.{change.newly or change.direction}")
        yield change.agency.name
        yield after.target.title[messages.lang]
        yield messages("sheet.part.value")
        yield self._cell(before)
        yield self._cell(after)
        yield _difference(before, after)
        yield messages(f"status.{before.status}")
        yield messages(f"status.{after.status}")
        yield from self._files(change.agency)
        yield after.target.metric

    def _files(self, agency: Agency) -> tuple[str, str]:
        """The agency's files of the period before and of this one."""
        before, now = self.rollup.earlier[-1].standing(agency), self.now.standing(agency)
        return "\n".join(before.files), "\n".join(now.files)


_CHANGE_ORDER: Final = MappingProxyType({"failing": 0, "passing": 1, "": 2})


def _limit(target: Target) -> Fraction:
    """What a figure must not look equal to: its threshold, or all agencies."""
    threshold = target.threshold
    return Fraction(threshold.value if isinstance(threshold, Threshold) else 100)


def _place(place: Place | None) -> str:
    """A line and column, or a sheet and cell."""
    return shown_place("", place)[1:] if place else ""


def _figure(result: Result, mark: str = "") -> Number | str | None:
    """A reported figure as a number."""
    if not isinstance(result.content, Measured):
        return None
    least = 0 if result.metric.kind == "count" else max(2, result.content.digits)
    return number(result.content.value, _limit(result.target), least=least, mark=mark)


def _difference(before: Result, after: Result) -> Number | str | None:
    if not (isinstance(before.content, Measured) and isinstance(after.content, Measured)):
        return None
    least = 0 if after.metric.kind == "count" else 2
    return number(after.content.value - before.content.value, Fraction(0), least=least)
