"""Files: what is inside decides, and nothing is left behind."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from taizhang.engine import refusals
from taizhang.ledger import evidence, queries, services
from taizhang.ledger.models import Attachment
from taizhang.ledger.services import Upload
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Stages, Unchanged

pytestmark = pytest.mark.django_db


def office_file(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


_DOCX = office_file("[Content_Types].xml", "word/document.xml")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (PHOTO.data, "image/png"),
        (_DOCX, _WORD),
        (office_file("[Content_Types].xml", "xl/workbook.xml"), _SHEET),
        ("已整改到位\n".encode(), "text/plain"),
        ("已整改到位".encode("gb18030"), "text/plain"),
        (office_file("[Content_Types].xml", "word/vbaProject.bin"), ""),
        (office_file("[Content_Types].xml", "ppt/slide.xml"), ""),
        (office_file("word/document.xml"), ""),
        (_DOCX[:40], ""),
        (b"<html><script>alert(1)</script>", ""),
        (b"\n <svg xmlns='x'>", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"\xff\xff\xff\xfe\x81", ""),
    ],
)
def test_a_file_is_what_it_holds_not_what_it_is_called(data: bytes, media_type: str) -> None:
    assert evidence.sniff(data) == media_type


def test_a_kept_file_lies_under_a_random_name_for_its_owner_only(
    stages: Stages, uploads: Path
) -> None:
    entry = services.report_progress(
        stages.acknowledged(), text="见图", files=[PHOTO], **stages.handler
    )
    attachment = Attachment.objects.get(event__entry=entry)
    path = queries.attachment_path(attachment)
    assert path.parent == uploads / "evidence"
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (PHOTO.data, 0o600)
    assert "现场" not in path.name
    told = entry.events.latest("version").payload["files"]
    assert told == [{"name": "现场.png", "size": len(PHOTO.data), "sha256": attachment.sha256}]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("..\\..\\windows\\现场.png", "现场.png"),
        ("/etc/../现场.png", "现场.png"),
        ("现\r\n\x1b场\u202e.png", "现场.png"),
        ("\x00", "file"),
    ],
)
def test_a_name_cannot_lead_elsewhere(stages: Stages, name: str, plain: str) -> None:
    entry = stages.accepted(files=[Upload(name, PHOTO.data)])
    assert Attachment.objects.get(event__entry=entry).name == plain


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (Upload("空.pdf", b""), services.FileEmpty),
        (Upload("程序.pdf", b"MZ\x90\x00"), services.FileForbidden),
        (Upload("大.txt", b"a" * 101), services.FileTooLarge),
    ],
)
def test_a_file_that_is_not_taken_stops_the_act(
    stages: Stages,
    uploads: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: Upload,
    refusal: type[Exception],
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 100)
    entry = stages.acknowledged()
    with pytest.raises(refusal):
        services.report_progress(entry, text="见图", files=[PHOTO, file], **stages.handler)
    assert entry.events.count() == entry.version
    assert not list(uploads.rglob("*.*"))


def test_too_many_files_are_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.acknowledged()
    with unchanged(entry), pytest.raises(services.TooManyFiles):
        services.report_progress(entry, text="见图", files=[PHOTO] * 11, **stages.handler)


def test_a_refused_act_leaves_no_file_behind(stages: Stages, uploads: Path) -> None:
    entry = stages.acknowledged()
    with pytest.raises(refusals.TextMissing):
        services.report_progress(entry, text=" ", files=[PHOTO], **stages.handler)
    assert not [path for path in uploads.rglob("*") if path.is_file()]


def test_a_double_click_keeps_one_file(stages: Stages, uploads: Path) -> None:
    entry = stages.acknowledged()
    for _click in range(2):
        services.report_progress(
            entry, text="见图", files=[PHOTO], seen=entry.version, **stages.handler
        )
    assert Attachment.objects.count() == 1
    assert len([path for path in uploads.rglob("*") if path.is_file()]) == 1
