"""Words and signs by which the drafting of decisions can be recognised."""

from __future__ import annotations

import re
from typing import Final, Literal

from cchc.text import fold

Role = Literal["targets", "aims", "tasks", "background", ""]
"""What a heading announces: targets; general aims, of which those with a figure are targets;
tasks; what the plan rests upon; or nothing that its words tell."""

_TARGETS: Final = re.compile(
    r"\b(chi tieu|muc tieu (cu the|phan dau|chu yeu|trong tam)|ket qua (can|phai) dat)\b"
)
_AIMS: Final = re.compile(r"(?:\W*(?:cac|mot so|nhung|he thong|ve) )?\W*muc tieu\b")
"""What a heading may begin with that has targets below it."""
_GENERAL: Final = re.compile(r"muc tieu (chung|tong quat|tong the)\b")
_TASKS: Final = re.compile(r"\b(nhiem vu|giai phap)\b")
_TASKS_FIRST: Final = re.compile(
    r"\W*(?:(?:cac|mot so|nhung) )?(?:nhiem vu|giai phap|lo trinh|noi dung (?:thuc hien|chu yeu"
    r"|trong tam|nhiem vu|cong viec|hoat dong)|phan cong|trach nhiem|hoat dong|cong viec"
    r"|to chuc thuc hien)\b"
)
_BACKGROUND: Final = re.compile(
    r"\W*(?:muc dich|yeu cau|quan diem|can cu|su can thiet|thuc trang|dac diem|boi canh"
    r"|danh gia (?:tinh hinh|ket qua)|ket qua (?:thuc hien|dat duoc|nam)|tinh hinh|pham vi"
    r"|doi tuong|kinh phi|nguon (?:luc|kinh phi|von))\b"
)
_COUNTED: Final = re.compile(r"\s*\(\s*\d+\s+(?:mục tiêu|chỉ tiêu|nhiệm vụ|nội dung)\s*\)")
"""How many entries a heading says to have below it."""
_ORGANISATION: Final = re.compile(r"\bto chuc thuc hien\b")
_DUTIES: Final = re.compile(r"(phan cong )?(trach nhiem|nhiem vu cua cac (co quan|so))\b")
"""What a part on organisation may be called otherwise."""
_REPORTS: Final = re.compile(r"\b(che do|thong tin,?|dinh ky) bao cao\b|\bbao cao dinh ky\b")
_HEADING: Final = 120
"""Characters of the longest heading; what is longer is a paragraph with a number."""
_BARE: Final = re.compile(
    r"\W*(?:(?:cac|mot so|nhung) )?(?:chi tieu|muc tieu|nhiem vu|giai phap|muc dich|yeu cau"
    r"|ket qua can dat)\b"
)
"""What a heading without a number begins with."""
_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN: Final = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
"""A Roman numeral from 1 to 39."""


def role(title: str) -> Role:
    """What a heading announces by its own words."""
    headline = uncounted(title)
    headline = headline if len(headline) <= _HEADING else headline.partition(":")[0]
    if len(headline) > _HEADING:
        return ""
    folded = fold(headline)
    if _BACKGROUND.match(folded) and not re.search(r"\b(muc|chi) tieu\b", folded):
        return "background"
    if _GENERAL.search(folded):
        return "aims"
    if _TARGETS.search(folded) or _AIMS.match(folded):
        return "" if _TASKS.search(folded) else "targets"
    return "tasks" if _TASKS_FIRST.match(folded) or _TASKS.search(folded) else ""


def opens(title: str) -> bool:
    """Whether a heading begins with what it announces, so that it is no sentence that says so."""
    folded = fold(title)
    return bool(_TASKS_FIRST.match(folded) or _BACKGROUND.match(folded) or _AIMS.match(folded))


def uncounted(title: str) -> str:
    """A heading without how many entries stand below it: "(6 mục tiêu)"."""
    return _COUNTED.sub("", title)


def is_bare_heading(line: str) -> bool:
    """Whether a line without a number is a heading: "Mục tiêu cụ thể:", and no sentence."""
    words = fold(line)
    short = len(line) <= _HEADING and not line.endswith((".", ";", ","))
    alone = line.endswith((":", "?")) or line.upper() == line or len(line.split()) <= _FEW
    return short and alone and bool(_BARE.match(words)) and not re.search(r"\d+\s*%", line)


_FEW: Final = 4
"""Words of a heading without a number that nothing else tells from a sentence."""


def names_reports(title: str) -> bool:
    """Whether a heading announces when reports are due."""
    return len(title) <= _HEADING and bool(_REPORTS.search(fold(title)))


def names_organisation(title: str, *, of_part: bool) -> bool:
    """Whether a heading is that of the part on organisation, or of a section in it."""
    folded = fold(title) if len(title) <= _HEADING else ""
    return bool(_ORGANISATION.search(folded) or (of_part and _DUTIES.match(folded)))


def roman(number: int) -> str:
    """The numeral of a number, with as many hundreds as it has."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    return "C" * (number // 100) + tens[number // 10 % 10] + ones[number % 10]


def arabic(numeral: str) -> int:
    """The number of a Roman numeral, however many parts an appendix has."""
    values = [_DIGITS[digit] for digit in numeral]
    following = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, following, strict=True))
