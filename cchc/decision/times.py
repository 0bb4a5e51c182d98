"""Months, quarters and days in a decision's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

_END: Final = r"(?!\d|/\d{1,2}/|\s*lần\b)"
"""What may not follow a number that is a month's or a quarter's."""
_OF: Final = r"\s*(?:/|năm)\s*"
_UNTIL: Final = r"\s*(?:[-–]|đến(?: hết)?\b)\s*"
_AND: Final = rf"(?:\s*(?:,|và\b|hoặc\b)\s*|{_UNTIL})"
_CLOSED: Final = r"(?=\s*(?:[,;.):/–-]|(?:và|hoặc|đến|năm|h[àằ]ng|mỗi|của|trong)\b|$))"
"""What a number has to be followed by that goes on a list without the list's word before it."""


def _listing(word: str, number: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a list of months or quarters, and of each of them: number, year, range sign."""
    year = rf"(?:{_OF}[12]\d{{3}})?"
    first = rf"\b{word}\s*{number}{_END}{year}"
    more = rf"{_AND}(?:{word}\s*{number}{_END}|{number}{_END}{_CLOSED}){year}"
    one = rf"(?<!\d)({number}){_END}(?:{_OF}([12]\d{{3}}))?({_UNTIL})?"
    return re.compile(f"{first}(?:{more})*", re.IGNORECASE), re.compile(one, re.IGNORECASE)


_MONTHS: Final = _listing(r"(?:tháng|T(?=\d))", r"(?:0?[1-9]|1[0-2])(?!\d)")
_BARE_MONTH: Final = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])/([12]\d{3})(?![\d/-])")
_HALF_YEAR: Final = re.compile(
    r"\W*(?:trong )?0?6 tháng (đầu|cuối) năm(?: ([12]\d{3}))?\W*", re.IGNORECASE
)
_APART: Final = re.compile(r"[;,]|\bvà\b", re.IGNORECASE)
_OF_A_DAY: Final = re.compile(r"(?:\b(?:ngày|mùng)|(?<!tuần )(?<!tuần thứ )\b\d{1,2})$")
"""What stands before a month that only says which month a day is in."""
_QUARTERS: Final = _listing("(?:qu[ýí]|Q)", r"(?:IV|I{1,3}|[1-4])\b")
_YEAR: Final = re.compile(r"\b(?:trong |cả |hết )?năm\s*([12][0-9]{3})\b", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"(?:\bgiai đoạn|\b(?:các |những )?năm|\btừ(?: năm)?|(?<=\())\s*([12]\d{3})"
    r"\s*(?:[-–]|đến(?: hết)?(?: năm)?)\s*([12]\d{3})\b",
    re.IGNORECASE,
)
_CLAUSE: Final = 160
"""Characters of a clause on either side of a figure."""
_THAN: Final = re.compile(r"\bso với\s+(?:cùng kỳ\s+)?$", re.IGNORECASE)
"""What stands before a year that something is only compared with."""
_NUMERALS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}

_DAY: Final = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s*(?P<sign>[/.-])\s*(?P<m>\d{1,2})\s*(?P=sign)\s*(?P<y>\d{4})"
    r"|(?:ngày|mùng|trước|chậm nhất)\s+(?P<d2>\d{1,2})\s*/\s*(?P<m2>\d{1,2})(?![\d/])"
    r"|(?:ngày|mùng|trước|chậm nhất)\s+(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})"
    r"(?:\s+năm\s+(?P<y3>\d{4}))?"
    r"|ngày\s+(?P<d4>\d{1,2})\s+(?:của\s+|hằng\s+|hàng\s+)?(?:mỗi\s+)?tháng\b",
    re.IGNORECASE,
)
_SHORT: Final = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])"
_ONE: Final = _SHORT.replace("(\\d", "(?:\\d")
_DAYS: Final = re.compile(
    rf"(?<![\d/]){_ONE}(?:\s*(?:,|;|và\b|hoặc\b)\s*(?:ngày\s+)?{_ONE})+", re.IGNORECASE
)
"""Days of which only the first has a word before it, or only the last a year."""
_LEAD: Final = re.compile(r"(?:\b(?:trước|ngày|mùng|chậm nhất)\s+)+$", re.IGNORECASE)
_WINDOW: Final = 60
"""Characters before a time in which the words are that say how it is meant."""
_BEFORE: Final = re.compile(r"\btrước(?:\s+ngày)?\s+$", re.IGNORECASE)
_AFTER: Final = re.compile(r"\bsau(?:\s+ngày)?\s+$", re.IGNORECASE)
_LAST_YEAR: Final = re.compile(r"\s*(?:của\s+)?năm\s+trước", re.IGNORECASE)
_NEXT_MONTH: Final = re.compile(r"\s*(?:sau|tiếp theo|kế tiếp|liền sau)\b", re.IGNORECASE)
_CITED_YEAR: Final = re.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\bLuật [^;.]{0,80}?năm \d{4}", re.IGNORECASE
)
_CITED: Final = re.compile(
    r"(?:\d[\w.]*\s*[/-]\s*[\w/Đđ-]+|\bLuật\b[^.;]{0,80}|\bHiến pháp\b[^.;]{0,20})"
    r"\s*,?\s*(?:ngày\s+)?$"
)
"""What stands before a day that only dates another document."""


def months(text: str, year: int) -> frozenset[str]:
    """The months that `text` names, as ``YYYY-MM``; without a year, of `year`.

    From one month to another means the last, and before a month the one before it: by then it
    is done.
    """
    named = [(of, int(number) - before) for number, of, before in _times(_MONTHS, text, year)]
    rest = _QUARTERS[0].sub("", _MONTHS[0].sub("", text))
    named += [(int(of), int(number)) for number, of in _BARE_MONTH.findall(rest)]
    for piece in _APART.split(text):
        if match := _HALF_YEAR.fullmatch(piece):
            named.append((int(match[2] or year), 6 if match[1].lower() == "đầu" else 12))
    return frozenset(f"{of}-{number:02}" if number else f"{of - 1}-12" for of, number in named)


def quarters(text: str, year: int) -> frozenset[str]:
    """The quarters that `text` names, as ``YYYY-Qn``; read as months are."""
    named = [
        (of, (_NUMERALS.get(number.upper()) or int(number)) - before)
        for number, of, before in _times(_QUARTERS, text, year)
    ]
    return frozenset(f"{of}-Q{number}" if number else f"{of - 1}-Q4" for of, number in named)


def _times(
    patterns: tuple[re.Pattern[str], re.Pattern[str]], text: str, year: int
) -> Iterator[tuple[str, int, bool]]:
    """Number and year of each month or quarter, and whether "before" it is meant.

    A year behind a list is that of all of it.
    """
    listing, one = patterns
    for listed in listing.finditer(text):
        ahead = _ahead(text, listed.start()).rstrip().lower()
        if ahead.endswith("sau") or _OF_A_DAY.search(ahead):
            continue  # "sau tháng 6", "ngày 30 tháng 6"
        of = year
        for number, named, until in reversed(one.findall(listed[0])):
            of = int(named or of)
            if not until:
                yield number, of, ahead.endswith("trước")


def last_days(text: str, year: int) -> frozenset[str]:
    """The last days that are in time by `text`, as ``YYYY-MM-DD``; without a year, of `year`."""
    named = (day.last(year, day.month) for day in days(text) if day.month)
    return frozenset(day.isoformat() for day in named if day)


def years(text: str) -> frozenset[int]:
    """The years that `text` names as times of their own."""
    cited = [*_CITED_YEAR.finditer(text)]
    single = (
        int(match[1])
        for match in _YEAR.finditer(text)
        if not _THAN.search(text, max(0, match.start() - 40), match.start())
        and not any(one.start() <= match.start() < one.end() for one in cited)
    )
    return frozenset((*single, *(year for ends in spans(text) for year in ends)))


def years_about(text: str, at: int) -> frozenset[int]:
    """The years that the clause around a place names."""
    first, last = max(0, at - _CLAUSE), at + _CLAUSE
    start = max(first, *(text.rfind(sign, first, at) for sign in ("; ", ". ", ": ")))
    ends = [end for sign in ("; ", ". ") if (end := text.find(sign, at, last)) >= 0]
    return years(text[start : min(ends, default=last)])


def year_alone(words: str) -> int | None:
    """The year that is all that `words` name, as in a column of times."""
    match = re.fullmatch(r"\D*([12]\d{3})\D*", words)
    return int(match[1]) if match else None


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """First and last year of each stretch of years that `text` names: "giai đoạn 2026 - 2030"."""
    found = (tuple(sorted((int(match[1]), int(match[2])))) for match in _SPAN.finditer(text))
    return tuple((ends[0], ends[-1]) for ends in found)


class Day(NamedTuple):
    """A day as it is written, perhaps without its month or year."""

    day: int
    month: int | None
    year: int | None
    last_year: bool
    """Whether the words say "of the year before"."""
    next_month: bool
    """Whether the words say "of the following month"."""
    before: bool
    """Whether the words say "before", so that the day itself is too late."""
    after: bool
    """Whether they say "after", so that no day is the last one."""
    start: int
    text: str

    def fits(self, on: date, year: int) -> bool:
        """Whether `on` is this day, in a plan of `year`."""
        named = self.year or (year - 1 if self.last_year else None)
        return (
            on.day == self.day
            and self.month in (None, on.month)
            and (on.year == named if named else self.month is None or on.year == year)
        )

    def on(self, year: int, month: int) -> date | None:
        """The day in the calendar of a plan of `year`, in `month` where the words name none."""
        try:
            on = date(self.year or year - self.last_year, self.month or month, self.day)
            return on + relativedelta(months=self.next_month and not self.month)
        except ValueError:
            return None

    def last(self, year: int, month: int) -> date | None:
        """The last day that is in time: "before the 12th" means the 11th."""
        on = None if self.after else self.on(year, month)
        return on - timedelta(days=self.before) if on and on > date.min else None

    def bounds(self, on: date, year: int) -> bool:
        """Whether `on` is the last day that is in time by these words."""
        return self.fits(on + timedelta(days=1) if self.before else on, year)


def days(text: str) -> tuple[Day, ...]:
    """The days in `text`, but for those of cited documents."""
    listed = [*_listed(text)]
    rest = list(text)
    for day in listed:
        rest[day.start : day.start + len(day.text)] = " " * len(day.text)
    return tuple(sorted([*listed, *_single("".join(rest))], key=lambda day: day.start))


def _listed(text: str) -> Iterator[Day]:
    """The days of lists; what is said before the first, or behind the last, is said of all."""
    for match in _DAYS.finditer(text):
        found = list(re.finditer(_SHORT, match[0]))
        ahead = _ahead(text, match.start())
        lead = _LEAD.search(ahead)
        begin = match.start() - (len(lead[0]) if lead else 0)
        if not (lead or any(one[3] for one in found)) or _is_cited(text, begin):
            continue
        before = "trước" in lead[0].lower() if lead else False
        after = bool(_AFTER.search(ahead))
        year = None
        for one in reversed(found):
            year = _number(one[3]) or year
            start = match.start() + one.start()
            month = int(one[2])
            yield Day(int(one[1]), month, year, False, False, before, after, start, one[0])


def _single(text: str) -> Iterator[Day]:
    """The days that stand alone."""
    for match in _DAY.finditer(text):
        if not _is_cited(text, match.start()):
            ahead = _ahead(text, _start(match))
            yield Day(
                int(match["d"] or match["d2"] or match["d3"] or match["d4"]),
                _number(match["m"] or match["m2"] or match["m3"]),
                _number(match["y"] or match["y3"]),
                bool(_LAST_YEAR.match(text, match.end())),
                bool(_NEXT_MONTH.match(text, match.end())),
                bool(_BEFORE.search(ahead)),
                bool(_AFTER.search(ahead)),
                match.start(),
                match[0],
            )


def _ahead(text: str, end: int) -> str:
    return text[max(0, end - _WINDOW) : end]


def _is_cited(text: str, start: int) -> bool:
    return bool(_CITED.search(text[max(0, start - 120) : start]))


def _start(match: re.Match[str]) -> int:
    """Where the number of the day begins, behind "ngày" or "trước"."""
    return max(match.start(name) for name in ("d", "d2", "d3", "d4"))


def _number(text: str | None) -> int | None:
    return int(text) if text else None
