"""How metrics come from records, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc.messages import Messages
from cchc.plan.model import Metric, PortalMeasure


def from_records(metric: Metric, messages: Messages) -> Iterator[str]:
    """How a metric comes from forms, lists of dossiers and the portal, a sentence for each."""
    records = metric.records
    if records and (form := records.form):
        above, below = map(sum_text, (form.numerator, form.denominator))
        yield messages("explain.records.form", above=above, below=below)
        for way in form.elsewhere:
            yield messages("explain.records.elsewhere", name=way.name)
    if records and (definition := records.dossiers):
        conditions = {"numerator": definition.numerator, "denominator": definition.denominator}
        yield messages("explain.records.dossiers", **conditions)
        if definition.limits:
            yield definition.limits[messages.lang]
    for measure in records.portal if records else ():
        named = measure_name(measure)
        yield messages("explain.records.portal", measure=named, differs=measure.differs)


def sum_text(columns: Iterable[int]) -> str:
    """Columns of a form that are added up: ``8+9``."""
    return "+".join(map(str, columns))


def measure_name(measure: PortalMeasure) -> str:
    """What the portal calls a measure: its code, or its columns."""
    return measure.code or f"{measure.numerator} / {measure.denominator}"
