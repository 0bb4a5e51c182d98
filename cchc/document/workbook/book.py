"""What a workbook says of itself: its sheets, its calendar, and whether its results are old."""

from __future__ import annotations

from posixpath import basename, dirname
from typing import Final, NamedTuple

from cchc.diagnostics import diagnostic
from cchc.document.workbook.names import is_false, is_true, locals_of
from cchc.document.workbook.package import Package, damaged, part_name
from cchc.errors import InputError
from cchc.text import nfc

_NAMES: Final = locals_of("sheet", "workbookPr", "calcPr")
_OTHER_SHEETS: Final = ("chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet")
"""Kinds of sheets that hold no cells of figures."""


class Listed(NamedTuple):
    """A sheet that the workbook lists, and the part that holds it."""

    name: str
    is_hidden: bool
    part: str


class Book(NamedTuple):
    """A workbook without its cells."""

    sheets: list[Listed]
    strings: str
    """Part with the texts that cells share; need not be there."""
    styles: str
    """Part with the number formats; need not be there."""
    since_1904: bool
    """Whether days count from 1904, as on a Mac of old."""
    is_stale: bool
    """Whether it asks to be calculated anew, so that stored results may be old."""


class _Relation(NamedTuple):
    kind: str
    """The last word of its type, in lower case."""
    target: str


def read_book(package: Package) -> Book:
    """The workbook of a package.

    Raises:
        InputError: it is damaged, or lists a sheet that isn't there, or two that are one.
    """
    part = _main_part(package)
    reader = _Workbook()
    package.read(part, reader)
    relations = _relations(package, part)
    if not reader.listed:
        raise damaged(part, "no-sheets")

    def find(kind: str, usual: str) -> str:
        targets = (relation.target for relation in relations.values() if relation.kind == kind)
        return next(targets, part_name(dirname(part), usual))

    return Book(
        _sheets(package, reader.listed, relations),
        find("sharedstrings", "sharedStrings.xml"),
        find("styles", "styles.xml"),
        reader.since_1904,
        reader.is_stale,
    )


def _main_part(package: Package) -> str:
    """The part of the workbook: where all programs put it, else where the package says."""
    usual = "xl/workbook.xml"
    if usual in package:
        return usual
    relations = _relations(package, "").values()
    found = (each.target for each in relations if each.kind == "officedocument")
    return next((target for target in found if target in package), usual)


def _sheets(
    package: Package, listed: list[tuple[str, bool, str]], relations: dict[str, _Relation]
) -> list[Listed]:
    sheets: list[Listed] = []
    owners: dict[str, str] = {}
    for name, is_hidden, id in listed:
        relation = relations.get(id)
        if relation and relation.kind in _OTHER_SHEETS:
            continue
        if relation is None or relation.target not in package:
            raise InputError(diagnostic("sheet-missing", name=name))
        if (first := owners.get(relation.target.lower())) is not None:
            raise InputError(diagnostic("sheets-are-one", first=first, name=name))
        owners[relation.target.lower()] = name
        sheets.append(Listed(name, is_hidden, relation.target))
    return sheets


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    """What a part refers to, by id; nothing where it has no list of that."""
    folder = dirname(part)
    name = part_name(folder, "_rels", f"{basename(part)}.rels")
    reader = _Relations(folder)
    if name in package:
        package.read(name, reader)
    return reader.found


class _Relations:
    """Takes in a list of relations."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, _Relation] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition("}")[2] == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2].lower()
            target = part_name(self._folder, attributes.get("Target", ""))
            self.found.setdefault(attributes.get("Id", ""), _Relation(kind, target))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Workbook:
    """Takes in the list of sheets and the settings that bear on values."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, bool, str]] = []
        """Name, whether it is hidden, and the id of its relation."""
        self.since_1904 = False
        self.is_stale = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "sheet":
            hidden = attributes.get("state", "").lower() in ("hidden", "veryhidden")
            ids = (value for key, value in attributes.items() if key.endswith("}id"))
            title = nfc(attributes.get("name", ""))
            self.listed.append((title, hidden, next(ids, "")))
        elif kind == "workbookPr":
            self.since_1904 = is_true(attributes.get("date1904"))
        elif kind == "calcPr":
            self.is_stale = (
                is_true(attributes.get("fullCalcOnLoad"))
                or is_true(attributes.get("forceFullCalc"))
                or is_false(attributes.get("calcCompleted"))
                or attributes.get("calcMode", "").lower() == "manual"
            )

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
