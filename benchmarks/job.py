"""The job that every tool is timed at: one submission with 45 figures, 45 thresholds to meet.

The thresholds come from the plan that travels with cchc; so does everything else in the plan
that is written here (agencies, activities, reports), so that cchc carries its usual load.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from cchc.plan.load import load
from cchc.plan.model import Metric, Plan, Target, Threshold, complete

FIGURES: Final = 45
_AGENCY: Final = "so-noi-vu"
HEADER: Final = {"agency": _AGENCY, "period": "Quý I/2026", "reported_on": "09/03/2026"}


class Job(NamedTuple):
    """The files of the job."""

    plan: Path
    json_schema: Path
    yamale_schema: Path
    good: Path
    """A submission that meets every threshold."""
    bad: Path
    """The same with its last figure just below the threshold."""


def write_job(folder: Path) -> Job:
    """Writes the files of the job to `folder`."""
    job = Job(
        plan=folder / "plan.yaml",
        json_schema=folder / "schema.json",
        yamale_schema=folder / "yamale.yaml",
        good=folder / "good.yaml",
        bad=folder / "bad.yaml",
    )
    complete()  # a compiled plan comes without what `replace` and `asdict` need
    plan = extended(load())
    least = thresholds(plan)
    # JSON is YAML too, and nobody is timed at parsing the plan: it is compiled in the warm-up.
    _write(job.plan, json.dumps(without_none(asdict(plan)), default=str, ensure_ascii=False))
    _write(job.json_schema, json.dumps(json_schema(least), indent=2))
    _write(job.yamale_schema, yamale_schema(least))
    _write(job.good, _submission(least))
    last = next(reversed(least))
    _write(job.bad, _submission(least | {last: least[last] - Decimal("0.5")}))
    return job


def extended(plan: Plan, figures: int = FIGURES, *, arising: bool = True) -> Plan:
    """`plan` with so many share targets of one agency, each with a metric of its own.

    Its own share targets are taken in turn, over again under new ids until there are enough.  Only
    "at least" is taken, since yamale has no "more than"; and only what need not arise, unless
    it may be `arising` always.
    """
    shares = {
        target.metric: target
        for target in plan.targets
        if _is_share(plan, target) and (arising or plan.metric[target.metric].may_not_arise)
    }
    entries = list(islice(_numbered(plan, list(shares.values())), figures))
    return replace(
        plan,
        metrics=tuple(metric for metric, _ in entries),
        targets=tuple(target for _, target in entries),
    )


def thresholds(plan: Plan) -> dict[str, Decimal]:
    """The least figure of each metric."""
    return {
        target.metric: target.threshold.value
        for target in plan.targets
        if isinstance(target.threshold, Threshold)
    }


def _is_share(plan: Plan, target: Target) -> bool:
    threshold = target.threshold
    at_least = isinstance(threshold, Threshold) and threshold.op == ">="
    return at_least and plan.metric[target.metric].kind == "share"


def _numbered(plan: Plan, shares: list[Target]) -> Iterator[tuple[Metric, Target]]:
    """The metrics and targets of `shares`, for ever; from the second time on with a number."""
    for position, share in enumerate(cycle(shares)):
        turn = position // len(shares) + 1
        metric = plan.metric[share.metric]
        id = metric.id if turn == 1 else f"{metric.id}_{turn}"
        name = share.id if turn == 1 else f"{share.id}-{turn}"
        target = replace(share, id=name, metric=id, applies_to=(_AGENCY,), due="always")
        yield replace(metric, id=id), target


def without_none(value: Any) -> Any:
    """`value` with its absent fields left out, as a plan file has them."""
    if isinstance(value, dict):
        return {key: without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, tuple):
        return [without_none(item) for item in value]
    return value


def json_schema(least: dict[str, Decimal]) -> dict[str, Any]:
    """The schema that asks for the figures of `least`."""
    metrics = {key: {"type": "number", "minimum": float(value)} for key, value in least.items()}
    return {
        # What every tool can do; nothing here differs in later drafts.
        "$schema": "http://json-schema.org/draft-07/schema#",
        **json_object(
            {**{key: {"type": "string"} for key in HEADER}, "metrics": json_object(metrics)}
        ),
    }


def json_object(properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of a mapping with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def yamale_schema(least: dict[str, Decimal]) -> str:
    """The same for yamale."""
    header = [f"{key}: str()" for key in HEADER]
    metrics = [f"  {key}: num(min={value})" for key, value in least.items()]
    return "\n".join([*header, "metrics:", *metrics])


def _submission(figures: dict[str, Decimal]) -> str:
    header = [f"{key}: {value}" for key, value in HEADER.items()]
    metrics = [f"  {key}: {value}" for key, value in figures.items()]
    return "\n".join([*header, "metrics:", *metrics])


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
