"""Tables that might cost more than their size: each grows with the number that it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

_LABELS: Final = "Cơ quan;so-noi-vu\nKỳ báo cáo;Q1/2026\n"
_HEADING: Final = "Mã chỉ số;Tử số;Mẫu số;Giá trị;Ghi chú\n"


def _table(rows: Iterable[str], heading: str = _HEADING) -> bytes:
    return (_LABELS + heading + "\n".join(rows) + "\n").encode()


def _wide_heading(size: int) -> bytes:
    """As many columns as rows."""
    names = ";".join(f"x{number}" for number in range(size))
    return _table((f"ho_so_{number};92%" for number in range(size)), f"Mã chỉ số;Giá trị;{names}\n")


def _columns_of_one_name(size: int) -> bytes:
    """As many columns as a table may have, each nearly a column for figures, times the rows."""
    names = ";".join(f"Giá trị ({number})" for number in range(190))
    return _table((f"ho_so_{number};92%" for number in range(size)), f"Mã chỉ số;{names}\n")


def _unknown_columns(size: int) -> bytes:
    """Names that have to be held against those of columns."""
    names = ";".join(f"Mẫu sô {'a' * size} {number}" for number in range(190))
    return _table(["hai_long_tthc;92%"], f"Mã chỉ số;Giá trị;{names}\n")


def _labels_in_one_cell(size: int) -> bytes:
    """Labels without end, of which the first counts."""
    return ("Cơ quan: Sở Nội vụ - Kỳ báo cáo: Q1/2026, " * size).encode() + _table([])


def _signs_in_a_label(size: int) -> bytes:
    """What separates labels, without a label behind it."""
    return b"Co quan:" + b" - ,; \t" * size + b"\n" + _table([])


def _whole_lines(size: int) -> bytes:
    """Each line one quoted cell."""
    lines = _table(f"ho_so_{number};{number};1000;;" for number in range(size)).decode()
    return "".join(f'"{line}"\n' for line in lines.splitlines()).encode()


def _quotes_within_whole_lines(size: int) -> bytes:
    """One line in quotation marks, whose own are doubled."""
    doubled = '""a"";' * size
    return "".join(f'"{line}"\n' for line in (_LABELS + _HEADING + doubled).splitlines()).encode()


def _open_formulas(size: int) -> bytes:
    """Texts kept as formulas, none of which ends where its cell does."""
    return _table(['hai_long_tthc;="' + 'a;="' * size])


def _brackets(size: int) -> bytes:
    """A heading of brackets."""
    return _table(["hai_long_tthc;92%"], f"Mã chỉ số;Giá trị{' (%)' * size}{'(' * size}\n")


def _sums(size: int) -> bytes:
    """Rows that add up others."""
    return _table("Tổng cộng;1;2;;" for _ in range(size))


def _signatures(size: int) -> bytes:
    """Words that signatures begin with, again and again in a cell, and days without an end."""
    row = f"Nơi nhận: {'ngày 1 tháng ' * size};;;{'(Ký, ' * size};"
    return _table([row] * 20)


def _titles(size: int) -> bytes:
    """Rows without figures."""
    return _table(f"Mục {number};;;;" for number in range(size))


GENERATORS: Final[dict[str, Callable[[int], bytes]]] = {
    "csv-wide-heading": _wide_heading,
    "csv-columns-of-one-name": _columns_of_one_name,
    "csv-unknown-columns": _unknown_columns,
    "csv-labels-in-one-cell": _labels_in_one_cell,
    "csv-signs-in-a-label": _signs_in_a_label,
    "csv-whole-lines": _whole_lines,
    "csv-quotes-within-whole-lines": _quotes_within_whole_lines,
    "csv-open-formulas": _open_formulas,
    "csv-brackets": _brackets,
    "csv-sums": _sums,
    "csv-signatures": _signatures,
    "csv-titles": _titles,
}
"""What makes a table of a size, by a name whose beginning is the file's suffix."""
