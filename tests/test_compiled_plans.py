"""A plan does the same parsed, at its first use, and compiled, ever after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

VAN_KHE = "examples/plans/van-khe"
REPORTS = """\
Hà Lâm, ngày 05 tháng 01 năm 2027
QUYẾT ĐỊNH
Ban hành Kế hoạch cải cách hành chính tỉnh Hà Lâm năm 2027
I. MỤC TIÊU
1. Thủ tục
a) Chỉ tiêu
- 95% hồ sơ đúng hạn.
II. TỔ CHỨC THỰC HIỆN
1. Các cơ quan
- Báo cáo quý I gửi trước ngày 15/3/2027; báo cáo 6 tháng gửi trước ngày 15/6/2027; \
báo cáo năm gửi trước ngày 05/12/2027.
"""
"""Three reports that cite one place, whose words name fewer days than the reports have."""


def ran(arguments: list[str], cache: Path) -> tuple[int, str, str]:
    """Status and output of a process of its own: in this one, plans have been parsed."""
    done = subprocess.run(
        [sys.executable, "-m", "cchc", *arguments],
        cwd=ROOT,
        env={**os.environ, "CCHC_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    "line",
    [
        f"check {VAN_KHE}/bao-cao --plan {VAN_KHE}/plan_2027.yaml --format json",
        f"rollup {VAN_KHE}/bao-cao/2027-H1 --plan {VAN_KHE}/plan_2027.yaml --format json",
        f"deadlines --month 06/2027 --plan {VAN_KHE}/plan_2027.yaml --format json",
        f"plan show --plan {VAN_KHE}/plan_2027.yaml --format json",
        f"plan diff {VAN_KHE}/plan_2027.yaml {VAN_KHE}/plan_2027_sua_doi.yaml --format json",
        f"plan trace --source {VAN_KHE}/quyet-dinh-12.txt --plan {VAN_KHE}/plan_2027.yaml",
        f"explain hai-long --plan {VAN_KHE}/plan_2027.yaml",
        "check examples/bao-cao --today 20/06/2026",
        "plan diff plan_2026.yaml plan_2026.yaml",
        "explain ho_so_dung_han II.2 so-noi-vu",
        "tally examples/so-sach --agency xa-muong-la --period Q3/2026 --format json",
    ],
)
def test_every_command_says_the_same(line: str, tmp_path: Path) -> None:
    first, second = (ran(line.split(), tmp_path) for _ in range(2))
    assert list(tmp_path.iterdir())
    assert second == first
    assert "Traceback" not in first[2]


def test_places_are_equal_by_what_they_say(tmp_path: Path) -> None:
    source, plan = tmp_path / "text.txt", tmp_path / "plan.yaml"
    source.write_text(REPORTS, "utf-8")
    drafted = ran(["plan", "new", "--source", str(source), "-o", str(plan)], tmp_path)
    assert drafted[0] == 0
    trace = ["plan", "trace", "--source", str(source), "--plan", str(plan)]
    first, second = (ran(trace, tmp_path / "cache") for _ in range(2))
    assert second == first
    assert (first[0], first[1].splitlines()[-1]) == (0, "Kế hoạch khớp hoàn toàn với quyết định.")
