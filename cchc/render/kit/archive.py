"""Packages of documents (.xlsx, .docx) that are the same bytes for the same content."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ABOUT: Final = "docProps/core.xml"
_DAYS: Final = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")


def settled(package: bytes, day: date) -> bytes:
    """`package`, made on `day`, whatever the clock of the library said that made it."""
    out = BytesIO()
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with ZipFile(BytesIO(package)) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == _ABOUT:
                content = _DAYS.sub(rb"\g<1>" + stamp, content)
            part = ZipInfo(name)  # of 1980, the first day that archives know
            part.compress_type = ZIP_DEFLATED
            kept.writestr(part, content)
    return out.getvalue()
