"""The query that counts a list of dossiers, for the embedded database and for others.

It asks a table of prepared dossiers, one of which has ``agency``, ``received``, ``due``,
``returned`` (days), ``own_late`` (what the list itself says), ``has_fee``, ``paid_online``,
``digitised``, ``electronic_result`` (truths), ``channel``, ``field`` (texts) and ``flaws`` (a
number, 0 for a dossier without any).  A condition that comes to null is a dossier that lacks what
the definition needs; it is counted by itself, and in no share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from cchc.plan.definitions import columns_of, parsed
from cchc.plan.model import DossierCounts, Metric, ReportingPeriod

Dialect = Literal["spark", "trino", "duckdb"]
DIALECTS: Final[tuple[Dialect, ...]] = ("spark", "trino", "duckdb")
NUMERATOR, DENOMINATOR, LACKING = "__numerator", "__denominator", "__lacking"
"""What the names of a metric's three counts end in."""
TABLE: Final = "dossiers"
"""What the cluster's table is called in the query, with columns of the names above; in place of
``own_late`` and ``has_fee`` it has ``fee``, a number, and in place of ``flaws`` ``code``."""

_CLUSTER: Final = f"""
SELECT agency, received, due, returned, CAST(NULL AS BOOLEAN) AS own_late,
  fee > 0 AS has_fee, paid_online, digitised, electronic_result, channel, field,
  CASE WHEN code IS NULL OR received IS NULL OR returned < received
    OR ROW_NUMBER() OVER (PARTITION BY code ORDER BY received) > 1 THEN 1 ELSE 0 END AS flaws
FROM {TABLE}"""


def definitions(metrics: Sequence[Metric]) -> dict[str, DossierCounts]:
    """How metrics come from a list, by id; of those that do."""
    return {
        metric.id: metric.records.dossiers
        for metric in metrics
        if metric.records and metric.records.dossiers
    }


def names_in(definition: DossierCounts) -> frozenset[str]:
    """The columns that both conditions speak of."""
    return columns_of(definition.denominator) | columns_of(definition.numerator)


def lacking(definition: DossierCounts) -> str:
    """The condition that a dossier lacks what the definition needs."""
    below, above = conditions(definition)
    return f"(({below}) IS NULL OR (({below}) AND ({above}) IS NULL))"


def conditions(definition: DossierCounts) -> tuple[str, str]:
    """Denominator and numerator as SQL, written anew from the trees that were checked."""
    below, above = parsed(definition.denominator), parsed(definition.numerator)
    return below.sql(dialect="duckdb"), above.sql(dialect="duckdb")


def standing(period: ReportingPeriod, prepared: str) -> str:
    """The dossiers as they stood at the end of the window's last day."""
    first, last = f"DATE '{period.data_from}'", f"DATE '{period.data_to}'"
    settled = f"returned IS NOT NULL AND returned BETWEEN {first} AND {last}"
    return f"""
SELECT agency, received, due, flaws,
  {first} AS first_day, {last} AS last_day,
  CASE WHEN returned <= {last} THEN returned END AS returned,
  ({settled}) AS settled,
  (returned IS NULL OR returned > {last}) AS pending,
  CASE WHEN due IS NOT NULL THEN returned > due ELSE own_late END AS late,
  has_fee, paid_online, digitised, electronic_result, channel, field
FROM ({prepared}) AS prepared
WHERE received <= {last} OR flaws > 0"""


def counting(wanted: Mapping[str, DossierCounts], period: ReportingPeriod, prepared: str) -> str:
    """The counts of every metric by agency, in the embedded database's SQL."""
    columns = ["agency", "COUNT(*) AS dossiers", _count("flaws > 0", "flawed")]
    for metric, definition in wanted.items():
        below, above = conditions(definition)
        usable = "flaws = 0 AND"
        columns += [
            _count(f"{usable} ({below}) AND ({above})", metric + NUMERATOR),
            _count(f"{usable} ({below}) AND ({above}) IS NOT NULL", metric + DENOMINATOR),
            _count(f"{usable} {lacking(definition)}", metric + LACKING),
        ]
    listed = ",\n  ".join(columns)
    source = standing(period, prepared)
    return f"SELECT {listed}\nFROM ({source}) AS standing\nGROUP BY agency"


def _count(condition: str, name: str) -> str:
    return f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}"


def for_cluster(
    wanted: Mapping[str, DossierCounts], period: ReportingPeriod, dialect: Dialect
) -> str:
    """The query over the cluster's own table, in its dialect, with the period beside the counts."""
    import sqlglot

    query = counting(wanted, period, _CLUSTER)
    query = query.replace("SELECT agency,", f"SELECT '{period.id}' AS period, agency,", 1)
    return sqlglot.transpile(query, read="duckdb", write=dialect, pretty=True)[0]
