"""Workbooks and documents as files that are the same, byte for byte, for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final

_PROPERTIES: Final = "docProps/core.xml"
_WRITTEN: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an entry of an archive can have."""


def settled(made: bytes, day: date) -> bytes:
    """`made` without the time of its making, which the libraries that write it note.

    Args:
        made: a workbook or a document, a ZIP archive.
        day: the day that it gives as that on which it was written.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == _PROPERTIES:
                content = _WRITTEN.sub(rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), content)
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # whatever the system, which would be noted otherwise
            new.writestr(entry, content)
    return stream.getvalue()
