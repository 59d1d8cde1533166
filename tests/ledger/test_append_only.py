"""The database itself keeps events as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from taizhang.ledger.models import Attachment, Event
from tests.clock import NOW
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db


def test_an_event_cannot_be_changed(stages: Stages) -> None:
    event = stages.accepted().events.get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(by_name="某人")
    assert str(event) == "SQ-2026-0001 #1 register"


def test_an_event_cannot_be_deleted(stages: Stages) -> None:
    event = stages.accepted().events.get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    assert Event.objects.count() == 1


def test_the_events_cannot_be_emptied(stages: Stages) -> None:
    stages.accepted()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM ledger_event")


def copy_of(event: Event, **changes: object) -> Event:
    values = {field.attname: getattr(event, field.attname) for field in Event._meta.fields}
    return Event(**{**values, "id": None, "hash": "0" * 64, **changes})


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"sequence": 9}, {"sequence": 9, "version": 9}]
)
def test_a_place_in_chain_and_history_is_taken_once(
    stages: Stages, changes: dict[str, object]
) -> None:
    event = stages.accepted().events.get()
    if len(changes) > 1:
        changes = {**changes, "hash": event.hash}
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(event, **changes).save()


def test_a_stored_file_belongs_to_one_event(stages: Stages) -> None:
    event = stages.accepted(files=[PHOTO]).events.get()
    kept = event.attachments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(
            event=event,
            name=kept.name,
            stored_as=kept.stored_as,
            size=1,
            sha256="",
            media_type="image/png",
        )
    assert str(kept) == "现场.png"


def test_events_are_linked_over_all_entries_of_a_ledger(stages: Stages) -> None:
    first, second = stages.accepted(), stages.accepted()
    events = list(Event.objects.order_by("sequence"))
    assert [event.entry for event in events] == [first, second]
    assert [event.previous for event in events] == ["", events[0].hash]
    assert all(event.at == NOW for event in events)
