"""Percentages and counts in a sentence, with the operator that its words give."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from cchc.plan.model import Op

_GROUPED: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_NUMBER: Final = rf"{_GROUPED}(?![\d.,]*\d)|\d+(?:[.,]\d+)?"
_SIGN: Final = r"\s*(?:%|phần trăm\b)"
_PERCENT: Final = re.compile(
    rf"(?<![\w.,/-])({_NUMBER})(?={_SIGN}|\s*[-–]\s*(?:{_NUMBER}){_SIGN})"
    rf"|(?<=[\d%][-–])({_NUMBER})(?={_SIGN})",
    re.IGNORECASE,
)
"""Also either end of "95-98%"."""
_BEHIND: Final = re.compile(_SIGN, re.IGNORECASE)
_OUT_OF: Final = (
    r"/\d+(?=\s+(?:điểm|xã|phường|sở|cơ quan|đơn vị|thôn|bản|trường|tiêu chí|TTHC|thủ tục)\b)"
)
"""The whole that a count is part of: "31/75 xã"."""
_SKIPPED: Final = rf"(?:\s*[-–]\s*(?:{_NUMBER})|\s*\((?=[^\W\d_])[^()]{{1,30}}\)|{_OUT_OF})?"
"""What may stand between a count and its noun: "5-7 lớp", "10 (mười) lớp"."""
_THING: Final = r"\s+(?!phần trăm\b)[^\W\d_]{2}"
_COUNT: Final = re.compile(
    rf"(?<![\w.,/%-])({_NUMBER})(?={_SKIPPED}{_THING})|(?<=\d[-–])({_NUMBER})(?={_THING})",
    re.IGNORECASE,
)
_BEFORE_NOUN: Final = re.compile(rf"{_SKIPPED}\s*", re.IGNORECASE)
_RANGE_BEGUN: Final = re.compile(rf"(?:{_NUMBER})\s*[-–]\s*$")
_NO_COUNT_AFTER: Final = re.compile(
    r"\b(?:năm|ngày|tháng|quý|điều|khoản|điểm|mục|phần|lần|(?<!tổng )số|giai đoạn|chương|kỳ|thứ"
    r"|bậc|(?<!cung )(?<!nâng )(?<!phân )cấp|nhóm|top|hạng|vị trí|nghị định|quyết định"
    r"|nghị quyết|thông tư|kế hoạch|chỉ thị|kết luận|luật)\s*$",
    re.IGNORECASE,
)
"""What stands before a number that is an ordinal, a date or a citation."""
_TIME: Final = re.compile(r"(?:tháng|năm|ngày|giờ|phút|tuần|lần)\b", re.IGNORECASE)
"""Units of time: nothing that a list of targets counts, unless it is bounded."""
_BOUNDED: Final = re.compile(
    r"\b(?:tối đa|tối thiểu|ít nhất|nhiều nhất|không quá|không dưới|dưới)\s*$", re.IGNORECASE
)
_YEARS: Final = range(1900, 2200)
_WINDOW: Final = 60
"""Characters before a figure in which its operator is looked for, and behind it its noun."""

_NEAR: Final = r"(?:\s+(?:mức|tỷ lệ|tỉ lệ|con số))?\s*$"
"""What may stand between an operator and its figure."""
_UNDER: Final = r"(?:dưới|(?:thấp|ít|nhỏ) hơn)"
_OVER: Final = r"(?:trên|vượt quá|vượt|quá|(?:(?:cao|nhiều|lớn) )?hơn)"
_NOT: Final = r"không (?:được |thể |để (?:(?!đạt\b)[^\W\d_]+ ){0,10}?)?"
""""Không quá", "không được vượt", "không để hồ sơ trễ hạn quá"."""
_NO_ADVERB: Final = "".join(
    rf"(?<!{verb} )"
    for verb in ("giảm", "chế", "dụng", "huy", "thác", "kiệm", "ngắn", "hóa", "hoá")
)
""""Cắt giảm tối đa" is no limit."""
_WORDS: Final[tuple[tuple[Op | None, str], ...]] = (
    (None, r"(?:khoảng|xấp xỉ|gần)\s*$"),
    ("<=", rf"(?:{_NOT}{_OVER}|bằng hoặc {_UNDER}|{_UNDER} hoặc bằng|≤|<=){_NEAR}"),
    (">=", rf"(?:{_NOT}{_UNDER}|bằng hoặc {_OVER}|{_OVER} hoặc bằng|≥|>=){_NEAR}"),
    ("<", rf"(?:{_UNDER}|<){_NEAR}"),
    (">", rf"(?:{_OVER}|>){_NEAR}"),
    ("<=", rf"giảm còn|xuống (?:còn|mức)|nhiều nhất|{_NO_ADVERB}tối đa"),
    (">=", r"tối thiểu|ít nhất"),
)  # fmt: skip
_AFTER: Final[tuple[tuple[Op, re.Pattern[str]], ...]] = (
    (">=", re.compile(r"\s*\w{0,12}\s*trở lên", re.IGNORECASE)),
    ("<=", re.compile(r"\s*\w{0,12}\s*trở xuống", re.IGNORECASE)),
)
_PATTERNS: Final = tuple((op, re.compile(words, re.IGNORECASE)) for op, words in _WORDS)
_CLAUSE: Final = re.compile(r"[;,.]\s|\bvà\b", re.IGNORECASE)
"""What an operator doesn't reach across."""


