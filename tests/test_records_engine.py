"""The engine that counts lists: what it lets definitions do, and the same query elsewhere."""

from __future__ import annotations

import csv
import io
import json
import random
import runpy
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tiny_plan
from conftest import ROOT, Cchc
from keeping import COUNTS, DOSSIERS, LIST_HEADING, list_csv

from cchc.errors import InputError
from cchc.plan.definitions import COLUMNS, columns_of, fault, parsed
from cchc.plan.model import Plan
from cchc.plan.parse import parse

duckdb = pytest.importorskip("duckdb")

Q3 = ("--agency", "xa-muong-la", "--period", "Q3/2026")


# Definitions


@pytest.mark.parametrize(
    "condition",
    [
        "settled or (pending and due < last_day)",
        "received between first_day and last_day",
        "channel in ('full', 'online') and not late",
        "field = 'Đất đai' and returned is not null",
        "SETTLED AND DUE >= RECEIVED",
    ],
)
def test_conditions_that_can_be_asked(condition: str) -> None:
    assert fault(condition) is None


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ("sum(late)", "sum"),
        ("select late", "select"),
        ("late; drop table list", ";"),
        ("late -- and so on", "-"),
        ("agency = 'Xã Mường La'", "agency"),
        ("read_csv('/etc/passwd')", "read_csv"),
        ("late in (select late)", "select"),
        ("received + 1 > due", "+"),
        ('"late"', '"'),
        ("late::bool", ":"),
    ],
)
def test_words_that_a_condition_cannot_have(condition: str, word: str) -> None:
    found = fault(condition)
    assert found
    assert (found[0], found[1]) == ("plan-definition-word", word)


@pytest.mark.parametrize(
    "condition",
    [
        *("received", "late = 'x'", "due < 'soon'", "late in (true)", "late between due and due"),
        *("late and", "", "not", "in (late)", "between", "(late", "late late", "null"),
        *("received is null or due", "(" * 400 + "late" + ")" * 400),
    ],
)
def test_what_is_no_condition(condition: str) -> None:
    assert fault(condition)
    with pytest.raises(ValueError, match=r"|.+"):
        parsed(condition)


def test_a_condition_has_its_bounds() -> None:
    assert fault("late or " * 200 + "late")


def test_columns_are_those_outside_of_texts() -> None:
    assert columns_of("late and channel = 'due'") == {"late", "channel"}
    assert columns_of("SETTLED") == {"settled"}
    assert {"received", "due", "returned"} <= COLUMNS.keys()


@pytest.mark.parametrize(
    ("records", "code", "line"),
    [
        ("{dossiers: {denominator: setled, numerator: late}}", "plan-definition-word", 0),
        ("{dossiers: {denominator: settled, numerator: due}}", "plan-definition", 0),
        ("{form: {numerator: [8, 8], denominator: [7]}}", "plan-form-column", 0),
        ("{form: {numerator: [2], denominator: [7]}}", "plan-form-column", 0),
        ("{form: {numerator: [], denominator: [7]}}", "plan-form-column", 0),
        ("{portal: [{differs: {vi: a, en: a}}]}", "plan-portal", 0),
        ("{portal: [{code: X, numerator: a, differs: {vi: a, en: a}}]}", "plan-portal", 0),
        ("{portal: [{numerator: a, differs: {vi: a, en: a}}]}", "plan-portal", 0),
        ("{form: {numerator: [8], denominator: [7], rate: 1}}", "plan-unknown-field", 0),
    ],
)
def test_wrong_records_of_a_plan_are_told_at_their_line(records: str, code: str, line: int) -> None:
    before = "    unit: {vi: hồ sơ, en: dossiers}\n  - id: so_hoa"
    text = tiny_plan.TINY.replace(before, before.replace("\n", f"\n    records: {records}\n", 1))
    with pytest.raises(InputError) as error:
        parse(text)
    [problem] = error.value.diagnostics
    at = text.splitlines().index(f"    records: {records}") + 1
    assert problem.place
    assert (problem.code, problem.place.line) == (code, at)


