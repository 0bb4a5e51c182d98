"""Which decision it is, from its title, number and day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

from cchc.decision.model import Decision
from cchc.decision.times import years
from cchc.draft.ids import telling
from cchc.draft.model import TO_FILL, both
from cchc.plan.model import Provenance

_YEARS: Final = range(1900, 2200)
_UNKNOWN_YEAR: Final = 2000
"""Stands where no year is named anywhere."""
_PROVINCE: Final = re.compile(
    r"\b(?P<kind>tỉnh|thành phố)\s+(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+){0,8}?)(?=\s+năm\b|\s*$)",
    re.IGNORECASE,
)


def provenance(decision: Decision) -> Provenance:
    """The decision's head; what isn't found is filled in and named as to be confirmed."""
    year = _year(decision)
    province = _province(decision.title)
    missing = {
        "title": not decision.title,
        "year": decision.years != (year,),
        "decision": not decision.number,
        "issued_by": True,
        "signed_on": not decision.signed_on,
        "effective_from": not decision.effective_from,
        "supersedes": not decision.replaces,
    }
    signed_on = decision.signed_on or date(year, 1, 1)
    return Provenance(
        id="-".join([*telling(province.partition(" ")[2]), str(year)])
        if province
        else f"ke-hoach-{year}",
        title=both(decision.title or f"Kế hoạch cải cách hành chính năm {year}"),
        year=year,
        decision=decision.number or TO_FILL,
        issued_by=f"UBND {province}" if province and "UBND" in decision.number else TO_FILL,
        signed_on=signed_on,
        effective_from=decision.effective_from or signed_on,
        supersedes=decision.replaces,
        to_confirm=tuple(name for name, guessed in missing.items() if guessed),
    )


def _province(title: str) -> str:
    """``tỉnh Vân Khê``, whatever case the title is in."""
    match = _PROVINCE.search(title)
    if not match:
        return ""
    name = match["name"]
    return f"{match['kind'].lower()} {name.title() if name.isupper() else name}"


def _year(decision: Decision) -> int:
    """The title's year, else that of the day of signing, else the one named most often."""
    if found := next((year for year in decision.years if year in _YEARS), None):
        return found
    if decision.signed_on and decision.signed_on.year in _YEARS:
        return decision.signed_on.year
    texts = [
        *(section.title for section in decision.sections),
        *(item.text for section in decision.sections for item in section.items),
        *(time for row in decision.rows for time in row.times),
    ]
    counted = Counter(year for text in texts for year in years(text) if year in _YEARS)
    return max(counted, key=counted.__getitem__, default=_UNKNOWN_YEAR)
