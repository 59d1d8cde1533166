"""Labels that Word counts by itself are read as it shows them."""

from __future__ import annotations

import pytest

from taizhang.engine.formats import read_bytes
from taizhang.engine.formats.numbering import written
from tests.engine.formats.samples import W, docx, paragraph

NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>
</w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="x"/><w:lvlText w:val="%1.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>
</w:lvlOverride><w:lvlOverride w:ilvl="1"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}>
<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style>
<w:style w:styleId="b"><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>
</w:style>
<w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>"""


def item(text: str, number: int, depth: int | None = None) -> str:
    level = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return paragraph(text).replace(
        "<w:p>", f'<w:p><w:pPr><w:numPr>{level}<w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )


def styled(text: str, style: str) -> str:
    return paragraph(text).replace("<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def lines(*paragraphs: str, **parts: str) -> list[str]:
    body = "".join(paragraphs)
    return read_bytes(docx(f"<w:body>{body}</w:body>", **parts), name="a").text.splitlines()


def test_lists_are_counted_as_word_counts_them() -> None:
    found = lines(
        item("重点任务", 1),
        item("扩容", 1, 1),
        item("招工", 1, 1),
        item("5月底前", 1, 2),
        item("附注", 1, 3),
        item("保障措施", 1, 0),
        item("督办", 1, 1),
        item("", 1, 1),
        item("考核", 1, 1),
        item("另起", 2),
        item("接续", 2),
        item("不编号", 0),
        item("没有此级", 1, 8),
        numbering=NUMBERING,
    )
    assert found == [
        "一、重点任务",
        "（一）扩容",
        "（二）招工",
        "一.1 5月底前",
        "附注",
        "二、保障措施",
        "（一）督办",
        "（三）考核",
        "五、另起",
        "六、接续",
        "不编号",
        "没有此级",
    ]


def test_a_style_may_ask_for_the_number() -> None:
    found = lines(
        styled("甲", "a"),
        styled("乙", "b"),
        styled("丙", "c"),
        styled("丁", "none"),
        numbering=NUMBERING,
        styles=STYLES,
    )
    assert found == ["一、甲", "（一）乙", "丙", "丁"]


def test_a_level_may_show_one_that_was_not_counted() -> None:
    assert lines(item("甲", 1, 2), numbering=NUMBERING) == ["一.1 甲"]


def test_lists_that_cannot_be_read_are_left_out() -> None:
    assert lines(item("甲", 1), numbering="<w:numbering") == ["甲"]


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (3, "decimalFullWidth", "３"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (103, "chineseCountingThousand", "一百零三"),
        (1010, "taiwaneseCountingThousand", "一千零一十"),
        (0, "chineseCounting", "零"),
        (12345, "chineseCounting", "12345"),
        (12, "chineseLegalSimplified", "拾贰"),
        (20, "ideographDigital", "二〇"),
        (2, "ideographTraditional", "乙"),
        (2, "lowerLetter", "b"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (5, "no-such-kind", "5"),
    ],
)
def test_numbers_are_written_in_every_way(number: int, kind: str, text: str) -> None:
    assert written(number, kind) == text
