"""What cannot be solved now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import services
from taizhang.ledger.models import Entry

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged

pytestmark = pytest.mark.django_db
REVIEW = date(2026, 10, 9)


def test_a_parked_entry_has_a_day_to_come_back(stages: Stages) -> None:
    entry = stages.parked()
    assert (entry.state, entry.review_on) == (State.PARKED, REVIEW)
    assert entry.events.latest("version").payload["kind"] == "funds"


@pytest.mark.parametrize("note", ["", "资金已到位"])
def test_a_resumed_entry_goes_on_where_it_stood(stages: Stages, note: str) -> None:
    entry = services.resume(stages.parked(), note=note, **stages.handler)
    assert (entry.state, entry.review_on) == (State.IN_PROGRESS, None)
    assert entry.events.latest("version").payload.get("note", "") == note


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": "weather"}, refusals.ParkKindUnknown),
        ({"reason": ""}, refusals.ReasonMissing),
        ({"review_on": date(2026, 9, 16)}, refusals.ReviewNotAhead),
    ],
)
def test_park_refuses_what_is_not_honest(
    stages: Stages, unchanged: Unchanged, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    entry = stages.in_progress()
    given = {"kind": "law", "reason": "不允许", "review_on": REVIEW, **changes}
    with unchanged(entry), pytest.raises(refusal):
        services.park(entry, **given, **stages.handler)


def test_parking_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.parked()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.park(entry, kind="law", reason="不允许", review_on=REVIEW, **stages.handler)


def test_the_database_refuses_parking_for_ever(stages: Stages) -> None:
    entry = stages.parked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(review_on=None)
