"""`cchc rollup` on the terminal: who has reported, what the province reaches, who is behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TextIO

from cchc.messages import Messages
from cchc.render.kit.columns import Shape, fitted, shapes
from cchc.render.kit.table import WIDE, Page, Row, plain
from cchc.render.look import Look
from cchc.render.rollup import words
from cchc.render.rollup.lists import Code, File, ListedLine, Listing, activities, changes, reports
from cchc.render.wording import shown_value
from cchc.rollup import choice
from cchc.rollup.model import Choice, Reached, Rollup, Standing, Total
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
_COLUMNS: Final = ("status", "value", "threshold", "agencies", "clause")
"""All but the target's, which stands second and takes the width that is left."""
_LEAST: Final = 18
"""The least width of a target's title."""
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
    if rollup.choice == Choice():
        _listings(page, reports(rollup, page.messages))
        _totals(page, rollup)
        _agencies(page, rollup)
        _listings(page, [activities(rollup, page.messages), *changes(rollup, page.messages)])
        return
    _listings(page, _about(rollup, reports(rollup, page.messages)))
    _totals(page, rollup)
    _listings(page, _about(rollup, [activities(rollup, page.messages)]))


def _about(rollup: Rollup, lists: Iterable[Listing]) -> Iterator[Listing]:
    """Of each list the lines about the agency that is asked for; nothing where there are none."""
    for listing in lists:
        lines = tuple(
            line for line in listing.lines if line.agency and line.agency == rollup.choice.agency
        )
        if lines:
            heading, _, _ = listing.heading.rpartition(" (")  # the number of agencies
            yield Listing(heading or listing.heading, lines=lines, wrong=listing.wrong)


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
    shown = choice.totals(rollup)
    page.heading(messages("rollup.province"))
    if not shown:
        page.item(messages("rollup.none-chosen"))
        return
    titles = [page.fit(total.target.title[messages.lang]) for total in shown]
    chosen, width = fitted(_shapes(page, rollup, shown), titles, _LEAST, page.width)
    status, *others = chosen
    columns = [
        (status.heading, status.width),
        (messages("rollup.column.target"), width),
        *((each.heading, each.width) for each in others),
    ]
    rows = zip(shown, titles, *(each.texts for each in chosen), strict=True)
    page.grid(columns, (_row(*row) for row in rows))
    of_these = rollup._replace(now=rollup.now._replace(totals=shown))
    for note in words.notes(of_these, messages):
        page.item(note, "dim", indent=0)


def _row(total: Total, title: str, status: str, *others: str) -> Row:
    return (status, _STYLES[total.status]), *plain(title, *others)


def _shapes(page: Page, rollup: Rollup, totals: Sequence[Total]) -> list[list[Shape]]:
    """How each of `_COLUMNS` can be set, the widest way first."""
    cells = [[page.fit(text) for text in _stacked(rollup, one, page.messages)] for one in totals]
    found = []
    for name, broken in zip(_COLUMNS, zip(*cells, strict=True), strict=True):
        joint = ", " if name == "agencies" else " "
        whole = [cell.replace("\n", joint) for cell in broken]
        heading = page.fit(page.messages(f"rollup.column.{name}"))
        ways = shapes(heading, whole, () if name in ("status", "threshold") else broken)
        found.append(ways[:1] if name == "clause" and page.width >= WIDE else ways)
    return found


def _stacked(rollup: Rollup, total: Total, messages: Messages) -> Iterator[str]:
    """The cells of a row but for its target, with breaks where they bear one."""
    yield words.status(total, messages)
    yield "\n".join(words.figures(rollup, total, messages))
    yield words.threshold(total, messages)
    yield _agency_cell(rollup, total, messages)
    yield messages.clause(total.target.source, rollup.plan).replace(" ", "\n", 1)


def _agency_cell(rollup: Rollup, total: Total, messages: Messages) -> str:
    """How many agencies have something to mend; of one that was asked for, what it reports."""
    whose = choice.standing(rollup)
    result = choice.result(total, whose) if whose else None
    if result is None:
        return words.failing_counts(total.counts, messages).replace(", ", "\n")
    word = messages(f"status.{result.status}").lower()
    return f"{shown_value(result, messages)}\n{word}" if result.content else word


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
