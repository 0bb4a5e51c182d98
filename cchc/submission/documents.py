"""A file's bytes to a document: YAML, CSV or a workbook, by content first, then by suffix."""

from __future__ import annotations

import codecs
import os
import re
from typing import Final

from cchc.diagnostics import diagnostic, quoting
from cchc.document.files import decode, read_bytes
from cchc.document.kinds import is_workbook, refusal
from cchc.document.nodes import Document
from cchc.errors import CchcError, InputError

KEYS: Final = (
    *("agency", "period", "reported_on", "as_of"),
    *("metrics", "activities", "agency_plan", "note"),
)
"""Keys of a submission."""

WORKBOOKS: Final = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm"))
TABLES: Final = frozenset((".csv", ".tsv", ".tab"))
"""Suffixes, which decide where the content leaves it open."""

_YAML_KEY: Final = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*:", re.MULTILINE)


def read_document(path: str) -> Document:
    """The document in the file at `path` (``-`` for standard input).

    Raises:
        InputError: it can't be read, or is no file of figures; with the lines that are wrong.
    """
    content = read_bytes(path)
    suffix = os.path.splitext(path)[1].lower()
    if is_workbook(content) or (suffix in WORKBOOKS and _is_binary(content)):
        return _read_workbook(content)
    if problem := refusal(content):
        raise InputError(problem)
    text = decode(content)
    try:
        return _read_text(text, suffix)
    except CchcError as error:
        raise InputError(*quoting(error.diagnostics, text)) from None


def _is_binary(content: bytes) -> bool:
    """Whether what is saved under a workbook's name is at least no text under a wrong name."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return b"\0" in content and not is_utf16 and refusal(content) is None


def _read_workbook(content: bytes) -> Document:
    from cchc.document import xlsx  # openpyxl, many times the cost of the rest
    from cchc.submission.tables import layout

    sheets = xlsx.parse(content)
    if not any(sheet.rows for sheet in sheets):
        raise InputError(diagnostic("empty"))
    return layout(sheets)


def _read_text(text: str, suffix: str) -> Document:
    is_table = suffix in TABLES
    has_key = bool(_YAML_KEY.search(text))
    if has_key and not is_table:
        return _read_yaml(text)
    from cchc.submission.tables import delimiter_of, layout

    delimiter = delimiter_of(text)
    if (is_table and not has_key) or delimiter:
        from cchc.document import csv

        return layout([csv.parse(text, delimiter or csv.likely_delimiter(text))], text)
    return _read_yaml(text)


def _read_yaml(text: str) -> Document:
    from cchc.document import yaml

    return yaml.parse(text)
