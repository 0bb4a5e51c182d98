"""Every number of a line: figures, times and years, and what is only the name of something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from cchc.decision.figures import figures
from cchc.decision.times import days

Kind = Literal["document", "numbering", "name", "figure", "time", "period", "year", "number"]

_ACT: Final = (
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Nghị định|Thông tư|Luật|Kết luận|Tờ trình|Công văn"
    r"|Chương trình|Quy định|Thông báo|Hướng dẫn|Công điện|Văn bản|Pháp lệnh|Báo cáo)"
)
_CODE: Final = r"\d[\w.]{0,30}(?:\s?/\s?\d{4})?[-/]\s?[A-ZĐ]{2,}(?:[-/]?\s?[A-ZĐ]{2,}){0,9}\w*"
_ENTRY: Final = re.compile(
    r"^[-+*|\s]*(?:\(\d{1,2}\)|\d{1,3}[.)](?=\s)|\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s+[A-ZĐÀ-Ỹ|]|$)"
    r"|\d{1,3}(?:\.\d{1,3})*(?=\s*\||$))|(?<=[;:.] )\(\d{1,2}\)(?= )"
)
"""The number of a heading, of an entry of a list, of a row."""
_DOCUMENT: Final = re.compile(
    rf"\b{_ACT}\s+số\s+\d(?:[\w./-]*\w)?|\b{_CODE}|\b[Ss]ố\s*:?\s*{_CODE}"
    r"|\b(?:Quyết định|Nghị quyết|Nghị định|Thông tư)\s+\d+\b(?!\s*%)"
)
_DATE: Final = re.compile(
    r"(?<=ngày )\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng \d{1,2} năm \d{4})"
    r"|(?<=năm )(?:19|20)\d\d\b"
)
_CITED: Final = re.compile(
    rf"(?:\bLuật [^;.]{{0,80}}|\bHiến pháp\b[^;.]{{0,20}}|{_CODE}[^;.]{{0,60}})(?:ngày|năm) $"
)
"""What stands before a day or year that only dates another document."""
_HEAD: Final = re.compile(r"^(?:[^,;.]{0,80}\|)?[^,;.|]{1,30},\s+ngày $")
"""What stands before the decision's own day: "Đồng Nai, ngày 18 tháng 11 năm 2025"."""
_ENTRIES: Final = re.compile(r"\(\s*\d+ (?:mục tiêu|chỉ tiêu|nhiệm vụ|nội dung)\s*\)")
"""How many entries a heading says to have below it."""
_REFERENCE: Final = re.compile(
    r"\b(?:khoản|điều|mục|tiểu mục|phần|chương|phụ lục|(?:biểu|mẫu|tiêu chí) số)\s+(?:số\s+)?"
    r"\d[\w.]*(?:\s*[-,]\s*\d+)*(?!\d|\s*%)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"\b(?:ISO|TCVN|QCVN)\s*[\d:.-]+|\b(?:(?i:tiểu dự án|dự án|đề án|(?:cấp|mức) độ|cấp|loại|nhóm"
    r"|phiên bản|khóa|bước|giai đoạn|khu vực|vùng))\s+\d{1,2}(?![\d%/]|[.,]\d|\s*%)"
    r"|\b\d+[A-ZĐ]\w*|\b[A-Za-zĐđ]+[-.]?\d[\w.]*"
)
_TIMES: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("time", re.compile(
        r"\b(?:tháng\s+|T(?=\d))\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?|(?<![\d/])(?:0?[1-9]|1[0-2])/20\d\d\b",
        re.IGNORECASE,
    )),
    ("time", re.compile(
        r"\bqu[ýí]\s+(?:IV|I{1,3}|[1-4])\b(?:\s*(?:/|năm)\s*\d{4})?", re.IGNORECASE
    )),
    ("period", re.compile(r"\b0?[69] tháng\b(?: (?:đầu|cuối) năm)?", re.IGNORECASE)),
    ("time", re.compile(
        r"\b\d+(?:\s*[-–]\s*\d+)?\s*(?:ngày|tháng|tuần|giờ|phút|lần|năm)\b", re.IGNORECASE
    )),
)  # fmt: skip
_YEAR: Final = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?![\d/])")
_NUMBER: Final = re.compile(r"\d[\d.,/]*\d|\d")


class Mention(NamedTuple):
    """A number as it stands in a line."""

    kind: Kind
    start: int
    text: str
    value: Decimal | None = None
    """Of a figure."""
    percent: bool = False


def mentions(text: str) -> tuple[Mention, ...]:
    """Every number in `text`, in their order; each once, as the first thing that it can be."""
    taken = bytearray(len(text))
    found: list[Mention] = []
    for mention in _candidates(text):
        span = slice(mention.start, mention.start + len(mention.text))
        if mention.text and not any(taken[span]):
            taken[span] = b"\1" * len(mention.text)
            found.append(mention)
    return tuple(sorted(found, key=lambda one: one.start))


def _candidates(text: str) -> Iterator[Mention]:
    yield from _matches("numbering", _ENTRY, text)
    yield from _matches("document", _DOCUMENT, text)
    yield from _matches("numbering", _ENTRIES, text)
    for match in _DATE.finditer(text):
        ahead = text[max(0, match.start() - _WINDOW) : match.start()]
        if _CITED.search(ahead) or (match.start() < _WINDOW and _HEAD.search(ahead)):
            yield Mention("document", match.start(), match[0])
    for figure in figures(text):
        words = text[figure.start : max(figure.end, figure.start + 1)].strip()
        yield Mention("figure", figure.start, words, figure.value, figure.percent)
    yield from _matches("numbering", _REFERENCE, text)
    for day in days(text):
        yield Mention("time", day.start, day.text)
    for kind, pattern in _TIMES:
        yield from _matches(kind, pattern, text)
    yield from _matches("name", _NAME, text)
    yield from _matches("year", _YEAR, text)
    yield from _matches("number", _NUMBER, text)


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Mention]:
    for match in pattern.finditer(text):
        words = match[0].lstrip(" |-+*")
        yield Mention(kind, match.end() - len(words), words.rstrip(" |"))


_WINDOW: Final = 180
"""Characters before a day in which the document that it dates is looked for."""
