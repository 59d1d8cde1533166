"""What is done once a day: common problems are looked for, triage learns anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from taizhang.ledger.triage.services import retrain
from taizhang.matching.models import Night
from taizhang.matching.services.finding import Found, find_problems

_LONGEST: Final = timedelta(hours=3)
"""Who has not ended after so long is thought to be gone."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one night came to."""

    found: Found
    learnt: int
    """How many models were tried and are used now."""


def nightly(*, now: datetime) -> Done | None:
    """Do it in the first round of the day; None where that was done, or is under way elsewhere."""
    day = timezone.localdate(now)
    if not _claimed(day, now):
        return None
    found = find_problems(now=now)
    learnt = sum(one.is_in_use for one in retrain(now=now))
    Night.objects.filter(day=day).update(ended_at=timezone.now())
    return Done(found, learnt)


def _claimed(day: date, now: datetime) -> bool:
    """Whether the night is ours to do: nobody began it, or who did never came to an end."""
    night = Night.objects.filter(day=day).first()
    if night is not None:
        stuck = Night.objects.filter(pk=night.pk, ended_at=None, begun_at__lt=now - _LONGEST)
        return stuck.update(begun_at=now) == 1
    try:
        with transaction.atomic():
            Night.objects.create(day=day, begun_at=now)
    except IntegrityError:  # another process was quicker
        return False
    return True
