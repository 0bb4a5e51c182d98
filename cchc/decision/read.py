"""A decision from its file: plain text, or a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from cchc.decision import appendix, body
from cchc.decision.lines import lines_of, without_repeated_opening
from cchc.decision.model import Decision, Line
from cchc.diagnostics import diagnostic
from cchc.document.files import decode, read_bytes
from cchc.document.kinds import refusal
from cchc.errors import CchcError, InputError
from cchc.text import fold

_ZIP: Final = b"PK\x03\x04"
_NUMBER: Final = re.compile(r"\b(?:Số|số)\s*:?\s*(\d+\S*/[^\s|,;.]+)")
_SIGNED: Final = re.compile(r",\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_FROM_SIGNING: Final = re.compile(r"có hiệu lực.{0,20} từ ngày ký\b", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"(?:(?:v/v|về việc)\s+)?(?:ban hành\s+)?(kế hoạch\s.*\bnăm\s+\d{4}.*)", re.IGNORECASE
)


def read_decision(file: str) -> Decision:
    """The decision in `file`, by what it contains.

    Raises:
        InputError: the file can't be read, or is neither text nor a Word document; or there is
            nothing in it that could be a decision.
    """
    content = read_bytes(file)
    try:
        found = decision(_lines(content))
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
    at = appendix.begins_at(lines)
    text, table = lines[:at], lines[at:]
    sections = body.sections(line for line in text if "|" not in line.text)
    found = appendix.table(table)
    return Decision(
        next((match[1] for line in text if (match := _NUMBER.search(line.text))), ""),
        next((match[1] for line in text if (match := _TITLE.fullmatch(line.text))), ""),
        _signed_on(text),
        any(_FROM_SIGNING.search(line.text) for line in text),
        sections,
        found.rows,
        found.parts,
        body.organisation(sections),
        any("phu luc" in fold(line.text) for line in lines),
        (*appendix.whole_rows(text), *found.unread),
    )


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
