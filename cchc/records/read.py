"""Files of records by what is in them: forms, lists of dossiers, the portal's tables, counts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.document import csv
from cchc.document.encoding import decode
from cchc.document.files import read_bytes
from cchc.document.kinds import is_workbook, refusal
from cchc.document.table import Sheet
from cchc.errors import CchcError, InputError
from cchc.plan.model import Agency, Metric, Plan, ReportingPeriod
from cchc.records import counts, portal
from cchc.records.columns import ListHeading, find_heading
from cchc.records.engine import List
from cchc.records.forms import RecordForm, find_numbers, read_forms, tally_form
from cchc.records.lists import check_mapping, list_in_sheet, parquet_list, tally_list
from cchc.records.model import Kept, Published, Tallied, Told
from cchc.submission.agencies import find_agencies

SUFFIXES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet")
"""What a file of records in a folder ends in."""
_HEAD: Final = 256 * 1024
"""Bytes in which a heading has to stand."""
_HEAD_LINES: Final = 60
_PARQUET: Final = b"PAR1"


def read_records(
    paths: Sequence[str],
    plan: Plan,
    period: ReportingPeriod,
    chosen: Agency | None = None,
    mapped: Mapping[str, str] | None = None,
) -> Kept:
    """What files of records say of the plan's metrics; one that can't be read costs no other.

    Args:
        paths: files, and folders of them.
        plan: what the metrics are, and how they come from records.
        period: whose days count.
        chosen: the agency that files without an agency's name are of; None for all agencies.
        mapped: headings of lists by column, where they aren't those that are known.
    """
    reader = _Reader(plan, period, chosen, mapped or {})
    for path in files_of(paths):
        reader.read(path)
    return reader.kept()


def files_of(paths: Iterable[str]) -> list[str]:
    """The files that `paths` mean: those named, and those of records in folders."""
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        names = sorted(os.listdir(path))
        inside = (os.path.join(path, name) for name in names if not name.startswith((".", "~$")))
        found += [name for name in inside if name.lower().endswith(SUFFIXES)]
    return found


class _Reader:
    """Reads one file after the other."""

    def __init__(
        self,
        plan: Plan,
        period: ReportingPeriod,
        chosen: Agency | None,
        mapped: Mapping[str, str],
    ) -> None:
        self.plan, self.period, self.chosen, self.mapped = plan, period, chosen, mapped
        self.metrics: list[Metric] = [metric for metric in plan.metrics if metric.records]
        self.tallied: dict[str, list[Tallied]] = {}
        self.published: dict[str, list[Published]] = {}
        self.told: list[Told] = []
        self.forms: dict[str, str] = {}

    def kept(self) -> Kept:
        """What was read."""
        return Kept(
            {agency: tuple(some) for agency, some in self.tallied.items()},
            {agency: tuple(some) for agency, some in self.published.items()},
            tuple(self.told),
        )

    def read(self, path: str) -> None:
        """Reads a file, whatever is in it."""
        try:
            self._read(path)
        except CchcError as error:
            self._tell(path, error.diagnostics)

    def _tell(self, path: str, problems: Iterable[Diagnostic]) -> None:
        self.told += (Told(path, problem) for problem in problems)

    def _read(self, path: str) -> None:
        head = _head_of(path)
        if head.startswith(_PARQUET):
            self._list(parquet_list(path, self.mapped))
        elif is_workbook(head) or head.startswith(b"PK"):
            self._workbook(path)
        elif problem := refusal(head):
            raise InputError(problem)
        else:
            self._text(path, head)

    def _workbook(self, path: str) -> None:
        from cchc.document import xlsx  # openpyxl, many times the cost of the rest

        content = read_bytes(path)
        if problem := refusal(content):
            raise InputError(problem)
        sheets = xlsx.parse(content)
        forms = list(read_forms(sheets))
        for form in forms:
            self._form(path, form)
        found = bool(forms)
        for sheet in () if forms else sheets:
            if sheet.is_hidden or not sheet.rows:
                continue
            with list_in_sheet(path, sheet, self.mapped) as made:
                if made:
                    source, problems = made
                    self._tell(path, problems)
                    self._list(source)
                    found = True
        if not found:
            raise InputError(diagnostic("records-unknown"))

    def _text(self, path: str, head: bytes) -> None:
        text = decode(_whole_lines(head))
        lines = text.splitlines(keepends=True)
        for delimiter in _delimiters(text):
            start = _parsed("".join(lines[:_HEAD_LINES]), delimiter)
            for row in start.rows if start else ():
                if portal.find_columns(row):
                    return self._portal(path, delimiter)
                if portal.is_key(row):
                    return None
                if counts.find_columns(row):
                    return self._counts(path, delimiter)
                if find_numbers(row):
                    for form in read_forms([csv.parse(decode(read_bytes(path)), delimiter)]):
                        self._form(path, form)
                    return None
                if heading := find_heading(row, self.mapped):
                    parting = csv.hinted_delimiter(text) or delimiter
                    return self._list(List(path, path, heading, parting))
        raise InputError(diagnostic("records-unknown"))

    def _portal(self, path: str, delimiter: str) -> None:
        sheet = csv.parse(decode(read_bytes(path)), delimiter)
        found, problems = portal.read_portal(sheet, path, self.plan, self.metrics)
        self._tell(path, problems)
        for agency, some in found.items():
            self.published.setdefault(agency, []).extend(some)

    def _counts(self, path: str, delimiter: str) -> None:
        sheet = csv.parse(decode(read_bytes(path)), delimiter)
        found, problems = counts.read_counts(sheet, path, self.plan, self.period, self.metrics)
        self._tell(path, problems)
        self._keep(found)

    def _list(self, source: List) -> None:
        heading: ListHeading = source.heading
        problems = list(check_mapping(self.mapped, heading))
        if problems:
            raise InputError(*problems)
        if self.chosen is None and "agency" not in heading.at:
            place = heading.place(max(1, heading.row), "")
            raise InputError(diagnostic("records-no-agency", place))
        found, problems = tally_list(source, self.plan, self.period, self.metrics)
        self._tell(source.shown, problems)
        self._keep(found)

    def _form(self, path: str, form: RecordForm) -> None:
        agencies = find_agencies(self.plan, form.reporter) if form.reporter else []
        agency = agencies[0] if len(agencies) == 1 else None
        if agency is None and self.chosen is None:
            raise InputError(diagnostic("records-no-agency", form.place))
        if agency and self.chosen and agency.id != self.chosen.id:
            names = {"found": agency.name, "agency": self.chosen.name}
            raise InputError(diagnostic("form-other-agency", form.place, **names))
        if agency is None and self.chosen:
            self._tell(path, [diagnostic("form-no-agency", form.place, agency=self.chosen.name)])
        id = agency.id if agency else ""
        if id in self.forms:
            raise InputError(diagnostic("form-twice", form.place, first=self.forms[id]))
        self.forms[id] = path
        found, problems = tally_form(form, path, self.period, self.metrics)
        self._tell(path, problems)
        self._keep({id: found})

    def _keep(self, found: Mapping[str, Sequence[Tallied]]) -> None:
        for agency, some in found.items():
            self.tallied.setdefault(agency, []).extend(some)


def _head_of(path: str) -> bytes:
    """The first bytes of a file, which may be far too long to be read whole.

    Raises:
        InputError: there is no such file, or it can't be read.
    """
    try:
        with open(path, "rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        read_bytes(path)  # which knows what to say of it
        raise


def _whole_lines(head: bytes) -> bytes:
    if len(head) < _HEAD:
        return head
    return head[: head.rfind(b"\n") + 1] or head


def _delimiters(text: str) -> list[str]:
    return sorted(csv.DELIMITERS, key=text.count, reverse=True)


def _parsed(text: str, delimiter: str) -> Sheet | None:
    """The first rows of a text; None where they aren't to be had with this delimiter."""
    try:
        return csv.parse(text, delimiter)
    except InputError:
        return None
