"""The words of a tally, whatever it is written as; and a form with its figures filled in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cchc.exact import decimal_text, plain_text
from cchc.messages import Composed, Messages
from cchc.plan.model import Metric, Plan, Threshold
from cchc.records.columns import HEADINGS
from cchc.records.model import Published, RecordKind
from cchc.records.tally import Apart, Compared, Tally
from cchc.render.records.definitions import sum_text
from cchc.submission.model import Measured, NoneArising
from cchc.template import Filled, Form


def heading(report: Tally, messages: Messages) -> str:
    """Whose records they are, and of which days."""
    return messages(
        "tally.heading",
        agency=report.agency.name,
        period=report.period.title,
        data_from=report.period.data_from,
        data_to=report.period.data_to,
    )


def source(origin: RecordKind, messages: Messages) -> str:
    """Where a count comes from: ``Biểu 06a, cột 8+9 trên 7+13``."""
    above, below = map(sum_text, (origin.above, origin.below))
    return messages(f"tally.source.{origin.kind}", form=origin.form, above=above, below=below)


def named(figure: Compared, messages: Messages) -> str:
    """The metric and, below it, where its count comes from: several records may have one."""
    metric, tallied = figure.metric.id, figure.tallied
    return f"{metric}\n{source(tallied.origin, messages)}" if tallied else metric


def percent(value: Fraction | None, metric: Metric, plan: Plan) -> str | None:
    """A share with two decimals, or as many as it takes not to equal a threshold it isn't."""
    if value is None:
        return None
    limits = (
        Fraction(target.threshold.value)
        for target in plan.targets
        if target.metric == metric.id and isinstance(target.threshold, Threshold)
    )
    return max((decimal_text(value, 2, limit) for limit in limits), key=len)


def recomputed(figure: Compared, report: Tally, messages: Messages) -> str:
    """What the records say: the share and, below it, its counts."""
    if figure.counts is None:
        return messages("not-reported")
    shown = percent(figure.counts.value, figure.metric, report.plan)
    if shown is None:
        return messages("tally.none")
    return f"{messages.number(shown)}%\n{_fraction(*figure.counts, messages)}"


def reported(figure: Compared, report: Tally, messages: Messages) -> str:
    """What was reported, as the records' own figure is shown."""
    content = figure.reported
    if isinstance(content, NoneArising):
        return messages("tally.none")
    if not isinstance(content, Measured):
        return messages("not-reported")
    value = percent(content.value, figure.metric, report.plan) or ""
    text = f"{messages.number(value)}%"
    if content.numerator is None or content.denominator is None:
        return text
    return f"{text}\n{_fraction(content.numerator, content.denominator, messages)}"


def portal(published: Published, figure: Compared, report: Tally, messages: Messages) -> str:
    """What the portal says."""
    value = percent(published.value, figure.metric, report.plan)
    text = f"{messages.number(value)}%" if value else messages("not-reported")
    if published.numerator is None or published.denominator is None:
        return text
    return f"{text}\n{_fraction(published.numerator, published.denominator, messages)}"


def _fraction(above: Fraction | int, below: Fraction | int, messages: Messages) -> str:
    sides = (messages.number(plain_text(Fraction(side))) for side in (above, below))
    return "/".join(sides)


def verdict(figure: Compared, report: Tally, messages: Messages) -> str:
    """Whether what was reported agrees; empty where nothing is compared."""
    if not report.against:
        return ""
    words = {True: "tally.agrees", False: "tally.differs", None: "tally.unsure"}
    return messages(words[figure.agrees])


def all_notes(report: Tally, messages: Messages) -> list[str]:
    """What there is to say of the figures, each sentence once."""
    said = [note for figure in report.figures for note in notes(figure, report, messages)]
    return list(dict.fromkeys(said))


def notes(figure: Compared, report: Tally, messages: Messages) -> Iterator[str]:
    """What there is to say of a figure, in sentences: how far apart, why, and what to mind."""
    metric = figure.metric.id
    if tallied := figure.tallied:
        where = source(tallied.origin, messages)
        for text in _sentences(figure, messages):
            yield messages("tally.note", metric=metric, source=where, text=Composed(text))
    elif report.against and figure.doubt:
        text = messages(f"tally.doubt.{figure.doubt}")
        yield f"{metric}: {text}"
    for published in figure.published:
        value = portal(published, figure, report, messages).replace("\n", ", ")
        yield messages("tally.note.portal", metric=metric, value=value, text=published.differs)


def why(figure: Compared, messages: Messages) -> str:
    """The same in one text, for programs; the portal's part left out."""
    return " ".join(_sentences(figure, messages))


def _sentences(figure: Compared, messages: Messages) -> Iterator[str]:
    tallied = figure.tallied
    if figure.apart:
        yield _apart(figure.apart, figure.metric, messages)
    if figure.like:
        yield messages("tally.like", way=figure.like.name)
    if figure.doubt:
        names = (HEADINGS[column][0] for column in (tallied.lacks if tallied else ()))
        yield messages(f"tally.doubt.{figure.doubt}", columns=", ".join(names))
    records = figure.metric.records
    definition = records.dossiers if records else None
    if tallied and tallied.origin.kind != "form" and definition and definition.limits:
        yield messages("tally.limits", text=definition.limits)


def _apart(apart: Apart, metric: Metric, messages: Messages) -> str:
    if apart.numerator is None or apart.denominator is None:
        points = decimal_text(apart.points or Fraction(0), 2, Fraction(0))
        return messages("tally.apart.points", points=_signed(points, messages))
    return messages(
        "tally.apart.counts",
        numerator=_signed(plain_text(apart.numerator), messages),
        denominator=_signed(plain_text(apart.denominator), messages),
        unit=metric.unit or "",
    )


def _signed(text: str, messages: Messages) -> str:
    sign = "+" if Fraction(text) > 0 else ""
    return sign + messages.number(text)


def summary(report: Tally, messages: Messages) -> str:
    """How many figures there are, and how they compare."""
    counted = [figure for figure in report.figures if figure.counts is not None]
    if not report.against:
        return messages("tally.summary", figures=len(counted))
    agrees = [figure.agrees for figure in counted]
    return messages(
        "tally.summary.against",
        figures=len(counted),
        agree=agrees.count(True),
        differ=agrees.count(False),
        unsure=agrees.count(None),
    )


def filled(form: Form, report: Tally, messages: Messages) -> Form:
    """`form` with the figures that the records tell, each with its source in the note."""
    usable = report.usable()
    lines = {line.metric.id for line in form.lines}
    figures = {}
    for metric, tallied in usable.items():
        if tallied.counts and metric in lines:
            note = source(tallied.origin, messages)
            if tallied.scope == "part":
                note += f"; {messages('tally.doubt.part')}"
            figures[metric] = Filled(*tallied.counts, note)
    remark = messages("tally.filled", filled=len(figures), blank=len(lines) - len(figures))
    return form._replace(filled=figures, remark=remark)
