"""Tasks that the text itself lists, each with lines on who leads and by when.

"Đơn vị chủ trì: Sở Nội vụ. Thời gian thực hiện: Quý I/2026." below a task says what the columns
of an appendix say elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from cchc.decision.body import Mark, Spot
from cchc.decision.model import AppendixRow
from cchc.decision.words import roman

_Label = Literal["coordinating", "lead", "time", "product"]
_LABELS: Final[tuple[tuple[_Label, str], ...]] = (
    (
        "coordinating",
        r"(?:(?:đơn vị|cơ quan) )?phối hợp(?: thực hiện)?|(?:đơn vị|cơ quan) tham gia",
    ),
    (
        "lead",
        r"(?:đơn vị|cơ quan) (?:chủ trì(?: tham mưu)?(?: thực hiện)?|thực hiện|tham mưu|phụ trách"
        r"|đầu mối)|chủ trì(?: thực hiện)?|phân công(?: thực hiện)?|trách nhiệm thực hiện",
    ),
    (
        "time",
        r"thời (?:gian|hạn)(?: (?:thực hiện|hoàn thành))?|tiến độ(?: thực hiện)?|lộ trình"
        r"|hạn hoàn thành",
    ),
    ("product", r"(?:kết quả|sản phẩm)(?: (?:đầu ra|thực hiện|dự kiến))?"),
)
_LABEL: Final = re.compile(
    "(?:^|(?<=[.;(])\\s*)[-+*(\\s]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + ")\\s*:\\s*",
    re.IGNORECASE,
)


class _Block:
    """A task and what is said of it, line by line."""

    def __init__(self, part: int, line: int) -> None:
        self.part, self.line = part, line
        self.titles: list[str] = []
        self.said: dict[str, list[str]] = {}

    def row(self, number: int) -> AppendixRow:
        part = roman(self.part)
        said = {label: " ".join(texts) for label, texts in self.said.items()}
        return AppendixRow(
            part,
            number,
            " ".join(self.titles),
            (said.get("product", ""),),
            said.get("lead", ""),
            said.get("coordinating", ""),
            (said.get("time", ""),),
            self.line,
            of_text=True,
        )


def rows_of(placed: Sequence[tuple[Mark, Spot]]) -> Iterator[AppendixRow]:
    """The tasks of a text that have lines on who leads, numbered through each part."""
    numbers: dict[int, int] = {}
    for block in _blocks(placed):
        if "lead" in block.said:
            numbers[block.part] = numbers.get(block.part, 0) + 1
            yield block.row(numbers[block.part])


def _blocks(placed: Sequence[tuple[Mark, Spot]]) -> Iterator[_Block]:
    block: _Block | None = None
    last = ""
    for mark, spot in placed:
        labels = labelled(mark.text)
        if not labels:
            anew = block is None or bool(block.said) or mark.kind in ("part", "number", "letter")
            if block and last and mark.kind == "text" and mark.text[:1].islower():
                block.said[last].append(mark.text)  # a line that a page broke
                continue
            if anew:
                if block:
                    yield block
                block = _Block(spot.part, mark.line)
            if block and (mark.kind != "text" or not block.titles):
                block.titles.append(mark.text)
            last = ""
            continue
        block = block or _Block(spot.part, mark.line)
        for label, text in labels:
            block.said[label] = [text]
            last = label
    if block:
        yield block


def labelled(text: str) -> list[tuple[str, str]]:
    """What a line says of a task, by what it says it is; nothing for any other line."""
    found = list(_LABEL.finditer(text))
    if not found or text[: found[0].start()].strip(" -+*("):
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [
        (str(one.lastgroup), text[one.end() : end].strip(" .;)"))
        for one, end in zip(found, ends, strict=True)
    ]
