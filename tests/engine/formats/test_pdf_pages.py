"""Pages of a PDF: tables, running heads, pages on their side or without their text."""

from __future__ import annotations

import pytest

from taizhang.engine.extract import extract
from taizhang.engine.formats import (
    Limits,
    NeedsOcr,
    TooLarge,
    UnmappedLetters,
    columns,
    gutters,
    ocr,
    read_bytes,
    ruled,
)
from taizhang.engine.formats import (
    pdf as reader,
)
from taizhang.engine.formats.columns import Box, Row
from taizhang.engine.formats.ruled import Letter, taken_out
from taizhang.engine.text import articles
from tests.engine.formats.samples import Line, pdf


@pytest.fixture
def _no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@pytest.fixture
def _ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands for the library, which takes seconds and may not be here."""
    box = Box(50, 700, 250, 712)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(reader, "_read_picture", lambda *_: [Row("图上的字", box, 12)])


# -- tables

EDGES = (50, 150, 250, 350, 450)
GRID = b"".join(
    [
        *(b"50 %d m 450 %d l S\n" % (y, y) for y in (700, 660, 600, 580)),
        b"50 680 m 150 680 l S 150 680 m 350 680 l S 350 680 m 450 680 l S\n",
        b"50 640 m 150 640 l S 250 640 m 450 640 l S\n",  # the unit goes over two rows
        *(b"%d 700 m %d 580 l S\n" % (x, x) for x in (50, 150, 350, 450)),
        b"250 680 m 250 580 l S\n",  # 责任 goes over two columns
    ]
)
TABLE: list[Line] = [
    (60.0, 740.0, 12.0, "表上面的一段话写在这里。"),
    (60.0, 685.0, 10.0, "任务"),
    (160.0, 685.0, 10.0, "责任"),
    (360.0, 685.0, 10.0, "时限"),
    (160.0, 665.0, 10.0, "牵头单位"),
    (260.0, 665.0, 10.0, "配合单位"),
    (60.0, 645.0, 10.0, "办好用电扩容"),
    (160.0, 625.0, 10.0, "经发局"),
    (260.0, 645.0, 10.0, "供电公司"),
    (360.0, 645.0, 10.0, "月底"),
    (60.0, 625.0, 10.0, "安排新工人的"),
    (60.0, 610.0, 10.0, "过渡住房"),
    (260.0, 615.0, 10.0, "人社局"),
    (60.0, 540.0, 12.0, "表下面的一段话写在这里。"),
]


def test_a_ruled_table_becomes_rows_with_tabs() -> None:
    raw = read_bytes(pdf([TABLE], drawn=GRID), name="分工.pdf")
    assert [line for line in raw.text.rstrip("\n").split("\n") if line] == [
        "　表上面的一段话写在这里。"[1:],
        "任务\t责任\t\t时限",
        "\t牵头单位\t配合单位",
        "办好用电扩容\t经发局\t供电公司\t月底",
        "安排新工人的过渡住房\t经发局\t人社局",
        "表下面的一段话写在这里。",
    ]


def _shape(left: float, bottom: float, right: float, top: float) -> Box:
    return Box(left, bottom, right, top)


def _letters(text: str, left: float, bottom: float) -> list[Letter]:
    return [
        Letter(
            c, None if c.isspace() else Box(left + 10 * n, bottom, left + 10 * n + 9, bottom + 9)
        )
        for n, c in enumerate(text)
    ]


def test_cells_drawn_as_rectangles_are_a_table() -> None:
    shapes = [_shape(x, y, x + 100, y + 20) for x in (0, 100) for y in (0, 20)]
    letters = [
        *_letters("a b", 5, 25),
        Letter("\n", None),
        *_letters("c", 5, 22),
        Letter("\n", None),
        Letter("\n", None),
        *_letters("外", 500, 500),
    ]
    rows, left = taken_out(letters, shapes)
    assert [row.text for row in rows] == ["a b c"]
    assert "".join(letter.text for letter in left).strip() == "外"


@pytest.mark.parametrize(
    "shapes",
    [
        [],
        [_shape(0, 0, 500, 1)],
        [_shape(0, 0, 500, 500)],
        [_shape(0, 0, 2, 2)],
        [_shape(0, 100, 50, 101), _shape(200, 0, 201, 50)],
        [_shape(0, 5 * n, 500, 5 * n + 1) for n in range(ruled.MOST + 1)] + [_shape(0, 0, 1, 500)],
    ],
    ids=["none", "a rule", "a frame", "a dot", "apart", "a drawing"],
)
def test_other_lines_are_no_table(shapes: list[Box]) -> None:
    letters = _letters("正文", 20, 20)
    assert taken_out(letters, shapes) == ([], letters)


def test_two_tables_on_a_page_are_two() -> None:
    shapes = [_shape(x, y, x + 50, y + 20) for x in (0, 50) for y in (0, 20, 200, 220)]
    letters = [*_letters("下", 5, 5), *_letters("上", 55, 205), *_letters("乙", 5, 225)]
    rows, left = taken_out(letters, shapes)
    assert sorted(row.text for row in rows) == ["\t上", "下", "乙"]
    assert not left


# -- what every page repeats


def _paged(number: int, *lines: str) -> list[Line]:
    body = [(50.0, 700.0 - 16 * n, 12.0, line) for n, line in enumerate(lines)]
    return [
        (50.0, 780.0, 9.0, "云岭高新区工作简报"),
        *body,
        (280.0, 30.0, 9.0, f"— {number} —"),
    ]


def test_running_heads_and_numbers_are_no_text() -> None:
    pages = [
        _paged(1, "会议听取了三家企业反映的问题，要求", "经发局逐项答复，并把办理的结果及时"),
        _paged(2, "告知企业。会议强调，对答复不满意的", "要登门回访。"),
        _paged(3, "会议还研究了其他事项。"),
    ]
    raw = read_bytes(pdf(pages), name="简报.pdf")
    assert "简报" not in raw.text
    assert "—" not in raw.text
    text = "".join(p.text for a in articles(raw) for p in a.paragraphs)
    assert "并把办理的结果及时告知企业。" in text


def test_two_pages_that_begin_alike_and_years_stay() -> None:
    lines: list[Line] = [(50.0, 700.0, 24.0, "2026"), (50.0, 600.0, 12.0, "云岭高新区")]
    assert read_bytes(pdf([lines, lines]), name="a").text.split() == ["2026", "云岭高新区"] * 2


def test_a_document_of_nothing_but_a_number_is_read() -> None:
    assert read_bytes(pdf([[(50.0, 700.0, 12.0, "第 1 页")]]), name="a").text == "第 1 页\n"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["这一段话写满了一整行的文字", "到这里结束。"], "这是新的一段话的第一行"),
        (["这一段话写满了一整行的文字", "没有写满"], "这是新的一段话的第一行"),
        (["只有一行"], "这是新的一段话的第一行"),
    ],
)
def test_a_page_that_ends_with_a_paragraph_is_not_joined(above: list[str], below: str) -> None:
    pages: list[list[Line]] = [
        [(50.0, 700.0 - 16 * n, 12.0, line) for n, line in enumerate(above)],
        [(50.0, 700.0, 12.0, below)],
    ]
    assert f"{above[-1]}\n\n{below}" in read_bytes(pdf(pages), name="a").text


def test_a_heading_does_not_go_on_with_the_page_before() -> None:
    pages: list[list[Line]] = [
        [(50.0, 700.0 - 16 * n, 12.0, "这一段话写满了一整行的文字") for n in range(2)],
        [(50.0, 700.0, 24.0, "标题")],
    ]
    assert "文字\n\n标题" in read_bytes(pdf(pages), name="a").text


# -- pages on their side, columns written row by row


def test_short_cells_beside_each_other_are_no_columns() -> None:
    line = [*_letters("办好用电扩容的事", 0, 0), *_letters("经发局", 200, 0)]
    assert [len(piece) for piece in gutters.cut([line] * 4)] == [11] * 4
    once = [*_letters("这一行里有一处空白", 0, 0), *_letters("却只有这一行有", 200, 0)]
    assert [len(piece) for piece in gutters.cut([once, once])] == [16] * 2


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_on_its_side_is_read_in_its_order(quarters: int) -> None:
    lines: list[Line] = [
        (50.0 + 250 * column, 500.0 - 16 * n, 12.0, f"{side}栏第{n}行的文字内容")
        for n in range(4)
        for column, side in enumerate("左右")
    ]
    raw = read_bytes(pdf([lines], quarters=quarters), name="横.pdf")
    expected = [line[3] for side in "左右" for line in lines if line[3].startswith(side)]
    assert raw.text.split() == expected


def test_a_table_on_its_side_is_a_table() -> None:
    turned = b"q 0 1 -1 0 600 0 cm " + GRID + b" Q"
    rows = read_bytes(pdf([TABLE], drawn=turned, quarters=1), name="横.pdf").text
    assert "办好用电扩容\t经发局\t供电公司\t月底" in rows


# -- pages whose text is not in the file

IMAGE = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
SMALL = b"q 60 0 0 80 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
TEXT: list[Line] = [(50.0, 700.0, 12.0, "这一页有文字。")]


def _with_picture_page(picture: bytes = IMAGE, text: str = "1") -> bytes:
    """Three pages of text, the second drawn over with a picture and with hardly any text."""
    data = pdf([TEXT, [(50.0, 700.0, 12.0, text)], TEXT], drawn=b"%" + b" " * 80)
    first = data.index(b"%   ", data.index(b"%   ") + 10)
    return data[:first] + picture.ljust(81) + data[first + 81 :]


@pytest.mark.usefixtures("_no_ocr")
def test_without_ocr_a_picture_page_is_passed_over_by_name() -> None:
    raw = read_bytes(_with_picture_page(), name="a")
    assert raw.text.split() == ["这一页有文字。", "（第2页未读取：needs_ocr）", "这一页有文字。"]
    assert extract(raw).entries == ()


@pytest.mark.usefixtures("_no_ocr")
def test_a_small_picture_beside_text_is_no_scan() -> None:
    assert "未读取" not in read_bytes(_with_picture_page(SMALL, "有字"), name="a").text
    long = "有许多字的一页" * 7
    assert "未读取" not in read_bytes(_with_picture_page(IMAGE, long), name="a").text


@pytest.mark.usefixtures("_ocr")
def test_with_ocr_a_picture_page_is_read_in_its_place() -> None:
    raw = read_bytes(_with_picture_page(), name="a")
    assert raw.text.split() == ["这一页有文字。", "图上的字", "这一页有文字。"]
    with pytest.raises(TooLarge):
        read_bytes(_with_picture_page(), name="a", limits=Limits(pictures=0))


GARBAGE: list[Line] = [(50.0, 700.0, 12.0, "\ue001\ue002\ue003\ue004")]


@pytest.mark.usefixtures("_no_ocr")
def test_letters_that_are_not_told_are_refused_or_named() -> None:
    with pytest.raises(UnmappedLetters) as refusal:
        read_bytes(pdf([GARBAGE]), name="a")
    assert "requirements-ocr.lock" in str(refusal.value.fields["command"])
    assert "（第1页未读取：unmapped_letters）" in read_bytes(pdf([GARBAGE, TEXT]), name="a").text


@pytest.mark.usefixtures("_ocr")
def test_letters_that_are_not_told_are_read_as_a_picture() -> None:
    assert read_bytes(pdf([GARBAGE]), name="a").text == "图上的字\n"


@pytest.mark.usefixtures("_no_ocr")
def test_a_page_of_pictures_alone_needs_the_extra() -> None:
    with pytest.raises(NeedsOcr):
        read_bytes(pdf([[]], drawn=SMALL), name="a")


def test_rows_of_a_table_are_blocks_of_their_own() -> None:
    rows = [Row(str(n), Box(0, 80.0 - 10 * n, 50, 90.0 - 10 * n), 10, alone=True) for n in range(2)]
    assert len(columns.blocks_in_order(rows)) == 2


def test_rows_below_columns_stay_rows() -> None:
    column = "新区各单位要按照任务分工抓好落实并按时"
    text: list[Line] = [(60.0, 790.0 - 14 * n, 10.0, column) for n in range(4)]
    raw = read_bytes(pdf([[*text, *TABLE[1:-1]]], drawn=GRID), name="分工.pdf")
    found = [p.text for article in articles(raw) for p in article.paragraphs]
    assert found[-3:] == [
        "\t牵头单位\t配合单位".strip(),
        "办好用电扩容\t经发局\t供电公司\t月底",
        "安排新工人的过渡住房\t经发局\t人社局",
    ]
