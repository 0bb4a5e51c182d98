"""The columns of a list of dossiers, by their headings or by a file that maps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cchc.diagnostics import Diagnostic, Place, diagnostic
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.nodes import Scalar
from cchc.document.table import Row
from cchc.document.yaml import parse as parse_yaml
from cchc.errors import InputError
from cchc.text import fold, nearest

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "code": ("mã hồ sơ", "số hồ sơ", "mã số hồ sơ", "mã hs", "số biên nhận", "mã biên nhận"),
    "agency": (
        *("cơ quan", "đơn vị", "cơ quan giải quyết", "đơn vị giải quyết", "cơ quan thực hiện"),
        *("cơ quan tiếp nhận", "đơn vị tiếp nhận", "cơ quan, đơn vị", "đơn vị thực hiện"),
    ),
    "received": (
        *("ngày tiếp nhận", "ngày nhận", "ngày nhận hồ sơ", "ngày tiếp nhận hồ sơ"),
        *("thời gian tiếp nhận", "thời điểm tiếp nhận"),
    ),
    "due": (
        *("ngày hẹn trả", "ngày hẹn trả kết quả", "hạn trả", "hạn trả kết quả", "hạn xử lý"),
        *("hạn giải quyết", "ngày hẹn", "ngày hẹn trả kq"),
    ),
    "returned": (
        *("ngày trả", "ngày trả kết quả", "ngày trả kq", "thời gian trả kết quả"),
        "thời điểm trả kết quả",
    ),
    "early": ("trước hạn", "sớm hạn"),
    "on_time": ("đúng hạn",),
    "late_days": ("quá hạn", "trễ hạn", "chậm hạn"),
    "channel": (
        *("kênh nộp", "hình thức nộp", "kênh tiếp nhận", "hình thức tiếp nhận"),
        *("hình thức nộp hồ sơ", "kênh nộp hồ sơ"),
    ),
    "fee": ("phí, lệ phí", "phí lệ phí", "lệ phí", "phí", "số tiền phí, lệ phí", "phí/lệ phí"),
    "paid_online": ("thanh toán trực tuyến",),
    "digitised": ("số hóa hồ sơ", "số hoá hồ sơ", "số hóa", "hồ sơ số hóa"),
    "electronic_result": ("kết quả điện tử", "kết quả giải quyết điện tử", "trả kết quả điện tử"),
    "field": ("lĩnh vực", "lĩnh vực giải quyết"),
}
"""Columns that are read, and what people call them; no other column is."""

NEEDED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "settled": (("returned",),),
    "pending": (("returned",),),
    "late": (("returned",), ("due", "late_days")),
    "has_fee": (("fee",),),
}
"""What a condition's column is made of: one of each group, where it isn't of that very name."""
_ALWAYS: Final = ("code", "received")
_BY_NAME: Final = {
    fold(name): column for column, names in HEADINGS.items() for name in (column, *names)
}
_BRACKETS: Final = re.compile(r"\([^()]*\)")


class ListHeading(NamedTuple):
    """The heading of a list."""

    row: int
    """Its row, or its last line, counted from 1; 0 where it stands in no row."""
    at: Mapping[str, int]
    """Where each column stands, counted from 1."""
    titles: Mapping[str, str]
    """What the file calls it."""
    width: int
    sheet: str = ""

    def place(self, row: int, column: str) -> Place:
        """A cell of the list; the start of its row in a text."""
        return Place(row, self.at.get(column, 1) if self.sheet else 1, self.sheet)

    def lacks(self, names: Sequence[str]) -> tuple[str, ...]:
        """The list's columns that a condition over these `names` misses."""
        missing = []
        for name in names:
            for group in NEEDED.get(name, ((name,),)):
                if name not in ("first_day", "last_day") and not set(group) & set(self.at):
                    missing.append(group[0])
        return tuple(dict.fromkeys(missing))


def column_of(heading: str) -> str:
    """The column that a heading names; empty for none.

    What stands before a colon is a heading above it: "Trả kết quả (đv: ngày): Trước hạn".
    """
    plain = _BRACKETS.sub(" ", heading)
    for part in (plain, plain.rpartition(":")[2]):
        if found := _BY_NAME.get(fold(part).strip(" :*.")):
            return found
    return ""


def find_heading(row: Row, mapped: Mapping[str, str] | None = None) -> ListHeading | None:
    """The heading of a list, if this row is one; `mapped` has other headings by column."""
    wanted = {fold(title): column for column, title in (mapped or {}).items()}
    at: dict[str, int] = {}
    titles: dict[str, str] = {}
    twice = []
    for number, cell in row.cells.items():
        text = cell.scalar.text
        column = wanted.get(fold(text)) or column_of(text)
        if not column or (mapped and column in mapped and fold(text) not in wanted):
            continue
        if column in at:
            twice.append(diagnostic("duplicate-column", cell.scalar.place, name=text))
        at[column], titles[column] = number, text
    if not {"received", "returned"} & at.keys() or len(at) < 3:
        return None
    if twice:
        raise InputError(*twice)
    place = next(iter(row.cells.values())).scalar.place
    if missing := [column for column in _ALWAYS if column not in at]:
        name = HEADINGS[missing[0]][0].capitalize()
        raise InputError(diagnostic("records-missing-column", place, name=name, column=missing[0]))
    width = max(row.width, *row.cells)
    last = row.number
    if not place.sheet:  # a cell of a text may run over several lines
        last += sum(cell.scalar.text.count("\n") for cell in row.cells.values())
    return ListHeading(last, at, titles, width, place.sheet)


def read_mapping(path: str) -> dict[str, str]:
    """The headings that a file gives, by column: ``due: Ngày hẹn``.

    Raises:
        InputError: it can't be read, names no such column, or gives something else than a heading.
    """
    document = parse_yaml(decode(read_bytes(path)))
    problems: list[Diagnostic] = list(document.diagnostics)
    found: dict[str, str] = {}
    for key, value in document.root.entries():
        if key.text not in HEADINGS:
            near = nearest(key.text, HEADINGS)
            known = ", ".join(HEADINGS)
            problems.append(
                diagnostic("columns-unknown", key.place, name=key.text, known=known, nearest=near)
            )
        elif not isinstance(value, Scalar) or value.is_empty:
            problems.append(diagnostic("not-a-single-value", value.place, key=key.text))
        else:
            found[key.text] = value.text
    if problems:
        raise InputError(*problems, file=path)
    return found


def unfound(mapped: Mapping[str, str], heading: ListHeading) -> Iterator[str]:
    """The headings that a file of columns gives and the list doesn't have."""
    yield from (title for column, title in mapped.items() if column not in heading.at)
