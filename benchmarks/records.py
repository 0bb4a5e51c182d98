"""How long it takes to count a province's list of dossiers, and how much memory.

    python benchmarks/records.py [ROWS] [--check]

Makes a list of ROWS (ten million by default) of the plan's 89 agencies from a fixed seed, as a CSV
file with names and addresses in it, and counts it in a process of its own.  With --check the same
list is counted in plain Python, too, and has to come to the same.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from cchc.plan.load import load_all
from cchc.plan.model import Plan, ReportingPeriod

SEED = 766
HEADINGS = (
    *("STT", "Mã hồ sơ", "Cơ quan", "Người nộp", "Địa chỉ", "Số điện thoại", "Lĩnh vực"),
    *("Kênh nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả", "Phí, lệ phí"),
    *("Thanh toán trực tuyến", "Số hóa hồ sơ", "Kết quả điện tử"),
)
CHANNELS = ("Trực tuyến", "Trực tuyến", "Trực tiếp", "Bưu chính")
BLOCK = 20_000
"""Dossiers that are drawn; the rest repeat them under codes and agencies of their own."""

Counts = dict[tuple[str, str], list[int]]


def main() -> None:
    """Makes the list, counts it and says what that took."""
    if sys.argv[1:2] == ["--count"]:
        by_engine(sys.argv[2])
        return
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    rows = sizes[0] if sizes else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.csv")
        make(file, rows)
        print(f"{rows:,} dossiers, {file.stat().st_size / 1e6:,.0f} MB")
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, __file__, "--count", str(file)], check=True, stdout=subprocess.DEVNULL
        )
        took = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime
        print(f"{took:.1f} s, {cpu:.1f} s of processors, {used.ru_maxrss / 1e6:.2f} GB")
        if "--check" in sys.argv:
            assert by_engine(file) == by_hand(file)
            print("equal to a plain count")


def plan_and_period() -> tuple[Plan, ReportingPeriod]:
    """The built-in plan, and the period that the list is of."""
    plan = load_all(()).latest
    return plan, plan.period["2026-Q3"]


def make(file: Path, rows: int) -> None:
    """Writes the list; the same for the same number of rows."""
    plan, period = plan_and_period()
    drawn = list(_drawn(random.Random(SEED), period, min(rows, BLOCK)))
    names = [f"UBND {agency.name}" for agency in plan.agencies]
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.write(";".join(HEADINGS) + "\r\n")
        for start in range(0, rows, BLOCK):
            block = drawn[: rows - start]
            stream.write(
                "".join(
                    f"{number};000.00.01.H52-{number:09};{names[number * 7 % len(names)]};{rest}"
                    for number, rest in enumerate(block, start + 1)
                )
            )


def _drawn(draw: random.Random, period: ReportingPeriod, rows: int) -> Iterator[str]:
    days = (period.data_to - period.data_from).days
    for number in range(rows):
        received = period.data_from + timedelta(draw.randrange(-60, days + 10))
        due = received + timedelta(draw.randrange(1, 40))
        returned = received + timedelta(draw.randrange(45)) if draw.random() < 0.95 else None
        fee = draw.choice(("0", "", "8.000", "150.000"))
        paid = draw.choice(("Có", "Không")) if fee.strip("0") else ""
        cells = (
            *(f"Nguyễn Văn {number}", f"Bản {number % 90}, xã {number % 70}", "0912345678"),
            *(draw.choice(("Hộ tịch", "Đất đai")), draw.choice(CHANNELS)),
            *(f"{received:%d/%m/%Y}", f"{due:%d/%m/%Y}"),
            *(f"{returned:%d/%m/%Y}" if returned else "", fee, paid),
            *(draw.choice(("Có", "Có", "")), draw.choice(("Có", ""))),
        )
        yield ";".join(cells) + "\r\n"


def by_engine(file: str | Path) -> Counts:
    """The counts of every metric by agency, as `cchc tally` has them."""
    from cchc.records.read import read_records

    plan, period = plan_and_period()
    kept = read_records([str(file)], plan, period)
    assert not [told for told in kept.told if told.problem.severity == "error"], kept.told
    return {
        (agency, one.metric): [one.counts.numerator, one.counts.denominator]
        for agency, some in kept.tallied.items()
        for one in some
        if one.counts
    }


def by_hand(file: Path) -> Counts:
    """The same by a plain loop over the rows, written after the definitions' words."""
    plan, period = plan_and_period()
    ids = {f"UBND {agency.name}": agency.id for agency in plan.agencies}
    first, last = period.data_from, period.data_to
    found: Counts = defaultdict(lambda: [0, 0])
    with file.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            received, due = _day(row["Ngày tiếp nhận"]), _day(row["Ngày hẹn trả"])
            returned = _day(row["Ngày trả"])
            assert received and due
            if received > last:
                continue
            settled = returned is not None and first <= returned <= last
            open_still = returned is None or returned > last
            digitised = row["Số hóa hồ sơ"] == "Có"
            result = row["Kết quả điện tử"] == "Có"
            counted = {
                "ho_so_dung_han": (
                    settled or (open_still and due < last),
                    settled and returned is not None and returned <= due,
                ),
                "ho_so_so_hoa": (received >= first, digitised),
                "ho_so_ket_qua_so_hoa": (settled, digitised and result),
                "giao_dich_thanh_toan_truc_tuyen": (
                    received >= first and row["Phí, lệ phí"] not in ("", "0"),
                    row["Thanh toán trực tuyến"] == "Có",
                ),
                "ho_so_toan_trinh_xu_ly_truc_tuyen": (
                    settled and row["Kênh nộp"] == "Trực tuyến",
                    result,
                ),
            }
            for metric, (below, above) in counted.items():
                sides = found[ids[row["Cơ quan"]], metric]
                sides[0] += below and above
                sides[1] += below
    return dict(found)


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


if __name__ == "__main__":
    main()
