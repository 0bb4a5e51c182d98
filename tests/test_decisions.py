"""Drafts of other bodies' decisions against lists that were read by hand, in one table."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import ROOT

from cchc.decision.read import read_decision
from cchc.draft import draft
from cchc.draft.model import NOWHERE, Draft
from cchc.plan.model import Threshold
from cchc.trace import trace

HERE = ROOT / "tests" / "decisions"
ELSEWHERE = ROOT.parent / "shared" / "data" / "decisions"
LISTS = sorted(HERE.glob("*.yaml"))
TEXTS = [
    (path.stem, folder / f"{path.stem}{suffix}")
    for path in LISTS
    for folder in (HERE, ELSEWHERE)
    for suffix in (".txt", ".docx")
    if (folder / f"{path.stem}{suffix}").exists()
]
"""Each list with the texts that it is of; those of other provinces lie outside the project."""


class Measure(NamedTuple):
    """How many entries a draft has, how many the list has, and how many are in both."""

    drafted: int
    read: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.read if self.read else 1.0


def measured(drafted: list[Any], read: list[Any]) -> Measure:
    both = Counter(drafted) & Counter(read)
    return Measure(len(drafted), len(read), both.total())


def figures(found: Draft) -> list[tuple[str, Decimal, str]]:
    return [
        (one.threshold.op, one.threshold.value, one.threshold.unit.split()[0])
        for one in found.plan.targets
        if isinstance(one.threshold, Threshold)
    ]


def reports(found: Draft) -> list[tuple[str, str]]:
    """Those that the text gave, not the one to be filled in."""
    return [
        (one.id, str(one.due_on))
        for one in found.plan.reporting
        if found.origins["reporting", one.id] != NOWHERE
    ]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=lambda one: getattr(one, "name", one))
def test_a_draft_has_what_people_read(name: str, text: Path) -> None:
    if text.suffix == ".docx":
        pytest.importorskip("docx")
    read = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    decision = read_decision(str(text))
    found = draft(decision)
    rows = [(row.lead, "; ".join(row.times)) for row in decision.rows]
    table = {
        "targets": measured(
            figures(found), [(op, Decimal(str(value)), unit) for op, value, unit in read["targets"]]
        ),
        "activities": measured(rows, [tuple(one) for one in read["activities"]]),
        "reports": measured(reports(found), [(id, str(on)) for id, on in read["reports"].items()]),
    }
    for subject, one in table.items():  # seen with pytest -s
        print(f"{text.name:24} {subject:10} {one.precision:6.1%} {one.recall:6.1%} {one}")
        assert (one.recall >= 0.95, one.precision >= 0.9) == (True, True), (subject, one)
    assert len(found.plan.activities) == len(rows)
    # Nothing is lost without being told: what nobody claims and nothing explains is in the draft.
    proof = trace(found.plan, decision)
    told = {finding.line for finding in found.left}
    lost = {one.line for one in proof.figures if one.fate == "unexplained"}
    assert lost <= told
