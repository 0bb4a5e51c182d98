"""Activities: one for each numbered row of the appendix."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.decision.model import Decision, Row
from cchc.draft.agencies import Known
from cchc.draft.fields import Fields
from cchc.draft.model import Drafted, Origin, both
from cchc.draft.schedules import outputs
from cchc.plan.model import Activity, ReportingPeriod, Source


def activities(
    decision: Decision,
    fields: Fields,
    known: Known,
    year: int,
    periods: Sequence[ReportingPeriod],
) -> list[Drafted[Activity]]:
    """The rows as activities; of rows with one number the first."""
    rows: dict[str, Row] = {}
    for row in decision.rows:
        rows.setdefault(row.address, row)
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
                to_confirm=("field", "title", "lead", "coordinating", "outputs"),
            ),
            Origin(row.line, f"{row.title} | {row.lead} | {'; '.join(row.times)}"),
        )
        for row in rows.values()
    ]
