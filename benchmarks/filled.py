"""Filled workbooks as the agencies of the province send them in, one of each for a period."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from province import WRONG, figure, spoil

from cchc.messages import Messages
from cchc.plan.load import load
from cchc.plan.model import Agency, Plan, ReportingPeriod
from cchc.render import content
from cchc.submission.columns import HEAD, METRICS, named
from cchc.template import form


def write_workbooks(out: Path, periods: list[str], missing: int, seed: int) -> list[Path]:
    """Writes one workbook for each agency and period but `missing` agencies a period."""
    plan, random = load(), Random(seed)
    written = []
    for id in periods:
        (out / id).mkdir(parents=True, exist_ok=True)
        silent = set(random.sample([agency.id for agency in plan.agencies], missing))
        for agency in plan.agencies:
            if agency.id not in silent:
                file = out / id / f"{agency.id}.xlsx"
                file.write_bytes(_workbook(plan, agency, plan.period[id], random))
                written.append(file)
    return written


def _workbook(plan: Plan, agency: Agency, period: ReportingPeriod, random: Random) -> bytes:
    asked = form(plan, agency, period)
    lines = [figure(line, random).strip() for line in asked.lines]
    if random.random() < WRONG:
        spoil(lines, random)
    figures = dict(line.split(": ", 1) for line in lines)
    book: Any = openpyxl.load_workbook(
        io.BytesIO(content("template", "xlsx", asked, Messages("vi")))
    )
    sheet = book.worksheets[0]
    columns: dict[str, int] = {}
    for row in sheet.iter_rows():
        label = named(HEAD, str(row[0].value))
        if label and label.key == "reported_on":
            row[1].value = period.due_on
        found = {
            column.key: cell.column for cell in row if (column := named(METRICS, str(cell.value)))
        }
        columns = found if "metric" in found else columns
        metric = str(row[columns["metric"] - 1].value) if columns else ""
        for key, value in _cells(figures.get(metric.replace("_x005F_", "_"), "")).items():
            sheet.cell(row[0].row, columns[key]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(text: str) -> dict[str, Any]:
    """What stands in which column for a figure: Excel holds a percentage as a ratio."""
    if not text:
        return {}
    if text == "không phát sinh":
        return {"none_arising": text}
    if "/" in text or text.startswith("{"):
        sides = text.strip("{}").replace("/", ", ").replace("numerator: ", "")
        above, below = sides.replace("denominator: ", "").split(", ")
        return {"numerator": int(above), "denominator": int(below)}
    if text.endswith("%"):
        return {"value": round(float(text[:-1].replace(",", ".")) / 100, 6)}
    return {"value": int(text) if text.isdecimal() else text}
