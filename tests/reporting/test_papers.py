"""Official papers: their page, their ranks, their numbers, measured in the file itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from taizhang.engine.formats import read_bytes
from taizhang.reporting.papers import Paper, form
from taizhang.reporting.papers.paper import chinese, mark, title_lines
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS_IN_MM = 1440 / 25.4


def saved(paper: Paper) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def made(at: datetime = NOW) -> Paper:
    return Paper(subject="某项工作的报告", author="专班办公室", at=at)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def one(element: etree._Element, path: str) -> Mapping[str, str]:
    found = element.find(path.replace("w:", W))
    assert found is not None
    return {name.removeprefix(W): value for name, value in found.attrib.items()}


def style(data: bytes, name: str) -> etree._Element:
    styles = part(data, "styles")
    return next(one for one in styles.iter(f"{W}style") if _name(one) == name)


def _name(element: etree._Element) -> str:
    return one(element, "w:name")["val"]


def test_the_page_is_the_standard_s() -> None:
    section = part(saved(made()), "document").find(f".//{W}sectPr")
    assert section is not None
    size, margins = one(section, "w:pgSz"), one(section, "w:pgMar")
    in_mm = {
        name: round(int(value) / TWIPS_IN_MM)
        for name, value in {**size, **margins}.items()
        if value.isdigit()
    }
    assert (in_mm["w"], in_mm["h"]) == (210, 297)
    assert (in_mm["top"], in_mm["left"]) == (37, 28)
    assert (in_mm["w"] - in_mm["left"] - in_mm["right"]) == 156
    assert (in_mm["h"] - in_mm["top"] - in_mm["bottom"]) == 225


def test_a_page_holds_22_lines_of_28_characters() -> None:
    data = saved(made())
    section = part(data, "document").find(f".//{W}sectPr")
    assert section is not None
    grid = one(section, "w:docGrid")
    assert grid["type"] == "lines"
    lines = 225 * TWIPS_IN_MM / int(grid["linePitch"])
    character = form.BODY_PT + int(one(style(data, "Normal"), "w:rPr/w:spacing")["val"]) / 20
    assert int(lines) == 22
    assert int(156 * 72 / 25.4 / character) == 28
    spacing = one(style(data, "Normal"), "w:pPr/w:spacing")
    assert spacing["line"] == grid["linePitch"]
    assert spacing["lineRule"] == "exact"


@pytest.mark.parametrize(
    ("name", "font", "half_points", "indent"),
    [
        ("Normal", "仿宋_GB2312", "32", "200"),
        ("Title", "方正小标宋简体", "44", "0"),
        ("heading 1", "黑体", "32", "200"),
        ("heading 2", "楷体_GB2312", "32", "200"),
        ("heading 3", "仿宋_GB2312", "32", "200"),
        ("heading 4", "仿宋_GB2312", "32", "200"),
        ("footer", "宋体", "28", "0"),
    ],
)
def test_fonts_are_said_by_name_for_every_script(
    name: str, font: str, half_points: str, indent: str
) -> None:
    found = style(saved(made()), name)
    fonts = one(found, "w:rPr/w:rFonts")
    assert fonts == dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)
    assert one(found, "w:rPr/w:sz")["val"] == half_points
    assert one(found, "w:pPr/w:ind")["firstLineChars"] == indent
    assert found.find(f"{W}rPr/{W}color") is None


def test_odd_pages_are_numbered_right_and_even_ones_left() -> None:
    data = saved(made())
    assert part(data, "settings").find(f"{W}evenAndOddHeaders") is not None
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if "footer" in name and "rels" not in name]
    sides = set()
    for name in names:
        footer = part(data, name.removeprefix("word/").removesuffix(".xml"))
        assert one(footer, ".//w:fldSimple")["instr"] == "PAGE"
        assert "".join(footer.itertext()) == "— 1 —"
        indent = one(footer, ".//w:ind")
        side = one(footer, ".//w:jc")["val"]
        assert indent[f"{side}Chars"] == "100"
        sides.add(side)
    assert sides == {"right", "left"}


def test_headings_count_by_rank_and_begin_anew_below_a_higher_one() -> None:
    paper = made()
    for text, rank in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 4), ("戊", 2), ("己", 1), ("庚", 2)):
        paper.heading(text, rank)
    said = [one.text for one in paper.document.paragraphs]
    assert said == ["一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己", "（一）庚"]
    assert mark(1, 23) == "二十三、"
    numbers = (1, 9, 10, 11, 20, 99, 100)
    assert [chinese(number) for number in numbers] == [
        "一", "九", "十", "十一", "二十", "九十九", "100"
    ]  # fmt: skip


def test_a_long_title_is_broken_into_lines_of_like_length() -> None:
    assert title_lines("关于用电的报告") == ["关于用电的报告"]
    long = "关于做好园区企业用电用气用水保障工作若干问题整改落实情况的报告"
    lines = title_lines(long)
    assert "".join(lines) == long
    assert len(lines) == 2
    assert all(len(line) <= 20 for line in lines)
    assert title_lines("关于“夏季用电保障百日行动”进展与下一步安排的报告")[0].endswith("”")
    assert len(title_lines("某" * 61)) == 4


def test_a_whole_paper_is_read_again_as_it_was_written() -> None:
    paper = made()
    paper.title("用电保障报告")
    paper.addressee("管委会：")
    paper.heading("基本情况")
    paper.paragraph("共 3 件<已办结> & \x07归档。")
    paper.table(["单位", "件数"], [["电力保障中心", 3]], [2, 1])
    paper.signature("专班办公室", date(2026, 9, 16))
    data = saved(paper)
    text = read_bytes(data, name="报告.docx").text
    for words in (
        "管委会：",
        "一、基本情况",
        "共 3 件<已办结> & 归档。",
        "电力保障中心",
        "2026年9月16日",
    ):
        assert words in text
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "2026-09-16T02:00:00Z" in package.read("docProps/core.xml").decode()
    columns = part(data, "document").findall(f".//{W}gridCol")
    wide, narrow = (int(column.get(f"{W}w", "")) for column in columns)
    assert wide == pytest.approx(2 * narrow, abs=2), "LibreOffice goes by the grid, not the cells"
    rows = part(data, "document").findall(f".//{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_the_issuer_stands_centred_over_the_date() -> None:
    paper = made()
    paper.signature("办公室", date(2026, 9, 16))
    name, day = paper.document.paragraphs[-2:]
    assert (name.text, day.text) == ("办公室", "2026年9月16日")
    rights = [
        int(one(etree.fromstring(each._p.xml), "w:pPr/w:ind")["rightChars"]) for each in (name, day)
    ]
    # Seven half digits and three signs are 6.5 characters wide, the name three.
    assert rights == [575, 400]
