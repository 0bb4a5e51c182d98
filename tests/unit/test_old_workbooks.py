"""Workbooks of Excel before 2007 and of LibreOffice: values, limits, what they come packed in."""

from __future__ import annotations

import struct

import pytest
from packages import ODS_AFTER, ODS_BEFORE, archive, opendocument

from cchc.diagnostics import Diagnostic
from cchc.document.workbook.compound import names_of, pack, stream_of
from cchc.document.xlsx import parse
from cchc.errors import InputError


def test_a_container_is_packed_and_unpacked() -> None:
    for size in (1, 4095, 4096, 4097, 5_000_000):
        stream = bytes(n % 251 for n in range(1000)) * (size // 1000 + 1)
        packed = pack("Workbook", stream[:size])
        assert names_of(packed) == {"workbook"}
        assert stream_of(packed, "book", "workbook")[:size] == stream[:size]


def test_a_tangled_container_ends() -> None:
    packed = bytearray(pack("Workbook", b"x" * 20_000))
    third = 4096 + 4 * 4  # the table's entry for the third sector, which leads back to the second
    packed[third : third + 4] = (3).to_bytes(4, "little")
    assert len(stream_of(bytes(packed), "workbook")) <= 20_480


def old(*records: tuple[int, bytes], count: int = 1) -> bytes:
    """An .xls whose only sheet has these records."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    begin, end = record(0x0809, struct.pack("<HH12x", 0x0600, 5)), record(0x000A, b"")
    sheets = record(0x0085, struct.pack("<IHBB", len(begin) + 13 + len(end), 0, 1, 0) + b"S")
    rows = b"".join(record(kind, data) for kind, data in records)
    return pack("Workbook", begin + sheets + end + begin + rows * count + end)


def number(row: int, column: int) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<HHHd", row, column, 0, 92.5)


def refusal(content: bytes) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        parse(content)
    (problem,) = caught.value.diagnostics
    return problem


def test_a_directory_without_end_holds_nobody_up() -> None:
    content = bytearray(old(number(0, 0)))
    second = 4096 + 4  # the table's entry for the directory's sector, which now leads to itself
    content[second : second + 4] = (1).to_bytes(4, "little")
    (sheet,) = parse(bytes(content))
    assert sheet.rows[0].cells[1].scalar.text == "92,5"


def test_an_old_workbook_is_read_where_its_cells_stand() -> None:
    (sheet,) = parse(old(number(4999, 199)))
    (row,) = sheet.rows
    assert (row.number, row.cells[200].scalar.text) == (5000, "92,5")
    assert row.cells[200].scalar.exact
    assert [remark.code for remark in sheet.remarks] == ["values-only"]


def test_an_old_workbook_has_the_limits_of_others() -> None:
    problem = refusal(old(number(5000, 0)))
    assert (problem.code, problem.params["cell"]) == ("sheet-too-large", "A5001")
    assert refusal(old(number(0, 200))).params["cell"] == "GS1"
    assert refusal(old(number(0, 0), count=50_001)).code == "too-many-values"


def test_an_old_sheet_may_claim_to_be_larger_than_it_is() -> None:
    claim = 0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    (sheet,) = parse(old(claim, number(0, 0)))
    assert len(sheet.rows) == 1


def test_errors_of_an_old_workbook_are_told() -> None:
    typed = 0x0205, struct.pack("<HHHBB", 0, 0, 0, 0x2A, 1)
    (sheet,) = parse(old(typed, number(1, 0)))
    problem = sheet.rows[0].cells[1].problem
    assert problem is not None
    assert (problem.code, problem.params) == ("cell-error", {"value": "#N/A"})


def test_an_old_workbook_with_a_password() -> None:
    assert refusal(old((0x002F, b"\0" * 6))).code == "workbook-encrypted"


@pytest.mark.parametrize("cut", [10, 600, 4096, 5000])
def test_an_old_workbook_cut_short_is_damaged(cut: int) -> None:
    problem = refusal(old(number(0, 0))[:-cut])
    assert (problem.code, problem.params["reason"]) == ("workbook-damaged", "damage.unreadable")


def test_an_old_workbook_without_sheets_is_damaged() -> None:
    assert refusal(pack("Workbook", b"x")).code == "workbook-damaged"


ROW = '<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
CELL = (
    '<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" '
    'office:value="92.5"/>'
)


def opened(rows: int, columns: int) -> bytes:
    row = ROW.format(rows=rows, cells=CELL.format(columns=columns))
    return archive(opendocument(f"{ODS_BEFORE}{row}{ODS_AFTER}"))


def test_an_open_document_repeats_cells_by_a_number() -> None:
    (sheet,) = parse(opened(2, 3))
    assert [list(row.cells) for row in sheet.rows] == [[1, 2, 3], [1, 2, 3]]


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        (5001, 1, "sheet-too-large"),
        (1, 201, "sheet-too-large"),
        (999_999_999, 16384, "sheet-too-large"),
        (5000, 11, "too-many-values"),
    ],
)
def test_an_open_document_has_the_limits_of_others(rows: int, columns: int, code: str) -> None:
    assert refusal(opened(rows, columns)).code == code


def test_an_open_document_with_a_password() -> None:
    parts = opendocument(f"{ODS_BEFORE}{ODS_AFTER}")
    manifest = (
        '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    parts["META-INF/manifest.xml"] = manifest
    assert refusal(archive(parts)).code == "workbook-encrypted"


def test_an_open_document_is_found_however_its_parts_are_spelt() -> None:
    parts = opendocument(
        f"{ODS_BEFORE}{ROW.format(rows=1, cells=CELL.format(columns=1))}{ODS_AFTER}"
    )
    (sheet,) = parse(archive({name.title(): content for name, content in parts.items()}))
    assert sheet.rows[0].cells[1].scalar.text == "92,5"
