"""The words that a table of figures uses: its columns, its labels, and who may be meant by them.

Templates write them and readers look for them, so they stand once, in both languages; a key of
the YAML form names a column as well.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cchc.memo import remembered
from cchc.plan.model import Lang
from cchc.text import fold


class Column(NamedTuple):
    """One column of a table, or one label with its value beside it."""

    key: str
    """The key of the YAML form that the column stands for."""
    vi: str
    en: str
    others: tuple[str, ...] = ()
    """Other names that people give it."""
    is_read: bool = True
    """False for what templates show and nobody reads."""

    def title(self, lang: Lang) -> str:
        """The name in one language."""
        return self.vi if lang == "vi" else self.en


def _shown(key: str, vi: str, en: str, *others: str) -> Column:
    return Column(key, vi, en, others, is_read=False)


_NUMBER: Final = _shown("number", "STT", "No", "TT", "số thứ tự")
"""Not in our forms, but the first column of many."""


HEAD: Final[tuple[Column, ...]] = (
    Column(
        "agency",
        "Cơ quan",
        "Agency",
        (
            *("tên cơ quan", "cơ quan báo cáo", "cơ quan, đơn vị", "tên cơ quan, đơn vị"),
            *("tên đơn vị", "đơn vị báo cáo"),
        ),
    ),
    Column("period", "Kỳ báo cáo", "Period", ("kỳ", "kỳ số liệu", "reporting period")),
    Column("reported_on", "Ngày báo cáo", "Reported on"),
    Column(
        *("as_of", "Số liệu đến ngày", "As of"),
        ("số liệu tính đến ngày", "số liệu đến hết ngày", "tính đến ngày", "data as of"),
    ),
    Column("issued_on", "Ngày ban hành kế hoạch", "Plan issued on"),
    Column("plan_document", "Số, ký hiệu kế hoạch", "Plan document"),
    Column("note", "Ghi chú chung", "General note"),
)
"""Labels that have their value in the cell beside them."""

METRICS: Final[tuple[Column, ...]] = (
    Column("metric", "Mã chỉ số", "Metric", ("mã", "metric id")),
    _shown("title", "Chỉ tiêu", "Target", "tên chỉ tiêu", "tên chỉ số"),
    _shown("counts", "Cách tính", "What is counted"),
    Column("numerator", "Tử số", "Numerator"),
    Column("denominator", "Mẫu số", "Denominator"),
    Column("value", "Giá trị", "Value", ("tỷ lệ", "tỉ lệ", "số liệu")),
    Column("none_arising", "Không phát sinh", "None arising"),
    Column("estimate", "Ước cả năm", "Estimate", ("ước thực hiện cả năm", "ước năm", "estimated")),
    _shown("threshold", "Ngưỡng", "Needs"),
    _shown(
        *("result", "Kết quả", "Status"),
        *("kết quả thực hiện", "kết quả đạt được", "thực hiện", "số thực hiện"),
    ),
    _shown("clause", "Căn cứ", "Clause"),
    Column("note", "Ghi chú", "Note"),
    _NUMBER,
)
"""Columns of the figures."""

ACTIVITIES: Final[tuple[Column, ...]] = (
    Column("activity", "Mã hoạt động", "Activity", ("activity id",)),
    _shown("title", "Hoạt động, sản phẩm", "Activity, output"),
    _shown("due", "Hạn", "Due"),
    Column("status", "Tình trạng", "Status"),
    Column("completed_on", "Ngày hoàn thành", "Completed on"),
    Column("document", "Văn bản", "Document"),
    _shown("clause", "Căn cứ", "Clause"),
    Column("note", "Ghi chú", "Note"),
    _NUMBER,
)
"""Columns of the activities."""

_BRACKETS: Final = re.compile(r" ?\([^()]*\)$")
_LONGEST: Final = 200
"""Characters of a cell beyond which it names nothing."""
_EDGES: Final = " :*._–—-…=：|%"
"""What people put behind a label."""

FIGURES: Final = ("numerator", "denominator", "value")
"""Columns that hold a figure."""
ENTRIES: Final = (*FIGURES, "none_arising")
"""Columns that say something about a metric in this period."""


def named(columns: tuple[Column, ...], text: str) -> Column | None:
    """The one of `columns` that a heading or a label means."""
    return _BY_NAME[columns].get(_plain(text))


def names(columns: tuple[Column, ...]) -> list[str]:
    """What the columns that are read are called, to suggest from."""
    return [column.vi for column in columns if column.is_read]


def almost(text: str) -> str:
    """The figure column whose name `text` begins with, as "Tử số 2026" does; empty for none."""
    begun = (column.vi for column in METRICS if column.key in FIGURES)
    return next((name for name in begun if _plain(text).startswith(f"{_plain(name)} ")), "")


def column_of_figures(columns: tuple[Column, ...], name: str) -> Column | None:
    """The one of `columns` whose figures stand below a heading of this folded `name`."""
    column = _BY_NAME[columns].get(name)
    return column if column and column.key in (*FIGURES, "result") else None


def is_key(text: str) -> bool:
    """Whether a cell has the whole name of the column with the metrics' ids."""
    return _plain(text) == _plain(METRICS[0].vi)


def is_word(text: str) -> bool:
    """Whether a cell holds a label, or the heading that a table begins with."""
    return bool(
        named(HEAD, text)
        or (_plain(text) in _FIRST and (named(METRICS, text) or named(ACTIVITIES, text)))
    )


@remembered  # every cell is asked whether it is a heading
def _plain(text: str) -> str:
    """A name without what people add to it: a colon, a star, a unit in brackets."""
    return _BRACKETS.sub("", fold(text[:_LONGEST])).strip(_EDGES)


def _by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {
        _plain(name): column
        for column in columns
        for name in (column.key, column.vi, column.en, *column.others)
    }


_BY_NAME: Final = {columns: _by_name(columns) for columns in (HEAD, METRICS, ACTIVITIES)}
_FIRST: Final = frozenset(
    _plain(name)
    for column in (METRICS[0], ACTIVITIES[0])
    for name in (column.key, column.vi, column.en, *column.others)
)
