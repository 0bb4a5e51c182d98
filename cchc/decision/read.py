"""A decision from its file: plain text, or a Word document.

It is read by rule, without a look at the plan that it will be held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from cchc.decision import appendix, body
from cchc.decision.lines import lines_of, without_repeated_opening
from cchc.decision.model import Decision, Line
from cchc.decision.times import days
from cchc.diagnostics import diagnostic
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.kinds import refusal
from cchc.errors import CchcError, InputError
from cchc.text import fold

MAX_LENGTH: Final = 600_000
"""Characters of a decision; one of a hundred pages has some two hundred thousand."""
_ZIP: Final = b"PK\x03\x04"
_NUMBER: Final = re.compile(r"\b(?:Số|số)\s*:?\s*(\d\S{0,60}/[^\s|,;.]+)")
_SIGNED: Final = re.compile(r",\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_EFFECT: Final = re.compile(r"\bcó hiệu lực(?: thi hành)?,? (?:kể )?từ\b(.{0,40})", re.IGNORECASE)
_THIS: Final = re.compile(r"\bQuyết định này\b", re.IGNORECASE)
_SIGNING: Final = re.compile(r"\s*ngày ký\b", re.IGNORECASE)
_REPLACED: Final = re.compile(r"\b(?:thay thế|bãi bỏ)\b(.*)", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"(?:(?:v/v|về việc)\s+)?(?:(?:ban hành|phê duyệt|sửa đổi|bổ sung|thay thế|điều chỉnh),?\s+)*"
    r"(kế hoạch\s.*\bnăm\s+\d{4}.*)",
    re.IGNORECASE,
)


def read_decision(file: str) -> Decision:
    """The decision in `file`, by what it contains.

    Raises:
        InputError: the file can't be read, or is neither text nor a Word document; or it is too
            long, or there is nothing in it that could be a decision.
    """
    content = read_bytes(file)
    try:
        lines = _lines(content)
        if sum(len(line.text) for line in lines) > MAX_LENGTH:
            raise InputError(diagnostic("decision-too-long", limit=MAX_LENGTH))
        found = decision(lines)
    except CchcError as error:
        raise InputError(*error.diagnostics, file=file) from None
    if not (found.sections or found.rows):
        raise InputError(diagnostic("no-decision"), file=file)
    return found


def _lines(content: bytes) -> list[Line]:
    if content.startswith(_ZIP):
        from cchc.decision.docx import lines_of_document

        return without_repeated_opening(lines_of_document(content))
    if problem := refusal(content):
        raise InputError(diagnostic("not-a-decision", kind=problem.params.get("kind", "Excel")))
    return lines_of(decode(content.replace(b"\f", b"\n")))  # what ends a page of a PDF's text


def decision(lines: Sequence[Line]) -> Decision:
    """What the lines of a decision say."""
    begin = appendix.begins_at(lines)
    end = appendix.ends_at(lines, begin)
    text, table = [*lines[:begin], *lines[end:]], lines[begin:end]
    tabular = [line for line in text if "|" in line.text and body.mark(line).kind == "text"]
    left_out = {line.number for line in tabular}
    sections = body.sections(line for line in text if line.number not in left_out)
    found = appendix.table(table)
    signed_on = _signed_on(text)
    return Decision(
        next((match[1] for line in text if (match := _NUMBER.search(line.text))), ""),
        _title(text),
        signed_on,
        _effective_from(text, signed_on),
        tuple(sorted(set(_replaced(text)))),
        sections,
        found.rows,
        found.parts,
        body.organisation(sections),
        any("phu luc" in fold(line.text) for line in lines),
        (*appendix.rows_outside(tabular), *found.unread),
    )


def _title(lines: Sequence[Line]) -> str:
    """The plan's title, which may stand on two lines: "KẾ HOẠCH", and what it is about."""
    texts = [line.text for line in lines]
    joined = (f"{a} {b}" for a, b in pairwise(texts) if fold(a) == "ke hoach")
    return next((match[1] for text in (*texts, *joined) if (match := _TITLE.fullmatch(text))), "")


def _effective_from(lines: Sequence[Line], signed_on: date | None) -> date | None:
    """The day that a line on this decision itself says it holds from."""
    for line in lines:
        match = _EFFECT.search(line.text)
        if match and _THIS.search(line.text[: match.start()]):
            if _SIGNING.match(match[1]):
                return signed_on
            named = days(match[1])
            return named[0].on(signed_on.year if signed_on else 0, 1) if named else None
    return None


def _replaced(lines: Sequence[Line]) -> Iterator[str]:
    """The decisions that a line on this decision itself says it replaces."""
    for line in lines:
        match = _REPLACED.search(line.text)
        if match and _THIS.search(line.text[: match.start()]):
            yield from (number for number in _NUMBER.findall(match[1]) if "QĐ" in number)


def _signed_on(lines: Sequence[Line]) -> date | None:
    """The day beside the place in the decision's head."""
    for line in lines:
        if match := _SIGNED.search(line.text):
            day, month, year = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None
