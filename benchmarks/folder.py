"""Writes a folder of submissions as a country or a province sends them in, the same for a seed.

Usage: ``python benchmarks/folder.py OUT --files 10000 --seed 1``, or ``--province`` for
submissions of the province whose plan travels with cchc.

A country has 34 provinces with 14 departments each and 3,321 communes, all made up; each sends 45
shares a period, written as plain numbers, so that other tools can hold them to the same
thresholds.  One file in twenty has a mistake:

============== =====================================================================
below          a figure below its threshold
over-100       a share over 100
missing        a metric left out
text           words where a number should be
unknown-key    a metric that the plan doesn't have
duplicate      a metric that stands twice; PyYAML, and so yamale, takes the last one
               without a word
============== =====================================================================

All the others are refused by every tool that is given the schemas written beside the files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from job import extended, json_schema, thresholds, without_none, yamale_schema
from province import write_province

from cchc.plan.load import load
from cchc.plan.model import Agency, Plan, ReportingPeriod, complete

PROVINCES: Final = 34
DEPARTMENTS: Final = 14
"""Of each province."""
COMMUNES: Final = 3_321
MISTAKES: Final = ("below", "over-100", "missing", "text", "unknown-key", "duplicate")
_KINDS: Final = ("department", "commune")
_NAMES: Final = {
    "2026-Q1": "Quý I/2026",
    "2026-H1": "6 tháng đầu năm 2026",
    "2026-Q3": "Quý III/2026",
    "2026-Y": "Năm 2026",
}


class Folder(NamedTuple):
    """What has been written."""

    plan: Path
    json_schema: Path
    yamale_schema: Path
    submissions: Path
    mistakes: dict[Path, str]
    """Files with a mistake, and its kind."""


def main() -> None:
    """Writes the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description="Writes a folder of submissions.")
    parser.add_argument("out", type=Path, help="where to; the folder is made if need be")
    parser.add_argument("--files", type=int, default=10_000, help="submissions of a country")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other figures")
    parser.add_argument("--province", action="store_true", help="a province, by its real plan")
    parser.add_argument(
        "--periods", nargs="+", default=["2026-Q1"], help="periods of a province to report"
    )
    parser.add_argument("--missing", type=int, default=5, help="silent agencies of a province")
    chosen = parser.parse_args()
    if chosen.province:
        write_province(chosen.out, chosen.periods, chosen.missing, chosen.seed)
    else:
        write_folder(chosen.out, chosen.files, chosen.seed)


def write_folder(out: Path, files: int, seed: int, mistakes: Sequence[str] = MISTAKES) -> Folder:
    """Writes the plan of a country, its submissions, and schemas that ask the same of them."""
    folder = Folder(
        plan=out / "plan.yaml",
        json_schema=out / "schema.json",
        yamale_schema=out / "yamale.yaml",
        submissions=out / "submissions",
        mistakes={},
    )
    complete()
    plan = country(extended(load()))
    least = thresholds(plan)
    most = len(plan.reporting) * len(plan.agencies)
    if not 0 < files <= most:
        raise SystemExit(f"a country sends in {most} files a year at the most")
    for period in plan.reporting:
        (folder.submissions / period.id).mkdir(parents=True, exist_ok=True)
    _write(folder.plan, json.dumps(without_none(asdict(plan)), default=str, ensure_ascii=False))
    _write(folder.json_schema, json.dumps(json_schema(least, most=100), indent=2))
    _write(folder.yamale_schema, yamale_schema(least, most=100))
    for path, text, mistake in islice(_submissions(plan, least, mistakes, Random(seed)), files):
        file = folder.submissions / path
        _write(file, text)
        if mistake:
            folder.mistakes[file] = mistake
    return folder


def country(plan: Plan) -> Plan:
    """`plan` with the agencies of a made-up country, all of which it asks the same."""
    departments = (
        Agency(f"so-{number:02}-tinh-{province:02}", f"Sở số {number}, tỉnh {province}", _KINDS[0])
        for province, number in product(_up_to(PROVINCES), _up_to(DEPARTMENTS))
    )
    communes = (
        Agency(f"xa-{number:04}", f"Xã số {number}, tỉnh {number % PROVINCES + 1}", _KINDS[1])
        for number in _up_to(COMMUNES)
    )
    kinds = {agency.id: agency.kind for agency in plan.agencies}
    return replace(
        plan,
        agencies=(*departments, *communes),
        targets=tuple(replace(target, applies_to=_KINDS, held_by=None) for target in plan.targets),
        activities=tuple(
            replace(
                activity,
                lead=_in_kinds(activity.lead, kinds),
                coordinating=_in_kinds(activity.coordinating, kinds),
            )
            for activity in plan.activities
        ),
    )


def _up_to(last: int) -> range:
    return range(1, last + 1)


def _in_kinds(names: tuple[str, ...], kinds: dict[str, Any]) -> tuple[str, ...]:
    """`names` with the kind of an agency in place of its id."""
    return tuple(dict.fromkeys(kinds.get(name, name) for name in names))


def _submissions(
    plan: Plan, least: dict[str, Decimal], mistakes: Sequence[str], random: Random
) -> Iterator[tuple[str, str, str]]:
    """For every period and agency its file's path, the text, and what is wrong with it."""
    for period, agency in product(plan.reporting, plan.agencies):
        figures = {key: _share(value, random) for key, value in least.items()}
        lines = [f"  {key}: {value}" for key, value in figures.items()]
        mistake = random.choice(mistakes) if random.random() < 0.05 else ""
        if mistake:
            _spoil(lines, mistake, random)
        text = "\n".join([*_header(agency, period, random), "metrics:", *lines])
        yield f"{period.id}/{agency.id}.yaml", text, mistake


def _header(agency: Agency, period: ReportingPeriod, random: Random) -> list[str]:
    day = period.due_on.replace(day=random.randint(1, period.due_on.day))
    return [
        f"agency: {agency.id if random.random() < 0.7 else agency.name}",
        f"period: {_NAMES[period.id]}",
        f"reported_on: {day:%d/%m/%Y}",
    ]


def _share(least: Decimal, random: Random) -> str:
    """A share at the threshold or above, with one decimal at the most."""
    tenths = round(random.triangular(int(least * 10), 1000, 1000 - (1000 - float(least) * 10) / 2))
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def _spoil(lines: list[str], mistake: str, random: Random) -> None:
    """Makes a mistake in one of the lines."""
    at = random.randrange(len(lines))
    key = lines[at].partition(":")[0]
    if mistake == "missing":
        del lines[at]
    elif mistake == "unknown-key":
        lines.insert(at, "  chi_tieu_khac: 90")
    elif mistake == "duplicate":
        lines.insert(at, lines[random.randrange(len(lines))])
    else:
        lines[at] = f"{key}: " + {"below": "12.5", "over-100": "104", "text": "gần đủ"}[mistake]


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
