"""A form as an Excel workbook: locked but where figures go, with a verdict as one types."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from cchc.errors import UsageError
from cchc.extras import not_installed
from cchc.messages import Messages
from cchc.plan.model import Confirmed
from cchc.render.kit import provenance
from cchc.render.kit.archive import settled
from cchc.render.kit.sheets import DAY, Worksheet, font, new_book
from cchc.render.template import words
from cchc.render.template.formulas import Cells, verdict
from cchc.render.wording import counted
from cchc.submission.columns import ACTIVITIES, HEAD, METRICS, Column
from cchc.template import Form, FormLine, Task
from cchc.text import visible

_WIDTHS: Final = {
    "title": 36,
    "counts": 44,
    "numerator": 11,
    "denominator": 11,
    "value": 12,
    "none_arising": 16,
    "estimate": 12,
    "threshold": 9,
    "result": 16,
    "clause": 14,
    "note": 24,
    "metric": 32,
}
"""Columns of the figures from left to right, and their widths in characters."""
_TASK_WIDTHS: Final = {
    "title": 60,
    "due": 13,
    "status": 18,
    "completed_on": 18,
    "document": 22,
    "clause": 10,
    "note": 24,
    "activity": 16,
}
_MOST_LINES: Final = 40
"""Lines of a cell that are in sight: all there are."""
_INPUT: Final = "FFF8DC"
_BAND: Final = "DDEBF7"
_GREY: Final = "EDEDED"
_PERCENT: Final = "0.00####%"
"""Shows as many decimals as are needed for 79,996% not to look like 80%."""
_WHOLE: Final = "#,##0"
_AMOUNT: Final = "#,##0.######"


def content(form: Form, messages: Messages) -> bytes:
    """The form, to be filled in with Excel or LibreOffice.

    Raises:
        UsageError: openpyxl isn't installed.
    """
    try:
        book = new_book()
    except ImportError:
        raise UsageError(not_installed("xlsx")) from None
    book.properties.title = words.title(form, messages)
    book.properties.creator = "cchc"
    book.properties.description = visible(provenance.line(form.plan))
    _Figures(book.create_sheet(), form, messages).write()
    if form.tasks or form.obligations:
        _Tasks(book.create_sheet(), form, messages).write()
    _Guide(book.create_sheet(), form, messages).write()
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue(), form.plan.plan.signed_on)


class _Page(Worksheet):
    """A sheet of the form, whose columns go by keys; locked but for what is filled in."""

    name: str
    columns: Mapping[str, int]
    """Widths in characters."""

    def __init__(self, sheet: Any, form: Form, messages: Messages) -> None:
        self.form = form
        self.messages = messages
        title = messages(f"template.sheet.{self.name}")
        super().__init__(sheet, title, tuple(self.columns.values()))
        self.letters = {key: chr(ord("A") + n) for n, key in enumerate(self.columns)}

    def at(self, key: str) -> Any:
        """The cell of the current row in a column."""
        return self.sheet[f"{self.letters[key]}{self.number}"]

    def text(self, key: str, text: str, *, bold: bool = False, color: str = "") -> Any:
        """Writes a text into the current row."""
        cell = self.put(list(self.columns).index(key) + 1, text)
        cell.alignment = self.wrapped
        cell.font = font(bold=bold, color=color or None)
        return cell

    def input(self, key: str, number_format: str = "@") -> Any:
        """Opens a cell of the current row for what the agency fills in."""
        from openpyxl.styles import Protection

        cell = self.shade(key, _INPUT)
        cell.number_format = number_format
        cell.protection = Protection(locked=False)
        cell.alignment = self.wrapped
        return cell

    def shade(self, key: str, color: str) -> Any:
        """Gives a cell of the current row a ground; returns it."""
        from openpyxl.styles import PatternFill

        cell = self.at(key)
        cell.fill = PatternFill("solid", fgColor=color)
        return cell

    def headings(self, columns: tuple[Column, ...]) -> None:
        """Writes the row of headings, which stays in sight and is printed on every page."""
        titles = {column.key: column.title(self.messages.lang) for column in columns}
        self.number += 1
        for key in self.columns:
            cell = self.text(key, titles[key])
            cell.font, cell.fill = self.light, self.heading
        self.draw(titles)
        self.sheet.freeze_panes = f"B{self.number + 1}"
        self.sheet.print_title_rows = f"{self.number}:{self.number}"

    def draw(self, texts: Mapping[str, str]) -> None:
        """Draws the grid of the current row and makes it high enough for its texts."""
        for key in self.columns:
            self.at(key).border = self.border
        self.heighten([texts.get(key) for key in self.columns], most=_MOST_LINES)

    def protect(self) -> None:
        """Locks what isn't to be filled in, without a password, and sets up the printing."""
        self.sheet.protection.sheet = True
        self.sheet.protection.formatColumns = False
        self.sheet.protection.formatRows = False
        self.lay_out()

    def rule(self, kind: Any, message: str, **settings: Any) -> Any:
        """A rule for what cells take; Excel shows the message for anything else."""
        from openpyxl.worksheet.datavalidation import DataValidation

        made = DataValidation(type=kind, allow_blank=True, **settings)
        made.error = self.messages(message)
        made.errorTitle = "cchc"
        made.showErrorMessage = True
        self.sheet.add_data_validation(made)
        return made

    def choice(self, *words: str) -> Any:
        """A drop-down of these words."""
        listed = ",".join(words)
        return self.rule("list", "template.error.choice", formula1=f'"{listed}"')

    def days(self) -> Any:
        """A rule for days, from the first that the plan counts to the end of its year."""
        first = min(period.data_from for period in self.form.plan.reporting)
        year = self.form.plan.plan.year
        return self.rule(
            "date",
            "template.error.day",
            operator="between",
            formula1=f"DATE({first.year},{first.month},{first.day})",
            formula2=f"DATE({year + 1},12,31)",
        )

    def label(self, column: Column, key: str) -> None:
        """A label in a row of its own; its value goes into the column `key`."""
        self.number += 1
        self.text("title", column.title(self.messages.lang), bold=True)


