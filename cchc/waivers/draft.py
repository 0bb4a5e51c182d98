"""Failures of submissions as waivers still to be granted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc.plan.model import Agency
from cchc.results import FAILURES, Result, SubmissionResult


class Wanted(NamedTuple):
    """A failure that nobody has excused yet."""

    agency: Agency
    result: Result


def wanted(results: Iterable[SubmissionResult]) -> tuple[Wanted, ...]:
    """What fails or is missing in the submissions, each target of an agency once."""
    found: dict[tuple[str, str], Wanted] = {}
    for checked in results:
        agency = checked.submission.agency
        for result in checked.results if agency else ():
            if agency and result.status in FAILURES and result.waiver is None:
                found.setdefault((agency.id, result.target.id), Wanted(agency, result))
    return tuple(found.values())