def test_only_shares_have_records() -> None:
    before = "    unit: {vi: doanh nghiệp, en: enterprises}\n"
    wrong = "    records: {form: {numerator: [8], denominator: [7]}}\n"
    with pytest.raises(InputError) as error:
        parse(tiny_plan.TINY.replace(before, before + wrong, 1))
    assert [problem.code for problem in error.value.diagnostics] == ["plan-records"]


def test_every_definition_of_the_plan_can_be_asked(plan: Plan) -> None:
    found = [metric.records.dossiers for metric in plan.metrics if metric.records]
    definitions = [one for one in found if one]
    assert len(definitions) == 5
    for one in definitions:
        assert fault(one.denominator) is None
        assert fault(one.numerator) is None


# The engine


def test_the_database_reads_nothing_but_the_file(tmp_path: Path) -> None:
    from cchc.records.database import closed_off

    file, other = tmp_path / "list.csv", tmp_path / "other.csv"
    file.write_text("a\n1\n", "utf-8")
    other.write_text("a\n2\n", "utf-8")
    with closed_off(str(file)) as database:
        assert database.sql(f"SELECT * FROM read_csv('{file}')").fetchall() == [(1,)]
        for forbidden in (
            f"SELECT * FROM read_csv('{other}')",
            f"COPY (SELECT 1) TO '{tmp_path / 'made.csv'}'",
            f"ATTACH '{tmp_path / 'other.db'}'",
            "SET enable_external_access = true",
            "SET memory_limit = '90GB'",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                database.execute(forbidden)
    assert sorted(tmp_path.iterdir()) == [file, other]


def test_a_hundred_thousand_dossiers_as_a_plain_count_has_them(tmp_path: Path) -> None:
    benchmark = ROOT / "benchmarks" / "records.py"
    if not benchmark.is_file():
        pytest.skip("the benchmarks aren't here")
    made = runpy.run_path(str(benchmark))
    file = tmp_path / "list.csv"
    made["make"](file, 100_000)
    counted = made["by_engine"](file)
    assert len(counted) == 89 * 5
    assert counted == made["by_hand"](file)


def test_days_as_lists_write_them(tmp_path: Path, cchc: Cchc) -> None:
    """The same list with its days in other forms comes to the same."""
    draw = random.Random(1)

    def rewritten(row: str) -> str:
        cells = row.split(";")
        for column in (8, 9, 10):
            if cells[column]:
                day = datetime.strptime(cells[column], "%d/%m/%Y")
                form = draw.choice(
                    ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y 08:30", "%d/%m/%Y 08:30:59")
                )
                cells[column] = f" {day.strftime(form)} "
        return ";".join(cells)

    for _ in range(3):
        file = list_csv(tmp_path / "list.csv", [rewritten(row) for row in DOSSIERS])
        report = json.loads(cchc("tally", file, *Q3, "--format", "json").out)
        found = {one["metric"]: (one["numerator"], one["denominator"]) for one in report["figures"]}
        assert found == COUNTS


def test_rows_are_counted_behind_titles_and_empty_lines(tmp_path: Path, cchc: Cchc) -> None:
    heading = LIST_HEADING.replace("Mã hồ sơ", '"Mã\r\nhồ sơ"')
    rows = [*DOSSIERS[:4], "", *DOSSIERS[4:], ";" * 14, DOSSIERS[0]]
    file = list_csv(tmp_path / "list.csv", rows, f"SỔ THEO DÕI HỒ SƠ\r\nQuý III\r\n{heading}")
    report = json.loads(cchc("tally", file, *Q3, "--format", "json", "--lang", "en").out)
    [told] = [one for one in report["diagnostics"] if one["code"] == "record-repeated"]
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[told["line"] - 1] == DOSSIERS[0]
    assert "the code of row 5" in told["message"]


# The same query elsewhere

TYPES = {
    **dict.fromkeys(("code", "agency", "channel", "field"), "VARCHAR"),
    **dict.fromkeys(("received", "due", "returned"), "DATE"),
    **dict.fromkeys(("paid_online", "digitised", "electronic_result"), "BOOLEAN"),
    "fee": "BIGINT",
}


def typed() -> list[dict[str, Any]]:
    """The dossiers as a cluster would hold them."""
    made = []
    for row in csv.DictReader(io.StringIO("\n".join([LIST_HEADING, *DOSSIERS])), delimiter=";"):
        days = [_day(row[name]) for name in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả")]
        made.append(
            {
                "code": row["Mã hồ sơ"],
                "agency": row["Cơ quan"],
                "channel": "online" if row["Kênh nộp"] == "Trực tuyến" else "direct",
                "field": row["Lĩnh vực"],
                **dict(zip(("received", "due", "returned"), days, strict=True)),
                "paid_online": row["Thanh toán trực tuyến"] == "Có",
                "digitised": row["Số hóa hồ sơ"] == "Có",
                "electronic_result": row["Kết quả điện tử"] == "Có",
                "fee": int(row["Phí, lệ phí"].replace(".", "")),
            }
        )
    return made


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def accepted(file: Path, cchc: Cchc) -> None:
    """That the table of counts comes to what the list does."""
    outcome = cchc("tally", file, *Q3, "--format", "json", "--lang", "en")
    report = json.loads(outcome.out)
    assert (outcome.status, report["diagnostics"]) == (0, [])
    assert {
        one["metric"]: (one["numerator"], one["denominator"]) for one in report["figures"]
    } == COUNTS
    assert report["figures"][0]["source"] == "Table of counts from the cluster"


def test_the_query_for_duckdb_comes_to_the_same(tmp_path: Path, cchc: Cchc) -> None:
    query = cchc("tally", "--sql", "duckdb", "--period", "Q3/2026").out
    database = duckdb.connect()
    columns = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
    database.execute(f"CREATE TABLE dossiers ({columns})")
    for row in typed():
        database.execute(
            f"INSERT INTO dossiers VALUES ({', '.join('?' * len(TYPES))})",
            [row[name] for name in TYPES],
        )
    file = tmp_path / "counts.csv"
    database.execute(f"COPY ({query}) TO '{file}' (HEADER)")
    accepted(file, cchc)
    # Another period's counts are refused.
    outcome = cchc("tally", file, "--agency", "xa-muong-la", "--period", "Q1/2026", "--lang", "en")
    assert outcome.status == 3
    assert "the table of counts is of the period “2026-Q3”, not 2026-Q1" in " ".join(
        outcome.out.split()
    )


def test_the_query_for_trino_is_of_its_dialect(cchc: Cchc) -> None:
    import sqlglot

    query = cchc("tally", "--sql", "trino", "--period", "Q3/2026").out
    assert sqlglot.parse_one(query, dialect="trino")
    assert "CAST('2026-06-10' AS DATE)" in query or "DATE '2026-06-10'" in query


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, which isn't here")
def test_the_query_for_spark_comes_to_the_same(tmp_path: Path, cchc: Cchc) -> None:
    pyspark = pytest.importorskip("pyspark", reason="pyspark isn't installed")
    from pyspark.sql import SparkSession, types

    assert pyspark.__version__
    query = cchc("tally", "--sql", "spark", "--period", "Q3/2026").out
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    kinds = {
        "VARCHAR": types.StringType(),
        "DATE": types.DateType(),
        "BOOLEAN": types.BooleanType(),
        "BIGINT": types.LongType(),
    }
    try:
        schema = types.StructType(
            [types.StructField(name, kinds[kind]) for name, kind in TYPES.items()]
        )
        rows = [tuple(row[name] for name in TYPES) for row in typed()]
        spark.createDataFrame(rows, schema).createOrReplaceTempView("dossiers")
        found = spark.sql(query).collect()
    finally:
        spark.stop()
    file = tmp_path / "counts.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(found[0].asDict())
        writer.writerows(found)
    accepted(file, cchc)
