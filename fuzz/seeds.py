"""Write the first seeds of every format anew: `PYTHONPATH=. python fuzz/seeds.py`.

Small documents of our own; seeds that once broke a reader are added beside them by hand.
"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Final

from tests.engine.formats.samples import docx, paragraph, pdf, workbook

SEEDS: Final = Path(__file__).resolve().parent / "seeds"
TEXT: Final = (
    "高新区召开企业服务会议\n本报讯（记者 何思远）3月9日，会议听取用电扩容等问题，\n"
    "要求经发局五个工作日内答复。会议指出，一是“抓落实”；二是强服务。\n（梁小雨）\n\n来源：云岭发布\n"
)
MAIL: Final = (
    "From: a@example.invalid\r\nSubject: =?utf-8?B?5p2l5L+h?=\r\n"
    "Date: Mon, 09 Mar 2026 10:20:00 +0800\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n请答复。\r\n--x\r\n"
    "Content-Disposition: attachment; filename=a.html\r\n\r\n<html><p>附件</p>\r\n--x--\r\n"
)


def part(path: str, package: bytes) -> bytes:
    """One file out of a package: the targets put it back."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(path)


FIRST: Final = {
    "txt": {"page": TEXT.encode(), "gb": TEXT.encode("gb18030"), "wide": TEXT.encode("utf-16")},
    "md": {"page": f"# {TEXT}\n- **一** [二](三)\n| 甲 | 乙 |\n```\n".encode()},
    "html": {
        "page": (
            f"<!doctype html><nav>x</nav><p>{TEXT}<table><td>甲<td>乙</table><script>x"
        ).encode(),
        "grid": (
            "<html><ul><li><a>甲</a><li><a>乙</a><li><a>丙</a></ul><footer>尾</footer>"
            "<p>会议听取用电扩容等问题，要求五个工作日内答复，并且登门回访每一家企业，直到解决。</p>"
            "<table><caption>表<tr><th rowspan=2>任务<th colspan=3>责任<tr><td rowspan=0>局</table>"
        ).encode(),
    },
    "places": {
        "columns": b"".join(
            struct.pack("8h", x, y, x + 90, y, x + 90, y + 9, x, y + 9)
            for y in range(0, 60, 12)
            for x in (0, 110)
        )
    },
    "docx": {
        "page": docx(f"<w:body>{paragraph(TEXT)}<w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:body>"),
        "boxes": docx(
            "<w:body><w:p><w:r><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
            '</w:r></w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr>'
            '<w:gridSpan w:val="2"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl></w:body>'
        ),
    },
    "xlsx": {"page": part("xl/worksheets/sheet1.xml", workbook({"任务": [["序号"], [1]]}))},
    "pdf": {
        "page": pdf([[(50.0, 700.0, 12.0, "左栏"), (300.0, 700.0, 24.0, "右栏")]]),
        "grid": pdf(
            [[(60.0, 700.0, 12.0, "任务"), (160.0, 680.0, 12.0, "单位")]],
            drawn=b"50 660 100 30 re S 150 660 100 30 re S 50 690 100 30 re S 150 690 100 30 re S",
            quarters=1,
        ),
    },
    "eml": {"page": MAIL.encode()},
}

if __name__ == "__main__":
    for kind, files in FIRST.items():
        (SEEDS / kind).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (SEEDS / kind / name).write_bytes(data)