class Figure(NamedTuple):
    """A number that something is to be held against."""

    value: Decimal
    """Percent, or a number of cases."""
    percent: bool
    op: Op | None
    """What the words say of it; None where they don't, or only "about"."""
    start: int
    """Where it begins in the text."""
    noun: str
    """The words behind a count: ``doanh nghiệp``."""


def figures(text: str) -> tuple[Figure, ...]:
    """The figures in `text`, in their order."""
    percents = [(match, True) for match in _PERCENT.finditer(text)]
    counts = [(match, False) for match in _COUNT.finditer(text) if _counts(text, match)]
    found = sorted(percents + counts, key=lambda one: one[0].start())
    ends = [0, *(match.end() for match, _ in found)]
    return tuple(
        _figure(text, end, match, percent=percent)
        for end, (match, percent) in zip(ends, found, strict=False)
    )


def _figure(text: str, end: int, match: re.Match[str], *, percent: bool) -> Figure:
    """The figure of `match`; the one before it ends at `end`."""
    before = text[max(end, match.start() - _WINDOW) : match.start()]
    sign = _BEHIND.match(text, match.end()) if percent else None
    begin = sign.end() if sign else _noun_at(text, match)
    after = text[begin : begin + _WINDOW]
    noun = "" if percent else _noun(after)
    return Figure(_value(_number(match)), percent, _op(before, after), match.start(), noun)


def _noun_at(text: str, count: re.Match[str]) -> int:
    """Where the words for what is counted begin."""
    between = _BEFORE_NOUN.match(text, count.end())
    return between.end() if between else count.end()


def _number(match: re.Match[str]) -> str:
    return str(next(filter(None, match.groups())))


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number counts something, rather than naming a year, an article or a time."""
    before = _RANGE_BEGUN.sub("", text[max(0, match.start() - _WINDOW) : match.start()])
    if _value(_number(match)) in _YEARS or _NO_COUNT_AFTER.search(before):
        return False
    return bool(_BOUNDED.search(before)) or not _TIME.match(text, _noun_at(text, match))


def _value(text: str) -> Decimal:
    grouped = re.fullmatch(_GROUPED, text)
    return Decimal((text.replace(".", "") if grouped else text).replace(",", "."))


def _op(before: str, after: str) -> Op | None:
    for op, words in _AFTER:
        if words.match(after):
            return op
    clause = _CLAUSE.split(before)[-1]
    return next((op for op, words in _PATTERNS if words.search(clause)), None)


def _noun(after: str) -> str:
    match = re.match(r"[^\W\d_]+(?: [^\W\d_]+){0,2}", after)
    return match[0] if match else ""
