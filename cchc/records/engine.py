"""Lists of dossiers counted by an embedded database, which sees these files and nothing else.

The list is read once, into a table of days and truths that holds no text but that of its agencies
and of fields; what isn't needed for a definition, names and addresses above all, is never taken
from the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cchc.diagnostics import Diagnostic, diagnostic
from cchc.errors import InputError
from cchc.extras import not_installed
from cchc.plan.model import DossierCounts, Plan, ReportingPeriod
from cchc.records.cells import (
    CHANNELS,
    FLAW,
    FLAWS,
    REPEATED,
    channel,
    day,
    fee,
    own_late,
    quoted,
    truth,
)
from cchc.records.columns import ListHeading
from cchc.records.database import MEMORY, closed_off, line_of
from cchc.records.lines import Lines
from cchc.records.query import counting, lacking, standing
from cchc.text import fold

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_TOLD: Final = 20
"""Rows of one kind that are told; the rest are counted."""
_MOST_HEAD: Final = 200
"""Rows among which the heading is."""
_SLICES: Final = 8
"""Parts in which codes are compared, each with its share of the memory."""


class List(NamedTuple):
    """A list of dossiers that the database can read."""

    file: str
    """What the database is to read, perhaps a copy without what isn't needed."""
    shown: str
    """The file as it was given."""
    heading: ListHeading
    delimiter: str
    """Empty for Parquet."""


class CountedDossiers(NamedTuple):
    """What the list of one agency comes to, by the agency's name in it."""

    agency: str | None
    dossiers: int
    flawed: int
    counts: Mapping[str, tuple[int, int, int]]
    """By metric: numerator, denominator, and dossiers that lack what the definition needs."""


class ListCounts(NamedTuple):
    """A whole list, counted."""

    counted: tuple[CountedDossiers, ...]
    problems: tuple[Diagnostic, ...]
    begins: Any
    """The first day on which a dossier was received; None for a list without any."""
    ends: Any
    """The last day on which one was received or returned."""


def count(
    source: List, plan: Plan, period: ReportingPeriod, wanted: Mapping[str, DossierCounts]
) -> ListCounts:
    """The counts of a list by agency and metric, and what is wrong with its rows.

    Raises:
        InputError: DuckDB isn't installed, or the list can't be read to its end.
    """
    try:
        import duckdb
        import sqlglot  # noqa: F401  (which checks definitions before they run)
    except ImportError:
        raise InputError(not_installed("records")) from None
    try:
        try:
            return _counted(source, plan, period, wanted, parallel=True)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            # Cells with line breaks can't be read in several threads; nor can a broken list.
            return _counted(source, plan, period, wanted, parallel=False)
    except duckdb.OutOfMemoryException:
        raise InputError(diagnostic("records-memory", limit=MEMORY)) from None
    except duckdb.Error as error:  # its words may quote the file, whose rows are people's
        raise InputError(diagnostic("records-unreadable", reason=line_of(str(error)))) from None


def _counted(
    source: List,
    plan: Plan,
    period: ReportingPeriod,
    wanted: Mapping[str, DossierCounts],
    *,
    parallel: bool,
) -> ListCounts:
    with closed_off(source.file) as database:
        return _Counting(database, source, plan, period, parallel=parallel).result(wanted)


