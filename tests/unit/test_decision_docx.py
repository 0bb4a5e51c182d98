"""What Word shows and keeps elsewhere than in the text of a paragraph or a cell."""

from __future__ import annotations

import io
from typing import Any

import pytest

from cchc.decision.word import lines_of_document

docx = pytest.importorskip("docx")


def lines(document: Any) -> list[str]:
    content = io.BytesIO()
    document.save(content)
    return [line.text for line in lines_of_document(content.getvalue())]


def element(name: str, *children: Any, text: str = "") -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    made.extend(children)
    if text:
        made.text = text
    return made


def test_a_number_that_word_gives_a_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, title in zip(table.rows, ("Rà soát", "Khảo sát"), strict=True):
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = title
    assert lines(document) == ["| 1. | Rà soát |", "| 2. | Khảo sát |"]


def test_a_cell_over_two_rows_is_numbered_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, number in zip(table.rows, (True, False, True), strict=True):
        if number:
            row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = "Báo cáo"
    table.cell(0, 0).merge(table.cell(1, 0))
    assert lines(document) == ["| 1. | Báo cáo |", "| 1. | Báo cáo |", "| 2. | Báo cáo |"]


def test_paragraphs_of_a_cell_but_not_blank_ones() -> None:
    document = docx.Document()
    (cell,) = document.add_table(1, 1).rows[0].cells
    cell.text = "Quyết định\n\nBáo cáo | kết quả"
    cell.add_paragraph()
    assert lines(document) == ["| Quyết định; Báo cáo / kết quả |"]


def test_insertions_count_and_deletions_do_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("- Trực tuyến đạt ")
    paragraph._p.append(element("w:ins", element("w:r", element("w:t", text="70%"))))
    paragraph._p.append(element("w:del", element("w:r", element("w:delText", text="60%"))))
    paragraph.add_run(" hồ sơ.")
    assert lines(document) == ["- Trực tuyến đạt 70% hồ sơ."]


def test_paragraphs_in_a_content_control() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("- 95% hồ sơ đúng hạn.")
    control = element("w:sdt", element("w:sdtContent"))
    paragraph._p.addprevious(control)
    control[0].append(paragraph._p)
    assert lines(document) == ["- 95% hồ sơ đúng hạn."]


def test_a_list_that_begins_with_another_number() -> None:
    from docx.oxml.ns import qn

    document = docx.Document()
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    (reference,) = (
        one.find(qn("w:abstractNumId"))
        for one in numbering.findall(qn("w:num"))
        if one.numId == style
    )
    (abstract,) = (
        one
        for one in numbering.findall(qn("w:abstractNum"))
        if one.get(qn("w:abstractNumId")) == reference.get(qn("w:val"))
    )
    abstract.find(qn("w:lvl")).find(qn("w:start")).set(qn("w:val"), "3")
    for text in ("Ba", "Bốn"):
        document.add_paragraph(text, "List Number")
    assert lines(document) == ["3. Ba", "4. Bốn"]
