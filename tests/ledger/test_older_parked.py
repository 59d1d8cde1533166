"""Entries parked and called back before their rows said why and by whom."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection

from taizhang.ledger import rebuilding, services, verification
from taizhang.ledger.models import Entry

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db
migration = import_module("taizhang.ledger.migrations.0028_why_parked_and_who_asked")


def upgrade() -> None:
    migration.say_why_parked(apps, SimpleNamespace(connection=connection))
    with connection.cursor() as cursor:
        cursor.execute(migration.SAY_WHO_ASKED)


def test_their_rows_say_what_their_events_do(stages: Stages, people: People) -> None:
    again = {"reason": "法规未放开", "review_on": stages.parked().review_on}
    parked = services.resume(stages.parked(), **stages.handler)
    parked = services.park(parked, kind=services.ParkKind.LAW, **again, **stages.handler)
    resumed = services.resume(stages.parked(), **stages.handler)
    asked, reopened = stages.called_back(), stages.reopened()
    Entry.objects.update(park_kind="", called_back_by=None)
    misfit = verification.verify(workers=1).misfit
    assert misfit is not None
    assert set(misfit.columns) <= {"park_kind", "called_back_by"}
    upgrade()
    assert verification.verify(workers=1).misfit is None
    assert rebuilding.rebuild().changed == 0
    kinds = dict(Entry.objects.exclude(park_kind="").values_list("pk", "park_kind"))
    assert (kinds[parked.pk], kinds[resumed.pk]) == ("law", "funds")
    found = Entry.objects.filter(called_back_by=people.office)
    assert set(found) == {asked, reopened}


def test_what_is_undone_says_what_stood_before(stages: Stages) -> None:
    entry = services.undo(stages.parked(), reason="误操作", **stages.handler)
    assert entry.park_kind == ""
    assert verification.verify(workers=1).misfit is None
