"""What kind of file some bytes are, by what they begin with."""

from __future__ import annotations

from typing import Final, Literal

from cchc.diagnostics import Diagnostic, Term, diagnostic
from cchc.errors import InputError

_STARTS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
)
_MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT: Final = (("text", "OpenDocument (.odt)"), ("presentation", "OpenDocument (.odp)"))

WorkbookKind = Literal["", ".xlsx", ".xls", ".ods"]
"""How a workbook is written, by its usual suffix; empty for what is none that can be read."""


def is_workbook(content: bytes) -> bool:
    """Whether `content` is a workbook that can be read; see :func:`refusal` for the rest."""
    return workbook_kind(content) != ""


def workbook_kind(content: bytes) -> WorkbookKind:
    """How the workbook is written, if `content` is one that can be read."""
    if content.startswith(_OLE):
        return ".xls" if _ole(content) == _OLD_WORKBOOK else ""
    if not content.startswith(_ZIP):
        return ""
    problem = _packed(content)
    return ".xlsx" if problem is None else ".ods" if problem == _OPEN_WORKBOOK else ""


def refusal(content: bytes) -> Diagnostic | None:
    """Why `content` can be neither a text nor a workbook of today (.xlsx); None where it may be."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return diagnostic("other-kind", kind=kind)
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return diagnostic("other-workbook", kind="HTML/XML")
    if content.startswith(_OLE):
        return _ole(content)
    return _packed(content) if content.startswith(_ZIP) else None


_OLD_WORKBOOK: Final = diagnostic("other-workbook", kind=".xls")
_OPEN_WORKBOOK: Final = diagnostic("other-workbook", kind=".ods")


def _ole(content: bytes) -> Diagnostic:
    """Microsoft's container of before 2007, which encrypted workbooks still come in."""
    from cchc.document.workbook.compound import names_of

    names = names_of(content) or {name for name in _OLE_NAMES if _spells(content, name)}
    if "encryptedpackage" in names:
        return diagnostic("workbook-encrypted")
    if "workbook" in names or "book" in names:
        return _OLD_WORKBOOK
    if "worddocument" in names:
        return diagnostic("other-kind", kind="Word (.doc)")
    if names:
        return diagnostic("other-kind", kind="OLE (.ppt, .msg, …)")
    part, reason = Term("damage.file"), Term("damage.unreadable")
    return diagnostic("workbook-damaged", part=part, reason=reason)


_OLE_NAMES: Final = ("encryptedpackage", "worddocument", "workbook")


def _spells(content: bytes, name: str) -> bool:
    """Whether a container that is damaged has a name somewhere."""
    return name.encode("utf-16-le") in content.lower()


def _packed(content: bytes) -> Diagnostic | None:
    from cchc.document.workbook.package import Package  # costs more than all else here

    try:
        package = Package(content)
        names = package.names
        if "xl/workbook.bin" in names:
            return diagnostic("other-workbook", kind=".xlsb")
        if "content.xml" in names:
            return _open_document(package.content_of("mimetype", 200))
    except InputError as error:
        return error.diagnostics[0]
    for folder, kind in (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)")):
        if any(name.startswith(folder) for name in names):
            return diagnostic("other-kind", kind=kind)
    if not any(f"/{name}".endswith("/workbook.xml") or name.startswith("xl/") for name in names):
        return diagnostic("other-kind", kind="ZIP")
    return None


def _open_document(mimetype: bytes) -> Diagnostic:
    for word, kind in _OPEN_DOCUMENT:
        if f"opendocument.{word}".encode() in mimetype:
            return diagnostic("other-kind", kind=kind)
    return _OPEN_WORKBOOK
