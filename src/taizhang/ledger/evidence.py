"""Files that an event brings: checked by what is inside, kept outside the web root.

A file is written before its row. When the transaction does not end well, `kept` takes the files
away again; should the process die in between, what stays is a file with a random name that no
row points to and no address serves.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from taizhang.ledger.errors import FileEmpty, FileForbidden, FileTooLarge, TooManyFiles
from taizhang.ledger.models import Attachment

FOLDER: Final = "evidence"
MOST_FILES: Final = 10
_NAME_LIMIT: Final = 200
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_OFFICE: Final = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept."""

    name: str
    stored_as: str
    size: int
    sha256: str
    media_type: str

    def as_payload(self) -> dict[str, str | int]:
        """What the event says of it: enough to prove it, nothing of where it lies."""
        return {"name": self.name, "size": self.size, "sha256": self.sha256}


def path_of(stored_as: str) -> Path:
    """Where a kept file lies."""
    return settings.UPLOADS / FOLDER / stored_as


@contextmanager
def kept(files: Sequence[Upload]) -> Iterator[tuple[Kept, ...]]:
    """Keep `files` while the block runs, and for good those that a row points to in its end."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(count=len(files), limit=MOST_FILES)
    checked = [(file, _examined(file)) for file in files]
    written: list[Path] = []
    try:
        for file, record in checked:
            path = path_of(record.stored_as)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            written.append(path)
            path.write_bytes(file.data)
            path.chmod(0o600)
        yield tuple(record for _file, record in checked)
    except BaseException:
        _take_away(written)
        raise
    if written:
        names = [path.name for path in written]
        used = set(
            Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)
        )
        # A form sent twice brought its files twice; the second ones belong to no event.
        _take_away([path for path in written if path.name not in used])


def _take_away(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _examined(file: Upload) -> Kept:
    name = _plain_name(file.name)
    if not file.data:
        raise FileEmpty(name=name)
    if len(file.data) > settings.UPLOAD_LIMIT:
        raise FileTooLarge(name=name, limit=settings.UPLOAD_LIMIT // 1024 // 1024)
    media_type = sniff(file.data)
    if not media_type:
        raise FileForbidden(name=name)
    return Kept(
        name=name,
        stored_as=secrets.token_hex(20),
        size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        media_type=media_type,
    )


def _plain_name(name: str) -> str:
    """The last part of the name, without what could steer a terminal or a header."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return plain.strip()[-_NAME_LIMIT:] or "file"


def sniff(data: bytes) -> str:
    """The media type by content; empty when it is not one that is taken."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return "text/plain" if _is_text(data) else ""


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return ""
    found = [kind for prefix, kind in _OFFICE if any(name.startswith(prefix) for name in names)]
    return found[0] if found else ""


def _is_text(data: bytes) -> bool:
    """Plain text in UTF-8 or GB18030 that no browser would take for a page."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        markup = text.lstrip().startswith("<")
        return not markup and not any(
            ord(sign) < ord(" ") and sign not in "\t\r\n" for sign in text
        )
    return False
