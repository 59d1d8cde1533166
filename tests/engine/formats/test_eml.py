"""E-mail: the message, then every attachment below its name; what cannot be read is named."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from taizhang.engine.extract import extract
from taizhang.engine.formats import (
    BrokenDocument,
    Limits,
    NoTextInside,
    TooLarge,
    eml,
    read_bytes,
    sniff,
)
from taizhang.engine.text import articles
from tests.engine.formats.samples import docx, paragraph

TEXT = "经发局：\n\n请于五个工作日内答复。\n"


def message(body: str = TEXT, *, html: str = "", subject: str = "关于用电扩容的函") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "云岭松涛精密机械 <office@example.invalid>"
    made["To"] = "jfj@example.invalid"
    made["Date"] = "Mon, 09 Mar 2026 10:20:00 +0800"
    if body:
        made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    return made


HEAD = [
    "关于用电扩容的函",
    "发件人：云岭松涛精密机械 <office@example.invalid>",
    "发送时间：2026年3月9日 10:20",
]


def lines(made: EmailMessage | bytes, **limits: int) -> list[str]:
    data = made if isinstance(made, bytes) else made.as_bytes()
    raw = read_bytes(data, name="函.txt", limits=Limits(**limits))
    assert all(span.of(raw.text) for span in raw.blocks)
    return [line for line in raw.text.splitlines() if line]


def test_the_message_is_read_as_text() -> None:
    made = message(html="<p>网页版")
    assert sniff(made.as_bytes()) == "eml"
    assert lines(made) == [*HEAD, "经发局：", "请于五个工作日内答复。"]
    (article,) = articles(read_bytes(made.as_bytes(), name="函"))
    assert (article.headline, article.subheads) == (HEAD[0], ())


def test_without_text_the_html_is_read() -> None:
    made = message("", html="<script>x</script><p>请答复。</p><p>谢谢。</p>")
    assert lines(made) == [*HEAD, "请答复。", "谢谢。"]


def test_attachments_follow_below_their_names() -> None:
    made = message()
    made.add_attachment(
        docx(f"<w:body>{paragraph('附件正文。')}</w:body>"),
        maintype="application",
        subtype="octet-stream",
        filename="情况说明.docx",
    )
    made.add_attachment("随附的文字。", filename="说明.txt")
    made.add_attachment(b"\x7fELF" * 9, maintype="application", subtype="x", filename="程序.bin")
    made.add_attachment(message("转来的信。", subject="转发"))
    made.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline"
    )
    assert lines(made)[5:] == [
        "附件：情况说明.docx",
        "附件正文。",
        "附件：说明.txt",
        "随附的文字。",
        "附件：程序.bin（未读取：unknown_format）",
        "附件：转发",
        "转发",
        *HEAD[1:],
        "转来的信。",
    ]


def test_what_is_attached_is_a_document_of_its_own() -> None:
    inner = message("三月九日的检查发现通道堵塞。\n", subject="检查情况")
    inner.add_attachment("整改清单正文。", filename="清单.txt")
    made = message("请阅附件。\n")
    made.add_attachment(inner)
    made.add_attachment("另一份说明。", filename="说明.txt")
    raw = read_bytes(made.as_bytes(), name="函")
    found = [(a.id, [p.text for p in a.paragraphs]) for a in articles(raw)]
    assert found == [
        ("a1", [*HEAD, "请阅附件。", "附件：检查情况", "附件：说明.txt"]),
        ("a2", ["检查情况", *HEAD[1:], "三月九日的检查发现通道堵塞。", "附件：清单.txt"]),
        ("a3", ["整改清单正文。"]),
        ("a4", ["另一份说明。"]),
    ]


def test_years_are_counted_from_the_day_it_was_sent() -> None:
    raw = read_bytes(message("12月28日，经发局召开座谈会。\n").as_bytes(), name="函")
    assert raw.dated == date(2026, 3, 9)
    (held,) = extract(raw).activities
    assert (str(held.date), held.date and held.date.inferred) == ("2026-12-28", True)
    earlier = message("1月28日，经发局召开座谈会。\n")
    del earlier["Date"]
    assert read_bytes(earlier.as_bytes(), name="函").dated is None


def test_an_attachment_whose_kind_is_no_text_is_named_without_it() -> None:
    data = RAW % (
        b"x",
        b'Content-Type: multipart/mixed; boundary="s"',
        b"--s\nContent-Type: a/\x16b",
    )
    assert "附件：a/ b（未读取：empty_document）" in lines(data + b"\n\n\n--s--\n")


def test_a_message_attached_without_a_subject_is_named_by_its_kind() -> None:
    inner = message("转来的信。")
    del inner["Subject"]
    made = message()
    made.add_attachment(inner)
    assert "附件：message/rfc822" in lines(made)


def test_a_message_inside_is_read_as_it_was_taken_apart() -> None:
    # Its kind names no letters of a kind, and its own parts have no boundary: it cannot be
    # written out again.
    data = b"From: a\nContent-Type: message/\xc8fc\n\n"
    data += b"Content-Type: multipart/mixed; name=a\n\n" + "附件正文。".encode()
    read = eml.read(data, name="函", limits=Limits()).text
    assert read.endswith("附件：a\n\n附件正文。\n")
    raw = (b"From: a\nSubject: b\nContent-Type: message/rfc822\n\n" + RAW) % (
        b"x",
        b"Content-Type: text/plain; charset=utf-8",
        "转来的信。".encode(),
    )
    assert lines(raw)[-1] == "转来的信。"


def test_messages_in_messages_have_an_end() -> None:
    made = message("最里面。")
    for _level in range(5):
        outer = message()
        outer.add_attachment(made)
        made = outer
    assert lines(made)[-1] == "附件：关于用电扩容的函（未读取：nested_too_deep）"
    with pytest.raises(TooLarge):
        lines(message(), depth=-1)


def test_limits_are_obeyed() -> None:
    made = message()
    for number in range(3):
        made.add_attachment("文字", filename=f"{number}.txt")
    for limits in ({"attachments": 2}, {"characters": 60}):
        with pytest.raises(TooLarge) as refusal:
            lines(made, **limits)
        assert refusal.value.fields["limit"] in limits


RAW = b"From: a@example.invalid\nTo: b\nSubject: %s\nMIME-Version: 1.0\n%s\n\n%s"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("来信".encode(), "来信"),
        ("来信".encode("gb18030"), "来信"),
        (b"=?no-such?B?1tA=?=", "中"),
        (b"=?utf-8?B?5p2l?= =?utf-8?B?5L+h?=", "来信"),
        (b"=?utf-8?B?5p2l5?=", "=?utf-8?B?5p2l5?="),
    ],
)
def test_headers_are_decoded_as_far_as_possible(subject: bytes, expected: str) -> None:
    assert lines(RAW % (subject, b"Date: never", "正文。".encode()))[0] == expected


@pytest.mark.parametrize("charset", [b"gb2312", b"no-such", b"utf-8", b"x\x00"])
def test_a_declared_charset_is_tried(charset: bytes) -> None:
    kind = b"Content-Type: text/plain; charset=" + charset
    body = "镕基路扩容。".encode("utf-8" if charset == b"utf-8" else "gb18030")
    assert lines(RAW % (b"x", kind, body))[-1] == "镕基路扩容。"


def test_a_body_that_is_no_text_is_left_out() -> None:
    kind = b"Content-Type: text/plain"
    assert lines(RAW % (b"x", kind, b"\x00\x01\x02\x03" * 9)) == ["x", "发件人：a@example.invalid"]


def test_a_name_that_cannot_be_read_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_given: object) -> None:
        raise LookupError

    made = message()
    made.add_attachment("文字", filename="甲.txt")
    monkeypatch.setattr(eml.Message, "get_filename", refuses)
    assert "附件：text/plain" in lines(made.as_bytes())


def test_a_message_that_says_nothing_is_refused() -> None:
    with pytest.raises(NoTextInside):
        lines(b"To: b\nDate: never\nMIME-Version: 1.0\n\n")


def test_a_message_that_cannot_be_taken_apart_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise RecursionError

    monkeypatch.setattr(eml.email, "message_from_bytes", breaks)
    with pytest.raises(BrokenDocument):
        lines(message())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("主持人: 甲\n时间: 3月9日\n正文".encode(), "txt"),
        (b"From: a\nTo: b\nDate: c\nno header\n", "txt"),
        (b"Subject: a\r\nFrom: b\r\n c\r\nX-Y: z\r\nDate: d\r\n\r\nbody", "eml"),
    ],
)
def test_header_lines_alone_make_a_message(data: bytes, kind: str) -> None:
    assert sniff(data) == kind
