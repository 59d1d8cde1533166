from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError

from taizhang.engine.errors import BadInput
from taizhang.engine.formats import (
    EmptyDocument,
    EncryptedDocument,
    MixedEncoding,
    UnknownFormat,
    ocr,
    pdf,
)
from taizhang.intake import queries, services
from taizhang.intake.errors import EmptyPaste, UploadTooLarge
from taizhang.intake.models import Document
from tests.engine.formats.samples import pdf as made

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from tests.people import People

    Commits = Callable[..., object]

PAGE = "高新园召开座谈会\n针对澄泉水处理反映的用电容量不足问题，请电力中心9月30日前办结。\n"

SCAN = made([[]], drawn=b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")


def test_a_file_is_kept_outside_the_web_root_for_its_owner_only(
    people: People, now: datetime, uploads: Path
) -> None:
    document = services.receive_file("周报.txt", PAGE.encode(), by=people.office, now=now)

    kept = uploads / document.stored_as
    assert kept.read_bytes() == PAGE.encode()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(uploads.stat().st_mode) == 0o700
    assert "周报" not in document.stored_as
    assert (document.name, document.kind, document.received_by) == (
        "周报.txt",
        "txt",
        people.office,
    )
    assert queries.stored_bytes(document) == PAGE.encode()


def test_a_file_is_read_after_the_commit_that_brought_it(
    people: People, now: datetime, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = services.receive_file("周报.txt", PAGE.encode(), by=people.office, now=now)
        assert Document.objects.get(pk=document.pk).status == Document.Status.READING

    assert Document.objects.get(pk=document.pk).status == Document.Status.READY


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyDocument),
        (b" \n\t ", EmptyDocument),
        (b"\x00\x01\x02\xff\xfe\x90" * 300, UnknownFormat),
        ("企业反映用电不足\n".encode() + "企业反映融资困难\n".encode("gb18030"), MixedEncoding),
        (b"%PDF-1.7\nbroken", BadInput),
        (b"PK\x03\x04broken", BadInput),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing_behind(
    people: People, now: datetime, uploads: Path, data: bytes, refusal: type[BadInput]
) -> None:
    with pytest.raises(refusal):
        services.receive_file("周报.pdf", data, by=people.office, now=now)

    assert not Document.objects.exists()
    assert not uploads.exists() or not list(uploads.iterdir())


def test_a_file_above_the_limit_is_refused(
    people: People, now: datetime, settings: object, uploads: Path
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]

    with pytest.raises(UploadTooLarge) as refusal:
        services.receive_file("周报.txt", b"a" * (1024 * 1024 + 1), by=people.office, now=now)

    assert refusal.value.fields["limit"] == "1 MB"
    assert not uploads.exists()


def test_content_decides_not_the_extension(people: People, now: datetime) -> None:
    document = services.receive_file("纪要.pdf", PAGE.encode(), by=people.office, now=now)

    assert document.kind == "txt"


def test_a_name_loses_folders_and_control_characters(people: People, now: datetime) -> None:
    document = services.receive_file(
        "../..\\etc/周\x07报.txt", PAGE.encode(), by=people.office, now=now
    )

    assert document.name == "周报.txt"


def test_a_very_long_name_keeps_its_end(people: People, now: datetime) -> None:
    document = services.receive_file("长" * 400 + ".txt", PAGE.encode(), by=people.office, now=now)

    assert len(document.name) == 255
    assert document.name.endswith(".txt")


def test_a_file_is_removed_when_its_row_cannot_be_written(
    people: People, now: datetime, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Document, "save", refuse)

    with pytest.raises(IntegrityError):
        services.receive_file("周报.txt", PAGE.encode(), by=people.office, now=now)

    assert not list(uploads.iterdir())


def test_a_pasted_text_keeps_its_lines(
    people: People, now: datetime, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = services.receive_text("", "座谈会\r\n反映\x0b用电", by=people.office, now=now)

    document.refresh_from_db()
    assert document.text.splitlines()[0] == "座谈会"
    assert "\r" not in document.text
    assert (document.name, document.kind, document.stored_as) == ("座谈会", "paste", "")
    assert queries.stored_bytes(document) == document.text.encode()


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_paste_is_refused(people: People, now: datetime, text: str) -> None:
    with pytest.raises(EmptyPaste):
        services.receive_text("题目", text, by=people.office, now=now)

    assert not Document.objects.exists()


def test_a_password_is_named_as_the_reason(
    people: People, now: datetime, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_args: object, **_more: object) -> None:
        raise EncryptedDocument(format="PDF")

    monkeypatch.setattr("taizhang.engine.formats.read_bytes", locked)

    with pytest.raises(EncryptedDocument):
        services.receive_file("纪要.txt", PAGE.encode(), by=people.office, now=now)

    assert not uploads.exists()


def test_what_was_read_before_the_commit_is_not_queued(
    people: People,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = services.receive_text("", PAGE, by=people.office, now=now)
        services.read(document)
        monkeypatch.setattr("taizhang.intake.services.reading.read", pytest.fail)

    assert Document.objects.get().status == Document.Status.READY


def test_pictures_of_text_are_read_in_the_background(
    people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(pdf, "_read_picture", lambda _document, number: asked.append(number))

    document = services.receive_file("扫描.pdf", SCAN, by=people.office, now=now)

    assert (document.status, asked) == (Document.Status.READING, [])
