"""Work that outlasts a request: how far it is, when it last gave a sign of life, why it stopped."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import models
from django.db.models import F
from django.utils import timezone

from taizhang.engine.errors import BadInput

log = structlog.get_logger(__name__)

SILENCE: Final = timedelta(seconds=60)
"""After so long without a sign of life the work counts as stopped."""
MOST_ATTEMPTS: Final = 3
FAILED: Final = "failed"
"""The status of work that stopped, whatever else its statuses are called."""


class LongWork(models.Model):
    """What a row has whose making goes on in the background."""

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """Steps of the work under way, and how many of them are done."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often the work under way was begun: what kills its worker is not tried for ever."""
    progress_at = models.DateTimeField(null=True, blank=True)
    """Last sign of life of the work under way."""
    failure = models.CharField(max_length=50, blank=True)
    """Code of the error that ended it."""
    failure_fields = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def is_silent(self, now: datetime, began: datetime) -> bool:
        """Whether it has given no sign of life for long; `began` counts where it gave none."""
        return now - (self.progress_at or began) > SILENCE


def guarded(one: LongWork, work: Callable[[Any], None], error: type[BadInput]) -> None:
    """Do the work; whatever stops it is told to who waits for it, an error of ours as `error`."""
    rows = type(one)._default_manager.filter(pk=one.pk)  # noqa: SLF001  # Django's documented way
    rows.update(attempts=F("attempts") + 1, progress_at=timezone.now())
    reference = secrets.token_hex(6)
    told: dict[str, Any] = {"work": type(one).__name__, "source": one.pk, "reference": reference}
    if one.attempts >= MOST_ATTEMPTS:
        log.error("long_work_given_up", **told)
        fail(one, error(reference=reference))
        return
    try:
        work(one)
    except BadInput as refusal:
        fail(one, refusal)
    except Exception:  # the edge of the background: a person is waiting for a word
        log.exception("long_work_failed", **told)
        fail(one, error(reference=reference))


def fail(one: LongWork, refusal: BadInput) -> None:
    """Say why the work on it ended; what is written stays written."""
    rows = type(one)._default_manager.filter(pk=one.pk)  # noqa: SLF001  # Django's documented way
    rows.update(
        status=FAILED,
        failure=refusal.code,
        failure_fields={name: str(value) for name, value in refusal.fields.items()},
    )