class _Figures(_Page):
    """The sheet of figures."""

    name = "figures"
    columns = _WIDTHS

    def write(self) -> None:
        """Fills the sheet."""
        form, messages = self.form, self.messages
        self.line(words.title(form, messages), large=True)
        self.line(messages("template.how.xlsx"))
        if form.remark:
            self.line(form.remark)
        self.label(HEAD[0], "counts")
        self.text("counts", form.agency.name, bold=True)
        self.label(HEAD[1], "counts")
        self.text("counts", words.period(form, messages), bold=True)
        self.label(HEAD[2], "counts")
        self.days().add(self.input("counts", DAY))
        self.label(HEAD[3], "counts")
        self.days().add(self.input("counts", DAY))
        self.as_of = f"${self.letters['counts']}${self.number}"
        self.headings(METRICS)
        self._rules()
        for section in form.sections:
            self.line(words.section_title(section, messages)).font = self.bold
            for key in self.columns:
                self.shade(key, _BAND)
            for line in section.lines:
                self._line(line)
        self._colours()
        self.protect()

    def _rules(self) -> None:
        least = {"operator": "greaterThanOrEqual", "formula1": "0"}
        share = {"operator": "between", "formula1": "0", "formula2": "1"}
        self.whole = self.rule("whole", "template.error.whole", **least)
        self.amount = self.rule("decimal", "template.error.amount", **least)
        self.share = self.rule("decimal", "template.error.share", **share)
        growth = {"operator": "between", "formula1": "-1", "formula2": "0.4999"}
        self.growth = self.rule("decimal", "template.error.growth", **growth)
        self.answer = self.choice(self.messages("yes"), self.messages("no"))
        self.none = self.choice(self.messages("template.none"))

    def _line(self, line: FormLine) -> None:
        self.number += 1
        form, messages, metric = self.form, self.messages, line.metric
        counts = "\n".join(counted(line.metric, messages))
        title = words.line_title(line, messages)
        self.text("title", title)
        self.text("counts", counts)
        for key in ("numerator", "denominator", "value", "none_arising", "estimate"):
            self.shade(key, _GREY)
        if metric.denominator:
            rule = self.whole if metric.whole else self.amount
            for key in ("numerator", "denominator"):
                rule.add(self.input(key, _WHOLE if metric.whole else _AMOUNT))
        self._value(line, "value")
        if metric.kind != "confirmation":
            self._value(line, "estimate")
        if metric.may_not_arise:
            self.none.add(self.input("none_arising"))
        self.text("threshold", words.thresholds(line, messages))
        self._result(line)
        self.text("clause", words.clauses(line, form, messages))
        note = self.input("note")
        if filled := form.filled.get(metric.id):
            self.at("numerator").value = filled.numerator
            self.at("denominator").value = filled.denominator
            note.value, note.data_type = filled.note, "s"
        self.text("metric", metric.id, color="808080")
        self.draw({"title": title, "counts": counts, "metric": metric.id})

    def _value(self, line: FormLine, key: str) -> None:
        kind = line.metric.kind
        if any(isinstance(target.threshold, Confirmed) for target in line.targets):
            self.answer.add(self.input(key, "General"))
        elif kind == "share":
            self.share.add(self.input(key, _PERCENT))
        elif kind == "growth":
            self.growth.add(self.input(key, _PERCENT))
        else:
            self.whole.add(self.input(key, _WHOLE))

    def _result(self, line: FormLine) -> None:
        at = {key: f"{letter}{self.number}" for key, letter in self.letters.items()}
        fraction = (at["numerator"], at["denominator"])
        cells = Cells(*fraction, at["value"], at["none_arising"], self.as_of)
        cell = self.at("result")
        cell.value = verdict(line, cells, self.messages)
        cell.font = self.bold
        cell.alignment = self.wrapped

    def _colours(self) -> None:
        """Green for what is met, red for what fails, amber for what is still to be done."""
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Font

        letter = self.letters["result"]
        cell = f"{letter}1"
        colours = {"pass": "2E7D32", "fail": "C00000", "invalid": "C00000", "missing": "B26A00"}
        for status, colour in colours.items():
            word = self.messages(f"status.{status}")
            rule: Any = FormulaRule(  # type: ignore[no-untyped-call]
                [f'LEFT({cell},{len(word)})="{word}"'], font=Font(color=colour)
            )
            self.sheet.conditional_formatting.add(f"{letter}1:{letter}{self.number}", rule)


