"""Plans as the library's functions take them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeAlias

from cchc.library.rows import Row, even, threshold
from cchc.library.writing import printed
from cchc.messages import Messages
from cchc.plan import model
from cchc.plan.load import load, load_all
from cchc.plan.model import Lang
from cchc.plan.succession import Succession, succession
from cchc.render.kit.notebook import table

Path: TypeAlias = str | os.PathLike[str]


class Plan:
    """One plan, or several that replace each other."""

    def __init__(self, plans: Succession, lang: Lang) -> None:
        self._plans = plans
        self._lang: Lang = lang

    @property
    def id(self) -> str:
        """The id of the plan; of several, of the latest."""
        return self._plans.latest.plan.id

    @property
    def decision(self) -> str:
        """The number of the decision that the plan encodes."""
        return self._plans.latest.plan.decision

    @property
    def year(self) -> int:
        """The year that the plan is for."""
        return self._plans.latest.plan.year

    @property
    def sha256(self) -> str:
        """The checksum of the plan's file."""
        return self._plans.latest.sha256

    @property
    def periods(self) -> tuple[str, ...]:
        """The ids of the reporting periods, in order."""
        return tuple(dict.fromkeys(id for plan in self._plans.plans for id in plan.period))

    def to_dict(self) -> dict[str, Any]:
        """The plan as ``cchc plan show --format json`` writes it (``cchc.plan/1``)."""
        return printed("plan", self._plans.latest, Messages(self._lang))

    def rows(self) -> list[Row]:
        """A row for each target."""
        return even(
            [
                {
                    "target": one["id"],
                    "metric": one["metric"],
                    "field": one["field"],
                    "title": one["title"],
                    **threshold(one["threshold"]),
                    "applies_to": ", ".join(one["applies_to"]),
                    "due": one["due"],
                }
                for one in self.to_dict()["targets"]
            ]
        )

    def _repr_html_(self) -> str:
        return table(f"{self.decision} ({self.year})", self.rows())

    def __repr__(self) -> str:
        return f"<Plan {self.id}>"


Plans: TypeAlias = Plan | Path | Sequence[Plan | Path] | None
"""A plan, its path, or several of them that replace each other; the one of cchc for None."""


def succession_of(plan: Plans) -> Succession:
    """The plans that an argument stands for."""
    if plan is None:
        return load_all(())
    if isinstance(plan, Plan):
        return plan._plans
    if isinstance(plan, str | os.PathLike):
        return load_all([path_of("plan", plan)])
    if not isinstance(plan, Sequence) or isinstance(plan, bytes) or not plan:
        raise TypeError(f"plan: a path or a Plan is needed, not {type(plan).__name__}")
    if not any(isinstance(one, Plan) for one in plan):
        return load_all([path_of("plan", one) for one in plan if not isinstance(one, Plan)])
    found: list[model.Plan] = []
    for one in plan:
        found += one._plans.plans if isinstance(one, Plan) else [load(path_of("plan", one))]
    return succession(found)


def path_of(name: str, value: object) -> str:
    """The path that an argument is.

    Raises:
        TypeError: it is none.
    """
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        if isinstance(path, str) and path:
            return path
    raise TypeError(f"{name}: a path is needed, not {value!r}")
