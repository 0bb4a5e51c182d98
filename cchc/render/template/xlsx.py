"""A form as an Excel workbook: locked but where figures go, with a verdict as one types."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from math import ceil
from types import MappingProxyType
from typing import Any, Final

from cchc.diagnostics import diagnostic
from cchc.errors import UsageError
from cchc.messages import Messages
from cchc.plan.model import Confirmed
from cchc.render.template import words as forms
from cchc.render.template.formulas import Cells, verdict
from cchc.render.wording import counted
from cchc.submission.columns import ACTIVITIES, HEAD, METRICS, Column
from cchc.template import Form, Line, Task

_WIDTHS: Final = {
    "title": 36,
    "counts": 44,
    "numerator": 11,
    "denominator": 11,
    "value": 12,
    "none_arising": 16,
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
    "activity": 12,
}
_CODE_LIKE: Final = re.compile("_x(?=[0-9A-Fa-f]+_)")
"""What LibreOffice takes for the code of a character: "_xa_" for a line break, in an id."""
_LINE: Final = 15
"""Points that a line of text is high."""
_INPUT: Final = "FFF8DC"
_BAND: Final = "DDEBF7"
_HEADING: Final = "1F4E78"
_GREY: Final = "EDEDED"
_PERCENT: Final = "0.00####%"
"""Shows as many decimals as are needed for 79,996% not to look like 80%."""
_WHOLE: Final = "#,##0"
_AMOUNT: Final = "#,##0.######"
_DAY: Final = "dd/mm/yyyy"


def content(form: Form, messages: Messages) -> bytes:
    """The form, to be filled in with Excel or LibreOffice.

    Raises:
        UsageError: openpyxl isn't installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise UsageError(diagnostic("xlsx-not-installed")) from None
    book = openpyxl.Workbook()
    book.properties.title = forms.title(form, messages)
    book.properties.creator = "cchc"
    _Figures(book.worksheets[0], form, messages).write()
    if form.tasks or form.obligations:
        _Tasks(book.create_sheet(), form, messages).write()
    _Guide(book.create_sheet(), form, messages).write()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, as far as one can tell without its font."""
    return sum(ceil(len(part) / width) or 1 for part in text.split("\n"))


class _Page:
    """A sheet with our styles; every text goes through it, so that none acts as a formula."""

    name: str
    widths: Mapping[str, int]

    def __init__(self, sheet: Any, form: Form, messages: Messages) -> None:
        self.sheet = sheet
        self.form = form
        self.messages = messages
        self.row = 0
        self.letters = {key: chr(ord("A") + n) for n, key in enumerate(self.widths)}
        sheet.title = messages(f"template.sheet.{self.name}")
        for key, width in self.widths.items():
            sheet.column_dimensions[self.letters[key]].width = width

    def put(
        self, key: str, text: str, *, bold: bool = False, fill: str = "", color: str = ""
    ) -> Any:
        """Writes a text into the current row."""
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = self.sheet[f"{self.letters[key]}{self.row}"]
        cell.value = _CODE_LIKE.sub("_x005F_x", text)
        cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(bold=bold, color=color or None)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        return cell

    def line(self, key: str, text: str, **style: Any) -> Any:
        """Writes a text that runs over the cells to its right, in a row of its own."""
        from openpyxl.styles import Alignment

        self.row += 1
        cell = self.put(key, text, **style)
        cell.alignment = Alignment(vertical="top")
        return cell

    def input(self, key: str, number_format: str = "@") -> Any:
        """Opens a cell of the current row for what the agency fills in."""
        from openpyxl.styles import Alignment, PatternFill, Protection

        cell = self.sheet[f"{self.letters[key]}{self.row}"]
        cell.number_format = number_format
        cell.fill = PatternFill("solid", fgColor=_INPUT)
        cell.protection = Protection(locked=False)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def headings(self, columns: tuple[Column, ...]) -> None:
        """Writes the row of headings, which stays in sight and is printed on every page."""
        titles = {column.key: column.title(self.messages.lang) for column in columns}
        self.row += 1
        for key in self.widths:
            self.put(key, titles[key], bold=True, fill=_HEADING, color="FFFFFF")
        self.finish(titles.items())
        self.sheet.freeze_panes = f"B{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row}:{self.row}"

    def finish(self, texts: Iterable[tuple[str, str]]) -> None:
        """Draws the grid of the current row and makes it high enough for its texts."""
        from openpyxl.styles import Border, Side

        thin = Side(style="thin", color="BFBFBF")
        border = Border(left=thin, right=thin, top=thin, bottom=thin)
        lines = 1
        for key in self.widths:
            self.sheet[f"{self.letters[key]}{self.row}"].border = border
        for key, text in texts:
            if key not in self.widths:
                continue
            lines = max(lines, _lines(text, self.widths[key]))
        self.sheet.row_dimensions[self.row].height = lines * _LINE + 3

    def protect(self) -> None:
        """Locks what isn't to be filled in, without a password, and sets up the printing."""
        sheet = self.sheet
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.5
        sheet.oddFooter.center.text = "&P/&N"
        last = list(self.letters.values())[-1]
        sheet.print_area = f"A1:{last}{self.row}"

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
        self.row += 1
        self.put("title", column.title(self.messages.lang), bold=True)


