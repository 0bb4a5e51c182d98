"""A file's bytes to a document: YAML, CSV or a workbook, by content first, then by suffix."""

from __future__ import annotations

import codecs
import os
import re
from typing import Final

from cchc.diagnostics import diagnostic, quoting
from cchc.document import lines
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.kinds import is_workbook, refusal
from cchc.document.nodes import Document
from cchc.errors import CchcError, ForeignError, InputError
from cchc.plan.model import Plan, ReportingPeriod
from cchc.submission.mistaken import other_than_figures, settings_in

KEYS: Final = (
    *("agency", "period", "reported_on", "as_of"),
    *("metrics", "activities", "agency_plan", "note"),
)
"""Keys of a submission."""

WORKBOOKS: Final = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods"))
TABLES: Final = frozenset((".csv", ".tsv", ".tab"))
"""Suffixes, which decide where the content leaves it open."""

_YAML_KEY: Final = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*:", re.MULTILINE)


def read_document(path: str, plan: Plan, period: ReportingPeriod | None) -> Document:
    """The document in the file at `path` (``-`` for standard input), as :func:`parse_document`."""
    return parse_document(read_bytes(path), os.path.splitext(path)[1].lower(), plan, period)


def parse_document(
    content: bytes, suffix: str, plan: Plan, period: ReportingPeriod | None
) -> Document:
    """The document that `content` is.

    Args:
        content: the bytes of a file.
        suffix: how the file's name ends, in small letters; empty where there is no name.
        plan: the plan, whose units the headings of a table may name.
        period: the period of the report, if it isn't the file's own.

    Raises:
        ForeignError: it plainly is something else than figures.
        InputError: it can't be read, or is no file of figures; with the lines that are wrong.
    """
    if is_workbook(content) or (suffix in WORKBOOKS and _is_binary(content)):
        return _read_workbook(content, plan, period)
    if problem := refusal(content):
        raise InputError(problem)
    text = decode(content)
    try:
        return _read_text(text, suffix, plan, period)
    except CchcError as error:
        from cchc.submission.foreign import is_foreign_text  # only for a mistake

        is_foreign = isinstance(error, ForeignError) or is_foreign_text(text, plan)
        kind = ForeignError if is_foreign else InputError
        raise kind(*quoting(error.diagnostics, text)) from None


def _is_binary(content: bytes) -> bool:
    """Whether what is saved under a workbook's name is at least no text under a wrong name."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return b"\0" in content and not is_utf16 and refusal(content) is None


def _read_workbook(content: bytes, plan: Plan, period: ReportingPeriod | None) -> Document:
    from cchc.document import xlsx  # an XML parser, and archives
    from cchc.submission.tables.dialect import unfolded
    from cchc.submission.tables.tree import layout

    sheets = xlsx.parse(content)
    if not any(sheet.rows for sheet in sheets):
        raise InputError(diagnostic("empty"))
    document = layout(map(unfolded, sheets), plan, period)
    document.diagnostics.extend(remark for sheet in sheets for remark in sheet.remarks)
    return document


def _read_text(text: str, suffix: str, plan: Plan, period: ReportingPeriod | None) -> Document:
    is_table = suffix in TABLES
    has_key = bool(_YAML_KEY.search(text))
    if has_key and not is_table:
        return _read_yaml(text)
    from cchc.submission.tables.dialect import delimiter_of, unfolded
    from cchc.submission.tables.tree import layout

    delimiter = delimiter_of(text)
    if (is_table and not has_key) or delimiter:
        from cchc.document import csv

        sheet = csv.parse(text, delimiter or csv.likely_delimiter(text))
        return layout([unfolded(sheet, text)], plan, period, text)
    if problem := settings_in(text):
        raise ForeignError(problem)
    return _read_yaml(text)


def _read_yaml(text: str) -> Document:
    document = lines.read(text)
    if document is None:
        from cchc.document import yaml  # libyaml takes a fifth of a run's start

        document = yaml.parse(text)
    if problem := other_than_figures(document.root):
        raise ForeignError(problem)
    return document
