"""The table of a submission's verdicts on the terminal: a row for each target, by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cchc.messages import Messages
from cchc.plan.model import Plan
from cchc.render.check.words import clause
from cchc.render.kit.columns import Shape, fitted, shapes
from cchc.render.kit.table import WIDE, Page, Row, plain
from cchc.render.wording import (
    shown_fraction,
    shown_gap,
    shown_threshold,
    shown_value,
    with_estimate,
)
from cchc.results import Result

STYLES: Final[dict[str, str]] = {
    "pass": "green",
    "fail": "bold red",
    "missing": "bold yellow",
    "invalid": "bold red",
    "none_arising": "dim",
    "not_due": "cyan",
    "not_applicable": "dim",
}
_COLUMNS: Final = ("status", "value", "threshold", "gap", "clause")
"""All but the target's, which stands second and takes the width that is left."""
_LEAST: Final = 12
"""The least width of a target's title."""
_NARROW: Final = 80
"""Columns of a page below which cells may be as narrow as a word."""


def table(page: Page, plan: Plan, results: Sequence[Result]) -> None:
    """Writes the table: a line a row wherever the page's width allows."""
    if not results:
        return
    messages = page.messages
    by_field = [
        (field.title[messages.lang], [one for one in results if one.target.field == field.id])
        for field in plan.fields
    ]
    ordered = [result for _, concerned in by_field for result in concerned]
    titles = [page.fit(result.target.title[messages.lang]) for result in ordered]
    chosen, width = fitted(_shapes(page, plan, ordered), titles, _LEAST, page.width)
    status, *others = chosen
    columns = [
        (status.heading, status.width),
        (messages("check.column.target"), width),
        *((each.heading, each.width) for each in others),
    ]
    rows = zip(ordered, titles, *(each.texts for each in chosen), strict=True)
    page.line()
    page.grid(columns, _by_field(by_field, (_row(*row) for row in rows)))


def _by_field(by_field: Sequence[tuple[str, list[Result]]], rows: Iterator[Row]) -> Iterator[Row]:
    """A row for each field that has results, then those of its targets."""
    for title, concerned in by_field:
        if concerned:
            yield ((title.upper(), "bold"),)
        for _ in concerned:
            yield next(rows)


def _row(result: Result, title: str, status: str, *others: str) -> Row:
    return (status, STYLES[result.status]), *plain(title, *others)


def _shapes(page: Page, plan: Plan, results: Sequence[Result]) -> list[list[Shape]]:
    """How each of `_COLUMNS` can be set, the widest way first."""
    messages = page.messages
    broken = [[page.fit(text) for text in _stacked(result, plan, messages)] for result in results]
    found = []
    for name, cells in zip(_COLUMNS, zip(*broken, strict=True), strict=True):
        joint = ", " if name == "gap" else " "
        whole = [cell.replace("\n", joint) for cell in cells]
        stacked = () if name == "status" else cells  # whose words may part anywhere
        heading = page.fit(messages(f"check.column.{name}"))
        ways = shapes(heading, whole, stacked, tight=page.width < _NARROW)
        found.append(ways[:1] if name == "clause" and page.width >= WIDE else ways)
    return found


def _stacked(result: Result, plan: Plan, messages: Messages) -> Iterator[str]:
    """The cells of a row but for its target, with breaks where they bear one."""
    status = messages(f"status.{result.status}")
    yield f"{status}\n({messages('finding.waived').lower()})" if result.waived else status
    value = with_estimate(shown_value(result, messages), result, messages)
    fraction = shown_fraction(result, messages)
    yield f"{value}\n({fraction})" if fraction else value
    yield shown_threshold(result.target.threshold, messages)
    yield shown_gap(result, messages)
    # The section above, the item below.
    yield clause(result.target, plan, messages).replace(" ", "\n", 1)
