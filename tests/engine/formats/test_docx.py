"""DOCX: paragraphs and tables in order; broken, protected and malicious packages are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from taizhang.engine.formats import (
    BrokenDocument,
    EncryptedDocument,
    Limits,
    NoTextInside,
    OfdDocument,
    OldOfficeDocument,
    OldWorkbook,
    TooLarge,
    UnknownFormat,
    read_bytes,
)
from taizhang.engine.text import articles
from tests.engine.formats.samples import W, docx, paragraph

RESTART = ' w:val="restart"'
TABLE = (
    "<w:tbl><w:tr><w:tc>"
    + paragraph("事项")
    + "</w:tc><w:tc>"
    + paragraph("单位")
    + "</w:tc></w:tr>"
    "<w:tr><w:tc>"
    + paragraph("用电")
    + paragraph("扩容")
    + "</w:tc><w:tc>"
    + paragraph("")
    + "</w:tc><w:tc>"
    + paragraph("经发局")
    + "</w:tc></w:tr></w:tbl>"
)


def test_paragraphs_and_tables_come_in_order() -> None:
    body = (
        paragraph("企业服务会议纪要")
        + TABLE
        + "<w:sdt><w:sdtContent>"
        + paragraph("会议要求，抓好落实。")
        + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>上行</w:t><w:br/><w:br/><w:t>下</w:t><w:tab/><w:t>行</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<mc:AlternateContent><mc:Fallback>"
        + paragraph("重复")
        + "</mc:Fallback></mc:AlternateContent>"
    )
    raw = read_bytes(docx(f"<w:body>{body}</w:body>"), name="纪要.txt")
    assert raw.text.splitlines() == [
        "企业服务会议纪要",
        "事项\t单位",
        "用电 扩容\t\t经发局",
        "会议要求，抓好落实。",
        "上行",
        "下 行",
    ]
    assert [span.of(raw.text) for span in raw.blocks] == raw.text.splitlines()
    (article,) = articles(raw)
    assert article.headline == "企业服务会议纪要"


def test_a_merged_cell_says_what_stands_above_it() -> None:
    def row(unit: str, merge: str) -> str:
        merged = f"<w:tcPr><w:vMerge{merge}/></w:tcPr>" if merge else ""
        return (
            f"<w:tr><w:tc>{paragraph('扩容')}</w:tc><w:tc>{merged}{paragraph(unit)}</w:tc></w:tr>"
        )

    table = f"<w:tbl>{row('经发局', RESTART)}{row('', ' ')}{row('', ' ')}{row('', '')}</w:tbl>"
    tables = table + paragraph("另表") + f"<w:tbl>{row('', ' ')}</w:tbl>"
    raw = read_bytes(docx(f"<w:body>{tables}</w:body>"), name="a")
    assert raw.text.splitlines() == [*["扩容\t经发局"] * 3, "扩容", "另表", "扩容"]


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_cells_merged_both_ways_keep_their_columns() -> None:
    wide, start, on = '<w:gridSpan w:val="2"/>', f"<w:vMerge{RESTART}/>", "<w:vMerge/>"
    rows = (
        _cell("任务", start) + _cell("责任", wide) + _cell("时限", start),
        _cell("", on) + _cell("牵头单位") + _cell("配合单位") + _cell("", on),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + _cell("经发局") + _cell("供电公司"),
        "<w:trPr><w:del/></w:trPr>" + _cell("删去的一行"),
        _cell("扩容", '<w:gridSpan w:val="x"/>') + _cell("") + _cell("住建局"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    raw = read_bytes(docx(f"<w:body><w:tbl>{table}</w:tbl></w:body>"), name="a")
    assert raw.text.rstrip("\n").split("\n") == [
        "任务\t责任\t\t时限",
        "任务\t牵头单位\t配合单位\t时限",
        "经发局\t供电公司",
        "扩容\t\t住建局",
    ]


def test_text_boxes_follow_their_paragraph_and_are_said_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里一段')}{paragraph('框里二段')}</w:txbxContent>"
    anchored = (
        "<w:p><w:r><w:t>锚定的</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>段落</w:t></w:r></w:p>"
    )
    cell = f"<w:tbl><w:tr><w:tc>{anchored}</w:tc></w:tr></w:tbl>"
    raw = read_bytes(docx(f"<w:body>{anchored}{cell}</w:body>"), name="a")
    assert raw.text.splitlines() == [
        "锚定的段落",
        "框里一段",
        "框里二段",
        "锚定的段落 框里一段 框里二段",
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>会议</w:t></w:r><w:ins><w:r><w:t>要求</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>建议</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>抓好落实。</w:t></w:r></w:moveTo></w:p>"
    )
    raw = read_bytes(docx(f"<w:body>{body}</w:body>"), name="a")
    assert raw.text == "会议要求抓好落实。\n"


def test_notes_come_at_the_end_and_headers_nowhere() -> None:
    def part(kind: str) -> str:
        note = f'<w:{kind} w:id="2">{paragraph(kind + "的话")}</w:{kind}>'
        line = f'<w:{kind} w:type="separator" w:id="0">{paragraph("线")}</w:{kind}>'
        return f"<w:{kind}s {W}>{line}{note}</w:{kind}s>"

    data = docx(
        f"<w:body>{paragraph('正文')}</w:body>",
        footnotes=part("footnote"),
        endnotes=part("endnote"),
        header1=f"<w:hdr {W}>{paragraph('页眉')}</w:hdr>",
        footer1=f"<w:ftr {W}>{paragraph('页脚')}</w:ftr>",
    )
    raw = read_bytes(data, name="a")
    assert raw.text.splitlines() == ["正文", "footnote的话", "endnote的话"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:txbxContent>", "</w:txbxContent></w:p>"),
    ],
)
def test_tables_and_boxes_in_each_other_do_no_harm(before: str, after: str) -> None:
    for depth in (40, 80, 5_000):
        inside = before * depth + paragraph("最里面") + after * depth
        try:
            assert "最里面" in read_bytes(docx(f"<w:body>{inside}</w:body>"), name="a").text
        except BrokenDocument:
            assert depth == 5_000


def test_a_file_written_by_word_s_own_library_is_read() -> None:
    library = pytest.importorskip("docx", reason="python-docx writes the sample")
    document = library.Document()
    document.add_heading("企业服务会议纪要", 0)
    document.add_paragraph("会议要求，抓好落实。")
    written = io.BytesIO()
    document.save(written)
    assert (
        read_bytes(written.getvalue(), name="a").text == "企业服务会议纪要\n会议要求，抓好落实。\n"
    )


@pytest.mark.parametrize("body", ["", "<w:body></w:body>", f"<w:body>{paragraph(' ')}</w:body>"])
def test_a_document_without_text_is_refused(body: str) -> None:
    with pytest.raises(NoTextInside):
        read_bytes(docx(body), name="空.docx")


def _corrupt(data: bytes) -> bytes:
    """The same package with its packed document damaged."""
    place = data.index(b"word/document.xml") + len(b"word/document.xml") + 5
    return data[:place] + b"\xff" * 20 + data[place + 20 :]


WHOLE = docx(f"<w:body>{paragraph('会议要求，抓好落实。' * 20)}</w:body>")


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: len(WHOLE) // 2],
        _corrupt(WHOLE),
        docx("<w:body><w:p></w:body>"),
        WHOLE.replace(b"word/document.xml", b"word/documentxxml"),
    ],
    ids=["truncated", "damaged", "malformed", "no-body"],
)
def test_a_broken_package_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(data, name="纪要.docx")


def test_another_package_is_unknown() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a.bin", b"x")
    with pytest.raises(UnknownFormat):
        read_bytes(packed.getvalue(), name="纪要.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def test_a_protected_document_is_refused_by_name() -> None:
    with pytest.raises(EncryptedDocument):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), name="纪要.docx")
    flagged = bytearray(WHOLE)
    flagged[WHOLE.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedDocument):
        read_bytes(bytes(flagged), name="纪要.docx")


@pytest.mark.parametrize("data", [OLE, b"{\\rtf1 a}"])
def test_an_old_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(OldOfficeDocument):
        read_bytes(data, name="纪要.doc")


@pytest.mark.parametrize("stream", ["Workbook", "Book\x00"])
def test_an_old_workbook_is_told_to_become_a_new_one(stream: str) -> None:
    with pytest.raises(OldWorkbook) as refusal:
        read_bytes(OLE + stream.encode("utf-16-le"), name="台账.et")
    assert "XLSX" in refusal.value.remedy


def test_an_ofd_document_is_refused_by_name() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("OFD.xml", "<ofd:OFD/>")
    with pytest.raises(OfdDocument):
        read_bytes(packed.getvalue(), name="公文.ofd")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = docx("<w:body>" + " " * 30_000_000 + "</w:body>")
    with pytest.raises(TooLarge) as refusal:
        read_bytes(bomb, name="纪要.docx")
    assert refusal.value.fields["limit"] == "ratio"
    with pytest.raises(TooLarge) as refusal:
        read_bytes(bomb, name="纪要.docx", limits=Limits(unzipped_bytes=100_000))
    assert refusal.value.fields["limit"] == "unzipped_bytes"
    with pytest.raises(TooLarge) as refusal:
        read_bytes(docx("", extra=20), name="纪要.docx", limits=Limits(members=10))
    assert refusal.value.fields["limit"] == "members"


def test_entities_are_not_resolved() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document '
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>前&e;后</w:t></w:r></w:p></w:body></w:document>",
        )
    assert read_bytes(packed.getvalue(), name="a").text == "前\n"
