"""A waiver: one agency excused from one target, by a document, up to a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cchc.diagnostics import Place


class Waiver(NamedTuple):
    """An exemption that somebody has approved."""

    target: str
    """Id of the target."""
    agency: str
    """Id of the agency."""
    reason: str
    document: str
    """The approving document, by its number."""
    until: date
    """Last day on which it holds: the day of the report that it excuses, in Vietnam's time zone."""
    place: Place
    """Where it stands in the file of waivers."""

    def holds_on(self, day: date | None) -> bool:
        """Whether it excuses a report of `day`, or one that doesn't come to a day at all."""
        return day is None or day <= self.until
