"""Rows read past Django's converters say what Django says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger.models import Entry
from taizhang.ledger.stored import stored
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db

NAMES = ("pk", "number", "registered_at", "review_on", "closed_at", "values", "lead__code")


def test_it_reads_what_django_reads(stages: Stages) -> None:
    first, second = stages.accepted(), stages.closed()
    Entry.objects.filter(pk=first.pk).update(
        registered_at=NOW + timedelta(microseconds=7), review_on=NOW.date(), values={"房号": "3"}
    )
    rows = Entry.objects.filter(pk__in=(first.pk, second.pk)).order_by("pk")
    assert [tuple(row) for row in stored(rows, NAMES)] == list(rows.values_list(*NAMES))
