"""Figures as people here write them, read exactly or refused."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from cchc.submission.date_slips import fraction_of_date
from cchc.text import UNSEEN, fold, squeeze

MAX_DIGITS: Final = 18
"""Digits of a figure; more can only be a slip, and would cost time to compare."""

LOOK_ALIKES: Final = str.maketrans(
    "０１２３４５６７８９％，．／－＋−\u00a0\u2002\u2003\u2007\u2009\u202f\u3000",
    "0123456789%,./-+-       ",
    UNSEEN,
)
"""What stands for a sign of figures, and what stands for nothing."""
QUOTES: Final = "\"'“”„‟‘’‚«»"
"""What may stand around a figure."""
_AROUND: Final = (
    QUOTES
    + "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_NUMBER: Final = re.compile(r"([+-]?)(0|[1-9][0-9]*)(?:([.,])([0-9]+))?\s*(%?)")
_GROUPED: Final = (
    # 1 234 567 and 1 234,5: a space can only group.
    r"([+-]?)([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:([.,])([0-9]+))?\s*(%?)",
    # 1.234,5 and 1,234.5: two kinds of sign, of which the last is the decimal one.
    r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(,)([0-9]+)\s*(%?)",
    r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+)(\.)([0-9]+)\s*(%?)",
    # 1.234.567 and 1,234,567: a sign that stands twice can only group.
    r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})()()\s*(%?)",
    r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()()\s*(%?)",
)
"""Ways to group thousands, which few do; compiled when needed."""
_GROUP_SIGNS: Final = str.maketrans("", "", " .,")
YES: Final = frozenset(("yes", "true", "có", "đã", "đúng", "co", "da", "dung"))
NO: Final = frozenset(("no", "false", "không", "chưa", "sai", "khong", "chua"))
_SWITCHES: Final = frozenset(("on", "off"))
NONE: Final = "không phát sinh"
"""None arising, in its plain spelling."""
NONE_ARISING: Final = frozenset(
    (
        "none arising",
        "kps",
        *(f"{no}{have} phat sinh" for no in ("khong", "ko", "k") for have in ("", " co")),
    )
)
"""How people write it, folded."""
IN_PERIOD: Final = "trong ky"
"""What may follow it."""
LONGEST: Final = 100
"""Characters of a figure; more are some other text, and would only take long to look through."""
_ABOUT: Final = (
    "khoảng|chừng|xấp xỉ|ước|cỡ|từ|trên|dưới|hơn|gần|ít nhất|tối thiểu|tối đa|không quá|đạt"
    "|about|over|under|nearly|almost|at least|at most"
)
_OTHERS: Final = (
    ("not-finite", r"[+-]?\.?(nan|inf|infinity|vô cùng|∞)"),
    ("leading-zero", r"[+-]?0[0-9]+([.,][0-9]+)?"),
    ("computer-notation", r"[+-]?0[xob][0-9a-f_]+"),
    ("computer-notation", r"[+-]?[0-9]+([.,][0-9]+)?e[+-]?[0-9]+"),
    ("computer-notation", r"[+-]?[0-9]+(_[0-9]+)+"),
    ("time-for-number", r"[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?"),
    ("not-one-number", r"[0-9]+ ?: ?[0-9]+"),
    ("not-one-number", r"[<>≥≤≧≦~≈±=].*[0-9].*"),
    ("not-one-number", r".*[0-9] ?%? ?([-–—~÷]|đến|tới|to) ?[0-9].*"),
    ("not-one-number", rf"({_ABOUT})\b.*[0-9].*"),
    ("not-one-number", r"[0-9.,/ ]+%? ?(\+|trở lên|trở xuống|hoặc hơn|or more|or less)"),
)
"""What else stands where a figure should, by the code of its diagnostic; compiled when needed."""


class NumberError(ValueError):
    """A text that is no figure; `code` says in which way, as a diagnostic does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Number(NamedTuple):
    """A figure as it was written."""

    value: Fraction
    digits: int
    """Decimals written."""
    percent: bool
    """Whether a percent sign followed."""


def tidied(text: str) -> str:
    """`text` without what people don't see that they write, or can't help writing.

    Quotation marks around it, full-width signs, spaces that don't break, characters of no width.
    """
    return (text if text.isascii() else text.translate(LOOK_ALIKES)).strip(_AROUND)


def parse_number(text: str, *, grouping: bool) -> Number:
    """The figure that `text` writes, with a decimal comma or point.

    Args:
        text: what was written.
        grouping: whether thousands could be meant, so that ``1.234`` is ambiguous; they can't
            where a figure is a percentage.

    Raises:
        NumberError: `text` is no figure, or can be read as two.
    """
    match = _NUMBER.fullmatch(text)
    if not match:
        text = tidied(text)
        matches = (re.fullmatch(pattern, text) for pattern in (_NUMBER, *_GROUPED))
        match = next(filter(None, matches), None)
        if not match:
            raise NumberError(_what_else(text.removesuffix("%").rstrip()))
    sign, whole, mark, decimals, percent = match.groups(default="")
    if grouping and mark and len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        raise NumberError("ambiguous-number")
    whole = whole.translate(_GROUP_SIGNS)
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise NumberError("too-many-digits")
    value = Fraction(int(sign + whole + decimals))
    if decimals:
        value /= 10 ** len(decimals)
    return Number(value, len(decimals), bool(percent))


def parse_answer(text: str) -> bool | None:
    """What a confirmation answers: yes/no, có/không, đã/chưa; None for anything else."""
    if len(text) > LONGEST:
        return None
    # Not folded: without its accents, "đừng" (don't) would be "đúng" (right).
    word = squeeze(tidied(text))
    return True if word in YES else False if word in NO else None


def none_arising(text: str) -> str | None:
    """What doesn't arise, if `text` says that something doesn't.

    Returns:
        The noun, folded: "Không phát sinh hồ sơ" gives ``ho so``; empty where there is none, and
        None where `text` says anything else.
    """
    if len(text) > LONGEST:
        return None
    words = fold(tidied(text))
    for form in NONE_ARISING:
        if words == form or words.startswith(f"{form} "):
            return words.removeprefix(form).removesuffix(f" {IN_PERIOD}").strip()
    return None


def is_none_arising(text: str) -> bool:
    """Whether `text` says that nothing arose, whatever could have."""
    return none_arising(tidied(text).removesuffix(".")) == ""


def _what_else(text: str) -> str:
    """The code for a text that is no figure."""
    if len(text) > 2 * LONGEST:
        return "too-many-digits" if text.strip("+-").isdigit() else "not-a-number"
    word = squeeze(text)
    if word in YES | NO | _SWITCHES:
        return "boolean-for-number"
    if len(word) > MAX_DIGITS and word.isdigit():
        return "too-many-digits"
    if len(word) > LONGEST:
        return "not-a-number"
    if fraction_of_date(word):
        return "date-for-number"
    return next((code for code, form in _OTHERS if re.fullmatch(form, word)), "not-a-number")
