"""A file or a pasted text comes in: checked at the door, kept, and queued for reading."""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from taizhang.engine import formats
from taizhang.engine.formats import plain
from taizhang.engine.formats.limits import DEFAULT
from taizhang.intake.errors import EmptyPaste, UploadTooLarge
from taizhang.intake.models import Document
from taizhang.intake.services.reading import PASTE, enqueue, read

if TYPE_CHECKING:
    from datetime import date, datetime

    from taizhang.roster.models import Person

_NAME: Final = 255
_TITLE: Final = 40
_READ_AT_THE_DOOR: Final = 4 * 1024 * 1024
"""Bytes up to which a file is tried at once: a broken one is refused while its sender waits."""


def _safe_name(name: str) -> str:
    """The last part of the name as sent, without control characters, short enough to keep."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip()
    path = PurePath(kept or "untitled")
    return path.stem[: _NAME - len(path.suffix)] + path.suffix[:20]


def _limited(size: int) -> None:
    if size > settings.UPLOAD_LIMIT:
        raise UploadTooLarge(limit=f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB")


def _keep(data: bytes) -> str:
    """Write the bytes under a random name that only the owner may read; the name."""
    folder = Path(settings.UPLOADS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    descriptor = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


@transaction.atomic
def _registered(document: Document, *, read_now: bool) -> Document:
    document.save()
    if read_now:
        return read(document)
    transaction.on_commit(partial(enqueue, document.pk))
    return document


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
    _limited(len(data))
    name = _safe_name(name)
    kind = formats.sniff(data)
    if len(data) <= _READ_AT_THE_DOOR:
        formats.read_bytes(data, name=name)
    stored = _keep(data)
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
    _limited(len(data))
    text = plain.clean(data.decode("utf-8"), DEFAULT)
    return _registered(
        Document(
            name=_safe_name(title or _first_line(text)),
            kind=PASTE,
            text=text,
            file_sha256=hashlib.sha256(data).hexdigest(),
            received_at=now,
            received_by=by,
            dated=dated,
        ),
        read_now=read_now,
    )
