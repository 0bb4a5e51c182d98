"""A folder of submissions for tests of whole periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

Figures = Mapping[str, str]


def submit(
    folder: Path,
    agency: str,
    figures: Figures,
    *,
    period: str = "2026-Q1",
    reported_on: str = "10/03/2026",
    more: Iterable[str] = (),
    name: str = "",
) -> Path:
    """Writes one agency's submission; `figures` by metric, as people write them."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / (name or f"{agency}.yaml")
    head = [f"agency: {agency}", f"period: {period}"]
    if reported_on:
        head.append(f"reported_on: {reported_on}")
    lines = [*head, "metrics:", *(f"  {key}: {value}" for key, value in figures.items()), *more]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def line_of(file: Path, metric: str) -> int:
    """The line of a YAML file that a metric's figure stands on."""
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if f"  {metric}:" in line)