class _Counting:
    """One list in the database."""

    def __init__(
        self,
        database: DuckDBPyConnection,
        source: List,
        plan: Plan,
        period: ReportingPeriod,
        *,
        parallel: bool,
    ) -> None:
        self.database = database
        self.source = source
        self.plan = plan
        self.period = period
        self.parallel = parallel
        self.headed = -1
        self.lines = Lines(source.file)

    def result(self, wanted: Mapping[str, DossierCounts]) -> ListCounts:
        """Reads the list and counts it."""
        self._load()
        self._mark_repeated()
        query = counting(wanted, self.period, self._prepared)
        counted = []
        for agency, dossiers, flawed, *counts in self._rows(query):
            three = (iter(counts),) * 3
            by_metric = dict(zip(wanted, zip(*three, strict=True), strict=True))
            counted.append(CountedDossiers(agency, dossiers, int(flawed), _whole(by_metric)))
        [(begins, ends)] = self._rows(
            "SELECT min(received), greatest(max(received), max(returned)) FROM list WHERE flaws = 0"
        )
        problems = [*self._flawed(), *self._lacking(wanted, counted)]
        return ListCounts(tuple(counted), tuple(problems), begins, ends)

    _prepared: Final = "SELECT COALESCE(known::VARCHAR, other) AS agency, * FROM list"

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.database.execute(query, list(values) or None).fetchall()

    def _load(self) -> None:
        """Takes what definitions may need from the file; rows keep the file's order."""
        names = ", ".join(map(quoted, dict.fromkeys(_spellings(self.plan))))
        self.database.execute(f"CREATE TYPE agency_name AS ENUM ({names})")
        kinds = ", ".join(map(quoted, CHANNELS))
        self.database.execute(f"CREATE TYPE channel_kind AS ENUM ({kinds})")
        columns = ",\n".join(f"{made} AS {name}" for name, made in self._made().items())
        self.database.execute(
            f"CREATE TABLE list AS SELECT *, {FLAW} AS flaws "
            f"FROM (SELECT {columns} FROM {self._scan()})"
        )
        # Skipping lines is left to nobody: what the database takes for a line isn't ours.
        self.headed = self._heading_row()
        self.database.execute(f"DELETE FROM list WHERE rowid <= {self.headed}")

    def _heading_row(self) -> int:
        """Which of the file's rows, counted from 0, is the heading; -1 where it isn't one."""
        if not self.source.delimiter:
            return -1
        titles = self.source.heading.titles
        listed = ", ".join(map(self._text, titles))
        rows = self._rows(f"SELECT {listed} FROM {self._scan()} LIMIT {_MOST_HEAD}")
        for number, row in enumerate(rows):
            if all(map(_alike, row, titles.values())):
                return number
        raise InputError(diagnostic("records-unreadable", reason=self.source.heading.row))

    def _scan(self) -> str:
        file = quoted(self.source.file)
        if not self.source.delimiter:
            return f"read_parquet({file})"
        heading = self.source.heading
        names = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(1, heading.width + 1))
        return (
            f"read_csv({file}, delim={quoted(self.source.delimiter)}, header=false, "
            f"skip=0, columns={{{names}}}, auto_detect=false, quote='\"', "
            "escape='\"', nullstr='', null_padding=true, "
            f"parallel={str(self.parallel).lower()})"
        )

    def _made(self) -> dict[str, str]:
        """How each column of the table comes from the file's."""
        text = self._text
        days = {name: day(text(name)) for name in ("received", "due", "returned")}
        bad = {
            f"bad_{name}": f"({text(name)} IS NOT NULL AND trim({text(name)}) <> '' "
            f"AND {made} IS NULL)"
            for name, made in days.items()
        }
        agency = text("agency")
        filled = ", ".join(text(name) for name in ("code", *days))
        return {
            **days,
            "blank": f"(coalesce({filled}) IS NULL)",
            **bad,
            "code_one": f"CASE WHEN {text('code')} IS NOT NULL THEN hash({text('code')}) END",
            "code_two": f"hash(reverse({text('code')}))",
            "uncoded": f"({text('code')} IS NULL)",
            "known": f"try_cast({agency} AS agency_name)",
            "other": f"CASE WHEN try_cast({agency} AS agency_name) IS NULL THEN {agency} END",
            "own_late": own_late(text("early"), text("on_time"), text("late_days")),
            "has_fee": fee(text("fee")),
            "paid_online": truth(text("paid_online")),
            "digitised": truth(text("digitised")),
            "electronic_result": truth(text("electronic_result")),
            "channel": channel(text("channel")),
            "field": text("field"),
        }

    def _has(self, column: str) -> bool:
        return column in self.source.heading.at

    def _text(self, column: str) -> str:
        """A column's text in the file; null where the file hasn't got it."""
        if not self._has(column):
            return "NULL::VARCHAR"
        if self.source.delimiter:
            return f"c{self.source.heading.at[column]}"
        title = self.source.heading.titles[column].replace('"', '""')
        return f'"{title}"::VARCHAR'

    def _mark_repeated(self) -> None:
        """Finds the rows whose code an earlier one has."""
        self.database.execute("CREATE TABLE repeated (row BIGINT, first BIGINT)")
        for part in range(_SLICES):
            self.database.execute(
                "INSERT INTO repeated SELECT list.rowid, first FROM list JOIN ("
                " SELECT code_one, code_two, min(rowid) AS first FROM list"
                f" WHERE code_one % {_SLICES} = {part}"
                " GROUP BY code_one, code_two HAVING count(*) > 1"
                ") AS seen USING (code_one, code_two) WHERE list.rowid > first"
            )
        self.database.execute(
            f"UPDATE list SET flaws = flaws | {REPEATED} WHERE rowid IN (SELECT row FROM repeated)"
        )

    def _flawed(self) -> Iterator[Diagnostic]:
        """The rows that can't be used at all."""
        heading = self.source.heading
        for bit, (code, column) in FLAWS.items():
            found = self._rows(
                "SELECT list.rowid, first FROM list LEFT JOIN repeated ON list.rowid = row "
                f"WHERE flaws > 0 AND flaws & {bit} > 0 ORDER BY list.rowid LIMIT {MOST_TOLD}"
            )
            for row, first in found:
                yield diagnostic(
                    code,
                    heading.place(self._line(row), column),
                    name=heading.titles.get(column, column),
                    row=self._line(row),
                    first=self._line(first or 0),
                )
            if len(found) == MOST_TOLD:
                [(all_of,)] = self._rows(
                    f"SELECT count(*) FROM list WHERE flaws > 0 AND flaws & {bit} > 0"
                )
                if all_of > MOST_TOLD:
                    place = heading.place(self._line(found[-1][0]), column)
                    yield diagnostic("record-more", place, count=all_of - MOST_TOLD)

    def _lacking(
        self, wanted: Mapping[str, DossierCounts], counted: list[CountedDossiers]
    ) -> Iterator[Diagnostic]:
        """The rows that lack what a definition needs."""
        for metric, definition in wanted.items():
            total = sum(one.counts[metric][2] for one in counted)
            if not total:
                continue
            prepared = self._prepared.replace("*", "*, rowid AS row")
            source = standing(self.period, prepared).replace("flaws,", "flaws, row,", 1)
            found = self._rows(
                f"SELECT row FROM ({source}) WHERE flaws = 0 AND {lacking(definition)} "
                f"ORDER BY row LIMIT {MOST_TOLD}"
            )
            for (row,) in found:
                place = self.source.heading.place(self._line(row), "received")
                yield diagnostic("record-lacks", place, metric=metric, row=self._line(row))
            if total > len(found):
                yield diagnostic("record-more", place, count=total - len(found))

    def _line(self, row: int) -> int:
        heading = self.source.heading
        if heading.sheet or not self.source.delimiter:
            return heading.row + row - self.headed
        return self.lines.of(row)


def _alike(text: str | None, title: str) -> bool:
    return fold(text or "") == fold(title)


def _whole(counts: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[int, int, int]]:
    return {name: (int(a), int(b), int(c)) for name, (a, b, c) in counts.items()}


def _spellings(plan: Plan) -> Iterator[str]:
    """What lists call the agencies, to be kept as a number rather than as a text."""
    for agency in plan.agencies:
        small = agency.name[:1].lower() + agency.name[1:]
        yield from (agency.name, agency.id, f"UBND {agency.name}", f"UBND {small}")
