from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django_tasks_db.models import DBTaskResult

from taizhang.intake import services
from taizhang.intake.models import Document, Worker
from taizhang.intake.services import working
from taizhang.intake.services.reading import read_document
from tests.factories import make_document

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.people import People


def _running(document: Document, worker: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        args_kwargs={"args": [document.pk], "kwargs": {}},
        task_path=read_document.module_path,
        backend_name="default",
        run_after=document.received_at,
        exception_class_path="",
        traceback="",
        worker_ids=[worker],
    )


@pytest.fixture
def document(people: People) -> Document:
    return make_document(by=people.office, status=Document.Status.READING, done=10)


def test_the_task_of_a_dead_worker_is_given_to_another(document: Document, clock: Clock) -> None:
    services.beat("dead", now=clock())
    job = _running(document, "dead")

    assert services.reap(now=clock.advance(seconds=61)) == 1

    job.refresh_from_db()
    assert job.status == "READY"
    assert not Worker.objects.exists()


def test_the_task_of_a_living_worker_is_left_alone(document: Document, clock: Clock) -> None:
    services.beat("alive", now=clock())
    job = _running(document, "alive")
    services.beat("alive", now=clock.advance(seconds=50))

    assert services.reap(now=clock.advance(seconds=50)) == 0

    job.refresh_from_db()
    assert job.status == "RUNNING"


def test_a_task_is_taken_over_at_once_when_its_worker_left(
    document: Document, clock: Clock
) -> None:
    services.beat("leaving", now=clock())
    _running(document, "leaving")
    services.farewell("leaving")

    assert services.reap(now=clock()) == 1


def test_a_document_whose_task_was_lost_is_queued_again(
    document: Document,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(working, "enqueue", queued.append)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert services.reap(now=clock.advance(seconds=61)) == 1

    assert queued == [document.pk]


def test_a_document_that_just_came_is_not_queued_twice(document: Document, clock: Clock) -> None:
    assert services.reap(now=clock()) == 0
