"""Schemas of what cchc writes with ``--format json``, for programs that read it.

Later versions may add fields, so that no schema forbids others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_type_hints

from cchc.batch import WaiverUse
from cchc.plan.model import AgencyKind, Confirmed, Plan, Source, Threshold
from cchc.results import STATES, STATUSES, VERDICTS
from cchc.rollup.model import REACHED, TIMINGS, Basis, Ground, Impossible
from cchc.schema import Output, tallies
from cchc.schema.entries import (
    ANSWER,
    DAY,
    NUMBER,
    PLACE,
    PROBLEM,
    TEXT,
    WHOLE,
    Entries,
    listed,
    maybe,
    one_of,
    record,
)
from cchc.schema.parts import DIALECT, Schema, reference


def schema(kind: Output) -> Schema:
    """The schema of the documents whose ``schema`` is ``cchc.KIND/1``."""
    entries = Entries()
    made = _DOCUMENTS[kind](entries)
    made["properties"] = {"schema": {"const": f"cchc.{kind}/1"}, **made["properties"]}
    made["required"] = list(dict.fromkeys(("schema", *made["required"])))
    return {
        "$schema": DIALECT,
        "$id": f"urn:cchc:{kind}:1",
        "title": f"cchc.{kind}/1",
        **made,
        "$defs": {**_common(entries), **entries.definitions},
    }


def _check(entries: Entries) -> Schema:
    waiver = record(reason=TEXT, document=TEXT, until=DAY)
    result = record(
        target=TEXT,
        metric=TEXT,
        field=TEXT,
        title=TEXT,
        status=one_of(STATUSES),
        **_FIGURES,
        threshold=entries.of(Threshold | Confirmed),
        source=entries.of(Source),
        clause=TEXT,
        help=maybe(TEXT),
        **PLACE,
        message=TEXT,
        note=TEXT,
        waived=maybe(waiver),
    )
    submission = record(
        file=TEXT,
        agency=maybe(reference("whose")),
        period=maybe(TEXT),
        plan=TEXT,
        day=maybe(DAY),
        as_of=maybe(DAY),
        note=TEXT,
        verdict=one_of(VERDICTS),
        results=listed(result),
        activities=listed(record(output=TEXT, number=WHOLE, **_TASK, note=TEXT, **PLACE)),
        obligations=listed(record(**_TASK, note=TEXT, **PLACE)),
        diagnostics=listed(record(**PROBLEM, help=TEXT, **PLACE)),
        summary=_counts((*STATUSES, "waived")),
    )
    use = record(
        target=TEXT,
        agency=TEXT,
        reason=TEXT,
        document=TEXT,
        until=DAY,
        line=WHOLE,
        column=WHOLE,
        state=entries.of(get_type_hints(WaiverUse)["state"]),
        files=listed(TEXT),
    )
    return record(
        tool=reference("tool"),
        plan=reference("head"),
        submissions=listed(submission),
        conflicts=listed(_CONFLICT),
        superseded=listed(_SUPERSEDED),
        skipped=listed(TEXT),
        waivers=listed(use),
        summary=_counts(("files", *VERDICTS, "waived")),
        exit_status=one_of((0, 1, 3)),
    )


def _rollup(entries: Entries) -> Schema:
    some = {"type": "object", "additionalProperties": WHOLE}
    total = record(
        target=TEXT,
        metric=TEXT,
        field=TEXT,
        title=TEXT,
        source=entries.of(Source),
        threshold=entries.of(Threshold | Confirmed),
        basis=entries.of(Basis),
        lead=maybe(TEXT),
        status=one_of(REACHED),
        value=_VALUE,
        numerator=maybe(NUMBER),
        denominator=maybe(NUMBER),
        low=maybe(NUMBER),
        high=maybe(NUMBER),
        assumed=ANSWER,
        rests_on=listed(entries.of(Ground)),
        estimated=ANSWER,
        agencies=some,
        unknown=listed(TEXT),
        wanted=listed(TEXT),
        differing=listed(record(denominator=NUMBER, agencies=listed(TEXT))),
    )
    agency = record(
        agency=reference("whose"),
        timing=one_of(TIMINGS),
        reported_on=maybe(DAY),
        as_of=maybe(DAY),
        days_late=WHOLE,
        files=listed(TEXT),
        verdict=maybe(one_of(VERDICTS)),
        summary=_counts(STATUSES),
        states=some,
        results=listed(record(target=TEXT, status=one_of(STATUSES), **_FIGURES, **PLACE)),
    )
    seen = record(status=one_of(STATUSES), value=_VALUE)
    figure = record(target=TEXT, status=one_of(REACHED), value=_VALUE)
    fall = record(
        agency=TEXT,
        metric=TEXT,
        part=entries.of(get_type_hints(Impossible)["part"]),
        before=NUMBER,
        after=NUMBER,
        earlier=TEXT,
        later=TEXT,
        earlier_at=record(**PLACE),
        later_at=record(**PLACE),
    )
    change = record(
        agency=TEXT,
        target=TEXT,
        before=seen,
        after=seen,
        direction=one_of(("rose", "fell", "same")),
        newly=maybe(one_of(("failing", "passing"))),
    )
    counted = {"submitted": _counts(TIMINGS), "reached": _counts(REACHED)}
    elsewhere = record(file=TEXT, agency=maybe(TEXT), period=maybe(TEXT))
    unattributed = record(file=TEXT, diagnostics=listed(record(**PROBLEM, **PLACE)))
    return record(
        tool=reference("tool"),
        plan=reference("head"),
        period=TEXT,
        day=DAY,
        **counted,
        totals=listed(total),
        agencies=listed(agency),
        activities=listed(record(agency=TEXT, output=TEXT, number=WHOLE, **_TASK)),
        earlier=listed(record(period=TEXT, **counted, totals=listed(figure))),
        changes=listed(change),
        impossible=listed(fall),
        unattributed=listed(unattributed),
        elsewhere=listed(elsewhere),
        conflicts=listed(_CONFLICT),
        superseded=listed(_SUPERSEDED),
        skipped=listed(TEXT),
        unused=listed(TEXT),
        records=maybe(tallies.beside(entries)),
        exit_status=one_of((0, 1, 3)),
    )


def _deadlines(entries: Entries) -> Schema:
    item = record(
        id=TEXT,
        output=TEXT,
        title=TEXT,
        due_on=DAY,
        weekday={"type": "integer", "minimum": 1, "maximum": 7},
        kind=TEXT,
        lead=listed(TEXT),
        source=entries.of(Source),
        condition=maybe(TEXT),
        state=maybe(one_of(STATES)),
        completed_on=maybe(DAY),
    )
    return record(
        tool=reference("tool"),
        plan=reference("head"),
        **{"from": DAY},
        to=DAY,
        today=maybe(DAY),
        agency=maybe(TEXT),
        items=listed(item),
        ongoing=listed(TEXT),
        events=listed(TEXT),
    )


def _plan(entries: Entries) -> Schema:
    entries.of(Plan)
    made = entries.definitions.pop("plan")
    about = entries.definitions["provenance"]
    about["properties"]["sha256"] = reference("checksum")
    about["required"].append("sha256")
    made["properties"]["tool"] = reference("tool")
    made["required"].append("tool")
    return made


_DOCUMENTS: Final = {
    "check": _check,
    "rollup": _rollup,
    "deadlines": _deadlines,
    "plan": _plan,
    "tally": tallies.document,
}


def _common(entries: Entries) -> dict[str, Schema]:
    """Definitions of what many documents have."""
    return {
        "checksum": maybe({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        "tool": record(name={"const": "cchc"}, version=TEXT),
        "head": record(id=TEXT, decision=TEXT, year=WHOLE, sha256=reference("checksum")),
        "whose": record(id=TEXT, name=TEXT, kind=entries.of(AgencyKind)),
    }


def _counts(names: Iterable[str]) -> Schema:
    return record(**dict.fromkeys(names, WHOLE))


_VALUE: Final = maybe({"type": "string", "pattern": "^(yes|no|-?[0-9]+(\\.[0-9]+)?)$"})
"""A decimal, or the answer to what is confirmed."""
_FIGURES: Final[dict[str, Schema]] = {
    "value": _VALUE,
    "estimate": _VALUE,
    "numerator": maybe(NUMBER),
    "denominator": maybe(NUMBER),
}
_TASK: Final[dict[str, Schema]] = {
    "id": TEXT,
    "state": one_of(STATES),
    "due_on": maybe(DAY),
    "completed_on": maybe(DAY),
    "document": TEXT,
}
_CONFLICT: Final = record(agency=TEXT, period=TEXT, files=listed(TEXT), name=TEXT)
_SUPERSEDED: Final = record(file=TEXT, by=TEXT)
