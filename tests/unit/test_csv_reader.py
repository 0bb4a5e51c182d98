"""CSV as rows of cells with places: the same cells as Python's reader, and where they begin."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN, marked

from cchc.diagnostics import lines_of
from cchc.document.csv import DELIMITERS, MAX_CELLS, hinted_delimiter, likely_delimiter, parse
from cchc.errors import InputError
from cchc.submission.read import read_submission
from cchc.submission.tables.dialect import delimiter_of

TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        include_characters='";,\t\n',
        exclude_characters="\ufeff\ufffe\uffff",  # which are refused
    )
)
TABLES = st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=6)


def cells(text: str, delimiter: str) -> list[list[str]]:
    """The cells by row, blank ones included, as far as each row goes."""
    return [
        [
            row.cells[column].scalar.text if column in row.cells else ""
            for column in range(1, row.width + 1)
        ]
        for row in parse(text, delimiter).rows
    ]


@given(TABLES, st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]))
def test_the_same_cells_as_pythons_reader(
    table: list[list[str]], delimiter: str, ending: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(
        table
    )
    text = stream.getvalue()
    if not text.strip() or hinted_delimiter(text):
        return
    expected = [
        [normalize("NFC", cell).strip() for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ]
    assert cells(text, delimiter) == [row for row in expected if any(row)]


@given(TABLES, st.sampled_from(DELIMITERS))
def test_every_cell_is_found_at_its_place(table: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(table)
    text = stream.getvalue()
    if not text.strip():
        return
    lines = lines_of(text)
    for row in parse(text, delimiter).rows:
        for cell in row.cells.values():
            line, column, _ = cell.scalar.place
            begins = lines[line - 1][column - 1 :]
            first = normalize("NFC", begins.lstrip('"').lstrip())[:1]
            quoted = begins.startswith('"')
            assert quoted or first == cell.scalar.text[:1]
            assert quoted == (not cell.scalar.plain)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ('a;b\n‸"c;d\n', "csv-unclosed-quote"),
        ('‸"a\nb;c\n"d"', "csv-unclosed-quote"),
        ('a;"b"‸c', "csv-after-quote"),
        ("a;‸\x1b[31m", "control-character"),
    ],
)
def test_refused_with_its_place(text: str, code: str) -> None:
    text, places = marked(text)
    with pytest.raises(InputError) as caught:
        parse(text, ";")
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert problem.place == (places[0] if places else None)


def test_more_cells_than_any_submission_has() -> None:
    with pytest.raises(InputError, match="too-many-values"):
        parse(";" * (MAX_CELLS + 1), ";")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("agency;so-mot\nmetric;value\n", ";"),
        ("agency,so-mot\nmetric,value\n", ","),
        ("Cơ quan\tSở Một\nMã chỉ số\tGiá trị\n", "\t"),
        ('"Cơ quan","Sở Một; Hai"\n"Mã chỉ số","Giá trị"\n', ","),
        ("Báo cáo; quý I, năm 2026\nCơ quan,so-mot\n", ","),
        ("sep=\t\na,b;c\n", "\t"),
        ("a,b;c\n", ""),
        ("agency: so-mot\nperiod: Q1/2026\n", ""),
        ("# agency, period, metrics\nagency: so-mot\n", ""),
    ],
)
def test_the_delimiter_is_told_by_the_words(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_without_known_words_the_commonest_sign_parts_cells() -> None:
    assert likely_delimiter("a,b\nc,d;e") == ","


@pytest.mark.parametrize("suffix", ["yaml", "csv", "tsv", "xlsx", "txt"])
@given(st.binary() | TEXT.map(str.encode) | st.binary().map(lambda data: b"PK\x03\x04" + data))
def test_no_bytes_break_a_reader(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / f"any.{suffix}"
    file.write_bytes(content)
    submission = read_submission(str(file), PLAN)
    assert submission.diagnostics
    for problem in submission.diagnostics:
        if problem.place and not problem.place.sheet and problem.excerpt:
            assert problem.place.column <= len(problem.excerpt) + 1
