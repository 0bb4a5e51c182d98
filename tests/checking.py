"""Submissions against the tiny plan, and its plan with an address, for tests of formats."""

from __future__ import annotations

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
