"""Entries from before their rows said who worked on them come to what their events say."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection

from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.ledger.conftest import REPLY

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db
MIGRATION = import_module("taizhang.ledger.migrations.0030_who_worked_on_entries")


def test_older_rows_say_who_worked_on_them_since_the_newest_beginning(
    stages: Stages, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MIGRATION, "CHUNK", 1)
    stages.dispatched()
    stages.reopened()
    entry = services.report_progress(stages.acknowledged(), text="在办", **stages.handler)
    entry = services.report_progress(entry, text="已查", by=people.lead_head, now=NOW)
    entry = services.contribute(entry, text="图纸已送", by=people.co_handler, now=NOW)
    entry = services.report_progress(entry, text="将完", **stages.handler)
    services.answer(entry, reply=REPLY, **stages.handler)
    again = services.report_progress(stages.reopened(), text="又查", by=people.lead_head, now=NOW)
    kept = dict(Entry.objects.values_list("pk", "worked_by"))
    Entry.objects.update(worked_by="")
    assert verify().misfit is not None
    MIGRATION.note(apps, SimpleNamespace(connection=connection))
    assert dict(Entry.objects.values_list("pk", "worked_by")) == kept
    assert kept[entry.pk] == "\nlead_handler\nlead_head\nco_handler\n"
    assert kept[again.pk] == "\nlead_head\n"
    assert verify().misfit is None
