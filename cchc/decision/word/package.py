"""The parts of a Word file: XML by what the parts are for, whatever they are called."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cchc.diagnostics import diagnostic
from cchc.errors import InputError, UsageError
from cchc.extras import not_installed

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Names of the strict form of the format, and those of the common one."""
MAX_SIZE: Final = 48 * 1024 * 1024
"""Bytes that all parts may have when unpacked, pictures included."""
MAX_TAGS: Final = 1_500_000
"""Tags of all parts; a decision of fifty pages has some fifty thousand."""


class WordPackage:
    """The parts of a document that bear text or say how it is numbered."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Part names are equal whatever their case and slashes.
        self._names = {_plain(name): name for name in archive.namelist()}
        self._main = next(
            (target for kind, target in self._related("") if kind == "officeDocument"),
            "word/document.xml",
        )
        if _plain(self._main) not in self._names:
            raise InputError(diagnostic("not-a-decision", kind="ZIP (.xlsx, .pptx, …)"))
        root = self._xml(self._main)
        self.body: Any = root.find(f"{W}body") if root.tag == f"{W}document" else None
        if self.body is None:
            raise InputError(diagnostic("not-a-decision", kind="ZIP (.xlsx, .pptx, …)"))
        related = [*self._related(self._main)]
        self._parts: Mapping[str, str] = dict(related)
        self.margins = [
            self._xml(target)
            for kind, target in dict.fromkeys(related)
            if kind in ("header", "footer") and _plain(target) in self._names
        ]
        """Headers and footers."""

    def part(self, kind: str) -> Any:
        """The root of ``styles``, ``numbering``, ``footnotes`` or ``endnotes``; None for none."""
        target = self._parts.get(kind, "")
        return self._xml(target) if _plain(target) in self._names else None

    @staticmethod
    def has_page_number(root: Any) -> bool:
        """Whether a header or footer says on which page it stands."""
        words = [one.text or "" for one in root.iter(f"{W}instrText")]
        words += [one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple")]
        return any("PAGE" in word for word in words)

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """What the parts are for that `part` names, and their names."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if _plain(relations) in self._names:
            for one in self._xml(relations):
                target = one.get("Target", "").replace("\\", "/")
                yield (
                    one.get("Type", "").rpartition("/")[2],
                    posixpath.normpath(posixpath.join(folder, target)).lstrip("/"),
                )

    def _xml(self, part: str) -> Any:
        from lxml import etree

        name = self._names[_plain(part)]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            content = self._archive.read(name)
            for strict, common in _STRICT:
                content = content.replace(strict, common)
            return etree.fromstring(content, parser)
        except Exception:  # what zipfile and lxml find wrong, in words of their own
            raise InputError(diagnostic("document-damaged", part=part)) from None


def opened(content: bytes) -> WordPackage:
    """The document in `content`.

    Raises:
        UsageError: what reads Word documents isn't installed.
        InputError: it is another kind of document in the same packing, too large or damaged.
    """
    try:
        import lxml.etree  # noqa: F401  # comes with python-docx
    except ImportError:
        raise UsageError(not_installed("docx")) from None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        too_large = _is_too_large(archive)
    except Exception:
        raise InputError(diagnostic("document-damaged", part="ZIP")) from None
    if too_large:
        raise InputError(diagnostic("document-too-large", limit=MAX_SIZE // (1024 * 1024)))
    return WordPackage(archive)


def _is_too_large(archive: zipfile.ZipFile) -> bool:
    """Whether a packed document has more than a decision may have."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_SIZE:
        return True
    return sum(archive.read(part).count(b"<") for part in parts) > MAX_TAGS


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
