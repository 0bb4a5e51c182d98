"""A period of the province in few submissions, whose results can be worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cchc.plan.load import load
from cchc.plan.succession import Succession
from cchc.rollup import roll_up
from cchc.rollup.model import Rollup
from cchc.submission.model import Submission
from cchc.submission.read import read_submission

PLAN = load()
HOSTILE = "=cmd()|'/C calc'!A1 <script>\x1b[31m\u202e &amp; "

FIRST = {
    "so-noi-vu.yaml": """
        agency: so-noi-vu
        period: Q1/2026
        reported_on: 10/03/2026
        metrics:
          trien_khai_dong_bo_cchc: có
          ho_so_so_hoa: 90/100
        activities:
          I.1.1: {status: done, completed_on: 05/02/2026, document: 12/QĐ-UBND}
        agency_plan:
          issued_on: 08/01/2026
        """,
    "so-tu-phap.yaml": """
        agency: so-tu-phap
        period: Q1/2026
        reported_on: 13/03/2026
        metrics:
          ho_so_so_hoa: 89/100
          vb_duoc_kiem_tra: 99999/100000
          hai_long_tthc: 92,5%
        agency_plan:
          issued_on: 15/01/2026
        """,
    "xa-muong-la.yaml": """
        agency: xa-muong-la
        period: Q1/2026
        metrics:
          cong_khai_ns_xa: 0/1
          ho_so_dung_han: khoảng 90
        """,
    "xa-bac-yen-1.yaml": "agency: xa-bac-yen\nperiod: Q1/2026\nmetrics: {}\n",
    "xa-bac-yen-2.yaml": "agency: xa-bac-yen\nperiod: Q1/2026\nmetrics: {}\n",
    "nobody.yaml": "period: Q1/2026\nmetrics: {}\n",
}
"""Three agencies report, one of them late and one without a day; one is in conflict, and one file
belongs to nobody: 85 are silent.

Files digitised by departments: 90/100 and 89/100 of the 14, so 179/200; the other twelve are taken
to have 100 each, so that the province lies between 179/1400 and 1379/1400.  Communes that publish
their budgets: none of 75, at the best 74.  Documents checked: 99,999%, which fails 100%.
"""

SECOND = {
    "so-noi-vu-h1.yaml": """
        agency: so-noi-vu
        period: 6 tháng/2026
        reported_on: 10/06/2026
        metrics:
          trien_khai_dong_bo_cchc: có
          ho_so_so_hoa: 80/95
        """,
}
"""Half a year on 80 of 95 files are digitised, of which there had been 90 of 100."""


def submissions(folder: Path, files: dict[str, str]) -> list[Submission]:
    """Writes files and reads them."""
    found = []
    for name, text in files.items():
        file = folder / name
        lines = text.split("\n")
        margin = 8 if lines[0] == "" else 0
        file.write_text("\n".join(line[margin:] for line in lines).lstrip("\n"), "utf-8")
        found.append(read_submission(str(file), PLAN))
    return found


def first_quarter(folder: Path) -> Rollup:
    """The first quarter, on the third day after its reports were due."""
    read = submissions(folder, FIRST)
    return roll_up(Succession((PLAN,)), PLAN.period["2026-Q1"], date(2026, 3, 14), read)


def half_year(folder: Path) -> Rollup:
    """The half-year beside the first quarter."""
    read = [*submissions(folder, FIRST), *submissions(folder, SECOND)]
    return roll_up(Succession((PLAN,)), PLAN.period["2026-H1"], date(2026, 6, 14), read)


def hostile(folder: Path) -> Rollup:
    """The first quarter with texts that would act, had they been let."""
    read = submissions(folder, FIRST)
    figures = {
        metric: figure._replace(note=HOSTILE + "x" * 32_000)
        for metric, figure in read[0].figures.items()
    }
    activity = read[0].activities[0]._replace(document=HOSTILE, note="+1")
    read[0] = read[0]._replace(figures=figures, activities=(activity,))
    read[-1] = read[-1]._replace(file=f"{HOSTILE}.yaml")
    read[2] = read[2]._replace(file=f"@{HOSTILE}\n{'y' * 500}.yaml")
    return roll_up(Succession((PLAN,)), PLAN.period["2026-Q1"], date(2026, 3, 14), read)
