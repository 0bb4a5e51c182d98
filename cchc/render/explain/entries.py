"""Pages on entries of the plan: what they have in common, then targets, metrics, activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cchc.explain import ActivityExplained, MetricExplained, TargetExplained
from cchc.messages import Messages
from cchc.plan.model import Metric, Plan, Quantity, Reading, Source
from cchc.render.explain.words import (
    needs,
    none_arising,
    sample_line,
    task_lines,
    to_report,
)
from cchc.render.kit.table import Page
from cchc.render.wording import address, counted, names, shown_threshold
from cchc.submission.columns import ACTIVITIES, METRICS, Column
from cchc.template import Task
from cchc.text import one_line, visible

_STATUSES: Final = ("pass", "fail", "none_arising")
_LONGEST: Final = 3000
"""Characters of a text of the plan."""


class EntryPage:
    """Where headings, labelled lines and lines to copy are written of an entry of `plan`."""

    def __init__(self, page: Page, plan: Plan) -> None:
        self._page = page
        self.plan = plan
        self.messages: Messages = page.messages

    def title(self, name: str, kind: str, title: str = "") -> None:
        """The name, what kind of thing has it, and what that is called."""
        messages = self.messages
        kind = messages(f"explain.kind.{kind}", id=name.rpartition(".")[0])
        self._page.line(messages("explain.heading", name=name, kind=kind), "bold")
        if title:
            self._page.line(_tidy(title))

    def line(self) -> None:
        """An empty line."""
        self._page.line()

    def heading(self, key: str, **params: object) -> None:
        """A heading of the catalogue."""
        self._page.heading(self.messages(key, **params))

    def say(self, key: str, **params: object) -> None:
        """A sentence of the catalogue."""
        self.item(self.messages(key, **params))

    def item(self, text: str, indent: int = 2) -> None:
        """A text, of the plan perhaps."""
        self._page.item(_tidy(text), indent=indent)

    def lines(self, lines: Iterable[str]) -> None:
        """Lines to be copied into a file, which are never broken."""
        for line in lines:
            self._page.single(f"      {visible(line)}")

    def listed(self, heading: str, entries: Sequence[tuple[str, str]]) -> None:
        """A list of entries by id and title, under a heading that counts them."""
        self.heading(heading, count=len(entries))
        for name, title in entries:
            self.item(f"{name}: {title}")
        if not entries:
            self.say("explain.agency.nothing")

    def names(self, ids: tuple[str, ...]) -> str:
        """What people call agencies, kinds and bodies."""
        return names(self.plan, ids, self.messages)

    def applies(self, to: tuple[str, ...], count: int) -> None:
        """To whom something applies, and to how many of all."""
        self.say("explain.applies", names=self.names(to), count=count, all=len(self.plan.agencies))

    def source(self, source: Source) -> None:
        """The clause and its address in the decision."""
        head = self.plan.plan
        self.heading("explain.source")
        self.say(
            "explain.source.decision",
            decision=head.decision,
            signed_on=head.signed_on,
            address=address(source, self.plan, self.messages),
            clause=self.messages.clause(source, self.plan),
        )

    def reading(self, reading: Reading | None) -> None:
        """How the clause is read, and why."""
        self.heading("explain.reading")
        if reading is None:
            self.say("explain.reading.none")
        else:
            self.item(reading.decided[self.messages.lang])
            self.say("plan.why", why=reading.why)

    def general(self, readings: Iterable[Reading]) -> None:
        """The whole plan's readings that bear on the entry."""
        readings, lang = tuple(readings), self.messages.lang
        if readings:
            self.heading("explain.readings")
        for reading in readings:
            about = f"{reading.about[lang]}: " if reading.about else ""
            self.item(f"- {about}{reading.decided[lang]}")
            self.item(self.messages("plan.why", why=reading.why), indent=4)

    def columns(self, columns: tuple[Column, ...]) -> dict[str, object]:
        """What the columns of a table are called, by their keys."""
        return {column.key: column.title(self.messages.lang) for column in columns}


def _tidy(text: str) -> str:
    """A text on one line, without what could act on a terminal."""
    return visible(one_line(text), most=_LONGEST)


def show_target(page: EntryPage, it: TargetExplained) -> None:
    """Writes all there is to say of a target."""
    page.title(it.target.id, "target", it.target.title[page.messages.lang])
    _measured(page, it.metric)
    _asked(page, it)
    _none_arising(page, it.metric)
    _samples(page, it)
    page.general(it.readings)


def show_metric(page: EntryPage, it: MetricExplained) -> None:
    """Writes all there is to say of a metric, and of each target that is compared with it."""
    page.title(it.metric.id, "metric")
    _measured(page, it.metric)
    _none_arising(page, it.metric)
    for target in it.targets:
        page.line()
        page.title(target.target.id, "target", target.target.title[page.messages.lang])
        _asked(page, target)
        _samples(page, target)
    page.general(dict.fromkeys(one for target in it.targets for one in target.readings))


