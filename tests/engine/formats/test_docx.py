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
    OldOfficeDocument,
    TooLarge,
    UnknownFormat,
    read_bytes,
)
from taizhang.engine.text import articles
from tests.engine.formats.samples import docx, paragraph

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


def test_an_old_document_is_refused_by_name() -> None:
    with pytest.raises(OldOfficeDocument):
        read_bytes(OLE, name="纪要.doc")


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
