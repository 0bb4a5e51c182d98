"""Whoever one format of a rollup names as silent, late, undated, faulty or failing, all name."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
from conftest import ROOT
from docx.text.paragraph import Paragraph
from rolling import FIRST, PLAN, submissions

from cchc.messages import Messages
from cchc.plan.load import parse_bytes
from cchc.plan.model import Plan
from cchc.plan.succession import Succession
from cchc.render import content, render
from cchc.render.look import Look
from cchc.rollup import roll_up
from cchc.rollup.model import Rollup

MESSAGES = Messages("vi")
GROUPS = ("silent", "late", "undated", "conflict", "faulty", "failing")


class Named(NamedTuple):
    """Ids of those that a format names."""

    agencies: dict[str, set[str]]
    """By group."""
    targets: set[str]
    """Those that the province fails."""


def agencies_in(text: str, plan: Plan = PLAN) -> set[str]:
    names = {agency.id: agency.name for agency in plan.agencies}
    return {id for id, name in names.items() if re.search(rf"{re.escape(name)}(?!\w)", text)}


def targets_in(lines: Iterable[str], plan: Plan = PLAN) -> set[str]:
    """The targets that lines begin to name; a column may break long titles."""
    text = "\n".join(lines)
    return {target.id for target in plan.targets if target.title.vi[:40].strip() in text}


def heading(key: str, rollup: Rollup) -> str:
    """A heading as far as its count."""
    shown = MESSAGES(key, count="#", day=rollup.now.period.data_to)
    return shown.partition("(#)")[0].strip()


def text_of(format: str, rollup: Rollup) -> str:
    out = io.StringIO()
    render("rollup", format, rollup, Look(MESSAGES, width=400), out)
    return out.getvalue()


def by_heading(chunks: Iterable[str], rollup: Rollup) -> dict[str, set[str]]:
    keys = {
        **{group: f"rollup.{group}" for group in ("silent", "late", "undated")},
        "conflict": "rollup.conflicts",
        "faulty": "rollup.invalid",
        "failing": "rollup.agencies",
    }
    found: dict[str, set[str]] = {}
    for chunk in chunks:
        for group, key in keys.items():
            if chunk.strip().startswith(heading(key, rollup)):
                found[group] = agencies_in(" ".join(chunk.split()), rollup.plan)
    return found


def has(key: str, value: str, row: dict[str, Any]) -> bool:
    return bool(row[key] == value)


def table(rollup: Rollup) -> Named:
    text = text_of("table", rollup)
    failing = [line for line in text.splitlines() if line.startswith(MESSAGES("reached.fail"))]
    return Named(by_heading(text.split("\n\n"), rollup), targets_in(failing))


def markdown(rollup: Rollup) -> Named:
    text = text_of("markdown", rollup).replace("\\", "")
    failing = [
        line for line in text.splitlines() if line.startswith(f"| ❌ {MESSAGES('reached.fail')}")
    ]
    return Named(by_heading(text.split("\n## "), rollup), targets_in(failing))


def page(rollup: Rollup) -> Named:
    tree = import_module("lxml.html").fromstring(content("report", "html", rollup, MESSAGES, "."))
    chunks = ["\n".join(div.itertext()) for div in tree.xpath("//*[@id='reports']//div[h3]")]
    found = by_heading(chunks, rollup)
    found["failing"] = set(tree.xpath("//*[@class='owed']/details/@data-agency"))
    failing = tree.xpath("//article[p[@class='standing']/b[@class='fail']]/h4/text()")
    return Named(found, targets_in(failing))


def word(rollup: Rollup) -> Named:
    document = docx.Document(io.BytesIO(content("report", "docx", rollup, MESSAGES)))
    chunks: dict[str, list[str]] = {"": []}
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            if block.style is not None and str(block.style.name).startswith("Heading"):
                chunks[block.text.partition(". ")[2]] = []
            else:
                list(chunks.values())[-1].append(block.text)
        else:
            list(chunks.values())[-1].extend(
                "; ".join(c.text for c in row.cells) for row in block.rows
            )
    of = {
        **{
            group: MESSAGES(f"docx.list.{group}", due_on=rollup.now.period.due_on)
            for group in ("silent", "late", "undated")
        },
        "faulty": MESSAGES("docx.problems"),
    }
    found = {group: agencies_in("\n".join(chunks.get(title, ()))) for group, title in of.items()}
    conflict = MESSAGES("docx.problem.conflict")
    problems = chunks.get(of["faulty"], [])
    found["conflict"] = agencies_in("\n".join(line for line in problems if conflict in line))
    found["faulty"] = agencies_in("\n".join(line for line in problems if conflict not in line))
    behind = next(
        (
            lines
            for title, lines in chunks.items()
            if title.startswith(heading("rollup.agencies", rollup))
        ),
        [],
    )
    found["failing"] = agencies_in("\n".join(behind))
    failing = (line for line in chunks[MESSAGES("docx.failing")] if line.startswith("("))
    return Named(found, targets_in(failing))


def workbook(rollup: Rollup) -> Named:
    book: Any = openpyxl.load_workbook(io.BytesIO(content("rollup", "xlsx", rollup, MESSAGES)))

    def rows(name: str) -> list[dict[str, Any]]:
        sheet = book[MESSAGES(f"sheet.{name}")]
        head, *body = sheet[sheet.auto_filter.ref]
        return [
            dict(zip((c.value for c in head), (c.value for c in row), strict=True)) for row in body
        ]

    def column(key: str) -> str:
        return MESSAGES(f"sheet.column.{key}")

    every = rows("agencies")

    def ids(kept: Callable[[dict[str, Any]], Any]) -> set[str]:
        return {row[column("agency-id")] for row in every if kept(row)}

    timing = column("timing")
    failing = [MESSAGES(f"status.{status}") for status in ("fail", "missing", "invalid")]
    came, yes = column("submitted"), MESSAGES("yes")
    return Named(
        {
            **{
                group: ids(partial(has, timing, MESSAGES(f"sheet.timing.{group}")))
                for group in ("silent", "late", "undated", "conflict")
            },
            "faulty": ids(lambda row: row[column("problem")]),
            "failing": ids(lambda row: row[came] == yes and sum(row[name] for name in failing)),
        },
        {
            row[column("target-id")]
            for row in rows("totals")
            if row[column("status")] == MESSAGES("reached.fail")
        },
    )


def data(rollup: Rollup) -> Named:
    document = json.loads(text_of("json", rollup))
    agencies = document["agencies"]
    bad = ("fail", "missing", "invalid")

    def ids(kept: Callable[[Any], Any]) -> set[str]:
        return {one["agency"]["id"] for one in agencies if kept(one)}

    return Named(
        {
            **{
                group: ids(partial(has, "timing", group))
                for group in ("silent", "late", "undated", "conflict")
            },
            "faulty": ids(lambda one: one["verdict"] == "invalid"),
            "failing": ids(
                lambda one: one["verdict"] and sum(one["summary"][name] for name in bad)
            ),
        },
        {one["target"] for one in document["totals"] if one["status"] == "fail"},
    )


FORMATS = {
    "table": table,
    "markdown": markdown,
    "html": page,
    "docx": word,
    "xlsx": workbook,
    "json": data,
}


def rolled_up(folder: Path, plan: Plan) -> Rollup:
    read = submissions(folder, FIRST)
    return roll_up(Succession((plan,)), plan.period["2026-Q1"], date(2026, 3, 14), read)


def replacing() -> Plan:
    """The plan as it were if it took the place of another in July."""
    text = (ROOT / "plan_2026.yaml").read_text("utf-8")
    later = text.replace("  effective_from: 2025-12-26\n", "  effective_from: 2026-07-01\n")
    later = later.replace("  supersedes: []\n", "  supersedes: [1/QĐ]\n")
    return parse_bytes(later.encode(), "plan.yaml")


@pytest.mark.parametrize("format", FORMATS)
def test_all_name_the_same(format: str, tmp_path: Path) -> None:
    rollup = rolled_up(tmp_path, PLAN)
    named = FORMATS[format](rollup)
    reported = {"so-noi-vu", "so-tu-phap", "xa-muong-la"}
    silent = {agency.id for agency in PLAN.agencies} - reported - {"xa-bac-yen"}
    assert named.agencies["silent"] == silent
    assert named.agencies["late"] == {"so-tu-phap"}
    assert named.agencies["undated"] == {"xa-muong-la"}
    assert named.agencies["conflict"] == {"xa-bac-yen"}
    assert named.agencies["faulty"] == {"xa-muong-la"}
    assert named.agencies["failing"] == reported
    failing = {total.target.id for total in rollup.now.totals if total.status == "fail"}
    assert {"cong-khai-ns-xa"} < failing
    assert named.targets == failing


@pytest.mark.parametrize("format", FORMATS)
def test_silent_agencies_are_not_faulty_where_the_plan_is_not_in_force(
    format: str, tmp_path: Path
) -> None:
    """The plan can't judge then, which is told of the files that there are."""
    rollup = rolled_up(tmp_path, replacing())
    assert rollup.now.standings[0].checked.verdict == "invalid"  # of a silent agency
    faulty = FORMATS[format](rollup).agencies["faulty"]
    assert faulty == {"so-noi-vu", "so-tu-phap", "xa-muong-la"}


def test_the_rows_for_programs_name_every_agency(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", rolled_up(tmp_path, PLAN)))))
    timings = {row["agency"]: row["timing"] for row in rows}
    assert len(timings) == len(PLAN.agencies)
    assert (timings["so-tu-phap"], timings["xa-muong-la"]) == ("late", "undated")
