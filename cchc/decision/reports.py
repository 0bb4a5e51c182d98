"""Which reports a decision's words name, and the last day of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from cchc.decision.times import Day, days
from cchc.text import fold

_NAMED: Final = re.compile(
    r"\b(?P<each>(hang|tung|moi|dinh ky|bao cao) quy|(?<!cuoi )quy(?=, (?:0?6 thang|nam)))\b"
    r"(?! (?:iv|i{1,3}|[1-4])\b)|\b(?P<T>(hang|tung|moi|dinh ky|bao cao) thang)\b"
    r"|\bquy (?P<Q>iv|i{1,3}|[1-4])\b|(?<!ngay )\b0?(?P<M9>9) thang\b"
    r"|(?<!ngay )\b0?(?P<H1>6) thang\b"
    r"|(?<!dau )\b(?P<Y>nam)\b(?! truoc(?! ngay| \d))"
)
"""Words for a period; neither "6 tháng đầu năm" nor "năm trước" is this year."""
_NUMERALS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def reports_named(words: str, year: int) -> list[str]:
    """``2027-Q1``, ``2027-H1``, ``2027-M9``, ``2027-Y``; all quarters' for "every quarter"."""
    match = _NAMED.search(fold(words))
    if match is None:
        return []
    if match["each"]:
        return [f"{year}-Q{number}" for number in range(1, 5)]
    if match["T"]:
        return [f"{year}-T{number:02}" for number in range(1, 13)]
    if quarter := match["Q"]:
        return [f"{year}-Q{_NUMERALS.get(quarter) or quarter}"]
    return [f"{year}-{match.lastgroup}"]


def last_month(report: str) -> int:
    """The last month of a report's period."""
    short = report.partition("-")[2]
    if short.startswith("T"):
        return int(short[1:])
    return {"H1": 6, "M9": 9, "Y": 12}.get(short) or int(short[1:]) * 3


def last_days_of_reports(text: str, year: int) -> Iterator[tuple[str, date]]:
    """The reports of one sentence that has a day for each: "quý I trước 15/3; năm trước 05/12".

    Where the half-year and the year are named beside every quarter, they take the place of the
    second and the fourth.
    """
    folded = fold(text)
    named = list(_NAMED.finditer(folded)) if len(folded) == len(text) else []
    spans = list(pairwise([*(match.start() for match in named), len(text)]))
    inside = [days(text[start:end]) for start, end in spans]
    one_only = len(named) < 2 and not any(match["each"] or match["T"] for match in named)
    if one_only:
        return
    ids = [reports_named(text[start:end], year) for start, end in spans]
    once = {id for one in ids if len(one) == 1 for id in one}
    instead = {f"{year}-Q2"} if f"{year}-H1" in once else set()
    instead |= {f"{year}-Q4"} if f"{year}-Y" in once else set()
    for found, day in zip(ids, _of_each(ids, inside, days(text)), strict=False):
        for id in dict.fromkeys(found):
            due_on = day.last(year, last_month(id))
            if due_on and (id not in instead or len(found) == 1):
                yield id, due_on


def _of_each(
    ids: Sequence[Sequence[str]], inside: Sequence[Sequence[Day]], written: Sequence[Day]
) -> Sequence[Day]:
    """The day of each report: the one behind it, one said of all, or those of a list in order."""
    if all(len(one) == 1 for one in inside):
        return [day for (day,) in inside]
    if len(written) == 1 and written[0].month is None:
        return [written[0]] * len(ids)
    single = all(len(one) == 1 for one in ids)
    return written if single and len(written) == len(ids) else ()
