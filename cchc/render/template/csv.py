"""A form as CSV, for any spreadsheet program: semicolons, and a mark that says UTF-8 to Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from cchc.messages import Messages
from cchc.render.kit.csv import harmless
from cchc.render.template import words
from cchc.render.wording import counted
from cchc.submission.columns import ACTIVITIES, HEAD, METRICS
from cchc.template import Form


def content(form: Form, messages: Messages) -> bytes:
    """The form, to be filled in with a spreadsheet program or an editor."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for row in _rows(form, messages):
        writer.writerow([harmless(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _rows(form: Form, messages: Messages) -> Iterator[Iterable[str]]:
    lang = messages.lang
    yield [words.title(form, messages)]
    yield [messages("template.how.csv")]
    values = {"agency": form.agency.id, "period": form.period.id}
    remarks = {"agency": form.agency.name, "period": form.period.title[lang]}
    for label in HEAD[:6] if form.obligations else HEAD[:4]:
        row = [label.title(lang), values.get(label.key, ""), remarks.get(label.key, "")]
        yield row if row[2] else row[:2]
    yield []
    columns = [column for column in METRICS if column.key not in ("result", "number")]
    yield [column.title(lang) for column in columns]
    for section in form.sections:
        yield ["", words.section_title(section, messages)]
        for line in section.lines:
            cells = {
                "metric": line.metric.id,
                "title": words.line_title(line, messages),
                "counts": "; ".join(counted(line.metric, messages)),
                "threshold": words.thresholds(line, messages),
                "clause": words.clauses(line, form, messages),
            }
            yield [cells.get(column.key, "") for column in columns]
    if form.tasks:
        yield []
        columns = [column for column in ACTIVITIES if column.key != "number"]
        yield [column.title(lang) for column in columns]
        for task in form.tasks:
            cells = {
                "activity": task.key,
                "title": words.task_title(task, messages),
                "due": words.task_days(task, messages),
                "clause": words.task_clause(task),
            }
            yield [cells.get(column.key, "") for column in columns]
