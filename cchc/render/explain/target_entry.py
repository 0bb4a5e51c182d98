"""Pages on targets and on the metrics that they are compared with."""

from __future__ import annotations

from typing import Final

from cchc.explain import MetricExplained, TargetExplained
from cchc.plan.model import Metric
from cchc.render.explain.entry import EntryPage
from cchc.render.explain.words import needs, none_arising, sample_line
from cchc.render.template import words as forms
from cchc.submission.columns import METRICS

_STATUSES: Final = ("pass", "fail", "none_arising")


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
    for count in forms.counts(metric, page.messages):
        page.item(count)
    if metric.kind == "confirmation":
        return
    if metric.denominator and metric.unit:
        page.say("explain.unit", unit=metric.unit)
    page.say("explain.whole" if metric.whole else "explain.not-whole")
    if metric.counts_agencies:
        page.say(f"explain.counts.{metric.counts_agencies}")
    if metric.shared_list:
        kinds = ", ".join(page.messages(f"kind.{kind}") for kind in metric.shared_list)
        page.say("explain.shared_list", kinds=kinds)
    if metric.accrues:
        page.say(f"explain.accrues.{metric.accrues}")


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
