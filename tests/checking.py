"""Submissions against the tiny plan, and its plan with an address, for tests of formats."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

from tiny_plan import changed

ADDRESS = "https://example.vn/qd-1"

PLAN_WITH_ADDRESS = changed(("  supersedes: []\n", f"  supersedes: []\n  url: {ADDRESS}\n"))

DEPARTMENT = """\
agency: so-mot
period: Q1/2026
reported_on: 10/03/2026
metrics:
  dung_han: 799/1000
  so_hoa: 95%
  khieu_nai: không phát sinh
  sai_sot: nhiều
"""
"""A failing share, one that passes, nothing arisen, and a count that can't be read."""

COMMUNE = """\
agency: xa-tan-an
period: Q1/2026
reported_on: 10/03/2026
metrics:
  dung_han: 80%
  so_hoa: {value: "75", note: "số tạm"}
  khieu_nai: 5
"""
"""A pass at the threshold, a failing share with a note, and no confirmation."""

PASSING = """\
agency: so-hai
period: Q1/2026
reported_on: 10/03/2026
metrics: {dung_han: 80, so_hoa: 95, khieu_nai: 5}
agency_plan: {issued_on: 09/01/2026}
activities:
  I.2: {status: done, completed_on: 10/02/2026}
  I.6: {status: done, completed_on: 10/03/2026}
"""


def plan_file(folder: Path) -> Path:
    """The tiny plan, published at `ADDRESS`."""
    file = folder / "plan.yml"
    file.write_text(PLAN_WITH_ADDRESS, "utf-8")
    return file


def put(folder: Path, **texts: str) -> None:
    """Submissions below `folder`, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def as_printed(file: Path) -> str:
    """What a file would be on standard output: of CSV, with commas between cells."""
    text = file.read_bytes().decode()
    if file.suffix != ".csv" and not text.startswith("\ufeff"):
        return text
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    for row in csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"):
        figures = [re.fullmatch(r"(-?[0-9]+),([0-9]+)", cell) for cell in row]
        writer.writerow([f"{m[1]}.{m[2]}" if m else c for m, c in zip(figures, row, strict=True)])
    return made.getvalue()
