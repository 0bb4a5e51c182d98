"""Percentages and counts in a sentence, with the operator that its words give."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from cchc.plan.model import Op

_GROUPED: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_NUMBER: Final = rf"{_GROUPED}(?![\d.,]*\d)|\d+(?:[.,]\d+)?"
_SIGN: Final = r"\s*(?:%|‰|phần trăm\b|phần nghìn\b)"
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
    r"|(?:cấp|mức) độ|dự án|đề án|khóa|loại|lớp|biểu|mẫu|phụ lục|phiên bản|vùng"
    r"|nghị quyết|thông tư|kế hoạch|chỉ thị|kết luận|luật)\s*$",
    re.IGNORECASE,
)
"""What stands before a number that is an ordinal, a date or a citation."""
_TIME: Final = re.compile(
    r"(?:tháng|năm|ngày|giờ|phút|tuần|lần(?!\s*(?:/|một|mỗi|trong)))\b", re.IGNORECASE
)
"""Units of time: nothing that a list of targets counts, unless it is bounded."""
_NO_THING: Final = re.compile(r"tuổi\b|(?:mục|chỉ) tiêu\s*\)", re.IGNORECASE)
"""What tells whom is meant, or how many entries a list has."""
_TIMES: Final = re.compile(r"\bgấp\s+(?:(?:ít nhất|tối thiểu|trên|khoảng)\s+)?$", re.IGNORECASE)
"""What makes a number of times a figure: "gấp 30 lần GRDP"."""
_RANK: Final = re.compile(
    r"\b(?:(?:nhóm|top|tốp|trong số)\s+(\d+)(?=\s+(?:[^\W\d_]+[ ,]+){1,8}?"
    r"(?:dẫn đầu|đứng đầu|hàng đầu|tốt nhất|cao nhất))|(?:top|tốp)\s+(\d+)"
    r"|(?:(?:xếp|đứng|thứ|vị trí)\s+){0,3}(?:(?:xếp|đứng|vị trí)\s+(?:thứ|hạng)|thứ hạng|hạng|xếp"
    r"|vị trí)(?:\s+thứ)?\s+(\d+))\b",
    re.IGNORECASE,
)
"""A place in an order, of which the first is the best."""
RANK: Final = "hạng"
"""The unit of a place in an order."""
_FALL: Final = r"(?:giảm|cắt giảm|rút ngắn)"
_CHANGE: Final = re.compile(
    rf"\b(?:(?P<fall>{_FALL})|tăng)\s+(?:thêm\s+|được\s+|bình quân\s+|mức\s+|từ\s+"
    r"|khoảng\s+|ít nhất\s+|tối thiểu\s+|trên\s+|hơn\s+|không (?:quá|dưới)\s+|đạt\s+)*$",
    re.IGNORECASE,
)
"""What a change stands directly behind: "tăng trên 3%", but not "tăng lên 90%"."""
_COMPARED: Final = re.compile(
    rf"(?<!không )\b(?:(?P<fall>{_FALL}|thấp hơn)|tăng|cao hơn)\b(?!.*\b(?:xuống|còn|lên)\b).*$",
    re.IGNORECASE,
)
_TO_BEFORE: Final = re.compile(r"[^.;]{0,60}\bso với\b", re.IGNORECASE)
"""What a change may say behind it, wherever its verb stands."""
_OPPOSITE: Final[dict[Op, Op]] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_ALIKE: Final = re.compile(r"[^.;]*(?:,|\bvà)\s+$")
"""What parts a change from the next one, which takes its verb and its operator."""
_PART_OF_SHARE: Final = re.compile(
    r"\b(?:có|sử dụng|bố trí|ứng dụng|duy trì|tham gia|thực hiện|triển khai|cung cấp|xây dựng"
    r"|hình thành|trang bị|được)\s+(?:ít nhất|tối thiểu|từ|trên)\s+$",
    re.IGNORECASE,
)
"""What leads from a share to what each of its cases has at least: "100% xã có ít nhất 01 điểm"."""
_NEW_CLAUSE: Final = re.compile(
    r"[;:]\s|\.\s|\btrong (?:số )?đó\b|(?:,\s|\bvà)\s*(?:(?:có|xây dựng|triển khai|cung cấp"
    r"|hình thành|duy trì|thực hiện)\s+(?:ít nhất|tối thiểu|từ|trên)\s+$|(?:số|tổng|tỷ lệ|mức)\b)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s*%?\s*(?:[-–]|đến(?: dưới)?|(?P<to>lên|xuống(?: còn)?)(?: đến)?)\s*")
"""What stands between the numbers of "5-7", "từ 80% đến 90%", "từ 80% lên 90%"."""
_BOUNDED: Final = re.compile(
    r"\b(?:tối đa|tối thiểu|ít nhất|nhiều nhất|không quá|không dưới|dưới)\s*$", re.IGNORECASE
)
_YEARS: Final = range(1900, 2200)
_WINDOW: Final = 60
"""Characters before a figure in which its operator is looked for, and behind it its noun."""

_LONGEST_CLAUSE: Final = 400
"""Characters between a share and what each of its cases has."""
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


class StatedFigure(NamedTuple):
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
    end: int = 0
    """Where the number ends, and the sign of percent behind it."""
    change: bool = False
    """Whether it is how much something changes; a fall has a negative value."""


def figures(text: str) -> tuple[StatedFigure, ...]:
    """The figures in `text`, in their order."""
    ranks = {
        place: StatedFigure(Decimal(match[group]), False, "<=", place, RANK, match.end(group))
        for match in _RANK.finditer(text)
        for group in (1, 2, 3)
        if match[group] and (place := match.start(group))
    }
    percents = [(match, True) for match in _PERCENT.finditer(text)]
    counts = [
        (match, False)
        for match in _COUNT.finditer(text)
        if match.start() not in ranks and _counts(text, match)
    ]
    found = sorted(percents + counts, key=lambda one: one[0].start())
    made: list[StatedFigure] = []
    end = 0
    for match, percent in found:
        figure = _figure(text, end, match, percent=percent)
        end = match.end()
        figure = _changed(text, figure, made[-1] if made else None) if percent else figure
        if percent or not made or not _is_part(text, made[-1], figure):
            made.append(figure)
    return tuple(sorted((*made, *ranks.values()), key=lambda one: one.start))


def spanned(text: str, one: StatedFigure, following: StatedFigure) -> str:
    """``range`` where two figures are the ends of one, ``to`` where one leads to the other."""
    match = _RANGE.fullmatch(text, one.end, following.start)
    signed = text[one.end - 1 : one.end] == "%"
    if not match or (one.percent != following.percent and signed):
        return ""
    return "to" if match["to"] else "range"


def _changed(text: str, figure: StatedFigure, before: StatedFigure | None) -> StatedFigure:
    """`figure` as a change, where the words in front of it say so, or it goes on with one."""
    start = before.end if before else 0
    ahead = text[max(start, figure.start - _WINDOW) : figure.start]
    match = _CHANGE.search(ahead)
    if not match and _TO_BEFORE.match(text, figure.end):
        match = _COMPARED.search(_CLAUSE.split(ahead)[-1])
    if match:
        fall = bool(match["fall"])
        op = figure.op or (">=" if fall else None)
    elif before and before.change and not figure.op and _ALIKE.fullmatch(text, start, figure.start):
        fall = before.value < 0
        op = _OPPOSITE[before.op] if fall and before.op else before.op
    else:
        return figure
    if not fall:
        return figure._replace(change=True, op=op)
    return figure._replace(change=True, value=-figure.value, op=_OPPOSITE[op] if op else None)


def _is_part(text: str, share: StatedFigure, count: StatedFigure) -> bool:
    """Whether a count is what each case of the share before it has, and none of its own."""
    between = text[share.end : count.start]
    if not share.percent or len(between) > _LONGEST_CLAUSE:
        return False
    return bool(_PART_OF_SHARE.search(between)) and not _NEW_CLAUSE.search(between)


def _figure(text: str, end: int, match: re.Match[str], *, percent: bool) -> StatedFigure:
    """The figure of `match`; the one before it ends at `end`."""
    before = text[max(end, match.start() - _WINDOW) : match.start()]
    sign = _BEHIND.match(text, match.end()) if percent else None
    begin = sign.end() if sign else _noun_at(text, match)
    after = text[begin : begin + _WINDOW]
    noun = "" if percent else _noun(after)
    value = _value(_number(match))
    per_mille = sign and sign[0].strip().lower() in ("‰", "phần nghìn")
    return StatedFigure(
        value / 10 if per_mille else value,
        percent,
        _op(before, after),
        match.start(),
        noun,
        sign.end() if sign else match.end(),
    )


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
    at = _noun_at(text, match)
    if _NO_THING.match(text, at):
        return False
    return bool(_BOUNDED.search(before) or _TIMES.search(before)) or not _TIME.match(text, at)


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
