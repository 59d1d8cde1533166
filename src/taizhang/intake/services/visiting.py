"""An activity that no document tells of: typed in after the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from django.db import transaction

from taizhang.intake.models import Activity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from taizhang.engine.codes import ActivityKind
    from taizhang.roster.models import Enterprise, Park, Person

log = structlog.get_logger(__name__)

_TITLE: Final = 200
_SHORT: Final = 100


@transaction.atomic
def record_activity(
    *,
    kind: ActivityKind | str,
    title: str,
    held_on: date,
    by: Person,
    now: datetime,
    place: str = "",
    organizer: str = "",
    park: Park | None = None,
    enterprises: Sequence[Enterprise] = (),
    people: Sequence[Person] = (),
    note: str = "",
) -> Activity:
    """Note down a meeting, symposium, visit or inspection."""
    activity = Activity.objects.create(
        kind=kind,
        title=title[:_TITLE],
        held_on=held_on,
        place=place[:_SHORT],
        organizer=organizer[:_SHORT],
        park=park,
        note=note,
    )
    activity.enterprises.set(enterprises)
    activity.people.set(people)
    log.info("activity_recorded", activity=activity.pk, by=by.code, at=now.isoformat())
    return activity