class _Figures(_Page):
    """The sheet of figures."""

    name = "figures"
    widths = _WIDTHS

    def write(self) -> None:
        """Fills the sheet."""
        from openpyxl.styles import Font

        form, messages = self.form, self.messages
        self.line("title", forms.title(form, messages)).font = Font(bold=True, size=14)
        self.line("title", messages("template.how.xlsx"))
        self.label(HEAD[0], "counts")
        self.put("counts", form.agency.name, bold=True)
        self.label(HEAD[1], "counts")
        self.put("counts", form.period.id, bold=True)
        self.label(HEAD[2], "counts")
        self.days().add(self.input("counts", _DAY))
        self.headings(METRICS)
        self._rules()
        for section in form.sections:
            self.line("title", forms.section_title(section, messages), bold=True)
            for key in self.widths:
                self._shade(key, _BAND)
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

    def _shade(self, key: str, color: str) -> None:
        from openpyxl.styles import PatternFill

        cell = self.sheet[f"{self.letters[key]}{self.row}"]
        cell.fill = PatternFill("solid", fgColor=color)

    def _line(self, line: Line) -> None:
        self.row += 1
        form, messages, metric = self.form, self.messages, line.metric
        counts = "\n".join(counted(line.metric, messages))
        title = forms.line_title(line, messages)
        self.put("title", title)
        self.put("counts", counts)
        for key in ("numerator", "denominator", "value", "none_arising"):
            self._shade(key, _GREY)
        if metric.denominator:
            rule = self.whole if metric.whole else self.amount
            for key in ("numerator", "denominator"):
                rule.add(self.input(key, _WHOLE if metric.whole else _AMOUNT))
        self._value(line)
        if metric.may_not_arise:
            self.none.add(self.input("none_arising"))
        self.put("threshold", forms.thresholds(line, messages))
        self._result(line)
        self.put("clause", forms.clauses(line, form, messages))
        self.input("note")
        self.put("metric", metric.id, color="808080")
        self.finish([("title", title), ("counts", counts), ("metric", metric.id)])

    def _value(self, line: Line) -> None:
        kind = line.metric.kind
        if any(isinstance(target.threshold, Confirmed) for target in line.targets):
            self.answer.add(self.input("value", "General"))
        elif kind == "share":
            self.share.add(self.input("value", _PERCENT))
        elif kind == "growth":
            self.growth.add(self.input("value", _PERCENT))
        else:
            self.whole.add(self.input("value", _WHOLE))

    def _result(self, line: Line) -> None:
        from openpyxl.styles import Alignment, Font

        at = {key: f"{letter}{self.row}" for key, letter in self.letters.items()}
        cells = Cells(at["numerator"], at["denominator"], at["value"], at["none_arising"])
        cell = self.sheet[at["result"]]
        cell.value = verdict(line, cells, self.messages)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)

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
            self.sheet.conditional_formatting.add(f"{letter}1:{letter}{self.row}", rule)


class _Tasks(_Page):
    """The sheet of activities, and of the agency's own plan."""

    name = "activities"
    widths = _TASK_WIDTHS

    def write(self) -> None:
        """Fills the sheet."""
        from openpyxl.styles import Alignment, Font

        form, messages = self.form, self.messages
        self.line("title", messages("template.activities")).font = Font(bold=True, size=14)
        self.line("title", messages("template.how.activities"))
        if form.obligations:
            self.label(HEAD[3], "due")
            self.days().add(self.input("due", _DAY))
            due = max(duty.due_on for duty in form.obligations)
            self.put("status", messages("template.due", due_on=due)).alignment = Alignment()
            self.label(HEAD[4], "due")
            self.input("due")
        self.headings(ACTIVITIES)
        self.status = self.choice(
            *(messages(f"template.status.{status}") for status in ("done", "doing", "not-started"))
        )
        self.one_day = self.days()
        for task in form.tasks:
            self._task(task)
        self.protect()

    def _task(self, task: Task) -> None:
        self.row += 1
        messages = self.messages
        title = forms.task_title(task, messages)
        self.put("title", title)
        self.put("due", forms.task_days(task, messages).replace("; ", "\n"))
        self.status.add(self.input("status"))
        if len(task.due_on) == 1:
            self.one_day.add(self.input("completed_on", _DAY))
        else:  # several days, parted by semicolons
            self.input("completed_on")
        self.input("document")
        self.put("clause", forms.task_clause(task))
        self.input("note")
        self.put("activity", task.key, color="808080")
        self.finish([("title", title), ("due", "\n".join("d" for _ in task.due_on))])


class _Guide(_Page):
    """The sheet that explains the others."""

    name = "guide"
    widths: Mapping[str, int] = MappingProxyType({"text": 110})

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
            self.row += 1
            self.put("text", paragraph)
            height = _lines(paragraph, self.widths["text"]) * _LINE + 3
            self.sheet.row_dimensions[self.row].height = height
        self.protect()
