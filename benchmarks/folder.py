"""Writes a folder of submissions as a country or a province sends them in, the same for a seed.

Usage: ``python benchmarks/folder.py OUT --files 10000 --seed 1``, or ``--province`` for
submissions of the province whose plan travels with cchc, as texts or as filled ``--workbooks``.

A country has 34 provinces with 14 departments each and 3,321 communes, all made up; each sends 45
figures a period as officers write them: two confirmations, and shares of which two in three are
fractions (``31/75``), and one in ten each a fraction written out, a percentage with a comma, or
none arising.  One file in twenty has a mistake:

============== =====================================================================
below          a figure below its threshold
over-100       a share over 100
missing        a metric left out
text           words where a number should be
unknown-key    a metric that the plan doesn't have
duplicate      a metric that stands twice; PyYAML, and so yamale, takes the last one
               without a word
============== =====================================================================

Of these, the schemas written beside the files refuse what is missing or unknown: they tell texts
from fractions written out, and can't do sums.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice, product
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from filled import write_workbooks
from job import FIGURES, HEADER, extended, json_object, without_none
from province import write_province

from cchc.plan.load import load
from cchc.plan.model import Agency, Plan, ReportingPeriod, Target, Threshold, complete

PROVINCES: Final = 34
DEPARTMENTS: Final = 14
"""Of each province."""
COMMUNES: Final = 3_321
CONFIRMATIONS: Final = 2
"""Of the figures."""
LARGEST: Final = 5_000
"""Cases that a fraction counts at the most."""
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
    parser.add_argument("--workbooks", action="store_true", help="a province's as workbooks")
    chosen = parser.parse_args()
    if chosen.province:
        write = write_workbooks if chosen.workbooks else write_province
        write(chosen.out, chosen.periods, chosen.missing, chosen.seed)
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
    plan = country(load())
    most = len(plan.reporting) * len(plan.agencies)
    if not 0 < files <= most:
        raise SystemExit(f"a country sends in {most} files a year at the most")
    for period in plan.reporting:
        (folder.submissions / period.id).mkdir(parents=True, exist_ok=True)
    _write(folder.plan, json.dumps(without_none(asdict(plan)), default=str, ensure_ascii=False))
    _write(folder.json_schema, json.dumps(_json_schema(plan), indent=2))
    _write(folder.yamale_schema, _yamale_schema(plan))
    for path, text, mistake in islice(_submissions(plan, mistakes, Random(seed)), files):
        file = folder.submissions / path
        _write(file, text)
        if mistake:
            folder.mistakes[file] = mistake
    return folder


def country(plan: Plan) -> Plan:
    """`plan` with the agencies of a made-up country, all of which it asks the same 45 figures."""
    answers = [target for target in plan.targets if not isinstance(target.threshold, Threshold)]
    answers = answers[:CONFIRMATIONS]
    shares = extended(plan, FIGURES - CONFIRMATIONS, arising=False)
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
        metrics=(*(plan.metric[target.metric] for target in answers), *shares.metrics),
        targets=tuple(
            replace(target, applies_to=_KINDS, due="always", held_by=None)
            for target in (*answers, *shares.targets)
        ),
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


def _json_schema(plan: Plan) -> dict[str, Any]:
    """What types say of a submission, for ajv and check-jsonschema."""
    count, text = {"type": "integer", "minimum": 0}, {"type": "string"}
    figure = {"anyOf": [text, json_object({"numerator": count, "denominator": count})]}
    metrics = json_object(dict.fromkeys(plan.metric, figure))
    header = dict.fromkeys(HEADER, text)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **json_object({**header, "metrics": metrics}),
    }


def _yamale_schema(plan: Plan) -> str:
    """The same for yamale."""
    header = [f"{key}: str()" for key in HEADER]
    metrics = [f"  {key}: any(str(), include('fraction'))" for key in plan.metric]
    fraction = ["---", "fraction:", "  numerator: int(min=0)", "  denominator: int(min=0)"]
    return "\n".join([*header, "metrics:", *metrics, *fraction])


def _submissions(
    plan: Plan, mistakes: Sequence[str], random: Random
) -> Iterator[tuple[str, str, str]]:
    """For every period and agency its file's path, the text, and what is wrong with it."""
    for period, agency in product(plan.reporting, plan.agencies):
        lines = [f"  {target.metric}: {_figure(target, random)}" for target in plan.targets]
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


def _figure(target: Target, random: Random) -> str:
    """A figure that meets its threshold, in one of the ways people write them."""
    if not isinstance(target.threshold, Threshold):
        return "có"
    least = target.threshold.value
    below = random.randint(1, LARGEST)
    above = random.randint(ceil(below * least / 100), below)
    way = random.random() * 95
    if way < 65:
        return f"{above}/{below}"
    if way < 75:
        return f"{{numerator: {above}, denominator: {below}}}"
    if way < 85:
        return f"{random.randint(ceil(least * 100), 10_000) / 100:.2f}%".replace(".", ",")
    return "không phát sinh"


def _spoil(lines: list[str], mistake: str, random: Random) -> None:
    """Makes a mistake in the line of one of the shares."""
    at = random.randrange(CONFIRMATIONS, len(lines))
    key = lines[at].partition(":")[0]
    if mistake == "missing":
        del lines[at]
    elif mistake == "unknown-key":
        lines.insert(at, "  chi_tieu_khac: 9/10")
    elif mistake == "duplicate":
        lines.insert(at, lines[random.randrange(len(lines))])
    else:
        lines[at] = f"{key}: " + {"below": "1/8", "over-100": "104%", "text": "gần đủ"}[mistake]


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
