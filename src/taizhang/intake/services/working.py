"""Who reads: workers say that they live; what a dead one left is given to another."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from taizhang.intake.models import Document, Worker
from taizhang.intake.services.reading import SILENCE, enqueue

log = structlog.get_logger(__name__)

BEAT: Final = timedelta(seconds=10)
_DEAD: Final = timedelta(seconds=60)


def beat(name: str, *, now: datetime) -> None:
    """Worker `name` says that it lives."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})


def farewell(name: str) -> None:
    """Worker `name` has stopped in good order."""
    Worker.objects.filter(name=name).delete()


def _left_running(now: datetime) -> list[DBTaskResult[..., None]]:
    """Tasks that are marked as running although their worker is dead or gone."""
    living = set(Worker.objects.filter(seen_at__gt=now - _DEAD).values_list("name", flat=True))
    return [
        job
        for job in DBTaskResult.objects.running().select_for_update()
        if not living.intersection(job.worker_ids[-1:])
    ]


@transaction.atomic
def reap(*, now: datetime) -> int:
    """Give readings whose worker died to another one; how many.

    The queue itself leaves the task of a killed worker running for ever. A document that waits
    without any task (its task was lost) is queued again too. Reading twice does no harm.
    """
    Worker.objects.filter(seen_at__lte=now - _DEAD).delete()
    left = _left_running(now)
    for job in left:
        job.status = "READY"
        job.save(update_fields=["status"])
        log.warning("reading_handed_on", task=str(job.pk))
    queued = {
        job.args_kwargs["args"][0]
        for job in DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
        if job.args_kwargs["args"]
    }
    lost = [
        document.pk
        for document in Document.objects.filter(
            status=Document.Status.READING, received_at__lte=now - SILENCE
        ).only("pk")
        if document.pk not in queued
    ]
    for pk in lost:
        transaction.on_commit(partial(enqueue, pk))
        log.warning("reading_queued_again", document=pk)
    return len(left) + len(lost)
