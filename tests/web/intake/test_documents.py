from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.intake.models import Document
from tests.factories import make_document, make_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.intake.conftest import Page
    from tests.people import People

PAGE = "高新园召开座谈会\n针对澄泉水处理反映的用电容量不足问题，请电力中心9月30日前办结。\n"


def _file(data: bytes, name: str = "周报.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def test_the_list_says_what_came_and_what_waits(office: Client, page: Page) -> None:
    answer = office.get("/intake/")

    assert answer.status_code == 200
    assert page.document.name in answer.text
    assert "3 / 3" in answer.text
    assert "温如玉" in answer.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=容量", True),
        ("q=周报", True),
        ("q=不存在", False),
        ("status=waiting", True),
        ("status=done", False),
        ("status=failed", False),
        ("status=nonsense", True),
    ],
)
def test_the_list_is_searched_and_filtered(
    office: Client, page: Page, query: str, shown: bool
) -> None:
    assert (page.document.name in office.get(f"/intake/?{query}").text) is shown


def test_an_empty_list_says_what_to_do(office: Client) -> None:
    assert "/intake/new/" in office.get("/intake/").text


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    office: Client, people: People, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(30):
        make_draft(make_document(by=people.office))

    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        office.get("/intake/")


def test_a_service_officer_sees_only_what_they_brought(
    people: People, signed_in: Callable[[Person], Client], page: Page
) -> None:
    officer = signed_in(people.service_officer)

    assert page.document.name not in officer.get("/intake/").text
    assert officer.get(f"/intake/{page.document.pk}/").status_code == 404


def test_a_pasted_text_is_taken_in(
    office: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        answer = office.post("/intake/new/", {"text": PAGE, "title": "座谈会纪要"})

    document = Document.objects.get()
    assert answer["Location"] == f"/intake/{document.pk}/progress/"
    assert (document.name, document.status) == ("座谈会纪要", Document.Status.READY)
    assert document.drafts.exists()


def test_an_uploaded_file_is_taken_in_by_its_content(office: Client) -> None:
    answer = office.post("/intake/new/", {"file": _file(PAGE.encode("gb18030"), "周报.docx")})

    assert answer.status_code == 302
    assert Document.objects.get().kind == "txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"\x00\x01\x02\xff\xfe\x90" * 300, "DOCX"),
        (b"%PDF-1.7\nbroken", "PDF"),
        ("企业反映用电不足\n".encode() + "企业反映融资困难\n".encode("gb18030"), "编码"),
    ],
)
def test_what_cannot_be_read_is_said_in_chinese_and_nothing_is_kept(
    office: Client, uploads: Path, data: bytes, words: str
) -> None:
    answer = office.post("/intake/new/", {"file": _file(data), "title": "我写的题目"})

    assert answer.status_code == 422
    assert words in answer.text
    assert "我写的题目" in answer.text
    assert not Document.objects.exists()
    assert not uploads.exists() or not list(uploads.iterdir())


def test_nothing_at_all_is_refused(office: Client) -> None:
    answer = office.post("/intake/new/", {"text": " "})

    assert answer.status_code == 422
    assert "没有文字，也没有文件" in answer.text


def test_a_file_above_the_limit_is_413_and_names_the_limit(
    office: Client, settings: object, uploads: Path
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]

    answer = office.post("/intake/new/", {"file": _file(b"a" * (1024 * 1024 + 1))})

    assert answer.status_code == 413
    assert "1 MB" in answer.text
    assert not uploads.exists()


def test_a_request_far_above_the_limit_is_not_even_kept_for_a_moment(
    office: Client, settings: object
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]

    answer = office.post("/intake/new/", {"file": _file(b"a" * (3 * 1024 * 1024))})

    assert answer.status_code == 413
    assert not Document.objects.exists()


def test_a_wrong_date_is_said_at_its_field(office: Client) -> None:
    answer = office.post("/intake/new/", {"text": PAGE, "dated": "31.31.2026"})

    assert answer.status_code == 422
    assert PAGE.splitlines()[0] in answer.text


def test_progress_shows_the_bar_and_leads_on(office: Client, people: People) -> None:
    document = make_document(by=people.office, status=Document.Status.READING, done=40)

    answer = office.get(f"/intake/{document.pk}/progress/")

    assert 'value="40"' in answer.text
    assert '<noscript><meta http-equiv="refresh"' in answer.text
    Document.objects.update(status=Document.Status.READY)
    assert office.get(f"/intake/{document.pk}/progress/")["Location"] == f"/intake/{document.pk}/"
    htmx = office.get(f"/intake/{document.pk}/progress/", headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == f"/intake/{document.pk}/"


def test_a_failed_reading_says_why_and_starts_again(office: Client, people: People) -> None:
    document = make_document(
        by=people.office,
        status=Document.Status.FAILED,
        failure="encrypted_document",
        failure_fields={"format": "PDF"},
    )

    assert "密码" in office.get(f"/intake/{document.pk}/progress/").text
    answer = office.post(f"/intake/{document.pk}/again/")
    assert answer["Location"] == f"/intake/{document.pk}/progress/"
    assert Document.objects.get().status == Document.Status.READING
    assert office.post(f"/intake/{document.pk}/again/").status_code == 409


def test_a_silent_reading_says_so(office: Client, people: People, clock: Clock) -> None:
    document = make_document(by=people.office, status=Document.Status.READING, done=40)
    clock.advance(seconds=90)

    assert "hx-trigger" not in office.get(f"/intake/{document.pk}/progress/").text


def test_the_review_of_an_unread_document_is_its_progress(office: Client, people: People) -> None:
    document = make_document(by=people.office, status=Document.Status.READING)

    assert office.get(f"/intake/{document.pk}/")["Location"] == f"/intake/{document.pk}/progress/"


def test_the_file_comes_back_as_an_attachment(office: Client) -> None:
    office.post("/intake/new/", {"file": _file("<script>用电</script>".encode(), "页.html")})

    answer = office.get(f"/intake/{Document.objects.get().pk}/source/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).decode() == "<script>用电</script>"


def test_a_missing_file_is_said(office: Client, people: People) -> None:
    document = make_document(by=people.office, stored_as="0" * 32)

    assert office.get(f"/intake/{document.pk}/source/").status_code == 422


def test_what_needs_a_person_stands_first(office: Client, people: People, clock: Clock) -> None:
    waits = make_document(by=people.office, received_at=clock())
    make_draft(waits)
    over = make_document(by=people.office, received_at=clock.advance(minutes=5))

    html = office.get("/intake/").text

    assert html.index(waits.name) < html.index(over.name)
