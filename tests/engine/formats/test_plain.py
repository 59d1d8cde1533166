"""Plain text in the encodings Chinese offices write."""

from __future__ import annotations

import codecs

import pytest

from taizhang.engine.formats import (
    EmptyDocument,
    Limits,
    MixedEncoding,
    TooLarge,
    UnknownFormat,
    read_bytes,
)

TEXT = "云岭高新区召开企业服务会议。\r\n会议要求，抓好落实。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-mark", "gb18030", "utf-16-le", "utf-16-be", "bare-le", "bare-be"],
)
def test_the_encoding_is_found(data: bytes) -> None:
    raw = read_bytes(data, name="会议.pdf")
    assert (raw.text, raw.name) == (TEXT, "会议.pdf")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\x00\x00", codecs.BOM_UTF8, "　\n".encode(), b"\n" * 99 + b"\x04"]
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_bytes(data, name="空.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"7z\xbc\xaf\x27\x1c" + b"\x00" * 50,
        b"\x01\x02\x03 text " * 30,
        b"\x00\n" + b"\xd8\x00" * 9,
        b"\n\x00" + b"\x01\x05" * 9,
        b"\x00ab\n" * 30,
        b"\x81\x30\x81\x30" * 40,
        b"\xff" * 40,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        read_bytes(data, name="会议.txt")


def test_mixed_encodings_are_refused_with_the_line() -> None:
    data = "云岭高新区\n".encode() + "企业服务中心\n".encode("gb18030")
    with pytest.raises(MixedEncoding) as refusal:
        read_bytes(data, name="会议.txt")
    assert refusal.value.fields == {"line": 2}


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF8 + b"ok\n\xff\xfe", codecs.BOM_UTF16_LE + b"\x00\xd8\x41"]
)
def test_a_mark_that_lies_is_refused(data: bytes) -> None:
    with pytest.raises(MixedEncoding):
        read_bytes(data, name="会议.txt")


def test_control_characters_become_blanks_one_for_one() -> None:
    text = "云岭高新区召开会议，研究企业反映的问题。" * 6 + "\x00下一步\x1b。"
    raw = read_bytes(text.encode(), name="会议.txt")
    assert len(raw.text) == len(text)
    assert raw.text == text.replace("\x00", " ").replace("\x1b", " ")


def test_limits_have_names() -> None:
    with pytest.raises(TooLarge) as refusal:
        read_bytes(TEXT.encode(), name="会议.txt", limits=Limits(characters=5))
    assert refusal.value.fields["limit"] == "characters"
    with pytest.raises(TooLarge) as refusal:
        read_bytes(TEXT.encode(), name="会议.txt", limits=Limits(bytes=5))
    assert refusal.value.fields["allowed"] == 5
    assert "at most 5e-06 MB" in str(refusal.value)


def test_a_line_of_ten_thousand_characters_is_read() -> None:
    text = "云" * 10_000
    assert read_bytes(text.encode("gb18030"), name="长.txt").text == text
