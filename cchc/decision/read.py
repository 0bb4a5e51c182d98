"""A decision from its file: plain text, or a Word document.

It is read by rule, without a look at the plan that it will be held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from cchc.decision import appendix, body, goals, tasks
from cchc.decision.lines import lines_of, parted, without_repeated_opening
from cchc.decision.model import APPENDIX, Decision, Line, Section
from cchc.decision.times import days, spans, years
from cchc.decision.words import roman
from cchc.diagnostics import diagnostic
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.kinds import refusal
from cchc.errors import CchcError, InputError
from cchc.text import fold

MAX_LENGTH: Final = 1_500_000
"""Characters of a decision; one of a hundred pages has some two hundred thousand."""
_ZIP: Final = b"PK\x03\x04"
_NUMBER: Final = re.compile(r"\b(?:Số|số)\s*:?\s*(\d\S{0,60}/[^\s|,;.]+)")
_OWN_NUMBER: Final = re.compile(r"(?:^|\|)\s*Số(?: hiệu)?\s*[:|]?\s*(\d\S{0,60}/[^\s|,;.]+)")
_SPOKEN_OF: Final = re.compile(
    r"(?!Căn cứ).*?\b(?:Quyết định|Kế hoạch)\s+(?:số\s+)?(\d{1,9}/[^\s|,;.]+)"
)
_OPENING: Final = 10
"""Lines in which an article on a decision says which one."""
_SIGNED: Final = re.compile(r",\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_EFFECT: Final = re.compile(r"\bcó hiệu lực(?: thi hành)?,? (?:kể )?từ\b(.{0,40})", re.IGNORECASE)
_THIS: Final = re.compile(r"\bQuyết định này\b", re.IGNORECASE)
_SIGNING: Final = re.compile(r"\s*ngày ký\b", re.IGNORECASE)
_REPLACED: Final = re.compile(r"\b(?:thay thế|bãi bỏ)\b(.*)", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\bđến (?:hết )?năm\b", re.IGNORECASE)
_LONGEST: Final = 30
"""Years that a plan may run."""
_TITLE: Final = re.compile(
    r"(?:(?:v/v|về việc)\s+)?(?:(?:ban hành|phê duyệt|sửa đổi|bổ sung|thay thế|điều chỉnh),?\s+)*"
    r"(kế hoạch\s.*\b(?:năm|giai đoạn)\s+\d{4}.*)",
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
        lines = _all_lines(content)
        if sum(len(line.text) for line in lines) > MAX_LENGTH:
            raise InputError(diagnostic("decision-too-long", limit=MAX_LENGTH))
        found = decision(lines)
    except CchcError as error:
        raise InputError(*error.diagnostics, file=file) from None
    if not (found.sections or found.rows):
        raise InputError(diagnostic("no-decision"), file=file)
    return found


def _all_lines(content: bytes) -> list[Line]:
    if content.startswith(_ZIP):
        from cchc.decision.word import lines_of_document

        return lines_of_document(content)
    if problem := refusal(content):
        raise InputError(diagnostic("not-a-decision", kind=problem.params.get("kind", "Excel")))
    return lines_of(decode(content.replace(b"\f", b"\n")))  # what ends a page of a PDF's text


def decision(whole: Sequence[Line]) -> Decision:
    """What the lines of a decision say; what is printed twice is read once."""
    marked = [parted(line) for line in whole]
    shown = [line for line, _ in marked if line.text]
    lines = goals.as_lists(without_repeated_opening(shown))
    begin = appendix.begins_at(lines)
    end = appendix.ends_at(lines, begin)
    text, table = [*lines[:begin], *lines[end:]], lines[begin:end]
    tabular = [line for line in text if "|" in line.text and body.mark(line).kind == "text"]
    left_out = {line.number for line in tabular}
    placed = body.placed(line for line in text if line.number not in left_out)
    rows = {line.number for line in shown if "|" in line.text}
    entries = [line for line in table if line.number in rows and "|" not in line.text]
    of_goals = set(entries)
    found = appendix.table([line for line in table if line not in of_goals])
    sections = body.sections(placed)
    signed_on = _signed_on(text)
    title = _title(text)
    return Decision(
        _number(text),
        title,
        signed_on,
        _years(title, signed_on),
        _effective_from(text, signed_on),
        tuple(sorted(set(_replaced(text)))),
        (*sections, *_of_goals(entries)),
        (*tasks.rows_of(placed), *found.rows),
        found.parts,
        body.organisation(sections),
        any("phu luc" in fold(line.text) for line in lines),
        (
            *appendix.rows_outside(tabular),
            *found.unread,
            *(one for _, unread in marked for one in unread),
        ),
        tuple(shown),
        (table[0].number, table[-1].number + 1) if table else (0, 0),
    )


def _of_goals(entries: Sequence[Line]) -> Iterator[Section]:
    """The appendix's tables of targets, each as a section of it."""
    begins = [at for at, line in enumerate(entries) if line.text == goals.HEADING]
    for count, (start, end) in enumerate(pairwise([*begins, len(entries)]), 1):
        heading = Line(entries[start].number, f"I. {goals.HEADING}")
        (section, *_) = body.sections(body.placed([heading, *entries[start + 1 : end]]))
        address = APPENDIX if count == 1 else f"{APPENDIX}.{roman(count)}"
        items = tuple(item._replace(section=address) for item in section.items)
        yield section._replace(address=address, items=items, of_duties=False)


def _years(title: str, signed_on: date | None) -> tuple[int, ...]:
    """The years that a title names; "đến năm 2030" is from the year of signing on."""
    if stretch := next(iter(spans(title)), None):
        return tuple(range(stretch[0], min(stretch[1], stretch[0] + _LONGEST) + 1))
    named = sorted(years(title))
    if named and signed_on and _UNTIL.search(title):
        return tuple(range(signed_on.year, min(named[-1], signed_on.year + _LONGEST) + 1))
    return tuple(named[:1])


def _number(lines: Sequence[Line]) -> str:
    """The decision's own number, which stands in its head; in an article, the one it is about."""
    own = (match[1] for line in lines if (match := _OWN_NUMBER.search(line.text)))
    about = (match[1] for line in lines[:_OPENING] if (match := _SPOKEN_OF.match(line.text)))
    return next(own, next(about, ""))


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
