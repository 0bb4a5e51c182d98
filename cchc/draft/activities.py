"""Activities: one for each numbered row of the appendix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc.decision.model import AppendixRow, Decision
from cchc.decision.quantities import quantities
from cchc.diagnostics import diagnostic
from cchc.draft.agencies import Known
from cchc.draft.fields import Fields
from cchc.draft.model import Drafted, Origin, both
from cchc.draft.schedules import outputs
from cchc.errors import InputError
from cchc.plan.model import Activity, Quantity, ReportingPeriod, Source, Threshold

_GUESSED: Final = ("field", "title", "lead", "coordinating", "outputs")

MOST_ACTIVITIES: Final = 1_000
"""Activities of a draft; a decision has some fifty."""


def activities(
    decision: Decision,
    fields: Fields,
    known: Known,
    year: int,
    periods: Sequence[ReportingPeriod],
) -> list[Drafted[Activity]]:
    """The rows as activities; of rows with one number the first.

    Raises:
        InputError: there are more than any plan could have.
    """
    rows: dict[str, AppendixRow] = {}
    for row in decision.rows:
        rows.setdefault(row.address, row)
    if len(rows) > MOST_ACTIVITIES:
        raise InputError(diagnostic("too-many-values", limit=MOST_ACTIVITIES))
    return [
        Drafted(
            Activity(
                row.address,
                field=fields.of_row(row),
                title=both(row.title),
                lead=known.ids(row.lead),
                coordinating=known.ids(row.coordinating),
                outputs=outputs(row, year, periods),
                source=Source(row.place, row.number),
                quantities=(counted := _quantities(row)),
                to_confirm=(*_GUESSED, *(("quantities",) if counted else ())),
            ),
            Origin(row.line, f"{row.title} | {row.lead} | {'; '.join(row.times)}"),
        )
        for row in rows.values()
    ]


def _quantities(row: AppendixRow) -> tuple[Quantity, ...]:
    """The numbers that stand in the row; a bare one is a least."""
    return tuple(
        Quantity(both(one.unit), Threshold(one.op or ">=", one.value, one.unit.partition(" ")[0]))
        for one in quantities(row)
        if one.written
    )