def _measured(page: EntryPage, metric: Metric) -> None:
    page.heading("explain.measured")
    kind = page.messages(f"explain.metric.{metric.kind}")
    page.say("explain.metric", metric=metric.id, kind=kind)
    for count in counted(metric, page.messages):
        page.item(count)
    if metric.kind == "confirmation":
        return
    if metric.denominator and metric.unit:
        page.say("explain.unit", unit=metric.unit)
    page.say("explain.whole" if metric.whole else "explain.not-whole")
    if metric.counts_agencies:
        page.say(f"explain.counts.{metric.counts_agencies}")
    if metric.accrues:
        page.say(f"explain.accrues.{metric.accrues}")
    if metric.shared_list:
        kinds = ", ".join(page.messages(f"kind.{kind}") for kind in metric.shared_list)
        page.say("explain.shared_list", kinds=kinds)


def _asked(page: EntryPage, it: TargetExplained) -> None:
    """Threshold, whom it applies to, since when, by which clause, in which reading."""
    target, since = it.target, it.since
    page.heading("explain.threshold")
    page.item(needs(target, it.metric, page.messages))
    page.applies(target.applies_to, len(it.agencies))
    page.heading("explain.since")
    page.say(
        f"explain.since.{target.due}",
        title=since.title,
        id=since.id,
        data_from=since.data_from,
        data_to=since.data_to,
        due_on=since.due_on,
    )
    if target.until:
        page.say("explain.until", until=target.until)
    if target.held_by:
        page.say("explain.held_by", agency=page.plan.agency[target.held_by].name)
    page.say("explain.effective", effective_from=page.plan.plan.effective_from)
    page.source(target.source)
    page.say("explain.field", field=it.field.title)
    page.reading(target.reading)


def _none_arising(page: EntryPage, metric: Metric) -> None:
    page.heading("explain.none")
    page.item(none_arising(metric, page.messages))


def _samples(page: EntryPage, it: TargetExplained) -> None:
    messages, metric, columns = page.messages, it.metric, page.columns(METRICS)
    page.heading("explain.sample")
    page.say("explain.sample.metrics")
    for status in _STATUSES:
        some = [sample for sample in it.samples if sample.status == status]
        if some:
            page.say(f"explain.sample.{status}")
            page.lines(sample_line(metric, sample, messages) for sample in some)
    page.say(f"explain.sample.{'fraction' if metric.denominator else 'value'}", **columns)
    if metric.may_not_arise:
        page.say("explain.sample.none", **columns)


def show_activity(page: EntryPage, it: ActivityExplained) -> None:
    """Writes all there is to say of an activity, or of one of its outputs."""
    activity, lang = it.activity, page.messages.lang
    if len(it.tasks) == len(activity.outputs):
        page.title(activity.id, "activity", activity.title[lang])
    else:
        page.title(it.tasks[0].key, "output", activity.title[lang])
    page.heading("explain.outputs")
    for task in it.tasks:
        page.item(f"{task.key}: {task.output.name[lang]}")
        for line in times(task, page.messages):
            page.item(line, indent=4)
        if task.output.lead:
            leads = page.names(task.output.lead)
            page.item(page.messages("explain.lead", names=leads), indent=4)
    _quantities(page, activity.quantities)
    page.heading("explain.who")
    page.say("explain.lead", names=page.names(activity.lead))
    if activity.coordinating:
        page.say("explain.coordinating", names=page.names(activity.coordinating))
    page.source(activity.source)
    page.say("explain.field", field=it.field.title)
    page.reading(activity.reading)
    show_samples(page, to_report(it.tasks))
    page.general(it.readings)


def times(task: Task, messages: Messages) -> Iterator[str]:
    """When an output is due: in the decision's words where there are any, and by the calendar."""
    schedule, days = task.output.schedule, "; ".join(map(messages.day, task.due_on))
    if task.output.text:
        yield messages("explain.time", text=task.output.text)
    if schedule.kind == "event":
        yield messages("explain.due.event", event=schedule.event)
        return
    if schedule.kind == "ongoing":
        yield messages("explain.due.ongoing")
    elif schedule.kind == "reporting":
        yield messages("explain.due.reporting", days=days)
    else:
        yield messages("explain.due", days=days)
    if schedule.event:
        yield messages("explain.condition", event=schedule.event)


def _quantities(page: EntryPage, quantities: tuple[Quantity, ...]) -> None:
    if quantities:
        page.heading("explain.quantities")
    for quantity in quantities:
        threshold = shown_threshold(quantity.threshold, page.messages)
        page.say("explain.quantity", counts=quantity.counts, threshold=threshold)


def show_samples(page: EntryPage, tasks: list[Task]) -> None:
    """Writes how outputs are reported."""
    if not tasks:
        return
    page.heading("explain.sample")
    page.say("explain.sample.activities")
    for task in tasks:
        page.lines(task_lines(task, page.messages))
    page.say("explain.sample.activities.table", **page.columns(ACTIVITIES))
    page.say("explain.late")
