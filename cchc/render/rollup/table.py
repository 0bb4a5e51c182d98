"""`cchc rollup` on the terminal: who has reported, what the province reaches, who is behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from cchc.render.kit.table import Page, Row, plain
from cchc.render.look import Look
from cchc.render.rollup import words
from cchc.render.rollup.lists import Code, File, ListedLine, Listing, activities, changes, reports
from cchc.rollup.model import Reached, Rollup, Standing, Total
from cchc.text import visible

_STYLES: Final[dict[Reached, str]] = {
    "pass": "green",
    "fail": "bold red",
    "undecided": "yellow",
    "missing": "bold yellow",
    "invalid": "bold red",
    "none_arising": "dim",
    "not_due": "cyan",
}
_COLUMNS: Final = {
    "status": 9,
    "target": 0,
    "value": 17,
    "threshold": 8,
    "agencies": 13,
    "clause": 8,
}
_TARGET_WIDTHS: Final = range(18, 61)
_AGENCY_WIDTH: Final = 28
_FIELD_WIDTH: Final = 4


def render(rollup: Rollup, look: Look, out: TextIO) -> None:
    """Writes the rollup: reports that came in, the province, agencies, activities, changes."""
    page = Page(look, out)
    page.line(words.title(rollup, page.messages), "bold")
    page.line(page.messages("rollup.day", day=rollup.day))
    page.line()
    page.line(words.submitted(rollup.now, page.messages))
    page.line(words.reached(rollup.now, page.messages))
    _listings(page, reports(rollup, page.messages))
    _totals(page, rollup)
    _agencies(page, rollup)
    _listings(page, [activities(rollup, page.messages), *changes(rollup, page.messages)])


def _listings(page: Page, lists: Iterable[Listing]) -> None:
    for listing in lists:
        if listing.heading:
            page.heading(listing.heading)
        for paragraph in listing.paragraphs:
            page.item(paragraph)
        lines = [_line(line) for line in listing.lines]
        if listing.in_a_row:
            lines = ["; ".join(lines)]
        for line in lines:
            mark = "" if listing.in_a_row else "- "
            page.item(f"{mark}{line}", "red" if listing.wrong else "")
        for paragraph in listing.closing:
            page.item(paragraph)


def _line(line: ListedLine) -> str:
    return "".join(
        visible(piece)
        if isinstance(piece, File)
        else f"[{piece}]"
        if isinstance(piece, Code)
        else piece
        for piece in line.pieces
    )


def _totals(page: Page, rollup: Rollup) -> None:
    messages = page.messages
    page.heading(messages("rollup.province"))
    fixed = sum(_COLUMNS.values()) + len(_COLUMNS)
    flexible = max(_TARGET_WIDTHS[0], min(_TARGET_WIDTHS[-1], page.width - fixed))
    columns = [
        (messages(f"rollup.column.{name}"), width or flexible) for name, width in _COLUMNS.items()
    ]
    page.grid(columns, _total_rows(page, rollup))
    for note in words.notes(rollup, messages):
        page.item(note, "dim", indent=0)


def _total_rows(page: Page, rollup: Rollup) -> Iterator[Row]:
    for field in words.fields_with_targets(rollup.plan):
        yield ("", ""), (field.title[page.messages.lang].upper(), "bold")
        for total in rollup.now.totals:
            if total.target.field == field.id:
                yield _total_row(page, rollup, total)


def _total_row(page: Page, rollup: Rollup, total: Total) -> Row:
    messages = page.messages
    return (
        (words.status(total, messages), _STYLES[total.status]),
        *plain(
            total.target.title[messages.lang],
            "\n".join(words.figures(rollup, total, messages)),
            words.threshold(total, messages),
            words.failing_counts(total.counts, messages).replace(", ", "\n"),
            messages.clause(total.target.source, rollup.plan).replace(" ", "\n", 1),
        ),
    )


def _agencies(page: Page, rollup: Rollup) -> None:
    """A row for each agency that has anything to mend, by field, the worst first."""
    messages = page.messages
    behind = words.behind(rollup)
    page.heading(messages("rollup.agencies", count=len(behind)))
    if not behind:
        return
    fields = words.fields_with_targets(rollup.plan)
    page.item(
        "; ".join(
            f"{number} {field.title[messages.lang]}" for number, field in enumerate(fields, 1)
        ),
        "dim",
    )
    columns = [
        (messages("rollup.column.agency"), _AGENCY_WIDTH),
        (messages("rollup.column.failing"), 9),
        *((str(number), _FIELD_WIDTH) for number in range(1, len(fields) + 1)),
    ]
    page.grid(columns, (_agency_row(rollup, one) for one in behind))


def _agency_row(rollup: Rollup, standing: Standing) -> Row:
    concerned = sum(one.status != "not_applicable" for one in standing.checked.results)
    return (
        *plain(standing.agency.name, f"{standing.failing}/{concerned}"),
        *(
            (str(count) if count else "·", "red" if count else "dim")
            for count in words.failing_by_field(standing, rollup.plan)
        ),
    )
