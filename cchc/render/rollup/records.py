"""Where reports and records differ, in the words that every format of a rollup has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from cchc.messages import Messages
from cchc.records.tally import Beside
from cchc.render.records import words
from cchc.render.wording import shown_place

MOST: Final = 20
"""Differences that are listed; the largest."""


class Difference(NamedTuple):
    """A figure of an agency that its records don't bear out."""

    agency: str
    metric: str
    reported: str
    recomputed: str
    why: str


def differences(beside: Beside, messages: Messages) -> Iterator[Difference]:
    """The largest differences between reports and records."""
    for tally, figure in beside.apart()[:MOST]:
        yield Difference(
            tally.agency.name,
            figure.metric.id,
            words.reported(figure, tally, messages).replace("\n", ", "),
            words.recomputed(figure, tally, messages).replace("\n", ", "),
            words.why(figure, messages),
        )


def sentence(one: Difference, messages: Messages) -> str:
    """A difference in a line."""
    return messages(
        "rollup.records.one",
        agency=one.agency,
        metric=one.metric,
        reported=one.reported,
        recomputed=one.recomputed,
    )


def compared(beside: Beside, messages: Messages) -> str:
    """How many figures of how many agencies were compared, and what that came to."""
    figures = [one for tally in beside.tallies if tally.against for one in tally.figures]
    agrees = [one.agrees for one in figures if one.counts is not None]
    return messages(
        "rollup.records.compared",
        agencies=len(beside.tallies),
        agree=agrees.count(True),
        differ=agrees.count(False),
        unsure=agrees.count(None),
    )


def problems(beside: Beside, messages: Messages) -> Iterator[str]:
    """What is wrong with the files of records."""
    for told in beside.told:
        where = shown_place(told.file, told.problem.place)
        severity = messages(f"severity.{told.problem.severity}")
        yield f"{where}: {severity}: {messages.message(told.problem)} [{told.problem.code}]"
