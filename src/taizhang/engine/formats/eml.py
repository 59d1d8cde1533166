"""E-mail: subject, sender and date, the text, then every attachment below its name.

What is attached is a document of its own: its articles are put together for themselves.

An attachment that cannot be read is named with the code of its refusal; it does not keep the
rest from being read. Pictures that only decorate the text are left out.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from taizhang.engine.errors import BadInput
from taizhang.engine.formats import html, plain, read_bytes
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import BrokenDocument, NoTextInside
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span

FORMAT: Final = "EML"


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The message and what is attached to it."""
    try:
        message = email.message_from_bytes(data.replace(b"\x00", b" "))
    except (RecursionError, ValueError, LookupError):
        raise BrokenDocument(format=FORMAT) from None
    return _message(message, name, limits)


def _message(message: Message, name: str, limits: Limits) -> RawText:
    limits.check("depth", 0)  # one less for every message around this one
    parts = list(_leaves(message))
    attached = [part for part in parts if _is_attached(part)]
    limits.check("attachments", len(attached))
    pieces = [*_headers(message), *_bodies(parts, limits)]
    pieces += [piece for part in attached for piece in _attachment(part, limits)]
    written = _written([piece for piece in pieces if piece.text.strip()], name, limits)
    sent = _sent(message)
    return replace(written, dated=sent.date() if sent else None)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a message that is attached is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_attached(part: Message) -> bool:
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_maintype() == "image" and part.get("Content-ID"):
        return False
    return part.get_content_type() not in {"text/plain", "text/html"} or bool(_filename(part))


def _header(message: Message, name: str) -> str:
    """The first header of that name, as it came."""
    raw = (value for key, value in message.raw_items() if key.lower() == name)
    return str(next(raw, ""))


def _sent(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _headers(message: Message) -> Iterator[RawText]:
    yield RawText(_decoded(_header(message, "subject")))
    sender = _decoded(_header(message, "from"))
    yield RawText(f"发件人：{sender}" if sender else "")
    if sent := _sent(message):
        yield RawText(f"发送时间：{sent.year}年{sent.month}月{sent.day}日 {sent:%H:%M}")


def _bodies(parts: list[Message], limits: Limits) -> list[RawText]:
    """The text of the message: as plain text, or where there is none from its HTML."""
    own = [part for part in parts if not _is_attached(part)]
    for kind, reader in (("text/plain", plain.read), ("text/html", html.read)):
        found = []
        for part in own:
            if part.get_content_type() == kind and (data := _utf8(part)).strip():
                try:
                    found.append(reader(data, name="", limits=limits))
                except BadInput:
                    continue
        if found:
            return found
    return []


def _attachment(part: Message, limits: Limits) -> Iterator[RawText]:
    """Its name, and below it its text."""
    label = _decoded(_filename(part) or _subject(part) or part.get_content_type())
    inner = replace(limits, depth=limits.depth - 1)
    try:
        raw = _content(part, label, inner)
    except BadInput as refusal:
        yield RawText(f"附件：{label}（未读取：{refusal.code}）")
        return
    yield RawText(f"附件：{label}")
    yield replace(raw, documents=(Span(0, len(raw.text)), *raw.documents))


def _content(part: Message, name: str, limits: Limits) -> RawText:
    """A message as it was taken apart already; anything else by what its bytes are."""
    if part.is_multipart():
        return _written([_message(each, "", limits) for each in _inner(part)], name, limits)
    return read_bytes(_bytes(part), name=name, limits=limits)


def _subject(part: Message) -> str:
    """What a message that is attached is about."""
    inner = _inner(part) if part.get_content_type() == "message/rfc822" else []
    return _header(inner[0], "subject") if inner else ""


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, UnicodeError):
        return ""


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _utf8(part: Message) -> bytes:
    """The part's text in UTF-8; what it says of its encoding is tried and not believed."""
    data = _bytes(part)
    charset = part.get_content_charset()
    if charset:
        charset = "gb18030" if charset in {"gb2312", "gbk"} else charset
        try:
            return data.decode(charset).encode()
        except (LookupError, UnicodeError):
            return data
    return data


def _decoded(header: object) -> str:
    """A header's words as they are read, on one line."""
    try:
        pieces = decode_header(str(header))
    except (HeaderParseError, ValueError):
        pieces = [(str(header), None)]
    words = [_word(piece, charset) for piece, charset in pieces]
    return " ".join(plain.CONTROLS.sub(" ", "".join(words)).split())


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        # Bytes that are not ASCII come as surrogates.
        piece, charset = piece.encode("utf-8", "surrogateescape"), "utf-8"
    try:
        return piece.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return piece.decode("gb18030", "replace")


def _written(pieces: list[RawText], name: str, limits: Limits) -> RawText:
    """All of it in one text, each piece with its blocks at their new places."""
    if not pieces:
        raise NoTextInside(format=FORMAT)
    texts: list[str] = []
    blocks: list[Span] = []
    documents: list[Span] = []
    place = 0
    for piece in pieces:
        text = piece.text.strip("\r\n")
        shift = place - (len(piece.text) - len(piece.text.lstrip("\r\n")))
        blocks.append(Span(place, place + len(text)))
        blocks += (_shifted(block, shift, place) for block in piece.blocks)
        documents += (_shifted(inner, shift, place) for inner in piece.documents)
        texts.append(text)
        place += len(text) + 2
        limits.check("characters", place)
    written = "\n\n".join(texts) + "\n"
    return RawText(written, name=name, blocks=tuple(blocks), documents=tuple(documents))


def _shifted(span: Span, shift: int, first: int) -> Span:
    return Span(max(span.start + shift, first), max(span.end + shift, first))
