"""What kind of file some bytes are, by what they begin with."""

from __future__ import annotations

from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic

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
_STRICT: Final = b"purl.oclc.org/ooxml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")


def is_workbook(content: bytes) -> bool:
    """Whether `content` is packed as an Excel workbook is; see :func:`refusal` for the rest."""
    return content.startswith(_ZIP) and refusal(content) is None


def refusal(content: bytes) -> Diagnostic | None:
    """Why `content` can be neither a text nor a workbook; None where it may be one."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return diagnostic("other-kind", kind=kind)
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return diagnostic("other-workbook", kind="HTML/XML")
    if content.startswith(_OLE):
        return _ole(content)
    return _packed(content) if content.startswith(_ZIP) else None


def _ole(content: bytes) -> Diagnostic:
    """Microsoft's container of before 2007, which encrypted workbooks still come in."""
    if _utf16("EncryptedPackage") in content:
        return diagnostic("workbook-encrypted")
    if _utf16("WordDocument") in content:
        return diagnostic("other-kind", kind="Word (.doc)")
    return diagnostic("other-workbook", kind=".xls")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _packed(content: bytes) -> Diagnostic | None:
    import io
    import zipfile  # costs more than all else here

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            book = archive.open("xl/workbook.xml").read(4096) if "xl/workbook.xml" in names else b""
    except Exception as error:  # zipfile raises more than its own errors on damaged headers
        return diagnostic("workbook-damaged", reason=f"{type(error).__name__}: {error}")
    if _STRICT in book:  # which openpyxl would take for a workbook without a cell
        return diagnostic("other-workbook", kind="Strict Open XML (.xlsx)")
    if "xl/workbook.bin" in names:
        return diagnostic("other-workbook", kind=".xlsb")
    if "content.xml" in names:
        return diagnostic("other-workbook", kind=".ods")
    for folder, kind in (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)")):
        if any(name.startswith(folder) for name in names):
            return diagnostic("other-kind", kind=kind)
    if not any(name.startswith("xl/") for name in names):
        return diagnostic("other-kind", kind="ZIP")
    return None
