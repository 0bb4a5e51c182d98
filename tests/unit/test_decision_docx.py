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


def body(*blocks: str) -> list[str]:
    """The lines of a document with these blocks in its body."""
    return lines(made(*blocks))


def made(*blocks: str) -> Any:
    from docx.oxml import parse_xml

    document = docx.Document()
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
    for block in blocks:
        root = parse_xml(f"<w:body {names}>{block}</w:body>")
        for one in list(root):
            document.element.body.insert(len(document.element.body) - 1, one)
    return document


NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def sign(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


PICTURE = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="Hình 1" descr="Bảng chỉ tiêu"/><a:graphic>'
    "<a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
BOX = f"<w:txbxContent><w:p>{run(text('Trong khung: 5%'))}</w:p></w:txbxContent>"
SHOWN = [
    # Symbols, by the font that their code is of; what nobody can tell is told.
    (run(text("Trễ ") + '<w:sym w:font="Symbol" w:char="F0A3"/>' + text(" 5%")), ["Trễ ≤ 5%"]),
    (run('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>' + text("\uf0b3") ) + run(text(" 90%")),
     ["≥ 90%"]),
    (run('<w:sym w:font="Wingdings" w:char="F022"/>' + text(" 5%")),
     ["\ufffcsymbol:Wingdings F022\ufffc 5%"]),
    # Equations on one line.
    ("<m:oMath><m:r><m:t>x≥</m:t></m:r><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r>"
     "<m:t>4</m:t></m:r></m:den></m:f></m:oMath>", ["x≥3/4"]),
    # Fields: the result, never the instruction; one without a result is told.
    (sign("begin") + run("<w:instrText>REF a</w:instrText>") + sign("separate") + run(text("95%"))
     + sign("end"), ["95%"]),
    (run(text("Đạt ")) + sign("begin") + run("<w:instrText>AUTONUM</w:instrText>") + sign("end"),
     ["Đạt \ufffcfield:AUTONUM\ufffc"]),
    # Boxes once, be they said twice for old programs.
    (run(text("Mục")) + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
     + BOX + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + BOX
     + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
     ["Mục", "Trong khung: 5%"]),
    (run(PICTURE), ["\ufffcpicture:Bảng chỉ tiêu\ufffc"]),
    # What is hidden isn't there; capitals are what Word shows.
    (run(text("Đạt 90%")) + run("<w:rPr><w:vanish/></w:rPr>" + text(" và 80%")), ["Đạt 90%"]),
    (run("<w:rPr><w:caps/></w:rPr>" + text("Phụ lục")), ["PHỤ LỤC"]),
    ("<w:smartTag>" + run(text("95%")) + "</w:smartTag>", ["95%"]),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "shown"), SHOWN)
def test_what_word_shows_of_a_paragraph(inside: str, shown: list[str]) -> None:
    assert body(f"<w:p>{inside}</w:p>") == shown


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    deleted = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    first, second = run(text("Trễ hạn không quá ")), run(text("5%"))
    assert body(f"<w:p>{deleted}{first}</w:p><w:p>{second}</w:p>") == ["Trễ hạn không quá 5%"]


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text(words))}</w:p></w:tc>"


