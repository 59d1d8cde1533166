"""Files as they came in: their names made safe, their bytes kept outside the web root."""

from __future__ import annotations

import os
import secrets
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings

from taizhang.intake.errors import FileGone, UploadTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = 255


def safe_name(name: str) -> str:
    """The last part of the name as sent, without control characters, short enough to keep."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip()
    path = PurePath(kept or "untitled")
    return path.stem[: _NAME - len(path.suffix)] + path.suffix[:20]


def checked_size(size: int) -> None:
    """Refuse what is larger than this installation takes in."""
    if size > settings.UPLOAD_LIMIT:
        raise UploadTooLarge(limit=f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB")


def keep(data: bytes) -> str:
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


def kept_from(write: Callable[[IO[bytes]], None]) -> str:
    """Let a program write a file to be kept, all of it or nothing; the name it is kept under."""
    name = keep(b"")
    path = Path(settings.UPLOADS) / name
    try:
        with path.open("w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def bytes_of(stored_as: str) -> bytes:
    """The bytes kept under a name."""
    try:
        return (Path(settings.UPLOADS) / stored_as).read_bytes()
    except FileNotFoundError as error:
        raise FileGone from error
