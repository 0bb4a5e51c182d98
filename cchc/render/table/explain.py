"""`cchc explain` on the terminal: a page for each name, or the list of all codes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final, TextIO

from cchc.catalogue import Entry
from cchc.explain import (
    ActivityExplained,
    AgencyExplained,
    Explained,
    Explanation,
    MetricExplained,
    ObligationExplained,
    PeriodExplained,
    TargetExplained,
)
from cchc.messages import Messages
from cchc.plan.model import Metric, Obligation, Plan, Reading, Source
from cchc.render import Look, forms
from cchc.render.explaining import (
    address,
    needs,
    none_arising,
    sample_line,
    task_lines,
    to_report,
)
from cchc.render.table import Page
from cchc.render.table.codes import list_codes, show_code
from cchc.render.wording import shown_threshold
from cchc.submission.columns import ACTIVITIES, METRICS, Column
from cchc.template import Task
from cchc.text import visible

_LONGEST: Final = 3000
"""Characters of a text of the plan."""


def render(report: Explanation | tuple[Entry, ...], look: Look, out: TextIO) -> None:
    """Writes a page for each name that was asked for, or the list of all codes."""
    page = Page(look, out)
    if not isinstance(report, Explanation):
        list_codes(page, report)
        return
    for number, subject in enumerate(report.subjects):
        if number:
            page.line()
            page.line()
        _Explainer(page, report.plan).show(subject)


class _Explainer:
    """Writes on a page what there is to say of the entries of a plan."""

    def __init__(self, page: Page, plan: Plan) -> None:
        self._page = page
        self._plan = plan
        self._messages: Messages = page.messages

    def show(self, subject: Explained) -> None:
        """Writes a page on `subject`."""
        if isinstance(subject, Entry):
            show_code(self._page, subject)
        elif isinstance(subject, TargetExplained):
            self._target(subject)
        elif isinstance(subject, MetricExplained):
            self._metric(subject)
        elif isinstance(subject, ActivityExplained):
            self._activity(subject)
        elif isinstance(subject, PeriodExplained):
            self._period(subject)
        elif isinstance(subject, ObligationExplained):
            self._obligation(subject)
        else:
            self._agency(subject)

    # Targets and metrics

    def _target(self, it: TargetExplained) -> None:
        self._title(it.target.id, "target", it.target.title[self._messages.lang])
        self._measured(it.metric)
        self._asked(it)
        self._none_arising(it.metric)
        self._samples(it)
        self._general(it.readings)

    def _metric(self, it: MetricExplained) -> None:
        self._title(it.metric.id, "metric", "")
        self._measured(it.metric)
        self._none_arising(it.metric)
        for target in it.targets:
            self._page.line()
            self._title(target.target.id, "target", target.target.title[self._messages.lang])
            self._asked(target)
            self._samples(target)
        self._general(dict.fromkeys(one for target in it.targets for one in target.readings))

    def _measured(self, metric: Metric) -> None:
        messages = self._messages
        self._heading("explain.measured")
        kind = messages(f"explain.metric.{metric.kind}")
        self._item(messages("explain.metric", metric=metric.id, kind=kind))
        for count in forms.counts(metric, messages):
            self._item(count)
        if metric.kind == "confirmation":
            return
        if metric.denominator and metric.unit:
            self._item(messages("explain.unit", unit=metric.unit))
        self._item(messages("explain.whole" if metric.whole else "explain.not-whole"))
        if metric.counts_agencies:
            self._item(messages(f"explain.counts.{metric.counts_agencies}"))
        if metric.accrues:
            self._item(messages(f"explain.accrues.{metric.accrues}"))

    def _asked(self, it: TargetExplained) -> None:
        """Threshold, whom it applies to, since when, by which clause, in which reading."""
        messages, target, since = self._messages, it.target, it.since
        self._heading("explain.threshold")
        self._item(needs(target, it.metric, messages))
        self._applies(target.applies_to, len(it.agencies))
        self._heading("explain.since")
        self._item(
            messages(
                f"explain.since.{target.due}",
                title=since.title,
                id=since.id,
                data_from=since.data_from,
                data_to=since.data_to,
                due_on=since.due_on,
            )
        )
        self._item(messages("explain.effective", effective_from=self._plan.plan.effective_from))
        self._source(target.source)
        self._item(messages("explain.field", field=it.field.title))
        self._reading(target.reading)

    def _none_arising(self, metric: Metric) -> None:
        self._heading("explain.none")
        self._item(none_arising(metric, self._messages))

    def _samples(self, it: TargetExplained) -> None:
        messages, metric = self._messages, it.metric
        self._heading("explain.sample")
        self._item(messages("explain.sample.metrics"))
        for status, some in groupby(
            sorted(it.samples, key=lambda sample: _ORDER[sample.status]),
            key=lambda sample: sample.status,
        ):
            self._item(messages(f"explain.sample.{status}"))
            self._lines(sample_line(metric, sample, messages) for sample in some)
        key = "fraction" if metric.denominator else "value"
        text = messages(f"explain.sample.{key}", **self._columns(METRICS))
        if metric.may_not_arise:
            text += " " + messages("explain.sample.none", **self._columns(METRICS))
        self._item(text)

    # Activities

    def _activity(self, it: ActivityExplained) -> None:
        messages, activity = self._messages, it.activity
        whole = len(it.tasks) == len(activity.outputs)
        name = activity.id if whole else it.tasks[0].key
        self._title(name, "activity" if whole else "output", activity.title[messages.lang])
        self._heading("explain.outputs")
        for task in it.tasks:
            self._task(task)
        if it.activity.quantities:
            self._heading("explain.quantities")
        for quantity in activity.quantities:
            threshold = shown_threshold(quantity.threshold, messages)
            self._item(messages("explain.quantity", counts=quantity.counts, threshold=threshold))
        self._heading("explain.who")
        self._item(messages("explain.lead", names=self._names(activity.lead)))
        if activity.coordinating:
            self._item(messages("explain.coordinating", names=self._names(activity.coordinating)))
        self._source(activity.source)
        self._item(messages("explain.field", field=it.field.title))
        self._reading(activity.reading)
        self._task_samples(to_report(it.tasks))
        self._general(it.readings)

    def _task(self, task: Task) -> None:
        messages, schedule = self._messages, task.output.schedule
        self._item(f"{task.key}: {task.output.name[messages.lang]}")
        lines = [messages("explain.time", text=task.output.text)]
        days = "; ".join(map(messages.day, task.due_on))
        if schedule.kind == "ongoing":
            lines.append(messages("explain.due.ongoing"))
        elif schedule.kind == "event":
            lines.append(messages("explain.due.event", event=schedule.event))
        elif schedule.kind == "reporting":
            lines.append(messages("explain.due.reporting", days=days))
        else:
            lines.append(messages("explain.due", days=days))
        if schedule.event and schedule.kind != "event":
            lines.append(messages("explain.condition", event=schedule.event))
        for line in lines:
            self._item(line, indent=4)

    def _task_samples(self, tasks: list[Task]) -> None:
        if not tasks:
            return
        messages = self._messages
        self._heading("explain.sample")
        self._item(messages("explain.sample.activities"))
        for task in tasks:
            self._lines(task_lines(task, messages))
        self._item(messages("explain.sample.activities.table", **self._columns(ACTIVITIES)))
        self._item(messages("explain.late"))

    # Periods, duties, agencies

    def _period(self, it: PeriodExplained) -> None:
        messages, period = self._messages, it.period
        self._title(period.id, "period", period.title[messages.lang])
        self._heading("explain.when")
        self._item(
            messages(
                "explain.data",
                data_from=period.data_from,
                data_to=period.data_to,
                due_on=period.due_on,
            )
        )
        if period.final:
            self._item(messages("explain.period.final"))
        count, all = len(it.targets), len(self._plan.targets)
        self._item(messages("explain.period.targets", count=count, all=all))
        self._source(period.source)
        self._reading(period.reading)
        self._heading("explain.sample")
        self._item(messages("explain.sample.plain"))
        self._lines([f"period: {period.id}"])
        self._general(it.readings)

    def _obligation(self, it: ObligationExplained) -> None:
        messages, duty = self._messages, it.obligation
        self._title(duty.id, "obligation", duty.title[messages.lang])
        self._heading("explain.when")
        self._item(messages("explain.by", due_on=duty.due_on))
        self._applies(duty.applies_to, len(it.agencies))
        self._heading("explain.requirements")
        fields = "; ".join(field.title[messages.lang] for field in it.fields)
        self._item(messages("explain.fields", fields=fields))
        for requirement in duty.requirements:
            self._item(f"- {requirement[messages.lang]}")
        self._source(duty.source)
        self._reading(duty.reading)
        self._heading("explain.sample")
        self._item(messages("explain.sample.plain"))
        self._lines(_duty_lines(duty, messages))
        self._general(it.readings)

    def _agency(self, it: AgencyExplained) -> None:
        messages, agency = self._messages, it.agency
        self._title(agency.id, "agency", agency.name)
        self._item(messages("explain.agency", kind=messages(f"kind.{agency.kind}")))
        if agency.gso_code:
            self._item(messages("explain.agency.code", code=agency.gso_code))
        self._list(
            "explain.agency.targets",
            [(target.id, target.title[messages.lang]) for target in it.targets],
        )
        self._list(
            "explain.agency.activities",
            [(activity.id, activity.title[messages.lang]) for activity in it.activities],
        )

    # What pages share

    def _title(self, name: str, kind: str, title: str) -> None:
        messages = self._messages
        kind = messages(f"explain.kind.{kind}", id=name.rpartition(".")[0])
        self._page.line(messages("explain.heading", name=name, kind=kind), "bold")
        if title:
            self._page.line(_tidy(title))

    def _heading(self, key: str) -> None:
        self._page.heading(self._messages(key))

    def _item(self, text: str, indent: int = 2) -> None:
        self._page.item(_tidy(text), indent=indent)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._page.single(f"      {visible(line)}")

    def _list(self, heading: str, entries: list[tuple[str, str]]) -> None:
        self._page.heading(self._messages(heading, count=len(entries)))
        for name, title in entries:
            self._item(f"{name}: {title}")
        if not entries:
            self._item(self._messages("explain.agency.nothing"))

    def _applies(self, to: tuple[str, ...], count: int) -> None:
        names, all = self._names(to), len(self._plan.agencies)
        self._item(self._messages("explain.applies", names=names, count=count, all=all))

    def _names(self, ids: tuple[str, ...]) -> str:
        return self._page.names(self._plan, ids)

    def _source(self, source: Source) -> None:
        messages, head = self._messages, self._plan.plan
        self._heading("explain.source")
        self._item(
            messages(
                "explain.source.decision",
                decision=head.decision,
                signed_on=head.signed_on,
                address=address(source, self._plan, messages),
                clause=messages.clause(source, self._plan),
            )
        )

    def _reading(self, reading: Reading | None) -> None:
        self._heading("explain.reading")
        if reading is None:
            self._item(self._messages("explain.reading.none"))
            return
        self._item(reading.decided[self._messages.lang])
        self._item(self._messages("plan.why", why=reading.why))

    def _general(self, readings: Iterable[Reading]) -> None:
        readings, lang = tuple(readings), self._messages.lang
        if readings:
            self._heading("explain.readings")
        for reading in readings:
            about = f"{reading.about[lang]}: " if reading.about else ""
            self._item(f"- {about}{reading.decided[lang]}")
            self._item(self._messages("plan.why", why=reading.why), indent=4)

    def _columns(self, columns: tuple[Column, ...]) -> dict[str, object]:
        return {column.key: column.title(self._messages.lang) for column in columns}


_ORDER: Final = {"pass": 0, "fail": 1, "none_arising": 2}


def _tidy(text: str) -> str:
    """A text of the plan on one line, without what could act on a terminal."""
    return visible(" ".join(text.split()), most=_LONGEST)


def _duty_lines(duty: Obligation, messages: Messages) -> list[str]:
    return ["agency_plan:", f"  issued_on: {messages.day(duty.due_on)}", "  document: 123/KH"]
