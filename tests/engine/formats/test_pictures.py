"""Scans and photographs: read by OCR where it is installed, else refused with the command."""

from __future__ import annotations

import difflib
import importlib.util
import io
from pathlib import Path

import pytest

from taizhang.engine.formats import (
    BrokenDocument,
    Limits,
    NeedsOcr,
    NoTextInside,
    TooLarge,
    ocr,
    read_bytes,
    sniff,
)
from tests.engine.formats.samples import FONT, picture

LINES = [
    "云岭高新区召开企业服务专题会议",
    "会议听取三家企业反映的用电扩容、人才公寓问题，",
    "要求经发局牵头，五个工作日内逐项答复企业。",
]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
needs_ocr = pytest.mark.skipif(
    not (ocr.is_installed() and importlib.util.find_spec("PIL") and Path(FONT).exists()),
    reason="reading pictures is not installed: make ocr, apt-get install fonts-noto-cjk",
)


@pytest.mark.parametrize(
    "data", [PNG, b"\xff\xd8\xff\xe0xx", b"BM\x36\x04\x00\x00\x00\x00\x00\x00\x36", b"II*\x00\x08"]
)
def test_pictures_need_the_extra(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sniff(data) == "image"
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NeedsOcr) as refusal:
        read_bytes(data, name="照片.png")
    assert "requirements-ocr.lock" in str(refusal.value.fields["command"])


def _share(lines: list[str], said: str) -> float:
    """Of the characters, those that are read in their order."""
    expected = "".join(lines)
    found = difflib.SequenceMatcher(None, expected, "".join(said.split()), autojunk=False)
    return sum(block.size for block in found.get_matching_blocks()) / len(expected)


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_picture_that_lies_on_its_side_is_read(quarters: int) -> None:
    from PIL import Image

    page = Image.open(io.BytesIO(picture(LINES))).rotate(90 * quarters, expand=True)
    written = io.BytesIO()
    page.save(written, "PNG")
    assert _share(LINES, read_bytes(written.getvalue(), name="照片").text) >= 0.97


@needs_ocr
def test_a_picture_says_how_the_camera_was_held() -> None:
    from PIL import Image

    page = Image.open(io.BytesIO(picture(LINES))).rotate(90, expand=True)
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    page.save(written, "JPEG", exif=exif)
    assert _share(LINES, read_bytes(written.getvalue(), name="照片").text) >= 0.97


@needs_ocr
def test_columns_of_a_photograph_that_lies_askew_are_read_one_after_the_other() -> None:
    from PIL import Image, ImageDraw, ImageFont

    columns = [[f"{side}栏第{n}行写的是企业的事" for n in "一二三四"] for side in "左右"]
    page = Image.new("RGB", (1100, 500), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 30)
    for number, lines in enumerate(columns):
        for row, line in enumerate(lines):
            pen.text((80 + 520 * number, 120 + 60 * row), line, font=font, fill="black")
    written = io.BytesIO()
    page.rotate(3, expand=True, fillcolor="grey").save(written, "JPEG", quality=60)
    raw = read_bytes(written.getvalue(), name="照片")
    assert _share(columns[0] + columns[1], raw.text) >= 0.97
    assert len(raw.blocks) == 2


def _as_pdf(data: bytes) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.open(io.BytesIO(data)).save(written, "PDF")
    return written.getvalue()


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_a_picture_is_read(kind: str) -> None:
    data = picture(LINES) if kind == "PDF" else picture(LINES, kind=kind)
    raw = read_bytes(_as_pdf(data) if kind == "PDF" else data, name="扫描件")
    assert _share(LINES, raw.text) >= 0.97
    assert all(span.of(raw.text).strip() for span in raw.blocks)


@needs_ocr
def test_a_scanned_pdf_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _as_pdf(picture(LINES))
    with pytest.raises(TooLarge) as refusal:
        read_bytes(data, name="扫描.pdf", limits=Limits(pictures=0))
    assert refusal.value.fields["limit"] == "pictures"
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NeedsOcr):
        read_bytes(data, name="扫描.pdf")


@needs_ocr
def test_a_broken_picture_is_refused() -> None:
    for data in (PNG, picture(LINES)[:200]):
        with pytest.raises(BrokenDocument):
            read_bytes(data, name="坏.png")


@needs_ocr
def test_a_picture_without_text_holds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoTextInside):
        read_bytes(picture([" "]), name="白.png")
    monkeypatch.setattr(ocr, "LEAST_SURE", 2.0)
    with pytest.raises(NoTextInside):
        read_bytes(picture(LINES[:1]), name="花纹.png")


@needs_ocr
def test_the_size_of_a_picture_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    data = picture(LINES)
    with pytest.raises(TooLarge) as refusal:
        read_bytes(data, name="大.png", limits=Limits(pixels=1000))
    assert refusal.value.fields["limit"] == "pixels"
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(TooLarge):
        read_bytes(data, name="大.png")


@needs_ocr
def test_a_table_on_a_photograph_that_lies_askew_is_read_by_its_cells() -> None:
    from PIL import Image, ImageDraw, ImageFont

    rows = [
        ("序号", "工作任务", "牵头单位"),
        ("1", "修复松溪路路灯十盏", "区城建局"),
        ("2", "组织专场招聘活动", "区人社局"),
    ]
    page, edges = Image.new("RGB", (1100, 500), "white"), (80, 180, 620, 900)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 34)
    pen.text((80, 60), "重点任务分工表", font=font, fill="black")
    for number, cells in enumerate(rows):
        pen.line((80, 150 + 80 * number, 900, 150 + 80 * number), fill="black", width=2)
        for left, cell in zip(edges, cells, strict=False):
            pen.text((left + 6, 165 + 80 * number), cell, font=font, fill="black")
    pen.line((80, 390, 900, 390), fill="black", width=2)
    for left in edges:
        pen.line((left, 150, left, 390), fill="black", width=2)
    written = io.BytesIO()
    page.rotate(2, expand=True, fillcolor="white").save(written, "JPEG", quality=70)
    said = read_bytes(written.getvalue(), name="照片").text.split("\n")
    assert [line.split("\t") for line in said if "\t" in line] == [list(row) for row in rows]
