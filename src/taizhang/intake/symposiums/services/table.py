"""The table: opened with who sits at it, closed when all is said."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import structlog
from django.db import transaction

from taizhang.engine.codes import ActivityKind
from taizhang.intake.models import Document
from taizhang.intake.services.reading import TYPED
from taizhang.intake.services.visiting import record_activity
from taizhang.intake.symposiums.errors import AlreadySeated, SymposiumClosed, TableFull
from taizhang.intake.symposiums.models import Seat, Symposium
from taizhang.intake.symposiums.services.writing import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from taizhang.roster.models import Enterprise, Park, Person

log = structlog.get_logger(__name__)

MOST_SEATS: Final = 200
_NAME: Final = 200


@transaction.atomic
def open_symposium(
    *,
    title: str,
    held_on: date,
    by: Person,
    now: datetime,
    place: str = "",
    chair: str = "",
    park: Park | None = None,
    enterprises: Sequence[Enterprise] = (),
    guests: Sequence[str] = (),
) -> Symposium:
    """Lay an empty table; `guests` are enterprises that the roster does not know."""
    activity = record_activity(
        kind=ActivityKind.SYMPOSIUM,
        title=title,
        held_on=held_on,
        by=by,
        now=now,
        place=place,
        park=park,
        enterprises=enterprises,
    )
    document = Document.objects.create(
        name=title[:255],
        kind=TYPED,
        file_sha256=hashlib.sha256(f"symposium {activity.pk}".encode()).hexdigest(),
        received_at=now,
        received_by=by,
        dated=held_on,
        status=Document.Status.READY,
        done=100,
    )
    activity.document, activity.key = document, "v1"
    activity.save(update_fields=["document", "key"])
    symposium = Symposium.objects.create(activity=activity, document=document, chair=chair[:100])
    seats: list[tuple[str, Enterprise | None]] = [(one.name, one) for one in enterprises]
    seats += [(name[:_NAME], None) for name in guests]
    known = dict(reversed(seats))
    if len(known) > MOST_SEATS:
        raise TableFull(limit=MOST_SEATS)
    Seat.objects.bulk_create(
        Seat(symposium=symposium, position=place, name=name, enterprise=known[name])
        for place, name in enumerate(dict.fromkeys(name for name, _ in seats), start=1)
    )
    write(symposium)
    log.info("symposium_opened", symposium=symposium.pk, by=by.code)
    return symposium


def locked(symposium: Symposium) -> Symposium:
    """The symposium as it is now, locked until the transaction ends; it still goes on."""
    current = Symposium.objects.select_for_update().get(pk=symposium.pk)
    if not current.is_open:
        raise SymposiumClosed
    return current


@transaction.atomic
def seat(
    symposium: Symposium, *, name: str, by: Person, now: datetime, enterprise: Enterprise | None
) -> Seat:
    """Somebody sits down who was not expected."""
    current = locked(symposium)
    name = (enterprise.name if enterprise else name.strip())[:_NAME]
    if current.seats.filter(name=name).exists():
        raise AlreadySeated(name=name)
    place = current.seats.count() + 1
    if place > MOST_SEATS:
        raise TableFull(limit=MOST_SEATS)
    taken = Seat.objects.create(symposium=current, position=place, name=name, enterprise=enterprise)
    if enterprise:
        current.activity.enterprises.add(enterprise)
    write(current)
    log.info("seat_taken", symposium=current.pk, by=by.code, at=now.isoformat())
    return taken


@transaction.atomic
def close(symposium: Symposium, *, by: Person, now: datetime) -> Symposium:
    """End it: the minutes stand; what is not on a ledger yet waits in them. Twice is once."""
    current = Symposium.objects.select_for_update().get(pk=symposium.pk)
    if current.is_open:
        current.closed_at, current.closed_by = now, by
        current.save(update_fields=["closed_at", "closed_by"])
        log.info("symposium_closed", symposium=current.pk, by=by.code)
    return current


@transaction.atomic
def reopen(symposium: Symposium, *, by: Person, now: datetime) -> Symposium:
    """Go on: something was forgotten."""
    current = Symposium.objects.select_for_update().get(pk=symposium.pk)
    if not current.is_open:
        current.closed_at = current.closed_by = None
        current.save(update_fields=["closed_at", "closed_by"])
        log.info("symposium_reopened", symposium=current.pk, by=by.code, at=now.isoformat())
    return current
