"""Workbooks as rows of cells, whichever program wrote them.

Nothing that they hold is run: formulas give the value that was stored with them, macros and links
to other files are left alone.
"""

from __future__ import annotations

from cchc.document.kinds import workbook_kind
from cchc.document.table import Sheet


def parse(content: bytes) -> list[Sheet]:
    """The sheets of the workbook.

    Raises:
        InputError: not a workbook, damaged, too large, or what reads its kind isn't installed.
    """
    kind = workbook_kind(content)
    if kind in (".xls", ".ods"):
        from cchc.document.workbook.foreign import sheets_of

        return sheets_of(content, kind)
    from cchc.document.workbook.book import read_book
    from cchc.document.workbook.package import Package
    from cchc.document.workbook.sheet import read_sheet, shared_by

    package = Package(content)
    book = read_book(package)
    shared = shared_by(package, book)
    return [read_sheet(package, listed, shared) for listed in book.sheets]
