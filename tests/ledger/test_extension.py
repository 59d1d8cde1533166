"""More time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries, services
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged

pytestmark = pytest.mark.django_db
WANTED = date(2026, 10, 12)


def test_a_granted_extension_keeps_the_first_date(stages: Stages) -> None:
    entry = stages.extension_requested()
    assert (entry.state, entry.asked_due) == (State.EXTENSION_REQUESTED, WANTED)
    entry = services.grant_extension(entry, **stages.office)
    assert (entry.state, entry.due, entry.original_due, entry.asked_due) == (
        State.IN_PROGRESS,
        WANTED,
        date(2026, 9, 23),
        None,
    )
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due_by, story.original_due) == ("extension", date(2026, 9, 23))
    clock = entry.clocks.get(name="resolve")
    assert clock.due == WANTED
    assert entry.warn_on is not None
    assert entry.warn_on > date(2026, 9, 23)


def test_a_refused_extension_leaves_the_date(stages: Stages) -> None:
    entry = services.refuse_extension(
        stages.extension_requested(), reason="来得及", **stages.office
    )
    assert (entry.state, entry.due, entry.asked_due) == (
        State.IN_PROGRESS,
        date(2026, 9, 23),
        None,
    )


def test_asking_after_the_due_date_is_too_late(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.in_progress()
    late = {"by": stages.people.lead_handler, "now": NOW + timedelta(days=8)}
    with unchanged(entry), pytest.raises(refusals.ExtensionTooLate):
        services.request_extension(entry, reason="晚", due=WANTED, **late)


def test_asking_on_the_last_day_is_in_time(stages: Stages) -> None:
    last = {"by": stages.people.lead_handler, "now": NOW + timedelta(days=7)}
    entry = services.request_extension(stages.in_progress(), reason="晚", due=WANTED, **last)
    assert entry.state == State.EXTENSION_REQUESTED


@pytest.mark.parametrize(
    ("reason", "due", "refusal"),
    [("", WANTED, refusals.ReasonMissing), ("晚", date(2026, 9, 23), refusals.ExtensionNotLater)],
)
def test_asking_needs_a_reason_and_a_later_date(
    stages: Stages, unchanged: Unchanged, reason: str, due: date, refusal: type[Exception]
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusal):
        services.request_extension(entry, reason=reason, due=due, **stages.handler)


def test_a_double_click_grants_once(stages: Stages) -> None:
    entry = stages.extension_requested()
    services.grant_extension(entry, seen=entry.version, **stages.office)
    again = services.grant_extension(entry, seen=entry.version, **stages.office)
    assert again.version == entry.version + 1
