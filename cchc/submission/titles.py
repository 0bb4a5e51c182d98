"""Which metric of the plan a key means: its id, or the title of its target."""

from __future__ import annotations

from typing import Final, NamedTuple, get_args

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document.nodes import Scalar
from cchc.memo import Memo, once
from cchc.plan.model import Lang, Plan
from cchc.text import fold, nearest, squeeze

_LANGS: Final[tuple[Lang, ...]] = get_args(Lang)
LONGEST: Final = 300
"""Characters of a title; more are some other text."""


class Named(NamedTuple):
    """A metric that was found."""

    metric: str
    title: str = ""
    """The title by which it was found, as the plan has it; empty where the key is the id."""


@once
def _titles(plan: Plan) -> dict[str, dict[str, str]]:
    """The titles of each metric's targets as people may write them, with the plan's spelling.

    By spelling, with accents and without, then by metric: one metric where it is unique.  What
    a form shows for a metric with several targets, all of their titles, is a title too.
    """
    found: dict[str, dict[str, str]] = {}
    for metric in plan.metrics:
        targets = [target for target in plan.targets if target.metric == metric.id]
        for lang in _LANGS:
            titles = [target.title[lang] for target in targets]
            for title in (*titles, " ".join(titles)):
                for spelling in {squeeze(title), fold(title)} - {""}:
                    found.setdefault(spelling, {})[metric.id] = title
    return found


def find_metric(plan: Plan, key: Scalar) -> Named | Diagnostic | None:
    """The metric that `key` means; why it means none, where several share its title; or None.

    A title with its accents wins over one without, and one without has to be unique.
    """
    if key.text in plan.metric:
        return Named(key.text)
    if len(key.text) > LONGEST:
        return None
    for spelling in (squeeze(key.text), fold(key.text)):
        if found := _titles(plan).get(spelling):
            if len(found) > 1:
                known = ", ".join(found)
                return diagnostic("ambiguous-metric", key.place, key=key.text, candidates=known)
            (pair,) = found.items()
            return Named(*pair)
    return None


def is_title(title: str, text: str) -> bool:
    """Whether `text` is `title` with all of its accents, or has none at all."""
    return text.isascii() or squeeze(text) == squeeze(title)


@once
def _slips(plan: Plan) -> Memo[str, str]:
    """What unknown metrics are most like; many agencies copy one slip."""
    return Memo()


def nearest_metric(plan: Plan, text: str) -> str:
    """The id or title most like `text`; empty where there is none."""
    memo = _slips(plan)
    if text in memo:
        return memo[text]
    titles = [target.title[lang] for target in plan.targets for lang in _LANGS]
    # A name of several words was meant for a title, and one word for an id.
    known = [*titles, *plan.metric] if " " in text.strip() else list(plan.metric)
    return memo.keep(text, nearest(text, known))
