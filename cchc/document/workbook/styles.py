"""Which number format a cell's style has; nothing else of styles is read."""

from __future__ import annotations

from typing import Final

from cchc.document.workbook.names import locals_of, number_of
from cchc.document.workbook.package import Package

_NAMES: Final = locals_of("numFmts", "numFmt", "cellXfs", "xf")

GENERAL: Final = "General"
_DAY: Final = "dd/mm/yyyy"
_BUILT_IN: Final[dict[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: _DAY, 15: _DAY, 16: _DAY, 17: _DAY, 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), _DAY),
    **dict.fromkeys(range(32, 36), "h:mm:ss"),
}  # fmt: skip
"""Formats that files refer to by number alone, as far as they change what is read.

27 to 36 and 50 to 58 are East Asian days and times; those for amounts of money show numbers.
"""


class Styles:
    """The number formats of cells by the index of their style.

    Raises:
        InputError: the part is damaged; one that is missing leaves numbers as they are.
    """

    def __init__(self, package: Package, part: str) -> None:
        reader = _Styles()
        if part in package:
            package.read(part, reader)
        self._codes = _BUILT_IN | reader.codes
        self._formats = reader.formats

    def number_format(self, style: str | None) -> str:
        """The number format of a style, by its index as a cell gives it."""
        index = number_of(style) if style else 0
        if index is None or index >= len(self._formats):
            return GENERAL
        return self._codes.get(self._formats[index], GENERAL)


class _Styles:
    """Takes in the formats of styles and their codes, not those of conditional formatting."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self._section = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind in ("numFmts", "cellXfs"):
            self._section = kind
        elif kind == "xf" and self._section == "cellXfs":
            self.formats.append(number_of(attributes.get("numFmtId")) or 0)
        elif kind == "numFmt" and self._section == "numFmts":
            id = number_of(attributes.get("numFmtId"))
            if id is not None:
                self.codes[id] = attributes.get("formatCode", GENERAL)

    def end(self, name: str) -> None:
        if _NAMES.get(name) == self._section:
            self._section = ""

    def text(self, text: str) -> None:
        pass
