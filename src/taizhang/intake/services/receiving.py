"""A file or a pasted text comes in: checked at the door, kept, and queued for reading."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from taizhang.engine import formats
from taizhang.engine.formats import TooManyPictures, plain
from taizhang.engine.formats.limits import DEFAULT
from taizhang.intake.errors import EmptyPaste
from taizhang.intake.models import Document
from taizhang.intake.services.reading import PASTE, enqueue, read
from taizhang.intake.services.stored import checked_size, keep, safe_name

if TYPE_CHECKING:
    from datetime import date, datetime

    from taizhang.roster.models import Person

_TITLE: Final = 40
_READ_AT_THE_DOOR: Final = 4 * 1024 * 1024
"""Bytes up to which a file is tried at once: a broken one is refused while its sender waits."""


@transaction.atomic
def _registered(document: Document, *, read_now: bool) -> Document:
    document.save()
    if read_now:
        return read(document)
    transaction.on_commit(partial(enqueue, document.pk))
    return document


def _tried(data: bytes, name: str) -> None:
    """Read it to see whether it can be; pictures of text are left to the background."""
    with suppress(TooManyPictures):
        formats.read_bytes(data, name=name, limits=replace(DEFAULT, pictures=0))


def receive_file(
    name: str,
    data: bytes,
    *,
    by: Person,
    now: datetime,
    dated: date | None = None,
    read_now: bool = False,
) -> Document:
    """Take a file in; raises the refusal of its format and then leaves nothing behind.

    With `read_now` it is read before this returns, and no task is queued.
    """
    checked_size(len(data))
    name = safe_name(name)
    kind = formats.sniff(data)
    if len(data) <= _READ_AT_THE_DOOR:
        _tried(data, name)
    stored = keep(data)
    document = Document(
        name=name,
        kind=kind,
        stored_as=stored,
        file_sha256=hashlib.sha256(data).hexdigest(),
        received_at=now,
        received_by=by,
        dated=dated,
    )
    try:
        return _registered(document, read_now=read_now)
    except BaseException:
        (Path(settings.UPLOADS) / stored).unlink(missing_ok=True)
        raise


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:_TITLE]


def receive_text(
    title: str,
    text: str,
    *,
    by: Person,
    now: datetime,
    dated: date | None = None,
    read_now: bool = False,
) -> Document:
    """Take a pasted text in."""
    if not text.strip():
        raise EmptyPaste
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    checked_size(len(data))
    text = plain.clean(data.decode("utf-8"), DEFAULT)
    return _registered(
        Document(
            name=safe_name(title or _first_line(text)),
            kind=PASTE,
            text=text,
            file_sha256=hashlib.sha256(data).hexdigest(),
            received_at=now,
            received_by=by,
            dated=dated,
        ),
        read_now=read_now,
    )
