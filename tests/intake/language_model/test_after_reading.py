"""From the paste to the proposals: the model is asked behind the reading, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.engine.extract.alignment import PROPOSED
from taizhang.intake import services
from taizhang.intake.language_model.models import ModelReading
from taizhang.intake.models import Document
from tests.intake.language_model.server import entries, hangs_up

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.intake.language_model.server import Model
    from tests.people import People

TEXT = (
    "岚江园区召开企业座谈会\n\n"
    "8月26日，园区召开企业座谈会。岚江机电有限公司反映用电容量不足，影响新线投产。\n"
)


def _receive(people: People, now: datetime, commits: DjangoCaptureOnCommitCallbacks) -> Document:
    with commits(execute=True):
        services.receive_text("座谈会", TEXT, by=people.office, now=now)
    return Document.objects.get()


def test_a_document_is_asked_about_once_it_has_been_read(
    model: Model,
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    model.play.answers(entries({"ledger": "appeal", "quote": "用电容量不足，影响新线投产"}))

    document = _receive(people, now, django_capture_on_commit_callbacks)

    assert document.status == "ready"
    asked = ModelReading.objects.get(document=document)
    assert asked.status == "answered"
    assert [entry["quote"] for entry in asked.entries] == ["用电容量不足，影响新线投产"]
    assert PROPOSED not in str(list(document.drafts.values_list("reasons", flat=True)))


def test_a_reading_does_not_fail_with_its_model(
    model: Model,
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    model.play.does(hangs_up)

    document = _receive(people, now, django_capture_on_commit_callbacks)

    assert document.status == "ready"
    assert ModelReading.objects.get().status == "failed"


def test_without_a_model_nothing_is_asked(
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert _receive(people, now, django_capture_on_commit_callbacks).status == "ready"
    assert not ModelReading.objects.exists()
