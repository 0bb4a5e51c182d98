"""What changed about how a metric comes from forms, lists of dossiers and the portal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from cchc.plan.diff.both import Both
from cchc.plan.diff.model import Change
from cchc.plan.model import Entry, FormSums, Metric, OtherSums, Records

S = TypeVar("S", FormSums, OtherSums)
E = TypeVar("E", bound=Entry)


def changes(both: Both, base: Change, old: Metric, new: Metric) -> Iterator[Change]:
    """How the metric of both plans is computed, where that differs.

    A way that is new or gone is one change; of one that has stayed, each part is.
    """
    was, now = old.records or Records(), new.records or Records()
    for change in (
        *_form(both, base, was, now),
        *_dossiers(both, base, was, now),
        *both.parts(base, "portal", was.portal, now.portal),
    ):
        yield change._replace(kind=f"records.{change.kind}")


def _form(both: Both, base: Change, was: Records, now: Records) -> Iterator[Change]:
    before, after = (
        _with(one, form=_with(_ordered(one.form), elsewhere=()) if one.form else None)
        for one in (was, now)
    )
    yield from both.facts(base, before, after, "form")
    if was.form and now.form:
        others = (tuple(map(_ordered, form.elsewhere)) for form in (was.form, now.form))
        yield from both.parts(base, "elsewhere", *others)


def _ordered(sums: S) -> S:
    """The same sums; it doesn't matter in which order columns are added up."""
    above, below = (tuple(sorted(columns)) for columns in (sums.numerator, sums.denominator))
    return _with(sums, numerator=above, denominator=below)


def _with(entry: E, **values: object) -> E:
    """`entry` with other values; `dataclasses.replace` doesn't know entries of a compiled plan."""
    same = {name: getattr(entry, name) for name in type(entry).__annotations__}
    return type(entry).made_of(**{**same, **values})


def _dossiers(both: Both, base: Change, was: Records, now: Records) -> Iterator[Change]:
    if was.dossiers and now.dossiers:
        yield from both.facts(
            base, was.dossiers, now.dossiers, "numerator", "denominator", "limits"
        )
    else:
        yield from both.facts(base, was, now, "dossiers")
