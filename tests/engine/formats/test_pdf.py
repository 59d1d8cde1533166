"""PDF: columns in reading order, radicals folded; locked, broken and scanned files are refused."""

from __future__ import annotations

import pytest

from taizhang.engine.formats import (
    BrokenDocument,
    EncryptedDocument,
    Limits,
    NoTextInside,
    TooLarge,
    columns,
    read_bytes,
)
from taizhang.engine.formats.columns import Box, Row, blocks_in_order
from taizhang.engine.formats.folding import fold
from taizhang.engine.formats.pdf import _box
from tests.engine.formats.samples import LOCKED, pdf

LEFT = [(50.0, 700.0 - 14 * n, 12.0, f"左栏第{n}行的文字内容") for n in range(4)]
RIGHT = [(300.0, 700.0 - 14 * n, 12.0, f"右栏第{n}行的文字内容") for n in range(4)]
HEAD = [(50.0, 750.0, 24.0, "高新区召开会议")]


def test_columns_are_read_one_after_the_other() -> None:
    mixed = [line for pair in zip(LEFT, RIGHT, strict=True) for line in pair]
    raw = read_bytes(pdf([RIGHT + HEAD + LEFT]), name="版面.txt")
    expected = ["高新区召开会议", *(line[3] for line in LEFT), *(line[3] for line in RIGHT)]
    assert raw.text.split() == expected
    assert len(raw.blocks) == 3
    assert set(read_bytes(pdf([mixed]), name="a").text.split()) == set(expected[1:])


def test_an_indented_line_begins_with_a_blank() -> None:
    lines = [(74.0, 700.0, 12.0, "首行缩进两个字"), (50.0, 686.0, 12.0, "第二行顶格排到这里为止")]
    raw = read_bytes(pdf([lines]), name="a")
    assert raw.text == "　　首行缩进两个字\n第二行顶格排到这里为止\n"


def test_pages_follow_each_other() -> None:
    raw = read_bytes(pdf([LEFT[:1], RIGHT[:1]]), name="a")
    assert raw.text == "左栏第0行的文字内容\n\n右栏第0行的文字内容\n"


@pytest.mark.parametrize(
    ("written", "ordinary"), [("⽤", "用"), ("⼈", "人"), ("豈", "豈"), ("用", "用"), ("⺀", "⺀")]
)
def test_radicals_become_the_ordinary_character(written: str, ordinary: str) -> None:
    assert fold(written) == ordinary


def test_a_compatibility_character_of_several_stays() -> None:
    assert fold("ﬁ") == "ﬁ"


def test_an_empty_page_holds_no_text() -> None:
    with pytest.raises(NoTextInside):
        read_bytes(pdf([[]]), name="扫描.pdf")


def test_a_locked_file_is_refused_by_name() -> None:
    with pytest.raises(EncryptedDocument):
        read_bytes(pdf([LEFT], trailer=LOCKED), name="加密.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", pdf([LEFT])[:120]])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(data, name="坏.pdf")


def test_a_page_that_is_no_page_is_refused() -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(pdf([LEFT]).replace(b"/Kids [5 0 R]", b"/Kids [9 0 R]"), name="坏.pdf")


def test_a_character_that_is_none_is_marked() -> None:
    raw = read_bytes(pdf([[(50.0, 700.0, 12.0, "前😀"), (50.0, 600.0, 12.0, "后")]]), name="a")
    assert raw.text.startswith("前")


def test_limits_are_obeyed() -> None:
    for limits, name in ((Limits(pages=1), "pages"), (Limits(characters=5), "characters")):
        with pytest.raises(TooLarge) as refusal:
            read_bytes(pdf([LEFT, RIGHT]), name="a", limits=limits)
        assert refusal.value.fields["limit"] == name


def _row(text: str, left: float, bottom: float, right: float, top: float) -> Row:
    return Row(text, Box(left, bottom, right, top), 10)


def test_blocks_that_cannot_be_cut_apart_stay_as_they_come() -> None:
    rows = [
        _row("甲", 0, 50, 60, 100),
        _row("乙", 40, 0, 100, 60),
        _row("丙", 50, 55, 100, 100),
        _row("丁", 0, 0, 45, 58),
    ]
    assert [block[0].text for block in blocks_in_order(rows)] == ["甲", "乙", "丙", "丁"]


def test_cutting_a_page_stops_at_a_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "DEEPEST", 0)
    rows = [_row("右", 60, 0, 100, 50), _row("左", 0, 0, 40, 50)]
    assert [block[0].text for block in blocks_in_order(rows)] == ["右", "左"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e30])
def test_a_place_that_is_none_is_the_corner(number: float) -> None:
    assert _box((0.0, number, 5.0, 5.0)) == Box(0, 0, 0, 0)
    assert _box((0.0, 1.0, 5.0, 5.0)) == Box(0, 1, 5, 5)


def test_columns_that_come_line_by_line_are_put_together() -> None:
    over = [_row("横贯两栏的一行字，写在两栏上面", 0, 188, 200, 198)]
    rows = [
        _row(f"{side}{n}", left, 174.0 - 14 * n, left + 90, 184.0 - 14 * n)
        for n in range(3)
        for side, left in (("左", 0), ("右", 110))
    ]
    found = [[row.text for row in block] for block in blocks_in_order(over + rows)]
    assert found == [
        ["横贯两栏的一行字，写在两栏上面"],
        ["左0", "左1", "左2"],
        ["右0", "右1", "右2"],
    ]


def _paragraphs(tops: list[tuple[str, float, int]], left: float) -> list[Row]:
    return [
        _row(f"{name}{n}", left, top - 10 - 14 * n, left + 90, top - 14 * n)
        for name, top, count in tops
        for n in range(count)
    ]


OVER = _row("横贯两栏的一行字，写在两栏上面", 0, 218, 200, 228)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (142, ["左上0", "左下0", "右上0", "右下0"]),  # paragraphs that end at one height
        (100, ["左上0", "右上0", "左下0", "右下0"]),  # another pair of columns
    ],
)
def test_columns_are_cut_across_only_where_they_end(second: int, expected: list[str]) -> None:
    left = _paragraphs([("左上", 200, 3), ("左下", second, 4)], 0)
    right = _paragraphs([("右上", 200, 3), ("右下", second, 2)], 110)
    found = [block[0].text for block in blocks_in_order([OVER, *left, *right])]
    assert found == [OVER.text, *expected]


def test_labels_side_by_side_are_no_columns() -> None:
    labels = [
        *_paragraphs([("文号", 200, 1), ("各单位", 172, 1)], 0),
        _row("日期", 110, 190, 200, 200),
    ]
    found = [block[0].text for block in blocks_in_order([OVER, *labels])]
    assert found == [OVER.text, "文号0", "日期", "各单位0"]
