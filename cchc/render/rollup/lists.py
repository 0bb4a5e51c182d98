"""The lists of a rollup: what heads each and what stands in it, once for every format.

A line is made of pieces, so that a format can set a file's name apart, or link to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias

from cchc.batch import in_short
from cchc.messages import Messages
from cchc.plan.model import Agency
from cchc.render.rollup import words
from cchc.render.wording import states
from cchc.results import ActivityResult, SubmissionResult
from cchc.rollup.model import Rollup, Standing, Timing


class File(str):
    """A piece that names a file."""


class Code(str):
    """A piece that is the code of a diagnostic."""


Piece: TypeAlias = str | File | Code


class ListedLine(NamedTuple):
    """A line of a list."""

    pieces: tuple[Piece, ...]
    agency: Agency | None = None
    """The agency that it is about, where it is one."""
    files: tuple[str, ...] = ()
    """Files that a format which links may name behind it."""


class Listing(NamedTuple):
    """A list with what stands above it."""

    heading: str
    """Empty for a list that belongs to the section before."""
    paragraphs: tuple[str, ...] = ()
    lines: tuple[ListedLine, ...] = ()
    in_a_row: bool = False
    """Whether the lines are names, that may follow each other."""
    wrong: bool = False
    """Whether the lines say what has to be put right in a file."""
    closing: tuple[str, ...] = ()
    """Paragraphs below the list."""


_TIMINGS: tuple[Timing, ...] = ("silent", "late", "early", "undated")


def reports(rollup: Rollup, messages: Messages) -> Iterator[Listing]:
    """Reports that didn't come, came late or early, have no day, or can't be used."""
    for timing in _TIMINGS:
        if standings := words.of_timing(rollup, timing):
            heading = messages(
                f"rollup.{timing}", count=len(standings), day=rollup.now.period.data_to
            )
            lines = tuple(_reported(one, messages) for one in standings)
            yield Listing(heading, lines=lines, in_a_row=True)
    if rollup.conflicts:
        yield Listing(
            messages("rollup.conflicts", count=len(rollup.conflicts)),
            lines=tuple(
                ListedLine((f"{one.name}: ", *_files(one.files)), rollup.plan.agency[one.agency])
                for one in rollup.conflicts
            ),
            wrong=True,
            closing=(f"{messages('cli.mend')}: {messages.help('conflict')}",),
        )
    if faulty := words.faulty(rollup):
        yield Listing(
            messages("rollup.invalid", count=len(faulty)),
            lines=tuple(_faulty(checked, messages) for checked in faulty),
            wrong=True,
        )
    if rollup.skipped:
        told = f"{len(rollup.skipped)} ({in_short(rollup.skipped)})"
        yield Listing(messages("check.skipped"), lines=(ListedLine((told,)),))
    for key, files in words.left_aside(rollup):
        yield Listing(messages(key), lines=tuple(ListedLine((File(file),)) for file in files))


def _reported(standing: Standing, messages: Messages) -> ListedLine:
    name = standing.agency.name
    if standing.days_late:
        name = messages("rollup.late.by", agency=name, days=standing.days_late)
    return ListedLine((name,), standing.agency, standing.files)


def _files(files: tuple[str, ...]) -> Iterator[Piece]:
    for number, file in enumerate(files):
        if number:
            yield "; "
        yield File(file)


def _faulty(checked: SubmissionResult, messages: Messages) -> ListedLine:
    """The first error of a file, and how many more there are."""
    first, *others = words.errors(checked)
    where = f" {messages.place(first.place)}:" if first.place else ""
    more = messages("rollup.more-errors", count=len(others)) if others else ""
    said = f":{where} {messages.message(first)} "
    agency = checked.submission.agency
    whose = f"{agency.name}: " if agency else ""
    return ListedLine((whose, File(checked.submission.file), said, Code(first.code), more), agency)


def activities(rollup: Rollup, messages: Messages) -> Listing:
    """How many activities stand how, which are late or overdue; then the agencies' own plans."""
    standings = rollup.now.standings
    led = states((result.state for one in standings for result in one.led), messages)
    return Listing(
        messages("rollup.activities"),
        tuple(filter(None, [led])),
        tuple(_past_due(*pair, messages) for pair in words.past_due(rollup)),
        closing=tuple(duties(rollup, messages)),
    )


def _past_due(standing: Standing, result: ActivityResult, messages: Messages) -> ListedLine:
    said = messages(
        f"rollup.activity.{result.state}",
        agency=standing.agency.name,
        activity=result.activity.id,
        output=result.output.name,
        due_on=result.due_on,
        completed_on=result.completed_on,
    )
    return ListedLine((said,), standing.agency)


def duties(rollup: Rollup, messages: Messages) -> Iterator[str]:
    """How the agencies' own plans stand, duty by duty."""
    owed = list(chain.from_iterable(one.checked.obligations for one in rollup.now.standings))
    for obligation in {duty.obligation.id: duty.obligation for duty in owed}.values():
        counts = states((d.state for d in owed if d.obligation.id == obligation.id), messages)
        yield messages("rollup.duty", title=obligation.title, counts=counts)


def changes(rollup: Rollup, messages: Messages) -> Iterator[Listing]:
    """What moved against the period before; nothing where there is none."""
    if not rollup.earlier:
        return
    before = rollup.earlier[-1].period
    heading = messages("rollup.changes", title=before.title, id=before.id)
    yield Listing(heading, (words.moves(rollup, messages),))
    if newly := words.newly_failing(rollup):
        lines = (
            f"{target.title[messages.lang]}: "
            + "; ".join(words.turned(one, messages) for one in changes)
            for target, changes in newly
        )
        yield Listing("", (messages("rollup.newly"),), tuple(ListedLine((line,)) for line in lines))
    if rollup.impossible:
        said = messages("rollup.impossible", count=len(rollup.impossible))
        falls = tuple(ListedLine((words.fall(one, messages),)) for one in rollup.impossible)
        yield Listing("", (said,), falls, wrong=True)
