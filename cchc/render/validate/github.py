"""`cchc plan validate --format github`: an annotation for everything that is wrong in a plan."""

from __future__ import annotations

from io import StringIO
from typing import TextIO

from cchc.plan.validation import Validations
from cchc.render.kit.github import command, plain
from cchc.render.look import Look
from cchc.render.validate import table


def render(report: Validations, look: Look, out: TextIO) -> None:
    """Writes a command for each mistake, and a plain line for each plan that has none."""
    messages = look.messages
    for one in report.files:
        for problem in one.diagnostics:
            properties = {} if one.file == "-" else {"file": one.file}
            if problem.place:
                properties |= {"line": str(problem.place.line), "col": str(problem.place.column)}
            properties["title"] = f"{messages('severity.error')}: {problem.code}"
            text = f"{messages.message(problem)}\n{messages.help(problem.code)}"
            out.write(command("error", properties, text))
    valid = StringIO()
    table.render(report, look, valid)
    for line in valid.getvalue().splitlines():
        out.write(plain(line))
