"""The province's report as a Word document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from office import printed
from rolling import first_quarter, half_year, hostile

from cchc.errors import UsageError
from cchc.messages import Messages
from cchc.plan.model import Lang
from cchc.render.kit.paper import Band, Paper, PaperColumn, PaperRow
from cchc.render.rollup.docx import content
from cchc.rollup.model import Rollup


def opened(report: Rollup, lang: Lang = "vi") -> Any:
    return docx.Document(io.BytesIO(content(report, Messages(lang))))


def paragraphs(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def tables(document: Any) -> dict[str, list[list[str]]]:
    """The tables with a head, by the title of their second column."""
    return {found[0][1]: found for found in map(rows, document.tables) if len(found[0]) > 2}


def test_the_frame_is_that_of_an_administrative_document(tmp_path: Path) -> None:
    document = opened(first_quarter(tmp_path))
    left, right = rows(document.tables[0])[0]
    assert left.split("\n")[0] == "UBND TỈNH SƠN LA"
    assert left.endswith("Số: ………/BC-………")
    assert right.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert right.endswith("ngày …… tháng …… năm 2026")
    texts = paragraphs(document)
    assert texts[:2] == [
        "BÁO CÁO",
        "Kết quả thực hiện kế hoạch cải cách hành chính Quý I năm 2026",
    ]
    assert any("số liệu từ ngày 10/12/2025 đến hết ngày 09/03/2026" in text for text in texts)
    assert texts[-1].endswith("Quý I năm 2026./.")
    closing_left, closing_right = rows(document.tables[-1])[0]
    assert closing_left.startswith("Nơi nhận:\n- UBND tỉnh Sơn La (báo cáo);")
    assert closing_right.startswith("THỦ TRƯỞNG CƠ QUAN")


def test_paper_margins_type_and_page_numbers(tmp_path: Path) -> None:
    document = opened(first_quarter(tmp_path))
    sizes = [(round(each.page_width.mm), round(each.page_height.mm)) for each in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    first = document.sections[0]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert first.different_first_page_header_footer
    assert not first.first_page_header.paragraphs[0].text
    assert [one.different_first_page_header_footer for one in document.sections][1:] == [False] * 2
    assert 'w:instr="PAGE"' in first.header._element.xml
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])
    style = document.styles["Normal"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert style.element.rPr.rFonts.get(qn("w:asciiTheme")) is None


def test_the_summary_counts_reports_and_targets(tmp_path: Path) -> None:
    texts = paragraphs(opened(first_quarter(tmp_path)))
    texts = texts[texts.index("1. Tình hình gửi báo cáo") - 4 :]
    assert texts[5].startswith(
        "Đến hết ngày 14/03/2026, có 3/89 cơ quan, đơn vị gửi báo cáo "
        "(2/14 sở, ban, ngành; 1/75 UBND xã, phường). "
        "Trong đó: 1 đúng hạn (chậm nhất ngày 11/03/2026); 1 gửi muộn; 1 không ghi ngày báo cáo. "
        "Còn 85 cơ quan, đơn vị chưa gửi báo cáo. Có 1 cơ quan"
    )
    assert texts[7].startswith(
        "Trong 57 chỉ tiêu của tỉnh, có: 1 đạt; 2 không đạt; 2 chưa xác định; "
        "41 chưa báo cáo; 1 không hợp lệ; 10 chưa đến hạn."
    )


def test_the_table_of_targets(tmp_path: Path) -> None:
    found = tables(opened(first_quarter(tmp_path)))["Chỉ tiêu"]
    assert found[0][4:8] == ["Số cơ quan, đơn vị"] * 4
    assert found[1][4:8] == ["Đạt", "Không đạt", "Chưa có số liệu", "Không phát sinh"]
    assert set(found[2]) == {"Công tác chỉ đạo điều hành"}
    by_title = {row[1]: row for row in found[2:]}
    assert len([row for row in found[2:] if row[0].isdigit()]) == 57
    assert by_title["Số hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh"][2:] == [
        "≥ 90%",
        "89,50%\n179/200 hồ sơ\ntừ 12,79% đến 98,50%*",
        "1",
        "1",
        "12",
        "0",
        "Chưa xác định",
        "II.3.a ý 5.1",
    ]
    assert by_title["Kiểm tra văn bản QPPL đúng thời hạn"][2:] == [
        "≥ 100%",
        "99,999%\n99.999/100.000 văn bản",
        "0",
        "1",
        "0",
        "0",
        "Không đạt",
        "II.2.a ý 2.1",
    ]
    assert by_title["UBND xã, phường công khai ngân sách nhà nước"][3] == (
        "0,00%\n0/75 cơ quan\ntừ 0,00% đến 98,67%"
    )


def test_what_fails_is_told_with_who_fails_it(tmp_path: Path) -> None:
    document = opened(first_quarter(tmp_path))
    texts = paragraphs(document)
    assert "III. CHỈ TIÊU KHÔNG ĐẠT" in texts
    first, second = tables(document)["Chỉ tiêu không đạt"][1:]
    assert first[:2] == ["1", "Kiểm tra văn bản QPPL đúng thời hạn"]
    assert first[2] == (
        "Kết quả 99,999% (99.999/100.000 văn bản), "
        "yêu cầu ≥ 100% (mục II.2.a ý 2.1). Không đạt (1): Sở Tư pháp (99,999%)."
    )
    assert second[:2] == ["2", "UBND xã, phường công khai ngân sách nhà nước"]
    assert second[2] == (
        "Kết quả 0,00% (0/75 cơ quan), "
        "yêu cầu ≥ 100% (mục II.6.a ý 3.2). Không đạt (1): Xã Mường La (0,00%). "
        "Chưa có số liệu: 74 cơ quan, đơn vị."
    )
    assert "- Văn bản QPPL sai phạm được xử lý: Sở Tư pháp." in texts
    every = "- Duy trì, nâng chất lượng Chuyên mục CCHC: Chưa có số liệu: 89 cơ quan, đơn vị."
    assert every in texts


def test_who_has_not_reported_and_who_was_late(tmp_path: Path) -> None:
    document = opened(first_quarter(tmp_path))
    texts = paragraphs(document)
    at = texts.index("1. Cơ quan, đơn vị chưa gửi báo cáo")
    assert texts[at + 1].startswith("- Sở, ban, ngành (12): Văn phòng UBND tỉnh; Sở Tài chính;")
    assert texts[at + 2].startswith("- UBND xã, phường (73): Phường Tô Hiệu;")
    found = tables(document)["Cơ quan, đơn vị"]
    assert found[0] == ["STT", "Cơ quan, đơn vị", "Tệp", "Vấn đề"]
    assert [(row[1], row[3]) for row in found[1:]] == [
        ("Xã Bắc Yên", "Nhiều tệp cho cùng một kỳ, chưa rõ lấy tệp nào"),
        ("–", "dòng 1: thiếu cơ quan báo cáo (agency)"),
        ("Xã Mường La", "dòng 5: “khoảng 90” không phải một con số chính xác"),
    ]
    late = next(found for found in map(rows, document.tables) if found[0][-1] == "Số ngày muộn")
    assert late[1:] == [["1", "Sở Tư pháp", "13/03/2026", "2"]]


def test_activities_stand_by_who_leads_them(tmp_path: Path) -> None:
    document = opened(first_quarter(tmp_path))
    found = tables(document)["Hoạt động, sản phẩm"]
    at = next(n for n, row in enumerate(found) if row[0].startswith("Sở Nội vụ"))
    assert found[at][0] == "Sở Nội vụ: 3 việc quá hạn, 1 việc hoàn thành muộn"
    assert found[at + 1][2:] == ["31/01/2026", "Hoàn thành muộn\n05/02/2026", "PL.I.1"]
    # The office's monthly figures: January and February are overdue, in one row.
    assert found[2][2:4] == ["31/01/2026\n28/02/2026", "Quá hạn, chưa báo cáo"]
    assert "- Ban hành muộn (1): Sở Tư pháp (15/01/2026)." in paragraphs(document)


def test_changes_against_the_period_before(tmp_path: Path) -> None:
    assert "SO VỚI KỲ TRƯỚC" not in " ".join(paragraphs(opened(first_quarter(tmp_path))))
    document = opened(half_year(tmp_path))
    texts = paragraphs(document)
    assert "VI. SO VỚI KỲ TRƯỚC (Quý I năm 2026)" in texts
    # 80/95 is 84,21%, and was 90%.
    line = "(1) Số hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh (1): Sở Nội vụ (90,00% → 84,21%)."
    assert line in texts
    falls = next(found for found in map(rows, document.tables) if found[0][2:3] == ["Số liệu"])
    assert [row[:1] + row[1:5] for row in falls[1:]] == [
        ["1", "Sở Nội vụ", "Tử số: Hồ sơ TTHC đã số hóa", "90", "80"],
        [
            "2",
            "Sở Nội vụ",
            "Mẫu số: Hồ sơ TTHC thuộc thẩm quyền đã tiếp nhận trong kỳ, kể cả hồ sơ nộp trực tuyến",
            "100",
            "95",
        ],
    ]


def test_heads_repeat_and_rows_stay_whole(tmp_path: Path) -> None:
    document = opened(half_year(tmp_path))
    headed = [table for table in document.tables if len(table.columns) > 2]
    assert len(headed) >= 4
    for table in headed:
        wide = len(table.columns) == 10  # the table of targets, whose head has two rows
        heads = 2 if wide else 1
        flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert flags == [True] * heads + [False] * (len(flags) - heads)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        width = sum(column.width for column in table.columns)
        assert round(width / Mm(1)) == (257 if wide else 160)


def test_in_english_the_motto_stays(tmp_path: Path) -> None:
    document = opened(half_year(tmp_path), "en")
    texts = paragraphs(document)
    assert texts[0] == "REPORT"
    assert texts[1] == "Results of the administrative reform plan, first half of 2026"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in rows(document.tables[0])[0][1]
    assert "III. TARGETS NOT MET" in texts
    assert any(rows(one)[0][3:4] == ["Province's result"] for one in document.tables)


def test_texts_from_files_never_act(tmp_path: Path) -> None:
    made = content(hostile(tmp_path), Messages("vi"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    body = parts["word/document.xml"]
    assert "=cmd()|'/C calc'!A1 &lt;script&gt;\\x1b[31m\\u202e &amp;amp; .yaml" in body
    assert not re.search(r"<script|\x1b|\u202e|w:hyperlink|w:fld|w:instrText", body)
    assert not any("TargetMode" in text for name, text in parts.items() if "document" in name)
    document = docx.Document(io.BytesIO(made))
    files = [row[2] for row in tables(document)["Cơ quan, đơn vị"][1:]]
    assert max(map(len, files)) < 400


def test_no_text_of_a_plan_acts_either() -> None:
    paper = Paper("title\x1b", "vi", date(2026, 3, 14))
    paper.heading("one\x0b")
    paper.paragraph("\u202etwo\n", lead="lead\x07")
    paper.table(
        [PaperColumn("head\x1b", 50)], [Band("band\x1b"), PaperRow([("cell\x1b", "\ufffe")])]
    )
    document = docx.Document(io.BytesIO(paper.saved()))
    assert document.core_properties.title == "title\\x1b"
    assert paragraphs(document) == ["I. one\\x0b", "lead\\x07 \\u202etwo\\n"]
    assert rows(document.tables[0]) == [["head\\x1b"], ["band\\x1b"], ["cell\\x1b\n\\ufffe"]]


def test_without_the_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = first_quarter(tmp_path)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match="docx-not-installed"):
        content(report, Messages("vi"))


def test_it_prints_on_a4(tmp_path: Path) -> None:
    info = shutil.which("pdfinfo")
    if info is None:
        pytest.skip("needs pdfinfo (Debian: poppler-utils)")
    file = tmp_path / "report.docx"
    file.write_bytes(content(half_year(tmp_path), Messages("vi")))
    pdf = printed(file)
    pages = subprocess.run(
        [info, "-f", "1", "-l", "99", str(pdf)], check=True, capture_output=True, text=True
    ).stdout
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", pages)
    points = [tuple(sorted(round(float(side)) for side in size)) for size in sizes]
    assert set(points) == {(595, 842)}
    turned = [float(width) > float(height) for width, height in sizes]
    assert turned[:4] == [False, False, True, True]  # for the one who decides, the summary, targets
    assert turned[-1] is False
    assert 8 <= len(turned) <= 25
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True,
                          capture_output=True, text=True).stdout.split("\f")  # fmt: skip
    for said in ("theo lĩnh vực", "Cơ quan nhiều chỉ tiêu phải sửa nhất", "Chưa có báo cáo ("):
        assert said in told[0]
    signed = next(page for page in reversed(told) if "Ký tên" in page)
    assert "Trên đây là báo cáo" in signed
    assert "GIẢI PHÁP, KIẾN NGHỊ" in signed  # no page has only the signature


def test_the_first_page_is_for_the_one_who_decides(tmp_path: Path) -> None:
    document = opened(half_year(tmp_path))
    fields, held_back, holding = map(rows, document.tables[1:4])
    assert fields[0][1] == "● đạt  ✕ không đạt  ○ còn để ngỏ"
    for _, picture, *counts in fields[1:]:
        assert [str(picture.count(sign)) for sign in "●✕○"] == counts
    assert sum(int(count) for row in fields[1:] for count in row[2:]) == 57
    assert held_back[0] == ["Chỉ tiêu", "Số cơ quan", "Còn thiếu"]
    assert len(holding) <= 1 + 5
    # 80/95 is short of 90%: 85,5 are needed, so 6 more.
    assert ["Số hóa hồ sơ TTHC thuộc thẩm quyền cấp tỉnh", "1", "6 hồ sơ"] in held_back
    texts = paragraphs(document)
    assert any(text.startswith("So với kỳ trước") for text in texts[2:8])


def test_the_writer_finds_room_for_causes_and_measures(tmp_path: Path) -> None:
    texts = paragraphs(opened(first_quarter(tmp_path)))
    causes = next(at for at, text in enumerate(texts) if text.endswith(". NGUYÊN NHÂN"))
    assert texts[causes + 7].endswith(". GIẢI PHÁP, KIẾN NGHỊ")
    assert {*texts[causes + 1 : causes + 7]} == {"…" * 33}


def test_the_same_input_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rollup = first_quarter(tmp_path)
    first = content(rollup, Messages("vi"))
    then = (2031, 2, 3, 4, 5, 6, 0, 34, 0)
    monkeypatch.setattr("time.localtime", lambda *_: then)
    assert content(rollup, Messages("vi")) == first
