"""Numbers within activities against the words of the appendix."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.decision.model import AppendixRow
from cchc.decision.names import plain
from cchc.decision.quantities import StatedQuantity, quantities
from cchc.plan.model import Activity, Threshold
from cchc.trace.model import Claim, Finding, of_row


def trace_quantities(activity: Activity, row: AppendixRow) -> Iterator[Claim | Finding]:
    """Whether every number of the activity is in its row, and every number there is its."""
    left = list(quantities(row))
    written = tuple(_shown(one) for one in left)
    for quantity in activity.quantities:
        threshold = quantity.threshold
        found = next((one for one in left if _is(threshold, one)), None)
        if found is None:
            missing = of_row(row, activity, "quantity")
            yield missing._replace(text=written, plan=threshold)
            continue
        left.remove(found)
        yield _problem(activity, row, threshold, found) or Claim("quantity", row.address)
    where = row.place, row.number, row.line
    for one in left:
        if one.written:
            shown = _shown(one)
            yield Finding("unclaimed", "count", *where, activity.id, shown, excerpt=row.title)


def _is(threshold: Threshold, one: StatedQuantity) -> bool:
    return threshold.value == one.value and (threshold.unit == "%") == (one.unit == "%")


def _problem(
    activity: Activity, row: AppendixRow, threshold: Threshold, found: StatedQuantity
) -> Finding | None:
    """What a number and the words that give it don't agree on; a bare number is a least."""
    if threshold.op != (found.op or ">="):
        code = of_row(row, activity, "op" if found.op else "bare")
        return code._replace(text=_shown(found), plan=threshold)
    words = plain(" ".join((row.title, *row.products, *row.times)))
    if found.written and threshold.unit != "%" and plain(threshold.unit) not in words:
        unit = of_row(row, activity, "unit")
        return unit._replace(text=_shown(found), plan=threshold.unit)
    return None


def _shown(one: StatedQuantity) -> str:
    sign = {">=": "≥ ", "<=": "≤ ", None: ""}.get(one.op, f"{one.op} ")
    return f"{sign}{one.value}{'%' if one.unit == '%' else f' {one.unit}'}"