SPAN = '<w:gridSpan w:val="2"/>'
ROW = cell("1") + cell("Rà soát") + cell("Sở A") + cell("Quý I")
ROWS = [
    (f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{ROW}</w:tr>", []),
    (f"<w:sdt><w:sdtContent><w:tr>{ROW}</w:tr></w:sdtContent></w:sdt>",
     ["| 1 | Rà soát | Sở A | Quý I |"]),
    (f"<w:tr><w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>{cell('Rà soát')}</w:tr>",
     ["| 1 | Rà soát |"]),
    # What spans columns leaves the others where they are.
    (f"<w:tr>{ROW}</w:tr><w:tr>{ROW}</w:tr><w:tr>{cell('2')}"
     f"{cell('Khảo sát', SPAN)}{cell('Quý II')}</w:tr>",
     ["| 1 | Rà soát | Sở A | Quý I |"] * 2 + ["| 2 | Khảo sát | | Quý II |"]),
    # A table within a cell: rows of its own where it has columns, else a list.
    (f"<w:tr><w:tc><w:p/><w:tbl><w:tr>{ROW}</w:tr></w:tbl></w:tc></w:tr>",
     ["| |", "| 1 | Rà soát | Sở A | Quý I |"]),
    (f"<w:tr>{cell('1')}<w:tc><w:tbl><w:tr>{cell('Một')}</w:tr><w:tr>{cell('Hai')}</w:tr></w:tbl>"
     f"</w:tc></w:tr>", ["| 1 | Một; Hai |"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "shown"), ROWS)
def test_rows_as_word_shows_them(rows: str, shown: list[str]) -> None:
    assert body(f"<w:tbl>{rows}</w:tbl>") == shown


def test_lists_that_look_alike_count_together_unless_one_begins_anew() -> None:
    from docx.oxml import parse_xml

    names = f'xmlns:w="{NAMES["w"]}"'
    document = made(
        *(
            f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{id}'/></w:numPr></w:pPr>"
            f"{run(text(words))}</w:p>"
            for id, words in ((91, "Một"), (92, "Hai"), (93, "Bảy"), (91, "Tám"))
        )
    )
    numbering = document.part.numbering_part.element
    level = "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    numbering.insert(
        0, parse_xml(f"<w:abstractNum {names} w:abstractNumId='90'>{level}</w:abstractNum>")
    )
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>"
    for id, more in ((91, ""), (92, ""), (93, override)):
        numbering.append(
            parse_xml(f"<w:num {names} w:numId='{id}'><w:abstractNumId w:val='90'/>{more}</w:num>")
        )
    assert lines(document) == ["1. Một", "2. Hai", "7. Bảy", "8. Tám"]


def test_a_number_of_the_style_that_a_style_is_based_on() -> None:
    from docx.enum.style import WD_STYLE_TYPE

    document = docx.Document()
    style = document.styles.add_style("Mục", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["List Number"]
    document.add_paragraph("Thể chế", "Mục")
    assert lines(document) == ["1. Thể chế"]


NOTE = '<w:footnoteReference w:id="2"/>'


def test_notes_stand_where_they_are_referred_to() -> None:
    import zipfile

    content, packed = io.BytesIO(), io.BytesIO()
    made(f"<w:p>{run(text('Đạt 90%'))}{run(NOTE)}</w:p>").save(content)
    notes = (
        f'<w:footnotes xmlns:w="{NAMES["w"]}"><w:footnote w:id="2"><w:p>'
        f"{run(text('Riêng xã đảo: 70%.'))}</w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = (
                    f'<Relationship Id="n" Type="{kind}" Target="notes.xml"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", relation.encode())
            new.writestr(name.replace("/", "\\") if name == "word/document.xml" else name, part)
        new.writestr("word/notes.xml", notes)
    shown = [line.text for line in lines_of_document(packed.getvalue())]
    assert shown == ["Đạt 90% (Riêng xã đảo: 70%.)"]


def test_what_is_missing_is_told_in_our_words() -> None:
    import zipfile

    from cchc.errors import InputError

    content, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:styles" if name == "word/styles.xml" else old.read(name))
    with pytest.raises(InputError) as caught:
        lines_of_document(packed.getvalue())
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.params) == ("document-damaged", {"part": "word/styles.xml"})


def test_a_note_that_notes_refer_to_is_told_once() -> None:
    import zipfile

    names = f'xmlns:w="{NAMES["w"]}"'
    reference = f'<w:r><w:footnoteReference {names} w:id="2"/></w:r>'
    words = f"<w:p><w:r><w:t>Trừ xã đảo.</w:t></w:r>{reference * 3}</w:p>"
    note = f'<w:footnote w:id="2">{words}</w:footnote>'
    relation = '<Relationship Type="x/footnotes" Target="footnotes.xml"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"<w:document {names}><w:body><w:p>{reference * 3}</w:p></w:body></w:document>",
        )
        archive.writestr("word/footnotes.xml", f"<w:footnotes {names}>{note}</w:footnotes>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f"<Relationships>{relation}</Relationships>",
        )
    assert [line.text for line in lines_of_document(packed.getvalue())] == ["(Trừ xã đảo.)"]


@pytest.mark.parametrize(
    "parts",
    [{"word/media/a.png": b"\0" * (48 * 1024 * 1024)}, {"word/document.xml": b"<a/>" * 1_500_001}],
    ids=["bytes", "tags"],
)
def test_what_unpacks_to_too_much_is_refused(parts: dict[str, bytes]) -> None:
    import zipfile

    from cchc.errors import InputError

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", b"<w:styles/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(InputError) as caught:
        lines_of_document(packed.getvalue())
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.params) == ("document-too-large", {"limit": 48})


def test_a_long_document_of_tables_is_read_in_seconds() -> None:
    import time

    row = "<w:tr>" + "".join(cell(f"Nội dung {number}") for number in range(6)) + "</w:tr>"
    content = io.BytesIO()
    made(f"<w:tbl>{row * 1_500}</w:tbl>").save(content)
    # A sixth of what may take five seconds, with room for a machine that has more to do.
    begun = time.process_time()
    assert len(lines_of_document(content.getvalue())) == 1_500
    assert time.process_time() - begun < 2
