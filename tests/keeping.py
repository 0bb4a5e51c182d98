"""Records for tests: forms, lists of dossiers and tables of the portal, with made-up figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

Q3_DAYS = "Từ ngày 10/6/2026 đến ngày 09/9/2026"
ROWS = (
    ("Hộ tịch", 620, 500, 100, 20, 600, 560, 35, 5, 20, 18, 2),
    ("Đất đai", 180, 60, 90, 30, 140, 90, 30, 20, 40, 30, 10),
)
"""Columns 2 to 13 of a form whose sums hold."""
SECRETS = ("Lò Thị Kín", "0987654321", "Bản Giấu Mình")
"""Personal details that no output may have."""
LIST_HEADING = (
    "STT;Mã hồ sơ;Cơ quan;Người nộp;Số điện thoại;Địa chỉ;Lĩnh vực;Kênh nộp;Ngày tiếp nhận;"
    "Ngày hẹn trả;Ngày trả;Phí, lệ phí;Thanh toán trực tuyến;Số hóa hồ sơ;Kết quả điện tử"
)


def totals(rows: Sequence[Sequence[str | int]]) -> list[int]:
    return [sum(int(row[column]) for row in rows) for column in range(1, 12)]


def form_rows(
    rows: Sequence[Sequence[str | int]] = ROWS,
    total: Sequence[int] | None = None,
    days: str = Q3_DAYS,
    agency: str = "UBND xã Mường La",
) -> list[list[str | int | None]]:
    """A form row by row: title, three rows of headings, the numbers, figures, the total."""
    made: list[list[str | int | None]] = [
        ["Biểu số II.06a/VPCP/KSTT", None, f"Kỳ báo cáo: Quý III/2026 ({days})"],
        [None, None, f"- Đơn vị báo cáo: {agency}\n- Đơn vị nhận báo cáo: Văn phòng UBND tỉnh"],
        ["TT", "Lĩnh vực", "Số hồ sơ nhận giải quyết", None, None, None, "Đã giải quyết"],
        [None, None, "Tổng số", "Trong đó", None, "Kỳ trước", "Tổng số"],
        [None, None, None, "Trực tuyến", "Trực tiếp"],
        [*range(1, 14)],
    ]
    made += [[number, *row] for number, row in enumerate(rows, 1)]
    return [*made, [None, "Tổng cộng", *(totals(rows) if total is None else total)]]


def form_xlsx(path: Path, rows: Sequence[Sequence[str | int | None]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 06a"
    for row in rows:
        sheet.append(list(row))
    for area in ("A3:A5", "B3:B5", "C3:F3", "D4:E4"):
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def form_csv(path: Path, rows: Sequence[Sequence[str | int | None]]) -> Path:
    lines = []
    for row in rows:
        cells = ("" if cell is None else str(cell) for cell in row)
        lines.append(";".join(f'"{cell}"' if "\n" in cell else cell for cell in cells))
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8-sig")
    return path


def dossier(code: str, received: str, due: str, returned: str = "", **others: str) -> str:
    """A row of a list; online, without a fee, digitised and with an electronic result."""
    cells: Mapping[str, str] = {
        "agency": "UBND xã Mường La",
        "channel": "Trực tuyến",
        "fee": "0",
        "paid": "",
        "digitised": "Có",
        "result": "Có",
        **others,
    }
    name, telephone, address = SECRETS
    return ";".join(
        (
            *("1", code, cells["agency"], name, telephone, address, "Hộ tịch", cells["channel"]),
            *(received, due, returned, cells["fee"], cells["paid"]),
            *(cells["digitised"], cells["result"]),
        )
    )


def list_csv(path: Path, rows: Sequence[str], heading: str = LIST_HEADING) -> Path:
    path.write_text("\r\n".join([heading, *rows]) + "\r\n", "utf-8-sig")
    return path


DOSSIERS = (
    # Received before the window, so that what was carried over can be told.
    dossier("a1", "01/06/2026", "15/06/2026", "12/06/2026"),  # settled in time
    dossier("a2", "01/06/2026", "05/06/2026", "06/06/2026"),  # settled before the window: out
    dossier("a3", "02/06/2026", "05/06/2026"),  # overdue, and still pending
    dossier("a4", "10/06/2026", "12/06/2026", "12/06/2026", fee="8.000", paid="Có"),
    dossier("a5", "09/09/2026", "09/09/2026"),  # due on the last day: not yet overdue
    dossier("a6", "01/07/2026", "02/07/2026", "03/07/2026", digitised=""),  # late
    dossier("a7", "01/09/2026", "08/09/2026", "10/09/2026"),  # returned after the window: overdue
    dossier("a8", "10/09/2026", "12/09/2026", "10/09/2026"),  # received after the window: out
    dossier("a9", "01/08/2026", "10/08/2026", "09/08/2026", channel="Trực tiếp", result=""),
)
"""A list of the third quarter, counted by hand in COUNTS."""
COUNTS = {
    # settled: a1 a4 a6 a9; overdue and pending: a3 a7; in time: a1 a4 a9
    "ho_so_dung_han": ("3", "6"),
    # received in the window: a4 a5 a6 a7 a9; digitised all but a6
    "ho_so_so_hoa": ("4", "5"),
    # settled: a1 a4 a6 a9; file and result digitised: a1 a4
    "ho_so_ket_qua_so_hoa": ("2", "4"),
    # received in the window with a fee: a4, paid online
    "giao_dich_thanh_toan_truc_tuyen": ("1", "1"),
    # settled and filed online: a1 a4 a6, each with an electronic result
    "ho_so_toan_trinh_xu_ly_truc_tuyen": ("3", "3"),
}
"""Numerator and denominator by metric."""
