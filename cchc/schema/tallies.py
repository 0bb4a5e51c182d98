"""The schema of what `cchc tally` writes, which a rollup has of many agencies."""

from __future__ import annotations

from cchc.records.tally import Doubt
from cchc.schema.entries import (
    ANSWER,
    DAY,
    NUMBER,
    PLACE,
    PROBLEM,
    TEXT,
    Entries,
    listed,
    maybe,
    one_of,
    record,
)
from cchc.schema.parts import Schema, reference


def document(entries: Entries) -> Schema:
    """One agency's figures for a period, as its records have them."""
    return record(
        tool=reference("tool"),
        plan=reference("head"),
        agency=reference("whose"),
        period=TEXT,
        data_from=DAY,
        data_to=DAY,
        against=maybe(TEXT),
        figures=listed(_figure(entries)),
        diagnostics=listed(_TOLD),
        exit_status=one_of((0, 1, 3)),
    )


def beside(entries: Entries) -> Schema:
    """What the agencies' records say beside their reports."""
    agency = record(agency=reference("whose"), figures=listed(_figure(entries)))
    return record(agencies=listed(agency), diagnostics=listed(_TOLD))


def _figure(entries: Entries) -> Schema:
    sides = {side: maybe(NUMBER) for side in ("numerator", "denominator", "value")}
    apart = {side: maybe(NUMBER) for side in ("numerator", "denominator", "points")}
    portal = record(measure=TEXT, **sides, differs=TEXT, file=TEXT)
    return record(
        metric=TEXT,
        **sides,
        source=maybe(TEXT),
        file=maybe(TEXT),
        reported=maybe(record(**sides, none_arising=ANSWER)),
        agrees=maybe(ANSWER),
        difference=maybe(record(**apart)),
        doubt=maybe(entries.of(Doubt)),
        lacks=listed(TEXT),
        message=TEXT,
        portal=maybe(portal),
        portal_others=listed(portal),
    )


_TOLD = record(file=TEXT, **PROBLEM, help=TEXT, **PLACE)