class _Tasks(_Page):
    """The sheet of activities, and of the agency's own plan."""

    name = "activities"
    columns = _TASK_WIDTHS

    def write(self) -> None:
        """Fills the sheet."""
        from openpyxl.styles import Alignment

        form, messages = self.form, self.messages
        self.line(messages("template.activities"), large=True)
        self.line(messages("template.how.activities"))
        if form.obligations:
            self.label(HEAD[4], "due")
            self.days().add(self.input("due", DAY))
            due = max(duty.due_on for duty in form.obligations if duty.due_on)
            self.text("status", messages("template.due", due_on=due)).alignment = Alignment()
            self.label(HEAD[5], "due")
            self.input("due")
        if not form.tasks:
            self.line(messages("template.no-activities"))
            self.protect()
            return
        self.headings(ACTIVITIES)
        self.status = self.choice(
            *(messages(f"template.status.{status}") for status in ("done", "doing", "not-started"))
        )
        self.one_day = self.days()
        for task in form.tasks:
            self._task(task)
        self.protect()

    def _task(self, task: Task) -> None:
        self.number += 1
        messages = self.messages
        title = words.task_title(task, messages)
        self.text("title", title)
        days = words.task_days(task, messages).replace("; ", "\n")
        self.text("due", days)
        self.status.add(self.input("status"))
        if len(task.due_on) == 1:
            self.one_day.add(self.input("completed_on", DAY))
        else:  # several days, separated by semicolons
            self.input("completed_on")
        self.input("document")
        self.text("clause", words.task_clause(task))
        self.input("note")
        self.text("activity", task.key, color="808080")
        self.draw({"title": title, "due": days})


class _Guide(_Page):
    """The sheet that explains the others."""

    name = "guide"
    columns: Mapping[str, int] = MappingProxyType({"text": 110})

    def write(self) -> None:
        """Fills the sheet."""
        form, messages = self.form, self.messages
        paragraphs = messages(
            "template.guide",
            agency=form.agency.name,
            decision=form.plan.plan.decision,
            due_on=form.period.due_on,
            data_from=form.period.data_from,
            data_to=form.period.data_to,
        )
        for paragraph in paragraphs.split("\n"):
            self.number += 1
            self.text("text", paragraph)
            self.heighten([paragraph], most=_MOST_LINES)
        self.protect()
